/** The tags that ship with the editor, registered by the same door as a plugin's. */
import { BUILTIN_COMMANDS } from "../core/builtin";
import { Registry } from "../core/registry";
import { brush, brushLabels } from "./brush";
import { choices } from "./choices";
import { collapse, panel } from "./collapse";
import { dateTime } from "./datetime";
import { ellipse, ellipseLabels } from "./ellipse";
import { filter } from "./filter";
import { header } from "./header";
import { hyperText } from "./hypertext";
import { image } from "./image";
import { keyPoint, keyPointLabels } from "./keypoint";
import { labels } from "./labels";
import { list } from "./list";
import { markdown } from "./markdown";
import { number } from "./number";
import { pairwise } from "./pairwise";
import { pdf } from "./pdf";
import { polygon, polygonLabels } from "./polygon";
import { ranker } from "./ranker";
import { rating } from "./rating";
import { rectangle, rectangleLabels } from "./rectangle";
import { relations } from "./relations";
import { pagedView, repeater } from "./repeater";
import { style } from "./style";
import { table } from "./table";
import { taxonomy } from "./taxonomy";
import { text } from "./text";
import { textArea } from "./textarea";
import { view } from "./view";

/** A registry with everything built in. */
export function builtinRegistry(): Registry {
  const registry = new Registry();
  for (const command of BUILTIN_COMMANDS) registry.registerCommand(command);
  // First, so that its pages come before an image on them where a key is for both.
  registry.registerTag(repeater);
  const tags = [view, header, style, image, text, labels, rectangle, rectangleLabels];
  const shapes = [
    ellipse,
    ellipseLabels,
    polygon,
    polygonLabels,
    keyPoint,
    keyPointLabels,
    brush,
    brushLabels,
  ];
  const questions = [choices, textArea, rating, number, dateTime];
  for (const tag of [...tags, ...shapes, ...questions]) registry.registerTag(tag);
  for (const tag of [collapse, panel, filter, taxonomy, relations]) registry.registerTag(tag);
  for (const tag of [markdown, hyperText, table, list, pairwise, ranker, pdf, pagedView])
    registry.registerTag(tag);
  return registry;
}
