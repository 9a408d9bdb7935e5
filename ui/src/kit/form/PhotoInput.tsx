// One or more pictures, seen before they are sent. What is no picture is refused at once; the core looks again at its bytes.
import { CameraOutlined, DeleteOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type DragEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../errorText";
import { useFormats } from "../workspace";
import type { FieldInput } from "./inputs";
import { pictureKind } from "./pictures";

export interface PhotoInputProps extends FieldInput<File[]> {
  /** Pictures at most. */
  most?: number;
  /** Bytes of one picture at most. */
  max?: number;
}

const MEBI = 1_048_576;

export function PhotoInput({ value, onChange, id, disabled, most = 9, max = 20 * MEBI }: PhotoInputProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [wrong, setWrong] = useState<string>();
  const chooser = useRef<HTMLInputElement>(null);
  const files = value ?? [];
  const take = async (given: FileList | null) => {
    setWrong(undefined);
    const taken = [...files];
    for (const file of given ?? []) {
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
      <Button icon={<CameraOutlined />} disabled={disabled || files.length >= most} onClick={() => chooser.current?.click()}>{t("form.photo.add")}</Button>
      <input
        ref={chooser} type="file" hidden multiple accept="image/jpeg,image/png,image/webp" tabIndex={-1}
        onChange={(event) => { void take(event.target.files); event.target.value = ""; }}
      />
      {wrong ? <p className="field-error" role="alert">{wrong}</p> : null}
    </section>
  );
}

function Preview({ file }: { file: File }) {
  const url = useMemo(() => URL.createObjectURL(file), [file]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return <img src={url} alt={file.name} />;
}
