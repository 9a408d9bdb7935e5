// Saved views as tabs above the list. `v` goes to them; arrows move; what was changed can be saved, saved as another, or
// taken back.
import { DownOutlined, StarFilled, TeamOutlined } from "@ant-design/icons";
import { App, Button, Checkbox, Dropdown, Input, type InputRef, type MenuProps, Popover } from "antd";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/api/client";
import { Failure } from "@/api/failure";
import type { GridName, SavedView } from "@/api/types";
import { errorText } from "../errorText";
import { useKeys } from "../keys";
import { useCan } from "../workspace";
import type { ViewsState } from "./views";

export interface ViewTabsProps {
  grid: GridName;
  state: ViewsState;
}

export function ViewTabs({ grid, state }: ViewTabsProps) {
  const { t } = useTranslation();
  const bar = useRef<HTMLDivElement>(null);
  const { views, active, changed, defaultId } = state;
  const tabs = () => [...(bar.current?.querySelectorAll<HTMLElement>("[role='tab']") ?? [])];
  useKeys({ v: { run: () => tabs().find((tab) => tab.tabIndex === 0)?.focus(), text: "list.keys.views", group: "list" } });
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by === 0) return;
    const all = tabs();
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (at < 0) return;
    event.preventDefault();
    all[(at + by + all.length) % all.length]?.focus();
  };
  const tab = (view: SavedView | undefined) => {
    const selected = active?.id === view?.id;
    return (
      <button
        key={view?.id ?? 0} type="button" role="tab" className="view-tab" aria-selected={selected} tabIndex={selected ? 0 : -1}
        onClick={() => state.show(view)}
      >
        {view && view.id === defaultId ? <StarFilled aria-label={t("list.view.default")} className="faint" /> : null}{" "}
        {view?.name ?? t("list.view.all")}{" "}
        {view?.shared ? <TeamOutlined title={t("list.view.shared_by", { name: view.owner_name })} aria-label={t("list.view.shared")} className="faint" /> : null}
        {selected && changed && view ? <span title={t("list.view.changed")}> •<span className="visually-hidden">{t("list.view.changed")}</span></span> : null}
      </button>
    );
  };
  return (
    <div className="view-tabs" ref={bar}>
      <div role="tablist" aria-label={t("list.view.label")} onKeyDown={onKeyDown} className="row">
        {[undefined, ...views].map(tab)}
      </div>
      <Actions grid={grid} state={state} />
    </div>
  );
}

/** Says what went wrong; a stale view names who changed it. */
function useTell() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  return (failure: unknown) => message.error(failure instanceof Failure ? errorText(failure.error) : t("errors.unknown"));
}

function Actions({ grid, state }: ViewTabsProps) {
  const { t } = useTranslation();
  const can = useCan();
  const tell = useTell();
  const save = useWrite("views.save");
  const { active, changed } = state;
  const over = () => {
    if (!active) return;
    const { id, version, name, shared } = active;
    save.mutate({ grid, id, version, name, shared, spec: state.spec }, { onSuccess: () => state.keepLayout(undefined), onError: tell });
  };
  return (
    <>
      {active?.editable && changed ? <Button size="small" type="link" loading={save.isPending} onClick={over}>{t("common.save")}</Button> : null}
      {changed ? <NameForm title={t("list.view.save_as")} share={can("views.share")} onDone={(name, shared, close) => save.mutate({ grid, name, shared, spec: state.spec }, {
        onSuccess: ({ id, views }) => {
          close();
          state.show(views.views.find((view) => view.id === id));
        },
        onError: tell,
      })} /> : null}
      {active && changed ? <Button size="small" type="text" onClick={() => state.show(active)}>{t("common.reset")}</Button> : null}
      {active ? <ViewMenu grid={grid} state={state} active={active} /> : null}
    </>
  );
}

interface NameFormProps {
  title: string;
  name?: string;
  /** Whether sharing is offered. */
  share: boolean;
  onDone: (name: string, shared: boolean, close: () => void) => void;
}

function NameForm({ title, name = "", share, onDone }: NameFormProps) {
  const { t } = useTranslation();
  const field = useRef<InputRef>(null);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState(name);
  const [shared, setShared] = useState(false);
  const form = (
    <form
      className="view-form" aria-label={title}
      onSubmit={(event) => { event.preventDefault(); if (typed.trim()) onDone(typed.trim(), shared, () => setOpen(false)); }}
      onKeyDown={(event) => { if (event.key === "Escape") setOpen(false); }}
    >
      <Input ref={field} value={typed} maxLength={200} onChange={(event) => setTyped(event.target.value)} placeholder={t("list.view.name")} aria-label={t("list.view.name")} />
      {share ? <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>{t("list.view.share")}</Checkbox> : null}
      <Button type="primary" size="small" htmlType="submit" disabled={!typed.trim()}>{t("common.save")}</Button>
    </form>
  );
  return (
    <Popover trigger="click" placement="bottomLeft" open={open} onOpenChange={setOpen} content={form} destroyOnHidden afterOpenChange={(shown) => { if (shown) field.current?.focus(); }}>
      <Button size="small" type="text">{title}</Button>
    </Popover>
  );
}

/** What can be done with the shown view: its name, its place, whether the list opens with it, whether others see it. */
function ViewMenu({ grid, state, active }: ViewTabsProps & { active: SavedView }) {
  const { t } = useTranslation();
  const can = useCan();
  const tell = useTell();
  const { modal } = App.useApp();
  const share = useWrite("views.share");
  const remove = useWrite("views.delete");
  const rename = useWrite("views.rename");
  const reorder = useWrite("views.reorder");
  const { id, version, name, shared, editable } = active;
  const ids = state.views.map((view) => view.id);
  const at = ids.indexOf(id);
  const arrange = (order: number[], default_id: number | undefined) => reorder.mutate({ grid, ids: order, ...(default_id ? { default_id } : {}) }, { onError: tell });
  const move = (by: 1 | -1) => {
    const order = ids.filter((one) => one !== id);
    order.splice(at + by, 0, id);
    arrange(order, state.defaultId);
  };
  const ask = () => {
    let typed = name;
    modal.confirm({
      title: t("list.view.rename"), icon: null, okText: t("common.save"), cancelText: t("common.cancel"),
      content: <Input autoFocus defaultValue={name} maxLength={200} aria-label={t("list.view.name")} onChange={(event) => { typed = event.target.value; }} />,
      onOk: () => rename.mutateAsync({ id, version, name: typed }).then(() => undefined, tell),
    });
  };
  const drop = () => modal.confirm({
    title: t("list.view.delete_ask", { name }), okText: t("common.delete"), cancelText: t("common.cancel"), okButtonProps: { danger: true },
    onOk: () => remove.mutateAsync({ id, version }).then(() => state.show(undefined), tell),
  });
  const items: MenuProps["items"] = [
    { key: "default", label: t(state.defaultId === id ? "list.view.no_default" : "list.view.make_default"), onClick: () => arrange(ids, state.defaultId === id ? undefined : id) },
    { key: "left", label: t("list.view.left"), disabled: at <= 0, onClick: () => move(-1) },
    { key: "right", label: t("list.view.right"), disabled: at >= ids.length - 1, onClick: () => move(1) },
    ...(editable ? [{ key: "rename", label: t("list.view.rename"), onClick: ask }] : []),
    ...(editable && can("views.share")
      ? [{ key: "share", label: t(shared ? "list.view.unshare" : "list.view.share"), onClick: () => share.mutate({ id, version, shared: !shared }, { onError: tell }) }]
      : []),
    ...(editable ? [{ key: "delete", danger: true, label: t("common.delete"), onClick: drop }] : []),
  ];
  return (
    <Dropdown trigger={["click"]} menu={{ items }}>
      <Button size="small" type="text" icon={<DownOutlined />} aria-label={t("list.view.menu", { name })} title={t("list.view.menu", { name })} />
    </Dropdown>
  );
}
