/**
 * What a DateTime asks for, and how its fields become the stored text. The text is in the tag's
 * format; the fields are ISO pieces: "2024-03-05", "17:04", "3", "2024".
 */
import { text } from "../../core/attrs";
import type { ControlPlan } from "../../core/plan";
import { formatMoment, isReal, type Moment, parseMoment } from "../../kernels/strftime";

export interface Asked {
  readonly date: boolean;
  readonly month: boolean;
  readonly year: boolean;
  readonly time: boolean;
}

export interface Fields {
  readonly date: string;
  readonly month: string;
  readonly year: string;
  readonly time: string;
}

export const EMPTY: Fields = { date: "", month: "", year: "", time: "" };

export function askedOf({ tag }: ControlPlan): Asked {
  const { only } = tag.attrs;
  const written = Array.isArray(only) ? only.map(String) : typeof only === "string" ? [only] : [];
  const names = written.flatMap((name) => name.split(",")).map((name) => name.trim().toLowerCase());
  const parts = names.filter((name) => name !== "");
  // A whole date says month and year too.
  const date = parts.length === 0 || parts.includes("date");
  return {
    date,
    month: !date && parts.includes("month"),
    year: !date && parts.includes("year"),
    time: parts.length === 0 || parts.includes("time"),
  };
}

function isOnlyTime({ date, month, year, time }: Asked): boolean {
  return time && !date && !month && !year;
}

/** The format of the stored text. A time alone is always `%H:%M`. */
export function formatOf(control: ControlPlan): string {
  const asked = askedOf(control);
  if (isOnlyTime(asked)) return "%H:%M";
  const own = text(control.tag, "format");
  if (own !== "") return own;
  if (asked.time) return "%Y-%m-%dT%H:%M";
  if (asked.year && !asked.month) return "%Y";
  return asked.month && !asked.year ? "%m" : "%Y-%m-%d";
}

/** The fields of a stored text; empty ones when it is not in the format. */
export function fieldsOf(stored: string, control: ControlPlan): Fields {
  const moment = parseMoment(stored, formatOf(control));
  if (!moment) return EMPTY;
  const asked = askedOf(control);
  return {
    date: asked.date ? formatMoment(moment, "%Y-%m-%d") : "",
    month: asked.month ? String(moment.month) : "",
    year: asked.year ? String(moment.year) : "",
    time: asked.time ? formatMoment(moment, "%H:%M") : "",
  };
}

/**
 * The text to store, or null while what it needs is not filled in: a date, or a year, or a time
 * where only that is asked. A time not given is midnight, a month not given January.
 */
export function storedOf(fields: Fields, control: ControlPlan): string | null {
  const asked = askedOf(control);
  const moment = momentOf(fields, asked);
  return moment && isReal(moment) ? formatMoment(moment, formatOf(control)) : null;
}

function momentOf(fields: Fields, asked: Asked): Moment | null {
  const [hour = 0, minute = 0] = fields.time.split(":").map(Number);
  const clock = { hour: fields.time === "" ? 0 : hour, minute, second: 0 };
  if (isOnlyTime(asked)) {
    return fields.time === "" ? null : { year: 1900, month: 1, day: 1, ...clock };
  }
  if (asked.date) {
    const [year, month, day] = fields.date.split("-").map(Number);
    if (!year || !month || !day || year < 1000 || year > 9999) return null;
    return { year, month, day, ...clock };
  }
  const needed = asked.year ? fields.year : fields.month;
  if (needed === "") return null;
  const year = asked.year ? Number(fields.year) : 1900;
  return { year, month: Number(fields.month) || 1, day: 1, ...clock };
}

export interface Limits {
  /** As written: an ISO date with or without a time, or a year. */
  readonly min: string;
  readonly max: string;
}

/** `current` is the year it is. */
export function limitsOf({ tag }: ControlPlan): Limits {
  const read = (name: string): string => {
    const written = text(tag, name).trim();
    return written === "current" ? String(new Date().getFullYear()) : written;
  };
  return { min: read("min"), max: read("max") };
}

/** Whether a stored text lies within a limit, as far as both say: a year, a date, or a time too. */
export function isWithin(stored: string, control: ControlPlan): { min: boolean; max: boolean } {
  const { min, max } = limitsOf(control);
  const moment = parseMoment(stored, formatOf(control));
  if (!moment || isOnlyTime(askedOf(control))) return { min: true, max: true };
  const iso = formatMoment(moment, "%Y-%m-%dT%H:%M");
  const upTo = askedOf(control).date ? iso.length : "2024".length;
  const compare = (limit: string): number => {
    const length = Math.min(limit.length, upTo);
    const [mine, theirs] = [iso.slice(0, length), limit.replace(" ", "T").slice(0, length)];
    return mine < theirs ? -1 : mine > theirs ? 1 : 0;
  };
  return { min: min === "" || compare(min) >= 0, max: max === "" || compare(max) <= 0 };
}

const FIRST_YEAR = 2000;

/** The years to choose from, the latest first. */
export function yearsOf(control: ControlPlan): number[] {
  const { min, max } = limitsOf(control);
  const first = Number.parseInt(min, 10) || FIRST_YEAR;
  const last = Number.parseInt(max, 10) || new Date().getFullYear();
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => last - index);
}
