// The code of a new record: given once, never changed.
import { Input } from "antd";
import { useTranslation } from "react-i18next";
import { Field } from "@/kit/form";

export function Code() {
  const { t } = useTranslation();
  return (
    <Field name="code" label={t("record.code")} required max={40} hint={t("record.code_hint")} check={(value) => (/\s/.test(String(value).trim()) ? { code: "value_invalid" } : undefined)}>
      <Input className="mono" autoComplete="off" spellCheck={false} />
    </Field>
  );
}
