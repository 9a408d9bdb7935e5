// A real PMTiles archive for the map's story: the land of Natural Earth (npm world-atlas) cut into vector tiles by the
// libraries that MapLibre itself stands on, in one file of version 3. Small enough to be made in a second.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const fromUi = createRequire(new URL("../../../ui/package.json", import.meta.url));
// One of them names its module for `import` only; beside it stands the file that `require` would take.
const modules = { "@maplibre/geojson-vt": (path) => path.replace(/\.js$/, ".mjs") };
const load = (name) => import(pathToFileURL((modules[name] ?? String)(fromUi.resolve(name))).href);

const HEAD = 127;

function varint(value) {
  const bytes = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return [...bytes, rest];
}

/** The directory of tiles: ids as differences, one run each, lengths, and offsets that follow one another. */
function directory(entries) {
  let last = 0;
  const ids = entries.flatMap(({ id }) => {
    const step = varint(id - last);
    last = id;
    return step;
  });
  const lengths = entries.flatMap(({ bytes }) => varint(bytes.length));
  const offsets = entries.flatMap((_, index) => varint(index === 0 ? 1 : 0));
  return Uint8Array.from([...varint(entries.length), ...ids, ...entries.flatMap(() => varint(1)), ...lengths, ...offsets]);
}

function head(root, metadata, tiles, count, zoom) {
  const view = new DataView(new ArrayBuffer(HEAD));
  [...new TextEncoder().encode("PMTiles"), 3].forEach((byte, at) => view.setUint8(at, byte));
  const metadataAt = HEAD + root;
  const tilesAt = metadataAt + metadata;
  const places = [[8, HEAD], [16, root], [24, metadataAt], [32, metadata], [40, tilesAt], [48, 0], [56, tilesAt], [64, tiles], [72, count], [80, count], [88, count]];
  for (const [at, value] of places) view.setBigUint64(at, BigInt(value), true);
  // Clustered; nothing compressed; MVT; from zoom 0.
  [[96, 1], [97, 1], [98, 1], [99, 1], [100, 0], [101, zoom]].forEach(([at, value]) => view.setUint8(at, value));
  [[102, -180], [106, -85], [110, 180], [114, 85]].forEach(([at, degrees]) => view.setInt32(at, degrees * 10_000_000, true));
  return new Uint8Array(view.buffer);
}

/** The bytes of the archive, with all tiles of land down to `zoom`. */
export async function landArchive(zoom = 4) {
  const [{ feature }, tiler, pbf, { zxyToTileId }] = await Promise.all(["topojson-client", "@maplibre/geojson-vt", "@maplibre/vt-pbf", "pmtiles"].map(load));
  const topology = JSON.parse(readFileSync(fromUi.resolve("world-atlas/land-110m.json"), "utf8"));
  const land = feature(topology, topology.objects.land);
  const index = new tiler.GeoJSONVT(land, { maxZoom: zoom, indexMaxZoom: zoom, indexMaxPoints: 0 });
  const entries = [];
  for (let z = 0; z <= zoom; z += 1) {
    for (let x = 0; x < 2 ** z; x += 1) {
      for (let y = 0; y < 2 ** z; y += 1) {
        const tile = index.getTile(z, x, y);
        if (tile) entries.push({ id: zxyToTileId(z, x, y), bytes: Uint8Array.from(pbf.fromGeojsonVt({ land: tile }, { version: 2 })) });
      }
    }
  }
  entries.sort((a, b) => a.id - b.id);
  const root = directory(entries);
  const metadata = new TextEncoder().encode(JSON.stringify({ vector_layers: [{ id: "land", fields: {} }] }));
  const tiles = Buffer.concat(entries.map(({ bytes }) => bytes));
  return Buffer.concat([head(root.length, metadata.length, tiles.length, entries.length, zoom), root, metadata, tiles]);
}
