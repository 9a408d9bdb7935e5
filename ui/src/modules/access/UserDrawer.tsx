// One person: roles and scope, a new password, and whether they may log in at all.
import { App, Button, Form, Modal } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOp, useWrite } from "@/api/client";
import type { UserView } from "@/api/types";
import { StateTag, Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { useRequiredMark } from "@/kit/form";
import { focusFirstField } from "@/kit/keys";
import { useLeaveGuard } from "@/kit/leave";
import { ChangedNotice, useHeld } from "@/kit/record";
import { useFormats, useWorkspace } from "@/kit/workspace";
import { FirstPassword } from "./FirstPassword";
import { UserFields, type UserValues, fieldError, scopeOf, valuesOf } from "./UserFields";

export function UserDrawer({ id }: { id: number }) {
  const user = useOp("access.user", { id });
  const [changed, setChanged] = useState(false);
  const held = useHeld(user.data, changed);
  if (!held.seen) return user.error ? <ErrorNotice error={user.error} onRetry={() => void user.refetch()} /> : <Waiting rows={8} />;
  return <Person key={held.began} user={held.seen} newer={held.newer} accept={held.accept} changed={changed} setChanged={setChanged} reload={() => user.refetch()} />;
}

interface PersonProps {
  user: UserView;
  /** As it is now, where somebody has changed it while something was typed. */
  newer: UserView | undefined;
  accept: () => void;
  changed: boolean;
  setChanged: (changed: boolean) => void;
  reload: () => Promise<unknown>;
}

function Person({ user, newer, accept, changed, setChanged, reload }: PersonProps) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const { me } = useWorkspace();
  const { message } = App.useApp();
  const mark = useRequiredMark();
  const [form] = Form.useForm<UserValues>();
  useEffect(() => setChanged(false), [setChanged]);
  const [resetting, setResetting] = useState(false);
  const save = useWrite("access.update_user");
  const update = (values: UserValues, active: boolean) => {
    const input = { id: user.id, version: user.version, name: values.name.trim(), roles: values.roles, scope: scopeOf(values), active };
    save.mutate(input, {
      onSuccess: () => {
        message.success(t("access.user.saved"));
        void reload().then(() => setChanged(false));
      },
      onError: (failure) => {
        const at = fieldError(failure);
        if (at) form.setFields([at as never]);
        if (failure.error.kind === "stale") void reload();
      },
    });
  };
  useLeaveGuard(() => changed && !save.isSuccess);
  const turn = () => void form.validateFields().then((values) => update(values, !user.active)).catch(() => undefined);
  const general = save.error && !fieldError(save.error) ? save.error : undefined;
  return (
    <article className="person" aria-label={user.name}>
      <header className="person-head">
        <h2>{user.name}</h2>
        <div className="row wrap">
          <span className="mono">{user.login}</span>
          <StateTag state="running" hue={user.active ? "met" : "paused"}>{t(user.active ? "access.user.active" : "access.user.inactive")}</StateTag>
          {user.must_change_password ? <StateTag state="warning">{t("access.user.must_change")}</StateTag> : null}
        </div>
        <span className="quiet">
          {user.last_login_at ? t("access.user.last_login", { at: dateTime(user.last_login_at) }) : t("access.user.never")}
        </span>
      </header>
      {newer && !save.isPending && !save.isSuccess ? <ChangedNotice onAccept={accept} /> : null}
      {general ? <ErrorNotice error={general} /> : null}
      <Form<UserValues>
        form={form} layout="vertical" requiredMark={mark} validateTrigger="onBlur" initialValues={valuesOf(user.name, user.roles, user.scope)}
        onValuesChange={() => { save.reset(); setChanged(true); }} onFinish={(values) => update(values, user.active)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.submit();
        }}
      >
        <UserFields />
        <div className="row wrap">
          <Button type="primary" htmlType="submit" disabled={!changed} loading={save.isPending}>{t("common.save")}</Button>
          <Button disabled={!changed} onClick={() => { form.resetFields(); setChanged(false); save.reset(); }}>{t("access.user.undo")}</Button>
          <span className="grow" />
          <Button onClick={() => setResetting(true)}>{t("access.user.reset")}</Button>
          {me?.id === user.id ? null : (
            <Button danger={user.active} onClick={turn}>{t(user.active ? "access.user.deactivate" : "access.user.activate")}</Button>
          )}
        </div>
      </Form>
      <ResetPassword user={user} open={resetting} onClose={() => setResetting(false)} />
    </article>
  );
}

function ResetPassword({ user, open, onClose }: { user: UserView; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const mark = useRequiredMark();
  const [form] = Form.useForm<{ password: string }>();
  const reset = useWrite("access.reset_password");
  const leave = () => {
    reset.reset();
    onClose();
  };
  const submit = ({ password }: { password: string }) =>
    reset.mutate({ id: user.id, version: user.version, password }, {
      onSuccess: () => {
        message.success(t("access.user.reset_done", { name: user.name }));
        leave();
      },
    });
  return (
    <Modal
      open={open} onCancel={leave} title={t("access.user.reset_title", { name: user.name })} width={460} destroyOnHidden afterOpenChange={focusFirstField}
      okText={t("access.user.reset")} cancelText={t("common.cancel")} onOk={() => form.submit()} confirmLoading={reset.isPending}
    >
      {reset.error ? <ErrorNotice error={reset.error} /> : null}
      <Form form={form} layout="vertical" requiredMark={mark} preserve={false} onFinish={submit}>
        <p className="quiet">{t("access.user.reset_hint")}</p>
        <FirstPassword />
      </Form>
    </Modal>
  );
}
