// The first decision: what is in the file, and which file. How it is opened can be chosen again, with its first rows at once.
import { FileAddOutlined, FileTextOutlined } from "@ant-design/icons";
import { Button, Progress } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "@/api/failure";
import type { ReadChoices } from "@/api/types";
import { Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { useFormats } from "@/kit/workspace";
import { FilePreview } from "./FilePreview";
import { ReadOptions } from "./ReadOptions";
import type { Work } from "./useDraft";
import { kindName } from "./words";

const ACCEPT = ".csv,.tsv,.tab,.txt,.gz,.xlsx,.xlsm,.xls,.ods";

export interface FileStepProps {
  kinds: readonly string[];
  work: Work;
  onKind: (kind: string) => void;
  onFile: (file: File) => void;
  onChoices: (choices: ReadChoices) => void;
}

export function FileStep({ kinds, work, onKind, onFile, onChoices }: FileStepProps) {
  const { t } = useTranslation();
  const opened = work.draft?.inspection;
  return (
    <div className="import-step">
      <section className="column">
        <h2 id="import-kind">{t("import.file.what")}</h2>
        <div className="import-kinds" role="radiogroup" aria-labelledby="import-kind">
          {kinds.map((kind) => (
            <label key={kind} className="import-kind">
              <input type="radio" name="import-kind" checked={kind === work.kind} onChange={() => onKind(kind)} />
              <span className="column">
                <b>{kindName(kind)}</b>
                <span className="quiet">{t(`import.kind_hint.${kind}`)}</span>
              </span>
            </label>
          ))}
        </div>
      </section>
      <section className="column">
        <h2>{t("import.file.which")}</h2>
        <FileDrop work={work} onFile={onFile} />
        {work.failure ? <ErrorNotice error={work.failure} /> : null}
      </section>
      {work.looking && !opened ? <Waiting rows={6} /> : null}
      {work.file && !work.sent && (opened || canReopen(work.failure)) ? (
        <ReadOptions info={opened?.preview.info ?? work.info} choices={work.choices} busy={work.looking} onChange={onChoices} />
      ) : null}
      {opened ? <FilePreview preview={opened.preview} /> : null}
    </div>
  );
}

/** What another encoding, delimiter or header row may mend; a picture stays a picture. */
const REOPENED = ["no_rows", "empty_file", "unknown_encoding", "unknown_sheet", "unclosed_quote", "too_large", "bad_encoding"];

function canReopen(failure: unknown): boolean {
  return failure instanceof Failure && REOPENED.includes(failure.error.code);
}

function FileDrop({ work, onFile }: { work: Work; onFile: (file: File) => void }) {
  const { t } = useTranslation();
  const { bytes } = useFormats();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const { file, sent } = work;
  const take = (files: FileList | null) => {
    const chosen = files?.[0];
    if (chosen) onFile(chosen);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for the mouse; the button inside does the same for keys
    <div
      className={over ? "file-drop over" : "file-drop"}
      onDragOver={(event) => { event.preventDefault(); setOver(true); }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); take(event.dataTransfer.files); }}
    >
      {file ? <FileTextOutlined aria-hidden="true" className="file-icon" /> : <FileAddOutlined aria-hidden="true" className="file-icon" />}
      <div className="grow column file-words">
        {file ? <b className="ellipsis">{file.name} <span className="quiet">{bytes(file.bytes)}</span></b> : <b>{t("import.file.drop")}</b>}
        {sent ? (
          <Progress size="small" percent={sent.total ? Math.floor((100 * sent.done) / sent.total) : 0} aria-label={t("import.file.sending")} />
        ) : <span className="quiet">{t("import.file.limits")}</span>}
      </div>
      <input
        ref={input} type="file" hidden accept={ACCEPT} aria-hidden="true" tabIndex={-1}
        onChange={(event) => { take(event.target.files); event.target.value = ""; }}
      />
      <Button type={file ? "default" : "primary"} autoFocus={!file} onClick={() => input.current?.click()}>
        {t(file ? "import.file.other" : "import.file.choose")}
      </Button>
    </div>
  );
}
