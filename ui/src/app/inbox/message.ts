// A message in words. The core says a code and parameters; the language is chosen when it is shown.
import i18next from "i18next";
import type { InboxItem } from "@/api/types";
import { currentLocale, hasText } from "@/i18n";
import { errorText } from "@/kit/errorText";
import { integer } from "@/kit/format";
import { jobTextKey } from "@/kit/jobs";

type Params = Record<string, string | number>;

/** Figures as people read them; `x_key` names a text that stands for `x`. */
function readable(params: Params): Params {
  const said: Params = {};
  for (const [key, value] of Object.entries(params)) {
    if (typeof value === "number") said[key] = integer(value, currentLocale());
    else if (key.endsWith("_key") && hasText(value)) said[key.slice(0, -4)] = i18next.t(value);
    else said[key] = value;
  }
  return said;
}

/** Which text of a job's end: that of its operation and outcome, as far as there is one. */
function variant(code: string, { operation, ok, committed }: Params): string {
  const base = `inbox.message.${code}`;
  const name = String(operation).replaceAll(".", "_");
  const outcome = ok === 0 ? "_found" : operation === "imports.run" && committed === 0 ? "_dry" : "";
  const kind = String(operation).split(".").at(-1) ?? "";
  return [`${base}_${name}${outcome}`, `${base}_${kind}`].find(hasText) ?? base;
}

/** The text of a message; never its bare code. */
export function messageText({ code, params }: Pick<InboxItem, "code" | "params">): string {
  const said = readable(params);
  if (code !== "job_done" && code !== "job_failed") {
    const key = `inbox.message.${code}`;
    return hasText(key) ? i18next.t(key, said) : i18next.t("inbox.unknown");
  }
  const named = jobTextKey(String(params.operation ?? ""));
  const what = i18next.t(hasText(named) ? named : "shell.tasks.one");
  const reason = typeof params.error === "string" ? errorText({ code: params.error, params }) : "";
  return i18next.t(code === "job_done" ? variant(code, params) : "inbox.message.job_failed", { ...said, what, reason });
}
