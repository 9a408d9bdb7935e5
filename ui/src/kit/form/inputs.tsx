// Inputs for what the field's forms hold. Each takes and gives the value that the wire has: epoch milliseconds, minor units,
// ids, files.
import { DatePicker, Input, InputNumber } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { RefSelect } from "../grid";
import type { OptionsOp } from "../grid/refs";
import { useWorkspace } from "../workspace";
import { digitsOf, instantOfPicker, minorOf, pickerOf } from "./values";

/** What antd's form hands to its field. */
export interface FieldInput<V> {
  value?: V | null;
  onChange?: (value: V | undefined) => void;
  id?: string;
  disabled?: boolean;
}

const MINUTES = { format: "HH:mm" };

/** An instant, in the workspace's zone whatever the browser's. */
export function DateTimeInput({ value, onChange, ...rest }: FieldInput<number>) {
  const { zone } = useWorkspace();
  const { t } = useTranslation();
  return (
    <DatePicker
      {...rest} className="wide" showTime={MINUTES} format="YYYY-MM-DD HH:mm" value={pickerOf(value, zone)} placeholder={t("form.date_time")}
      onChange={(chosen: Dayjs | null) => onChange?.(chosen ? instantOfPicker(chosen, zone) : undefined)}
    />
  );
}

/** A day as `2026-11-22`; it has no zone. */
export function DateInput({ value, onChange, ...rest }: FieldInput<string>) {
  const { t } = useTranslation();
  return (
    <DatePicker
      {...rest} className="wide" format="YYYY-MM-DD" value={value ? dayjs(value) : null} placeholder={t("form.date")}
      onChange={(chosen: Dayjs | null) => onChange?.(chosen ? chosen.format("YYYY-MM-DD") : undefined)}
    />
  );
}

/** Money in minor units of the workspace's currency, typed as people write it. */
export function MoneyInput({ value, onChange, min, ...rest }: FieldInput<number> & { min?: number }) {
  const { currency } = useWorkspace();
  const digits = digitsOf(currency);
  return (
    <InputNumber<string>
      {...rest} className="wide money-input" stringMode precision={digits} prefix={currency} controls={false}
      value={value === null || value === undefined ? null : (value / 10 ** digits).toFixed(digits)}
      {...(min === undefined ? {} : { min: String(min / 10 ** digits) })}
      onChange={(text) => onChange?.(text === null || text === "" ? undefined : minorOf(text, digits))}
    />
  );
}

/** A person or another record, found by name or code. The form's own marks (its id, that it is wrong) go to the field itself. */
export function RecordInput({ source, many = false, label, value, onChange, ...field }: FieldInput<unknown> & { source: OptionsOp; many?: boolean; label: string }) {
  const { t } = useTranslation();
  return <RefSelect source={source} many={many} field={field} label={label} placeholder={t("form.search")} value={value} onChange={(next) => onChange?.(next ?? undefined)} />;
}

/** An engineer, within the person's own scope. */
export function PersonInput(props: FieldInput<unknown> & { label: string; many?: boolean }) {
  return <RecordInput {...props} source="engineers.options" />;
}

/** A telephone number: digits as they are dialled; what people put between them is let go when the field is left. */
export function PhoneInput({ value, onChange, ...rest }: FieldInput<string>) {
  return (
    <Input
      {...rest} inputMode="tel" autoComplete="off" maxLength={40} value={value ?? ""} onChange={(event) => onChange?.(event.target.value)}
      onBlur={(event) => onChange?.(event.target.value.trim().replace(/[\s().–—]+/g, "").replace(/-{2,}/g, "-") || undefined)}
    />
  );
}
