/** Reads attributes of a bound tag by type, falling back where a config says something else. */
import type { BoundTag } from "../language";
import { staysInPlace } from "./css";

export function text(tag: BoundTag, name: string): string {
  const value = tag.attrs[name];
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

export function flag(tag: BoundTag, name: string, fallback = false): boolean {
  const value = tag.attrs[name];
  return typeof value === "boolean" ? value : fallback;
}

export function number(tag: BoundTag, name: string, fallback: number): number {
  const value = tag.attrs[name];
  const parsed = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof parsed === "number" && Number.isFinite(parsed) ? parsed : fallback;
}

/** A `style` attribute, or another of its type, as React takes it. */
export function style(tag: BoundTag, name = "style"): Record<string, string> {
  const value = tag.attrs[name];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, String(item)] as const)
      .filter(([key, item]) => staysInPlace(key, item)),
  );
}
