/** A thing of a board in the hand: follows the pointer, says where it would lie, scrolls at edges. */
import type { Spot } from "./board";

interface DragEvents {
  /** The hand has moved far enough to mean it. */
  start(): void;
  over(spot: Spot): void;
  /** Let go; false when the drag was called off, or never began. */
  end(dropped: boolean, began: boolean): void;
}

/** Pixels a pointer moves before it drags, and from a scroller's edge where it begins to scroll. */
const SLACK = 4;
const EDGE = 56;
const SPEED = 12;

/** Follows one pointer from its press on `card` until it is let go. */
export function followDrag(
  press: PointerEvent,
  board: HTMLElement,
  card: HTMLElement,
  events: DragEvents,
): void {
  const stop = new AbortController();
  const scroller = scrollerOf(board);
  const box = card.getBoundingClientRect();
  let ghost: HTMLElement | null = null;
  let at = { x: press.clientX, y: press.clientY };
  let frame = 0;

  const place = (): void => {
    const origin = board.getBoundingClientRect();
    const x = at.x - press.clientX + box.left - origin.left;
    const y = at.y - press.clientY + box.top - origin.top;
    if (ghost) ghost.style.translate = `${x}px ${y}px`;
    const spot = spotUnder(board, card.dataset.item ?? "", at.x, at.y);
    if (spot) events.over(spot);
  };
  const scroll = (): void => {
    if (scroller) {
      const { top, bottom } = scroller.getBoundingClientRect();
      const by = at.y < top + EDGE ? -SPEED : at.y > bottom - EDGE ? SPEED : 0;
      const before = scroller.scrollTop;
      scroller.scrollTop += by;
      if (scroller.scrollTop !== before) place();
    }
    frame = requestAnimationFrame(scroll);
  };
  const finish = (dropped: boolean): void => {
    stop.abort();
    cancelAnimationFrame(frame);
    const began = ghost !== null;
    ghost?.remove();
    events.end(dropped && began, began);
  };
  const listen = <Name extends keyof WindowEventMap>(
    name: Name,
    heard: (event: WindowEventMap[Name]) => void,
  ): void => window.addEventListener(name, heard, { signal: stop.signal, capture: true });

  listen("pointermove", (event) => {
    if (event.pointerId !== press.pointerId) return;
    at = { x: event.clientX, y: event.clientY };
    if (!ghost) {
      if (Math.hypot(at.x - press.clientX, at.y - press.clientY) < SLACK) return;
      ghost = ghostOf(card, box);
      board.append(ghost);
      // Cards move between columns under the pointer; the board stays.
      board.setPointerCapture(press.pointerId);
      events.start();
      frame = requestAnimationFrame(scroll);
    }
    place();
  });
  listen("pointerup", (event) => event.pointerId === press.pointerId && finish(true));
  listen("pointercancel", (event) => event.pointerId === press.pointerId && finish(false));
  listen("keydown", (event) => {
    if (event.key !== "Escape" || !ghost) return;
    event.preventDefault();
    event.stopPropagation();
    finish(false);
  });
}

/** The place under the pointer: in the nearest column, after the cards whose middle is above. */
function spotUnder(board: HTMLElement, item: string, x: number, y: number): Spot | null {
  let nearest: HTMLElement | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const column of board.querySelectorAll<HTMLElement>("[data-column]")) {
    const { left, right, top, bottom } = column.getBoundingClientRect();
    const away = Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
    if (away < least) [nearest, least] = [column, away];
  }
  if (!nearest) return null;
  const others = [...nearest.querySelectorAll<HTMLElement>("[data-item]")].filter(
    (card) => card.dataset.item !== item,
  );
  const index = others.filter((card) => {
    const { top, bottom } = card.getBoundingClientRect();
    return (top + bottom) / 2 < y;
  }).length;
  return { column: nearest.dataset.column ?? "", index };
}

function ghostOf(card: HTMLElement, box: DOMRect): HTMLElement {
  const ghost = card.cloneNode(true) as HTMLElement;
  ghost.removeAttribute("data-item");
  ghost.setAttribute("aria-hidden", "true");
  ghost.classList.add("le-item-ghost");
  ghost.style.width = `${box.width}px`;
  return ghost;
}

function scrollerOf(element: HTMLElement): HTMLElement | null {
  for (let at = element.parentElement; at; at = at.parentElement) {
    const { overflowY } = getComputedStyle(at);
    if ((overflowY === "auto" || overflowY === "scroll") && at.scrollHeight > at.clientHeight) {
      return at;
    }
  }
  return null;
}
