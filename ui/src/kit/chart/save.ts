// A chart as a file for slides. Colours are CSS variables in the page and must be plain colours in a file.
import type { Drawing } from "@/api/types";
import { cleanSvg } from "./sanitise";

const PNG_SCALE = 2;

/** The SVG text with each `var(--name, fallback)` replaced by the colour it has now. */
export function resolveColours(svg: string, look: (name: string) => string): string {
  return svg.replace(/var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*|[^()]*\([^()]*\)))?\)/g, (_all, name: string, fallback: string | undefined) =>
    look(name).trim() || fallback?.trim() || "currentColor",
  );
}

function standalone(drawing: Drawing): string {
  const element = cleanSvg(drawing.svg);
  if (!element) return "";
  const style = getComputedStyle(document.documentElement);
  element.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  element.setAttribute("width", String(drawing.width));
  element.setAttribute("height", String(drawing.height));
  const text = new XMLSerializer().serializeToString(element);
  return resolveColours(text, (name) => style.getPropertyValue(name));
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

const fileName = (title: string, ending: string) => `${title.replace(/[\\/:*?"<>|]+/g, " ").trim()}.${ending}`;

export function saveSvg(drawing: Drawing, title: string): void {
  save(new Blob([standalone(drawing)], { type: "image/svg+xml" }), fileName(title, "svg"));
}

export async function savePng(drawing: Drawing, title: string): Promise<void> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(drawing))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = drawing.width * PNG_SCALE;
  canvas.height = drawing.height * PNG_SCALE;
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--surface") || "#ffffff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => blob && save(blob, fileName(title, "png")), "image/png");
}
