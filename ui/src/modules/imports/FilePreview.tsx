// The first rows of the file as they will be read, and what a person should know of them.
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import type { Preview } from "@/api/types";
import { errorText } from "@/kit/errorText";
import { useFormats } from "@/kit/workspace";

const SHOWN_ERRORS = 5;

export function FilePreview({ preview }: { preview: Preview }) {
  const { t } = useTranslation();
  const { integer } = useFormats();
  const { columns, rows, rows_seen, complete } = preview;
  return (
    <section className="column" aria-label={t("import.preview.title")}>
      <Remarks preview={preview} />
      <div className="row">
        <h2>{t("import.preview.title")}</h2>
        <span className="quiet">
          {t(complete ? "import.preview.whole" : "import.preview.part", { rows: integer(rows_seen), columns: integer(columns.length) })}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div className="import-scroll import-preview" tabIndex={0} role="region" aria-label={t("import.preview.title")}>
        <table>
          <thead>
            <tr>
              <th className="figure">{t("import.preview.line")}</th>
              {columns.map((column) => (
                <th key={column.name} title={column.note ? t(`import.header_notes.${column.note}`) : undefined}>
                  {column.name}{column.note ? " *" : ""}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.line}>
                <td className="figure faint">{integer(row.line)}</td>
                {columns.map((column) => <td key={column.name}>{row.cells[column.position]}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Rows that can't be read, results of formulas, lost digits: said before anything is decided. */
function Remarks({ preview }: { preview: Preview }) {
  const { t } = useTranslation();
  const { integer } = useFormats();
  const noted = preview.columns.flatMap((column) => column.notes.filter((note) => note !== "ambiguous_dates").map((note) => ({ column: column.name, note })));
  return (
    <>
      {preview.bad_rows > 0 ? (
        <Alert
          type="warning" showIcon role="alert" className="error-notice"
          title={
            <>
              {t("import.preview.bad_rows", { n: integer(preview.bad_rows), of: integer(preview.rows_seen) })}
              <ul className="import-list">
              {preview.errors.slice(0, SHOWN_ERRORS).map((error) => (
                <li key={`${error.line} ${error.column ?? ""} ${error.code}`}>
                  {errorText({
                    code: error.code,
                    params: { line: error.line, column: error.column ?? "", value: error.value ?? "", expected: error.expected ?? "" },
                  })}
                </li>
              ))}
              </ul>
            </>
          }
        />
      ) : null}
      {preview.formulas > 0 || noted.length > 0 ? (
        <Alert
          type="info" showIcon className="error-notice"
          title={
            <ul className="import-list">
              {preview.formulas > 0 ? <li>{t("import.preview.formulas", { n: integer(preview.formulas) })}</li> : null}
              {noted.map(({ column, note }) => (
                <li key={`${column} ${note}`}>{column}{t("common.colon")}{t(`import.preview_notes.${note}`)}</li>
              ))}
            </ul>
          }
        />
      ) : null}
    </>
  );
}
