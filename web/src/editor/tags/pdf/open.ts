/** Opens PDF files with pdf.js, and hands it what it ships beside its code: fonts, maps, decoders. */
import {
  GlobalWorkerOptions,
  getDocument,
  type PDFDocumentLoadingTask,
} from "pdfjs-dist/legacy/build/pdf.mjs";
import workerUrl from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";

GlobalWorkerOptions.workerSrc = workerUrl;

/** Addresses by file name, with their licences; only those a PDF needs are fetched. */
const FILES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  cMapUrl: byName(
    import.meta.glob<string>("../../../../node_modules/pdfjs-dist/cmaps/*", {
      query: "?url&no-inline",
      import: "default",
      eager: true,
    }),
  ),
  standardFontDataUrl: byName(
    import.meta.glob<string>("../../../../node_modules/pdfjs-dist/standard_fonts/*", {
      query: "?url&no-inline",
      import: "default",
      eager: true,
    }),
  ),
  wasmUrl: byName(
    import.meta.glob<string>(
      "../../../../node_modules/pdfjs-dist/wasm/{{jbig2,openjpeg,qcms_bg}.wasm,LICENSE_*}",
      {
        query: "?url&no-inline",
        import: "default",
        eager: true,
      },
    ),
  ),
};

function byName(found: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(found).map(([path, url]) => [path.split("/").at(-1) ?? path, url]),
  );
}

class ShippedFiles {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const url = FILES[kind]?.[filename];
    if (url === undefined) throw new Error(`pdf.js asks for ${filename}, which is not shipped.`);
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${filename}: ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  }
}

/** Begins to read a file. What is far into a long one is fetched when it is looked at. */
export function openPdf(url: string): PDFDocumentLoadingTask {
  return getDocument({
    url: new URL(url, document.baseURI).href,
    BinaryDataFactory: ShippedFiles,
    useWorkerFetch: false,
    // The factory finds files by their names; these only say that there are some.
    cMapUrl: "cmaps/",
    standardFontDataUrl: "fonts/",
    wasmUrl: "wasm/",
  });
}
