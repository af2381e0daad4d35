/** The words of a Text tag: from the task, decoded, or fetched where it holds an address. */
import { useEffect, useState } from "react";
import { text } from "../../core/attrs";
import type { BoundTag } from "../../language";

export type Source =
  | { readonly state: "ready"; readonly text: string }
  | { readonly state: "loading" }
  | { readonly state: "none" }
  | { readonly state: "failed"; readonly message: string };

export function useSource(tag: BoundTag): Source {
  const value = tag.attrs.value;
  const url = text(tag, "valueType") === "url" && typeof value === "string" ? value : null;
  const [fetched, setFetched] = useState<Source>({ state: "loading" });

  useEffect(() => {
    if (url === null) return;
    const stop = new AbortController();
    fetch(url, { signal: stop.signal, credentials: "same-origin" })
      .then(async (response) => {
        if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
        setFetched({ state: "ready", text: decode(await response.text(), tag) });
      })
      .catch((error: unknown) => {
        if (!stop.signal.aborted) {
          setFetched({ state: "failed", message: `${url}: ${String(error)}` });
        }
      });
    return () => stop.abort();
  }, [url, tag]);

  if (url !== null) return fetched;
  if (typeof value === "string") return { state: "ready", text: decode(value, tag) };
  if (value === null || value === undefined) return { state: "none" };
  return {
    state: "ready",
    text: typeof value === "object" ? JSON.stringify(value) : String(value),
  };
}

function decode(source: string, tag: BoundTag): string {
  const encoding = text(tag, "encoding");
  if (encoding === "base64") return atob(source);
  return encoding === "base64unicode" ? utf8(source) : source;
}

function utf8(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}
