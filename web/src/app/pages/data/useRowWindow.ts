/** Which rows of a very long table are in view, and where each is drawn. */
import { type RefObject, useEffect, useState } from "react";

/** Browsers lay out some tens of millions of pixels; a longer table scrolls in larger steps. */
const TALLEST = 12_000_000;
const SPARE = 6;

export interface RowWindow {
  /** Height of the scrolled area in pixels. */
  height: number;
  from: number;
  to: number;
  /** Top of a row in the scrolled area, in pixels. */
  topOf: (index: number) => number;
  scrollTo: (index: number) => void;
}

export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  headHeight: number,
): RowWindow {
  const [{ top, view }, setScroll] = useState({ top: 0, view: 800 });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const read = () => setScroll({ top: element.scrollTop, view: element.clientHeight });
    read();
    const sizes = new ResizeObserver(read);
    sizes.observe(element);
    element.addEventListener("scroll", read, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", read);
    };
  }, [scroller]);

  const natural = count * rowHeight;
  const room = view - headHeight;
  const height = Math.min(natural, TALLEST);
  // How far the rows move for a pixel of scrolling: one, unless the table is taller than can be.
  const pace = height > room ? Math.max(1, (natural - room) / (height - room)) : 1;
  const first = (top * pace) / rowHeight;
  const from = Math.max(0, Math.floor(first) - SPARE);
  const to = Math.min(count - 1, Math.ceil(first + room / rowHeight) + SPARE);
  return {
    height,
    from,
    to,
    topOf: (index) => top + (index - first) * rowHeight,
    scrollTo(index) {
      const element = scroller.current;
      if (!element) return;
      const now = (element.scrollTop * pace) / rowHeight;
      const whole = Math.floor(room / rowHeight);
      if (index < now) element.scrollTop = (index * rowHeight) / pace;
      else if (index > now + whole - 1) element.scrollTop = ((index + 1) * rowHeight - room) / pace;
    },
  };
}
