// What stands on a person's dashboard, in which order and how wide. Pure: reading what was kept, and each change to it.
export type Width = "third" | "half" | "full";
export const WIDTHS: readonly Width[] = ["third", "half", "full"];

export interface Item {
  key: string;
  hidden: boolean;
  /** How much of a row a chart takes; figures have none. */
  width?: Width;
}

export interface Layout {
  figures: Item[];
  charts: Item[];
}

export type List = keyof Layout;

export type Change =
  | { do: "toggle"; list: List; key: string }
  /** To a place in the list, counted without the item itself. */
  | { do: "move"; list: List; key: string; to: number }
  | { do: "step"; list: List; key: string; by: -1 | 1 }
  | { do: "width"; key: string; width: Width };

const LISTS: readonly List[] = ["figures", "charts"];

function moved(items: readonly Item[], key: string, to: (from: number) => number): Item[] {
  const from = items.findIndex((item) => item.key === key);
  const item = items[from];
  if (!item) return [...items];
  const rest = items.filter((other) => other !== item);
  const place = Math.min(rest.length, Math.max(0, to(from)));
  return [...rest.slice(0, place), item, ...rest.slice(place)];
}

export function changed(layout: Layout, change: Change): Layout {
  if (change.do === "width") {
    return { ...layout, charts: layout.charts.map((item) => (item.key === change.key ? { ...item, width: change.width } : item)) };
  }
  const items = layout[change.list];
  if (change.do === "toggle") {
    return { ...layout, [change.list]: items.map((item) => (item.key === change.key ? { ...item, hidden: !item.hidden } : item)) };
  }
  const to = change.do === "move" ? () => change.to : (from: number) => from + change.by;
  return { ...layout, [change.list]: moved(items, change.key, to) };
}

function itemOf(raw: unknown): { key: string; hidden: boolean; width: Width | undefined } | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  const { key, hidden, width } = raw as Record<string, unknown>;
  if (typeof key !== "string") return undefined;
  return { key, hidden: hidden === true, width: WIDTHS.find((known) => known === width) };
}

/**
 * The layout that was kept, over the one that ships: what no longer exists is left out, what is new stands where it ships,
 * after the neighbour it ships behind. Rubbish is the layout that ships.
 */
export function readLayout(raw: unknown, ships: Layout): Layout {
  const kept = typeof raw === "object" && raw !== null ? (raw as Record<string, unknown>) : {};
  const lists = LISTS.map((list) => {
    const stated = Array.isArray(kept[list]) ? (kept[list] as unknown[]).map(itemOf) : [];
    const found: Item[] = [];
    for (const item of stated) {
      const known = ships[list].find((one) => one.key === item?.key);
      if (!item || !known || found.some((one) => one.key === item.key)) continue;
      found.push({ ...known, hidden: item.hidden, ...(known.width ? { width: item.width ?? known.width } : {}) });
    }
    if (found.length === 0) return [...ships[list]];
    ships[list].forEach((known, index) => {
      if (found.some((one) => one.key === known.key)) return;
      const before = ships[list].slice(0, index).reverse().find((one) => found.some(({ key }) => key === one.key));
      const place = before ? found.findIndex(({ key }) => key === before.key) + 1 : 0;
      found.splice(place, 0, known);
    });
    return found;
  });
  return { figures: lists[0] ?? [], charts: lists[1] ?? [] };
}

/** Whether it is the layout that ships. */
export function isShipped(layout: Layout, ships: Layout): boolean {
  const say = ({ figures, charts }: Layout) => JSON.stringify([figures, charts].map((items) => items.map(({ key, hidden, width }) => [key, hidden, width ?? ""])));
  return say(layout) === say(ships);
}
