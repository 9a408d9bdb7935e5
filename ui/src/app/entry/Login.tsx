import { Button, Form, Input } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { queryClient, useWrite } from "@/api/client";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { formKeys } from "@/kit/keys";
import { EntryPage } from "./EntryPage";

interface Values {
  login: string;
  password: string;
}

export function Login() {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const login = useWrite("access.login");
  // While the person types, the work is loaded.
  useEffect(() => void import("../Work"), []);
  const submit = (values: Values) => {
    login.mutate(
      { login: values.login.trim(), password: values.password },
      {
        // Whoever logs in must not see what somebody else had loaded.
        onSuccess: () => queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "access.status" }),
        onError: () => form.setFieldValue("password", ""),
      },
    );
  };
  return (
    <EntryPage title={t("access.login.title")}>
      {login.error ? <ErrorNotice error={login.error} /> : null}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit} {...formKeys(form.submit)}>
        <Form.Item name="login" label={t("access.login.login")} rules={[{ required: true, message: t("errors.value_missing") }]}>
          <Input autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} />
        </Form.Item>
        <Form.Item name="password" label={t("access.login.password")} rules={[{ required: true, message: t("errors.value_missing") }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item>
          <Button type="primary" htmlType="submit" block loading={login.isPending}>
            {t("access.login.submit")}
          </Button>
        </Form.Item>
      </Form>
    </EntryPage>
  );
}
