// Drawings come from the core as SVG text. They are parsed as XML, and only known drawing elements and attributes are
// taken over: no script, no foreign content, no event handler, no link to anywhere.
const ELEMENTS = new Set([
  "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title", "desc", "defs",
  "clippath", "lineargradient", "stop", "pattern",
]);
const ATTRIBUTES = new Set([
  "viewbox", "width", "height", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "d", "points", "dx", "dy",
  "transform", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray",
  "stroke-linecap", "stroke-linejoin", "opacity", "font-family", "font-size", "font-weight", "font-style", "text-anchor",
  "dominant-baseline", "clip-path", "id", "offset", "stop-color", "stop-opacity", "role", "aria-label", "aria-hidden",
  "patternunits", "patterntransform", "gradientunits", "preserveaspectratio", "class", "letter-spacing",
]);
/** A reference may only point into the same drawing. */
const REFERENCE = /url\(\s*['"]?(?!#)/i;

function copy(from: Element, into: Document): Element | undefined {
  if (!ELEMENTS.has(from.localName.toLowerCase())) return undefined;
  const element = into.createElementNS("http://www.w3.org/2000/svg", from.localName);
  for (const { name, value } of Array.from(from.attributes)) {
    if (ATTRIBUTES.has(name.toLowerCase()) && !REFERENCE.test(value) && !/javascript:/i.test(value)) element.setAttribute(name, value);
  }
  for (const child of Array.from(from.childNodes)) {
    if (child.nodeType === Node.TEXT_NODE) element.append(child.textContent ?? "");
    else if (child instanceof Element) {
      const clean = copy(child, into);
      if (clean) element.append(clean);
    }
  }
  return element;
}

/** A clean SVG element of the page's document, or undefined when the text is no SVG. */
export function cleanSvg(text: string, into: Document = document): SVGSVGElement | undefined {
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
  const root = parsed.documentElement;
  if (root.localName.toLowerCase() !== "svg" || parsed.querySelector("parsererror")) return undefined;
  return copy(root, into) as SVGSVGElement | undefined;
}
