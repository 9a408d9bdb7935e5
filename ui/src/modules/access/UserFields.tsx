// What is asked of a person in both forms: name, roles, and whose rows they see.
import { Checkbox, Form, Input, Radio, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import type { Failure } from "@/api/failure";
import type { ScopeView } from "@/api/types";
import { errorText } from "@/kit/errorText";
import { RefSelect } from "@/kit/grid";
import "./access.css";

export interface UserValues {
  name: string;
  roles: string[];
  scope_kind: ScopeView["kind"];
  region_ids?: number[];
  outlet_ids?: number[];
  engineer_id?: number;
}

/** The scope as the core takes it: only what belongs to the chosen kind. */
export function scopeOf(values: UserValues): ScopeView {
  const { scope_kind: kind } = values;
  return {
    kind,
    region_ids: kind === "regions" ? (values.region_ids ?? []) : [],
    outlet_ids: kind === "outlets" ? (values.outlet_ids ?? []) : [],
    ...(kind === "own" && values.engineer_id !== undefined ? { engineer_id: values.engineer_id } : {}),
  };
}

export function valuesOf(name: string, roles: string[], scope: ScopeView): UserValues {
  return {
    name, roles, scope_kind: scope.kind, region_ids: scope.region_ids, outlet_ids: scope.outlet_ids,
    ...(scope.engineer_id === undefined ? {} : { engineer_id: scope.engineer_id }),
  };
}

/** Where a refusal belongs in the form; undefined when it is about the whole. */
export function fieldError(failure: Failure): { name: string; errors: string[] } | undefined {
  const { field } = failure.error;
  if (!field) return undefined;
  const name = field.startsWith("scope.") ? field.slice("scope.".length) : field;
  return { name, errors: [errorText(failure.error)] };
}

const SCOPES: readonly ScopeView["kind"][] = ["all", "regions", "outlets", "own"];

/** An antd form hands `value` and `onChange` to its field; this passes them on to the selector. */
function Chooser(props: { source: "outlets.options" | "regions.options" | "engineers.options"; many: boolean; label: string; value?: unknown; onChange?: (value: unknown) => void }) {
  const { source, many, label, value, onChange } = props;
  const { t } = useTranslation();
  return <RefSelect source={source} many={many} label={label} placeholder={t("access.scope.search")} value={value} onChange={(next) => onChange?.(next)} />;
}

export function UserFields({ autoFocus = false }: { autoFocus?: boolean }) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<UserValues>();
  const kind = Form.useWatch("scope_kind", form) ?? "all";
  const missing = t("errors.value_missing");
  return (
    <>
      <Form.Item name="name" label={t("access.user.name")} rules={[{ required: true, whitespace: true, message: missing }]}>
        <Input autoFocus={autoFocus} autoComplete="off" maxLength={80} />
      </Form.Item>
      <Form.Item name="roles" label={t("access.user.roles")} rules={[{ required: true, message: t("access.user.roles_missing") }]}>
        <RoleChoice />
      </Form.Item>
      <Form.Item name="scope_kind" label={t("access.user.scope")}>
        <Radio.Group className="scope-kinds" options={SCOPES.map((value) => ({ value, label: t(`access.scope.${value}`) }))} />
      </Form.Item>
      {kind === "regions" ? (
        <Form.Item name="region_ids" label={t("access.scope.choose_regions")} rules={[{ required: true, message: missing }]} extra={t("access.scope.regions_hint")}>
          <Chooser source="regions.options" many label={t("access.scope.choose_regions")} />
        </Form.Item>
      ) : null}
      {kind === "outlets" ? (
        <Form.Item name="outlet_ids" label={t("access.scope.choose_outlets")} rules={[{ required: true, message: missing }]}>
          <Chooser source="outlets.options" many label={t("access.scope.choose_outlets")} />
        </Form.Item>
      ) : null}
      {kind === "own" ? (
        <Form.Item name="engineer_id" label={t("access.scope.choose_engineer")} rules={[{ required: true, message: missing }]} extra={t("access.scope.own_hint")}>
          <Chooser source="engineers.options" many={false} label={t("access.scope.choose_engineer")} />
        </Form.Item>
      ) : null}
    </>
  );
}

/** The roles, and below them what the chosen ones may together. */
function RoleChoice({ value = [], onChange, id }: { value?: string[]; onChange?: (roles: string[]) => void; id?: string }) {
  const { t } = useTranslation();
  const { data } = useOp("access.roles", {});
  const may = (roles: readonly string[]) => {
    const held = new Set((data?.roles ?? []).filter((role) => roles.includes(role.key)).flatMap((role) => role.permissions));
    if (data && held.size === data.permissions.length) return t("access.user.may_all");
    const words = (data?.permissions ?? []).filter((permission) => held.has(permission));
    return words.map((permission) => t(`access.permission.${permission.replace(".", "_")}`)).join(t("common.list_comma"));
  };
  const toggle = (role: string, on: boolean) => onChange?.(on ? [...value, role] : value.filter((held) => held !== role));
  return (
    <>
      <fieldset className="roles" id={id} aria-label={t("access.user.roles")}>
        {(data?.roles ?? []).map(({ key }) => (
          <Tooltip key={key} title={may([key])} mouseEnterDelay={0.4}>
            <Checkbox checked={value.includes(key)} onChange={(event) => toggle(key, event.target.checked)}>
              {t(`common.role.${key}`)}
            </Checkbox>
          </Tooltip>
        ))}
      </fieldset>
      {value.length > 0 ? <div className="quiet roles-may" aria-live="polite">{t("access.user.may", { what: may(value) })}</div> : null}
    </>
  );
}
