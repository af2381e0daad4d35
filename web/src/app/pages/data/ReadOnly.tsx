/** An answer drawn by the editor, not to be changed. */
import { useMemo } from "react";
import type { ConfigNode, ResultItem } from "@/api/types";
import { LabelingEditor } from "@/editor";
import type { JsonObject } from "@/editor/language";
import { withBase } from "../../base";

interface ReadOnlyProps {
  tree: ConfigNode;
  data: JsonObject;
  result: ResultItem[];
}

export function ReadOnly({ tree, data, result }: ReadOnlyProps) {
  const shown = useMemo(() => withBase(data), [data]);
  return <LabelingEditor tree={tree} data={shown} result={result} keyboard={false} readOnly />;
}
