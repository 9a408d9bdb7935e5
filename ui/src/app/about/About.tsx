// About: which version of what runs here, and the licences of everything that it is made of. Loaded when it is opened.
import { CopyOutlined, SearchOutlined } from "@ant-design/icons";
import { App, Button, Input, Modal } from "antd";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { transport } from "@/api/transport";
import { CONTRACT } from "@/api/types";
import { Empty, Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { useFormats, useWorkspace } from "@/kit/workspace";
import { Brand } from "../entry/EntryPage";
import { type Licence, type Licences, licencesWith } from "./match";
import "./about.css";

/** As many rows as are shown at once; whoever looks for something types it. */
const SHOWN = 60;

export function About({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal open onCancel={onClose} footer={null} width={720} style={{ top: 48 }} title={t("shell.about.title")} className="about">
      <Versions />
      <h2 id="about-licences">{t("shell.about.licences")}</h2>
      <p className="quiet">{t("shell.about.own")}</p>
      <LicenceList />
    </Modal>
  );
}

function useFacts(): [string, string][] {
  const { t } = useTranslation();
  const { status } = useWorkspace();
  if (!status) return [];
  return [
    [t("shell.about.version"), status.version],
    [t("shell.about.contract"), status.contract === CONTRACT ? String(CONTRACT) : `${CONTRACT} ≠ ${status.contract}`],
    [t("shell.about.engine"), t(`common.engine.${status.workspace.engine}`)],
    [t("shell.about.schema"), String(status.schema)],
    [t("shell.about.shell"), t(`shell.about.shell_${transport.shell}`)],
  ];
}

function Versions() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const facts = useFacts();
  const copy = async () => {
    await navigator.clipboard.writeText(facts.map(([name, value]) => `${name}: ${value}`).join("\n"));
    message.success(t("common.copied"));
  };
  return (
    <div className="about-versions">
      <Brand size={56} />
      <dl className="facts grow">
        {facts.map(([name, value]) => [<dt key={`${name} name`}>{name}</dt>, <dd key={name}>{value}</dd>])}
      </dl>
      <Button icon={<CopyOutlined />} onClick={() => void copy()}>{t("shell.about.copy")}</Button>
    </div>
  );
}

function useLicences(): { found: Licences | undefined; failure: unknown } {
  const [found, setFound] = useState<Licences>();
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    import("./licences.json").then((read) => setFound(read.default as Licences), setFailure);
  }, []);
  return { found, failure };
}

function LicenceList() {
  const { t } = useTranslation();
  const { integer } = useFormats();
  const [query, setQuery] = useState("");
  const { found, failure } = useLicences();
  const fitting = useMemo(() => licencesWith(found?.entries ?? [], query), [found, query]);
  if (failure) return <ErrorNotice error={failure} />;
  if (!found) return <Waiting />;
  const shown = fitting.slice(0, SHOWN);
  return (
    <div className="column">
      <div className="row">
        <Input className="grow" allowClear prefix={<SearchOutlined aria-hidden="true" />} value={query} onChange={(e) => setQuery(e.target.value)} placeholder={t("shell.about.search")} aria-label={t("shell.about.search")} />
        <span className="quiet figure" role="status">{t("shell.about.count", { shown: integer(fitting.length), total: integer(found.entries.length) })}</span>
      </div>
      {shown.length === 0 ? <Empty>{t("shell.about.none")}</Empty> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by the keyboard */}
      <ul className="licences" aria-labelledby="about-licences" tabIndex={0}>
        {shown.map((one) => <Item key={`${one.k} ${one.n} ${one.v}`} one={one} texts={found.texts} />)}
      </ul>
    </div>
  );
}

function Item({ one, texts }: { one: Licence; texts: readonly string[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <li>
      <div className="row">
        <strong className="ellipsis">{one.n}</strong>
        <span className="quiet">{one.v}</span>
        <span className="faint grow">{t(`shell.about.kind.${one.k}`)}</span>
        <span className="licence-name ellipsis" title={one.l}>{one.l}</span>
        {one.t?.length ? <Button size="small" type="link" aria-expanded={open} onClick={() => setOpen(!open)}>{t("shell.about.text")}</Button> : null}
      </div>
      {one.c?.map((line) => <div key={line} className="faint">{line}</div>)}
      {one.u ? <div className="faint ellipsis">{one.u}</div> : null}
      {open ? one.t?.map((number) => <pre key={number}>{texts[number]}</pre>) : null}
    </li>
  );
}
