/** A key, drawn as a key. */
import { printKey } from "../core/keys";

export function Key({ of }: { of: string | undefined }) {
  return of ? (
    <span aria-hidden="true">
      <kbd className="le-key">{printKey(of)}</kbd>
    </span>
  ) : null;
}
