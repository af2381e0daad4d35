/** Checks a config on the server as it is typed: 150 ms of quiet, stale checks cancelled. */
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ConfigCheck, ConfigNode, Problem } from "@/api/types";
import { checkConfig } from "../../projectApi";

const QUIET = 150;

export interface Checked {
  problems: Problem[];
  /** The last form that could be drawn, and the data it can be drawn with. */
  good: {
    tree: ConfigNode;
    sample: NonNullable<ConfigCheck["sample_task"]>;
    keys: string[];
  } | null;
  /** False while the newest text has errors: `good` is then older than the text. */
  current: boolean;
  error: unknown;
}

export function useConfigCheck(labelConfig: string): Checked {
  const [quiet] = useDebouncedValue(labelConfig, QUIET);
  const { data, error } = useQuery({
    queryKey: ["config-check", quiet],
    queryFn: ({ signal }) => checkConfig(quiet, signal),
    enabled: quiet.trim() !== "",
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  const [good, setGood] = useState<Checked["good"]>(null);
  useEffect(() => {
    if (data?.tree)
      setGood({ tree: data.tree, sample: data.sample_task ?? {}, keys: data.data_keys });
  }, [data]);
  return { problems: data?.problems ?? [], good, current: data?.tree != null, error };
}
