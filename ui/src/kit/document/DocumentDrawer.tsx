// The frame of every document's drawer: number, state, what matters, one primary action, the rest in the menu with its
// reason, and tabs that every kind shares beside its own.
import { CopyOutlined, EllipsisOutlined, MinusCircleOutlined, RollbackOutlined, SnippetsOutlined } from "@ant-design/icons";
import { App, Button, Dropdown, type MenuProps, Tabs } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/api/client";
import { StateTag } from "../bits";
import { ErrorNotice } from "../ErrorNotice";
import { useKeys } from "../keys";
import { useFormats } from "../workspace";
import { Attachments } from "./Attachments";
import { Comments } from "./Comments";
import type { Action, Document, DocumentKind } from "./names";
import { ReasonDialog } from "./ReasonDialog";
import { StaleBanner } from "./Stale";
import { Timeline } from "./Timeline";
import type { SeenDocument } from "./useDocument";
import "./document.css";

export interface DocumentTab {
  key: string;
  label: string;
  children: ReactNode;
}

export interface DocumentDrawerProps {
  kind: DocumentKind;
  document: SeenDocument;
  /** The kind's own state, as icon, word and hue. */
  state: ReactNode;
  /** What else stands under the number: kind, owner. */
  about?: ReactNode;
  /** The clock or the amount that matters. */
  main?: ReactNode;
  /** Tabs before the timeline; the first one is shown first. */
  tabs: readonly DocumentTab[];
  /** What stands beside the primary action: printing, say. */
  actions?: ReactNode;
  /** Who would sign: the customer of the document. */
  signer?: string | undefined;
  /** More entries of the menu. */
  menu?: MenuProps["items"];
  /** A copy was made: where to go. */
  onCopied?: (id: number) => void;
}

type Asking = "unaudit" | "void";

export function DocumentDrawer(props: DocumentDrawerProps) {
  const { t } = useTranslation();
  const { kind, document, tabs } = props;
  const { seen } = document;
  const allowed = (action: Action) => seen.actions.some((one) => one.action === action && one.allowed);
  const [tab, setTab] = useState(tabs[0]?.key ?? "timeline");
  const counted = (text: string, count: number) => (count > 0 ? `${text} ${count}` : text);
  const ref = { kind, id: seen.id };
  const all: DocumentTab[] = [
    ...tabs,
    { key: "timeline", label: t("document.tab.timeline"), children: <Timeline {...ref} /> },
    { key: "files", label: counted(t("document.tab.files"), seen.attachments), children: <Attachments {...ref} mayAdd={allowed("attach")} mayRemove={allowed("remove_attachment")} signer={props.signer} /> },
    { key: "comments", label: counted(t("document.tab.comments"), seen.comments), children: <Comments {...ref} may={allowed("comment")} /> },
  ];
  useKeys(Object.fromEntries(all.map((one, index) => [String(index + 1), () => setTab(one.key)])));
  return (
    <article className="document" aria-label={seen.number}>
      <Head {...props} allowed={allowed} />
      <StaleBanner grid={kind} document={document} />
      {props.main}
      <Tabs activeKey={tab} onChange={setTab} size="small" tabBarGutter={14} items={all} destroyOnHidden />
    </article>
  );
}

function Head(props: DocumentDrawerProps & { allowed: (action: Action) => boolean }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { kind, document: { seen }, allowed, state, about } = props;
  const [asking, setAsking] = useState<Asking>();
  const audit = useWrite(`${kind}.audit`);
  const copy = useWrite(`${kind}.copy`);
  const failure = audit.error ?? copy.error;
  const onCopy = () => copy.mutate({ id: seen.id }, {
    onSuccess: (made) => {
      message.success(t("document.copied", { number: made.number }));
      props.onCopied?.(made.id);
    },
  });
  const onAudit = () => audit.mutate({ id: seen.id, version: seen.version }, { onSuccess: () => message.success(t("document.audited", { number: seen.number })) });
  return (
    <header className="document-head">
      <h2>{seen.number}</h2>
      <div className="row wrap">{state}{about}</div>
      <AuditMark seen={seen} />
      <div className="row">
        {allowed("audit") ? <Button type="primary" size="small" loading={audit.isPending} onClick={onAudit}>{t("document.action.audit")}</Button> : null}
        {props.actions}
        <Menu {...props} onAsk={setAsking} onCopy={onCopy} />
      </div>
      {failure ? <ErrorNotice error={failure} /> : null}
      {asking ? <Asked kind={kind} seen={seen} asking={asking} onDone={() => setAsking(undefined)} /> : null}
    </header>
  );
}

/** That a document was audited, by whom and when; a void one says so by its own state. */
function AuditMark({ seen }: { seen: Document }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  if (seen.audited_at === undefined) return null;
  return (
    <div className="row wrap">
      <StateTag state="audited" hue="met">{t("document.phase.audited")}</StateTag>
      <span className="quiet">{t("document.audited_by", { by: seen.audited_by ?? "", at: dateTime(seen.audited_at) })}</span>
    </div>
  );
}

interface MenuOfDocument extends DocumentDrawerProps {
  allowed: (action: Action) => boolean;
  onAsk: (what: Asking) => void;
  onCopy: () => void;
}

function Menu({ document: { seen }, menu, allowed, onAsk, onCopy }: MenuOfDocument) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const copyNumber = async () => {
    await navigator.clipboard.writeText(seen.number);
    message.success(t("common.copied"));
  };
  const items: MenuProps["items"] = [
    { key: "copy_number", icon: <CopyOutlined />, label: t("document.action.copy_number"), onClick: () => void copyNumber() },
    ...(allowed("copy") ? [{ key: "copy", icon: <SnippetsOutlined />, label: t("document.action.copy"), onClick: onCopy }] : []),
    ...(menu ?? []),
    ...(allowed("unaudit") || allowed("void") ? [{ type: "divider" as const }] : []),
    ...(allowed("unaudit") ? [{ key: "unaudit", icon: <RollbackOutlined />, label: t("document.action.unaudit"), onClick: () => onAsk("unaudit") }] : []),
    ...(allowed("void") ? [{ key: "void", icon: <MinusCircleOutlined />, danger: true, label: t("document.action.void"), onClick: () => onAsk("void") }] : []),
  ];
  return (
    <Dropdown autoFocus menu={{ items }} trigger={["click"]}>
      <Button size="small" icon={<EllipsisOutlined />} aria-label={t("document.action.more")}>{t("document.action.more")}</Button>
    </Dropdown>
  );
}

/** Un-audit and void ask once, with a reason. */
function Asked({ kind, seen, asking, onDone }: { kind: DocumentKind; seen: Document; asking: Asking; onDone: () => void }) {
  const { t } = useTranslation();
  const unaudit = useWrite(`${kind}.unaudit`);
  const makeVoid = useWrite(`${kind}.void`);
  return (
    <ReasonDialog
      of={asking} title={t(`document.ask.${asking}.title`, { number: seen.number })} okText={t(`document.action.${asking}`)} onCancel={onDone}
      onGive={async (reason) => {
        const input = { id: seen.id, version: seen.version, reason };
        await (asking === "unaudit" ? unaudit.mutateAsync(input) : makeVoid.mutateAsync(input));
        onDone();
      }}
    >
      {t(`document.ask.${asking}.about`)}
    </ReasonDialog>
  );
}
