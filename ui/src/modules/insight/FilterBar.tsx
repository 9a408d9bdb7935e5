// Which orders the dashboard speaks of: the period with steps to the one before and after, what it is compared with, and
// what narrows it, as chips that read as a sentence.
import { CloseOutlined, FilterOutlined, LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Badge, Button, DatePicker, Popover, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filter } from "@/api/types";
import { type RefOps, RefSelect, optionOf, useRefNames } from "@/kit/grid";
import { ScopeChips } from "@/kit/ScopeChips";
import { COMPARES, KINDS, NARROWERS, NOTHING, type Own, PRIORITIES } from "./asked";
import { PRESETS, dayText, stepped } from "./period";
import type { Question } from "./useAsked";

const FREE = "free";

export function FilterBar({ question, zone }: { question: Question; zone: string }) {
  return (
    <div className="filter-bar">
      <PeriodPicker question={question} zone={zone} />
      <ComparePicker question={question} />
      <Narrowers question={question} />
      <ScopeChips />
      <Chips question={question} />
    </div>
  );
}

function PeriodPicker({ question, zone }: { question: Question; zone: string }) {
  const { t } = useTranslation();
  const { choice, span, ask, now } = question;
  const first = dayText(span.from, zone);
  const last = dayText(span.to - 1, zone);
  const choose = (key: string) => {
    const preset = PRESETS.find((known) => known === key);
    ask({ choice: preset ? { preset } : { first, last } });
  };
  const after = stepped(choice, 1, now, zone);
  const before = stepped(choice, -1, now, zone);
  return (
    <div className="period-bar" role="group" aria-label={t("insight.period.label")}>
      <Button icon={<LeftOutlined />} aria-label={t("dashboard.period.before")} title={t("dashboard.period.before")} disabled={!before} onClick={() => before && ask({ choice: before })} />
      <Select
        className="period-preset" aria-label={t("insight.period.label")} value={"preset" in choice ? choice.preset : FREE} onChange={choose} popupMatchSelectWidth={false}
        options={[...PRESETS, FREE].map((key) => ({ value: key, label: t(`insight.period.${key}`) }))}
      />
      <Button icon={<RightOutlined />} aria-label={t("dashboard.period.after")} title={t("dashboard.period.after")} disabled={!after} onClick={() => after && ask({ choice: after })} />
      <DatePicker.RangePicker
        className="period-range" allowClear={false} value={[dayjs(first), dayjs(last)]} aria-label={t("insight.period.range")}
        placeholder={[t("insight.period.from"), t("insight.period.to")]}
        onChange={(range: [Dayjs | null, Dayjs | null] | null) => {
          if (range?.[0] && range[1]) ask({ choice: { first: range[0].format("YYYY-MM-DD"), last: range[1].format("YYYY-MM-DD") } });
        }}
      />
    </div>
  );
}

function ComparePicker({ question }: { question: Question }) {
  const { t } = useTranslation();
  return (
    <Select
      className="compare-with" aria-label={t("dashboard.compare.label")} value={question.compare} onChange={(compare) => question.ask({ compare })} popupMatchSelectWidth={false}
      options={COMPARES.map((value) => ({ value, label: t(`dashboard.compare.${value}`) }))}
    />
  );
}

const REFS = { categories: "categories.options" } as const satisfies RefOps;
const isRef = (key: keyof Own): key is keyof typeof REFS => key in REFS;
const idsOf = (value: unknown) => (Array.isArray(value) ? value.filter((id): id is number => typeof id === "number") : []);

export function Narrowers({ question }: { question: Question }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const form = useRef<HTMLDivElement>(null);
  const count = NARROWERS.filter((key) => question[key].length > 0).length;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    setOpen(false);
    button.current?.focus();
  };
  const content = (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc closes the form from any of its fields
    <div ref={form} className="narrowers" onKeyDown={onKeyDown}>
      {NARROWERS.map((key) => (
        <div key={key} className="narrower">
          <span id={`narrow-${key}`} className="quiet">{t(`dashboard.filter.${key}`)}</span>
          <NarrowField name={key} question={question} />
        </div>
      ))}
      <Button size="small" disabled={count === 0} onClick={() => question.ask(NOTHING)}>{t("common.clear")}</Button>
    </div>
  );
  return (
    <Popover
      open={open} onOpenChange={setOpen} trigger="click" placement="bottomLeft" content={content}
      afterOpenChange={(shown) => shown && form.current?.querySelector("input")?.focus()}
    >
      <Badge count={count} size="small" color="var(--brand)">
        <Button ref={button} icon={<FilterOutlined />} aria-expanded={open}>{t("dashboard.filter.title")}</Button>
      </Badge>
    </Popover>
  );
}

function NarrowField({ name, question }: { name: keyof Own; question: Question }) {
  const { t } = useTranslation();
  const label = t(`dashboard.filter.${name}`);
  const all = t("dashboard.filter.all");
  if (isRef(name)) {
    return <RefSelect source={REFS[name]} many value={[...question[name]]} onChange={(value) => question.ask({ [name]: idsOf(value) })} label={label} placeholder={all} />;
  }
  const known = name === "kinds" ? KINDS : PRIORITIES;
  const column = name === "kinds" ? "kind" : "priority";
  return (
    <Select
      mode="multiple" allowClear maxTagCount="responsive" aria-label={label} placeholder={all} value={question[name]} onChange={(value: string[]) => question.ask({ [name]: value })}
      showSearch={{ optionFilterProp: "label" }} options={known.map((value) => ({ value, label: optionOf("work_orders", column, value) }))}
    />
  );
}

/** Each condition as a phrase with a way to take it back. */
export function Chips({ question }: { question: Question }) {
  const { t } = useTranslation();
  const refs: Filter = { and: [{ field: "categories", op: "in" as const, value: question.categories }] };
  const nameOf = useRefNames(refs, REFS);
  const names = (key: keyof Own) => {
    if (isRef(key)) return question[key].map((id) => nameOf(key, id));
    return question[key].map((code) => optionOf("work_orders", key === "kinds" ? "kind" : "priority", code));
  };
  const shown = NARROWERS.filter((key) => question[key].length > 0);
  if (shown.length === 0) return null;
  return (
    <ul className="filter-chips" aria-label={t("dashboard.filter.chosen")}>
      {shown.map((key) => {
        const label = t(`dashboard.filter.${key}`);
        const all = names(key);
        const few = all.length > 3 ? t("dashboard.filter.more", { names: all.slice(0, 2).join(t("common.list_comma")), count: all.length }) : all.join(t("common.list_comma"));
        return (
          <li key={key} title={all.join(t("common.list_comma"))}>
            <span>{label}{t("common.colon")}{few}</span>
            <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t("dashboard.filter.remove", { name: label })} onClick={() => question.ask({ [key]: [] })} />
          </li>
        );
      })}
    </ul>
  );
}
