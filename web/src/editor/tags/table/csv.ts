/** Comma-separated text as rows of cells (RFC 4180), with the options of a Table's `valueType`. */

export interface CsvOptions {
  readonly separator: string;
  /** The first row is data too. */
  readonly headless: boolean;
  /** The value is the address of the text. */
  readonly url: boolean;
}

/** Reads `csv|separator=;|headless|url`; null when the value is not CSV. */
export function csvOptions(valueType: string): CsvOptions | null {
  if (!valueType.startsWith("csv")) return null;
  // The sign after "csv" separates the options, so that `|` can be the separator of cells.
  const parts = valueType.slice(4).split(valueType.charAt(3) || "|");
  const separator = parts.find((part) => part.startsWith("separator="))?.slice(10) || ",";
  return {
    separator: separator === "\\t" || separator === "tab" ? "\t" : separator.charAt(0),
    headless: parts.includes("headless"),
    url: parts.includes("url"),
  };
}

export function readCsv(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const endRow = (): void => {
    row.push(cell);
    cell = "";
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  };
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') cell += text.charAt(++at);
      else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === separator) {
      row.push(cell);
      cell = "";
    } else if (sign === "\n" || sign === "\r") {
      if (sign === "\r" && text.charAt(at + 1) === "\n") at++;
      endRow();
    } else cell += sign;
  }
  endRow();
  return rows;
}
