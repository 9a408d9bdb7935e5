// Texts in Chinese and English. One file per subject and language; the file's name is the first part of each key, so
// `errors.not_found` stands in errors.json. Rust reads the same files.
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

export type Locale = "zh-CN" | "en";
export const LOCALES: readonly Locale[] = ["zh-CN", "en"];

type Tree = { [key: string]: string | Tree };
const files = import.meta.glob<Tree>("./*/*.json", { eager: true, import: "default" });

/** The catalogue of a language: subject → texts. */
export function catalogue(locale: Locale): Tree {
  const tree: Tree = {};
  for (const [path, texts] of Object.entries(files)) {
    const [, folder, file] = path.split("/");
    if (folder === locale && file) tree[file.replace(/\.json$/, "")] = texts;
  }
  return tree;
}

/** The system's language decides; anything but Chinese reads English, and an unknown system reads Chinese. */
export function systemLocale(languages: readonly string[] = navigator.languages ?? []): Locale {
  const first = languages[0];
  if (!first) return "zh-CN";
  return first.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

export function currentLocale(): Locale {
  return i18next.language === "en" ? "en" : "zh-CN";
}

export async function setLocale(locale: Locale): Promise<void> {
  if (!i18next.isInitialized) {
    await i18next.use(initReactI18next).init({
      lng: locale,
      fallbackLng: false,
      resources: Object.fromEntries(LOCALES.map((l) => [l, { translation: catalogue(l) }])),
      nsSeparator: false,
      returnNull: false,
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
    });
  } else {
    await i18next.changeLanguage(locale);
  }
  dayjs.locale(locale === "zh-CN" ? "zh-cn" : "en");
  document.documentElement.lang = locale;
  document.title = i18next.t("shell.product");
}

/** True when the catalogue has this key; screens use it before they name something the core speaks in codes. */
export function hasText(key: string): boolean {
  return i18next.exists(key);
}
