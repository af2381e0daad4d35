/** The words the core itself says: problems, announcements, names of steps. */
import catalogue from "../strings.en.json";

export type Params = Readonly<Record<string, string | number>>;
/** Looks a key of the `editor` catalogue up and fills its `{{names}}` in. */
export type Translate = (key: string, params?: Params) => string;

/** The English catalogue, for use without an i18n library. */
export const english: Translate = (key, params = {}) => {
  const plural = `${key}_${params.count === 1 ? "one" : "other"}`;
  const words = catalogue as Readonly<Record<string, string>>;
  const text = words[key] ?? words[plural] ?? key;
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ""));
};
