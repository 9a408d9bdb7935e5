import i18next from "i18next";
import type { ApiError } from "@/api/types";
import { currentLocale } from "@/i18n";
import { integer } from "./format";

/** Where an error's text may stand: most in `errors`, those of reading a table in `import`, those of rules in `sla`. */
const PLACES = ["errors", "import.errors", "sla.errors"];

/** The key of a code's text, or undefined when no catalogue knows it. */
export function errorKey(code: string): string | undefined {
  return PLACES.map((place) => `${place}.${code}`).find((key) => i18next.exists(key));
}

/** An error in words: what happened, what it means, what to do. Never the bare code. */
export function errorText(error: Pick<ApiError, "code" | "params">): string {
  const { limit, max } = error.params;
  // Which limit of a table was passed is a reason too.
  const reason = error.params.reason ?? limit;
  // Where the rules of calendars and policies refuse, their own code is the reason and says more.
  const rule = `sla.errors.${reason}`;
  const ruled = error.code.endsWith("_invalid") && i18next.exists(rule);
  const key = ruled ? rule : (errorKey(error.code) ?? "errors.unknown");
  // A code may have a text of its own for a reason: `password_weak_short`.
  const readable = typeof max === "number" ? { max: integer(max, currentLocale()) } : {};
  return i18next.t(key, { ...error.params, ...readable, ...(typeof reason === "string" ? { context: reason } : {}) });
}
