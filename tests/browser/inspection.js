// What `inspection.py` asks of a page: each function answers a list of faults in words.

function structure() {
  const faults = [];
  const root = document.documentElement;
  if (!root.lang) faults.push("no language");
  if (!document.title.includes("Labelry")) faults.push(`title: ${document.title}`);
  if (document.querySelectorAll("main, [role=main]").length !== 1) faults.push("not one main");
  if (document.querySelectorAll("h1").length > 1) faults.push("more than one h1");
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of new Set(ids)) {
    if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push(`id twice: ${id}`);
  }
  if (root.scrollWidth > root.clientWidth) {
    faults.push(`wider than the window: ${root.scrollWidth} > ${root.clientWidth}`);
  }
  for (const element of document.querySelectorAll("[tabindex]")) {
    if (element.tabIndex > 0) faults.push(`positive tabindex: ${element.className}`);
  }
  for (const image of document.querySelectorAll("img:not([alt]), [role=img]:not([aria-label])")) {
    faults.push(`a picture without words: ${image.outerHTML.slice(0, 80)}`);
  }
  for (const image of document.querySelectorAll("img[src]")) {
    if (image.complete && image.naturalWidth === 0) {
      faults.push(`broken picture: ${image.src.slice(0, 80)}`);
    }
  }
  return faults;
}

/** Text with less contrast than WCAG AA asks; what is switched off is left out. */
function faint() {
  const faults = new Set();
  for (const [text, element] of shownTexts()) {
    if (element.closest("[disabled], [aria-disabled=true], [data-disabled], .cm-editor")) continue;
    const style = getComputedStyle(element);
    // What is laid over others has no ground of its own to compare with.
    if (style.position === "absolute" && !element.closest("button")) continue;
    const behind = groundOf(element);
    if (!behind) continue;
    const color = rgba(style.color);
    for (let at = element; at; at = at.parentElement) color[3] *= getComputedStyle(at).opacity;
    const [one, two] = [light(over(color, behind)), light(behind)];
    const contrast = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    const size = Number.parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (contrast < (large ? 3 : 4.5)) {
      faults.add(`contrast ${contrast.toFixed(2)}: ${text.slice(0, 40)} (${element.className})`);
    }
  }
  return [...faults];
}

function* shownTexts() {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    const text = walk.currentNode.data.trim();
    if (!text || element.closest("script, style")) continue;
    const seen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    if (seen) yield [text, element];
  }
}

const swatch = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

function rgba(color) {
  swatch.clearRect(0, 0, 1, 1);
  swatch.fillStyle = color;
  swatch.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = swatch.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
}

function over([r, g, b, a], below) {
  return [r, g, b].map((part, i) => part * a + below[i] * (1 - a));
}

/** Relative luminance. */
function light(color) {
  const [r, g, b] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The colour behind an element, or null where a picture is. */
function groundOf(element) {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.backgroundImage !== "none") return null;
    const color = rgba(style.backgroundColor);
    if (color[3] > 0) layers.push(color);
    if (color[3] === 1) break;
  }
  return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
}

/** What has the focus, whether it had it before, and whether the focus can be seen on it. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  window.tabbed ??= new Set();
  const again = window.tabbed.has(element);
  window.tabbed.add(element);
  // The ring may be drawn by the element, over it, by what wraps it, or by the row that is active.
  const { parentElement } = element;
  const active = element.querySelector("[data-active]");
  const wearers = [element, parentElement, parentElement?.parentElement, active]
    .filter(Boolean)
    .flatMap((one) => [[one], [one, "::after"]]);
  const signs = () =>
    wearers.map((wearer) => {
      const style = getComputedStyle(...wearer);
      return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.border];
    });
  const lit = signs().join();
  const outlined = getComputedStyle(element).outlineStyle !== "none";
  const box = element.getBoundingClientRect();
  element.blur();
  const dark = signs().join();
  element.focus({ focusVisible: true, preventScroll: true });
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const name = element.getAttribute("aria-label") || element.textContent.trim() || element.className;
  return {
    again,
    words: `${element.tagName} ${name.slice(0, 40)}`,
    // In an editor the caret shows where one is.
    seen: inside && (outlined || lit !== dark || element.isContentEditable),
  };
}

/** Words shown or told that do not bear the marks of the pseudo-locale. */
function unmarked() {
  const found = [];
  const marked = /\[[^\]]*\]/;
  const apart = "kbd, .cm-editor, [aria-hidden=true]";
  for (const [text, element] of shownTexts()) {
    if (element.closest(apart)) continue;
    // Parts of one sentence belong together: only its ends are marked.
    const sentence = element.closest("p, span, a, button, h1, h2, h3, td, th, div").textContent;
    if (!marked.test(text) && !marked.test(sentence)) found.push(text);
  }
  for (const element of document.querySelectorAll("[aria-label], [placeholder], [title]")) {
    if (!element.checkVisibility() || element.closest(apart)) continue;
    for (const name of ["aria-label", "placeholder", "title"]) {
      const words = element.getAttribute(name) ?? "";
      if (!marked.test(words)) found.push(words);
    }
  }
  return found;
}
