/** HTML as its words: instructions may be HTML in Label Studio's projects, and none of it runs here. */
export function plainText(html: string): string {
  if (!/<[a-z!/]/i.test(html)) return html;
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const block of page.querySelectorAll("p, li, div, h1, h2, h3, h4, br, tr"))
    block.append("\n");
  return (page.body.textContent ?? "").replace(/\n{3,}/g, "\n\n").trim();
}
