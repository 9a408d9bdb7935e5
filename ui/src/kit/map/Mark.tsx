import { PATHS } from "./marks";
import type { PointState } from "./types";

/** The mark of a state as it stands on the map. */
export function Mark({ state, size = 14 }: { state: Pick<PointState, "colour" | "shape">; size?: number }) {
  return (
    <svg className="map-mark" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[state.shape]} fill={`var(${state.colour})`} fillRule="evenodd" />
    </svg>
  );
}
