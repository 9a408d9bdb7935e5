// The first start: who administers, and what the workspace is called, where it stands in time, and what it counts in.
import { Button, Form, Input, Select, Steps } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/api/client";
import type { Status } from "@/api/types";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { formKeys } from "@/kit/keys";
import { FIRST_STEPS_PATH } from "../modules";
import { EntryPage } from "./EntryPage";
import { PASSWORD_LENGTH, PasswordRules, brokenRule } from "./password";

interface Values {
  name: string;
  login: string;
  password: string;
  again: string;
  workspace_name: string;
  zone: string;
  currency: string;
}

const FIELDS: (keyof Values)[][] = [["name", "login", "password", "again"], ["workspace_name", "zone", "currency"]];
const LOGIN = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;
const COMMON_CURRENCIES = ["CNY", "HKD", "TWD", "USD", "EUR", "GBP", "JPY", "KRW", "SGD", "MYR", "THB", "VND", "AUD", "CAD"];

/** Zones and currencies with names in the chosen language, the likely ones first. */
function useChoices() {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const currencies = new Intl.DisplayNames(i18n.language, { type: "currency" });
    const rest = Intl.supportedValuesOf("currency").filter((code) => !COMMON_CURRENCIES.includes(code));
    const zones = Intl.supportedValuesOf("timeZone");
    return {
      currencies: [...COMMON_CURRENCIES, ...rest].map((value) => ({ value, label: `${value} ${currencies.of(value) ?? ""}` })),
      zones: (zones.includes("UTC") ? zones : ["UTC", ...zones]).map((value) => ({ value, label: value })),
    };
  }, [i18n.language]);
}

export function FirstStart({ status }: { status: Status }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const [step, setStep] = useState(0);
  const setup = useWrite("access.setup");

  const create = () => {
    const { again: _again, ...input } = form.getFieldsValue(true) as Values;
    setup.mutate({ ...input, login: input.login.trim(), name: input.name.trim(), workspace_name: input.workspace_name.trim() }, {
      onSuccess: () => {
        window.location.hash = `#${FIRST_STEPS_PATH}`;
      },
    });
  };
  const forward = () => {
    const check = form.validateFields(FIELDS[step]);
    void check.then(() => (step === 0 ? setStep(1) : create())).catch(() => undefined);
  };
  return (
    <EntryPage wide title={t("access.first.title")} intro={t("access.first.intro")}>
      <Steps
        size="small" current={step}
        items={[{ title: t("access.first.step.administrator") }, { title: t("access.first.step.workspace") }]}
      />
      {setup.error ? <ErrorNotice error={setup.error} /> : null}
      <Form
        form={form} layout="vertical" requiredMark={false} {...formKeys(forward)} validateTrigger="onBlur"
        initialValues={{ workspace_name: status.initialized ? status.workspace.name : "", zone: localZone(status.zone), currency: status.currency || "CNY" }}
      >
        <div hidden={step !== 0}>
          <AdministratorFields />
        </div>
        <div hidden={step !== 1}>{step === 1 ? <WorkspaceFields /> : null}</div>
        <div className="row">
          {step === 1 ? <Button onClick={() => setStep(0)}>{t("common.back")}</Button> : null}
          <Button type="primary" onClick={forward} loading={setup.isPending}>
            {step === 0 ? t("common.next") : t("access.first.create")}
          </Button>
        </div>
      </Form>
    </EntryPage>
  );
}

function localZone(fallback: string): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || fallback || "Asia/Shanghai";
}

function AdministratorFields() {
  const { t } = useTranslation();
  const form = Form.useFormInstance<Values>();
  const login = Form.useWatch("login", form) ?? "";
  const password = Form.useWatch("password", form) ?? "";
  const again = Form.useWatch("again", form) ?? "";
  const required = { required: true, whitespace: true, message: t("errors.value_missing") };
  return (
    <>
      <Form.Item name="name" label={t("access.first.name")} rules={[required]}>
        <Input autoFocus autoComplete="name" maxLength={80} />
      </Form.Item>
      <Form.Item
        name="login" label={t("access.first.login")} extra={t("access.first.login_hint")}
        rules={[required, { pattern: LOGIN, message: t("errors.value_invalid") }]}
      >
        <Input autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={60} />
      </Form.Item>
      <Form.Item
        name="password" label={t("access.first.password")}
        rules={[
          { required: true, message: t("errors.value_missing") },
          ({ getFieldValue }) => ({
            validator: (_rule, value: string | undefined) => {
              const broken = value ? brokenRule(value, String(getFieldValue("login") ?? "")) : undefined;
              return broken ? Promise.reject(new Error(t(broken, { count: PASSWORD_LENGTH }))) : Promise.resolve();
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" aria-describedby="first-rules" />
      </Form.Item>
      <Form.Item
        name="again" label={t("access.first.password_again")} dependencies={["password"]}
        rules={[
          { required: true, message: t("errors.value_missing") },
          ({ getFieldValue }) => ({
            validator: (_rule, value: string | undefined) =>
              !value || value === getFieldValue("password")
                ? Promise.resolve()
                : Promise.reject(new Error(t("access.password.mismatch"))),
          }),
        ]}
        extra={<PasswordRules id="first-rules" password={password} again={again} login={login} />}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  );
}

function WorkspaceFields() {
  const { t } = useTranslation();
  const { currencies, zones } = useChoices();
  const required = { required: true, whitespace: true, message: t("errors.value_missing") };
  return (
    <>
      <Form.Item name="workspace_name" label={t("access.first.workspace_name")} extra={t("access.first.workspace_hint")} rules={[required]}>
        <Input autoFocus maxLength={80} />
      </Form.Item>
      <Form.Item name="zone" label={t("access.first.zone")} extra={t("access.first.zone_hint")} rules={[required]}>
        <Select showSearch options={zones} />
      </Form.Item>
      <Form.Item name="currency" label={t("access.first.currency")} extra={t("access.first.currency_hint")} rules={[required]}>
        <Select showSearch={{ optionFilterProp: "label" }} options={currencies} />
      </Form.Item>
    </>
  );
}
