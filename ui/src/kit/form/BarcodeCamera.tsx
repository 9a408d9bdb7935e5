// Barcodes and QR codes before the camera, where the browser can read them.
import { Modal } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { hasCamera, useCamera } from "./useCamera";
import { scanned } from "./values";
import "./form.css";

interface Found {
  rawValue: string;
}
type Detector = new () => { detect: (source: HTMLVideoElement) => Promise<Found[]> };

/** The browser's own reader of barcodes; not every browser has one. */
function detectorOf(): Detector | undefined {
  return (globalThis as { BarcodeDetector?: Detector }).BarcodeDetector;
}

/** Whether a camera can read here. Where it cannot, a hand scanner types what it reads, and so may the person. */
export function canReadBarcodes(): boolean {
  return detectorOf() !== undefined && hasCamera();
}

const LOOK_MS = 250;

/** A dialog that ends with what it has read. */
export function BarcodeDialog({ open, onRead, onClose }: { open: boolean; onRead: (text: string) => void; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal open={open} footer={null} title={t("form.scan")} onCancel={onClose} destroyOnHidden>
      {open ? <Reader onRead={onRead} /> : null}
    </Modal>
  );
}

function Reader({ onRead }: { onRead: (text: string) => void }) {
  const { t } = useTranslation();
  const { video, state } = useCamera();
  const told = useRef(onRead);
  told.current = onRead;
  useEffect(() => {
    const Reading = detectorOf();
    const picture = video.current;
    if (state !== "on" || !Reading || !picture) return;
    const reader = new Reading();
    let gone = false;
    const timer = setInterval(() => {
      // A frame that cannot be read is followed by another.
      reader.detect(picture).then((found) => {
        const text = scanned(found[0]?.rawValue ?? "");
        if (!text || gone) return;
        gone = true;
        told.current(text);
      }).catch(() => undefined);
    }, LOOK_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [state, video]);
  if (state === "denied") return <p role="alert">{t("form.no_camera")}</p>;
  return (
    <>
      <video ref={video} className="camera" muted playsInline aria-label={t("form.camera")} />
      <p className="quiet">{t("form.scan_hint")}</p>
    </>
  );
}
