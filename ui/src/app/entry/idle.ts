// Locking after a while without a key or a click, and leaving.
import { useCallback, useEffect } from "react";
import { queryClient, useWrite } from "@/api/client";

const SIGNS_OF_LIFE = ["pointerdown", "keydown", "wheel", "touchstart"] as const;

/** Locks after `minutes` without a sign of life; 0 means never. The core locks by its own clock too. */
export function useIdleLock(minutes: number, active: boolean): void {
  const { mutate: lock } = useWrite("access.lock");
  useEffect(() => {
    if (!active || minutes <= 0) return;
    let timer = 0;
    const restart = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => lock({}), minutes * 60_000);
    };
    restart();
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, restart, { passive: true });
    return () => {
      window.clearTimeout(timer);
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, restart);
    };
  }, [minutes, active, lock]);
}

/** Logs out and forgets everything that was loaded. */
export function useLogOut(): () => void {
  const { mutate } = useWrite("access.logout");
  return useCallback(() => {
    mutate({}, {
      onSettled: () => {
        queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "access.status" });
        void queryClient.invalidateQueries({ queryKey: ["access.status"] });
      },
    });
  }, [mutate]);
}
