// The coordinate systems of China's maps, for what is drawn: our data is WGS-84, and on a base map in GCJ-02 or BD-09 it is
// moved for display only. The core converts what is stored (kernel/coordinates.rs); both are tested with the same vectors.

export type CoordinateSystem = "wgs84" | "gcj02" | "bd09";
export type LngLat = readonly [longitude: number, latitude: number];

const HALF_AXIS = 6_378_245;
const ECCENTRICITY = 0.006_693_421_622_965_943;
const BD_PI = (Math.PI * 3000) / 180;
const CLOSE = 1e-9;
const ROUNDS = 30;
const { PI, sin, cos, sqrt, abs } = Math;
const degrees = (radians: number) => (radians * 180) / PI;

export function isInChina([longitude, latitude]: LngLat): boolean {
  return longitude >= 72.004 && longitude <= 137.8347 && latitude >= 0.8293 && latitude <= 55.8271;
}

function toGcj(real: LngLat): LngLat {
  if (!isInChina(real)) return real;
  const [x, y] = [real[0] - 105, real[1] - 35];
  const waves = ((20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * 2) / 3;
  const north =
    -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + waves +
    ((20 * sin(y * PI) + 40 * sin((y / 3) * PI)) * 2) / 3 +
    ((160 * sin((y / 12) * PI) + 320 * sin((y * PI) / 30)) * 2) / 3;
  const east =
    300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + waves +
    ((20 * sin(x * PI) + 40 * sin((x / 3) * PI)) * 2) / 3 +
    ((150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI)) * 2) / 3;
  const angle = (real[1] * PI) / 180;
  const bend = 1 - ECCENTRICITY * sin(angle) ** 2;
  return [
    real[0] + degrees(east) / ((HALF_AXIS / sqrt(bend)) * cos(angle)),
    real[1] + degrees(north) / ((HALF_AXIS * (1 - ECCENTRICITY)) / (bend * sqrt(bend))),
  ];
}

function toBd([x, y]: LngLat): LngLat {
  const far = Math.hypot(x, y) + 0.000_02 * sin(y * BD_PI);
  const angle = Math.atan2(y, x) + 0.000_003 * cos(x * BD_PI);
  return [far * cos(angle) + 0.0065, far * sin(angle) + 0.006];
}

/** Looks for what `shift` moves to `told`. */
function undo(told: LngLat, shift: (at: LngLat) => LngLat): LngLat {
  let [longitude, latitude] = told;
  for (let round = 0; round < ROUNDS; round += 1) {
    const there = shift([longitude, latitude]);
    const [east, north] = [told[0] - there[0], told[1] - there[1]];
    longitude += east;
    latitude += north;
    if (abs(east) < CLOSE && abs(north) < CLOSE) break;
  }
  return [longitude, latitude];
}

/** A WGS-84 position as a system tells it. */
export function fromWgs84(real: LngLat, to: CoordinateSystem): LngLat {
  if (to === "wgs84" || !isInChina(real)) return real;
  return to === "gcj02" ? toGcj(real) : toBd(toGcj(real));
}

/** A position told in a system, in WGS-84. */
export function toWgs84(told: LngLat, from: CoordinateSystem): LngLat {
  if (from === "wgs84" || !isInChina(told)) return told;
  return from === "gcj02" ? undo(told, toGcj) : undo(undo(told, toBd), toGcj);
}
