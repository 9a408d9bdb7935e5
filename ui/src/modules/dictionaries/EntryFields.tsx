// What is asked of an entry, when it is made and when it is changed.
import { Input, InputNumber, Switch } from "antd";
import { useTranslation } from "react-i18next";
import { Field } from "@/kit/form";

export interface EntryValues {
  code?: string;
  name: string;
  name_en?: string | undefined;
  rank: number;
  active: boolean;
}

export const emptyEntry: Partial<EntryValues> = { rank: 100, active: true };

const CODE = /^[\p{L}\p{N}_.-]+$/u;

export function EntryFields({ isNew = false }: { isNew?: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      {isNew ? (
        <Field name="code" label={t("record.code")} required max={40} hint={t("dictionaries.code_hint")} check={(value) => (CODE.test(String(value).trim()) ? undefined : { code: "value_invalid" })}>
          <Input className="mono" autoComplete="off" />
        </Field>
      ) : null}
      <Field name="name" label={t("dictionaries.name")} required max={200}><Input autoComplete="off" /></Field>
      <Field name="name_en" label={t("dictionaries.name_en")} max={200} hint={t("dictionaries.name_en_hint")}><Input autoComplete="off" /></Field>
      <Field name="rank" label={t("dictionaries.rank")} required hint={t("dictionaries.rank_hint")}><InputNumber min={0} max={100_000} precision={0} /></Field>
      {isNew ? null : (
        <Field name="active" label={t("dictionaries.active")} valueProp="checked" hint={t("dictionaries.active_hint")}><Switch /></Field>
      )}
    </>
  );
}
