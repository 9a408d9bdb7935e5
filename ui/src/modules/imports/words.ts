// What fields, kinds and codes of an import are called.
import i18next from "i18next";
import { optionOf } from "@/kit/grid";

/** A field's name, or its key where the catalogue does not have it. */
export function fieldName(key: string): string {
  const text = `import.fields.${key}`;
  return i18next.exists(text) ? i18next.t(text) : key;
}

export function kindName(kind: string): string {
  return optionOf("import_batches", "kind", kind);
}

/** The word for a code of a choice. */
export function codeName(kind: string, field: string, code: string): string {
  return optionOf(kind, field, code);
}

/** A reason's short name in a table: its own, or the word for any other. */
export function reasonName(code: string): string {
  const text = `import.reason.${code}`;
  return i18next.exists(text) ? i18next.t(text) : i18next.t("import.reason.other");
}
