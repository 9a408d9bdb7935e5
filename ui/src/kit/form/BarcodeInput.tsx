// A serial number: typed, sent by a hand scanner (which types it and presses Enter), or read by the camera where the
// browser can.
import { ScanOutlined } from "@ant-design/icons";
import { Button, Input, Modal } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldInput } from "./inputs";
import { scanned } from "./values";

interface Found {
  rawValue: string;
}
type Detector = new (options?: { formats: string[] }) => { detect: (source: HTMLVideoElement) => Promise<Found[]> };

/** The browser's own reader of barcodes; not every browser has one. */
function detectorOf(): Detector | undefined {
  return (globalThis as { BarcodeDetector?: Detector }).BarcodeDetector;
}

const LOOK_MS = 250;

export function BarcodeInput({ value, onChange, id, disabled, onScan }: FieldInput<string> & { onScan?: (text: string) => void }) {
  const { t } = useTranslation();
  const [reading, setReading] = useState(false);
  const canRead = detectorOf() !== undefined && navigator.mediaDevices !== undefined;
  const take = (text: string) => {
    const read = scanned(text);
    onChange?.(read || undefined);
    if (read) onScan?.(read);
  };
  return (
    <>
      <Input
        {...(id ? { id } : {})} {...(disabled ? { disabled } : {})} className="mono" autoComplete="off" spellCheck={false} maxLength={80} value={value ?? ""}
        onChange={(event) => onChange?.(event.target.value)} onBlur={(event) => onChange?.(scanned(event.target.value) || undefined)}
        onPressEnter={(event) => take(event.currentTarget.value)}
        suffix={canRead ? <Button type="text" size="small" icon={<ScanOutlined />} aria-label={t("form.scan")} disabled={disabled ?? false} onClick={() => setReading(true)} /> : <ScanOutlined aria-hidden="true" />}
      />
      <Modal open={reading} footer={null} title={t("form.scan")} onCancel={() => setReading(false)} destroyOnHidden>
        {reading ? <Camera onRead={(text) => { setReading(false); take(text); }} /> : null}
      </Modal>
    </>
  );
}

function Camera({ onRead }: { onRead: (text: string) => void }) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [denied, setDenied] = useState(false);
  const told = useRef(onRead);
  told.current = onRead;
  useEffect(() => {
    const Reader = detectorOf();
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setInterval> | undefined;
    let gone = false;
    const begin = async () => {
      if (!Reader) return;
      const seen = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      if (gone) {
        for (const track of seen.getTracks()) track.stop();
        return;
      }
      stream = seen;
      const picture = video.current;
      if (!picture) return;
      picture.srcObject = seen;
      await picture.play();
      const reader = new Reader();
      timer = setInterval(() => {
        void reader.detect(picture).then((found) => {
          if (found[0] && !gone) told.current(found[0].rawValue);
        }).catch(() => undefined);
      }, LOOK_MS);
    };
    begin().catch(() => setDenied(true));
    return () => {
      gone = true;
      if (timer) clearInterval(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, []);
  return denied ? <p role="alert">{t("form.no_camera")}</p> : <video ref={video} className="camera" muted playsInline aria-label={t("form.camera")} />;
}
