// The wizard's hand: sends the file up, has it looked at, and keeps the draft that the steps change.
import { useCallback, useRef, useState } from "react";
import { call } from "@/api/client";
import { transport } from "@/api/transport";
import type { ReadChoices, TableInfo } from "@/api/types";
import { type Draft, NO_CHOICES, type Options, draftOf } from "./draft";

const OPTIONS: Options = { doubles: "skip", errors: "all_or_nothing", create_missing: true };

export interface Chosen {
  name: string;
  bytes: number;
}

export interface Work {
  kind: string | undefined;
  file: Chosen | undefined;
  /** How the file is opened; also known while it can't be opened that way. */
  choices: ReadChoices;
  draft: Draft | undefined;
  /** What the file was when it was last opened: a sheet without rows leads back to the others. */
  info: TableInfo | undefined;
  /** Bytes sent of bytes, while the file is on its way. */
  sent: { done: number; total: number } | undefined;
  looking: boolean;
  failure: unknown;
}

const START: Work = {
  kind: undefined, file: undefined, choices: NO_CHOICES, draft: undefined, info: undefined,
  sent: undefined, looking: false, failure: undefined,
};

/** All that is known when a file was chosen and nothing of it has arrived. */
function begun(kind: string | undefined, file: File): Work {
  return { ...START, kind, file: { name: file.name, bytes: file.size }, sent: { done: 0, total: file.size } };
}

export function useDraft(first: string | undefined) {
  const [work, setWork] = useState<Work>(START);
  const kind = work.kind ?? first;
  const asked = useRef(kind);
  asked.current = kind;
  const upload = useRef<string | undefined>(undefined);
  // An answer to a question that is no longer asked is dropped.
  const files = useRef(0);
  const looks = useRef(0);
  const patch = useCallback((change: Partial<Work>) => setWork((before) => ({ ...before, ...change })), []);

  const inspect = useCallback(async (choices: ReadChoices) => {
    const [id, of] = [upload.current, asked.current];
    if (!id || !of) return;
    looks.current += 1;
    const mine = looks.current;
    patch({ looking: true, failure: undefined, choices });
    try {
      const inspection = await call("imports.inspect", { upload: id, kind: of, options: choices });
      if (mine !== looks.current) return;
      setWork((before) => ({
        ...before, looking: false, info: inspection.preview.info, draft: draftOf(of, id, inspection, before.draft?.options ?? OPTIONS),
      }));
    } catch (failure) {
      if (mine === looks.current) patch({ looking: false, failure, draft: undefined });
    }
  }, [patch]);

  const forget = useCallback(() => {
    files.current += 1;
    looks.current += 1;
    upload.current = undefined;
  }, []);

  const chooseFile = useCallback(async (file: File) => {
    forget();
    const mine = files.current;
    setWork((before) => begun(before.kind, file));
    try {
      const { upload: id } = await transport.upload(file, (done, total) => {
        if (mine === files.current) patch({ sent: { done, total } });
      });
      if (mine !== files.current) return;
      upload.current = id;
      patch({ sent: undefined });
      await inspect(NO_CHOICES);
    } catch (failure) {
      if (mine === files.current) patch({ sent: undefined, failure });
    }
  }, [patch, inspect, forget]);

  const chooseKind = useCallback((next: string) => {
    asked.current = next;
    patch({ kind: next, draft: undefined });
    void inspect(work.choices);
  }, [patch, inspect, work.choices]);

  const choose = useCallback((choices: ReadChoices) => void inspect(choices), [inspect]);

  const change = useCallback((edit: (draft: Draft) => Draft) => {
    setWork((before) => (before.draft ? { ...before, draft: edit(before.draft) } : before));
  }, []);

  const restart = useCallback(() => {
    forget();
    setWork((before) => ({ ...START, kind: before.kind }));
  }, [forget]);

  return { work: { ...work, kind }, chooseFile, chooseKind, choose, change, restart };
}
