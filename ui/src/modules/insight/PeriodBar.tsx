// Which orders the dashboard speaks of: period, outlets, regions. All of it stands in the address.
import { DatePicker, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { RefSelect } from "@/kit/grid";
import { type Choice, PRESETS, type Span, dayText } from "./period";

const FREE = "free";

interface BarProps {
  choice: Choice;
  span: Span;
  zone: string;
  outlets: readonly number[];
  regions: readonly number[];
  onChoice: (choice: Choice) => void;
  onOutlets: (ids: number[]) => void;
  onRegions: (ids: number[]) => void;
}

const idsOf = (value: unknown) => (Array.isArray(value) ? value.filter((id): id is number => typeof id === "number") : []);

export function PeriodBar(props: BarProps) {
  const { t } = useTranslation();
  const { choice, span, zone } = props;
  const first = dayText(span.from, zone);
  const last = dayText(span.to - 1, zone);
  const choose = (key: string) => {
    const preset = PRESETS.find((known) => known === key);
    props.onChoice(preset ? { preset } : { first, last });
  };
  return (
    <div className="period-bar" role="group" aria-label={t("insight.period.label")}>
      <Select
        className="period-preset" aria-label={t("insight.period.label")} value={"preset" in choice ? choice.preset : FREE} onChange={choose} popupMatchSelectWidth={false}
        options={[...PRESETS, FREE].map((key) => ({ value: key, label: t(`insight.period.${key}`) }))}
      />
      <DatePicker.RangePicker
        className="period-range" allowClear={false} value={[dayjs(first), dayjs(last)]} aria-label={t("insight.period.range")}
        placeholder={[t("insight.period.from"), t("insight.period.to")]}
        onChange={(range: [Dayjs | null, Dayjs | null] | null) => {
          if (range?.[0] && range[1]) props.onChoice({ first: range[0].format("YYYY-MM-DD"), last: range[1].format("YYYY-MM-DD") });
        }}
      />
      <div className="period-ref">
        <RefSelect source="regions.options" many value={[...props.regions]} onChange={(ids) => props.onRegions(idsOf(ids))} label={t("insight.regions")} placeholder={t("insight.regions_all")} />
      </div>
      <div className="period-ref">
        <RefSelect source="outlets.options" many value={[...props.outlets]} onChange={(ids) => props.onOutlets(idsOf(ids))} label={t("insight.outlets")} placeholder={t("insight.outlets_all")} />
      </div>
    </div>
  );
}
