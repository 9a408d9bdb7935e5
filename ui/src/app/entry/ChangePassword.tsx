import { App, Button, Form, Input, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/api/client";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { focusFirstField, formKeys } from "@/kit/keys";
import { useWorkspace } from "@/kit/workspace";
import { EntryPage } from "./EntryPage";
import { useLogOut } from "./idle";
import { PASSWORD_LENGTH, PasswordRules, brokenRule } from "./password";

interface Values {
  current: string;
  next: string;
  again: string;
}

function ChangePasswordForm({ onDone, onCancel, cancelText }: { onDone: () => void; onCancel: () => void; cancelText: string }) {
  const { t } = useTranslation();
  const { me } = useWorkspace();
  const [form] = Form.useForm<Values>();
  const change = useWrite("access.change_password");
  const next = Form.useWatch("next", form) ?? "";
  const again = Form.useWatch("again", form) ?? "";
  const login = me?.login ?? "";
  const required = { required: true, message: t("errors.value_missing") };
  const submit = (values: Values) => change.mutate({ current: values.current, new: values.next }, { onSuccess: onDone });
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={submit} {...formKeys(form.submit)}>
      <input className="visually-hidden" readOnly tabIndex={-1} aria-hidden="true" autoComplete="username" value={login} />
      {change.error ? <ErrorNotice error={change.error} /> : null}
      <Form.Item name="current" label={t("access.change.current")} rules={[required]} validateTrigger="onBlur">
        <Input.Password autoFocus autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="next" label={t("access.change.new")} validateTrigger="onBlur"
        rules={[
          required,
          {
            validator: (_rule, value: string | undefined) => {
              const broken = value ? brokenRule(value, login) : undefined;
              return broken ? Promise.reject(new Error(t(broken, { count: PASSWORD_LENGTH }))) : Promise.resolve();
            },
          },
        ]}
      >
        <Input.Password autoComplete="new-password" aria-describedby="change-rules" />
      </Form.Item>
      <Form.Item
        name="again" label={t("access.change.again")} dependencies={["next"]} validateTrigger="onBlur"
        rules={[
          required,
          ({ getFieldValue }) => ({
            validator: (_rule, value: string | undefined) =>
              !value || value === getFieldValue("next")
                ? Promise.resolve()
                : Promise.reject(new Error(t("access.password.mismatch"))),
          }),
        ]}
        extra={<PasswordRules id="change-rules" password={next} again={again} login={login} />}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <div className="row">
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t("access.change.submit")}
        </Button>
        <Button onClick={onCancel}>{cancelText}</Button>
      </div>
    </Form>
  );
}

export function ChangePasswordDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const done = () => {
    message.success(t("access.change.done"));
    onClose();
  };
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t("access.change.title")} width={400} destroyOnHidden afterOpenChange={focusFirstField}>
      <ChangePasswordForm onDone={done} onCancel={onClose} cancelText={t("common.cancel")} />
    </Modal>
  );
}

/** Before anything else: a password that only this person knows. */
export function MustChangePassword() {
  const { t } = useTranslation();
  const logOut = useLogOut();
  return (
    <EntryPage title={t("access.change.title")} intro={t("access.change.must")}>
      <ChangePasswordForm onDone={() => undefined} onCancel={logOut} cancelText={t("shell.person.log_out")} />
    </EntryPage>
  );
}
