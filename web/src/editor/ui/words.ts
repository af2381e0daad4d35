/** The editor's own words, from the i18n catalogue's namespace `editor`. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Translate } from "../core/words";
import english from "../strings.en.json";

declare module "i18next" {
  interface ResourceNamespaceMap {
    editor: typeof english;
  }
}

interface Catalogue {
  hasResourceBundle(language: string, namespace: string): boolean;
  addResourceBundle(language: string, namespace: string, words: object): unknown;
}

/** Adds the editor's words to an i18n catalogue, unless they are there. */
export function addEditorStrings(catalogue: Catalogue): void {
  if (!catalogue.hasResourceBundle("en", "editor")) {
    catalogue.addResourceBundle("en", "editor", english);
  }
}

/** Looks words up by any key, since commands and steps bring theirs as data. */
export function useWords(): Translate {
  const { t } = useTranslation("editor");
  return useCallback((key, params) => String(t(key as never, params as never)), [t]);
}
