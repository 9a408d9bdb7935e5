// One or more pictures, chosen or taken, seen before they are sent. What is no picture is refused at once; the core looks
// again at its bytes.
import { CameraOutlined, DeleteOutlined, PictureOutlined } from "@ant-design/icons";
import { Button } from "antd";
import dayjs from "dayjs";
import { type DragEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../errorText";
import { useFormats } from "../workspace";
import type { FieldInput } from "./inputs";
import { pictureKind } from "./pictures";
import { hasCamera, useCamera } from "./useCamera";
import "./form.css";

export interface PhotoInputProps extends FieldInput<File[]> {
  /** Pictures at most. */
  most?: number;
  /** Bytes of one picture at most. */
  max?: number;
}

const MEBI = 1_048_576;
const ACCEPT = "image/jpeg,image/png,image/webp";

/** A telephone's own camera is better than any we could show. */
const isTouched = () => window.matchMedia("(pointer: coarse)").matches;

export function PhotoInput({ value, onChange, id, disabled, most = 9, max = 20 * MEBI }: PhotoInputProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [wrong, setWrong] = useState<string>();
  const [taking, setTaking] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const files = value ?? [];
  const take = async (given: Iterable<File>) => {
    setWrong(undefined);
    const taken = [...files];
    for (const file of given) {
      if (file.size > max) setWrong(t("form.photo.too_large", { name: file.name, max: formats.bytes(max) }));
      else if (!(await pictureKind(file))) setWrong(t("form.photo.not_one", { name: file.name }));
      else if (taken.length < most) taken.push(file);
      else setWrong(errorText({ code: "number_out_of_range", params: { min: 0, max: most } }));
    }
    onChange?.(taken.length ? taken : undefined);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    if (!disabled) void take(event.dataTransfer.files);
  };
  const full = disabled === true || files.length >= most;
  const hidden = (ref: typeof chooser, capture: boolean) => (
    <input
      ref={ref} type="file" className="visually-hidden" aria-hidden="true" multiple={!capture} accept={ACCEPT} tabIndex={-1} {...(capture ? { capture: "environment" as const } : {})}
      onChange={(event) => {
        const given = [...(event.target.files ?? [])];
        event.target.value = "";
        void take(given);
      }}
    />
  );
  return (
    <section className="photo-input" id={id} aria-label={t("form.photo.add")} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <ul>
        {files.map((file, place) => (
          <li key={`${file.name} ${file.size} ${file.lastModified}`}>
            <Preview file={file} />
            <Button
              size="small" icon={<DeleteOutlined />} aria-label={t("form.photo.remove", { name: file.name })}
              onClick={() => onChange?.(files.length > 1 ? files.filter((_, other) => other !== place) : undefined)}
            />
          </li>
        ))}
      </ul>
      {taking ? <Taking onTaken={(file) => void take([file])} onClose={() => setTaking(false)} full={full} /> : (
        <div className="row wrap">
          <Button icon={<PictureOutlined />} disabled={full} onClick={() => chooser.current?.click()}>{t("form.photo.choose")}</Button>
          {hasCamera() || isTouched() ? (
            <Button icon={<CameraOutlined />} disabled={full} onClick={() => (isTouched() ? camera.current?.click() : setTaking(true))}>{t("form.photo.take")}</Button>
          ) : null}
        </div>
      )}
      {hidden(chooser, false)}
      {hidden(camera, true)}
      {wrong ? <p className="field-error" role="alert">{wrong}</p> : null}
    </section>
  );
}

/** The camera's picture, and a button that keeps it. */
function Taking({ onTaken, onClose, full }: { onTaken: (file: File) => void; onClose: () => void; full: boolean }) {
  const { t } = useTranslation();
  const { video, state } = useCamera();
  const shutter = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (state === "on") shutter.current?.focus();
  }, [state]);
  const keep = () => {
    const picture = video.current;
    if (!picture) return;
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [picture.videoWidth, picture.videoHeight];
    canvas.getContext("2d")?.drawImage(picture, 0, 0);
    const now = dayjs();
    const name = `${t("form.photo.name")}-${now.format("YYYYMMDD-HHmmss")}.jpg`;
    canvas.toBlob((taken) => taken && onTaken(new File([taken], name, { type: "image/jpeg", lastModified: now.valueOf() })), "image/jpeg", 0.9);
  };
  return (
    <div className="photo-taking">
      {state === "denied" ? <p role="alert">{t("form.photo.no_camera")}</p> : <video ref={video} className="camera" muted playsInline aria-label={t("form.camera")} />}
      <div className="row">
        {state === "denied" ? null : <Button ref={shutter} type="primary" icon={<CameraOutlined />} disabled={state !== "on" || full} onClick={keep}>{t("form.photo.shoot")}</Button>}
        <Button onClick={onClose}>{t("form.photo.end")}</Button>
      </div>
    </div>
  );
}

function Preview({ file }: { file: File }) {
  const url = useMemo(() => URL.createObjectURL(file), [file]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return <img src={url} alt={file.name} />;
}
