/** The app's one catalogue of strings. `?locale=pseudo` shows that nothing is outside it. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import english from "../strings.en.json";
import { pseudo } from "./pseudo";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof english };
  }
}

const wanted = new URLSearchParams(window.location.search).get("locale");
if (wanted !== null) sessionStorage.setItem("labelry.locale", wanted);
const locale = sessionStorage.getItem("labelry.locale") === "pseudo" ? "pseudo" : "en";

void i18next.use(initReactI18next).init({
  lng: locale,
  fallbackLng: "en",
  resources: {
    en: { translation: english },
    ...(locale === "pseudo" ? { pseudo: { translation: pseudo(english) } } : {}),
  },
  interpolation: { escapeValue: false },
});
if (locale === "pseudo") {
  void import("@/editor/strings.en.json").then((words) =>
    i18next.addResourceBundle("pseudo", "editor", pseudo(words.default)),
  );
}

const numbers = new Intl.NumberFormat("en");
const days = new Intl.DateTimeFormat("en", { dateStyle: "medium" });
const moments = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

export function formatNumber(value: number): string {
  return numbers.format(value);
}

export function formatDay(iso: string): string {
  return days.format(new Date(iso));
}

export function formatMoment(iso: string): string {
  return moments.format(new Date(iso));
}
