/**
 * Arrow keys inside a group of buttons. Of a radio group only one button is reached by Tab, and the
 * arrows pick; in other groups they only move the focus.
 */
import type { KeyboardEvent } from "react";

const STEPS: Readonly<Record<string, 1 | -1>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
};

/** For the group's `onKeyDown`; its buttons have the role `radio` or `checkbox`. */
export function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
    return;
  const group = event.currentTarget;
  const buttons = [
    ...group.querySelectorAll<HTMLElement>(
      "[role=radio]:not(:disabled), [role=checkbox]:not(:disabled)",
    ),
  ];
  const at = buttons.indexOf(event.target as HTMLElement);
  const next = buttons[(at + step + buttons.length) % buttons.length];
  if (at < 0 || !next) return;
  event.preventDefault();
  event.stopPropagation();
  next.focus();
  if (next.role === "radio" && next.ariaChecked !== "true") next.click();
}
