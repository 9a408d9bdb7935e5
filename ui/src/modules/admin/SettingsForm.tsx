// What the workspace is called, where it stands in time, what it counts in, and when a session locks, and from when on an order is due soon.
import { App, Button, Form, Input, InputNumber, Select } from "antd";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOp, useWrite } from "@/api/client";
import type { SettingsView } from "@/api/types";
import { Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { errorText } from "@/kit/errorText";
import { formKeys } from "@/kit/keys";
import { useLeaveGuard } from "@/kit/leave";
import { ChangedNotice, useHeld } from "@/kit/record";

type Values = Pick<SettingsView, "workspace_name" | "zone" | "currency" | "idle_lock_minutes" | "due_soon_minutes" | "attachment_max_mb">;

/** Longest time without input before a session locks. */
const IDLE_MAX = 480;
/** Longest time before its due time at which something can count as due soon: a week, in minutes. */
const SOON_MAX = 10_080;
/** Most megabytes that one attachment may be allowed. */
const FILE_MAX = 100;

export function SettingsForm() {
  const { t } = useTranslation();
  const settings = useOp("admin.settings", {});
  const [changed, setChanged] = useState(false);
  const live = useMemo(() => settings.data && { ...settings.data, id: 0 }, [settings.data]);
  const held = useHeld(live, changed);
  return (
    <section className="panel column" aria-labelledby="settings-title">
      <h2 id="settings-title">{t("admin.settings.title")}</h2>
      {settings.error ? <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} /> : null}
      {held.newer ? <ChangedNotice onAccept={held.accept} /> : null}
      {held.seen ? (
        <Fields key={held.began} now={held.seen} changed={changed} setChanged={setChanged} reload={() => void settings.refetch()} />
      ) : settings.error ? null : <Waiting rows={4} />}
    </section>
  );
}

function Fields({ now, changed, setChanged, reload }: { now: SettingsView; changed: boolean; setChanged: (changed: boolean) => void; reload: () => void }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  useEffect(() => setChanged(false), [setChanged]);
  useLeaveGuard(() => changed);
  const save = useWrite("admin.save_settings");
  const choices = useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: "currency" });
    return {
      zones: [...new Set(["UTC", now.zone, ...Intl.supportedValuesOf("timeZone")])].map((value) => ({ value, label: value })),
      currencies: [...new Set([now.currency, ...Intl.supportedValuesOf("currency")])].map((value) => ({ value, label: `${value} ${names.of(value) ?? ""}` })),
    };
  }, [i18n.language, now.zone, now.currency]);
  const submit = (values: Values) =>
    save.mutate({ ...values, workspace_name: values.workspace_name.trim(), version: now.version }, {
      onSuccess: () => {
        setChanged(false);
        message.success(t("admin.settings.saved"));
      },
      onError: ({ error }) => {
        if (error.kind === "stale") reload();
        if (error.field) form.setFields([{ name: error.field as keyof Values, errors: [errorText(error)] }]);
      },
    });
  const general = save.error && !save.error.error.field ? save.error : undefined;
  const fixed = now.fixed ? t("admin.settings.fixed") : undefined;
  return (
    <Form<Values>
      form={form} layout="vertical" requiredMark={false} validateTrigger="onBlur" initialValues={now} onFinish={submit}
      onValuesChange={() => setChanged(true)} {...formKeys(form.submit)}
    >
      {general ? <ErrorNotice error={general} /> : null}
      <div className="settings-fields">
        <Form.Item name="workspace_name" label={t("access.first.workspace_name")} rules={[{ required: true, whitespace: true, message: t("errors.value_missing") }]}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="zone" label={t("access.first.zone")} extra={fixed ?? t("access.first.zone_hint")}>
          <Select showSearch disabled={now.fixed} options={choices.zones} />
        </Form.Item>
        <Form.Item name="currency" label={t("access.first.currency")} extra={fixed}>
          <Select showSearch={{ optionFilterProp: "label" }} disabled={now.fixed} options={choices.currencies} />
        </Form.Item>
        <Form.Item name="idle_lock_minutes" label={t("admin.settings.idle")} extra={t("admin.settings.idle_hint")} rules={[{ required: true, message: t("errors.value_missing") }]}>
          <InputNumber min={0} max={IDLE_MAX} precision={0} style={{ width: 120 }} />
        </Form.Item>
        <Form.Item name="due_soon_minutes" label={t("admin.settings.soon")} extra={t("admin.settings.soon_hint")} rules={[{ required: true, message: t("errors.value_missing") }]}>
          <InputNumber min={1} max={SOON_MAX} precision={0} style={{ width: 120 }} />
        </Form.Item>
        <Form.Item name="attachment_max_mb" label={t("admin.settings.attachment")} extra={t("admin.settings.attachment_hint")} rules={[{ required: true, message: t("errors.value_missing") }]}>
          <InputNumber min={1} max={FILE_MAX} precision={0} style={{ width: 120 }} />
        </Form.Item>
      </div>
      <div className="row">
        <Button type="primary" htmlType="submit" disabled={!changed} loading={save.isPending}>{t("common.save")}</Button>
      </div>
    </Form>
  );
}
