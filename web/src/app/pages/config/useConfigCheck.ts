/** Checks a config on the server as it is typed: 150 ms of quiet, stale checks cancelled. */
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { post } from "@/api/http";
import type { CheckedProblem, ConfigCheck, ConfigNode, Outline } from "@/api/types";

const QUIET = 150;

export interface Checked {
  problems: CheckedProblem[];
  /** The tags as last read from a text that is XML, and that text. */
  outline: { text: string; root: Outline } | null;
  /** The text that was checked. */
  text: string;
  /** The last form that could be drawn, and the data it can be drawn with. */
  good: {
    tree: ConfigNode;
    sample: NonNullable<ConfigCheck["sample_task"]>;
    keys: string[];
  } | null;
  /** Whether the newest text is checked and can be used. */
  current: boolean;
  /** Whether the text last checked has errors: `good` is then older than it. */
  broken: boolean;
  error: unknown;
}

export function useConfigCheck(labelConfig: string): Checked {
  const [quiet] = useDebouncedValue(labelConfig, QUIET);
  const { data, error } = useQuery({
    queryKey: ["config-check", quiet],
    queryFn: async ({ signal }) => {
      const body = { label_config: quiet, outline: true };
      const found = await post<ConfigCheck>("api/labelry/config/check", body, { signal });
      return { ...found, text: quiet };
    },
    enabled: quiet.trim() !== "",
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  const [good, setGood] = useState<Checked["good"]>(null);
  const [outline, setOutline] = useState<Checked["outline"]>(null);
  useEffect(() => {
    if (data?.outline) setOutline({ text: data.text, root: data.outline });
    if (data?.tree)
      setGood({ tree: data.tree, sample: data.sample_task ?? {}, keys: data.data_keys });
  }, [data]);
  return {
    problems: data?.problems ?? [],
    outline,
    text: data?.text ?? "",
    good,
    current: data?.tree != null && data.text === labelConfig,
    broken: data !== undefined && data.tree === null,
    error,
  };
}
