// The map as a PNG for slides: its title above, its marks' meaning and its sources below.
import { PATHS } from "./marks";
import type { PointSet } from "./types";

interface Caption {
  title: string;
  sets: readonly { set: PointSet; counts: readonly number[] }[];
  hidden: ReadonlySet<string>;
  attribution: readonly string[];
  colour: (variable: string) => string;
  font: string;
}

const PAD = 16;
const LINE = 26;

/** Draws the caption around the picture of the map; sizes are in the map's own pixels times `scale`. */
export function captioned(map: HTMLCanvasElement, { title, sets, hidden, attribution, colour, font }: Caption): HTMLCanvasElement {
  const scale = map.width / Math.max(1, map.clientWidth || map.width / Math.max(1, window.devicePixelRatio));
  const canvas = document.createElement("canvas");
  const [head, foot] = [44 * scale, (PAD + LINE * 2) * scale];
  canvas.width = map.width;
  canvas.height = map.height + head + foot;
  const pen = canvas.getContext("2d");
  if (!pen) return canvas;
  pen.fillStyle = colour("--surface");
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(map, 0, head);
  pen.scale(scale, scale);
  pen.textBaseline = "middle";
  pen.fillStyle = colour("--text");
  pen.font = `600 16px ${font}`;
  pen.fillText(title, PAD, 22);
  pen.font = `12px ${font}`;
  let x = PAD;
  const y = (head + map.height) / scale + PAD + 2;
  for (const { set, counts } of sets) {
    set.states.forEach((state, index) => {
      if (!counts[index] || hidden.has(`${set.key} ${state.code}`)) return;
      pen.save();
      pen.translate(x, y - 7);
      pen.scale(0.7, 0.7);
      pen.fillStyle = colour(state.colour);
      pen.fill(new Path2D(PATHS[state.shape]), "evenodd");
      pen.restore();
      const text = `${state.text} ${counts[index]}`;
      pen.fillStyle = colour("--text");
      pen.fillText(text, x + 19, y);
      x += pen.measureText(text).width + 40;
    });
  }
  pen.fillStyle = colour("--text-quiet");
  pen.fillText(attribution.join("   "), PAD, y + LINE);
  return canvas;
}

export function savePicture(canvas: HTMLCanvasElement, title: string): void {
  canvas.toBlob((blob) => {
    if (!blob) return;
    const url = URL.createObjectURL(blob);
    const link = document.createElement("a");
    link.href = url;
    link.download = `${title.replace(/[\\/:*?"<>|]+/g, " ").trim()}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }, "image/png");
}
