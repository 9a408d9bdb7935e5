// A signature drawn with a finger, a pen or the mouse. Its value is a PNG file, dark on white, as it will be printed.
import { ClearOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type PointerEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldInput } from "./inputs";

const WIDTH = 600;
const HEIGHT = 200;

export function SignatureInput({ value, onChange, id, disabled }: FieldInput<File>) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const pen = useRef<{ x: number; y: number }>(undefined);
  const [signed, setSigned] = useState(Boolean(value));

  const wipe = () => {
    const paper = canvas.current?.getContext("2d");
    if (!paper) return;
    paper.fillStyle = "#fff";
    paper.fillRect(0, 0, WIDTH, HEIGHT);
  };
  useEffect(wipe, []);
  const at = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * WIDTH, y: ((event.clientY - box.top) / box.height) * HEIGHT };
  };
  const draw = (event: PointerEvent<HTMLCanvasElement>) => {
    const paper = canvas.current?.getContext("2d");
    if (!pen.current || !paper) return;
    const next = at(event);
    paper.strokeStyle = "#111";
    paper.lineWidth = 2.5 + event.pressure;
    paper.lineCap = "round";
    paper.beginPath();
    paper.moveTo(pen.current.x, pen.current.y);
    paper.lineTo(next.x, next.y);
    paper.stroke();
    pen.current = next;
    setSigned(true);
  };
  const lift = () => {
    if (!pen.current) return;
    pen.current = undefined;
    canvas.current?.toBlob((picture) => {
      if (picture) onChange?.(new File([picture], "signature.png", { type: "image/png" }));
    }, "image/png");
  };
  const clear = () => {
    wipe();
    setSigned(false);
    onChange?.(undefined);
  };
  return (
    <div className="signature" id={id}>
      {/* A signature is drawn by its nature; who cannot draw leaves it empty and the paper sheet is signed instead. */}
      <canvas
        ref={canvas} width={WIDTH} height={HEIGHT} role="img" aria-label={t(signed ? "form.signature.there" : "form.signature.empty")}
        onPointerDown={(event) => {
          if (disabled) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          pen.current = at(event);
          draw(event);
        }}
        onPointerMove={draw} onPointerUp={lift} onPointerCancel={lift}
      />
      <div className="row">
        <span className="grow quiet">{t("form.signature.hint")}</span>
        <Button size="small" icon={<ClearOutlined />} disabled={!signed || disabled} onClick={clear}>{t("form.signature.clear")}</Button>
      </div>
    </div>
  );
}
