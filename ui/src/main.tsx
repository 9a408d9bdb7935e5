import { createRoot } from "react-dom/client";
import { App } from "@/app/App";
import { localeOf, storedPrefs } from "@/app/prefs";
import { setLocale } from "@/i18n";
import "@/kit/base.css";
import { keepChoicesOnTab, keepEnterInMenus } from "@/kit/keys";

keepChoicesOnTab();
keepEnterInMenus();
const root = document.getElementById("root");
if (root) void setLocale(localeOf(storedPrefs())).then(() => createRoot(root).render(<App />));
