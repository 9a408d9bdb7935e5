// One guard for what was typed and not saved: whatever would take it away (Esc, another record, another page, closing the
// window, logging out) asks first, once.
import { useBlocker } from "@tanstack/react-router";
import { App } from "antd";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

/** Text keys of the question. */
export interface LeaveWords {
  title: string;
  body: string;
  ok: string;
  stay: string;
}

const FORM: LeaveWords = { title: "form.leave.title", body: "form.leave.body", ok: "form.leave.ok", stay: "form.leave.stay" };

interface Guard {
  isDirty: () => boolean;
  ask: () => Promise<boolean>;
}

/** What is guarded now, in the order in which it came to be. */
const guards = new Set<Guard>();
const asking = () => [...guards].find((guard) => guard.isDirty());

/** What of an address says which record a page works on. Another filter or order of the list takes nothing away. */
const RECORD = ["open", "id", "like", "of", "tab"];

interface Address {
  pathname: string;
  search: Readonly<Record<string, unknown>>;
}

/** Whether going there takes away what a page is working on. */
export function isElsewhere(from: Address, to: Address): boolean {
  return from.pathname !== to.pathname || RECORD.some((key) => from.search[key] !== to.search[key]);
}

/** Whether a person may leave everything, as logging out does: asks where something was not saved. */
export async function mayLeave(): Promise<boolean> {
  return (await asking()?.ask()) ?? true;
}

/** Asks whether what was typed may go; answers whether it may. A second one who asks meanwhile gets the same answer. */
export function useAskLeave(words: LeaveWords = FORM): () => Promise<boolean> {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const open = useRef<Promise<boolean>>(undefined);
  return useCallback(() => {
    open.current ??= new Promise<boolean>((answer) => {
      modal.confirm({
        title: t(words.title), content: t(words.body), okText: t(words.ok), cancelText: t(words.stay),
        okButtonProps: { danger: true }, autoFocusButton: "cancel", onOk: () => answer(true), onCancel: () => answer(false),
        afterClose: () => {
          open.current = undefined;
        },
      });
    });
    return open.current;
  }, [modal, t, words]);
}

/** Guards something for as long as `isDirty` says that it holds what was not saved. `words` must be a constant. */
export function useLeaveGuard(isDirty: () => boolean, words: LeaveWords = FORM): void {
  const ask = useAskLeave(words);
  const current = useRef({ isDirty, ask });
  current.current = { isDirty, ask };
  const [guard] = useState<Guard>(() => ({ isDirty: () => current.current.isDirty(), ask: () => current.current.ask() }));
  useEffect(() => {
    guards.add(guard);
    return () => {
      guards.delete(guard);
    };
  }, [guard]);
  const blocks = useCallback(
    async ({ current: from, next: to }: { current: Address; next: Address }) => asking() === guard && isElsewhere(from, to) && !(await guard.ask()),
    [guard],
  );
  useBlocker({ shouldBlockFn: blocks, enableBeforeUnload: guard.isDirty });
}
