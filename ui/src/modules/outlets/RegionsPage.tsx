// The tree of regions: it says who sees what, so only who sees all of it changes it.
import { Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOp, useWrite } from "@/api/client";
import type { RegionView, RegionWords } from "@/api/types";
import { DivisionPicker, Field, RecordInput } from "@/kit/form";
import { RecordDrawer, RecordPage } from "@/kit/record";
import { useGo } from "@/kit/route";
import { useWorkspace } from "@/kit/workspace";
import { Code } from "./Code";

interface Values extends RegionWords {
  code?: string;
}

function wordsOf({ code: _code, ...words }: Values): RegionWords {
  return words;
}

export default function RegionsPage() {
  const { t } = useTranslation();
  const create = useWrite("regions.create");
  return (
    <RecordPage<Values>
      grid="regions" title={t("shell.nav.regions")} remark={t("outlets.regions.about")} empty={t("outlets.regions.empty")} add={t("outlets.regions.add")} initial={{}}
      fields={<><FromDivision /><Code /><RegionFields /></>} create={(values) => create.mutateAsync({ code: values.code ?? "", region: wordsOf(values) })}
      drawer={(id) => <RegionDrawer key={id} id={id} />}
    />
  );
}

function RegionDrawer({ id }: { id: number }) {
  const { t } = useTranslation();
  const go = useGo();
  const { me } = useWorkspace();
  const record = useOp("regions.get", { id });
  const update = useWrite("regions.update");
  return (
    <RecordDrawer<RegionView, Values>
      record={record}
      facts={(region) => [
        { label: t("outlets.regions.parent"), value: region.parent_name },
        { label: t("outlets.regions.outlets"), value: <Button type="link" size="small" className="fact-link" onClick={() => go("/outlets", { filter: { field: "region_id", op: "in", value: [id] } })}>{region.outlets}</Button> },
      ]}
      initial={({ name, parent_id }) => ({ name, parent_id })} fields={<RegionFields />}
      save={(region, values) => update.mutateAsync({ id: region.id, version: region.version, region: wordsOf(values) })}
      fixed={() => (me?.scope.kind === "all" ? undefined : t("outlets.regions.fixed"))}
    />
  );
}

/**
 * Fills code and name from a province, city or district: the code of the division is what files of areas know a region by,
 * so that a map can colour them. Both may be changed before they are saved.
 */
function FromDivision() {
  const { t, i18n } = useTranslation();
  const form = Form.useFormInstance<Values>();
  const [code, setCode] = useState<string>();
  return (
    <Form.Item label={t("outlets.regions.division")} extra={t("outlets.regions.division_hint")} htmlFor="region-division">
      <DivisionPicker
        id="region-division" {...(code ? { value: code } : {})} onChange={setCode}
        onDivision={(division) => {
          form.setFieldsValue({ code: division.code, name: i18n.language === "en" ? division.english : division.name });
          void form.validateFields(["code", "name"]).catch(() => undefined);
        }}
      />
    </Form.Item>
  );
}

function RegionFields() {
  const { t } = useTranslation();
  return (
    <>
      <Field name="name" label={t("outlets.regions.name")} required max={200}><Input autoComplete="off" /></Field>
      <Field name="parent_id" label={t("outlets.regions.parent")} hint={t("outlets.regions.parent_hint")}><RecordInput source="regions.options" label={t("outlets.regions.parent")} /></Field>
    </>
  );
}
