// Adding or changing a layer. Where the core has to read a file, it is sent first and checked with the rest.
import { App, Button, Input, Select, Switch, Upload } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/api/client";
import { transport } from "@/api/transport";
import type { LayerKind, LayerView } from "@/api/types";
import { Field, RecordDialog } from "@/kit/form";
import { SystemSelect } from "@/kit/form/SystemSelect";
import type { CoordinateSystem } from "@/kit/map";
import { useFormats } from "@/kit/workspace";

interface Values {
  name: string;
  source: string;
  approval_number: string;
  coordinate_system: CoordinateSystem;
  url?: string;
  key?: string;
  upload?: File;
  join_property?: string;
  active: boolean;
}

/** A file that is sent when the form is saved. */
function FileInput({ value, onChange, accept, id }: { value?: File; onChange?: (file: File | undefined) => void; accept: string; id?: string }) {
  const { t } = useTranslation();
  return (
    <Upload
      accept={accept} maxCount={1} fileList={value ? [{ uid: "1", name: value.name, status: "done" }] : []}
      beforeUpload={(file) => {
        onChange?.(file);
        return false;
      }}
      onRemove={() => onChange?.(undefined)}
    >
      <Button {...(id ? { id } : {})}>{t("maps.layer.file_choose")}</Button>
    </Upload>
  );
}

export function LayerDialog({ kind, layer, onClose }: { kind: LayerKind; layer?: LayerView; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { bytes } = useFormats();
  const write = useWrite("maps.save_layer");
  const [file, setFile] = useState<{ of: File; upload: string }>();
  const save = async ({ upload: chosen, key, ...values }: Values) => {
    let upload: string | undefined;
    if (chosen) {
      // A refusal of another field must not send a large file again.
      upload = file?.of === chosen ? file.upload : (await transport.upload(chosen)).upload;
      setFile({ of: chosen, upload });
    }
    await write.mutateAsync({
      ...values, kind, approval_number: values.approval_number ?? "", ...(layer ? { id: layer.id, version: layer.version } : {}),
      ...(key ? { key } : {}), ...(upload ? { upload } : {}),
    });
    message.success(t("record.saved"));
    onClose();
  };
  const initial: Partial<Values> = layer
    ? {
        name: layer.name, source: layer.source, approval_number: layer.approval_number, coordinate_system: layer.coordinate_system, active: layer.active,
        ...(layer.url ? { url: layer.url } : {}), ...(layer.join_property ? { join_property: layer.join_property } : {}),
      }
    : { coordinate_system: "wgs84", active: true, approval_number: "" };
  const properties = layer?.details.properties ?? [];
  return (
    <RecordDialog<Values>
      open title={layer ? t("maps.layer.edit") : t("maps.layer.add_kind", { kind: t(`maps.layer.kind.${kind}`) })} initial={initial} save={save} onClose={onClose} width={560}
    >
      <Field name="name" label={t("maps.layer.name")} required max={200}><Input autoComplete="off" /></Field>
      <Field name="source" label={t("maps.layer.source")} required max={200} hint={t("maps.layer.source_hint")}><Input autoComplete="off" /></Field>
      <Field name="approval_number" label={t("maps.layer.approval_number")} max={200} hint={t("maps.layer.approval_hint")}><Input autoComplete="off" /></Field>
      <Field name="coordinate_system" label={t("maps.layer.coordinate_system")} required hint={t(kind === "geojson" ? "maps.layer.system_hint_geojson" : "maps.layer.system_hint_tiles")}><SystemSelect /></Field>
      {kind === "tiles" ? (
        <>
          <Field name="url" label={t("maps.layer.url")} required max={1000} hint={t("maps.layer.url_hint")}><Input className="mono" autoComplete="off" /></Field>
          <Field name="key" label={t("maps.layer.key")} max={200} {...(layer?.has_key ? { hint: t("maps.layer.key_kept") } : {})}><Input.Password className="mono" autoComplete="off" /></Field>
        </>
      ) : (
        <Field name="upload" label={t("maps.layer.file")} required={!layer} {...(layer?.bytes !== undefined ? { hint: t("maps.layer.file_kept", { size: bytes(layer.bytes) }) } : {})}>
          <FileInput accept={kind === "geojson" ? ".geojson,.json" : ".pmtiles"} />
        </Field>
      )}
      {kind === "geojson" ? (
        <Field name="join_property" label={t("maps.layer.join_property")} max={200} hint={t("maps.layer.join_hint")}>
          {properties.length > 0 ? <Select allowClear options={properties.map((value) => ({ value, label: value }))} /> : <Input className="mono" autoComplete="off" />}
        </Field>
      ) : null}
      <Field name="active" label={t("maps.layer.active")} valueProp="checked"><Switch /></Field>
    </RecordDialog>
  );
}
