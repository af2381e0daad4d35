/** HTML among the editor's own elements. Made harmless before it is drawn. */
import { lazy, Suspense } from "react";

const Drawn = lazy(() => import("./DrawnMarkup"));

export interface MarkupProps {
  readonly html: string;
  readonly className?: string | undefined;
  readonly id?: string | undefined;
  readonly style?: Record<string, string> | undefined;
  /** Whether links can be followed; true unless said otherwise. */
  readonly links?: boolean | undefined;
}

export function Markup(props: MarkupProps) {
  return (
    <Suspense fallback={null}>
      <Drawn {...props} />
    </Suspense>
  );
}
