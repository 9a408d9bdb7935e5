// The marks of points: one drawing for the map (a picture in its texture), the legend and lists (the same path as SVG).
import type { Shape } from "./types";

/** Paths in a box of 20 × 20. */
export const PATHS: Record<Shape, string> = {
  triangle: "M10 2 L18.5 17 L1.5 17 Z",
  diamond: "M10 1.5 L18.5 10 L10 18.5 L1.5 10 Z",
  disc: "M10 3 A7 7 0 1 1 9.99 3 Z",
  ring: "M10 3 A7 7 0 1 1 9.99 3 Z M10 7 A3 3 0 1 0 10.01 7 Z",
  square: "M3.5 3.5 H16.5 V16.5 H3.5 Z",
  cross: "M5 2.5 L10 7.5 L15 2.5 L17.5 5 L12.5 10 L17.5 15 L15 17.5 L10 12.5 L5 17.5 L2.5 15 L7.5 10 L2.5 5 Z",
  house: "M10 1.5 L18.5 9 H16 V18 H4 V9 H1.5 Z",
};

const BOX = 20;

/** A mark as the map's picture: filled, with a rim that keeps it apart from any ground. */
export function markImage(shape: Shape, colour: string, rim: string, scale: number): ImageData | undefined {
  const size = Math.round((BOX + 4) * scale);
  const canvas = document.createElement("canvas");
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext("2d");
  if (!pen) return undefined;
  pen.scale(scale, scale);
  pen.translate(2, 2);
  const path = new Path2D(PATHS[shape]);
  pen.lineJoin = "round";
  pen.lineWidth = 3;
  pen.strokeStyle = rim;
  pen.stroke(path);
  pen.fillStyle = colour;
  pen.fill(path, "evenodd");
  return pen.getImageData(0, 0, size, size);
}
