import { Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { queryClient, useWrite } from "@/api/client";
import type { Me } from "@/api/types";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { formKeys } from "@/kit/keys";
import { EntryPage } from "./EntryPage";
import { useLogOut } from "./idle";

/** Stands over the work, which stays mounted beneath. */
export function LockScreen({ me }: { me: Me }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ password: string }>();
  const unlock = useWrite("access.unlock");
  const logOut = useLogOut();
  const submit = ({ password }: { password: string }) => {
    unlock.mutate(
      { password },
      {
        // What was asked for while locked was refused; ask again.
        onSuccess: () => void queryClient.invalidateQueries(),
        onError: () => form.resetFields(),
      },
    );
  };
  return (
    <div className="lock" role="dialog" aria-modal="true" aria-label={t("access.lock.title")}>
      <EntryPage title={t("access.lock.title")} intro={t("access.lock.body", { name: me.name })}>
        {unlock.error ? <ErrorNotice error={unlock.error} /> : null}
        <Form form={form} layout="vertical" requiredMark={false} onFinish={submit} {...formKeys(form.submit)}>
          <input className="visually-hidden" readOnly tabIndex={-1} aria-hidden="true" autoComplete="username" value={me.login} />
          <Form.Item name="password" label={t("access.login.password")} rules={[{ required: true, message: t("errors.value_missing") }]}>
            <Input.Password autoFocus autoComplete="current-password" />
          </Form.Item>
          <Form.Item>
            <div className="column">
              <Button type="primary" htmlType="submit" block loading={unlock.isPending}>
                {t("access.lock.submit")}
              </Button>
              <Button type="link" block onClick={logOut}>
                {t("access.lock.other")}
              </Button>
            </div>
          </Form.Item>
        </Form>
      </EntryPage>
    </div>
  );
}
