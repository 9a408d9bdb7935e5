// "Changed by NAME, 09:41": what differs, field by field, and the way to the newer version.
import { Button, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../workspace";
import type { SeenDocument } from "./useDocument";
import { differences } from "./words";

export function StaleBanner({ grid, document }: { grid: string; document: SeenDocument }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [open, setOpen] = useState(false);
  const { seen, newer, accept } = document;
  if (!newer) return null;
  const at = newer.changed ? formats.dateTime(newer.changed.at) : "";
  const rows = differences(grid, seen.facts, newer.facts, formats);
  return (
    <div className="stale" role="status">
      <span className="grow">{t("document.stale.changed", { by: newer.changed?.by || t("document.by.system"), at })}</span>
      <Button size="small" onClick={() => setOpen(true)}>{t("document.stale.compare")}</Button>
      <Button size="small" type="primary" onClick={accept}>{t("document.stale.reload")}</Button>
      <Modal
        open={open} title={t("document.stale.title", { number: newer.number })} onCancel={() => setOpen(false)} width={640}
        okText={t("document.stale.reload")} cancelText={t("common.close")} onOk={() => { setOpen(false); accept(); }}
      >
        {rows.length === 0 ? <p>{t("document.stale.same_fields")}</p> : (
          <table className="compare">
            <thead><tr><th scope="col">{t("document.stale.field")}</th><th scope="col">{t("document.stale.mine")}</th><th scope="col">{t("document.stale.theirs")}</th></tr></thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.field}><th scope="row">{row.label}</th><td>{row.mine}</td><td><strong>{row.theirs}</strong></td></tr>
              ))}
            </tbody>
          </table>
        )}
      </Modal>
    </div>
  );
}
