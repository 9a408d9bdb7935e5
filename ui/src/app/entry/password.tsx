// The strength rules, told while typing. The core checks them again and has the last word.
import { CheckCircleFilled, MinusCircleOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";

/** Shortest password, in characters. The core's rule of the same name. */
export const PASSWORD_LENGTH = 10;

export type PasswordRule = "length" | "run" | "own" | "same";

/** One character repeated, or a plain run up or down. */
function isRun(password: string): boolean {
  const codes = [...password].map((char) => char.codePointAt(0) ?? 0);
  return [0, 1, -1].some((step) => codes.every((code, i) => i === 0 || code === (codes[i - 1] ?? 0) + step));
}

/** Which rules a password meets. `again` undefined: the repetition is not asked for. */
export function checkPassword(password: string, login: string, again?: string): Record<PasswordRule, boolean> {
  const lower = password.toLowerCase();
  const name = login.trim().toLowerCase();
  return {
    length: [...password].length >= PASSWORD_LENGTH,
    run: password !== "" && !isRun(password),
    own: password !== "" && !(name !== "" && lower.includes(name) && 2 * name.length > lower.length),
    same: again === undefined || (password !== "" && again === password),
  };
}

export function PasswordRules({ id, password, login, again }: { id: string; password: string; login: string; again: string }) {
  const { t } = useTranslation();
  const met = checkPassword(password, login, again);
  return (
    <div id={id}>
      <div className="quiet">{t("access.password.rules")}</div>
      <ul className="password-rules">
        {(Object.keys(met) as PasswordRule[]).map((rule) => (
          <li key={rule} className={met[rule] ? "met" : ""}>
            {met[rule] ? <CheckCircleFilled /> : <MinusCircleOutlined />}
            <span>{t(`access.password.rule.${rule}`, { count: PASSWORD_LENGTH })}</span>
            <span className="visually-hidden">{met[rule] ? t("access.password.met") : t("access.password.unmet")}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The text key of the first rule a password breaks, for the message at the field. */
export function brokenRule(password: string, login: string): string | undefined {
  const met = checkPassword(password, login);
  if (!met.length) return "access.password.too_short";
  if (!met.own) return "access.password.holds_login";
  return met.run ? undefined : "access.password.runs";
}
