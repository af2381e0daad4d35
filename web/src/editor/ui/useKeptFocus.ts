/**
 * Who works by keys alone goes on where they were: when one task follows another, the text or field
 * of the same name has the focus again.
 */
import { type RefObject, useLayoutEffect } from "react";

const PLACES =
  "textarea, input:not([type=radio], [type=checkbox]), [role=application], [role=tree]";

/** Where the focus was when the last editor went. */
let left: { readonly index: number; readonly name: string } | null = null;

export function useKeptFocus(root: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const editor = root.current;
    if (!editor) return;
    const places = (): HTMLElement[] => [...editor.querySelectorAll<HTMLElement>(PLACES)];
    if (left && (document.activeElement ?? document.body) === document.body) {
      const place = places()[left.index];
      if (place && nameOf(place) === left.name) place.focus({ preventScroll: true });
    }
    left = null;
    return () => {
      const index = places().indexOf(document.activeElement as HTMLElement);
      const place = places()[index];
      left = place ? { index, name: nameOf(place) } : null;
    };
  }, [root]);
}

function nameOf(place: HTMLElement): string {
  return place.getAttribute("aria-label") ?? "";
}
