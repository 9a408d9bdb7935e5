// A photo as large as the window allows; arrows go through all of them, Esc closes.
import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { Waiting } from "../bits";
import { useFormats } from "../workspace";
import { usePicture } from "./blob";
import type { Attachment } from "./names";

export interface LightboxProps {
  photos: readonly Attachment[];
  at: number;
  onGo: (at: number) => void;
  onClose: () => void;
}

export function Lightbox({ photos, at, onGo, onClose }: LightboxProps) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const photo = photos[at];
  const { url, failed } = usePicture(photo?.file, photo?.kind ?? "jpeg");
  if (!photo) return null;
  const go = (by: number) => onGo((at + by + photos.length) % photos.length);
  const facts = [
    photo.caption,
    photo.width && photo.height ? `${photo.width} × ${photo.height}` : undefined,
    photo.taken_at ? t("document.photo.taken", { at: photo.taken_at.slice(0, 16) }) : undefined,
    photo.latitude !== undefined && photo.longitude !== undefined
      ? t("document.photo.place", { latitude: photo.latitude.toFixed(5), longitude: photo.longitude.toFixed(5) }) : undefined,
    t("document.file.added", { by: photo.by, at: dateTime(photo.at) }),
  ].filter(Boolean);
  return (
    <Modal
      open className="lightbox" width="min(1200px, 92vw)" footer={null} onCancel={onClose} centered
      title={t("document.photo.title", { name: photo.name, n: at + 1, count: photos.length })}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows are a shortcut of the two buttons below */}
      <div
        className="lightbox-body"
        onKeyDown={(event) => {
          const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
          if (by === undefined) return;
          event.preventDefault();
          event.stopPropagation();
          go(by);
        }}
      >
        {photos.length > 1 ? <Button autoFocus icon={<LeftOutlined />} aria-label={t("document.photo.previous")} onClick={() => go(-1)} /> : null}
        <div className="lightbox-photo">
          {failed ? <p className="quiet">{t("document.photo.unreadable")}</p> : null}
          {url ? <img src={url} alt={photo.caption ?? photo.name} /> : failed ? null : <Waiting rows={6} />}
        </div>
        {photos.length > 1 ? <Button icon={<RightOutlined />} aria-label={t("document.photo.next")} onClick={() => go(1)} /> : null}
      </div>
      <p className="quiet">{facts.join(" · ")}</p>
    </Modal>
  );
}
