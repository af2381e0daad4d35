/** Whether the editor itself is as narrow as a phone; the same width as in the style sheets. */
import { useCallback, useRef, useState } from "react";

const NARROW = 640;

/** The ref goes on any element inside the editor. */
export function useNarrow(): [boolean, (element: HTMLElement | null) => void] {
  const [narrow, setNarrow] = useState(false);
  const observer = useRef<ResizeObserver | null>(null);
  const ref = useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect();
    const root = element?.closest(".le-root");
    if (!root) return;
    observer.current = new ResizeObserver(() => setNarrow(root.clientWidth <= NARROW));
    observer.current.observe(root);
  }, []);
  return [narrow, ref];
}
