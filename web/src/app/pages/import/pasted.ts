/** Guesses what pasted text is, so that the server reads it as a file of that kind. */

export function nameForPasted(text: string): string {
  const start = text.trimStart();
  if (/^[[{]/.test(start)) return "pasted.json";
  const [head = "", ...rest] = start.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (rest.length > 0 && head.includes("\t")) return "pasted.tsv";
  const commas = (line: string) => line.split(",").length;
  const table =
    rest.length > 0 && commas(head) > 1 && rest.every((line) => commas(line) >= commas(head));
  return table ? "pasted.csv" : "pasted.txt";
}
