// The list of customers; an open one leads to its orders.
import { Button, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useOp, useWrite } from "@/api/client";
import type { CustomerKind, CustomerView, CustomerWords } from "@/api/types";
import { Field, PhoneInput, PlaceFields, isPhone } from "@/kit/form";
import { RecordDrawer, RecordPage } from "@/kit/record";
import { useGo } from "@/kit/route";

interface Values extends CustomerWords {
  code?: string;
}

const KINDS: readonly CustomerKind[] = ["person", "company"];

function wordsOf({ code: _code, ...words }: Values): CustomerWords {
  return words;
}

export default function CustomersPage() {
  const { t } = useTranslation();
  const create = useWrite("customers.create");
  return (
    <RecordPage<Values>
      grid="customers" title={t("shell.nav.customers")} empty={t("customers.empty")} add={t("customers.add")} initial={{ kind: "person" }}
      fields={<CustomerFields isNew />} create={(values) => create.mutateAsync({ code: values.code ?? "", customer: wordsOf(values) })}
      drawer={(id) => <CustomerDrawer key={id} id={id} />}
    />
  );
}

function CustomerDrawer({ id }: { id: number }) {
  const { t } = useTranslation();
  const go = useGo();
  const record = useOp("customers.get", { id });
  const update = useWrite("customers.update");
  const orders = () => go("/work_orders", { filter: { field: "customer_id", op: "in", value: [id] } });
  return (
    <RecordDrawer<CustomerView, Values>
      record={record}
      facts={(customer) => [
        { label: t("customers.orders"), value: <Button type="link" size="small" className="fact-link" onClick={orders}>{customer.work_orders}</Button> },
        ...(customer.masked ? [{ label: t("customers.phone"), value: customer.phone }, { label: t("customers.address"), value: customer.address }] : []),
      ]}
      initial={({ name, kind, tier, phone, address, latitude, longitude }) => ({ name, kind, tier, phone, address, latitude, longitude })} fields={<CustomerFields />}
      save={(customer, values) => update.mutateAsync({ id: customer.id, version: customer.version, customer: wordsOf(values) })}
      fixed={(customer) => (customer.masked ? t("customers.masked") : undefined)}
    />
  );
}

function CustomerFields({ isNew = false }: { isNew?: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      {isNew ? (
        <Field name="code" label={t("record.code")} required max={40} hint={t("record.code_hint")} check={(value) => (/\s/.test(String(value).trim()) ? { code: "value_invalid" } : undefined)}>
          <Input className="mono" autoComplete="off" spellCheck={false} />
        </Field>
      ) : null}
      <Field name="name" label={t("customers.name")} required max={200}><Input autoComplete="off" /></Field>
      <div className="record-form-pair">
        <Field name="kind" label={t("customers.kind")} required><Select options={KINDS.map((value) => ({ value, label: t(`grid.customers.kind.${value}`) }))} /></Field>
        <Field name="tier" label={t("customers.tier")} max={200}><Input autoComplete="off" /></Field>
      </div>
      <Field name="phone" label={t("customers.phone")} check={(value) => (isPhone(String(value)) ? undefined : { code: "value_invalid" })}><PhoneInput /></Field>
      <PlaceFields label={t("customers.address")} />
    </>
  );
}
