// What the marks mean, how many there are of each, and which of them are shown; the same for layers and classes of areas.
import { Checkbox, Radio } from "antd";
import { useTranslation } from "react-i18next";
import type { LayerView } from "@/api/types";
import { useFormats } from "../workspace";
import { Mark } from "./Mark";
import type { AreaValues, PointSet } from "./types";

interface Props {
  sets: readonly PointSet[];
  hidden: ReadonlySet<string>;
  onToggle: (key: string) => void;
  layers: readonly LayerView[];
  on: ReadonlySet<number>;
  onLayer: (id: number) => void;
  /** The one base map that is on, or 0 for the plain land. */
  ground: number;
  onGround: (id: number) => void;
  areas?: { values: AreaValues; ends: readonly number[]; colours: readonly string[] } | undefined;
}

/** Base maps are never mixed: theirs may be two coordinate systems. */
export const isGround = (layer: LayerView) => layer.kind !== "geojson";

export function countsOf(set: PointSet): number[] {
  const counts = set.states.map(() => 0);
  for (const state of set.state) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

export function Legend({ sets, hidden, onToggle, layers, on, onLayer, ground, onGround, areas }: Props) {
  const { t } = useTranslation();
  const { integer } = useFormats();
  const [grounds, shapes] = [layers.filter(isGround), layers.filter((layer) => !isGround(layer))];
  return (
    <section className="map-legend" aria-label={t("maps.legend")}>
      {sets.map((set) => {
        const counts = countsOf(set);
        return (
          <fieldset key={set.key}>
            <legend>{set.text}</legend>
            {set.states.map((state, index) => ((counts[index] ?? 0) === 0 ? null : (
              <Checkbox key={state.code} checked={!hidden.has(`${set.key} ${state.code}`)} onChange={() => onToggle(`${set.key} ${state.code}`)}>
                <span className="map-legend-row"><Mark state={state} /><span>{state.text}</span><span className="quiet">{integer(counts[index])}</span></span>
              </Checkbox>
            )))}
          </fieldset>
        );
      })}
      {grounds.length > 0 ? (
        <fieldset>
          <legend>{t("maps.ground")}</legend>
          <Radio.Group className="map-grounds" value={ground} onChange={({ target }) => onGround(target.value as number)} options={[...grounds.map(({ id, name }) => ({ value: id, label: name })), { value: 0, label: t("maps.ground_none") }]} />
        </fieldset>
      ) : null}
      {shapes.length > 0 ? (
        <fieldset>
          <legend>{t("maps.layers")}</legend>
          {shapes.map((layer) => (
            <Checkbox key={layer.id} checked={on.has(layer.id)} onChange={() => onLayer(layer.id)}>{layer.name}</Checkbox>
          ))}
        </fieldset>
      ) : null}
      {areas && areas.ends.length > 0 ? (
        <fieldset>
          <legend>{areas.values.title}</legend>
          {areas.ends.map((end, index) => (
            <span className="map-legend-row" key={end}>
              <span className="map-class" style={{ background: areas.colours[index] }} aria-hidden="true" />
              {index === 0 ? t("maps.up_to", { value: areas.values.format(end) }) : t("maps.class", { from: areas.values.format(areas.ends[index - 1] ?? 0), to: areas.values.format(end) })}
            </span>
          ))}
        </fieldset>
      ) : null}
    </section>
  );
}
