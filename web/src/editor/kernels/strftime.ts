/**
 * Dates and times as text by a strftime format, and back. Plain calendar and clock, without a time
 * zone. The directives are those of C's strftime that have a fixed meaning.
 */

export interface Moment {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

export const MONTHS = [
  ...["January", "February", "March", "April", "May", "June", "July"],
  ...["August", "September", "October", "November", "December"],
];
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** `%-d` and `%e` leave the leading zero out, `%_d` puts a blank in its place. */
const DIRECTIVE = /%([-_0]?)([a-zA-Z%])/g;

/** What some directives stand for. */
const COMPOUND: Readonly<Record<string, string>> = {
  c: "%a %b %e %H:%M:%S %Y",
  D: "%m/%d/%y",
  F: "%Y-%m-%d",
  R: "%H:%M",
  r: "%I:%M:%S %p",
  T: "%H:%M:%S",
  x: "%m/%d/%Y",
  X: "%I:%M:%S %p",
  h: "%b",
};

function expanded(format: string): string {
  return format.replace(DIRECTIVE, (whole, _, letter: string) => COMPOUND[letter] ?? whole);
}

export function formatMoment(moment: Moment, format: string): string {
  return expanded(format).replace(DIRECTIVE, (whole, pad: string, letter: string) => {
    const written = (value: number, width: number, fill = "0"): string => {
      const filler = pad === "-" ? "" : pad === "_" ? " " : pad === "0" ? "0" : fill;
      return filler === "" ? String(value) : String(value).padStart(width, filler);
    };
    const { year, month, day, hour, minute, second } = moment;
    const weekday = weekdayOf(moment);
    switch (letter) {
      case "Y":
        return written(year, 4);
      case "y":
        return written(year % 100, 2);
      case "m":
        return written(month, 2);
      case "B":
        return MONTHS[month - 1] ?? "";
      case "b":
        return (MONTHS[month - 1] ?? "").slice(0, 3);
      case "d":
        return written(day, 2);
      case "e":
        return written(day, 2, " ");
      case "j":
        return written(dayOfYear(moment), 3);
      case "A":
        return DAYS[weekday] ?? "";
      case "a":
        return (DAYS[weekday] ?? "").slice(0, 3);
      case "w":
        return String(weekday);
      case "u":
        return String(weekday || 7);
      case "H":
        return written(hour, 2);
      case "I":
        return written(hour % 12 || 12, 2);
      case "M":
        return written(minute, 2);
      case "S":
        return written(second, 2);
      case "p":
        return hour < 12 ? "AM" : "PM";
      case "%":
        return "%";
      default:
        return whole;
    }
  });
}

/** Where each directive is read; weekdays are passed over, since the date says them. */
const PATTERNS: Readonly<Record<string, string>> = {
  Y: "(\\d{4})",
  y: "(\\d{2})",
  m: "\\s*(\\d{1,2})",
  B: `(${MONTHS.join("|")})`,
  b: `(${MONTHS.map((name) => name.slice(0, 3)).join("|")})`,
  d: "\\s*(\\d{1,2})",
  e: "\\s*(\\d{1,2})",
  H: "\\s*(\\d{1,2})",
  I: "\\s*(\\d{1,2})",
  M: "\\s*(\\d{1,2})",
  S: "\\s*(\\d{1,2})",
  p: "(AM|PM)",
  j: "(\\d{1,3})",
  A: `(${DAYS.join("|")})`,
  a: `(${DAYS.map((name) => name.slice(0, 3)).join("|")})`,
  w: "(\\d)",
  u: "(\\d)",
};

/** The moment a text says in this format; parts it does not say are those of 1900-01-01 00:00. */
export function parseMoment(text: string, format: string): Moment | null {
  const letters: string[] = [];
  let pattern = "";
  let at = 0;
  const whole = expanded(format);
  for (const found of whole.matchAll(DIRECTIVE)) {
    pattern += escaped(whole.slice(at, found.index));
    at = found.index + found[0].length;
    const letter = found[2] ?? "";
    const part = PATTERNS[letter];
    if (part === undefined) pattern += escaped(letter === "%" ? "%" : found[0]);
    else {
      pattern += part;
      letters.push(letter);
    }
  }
  const match = new RegExp(`^\\s*${pattern}${escaped(whole.slice(at))}\\s*$`, "i").exec(text);
  if (!match) return null;
  const said = new Map(letters.map((letter, index) => [letter, match[index + 1] ?? ""]));
  return momentOf(said);
}

function momentOf(said: ReadonlyMap<string, string>): Moment | null {
  const read = (...letters: string[]): number | undefined => {
    const letter = letters.find((one) => said.has(one));
    return letter === undefined ? undefined : Number(said.get(letter));
  };
  const short = read("y");
  // As POSIX has it: 69 to 99 are of the twentieth century.
  const year = read("Y") ?? (short === undefined ? 1900 : short + (short < 69 ? 2000 : 1900));
  const name = (said.get("B") ?? said.get("b") ?? "").slice(0, 3).toLowerCase();
  const named = MONTHS.findIndex((month) => month.toLowerCase().startsWith(name));
  const month = read("m") ?? (name === "" ? 1 : named + 1);
  const half = said.get("p")?.toUpperCase();
  const twelve = read("I");
  const hour = read("H") ?? (twelve === undefined ? 0 : (twelve % 12) + (half === "PM" ? 12 : 0));
  const moment = {
    year,
    month,
    day: read("d", "e") ?? 1,
    hour,
    minute: read("M") ?? 0,
    second: read("S") ?? 0,
  };
  const ofYear = read("j");
  if (ofYear !== undefined && read("m", "d", "e") === undefined && name === "") {
    const date = new Date(Date.UTC(year, 0, ofYear));
    return { ...moment, month: date.getUTCMonth() + 1, day: date.getUTCDate() };
  }
  return isReal(moment) ? moment : null;
}

/** Whether the calendar and the clock have it: no 31 April, no 25 o'clock. */
export function isReal({ year, month, day, hour, minute, second }: Moment): boolean {
  const date = dateOf(year, month, day);
  const sameDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return month >= 1 && sameDay && hour <= 23 && minute <= 59 && second <= 59;
}

/** A year below 100 is that year, and not one of the twentieth century. */
function dateOf(year: number, month: number, day: number): Date {
  const date = new Date(Date.UTC(2000, month - 1, 1));
  date.setUTCFullYear(year, month - 1, day);
  return date;
}

function weekdayOf({ year, month, day }: Moment): number {
  return dateOf(year, month, day).getUTCDay();
}

function dayOfYear({ year, month, day }: Moment): number {
  const from = dateOf(year, 1, 1).getTime();
  return Math.round((dateOf(year, month, day).getTime() - from) / 86_400_000) + 1;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
