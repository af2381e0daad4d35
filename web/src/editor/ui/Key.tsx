/** A key, drawn as a key. */
import { printKey } from "../core/keys";

const MAC = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

export function printed(key: string): string {
  return printKey(key, MAC);
}

export function Key({ of }: { of: string | undefined }) {
  return of ? (
    <span aria-hidden="true">
      <kbd className="le-key">{printed(of)}</kbd>
    </span>
  ) : null;
}
