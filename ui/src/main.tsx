import { createRoot } from "react-dom/client";
import { App } from "@/app/App";
import { localeOf, storedPrefs } from "@/app/prefs";
import { setLocale } from "@/i18n";
import "@/kit/base.css";
import { keepChoicesOnTab } from "@/kit/keys";

keepChoicesOnTab();
const root = document.getElementById("root");
if (root) void setLocale(localeOf(storedPrefs())).then(() => createRoot(root).render(<App />));
