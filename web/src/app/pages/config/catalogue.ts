/** The labeling language's catalogue as completions for the XML editor. */
import type { ElementSpec } from "@codemirror/lang-xml";
import { queryOptions } from "@tanstack/react-query";
import { get } from "@/api/http";

interface Catalogue {
  tags: {
    [tag: string]: {
      doc: string;
      attributes: { [name: string]: { values: string[] | null; doc: string } };
      children?: string[] | null;
    };
  };
}

export const catalogueQuery = queryOptions({
  queryKey: ["catalogue"],
  queryFn: async () => elementsOf(await get<Catalogue>("api/labelry/config/catalogue")),
  staleTime: Number.POSITIVE_INFINITY,
});

export function elementsOf({ tags }: Catalogue): ElementSpec[] {
  return Object.entries(tags).map(([name, tag]) => ({
    name,
    attributes: Object.entries(tag.attributes).map(([attribute, { values, doc }]) => ({
      name: attribute,
      ...(values ? { values } : {}),
      completion: { info: doc },
    })),
    completion: { info: tag.doc },
  }));
}
