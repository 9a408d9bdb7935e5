// One field of a form: its label, whether it is needed, and what is wrong with it as soon as it is left.
import { Form, type FormItemProps } from "antd";
import type { Rule } from "antd/es/form";
import { type ReactElement, type ReactNode, createContext, useContext } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../errorText";

/** Names of the fields that a comparison shows: the fields of a form stand in it a second time, the others left out. */
const Comparing = createContext<ReadonlySet<string> | undefined>(undefined);
export const Compared = Comparing.Provider;

export interface FieldProps {
  name: FormItemProps["name"];
  /** Other values of the form that are shown in this field. */
  carries?: readonly string[];
  label: ReactNode;
  required?: boolean;
  /** Longest text that the core takes. */
  max?: number;
  /** One more check: the code of what is wrong, as the core would say it. */
  check?: (value: unknown) => { code: string; params?: Record<string, string | number> } | undefined;
  hint?: ReactNode;
  /** For inputs whose value is not `value`: a switch. */
  valueProp?: string;
  children: ReactElement;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "") || (Array.isArray(value) && value.length === 0);
}

/** Checked here by the same codes, and so in the same words, as by the core; the core has the last word. */
export function Field({ name, carries = [], label, required = false, max, check, hint, valueProp, children }: FieldProps) {
  const { t } = useTranslation();
  const compared = useContext(Comparing);
  const names = [Array.isArray(name) ? name.join(".") : String(name), ...carries];
  if (compared && !names.some((one) => compared.has(one))) return null;
  const rule: Rule = {
    required,
    validator: (_, value: unknown) => {
      const empty = isEmpty(value);
      if (empty && required) return Promise.reject(new Error(t("errors.value_missing")));
      // A field that shows other values too may be wrong although its own is empty.
      if (empty && carries.length === 0) return Promise.resolve();
      if (max !== undefined && typeof value === "string" && [...value.trim()].length > max) {
        return Promise.reject(new Error(errorText({ code: "value_too_long", params: { max } })));
      }
      const wrong = check?.(value);
      return wrong ? Promise.reject(new Error(errorText({ code: wrong.code, params: wrong.params ?? {} }))) : Promise.resolve();
    },
  };
  return (
    <Form.Item name={name} label={label} required={required} rules={[rule]} {...(hint && !compared ? { extra: hint } : {})} {...(valueProp ? { valuePropName: valueProp } : {})}>
      {children}
    </Form.Item>
  );
}
