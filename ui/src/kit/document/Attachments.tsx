// Files of a document: photos as small pictures, everything else as a line to download.
import { DeleteOutlined, DownloadOutlined, FileExcelOutlined, FilePdfOutlined, FileTextOutlined, FileWordOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, invalidate, useOp, useWrite } from "@/api/client";
import { transport } from "@/api/transport";
import { Empty, Waiting } from "../bits";
import { ErrorNotice } from "../ErrorNotice";
import { useFormats } from "../workspace";
import { usePicture } from "./blob";
import { Lightbox } from "./Lightbox";
import type { Attachment, DocumentRef } from "./names";
import { ReasonDialog } from "./ReasonDialog";

const ICONS: Readonly<Record<string, ReactNode>> = {
  pdf: <FilePdfOutlined />, xlsx: <FileExcelOutlined />, docx: <FileWordOutlined />,
};

/** What the chooser of files offers; what a file is, the core tells by its content. */
const ACCEPT = ".jpg,.jpeg,.png,.webp,.pdf,.xlsx,.docx,.txt,.csv";

export interface AttachmentsProps extends DocumentRef {
  mayAdd: boolean;
  mayRemove: boolean;
}

export function Attachments({ kind, id, mayAdd, mayRemove }: AttachmentsProps) {
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
      {mayAdd ? <Adding kind={kind} id={id} max={max_mb} /> : null}
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

/** Adds files one after the other; one that is refused says why and keeps none of the others waiting. */
function Adding({ kind, id, max }: DocumentRef & { max: number }) {
  const { t } = useTranslation();
  const chooser = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState<string>();
  const [over, setOver] = useState(false);
  const [failures, setFailures] = useState<{ name: string; error: unknown }[]>([]);
  const add = async (files: readonly File[]) => {
    setFailures([]);
    for (const file of files) {
      setBusy(file.name);
      try {
        const { upload } = await transport.upload(file);
        await call(`${kind}.attach`, { id, upload });
        await invalidate(["documents"]);
      } catch (error) {
        setFailures((before) => [...before, { name: file.name, error }]);
      }
    }
    setBusy(undefined);
  };
  return (
    <>
      <section
        className={over ? "drop over" : "drop"} aria-label={t("document.file.add")}
        onDragOver={(event) => { event.preventDefault(); setOver(true); }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => { event.preventDefault(); setOver(false); void add([...event.dataTransfer.files]); }}
      >
        <Button icon={<PlusOutlined />} loading={busy !== undefined} onClick={() => chooser.current?.click()}>{t("document.file.add")}</Button>
        <span className="quiet">{busy ? t("document.file.adding", { name: busy }) : t("document.file.hint", { max })}</span>
        <input
          ref={chooser} type="file" multiple accept={ACCEPT} className="visually-hidden" tabIndex={-1} aria-hidden="true"
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = "";
            void add(files);
          }}
        />
      </section>
      {failures.map(({ name, error }) => (
        <div key={name} className="file-failure"><strong>{name}</strong><ErrorNotice error={error} compact /></div>
      ))}
    </>
  );
}
