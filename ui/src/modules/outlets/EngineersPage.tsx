// Engineers: who does the work, and for which outlet.
import { Button, Input, Switch } from "antd";
import { useTranslation } from "react-i18next";
import { useOp, useWrite } from "@/api/client";
import type { EngineerView, EngineerWords } from "@/api/types";
import { Field, PhoneInput, RecordInput, isPhone } from "@/kit/form";
import { RecordDrawer, RecordPage } from "@/kit/record";
import { useGo } from "@/kit/route";
import { Code } from "./Code";

interface Values extends EngineerWords {
  code?: string;
}

function wordsOf({ code: _code, ...words }: Values): EngineerWords {
  return words;
}

export default function EngineersPage() {
  const { t } = useTranslation();
  const create = useWrite("engineers.create");
  return (
    <RecordPage<Values>
      grid="engineers" title={t("shell.nav.engineers")} empty={t("outlets.engineer.empty")} add={t("outlets.engineer.add")} initial={{ active: true }}
      fields={<><Code /><EngineerFields isNew /></>} create={(values) => create.mutateAsync({ code: values.code ?? "", engineer: wordsOf(values) })}
      drawer={(id) => <EngineerDrawer key={id} id={id} />}
    />
  );
}

function EngineerDrawer({ id }: { id: number }) {
  const { t } = useTranslation();
  const record = useOp("engineers.get", { id });
  const update = useWrite("engineers.update");
  const go = useGo();
  const orders = () => go("/work_orders", { filter: { field: "engineer_id", op: "in", value: [id] } });
  return (
    <RecordDrawer<EngineerView, Values>
      record={record}
      facts={(engineer) => [
        { label: t("outlets.engineer.outlet"), value: engineer.outlet_name },
        { label: t("outlets.orders"), value: <Button type="link" size="small" className="fact-link" onClick={orders}>{t("outlets.show_orders")}</Button> },
      ]}
      initial={({ name, outlet_id, phone, skills, active, masked }) => ({ name, outlet_id, phone: masked ? null : phone, skills, active })}
      fields={<EngineerFields masked={record.data?.masked ?? false} />}
      save={(engineer, values) => update.mutateAsync({ id: engineer.id, version: engineer.version, engineer: wordsOf(values) })}
    />
  );
}

function EngineerFields({ isNew = false, masked = false }: { isNew?: boolean; masked?: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <Field name="name" label={t("outlets.engineer.name")} required max={200}><Input autoComplete="off" /></Field>
      <Field name="outlet_id" label={t("outlets.engineer.outlet")} required><RecordInput source="outlets.options" label={t("outlets.engineer.outlet")} /></Field>
      <Field name="phone" label={t("outlets.phone")} check={(value) => (isPhone(String(value)) ? undefined : { code: "value_invalid" })} {...(masked ? { hint: t("outlets.masked") } : {})}>
        <PhoneInput disabled={masked} />
      </Field>
      <Field name="skills" label={t("outlets.engineer.skills")} max={200} hint={t("outlets.engineer.skills_hint")}><Input autoComplete="off" /></Field>
      {isNew ? null : <Field name="active" label={t("outlets.active")} valueProp="checked" hint={t("outlets.engineer.active_hint")}><Switch /></Field>}
    </>
  );
}
