// The open orders by time left, asked again as things change and each minute, unless the person holds the picture still.
import { useEffect, useRef, useState } from "react";
import { useOp } from "@/api/client";
import type { Monitor } from "@/api/types";
import type { Narrowed } from "./asked";
import { lateIds, newlyLate, nowOf } from "./monitor";
import { REFRESH_MS } from "./useAsked";

/** How often the times left are written anew. */
const TICK_MS = 10_000;

export function useMonitor(asked: Narrowed, paused: boolean) {
  const some = <T>(key: string, list: T[]) => (list.length > 0 ? { [key]: list } : {});
  const input = {
    ...some("region_ids", asked.regions), ...some("outlet_ids", asked.outlets), ...some("category_ids", asked.categories),
    ...some("kinds", asked.kinds), ...some("priorities", asked.priorities),
  };
  const answer = useOp("insight.monitor", input, { keep: true, enabled: !paused, ...(paused ? {} : { refetch_ms: REFRESH_MS }) });
  const [here, setHere] = useState(() => Date.now());
  useEffect(() => {
    if (paused) return;
    const timer = window.setInterval(() => setHere(Date.now()), TICK_MS);
    return () => window.clearInterval(timer);
  }, [paused]);
  const { data } = answer;
  const now = data ? nowOf(data.as_of, answer.dataUpdatedAt, paused ? answer.dataUpdatedAt : here) : here;
  return { answer, data, now };
}

/** Calls `ring` when an order becomes late while the page is watched. */
export function useRing(data: Monitor | undefined, now: number, ring: (() => void) | undefined) {
  const before = useRef<Set<number>>(undefined);
  useEffect(() => {
    if (!data) return;
    if (ring && newlyLate(before.current, data.rows, now).length > 0) ring();
    before.current = lateIds(data.rows, now);
  }, [data, now, ring]);
}

/** Two short tones; where a machine has no sound, nothing. */
export function ringTwice(): void {
  if (typeof AudioContext === "undefined") return;
  const audio = new AudioContext();
  for (const [at, pitch] of [[0, 880], [0.22, 660]] as const) {
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.12, audio.currentTime + at);
    loudness.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + at + 0.18);
    tone.connect(loudness).connect(audio.destination);
    tone.start(audio.currentTime + at);
    tone.stop(audio.currentTime + at + 0.2);
  }
  window.setTimeout(() => void audio.close(), 800);
}
