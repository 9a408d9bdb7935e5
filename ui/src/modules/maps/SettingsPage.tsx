// What the workspace lays under and over its maps.
import { App, Button, Dropdown, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOp, useWrite } from "@/api/client";
import { asFailure } from "@/api/failure";
import type { LayerKind, LayerView } from "@/api/types";
import { Empty, PageHeader, StateTag, Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { optionOf } from "@/kit/grid";
import { errorText } from "@/kit/errorText";
import { useAskedTo } from "@/kit/route";
import { useFormats } from "@/kit/workspace";
import { LayerDialog } from "./LayerDialog";
import "./maps.css";

const KINDS: readonly LayerKind[] = ["tiles", "pmtiles", "geojson"];

export default function SettingsPage() {
  const { t } = useTranslation();
  const layers = useOp("maps.layers", {});
  const [dialog, setDialog] = useState<{ kind: LayerKind; layer?: LayerView }>();
  useAskedTo(Object.fromEntries(KINDS.map((kind) => [kind, () => setDialog({ kind })])));
  const items = KINDS.map((key) => ({ key, label: <><div>{t(`maps.layer.kind.${key}`)}</div><div className="quiet">{t(`maps.layer.kind_hint.${key}`)}</div></> }));
  const add = <Dropdown autoFocus trigger={["click"]} menu={{ items, onClick: ({ key }) => setDialog({ kind: key as LayerKind }) }}><Button type="primary">{t("maps.layer.add")}</Button></Dropdown>;
  return (
    <div className="page">
      <PageHeader title={t("maps.settings_title")} remark={t("maps.settings_remark")} actions={add} />
      <div className="map-settings">
        {layers.error ? <ErrorNotice error={layers.error} onRetry={() => void layers.refetch()} /> : null}
        {layers.data ? <Layers layers={layers.data.layers} onEdit={(layer) => setDialog({ kind: layer.kind, layer })} /> : <Waiting rows={4} />}
      </div>
      {dialog ? <LayerDialog key={dialog.layer?.id ?? dialog.kind} {...dialog} onClose={() => setDialog(undefined)} /> : null}
    </div>
  );
}

function Layers({ layers, onEdit }: { layers: readonly LayerView[]; onEdit: (layer: LayerView) => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const remove = useWrite("maps.remove_layer");
  if (layers.length === 0) return <Empty>{t("maps.layer.empty")}</Empty>;
  return (
    <ul className="map-layers">
      {layers.map((layer) => (
        <li key={layer.id}>
          <div className="grow">
            <h3>{layer.name}</h3>
            <div>{layer.approval_number ? t("maps.attribution_approved", { name: t(`maps.layer.kind.${layer.kind}`), source: layer.source, number: layer.approval_number }) : t("maps.attribution", { name: t(`maps.layer.kind.${layer.kind}`), source: layer.source })}</div>
            <div className="quiet"><Found layer={layer} /></div>
          </div>
          {layer.active ? null : <StateTag state="not_started" hue="paused">{t("maps.layer.inactive")}</StateTag>}
          <Button size="small" onClick={() => onEdit(layer)}>{t("common.edit")}</Button>
          <Popconfirm
            title={t("maps.layer.remove_ask", { name: layer.name })} okText={t("maps.layer.remove")} cancelText={t("common.cancel")}
            onConfirm={() => remove.mutateAsync({ id: layer.id, version: layer.version }).catch((cause: unknown) => message.error(errorText(asFailure(cause).error)))}
          >
            <Button size="small" danger>{t("maps.layer.remove")}</Button>
          </Popconfirm>
        </li>
      ))}
    </ul>
  );
}

/** What reading its file has found. */
function Found({ layer: { details, coordinate_system, bytes, url } }: { layer: LayerView }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const words = [optionOf("work_orders", "coordinate_system", coordinate_system)];
  if (details.features !== undefined) words.push(t("maps.layer.found_features", { n: formats.integer(details.features) }));
  if (details.zooms) words.push(t("maps.layer.found_zooms", { from: details.zooms[0], to: details.zooms[1], what: t(details.vector ? "maps.layer.found_vector" : "maps.layer.found_raster") }));
  if (bytes !== undefined) words.push(formats.bytes(bytes));
  if (url) words.push(url);
  return words.join(" · ");
}
