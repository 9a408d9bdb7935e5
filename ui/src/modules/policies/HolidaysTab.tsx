// The years whose public holidays are known, and the import of one that was announced.
import { UploadOutlined } from "@ant-design/icons";
import { App, Button, Input } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOp, useWrite } from "@/api/client";
import { StateTag, Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { useCan, useFormats } from "@/kit/workspace";

export function HolidaysTab() {
  const { t } = useTranslation();
  const { integer } = useFormats();
  const manage = useCan()("policies.manage");
  const years = useOp("holidays.years", {});
  if (years.error) return <ErrorNotice error={years.error} onRetry={() => void years.refetch()} />;
  if (!years.data) return <Waiting rows={8} />;
  return (
    <div className="holidays">
      {manage ? <ImportPanel /> : null}
      <section className="panel">
        <table className="plain">
          <thead><tr><th>{t("policies.holidays.year")}</th><th className="figure">{t("policies.holidays.days")}</th><th>{t("policies.holidays.source")}</th></tr></thead>
          <tbody>
            {[...years.data.years].reverse().map(({ year, days, source }) => (
              <tr key={year}>
                <td>{year}</td>
                <td className="figure">{integer(days)}</td>
                <td>{source === "imported" ? <StateTag state="active">{t("policies.holidays.imported")}</StateTag> : <span className="quiet">{t("policies.holidays.shipped")}</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function ImportPanel() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [text, setText] = useState("");
  const picker = useRef<HTMLInputElement>(null);
  const take = useWrite("holidays.import");
  const submit = () =>
    take.mutate({ text }, {
      onSuccess: ({ years }) => {
        setText("");
        message.success(t("policies.holidays.done", { years: years.map(({ year }) => year).join(t("common.list_comma")) }));
      },
    });
  const pick = async (files: FileList | null) => {
    const file = files?.[0];
    if (file) setText(await file.text());
    if (picker.current) picker.current.value = "";
  };
  return (
    <section className="panel column" aria-label={t("policies.holidays.import")}>
      <h2>{t("policies.holidays.import")}</h2>
      <p className="quiet">{t("policies.holidays.hint")}</p>
      <Input.TextArea rows={8} className="mono" value={text} spellCheck={false} aria-label={t("policies.holidays.text")} placeholder={t("policies.holidays.example")} onChange={(event) => setText(event.target.value)} />
      {take.error ? <ErrorNotice error={take.error} /> : null}
      <div className="row wrap">
        <Button type="primary" disabled={text.trim() === ""} loading={take.isPending} onClick={submit}>{t("policies.holidays.import")}</Button>
        <Button icon={<UploadOutlined />} onClick={() => picker.current?.click()}>{t("policies.holidays.file")}</Button>
        <input ref={picker} type="file" accept=".csv,.json,.txt" hidden aria-label={t("policies.holidays.file")} onChange={(event) => void pick(event.target.files)} />
      </div>
    </section>
  );
}
