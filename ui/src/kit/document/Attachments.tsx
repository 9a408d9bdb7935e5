// Files of a document: photos as small pictures, everything else as a line to download.
import { DeleteOutlined, DownloadOutlined, FileExcelOutlined, FilePdfOutlined, FileTextOutlined, FileWordOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOp, useWrite } from "@/api/client";
import { transport } from "@/api/transport";
import { Empty, Waiting } from "../bits";
import { ErrorNotice } from "../ErrorNotice";
import { useFormats } from "../workspace";
import { Adding } from "./Adding";
import { usePicture } from "./blob";
import { Lightbox } from "./Lightbox";
import type { Attachment, DocumentRef } from "./names";
import { ReasonDialog } from "./ReasonDialog";

const ICONS: Readonly<Record<string, ReactNode>> = {
  pdf: <FilePdfOutlined />, xlsx: <FileExcelOutlined />, docx: <FileWordOutlined />,
};

export interface AttachmentsProps extends DocumentRef {
  mayAdd: boolean;
  mayRemove: boolean;
  /** Who would sign: the customer of the document. */
  signer?: string | undefined;
}

export function Attachments({ kind, id, mayAdd, mayRemove, signer }: AttachmentsProps) {
  const { t } = useTranslation();
  const list = useOp(`${kind}.attachments`, { id });
  const [shown, setShown] = useState<number>();
  const [leaving, setLeaving] = useState<Attachment>();
  const remove = useWrite(`${kind}.remove_attachment`);
  if (list.error) return <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Waiting rows={4} />;
  const { attachments, max_mb } = list.data;
  const photos = attachments.filter((file) => file.preview);
  const others = attachments.filter((file) => !file.preview);
  const actions = (file: Attachment) => <FileActions file={file} onRemove={mayRemove ? () => setLeaving(file) : undefined} />;
  return (
    <section className="attachments">
      {mayAdd ? <Adding kind={kind} id={id} max={max_mb} signer={signer} /> : null}
      {attachments.length === 0 ? <Empty>{t(mayAdd ? "document.file.empty" : "document.file.none")}</Empty> : null}
      <ul className="photos">
        {photos.map((photo, index) => (
          <li key={photo.id}>
            <Preview photo={photo} onOpen={() => setShown(index)} />
            <div className="row"><span className="grow ellipsis quiet" title={photo.name}>{photo.caption ?? photo.name}</span>{actions(photo)}</div>
          </li>
        ))}
      </ul>
      <ul className="files">{others.map((file) => <FileLine key={file.id} file={file}>{actions(file)}</FileLine>)}</ul>
      {shown !== undefined ? <Lightbox photos={photos} at={shown} onGo={setShown} onClose={() => setShown(undefined)} /> : null}
      {leaving ? (
        <ReasonDialog
          of="remove_attachment" title={t("document.file.remove_title", { name: leaving.name })} okText={t("document.file.remove")}
          onCancel={() => setLeaving(undefined)}
          onGive={async (reason) => {
            await remove.mutateAsync({ id, attachment: leaving.id, reason });
            setLeaving(undefined);
          }}
        >
          {t("document.file.remove_about")}
        </ReasonDialog>
      ) : null}
    </section>
  );
}

function FileLine({ file, children }: { file: Attachment; children: ReactNode }) {
  const { t } = useTranslation();
  const { bytes, dateTime } = useFormats();
  return (
    <li className="row">
      <span className="file-icon" aria-hidden="true">{ICONS[file.kind] ?? <FileTextOutlined />}</span>
      <div className="grow">
        <div className="ellipsis" title={file.name}>{file.caption ?? file.name}</div>
        <div className="quiet">{[file.caption ? file.name : "", bytes(file.bytes), t("document.file.added", { by: file.by, at: dateTime(file.at) })].filter(Boolean).join(" · ")}</div>
      </div>
      {children}
    </li>
  );
}

function FileActions({ file, onRemove }: { file: Attachment; onRemove: (() => void) | undefined }) {
  const { t } = useTranslation();
  const download = t("document.file.download", { name: file.name });
  const remove = t("document.file.remove_one", { name: file.name });
  return (
    <>
      <Button
        size="small" type="text" icon={<DownloadOutlined />} aria-label={download} title={download}
        onClick={() => void transport.download({ file: file.file, name: file.name, bytes: file.bytes })}
      />
      {onRemove ? <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={remove} title={remove} onClick={onRemove} /> : null}
    </>
  );
}

function Preview({ photo, onOpen }: { photo: Attachment; onOpen: () => void }) {
  const { t } = useTranslation();
  const { url, failed } = usePicture(photo.preview, "jpeg");
  return (
    <button type="button" className="photo" onClick={onOpen} aria-label={t("document.photo.open", { name: photo.caption ?? photo.name })}>
      {url ? <img src={url} alt="" /> : failed ? <span className="faint">{t("document.photo.unreadable")}</span> : null}
    </button>
  );
}
