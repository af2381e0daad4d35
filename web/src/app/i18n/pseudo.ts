/** The pseudo-locale: every string of the catalogue, accented and longer, so that a literal stands out. */

type Catalogue = { [key: string]: string | Catalogue };

const ACCENTED: Record<string, string> = {
  a: "á",
  c: "ç",
  e: "ê",
  i: "ï",
  n: "ñ",
  o: "ø",
  r: "ř",
  s: "š",
  u: "ü",
  y: "ý",
  A: "Å",
  C: "Ç",
  E: "É",
  I: "Î",
  N: "Ñ",
  O: "Ö",
  R: "Ř",
  S: "Š",
  U: "Û",
  Y: "Ý",
};

export function pseudo(catalogue: Catalogue): Catalogue {
  return Object.fromEntries(
    Object.entries(catalogue).map(([key, value]) => [
      key,
      typeof value === "string" ? pseudoText(value) : pseudo(value),
    ]),
  );
}

/** Leaves `{{names}}` and `<tags>` alone, accents the rest, and marks both ends. */
export function pseudoText(text: string): string {
  const accented = text.replace(/\{\{.*?\}\}|<[^>]+>|[a-zA-Z]/g, (part) => ACCENTED[part] ?? part);
  return `[${accented}${"·".repeat(Math.ceil(text.length / 5))}]`;
}
