// Ways to add a file to a document: from the disk, as photos that are looked at first, or as a signature drawn here.
import { CameraOutlined, EditOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Checkbox, Form, Input, Modal } from "antd";
import dayjs from "dayjs";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, invalidate } from "@/api/client";
import { transport } from "@/api/transport";
import { ErrorNotice } from "../ErrorNotice";
import { LONGER_SIDE, PhotoInput, SignatureInput, shrunk } from "../form";
import { focusFirstField, formKeys } from "../keys";
import { useFormats } from "../workspace";
import type { DocumentRef } from "./names";

/** What the chooser of files offers; what a file is, the core tells by its content. */
const ACCEPT = ".jpg,.jpeg,.png,.webp,.pdf,.xlsx,.docx,.txt,.csv";
const MEBI = 1_048_576;
/** What a telephone's camera may make before it is sent smaller. */
const LARGEST = 100 * MEBI;

type Add = (files: readonly File[], caption?: string) => Promise<boolean>;

/** Adds files one after the other; one that is refused says why and keeps none of the others waiting. */
function useAdd({ kind, id }: DocumentRef) {
  const [busy, setBusy] = useState<string>();
  const [failures, setFailures] = useState<{ name: string; error: unknown }[]>([]);
  const add: Add = async (files, caption) => {
    setFailures([]);
    let whole = true;
    for (const file of files) {
      setBusy(file.name);
      try {
        const { upload } = await transport.upload(file);
        await call(`${kind}.attach`, { id, upload, ...(caption ? { caption } : {}) });
        await invalidate(["documents"]);
      } catch (error) {
        whole = false;
        setFailures((before) => [...before, { name: file.name, error }]);
      }
    }
    setBusy(undefined);
    return whole;
  };
  return { add, busy, failures };
}

export interface AddingProps extends DocumentRef {
  /** Megabytes that one file may have. */
  max: number;
  /** Who would sign: the customer of the document. */
  signer?: string | undefined;
}

export function Adding({ kind, id, max, signer }: AddingProps) {
  const { t } = useTranslation();
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [asking, setAsking] = useState<"photos" | "signature">();
  const { add, busy, failures } = useAdd({ kind, id });
  const close = () => setAsking(undefined);
  return (
    <>
      <section
        className={over ? "drop over" : "drop"} aria-label={t("document.file.add")}
        onDragOver={(event) => { event.preventDefault(); setOver(true); }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => { event.preventDefault(); setOver(false); void add([...event.dataTransfer.files]); }}
      >
        <div className="row wrap">
          <Button icon={<PlusOutlined />} loading={busy !== undefined} onClick={() => chooser.current?.click()}>{t("document.file.add")}</Button>
          <Button icon={<CameraOutlined />} disabled={busy !== undefined} onClick={() => setAsking("photos")}>{t("document.adding.photos")}</Button>
          <Button icon={<EditOutlined />} disabled={busy !== undefined} onClick={() => setAsking("signature")}>{t("document.adding.signature")}</Button>
        </div>
        <span className="quiet" role="status">{busy ? t("document.file.adding", { name: busy }) : t("document.file.hint", { max })}</span>
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
      {asking === "photos" ? <PhotoDialog max={max} add={add} onClose={close} /> : null}
      {asking === "signature" ? <SignatureDialog signer={signer} add={add} onClose={close} /> : null}
    </>
  );
}

interface Asking {
  add: Add;
  onClose: () => void;
}

function PhotoDialog({ max, add, onClose }: Asking & { max: number }) {
  const { t } = useTranslation();
  const [photos, setPhotos] = useState<File[]>();
  const [caption, setCaption] = useState("");
  const [whole, setWhole] = useState(false);
  const send = async () => {
    if (!photos) return;
    onClose();
    await add(whole ? photos : await Promise.all(photos.map(shrunk)), caption.trim());
  };
  return (
    <Modal
      open title={t("document.adding.photos")} okText={t("document.adding.send", { n: photos?.length ?? 0 })} cancelText={t("common.cancel")} okButtonProps={{ disabled: !photos }}
      onOk={() => void send()} onCancel={onClose} mask={{ closable: false }}
    >
      <Form layout="vertical" {...formKeys(() => void send())}>
        <Form.Item><PhotoInput {...(photos ? { value: photos } : {})} onChange={setPhotos} max={whole ? max * MEBI : LARGEST} /></Form.Item>
        <Form.Item label={t("document.adding.caption")} htmlFor="photo-caption">
          <Input id="photo-caption" value={caption} maxLength={200} autoComplete="off" onChange={(event) => setCaption(event.target.value)} />
        </Form.Item>
        <Checkbox checked={whole} onChange={(event) => setWhole(event.target.checked)}>{t("document.adding.whole")}</Checkbox>
        <p className="quiet">{t("document.adding.whole_hint", { pixels: LONGER_SIDE })}</p>
      </Form>
    </Modal>
  );
}

function SignatureDialog({ signer, add, onClose }: Asking & { signer: string | undefined }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const [name, setName] = useState(signer ?? "");
  const [drawn, setDrawn] = useState<File>();
  const who = name.trim();
  const send = async () => {
    if (!drawn || !who) return;
    onClose();
    const now = dayjs();
    const file = `${t("document.adding.signature_file", { name: who })}-${now.format("YYYYMMDD-HHmm")}.png`;
    await add([new File([drawn], file, { type: "image/png" })], t("document.adding.signature_of", { name: who, at: dateTime(now.valueOf()) }));
  };
  return (
    <Modal
      open title={t("document.adding.signature")} okText={t("document.adding.keep")} cancelText={t("common.cancel")} okButtonProps={{ disabled: !drawn || !who }} width={640}
      onOk={() => void send()} onCancel={onClose} afterOpenChange={focusFirstField} mask={{ closable: false }}
    >
      <Form layout="vertical" {...formKeys(() => void send())}>
        <Form.Item label={t("document.adding.signer")} required htmlFor="signer">
          <Input id="signer" value={name} maxLength={80} autoComplete="off" onChange={(event) => setName(event.target.value)} />
        </Form.Item>
        <SignatureInput {...(drawn ? { value: drawn } : {})} onChange={setDrawn} />
      </Form>
    </Modal>
  );
}
