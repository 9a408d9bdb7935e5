// The part of the network that one looks at, in the top bar of the pages that go by it.
import { ApartmentOutlined, DownOutlined } from "@ant-design/icons";
import { Button, Popover } from "antd";
import { type KeyboardEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import { RefSelect } from "@/kit/grid";
import { PARTS, WHOLE, isPart, readPart, useScope } from "@/kit/scope";
import { PART_REFS, usePartNames } from "@/kit/ScopeChips";
import { useWorkspace } from "@/kit/workspace";

/** Whether there is anything to choose: somebody who sees one outlet, or only own orders, looks at all of it anyway. */
export function useHasChoice(): boolean {
  const own = useWorkspace().me?.scope.kind === "own";
  const { part } = useScope();
  const seen = useOp("outlets.options", { limit: 2 }, { enabled: !own }).data?.options.length ?? 0;
  return !own && (seen > 1 || isPart(part));
}

export function ScopePicker({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  const { t } = useTranslation();
  const { part, choose } = useScope();
  const names = usePartNames();
  const button = useRef<HTMLButtonElement>(null);
  const form = useRef<HTMLDivElement>(null);
  const said = names.map(({ few }) => few).join(t("common.list_comma")) || t("scope.whole");
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onOpen(false);
    button.current?.focus();
  };
  const content = (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc closes the form from any of its fields
    <div ref={form} className="scope-form" onKeyDown={onKeyDown}>
      {PARTS.map((key) => (
        <div key={key} className="scope-field">
          <span className="quiet" aria-hidden="true">{t(`scope.${key}`)}</span>
          <RefSelect
            source={PART_REFS[key]} many served label={t(`scope.${key}`)} placeholder={t("scope.all")} value={part[key]}
            onChange={(value) => choose(readPart({ ...part, [key]: value }))}
          />
        </div>
      ))}
      <p className="quiet">{t("scope.hint")}</p>
      <Button size="small" disabled={!isPart(part)} onClick={() => choose(WHOLE)}>{t("common.clear")}</Button>
    </div>
  );
  return (
    <Popover
      open={open} onOpenChange={onOpen} trigger="click" placement="bottomLeft" content={content}
      afterOpenChange={(shown) => shown && form.current?.querySelector("input")?.focus()}
    >
      <Button
        ref={button} type="text" className={isPart(part) ? "scope-button narrow" : "scope-button"} icon={<ApartmentOutlined />} aria-expanded={open}
        aria-label={t("scope.open_now", { name: said })} title={names.flatMap(({ all }) => all).join(t("common.list_comma")) || t("scope.open")}
      >
        <span className="ellipsis">{said}</span>
        <DownOutlined aria-hidden="true" className="faint" />
      </Button>
    </Popover>
  );
}
