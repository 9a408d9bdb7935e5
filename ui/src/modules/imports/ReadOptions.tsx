// How the file is opened: what was found, and other choices where it was found wrong.
import { InputNumber, Select } from "antd";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import type { ReadChoices, TableInfo } from "@/api/types";

const ENCODINGS = ["utf-8", "gb18030", "big5", "utf-16le", "utf-16be", "shift_jis", "euc-kr", "windows-1252", "iso-8859-2", "koi8-r"];
const DELIMITERS: Record<string, string> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe" };
const AUTO = "";

export interface ReadOptionsProps {
  /** What the file was found to be; unknown while it can't be opened. */
  info: TableInfo | undefined;
  choices: ReadChoices;
  busy: boolean;
  onChange: (choices: ReadChoices) => void;
}

function Choice({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="read-option">
      <label htmlFor={id} className="quiet">{label}</label>
      {children(id)}
    </div>
  );
}

export function ReadOptions({ info, choices, busy, onChange }: ReadOptionsProps) {
  const { t } = useTranslation();
  const isText = !info || info.format === "csv";
  const auto = (found: string | null | undefined) =>
    ({ value: AUTO, label: found ? t("import.read.auto_found", { found }) : t("import.read.auto") });
  const delimiterName = (d: string) => (DELIMITERS[d] ? t(`import.delimiter.${DELIMITERS[d]}`) : d);
  const set = (change: Partial<ReadChoices>) => onChange({ ...choices, ...change });
  return (
    <section className="row wrap read-options" aria-label={t("import.read.title")}>
      <span className="quiet">
        {info ? t(info.gzip ? "import.read.format_gzip" : "import.read.format", { format: info.format.toUpperCase() }) : t("import.read.closed")}
      </span>
      {isText ? (
        <>
          <Choice label={t("import.read.encoding")}>
            {(id) => (
              <Select
                id={id} className="read-select" value={choices.encoding ?? AUTO} disabled={busy} onChange={(value) => set({ encoding: value || null })}
                options={[auto(choices.encoding ? undefined : info?.encoding), ...ENCODINGS.map((value) => ({ value, label: value }))]}
              />
            )}
          </Choice>
          <Choice label={t("import.read.delimiter")}>
            {(id) => (
              <Select
                id={id} className="read-select" value={choices.delimiter ?? AUTO} disabled={busy} onChange={(value) => set({ delimiter: value || null })}
                options={[
                  auto(!choices.delimiter && info?.delimiter ? delimiterName(info.delimiter) : undefined),
                  ...Object.keys(DELIMITERS).map((value) => ({ value, label: delimiterName(value) })),
                ]}
              />
            )}
          </Choice>
        </>
      ) : (
        <Choice label={t("import.read.sheet")}>
          {(id) => (
            <Select
              id={id} className="read-select" value={info.sheet ?? info.sheets[0]} disabled={busy} onChange={(sheet) => set({ sheet })}
              options={info.sheets.map((value) => ({ value, label: value }))}
            />
          )}
        </Choice>
      )}
      <Choice label={t("import.read.header_row")}>
        {(id) => (
          <InputNumber
            id={id} className="read-header" min={1} max={1000} precision={0} disabled={busy} changeOnBlur={false} changeOnWheel={false}
            value={choices.header_row ?? info?.header_line ?? 1} onChange={(value) => set({ header_row: value ?? null })}
          />
        )}
      </Choice>
    </section>
  );
}
