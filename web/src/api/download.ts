/** Fetches a file and hands it to the browser to save, so that a failure can be shown on the page. */
import { ApiError, UnreachableError } from "./errors";
import { type Query, urlOf } from "./http";

/** Saves the file of `path`; answers the name it was given. Throws ApiError or UnreachableError. */
export async function downloadFile(path: string, query: Query): Promise<string> {
  let response: Response;
  try {
    response = await fetch(urlOf(path, query), { credentials: "same-origin" });
  } catch (error) {
    throw new UnreachableError(error);
  }
  if (!response.ok) throw new ApiError(response.status, await response.json().catch(() => null));
  const name =
    fileName(response.headers.get("Content-Disposition")) ?? path.split("/").at(-1) ?? "file";
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken hold of the blob by the next turn of the event loop.
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
  return name;
}

function fileName(disposition: string | null): string | null {
  const match = /filename\*?=(?:UTF-8'')?"?([^";]+)"?/.exec(disposition ?? "");
  return match?.[1] ? decodeURIComponent(match[1]) : null;
}
