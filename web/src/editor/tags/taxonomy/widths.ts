/** Widths that a config gives as CSS says them; a bare number counts pixels. */
export function cssOf(widths: Readonly<Record<string, string>>): Record<string, string> {
  const given = Object.entries(widths).filter(([, width]) => width !== "");
  return Object.fromEntries(
    given.map(([name, width]) => [name, /^\d+$/.test(width) ? `${width}px` : width]),
  );
}
