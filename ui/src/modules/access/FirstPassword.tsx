// A first password, typed or proposed; the person sets their own at the next login.
import { Button, Form, Input, Space } from "antd";
import { useTranslation } from "react-i18next";

/** Shortest password that the core takes. */
const SHORTEST = 10;
// Without letters and digits that are taken for one another when read aloud or from paper.
const SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 4;
const GROUP = 4;

/** `k7fq-x2mp-…`: four groups of four, about 79 bits. */
export function proposedPassword(): string {
  const random = crypto.getRandomValues(new Uint32Array(GROUPS * GROUP));
  const signs = [...random].map((n) => SIGNS[n % SIGNS.length] ?? "a");
  return Array.from({ length: GROUPS }, (_, i) => signs.slice(i * GROUP, (i + 1) * GROUP).join("")).join("-");
}

export function FirstPassword() {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  return (
    <Form.Item label={t("access.user.first_password")} extra={t("access.user.first_password_hint")} required>
      <Space.Compact style={{ width: "100%" }}>
        <Form.Item
          name="password" noStyle
          rules={[
            { required: true, message: t("errors.value_missing") },
            { min: SHORTEST, message: t("access.password.too_short", { count: SHORTEST }) },
          ]}
        >
          <Input autoComplete="off" spellCheck={false} className="mono" aria-label={t("access.user.first_password")} />
        </Form.Item>
        <Button onClick={() => form.setFieldValue("password", proposedPassword())}>{t("access.user.propose")}</Button>
      </Space.Compact>
    </Form.Item>
  );
}
