// A new person.
import { App, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/api/client";
import { Failure, asFailure } from "@/api/failure";
import { RecordDialog } from "@/kit/form";
import { FirstPassword } from "./FirstPassword";
import { UserFields, type UserValues, fieldError, scopeOf } from "./UserFields";

interface Values extends UserValues {
  login: string;
  password: string;
}

export function CreateUser({ open, onClose, onMade }: { open: boolean; onClose: () => void; onMade: (id: number) => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const create = useWrite("access.create_user");
  const save = async (values: Values) => {
    const input = {
      login: values.login.trim(), name: values.name.trim(), password: values.password, roles: values.roles, scope: scopeOf(values),
      must_change_password: true,
    };
    try {
      const user = await create.mutateAsync(input);
      message.success(t("access.user.made", { name: user.name }));
      onMade(user.id);
    } catch (cause) {
      const failure = asFailure(cause);
      const at = fieldError(failure);
      throw at ? new Failure({ ...failure.error, field: at.name }) : failure;
    }
  };
  return (
    <RecordDialog<Values>
      open={open} title={t("access.user.add")} width={560} initial={{ roles: [], scope_kind: "all" }} save={save} onClose={onClose} action={t("access.user.create")}
    >
      <UserFields autoFocus />
      <Form.Item
        name="login" label={t("access.user.login")} extra={t("access.first.login_hint")}
        rules={[{ required: true, whitespace: true, message: t("errors.value_missing") }]}
      >
        <Input autoComplete="off" autoCapitalize="none" spellCheck={false} maxLength={40} />
      </Form.Item>
      <FirstPassword />
    </RecordDialog>
  );
}
