/** State that outlives the page, under a key; without a key it does not. */
import { useState } from "react";

export function useRemembered<T extends object>(
  key: string | null,
  initial: T,
): [T, (value: T) => void] {
  const [value, setValue] = useState(() => ({ ...initial, ...recall(key) }));
  const remember = (next: T): void => {
    setValue(next);
    if (key === null) return;
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // A full or forbidden storage costs the memory of a panel's width, nothing more.
    }
  };
  return [value, remember];
}

function recall(key: string | null): object {
  try {
    const stored: unknown = JSON.parse((key !== null && localStorage.getItem(key)) || "{}");
    return typeof stored === "object" && stored !== null ? stored : {};
  } catch {
    return {};
  }
}
