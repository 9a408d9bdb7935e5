// A new person.
import { App, Form, Input, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/api/client";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { useRequiredMark } from "@/kit/form";
import { focusFirstField } from "@/kit/keys";
import { FirstPassword } from "./FirstPassword";
import { UserFields, type UserValues, fieldError, scopeOf } from "./UserFields";

interface Values extends UserValues {
  login: string;
  password: string;
}

export function CreateUser({ open, onClose, onMade }: { open: boolean; onClose: () => void; onMade: (id: number) => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const mark = useRequiredMark();
  const [form] = Form.useForm<Values>();
  const create = useWrite("access.create_user");
  const leave = () => {
    create.reset();
    onClose();
  };
  const submit = (values: Values) => {
    const input = {
      login: values.login.trim(), name: values.name.trim(), password: values.password, roles: values.roles, scope: scopeOf(values),
      must_change_password: true,
    };
    create.mutate(input, {
      onSuccess: (user) => {
        message.success(t("access.user.made", { name: user.name }));
        onMade(user.id);
      },
      onError: (failure) => {
        const at = fieldError(failure);
        if (at) form.setFields([at as never]);
      },
    });
  };
  const general = create.error && !fieldError(create.error) ? create.error : undefined;
  return (
    <Modal
      open={open} onCancel={leave} title={t("access.user.add")} width={560} destroyOnHidden okText={t("access.user.create")}
      cancelText={t("common.cancel")} onOk={() => form.submit()} confirmLoading={create.isPending}
      afterOpenChange={focusFirstField}
    >
      {general ? <ErrorNotice error={general} /> : null}
      <Form<Values>
        form={form} layout="vertical" requiredMark={mark} validateTrigger="onBlur" onFinish={submit} preserve={false}
        initialValues={{ roles: [], scope_kind: "all" }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.submit();
        }}
      >
        <UserFields autoFocus />
        <Form.Item
          name="login" label={t("access.user.login")} extra={t("access.first.login_hint")}
          rules={[{ required: true, whitespace: true, message: t("errors.value_missing") }]}
        >
          <Input autoComplete="off" autoCapitalize="none" spellCheck={false} maxLength={40} />
        </Form.Item>
        <FirstPassword />
      </Form>
    </Modal>
  );
}
