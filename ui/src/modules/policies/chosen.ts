// Which record of a list is open, kept in the address; leaving one with unsaved changes asks first.
import { App } from "antd";
import { useCallback, useRef } from "react";
import { useTranslation } from "react-i18next";
import { usePageSearch } from "@/kit/route";

export type Chosen = number | "new" | undefined;

export interface Choosing {
  chosen: Chosen;
  choose: (id: Chosen, like?: number) => void;
  /** The record that a new one is a copy of. */
  like: number | undefined;
  /** After a save: goes there without asking. */
  settle: (id: number) => void;
  /** Told by the editor whenever it has changes, or no longer has. */
  onDirty: (dirty: boolean) => void;
}

export function useChosen(first: number | undefined): Choosing {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const [search, change] = usePageSearch();
  const dirty = useRef(false);
  const chosen: Chosen = search.id === "new" ? "new" : typeof search.id === "number" ? search.id : first;
  const go = useCallback(
    (id: Chosen, from?: number) => {
      dirty.current = false;
      change({ id, like: from });
    },
    [change],
  );
  const choose = useCallback(
    (id: Chosen, from?: number) => {
      if (!dirty.current) return go(id, from);
      modal.confirm({ title: t("common.leave_changed"), okText: t("common.leave"), cancelText: t("common.stay"), onOk: () => go(id, from) });
    },
    [go, modal, t],
  );
  const onDirty = useCallback((now: boolean) => {
    dirty.current = now;
  }, []);
  const like = typeof search.like === "number" ? search.like : undefined;
  return { chosen, choose, like, settle: go, onDirty };
}
