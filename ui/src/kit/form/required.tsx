// How a form marks what it needs: behind the label, the same in every form.
import type { FormProps } from "antd";
import { useTranslation } from "react-i18next";
import "./form.css";

/** For a form's `requiredMark`. */
export function useRequiredMark(): Exclude<FormProps["requiredMark"], undefined> {
  const { t } = useTranslation();
  return (label, { required }) => <>{label}{required ? <span className="required" title={t("form.required")} aria-hidden="true">*</span> : null}</>;
}
