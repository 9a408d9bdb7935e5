// The strength rules, told while typing. The core checks them again and has the last word.
import { CheckCircleFilled, MinusCircleOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";

/** Shortest password, in characters. The core's rule of the same name. */
export const PASSWORD_LENGTH = 8;

export type PasswordRule = "length" | "mixed" | "own" | "same";

/** Which rules a password meets. `again` undefined: the repetition is not asked for. */
export function checkPassword(password: string, login: string, again?: string): Record<PasswordRule, boolean> {
  const lower = password.toLowerCase();
  return {
    length: [...password].length >= PASSWORD_LENGTH,
    mixed: new Set(lower).size > 1,
    own: password !== "" && (login.trim() === "" || !lower.includes(login.trim().toLowerCase())),
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
  return met.mixed ? undefined : "access.password.repeats";
}
