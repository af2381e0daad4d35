/** `Pdf`: a PDF to read, page by page. */
import type { TagDefinition } from "../../core/registry";
import { PdfTag } from "./PdfTag";

export const pdf: TagDefinition = {
  tag: "Pdf",
  component: PdfTag,
  object: { labelled: null },
};
