// Who made what a map shows. It stands on every map and every picture of one.
import type { TFunction } from "i18next";
import type { LayerView } from "@/api/types";

/** Pictures bring their own land, sea and names. */
export function isPictures(layer: LayerView): boolean {
  return layer.kind === "tiles" || (layer.kind === "pmtiles" && !layer.details.vector);
}

/** Source and approval number of each layer that is on, and of the land where it is drawn. */
export function attribution(layers: readonly LayerView[], t: TFunction): string[] {
  const own = layers.map(({ name, source, approval_number }) =>
    approval_number ? t("maps.attribution_approved", { name, source, number: approval_number }) : t("maps.attribution", { name, source }));
  return layers.some(isPictures) ? own : [...own, t("maps.attribution_land")];
}
