// The bell: how many messages wait, and the messages themselves.
import { BellOutlined, CheckOutlined } from "@ant-design/icons";
import { Badge, Button, Popover, Segmented, Tooltip } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOp, useWrite } from "@/api/client";
import { transport } from "@/api/transport";
import type { InboxItem } from "@/api/types";
import { Empty, Waiting } from "@/kit/bits";
import { ErrorNotice } from "@/kit/ErrorNotice";
import { useFormats } from "@/kit/workspace";
import { isShown, isWanted, want } from "./desktop";
import { messageText } from "./message";
import "./inbox.css";

const PAGE = 20;
const MOST = 200;
/** Messages that another server of the same database wrote are told by nobody. */
const REFRESH_MS = 60_000;

export interface InboxTrayProps {
  open: boolean;
  onOpen: (open: boolean) => void;
  /** Opens what a message is about. */
  onFollow: (item: InboxItem) => void;
}

export function InboxTray({ open, onOpen, onFollow }: InboxTrayProps) {
  const { t } = useTranslation();
  const count = useOp("inbox.unread", {}, { refetch_ms: REFRESH_MS });
  const unread = count.data?.unread ?? 0;
  const label = unread > 0 ? `${t("inbox.title")} · ${t("inbox.unread", { count: unread })}` : t("inbox.title");
  return (
    <Popover
      trigger="click" placement="bottomRight" open={open} onOpenChange={onOpen} destroyOnHidden
      content={<Panel unread={unread} onFollow={onFollow} onClose={() => onOpen(false)} />}
    >
      <Badge count={unread} size="small" offset={[-6, 6]}>
        <Button type="text" icon={<BellOutlined />} aria-label={label} title={label} aria-expanded={open} />
      </Badge>
    </Popover>
  );
}

function Panel({ unread, onFollow, onClose }: { unread: number; onFollow: (item: InboxItem) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const panel = useRef<HTMLDivElement>(null);
  const [only, setOnly] = useState(false);
  const [limit, setLimit] = useState(PAGE);
  const list = useOp("inbox.list", { limit, ...(only ? { unread_only: true } : {}) }, { keep: true });
  const mark = useWrite("inbox.mark");
  const items = list.data?.items;
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === "Escape") onClose();
  };
  // Reading goes on in the panel, and afterwards where it was before.
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && (document.activeElement === document.body || document.activeElement === null)) before.focus();
    };
  }, []);
  return (
    <div ref={panel} tabIndex={-1} className="inbox" role="dialog" aria-label={t("inbox.title")} onKeyDown={onKeyDown}>
      <div className="row">
        <h2 className="grow">{t("inbox.title")}</h2>
        <Segmented
          size="small" value={only ? "unread" : "all"} onChange={(value) => setOnly(value === "unread")} aria-label={t("inbox.title")}
          options={[{ value: "all", label: t("inbox.all") }, { value: "unread", label: t("inbox.only_unread") }]}
        />
        <Button size="small" disabled={unread === 0} onClick={() => mark.mutate({ all: true })}>{t("inbox.mark_all")}</Button>
      </div>
      {list.error ? <ErrorNotice compact error={list.error} onRetry={() => void list.refetch()} /> : null}
      {mark.error ? <ErrorNotice compact error={mark.error} /> : null}
      {!items && !list.error ? <Waiting /> : null}
      {items?.length === 0 ? <Empty>{t(only ? "inbox.empty_unread" : "inbox.empty")}</Empty> : null}
      {items && items.length > 0 ? (
        <ul className="inbox-items">
          {items.map((item) => (
            <Item key={item.id} item={item} onFollow={() => onFollow(item)} onMark={() => mark.mutate({ ids: [item.id] })} />
          ))}
        </ul>
      ) : null}
      {list.data?.more && limit < MOST ? <Button type="link" size="small" onClick={() => setLimit(Math.min(limit + PAGE, MOST))}>{t("inbox.more")}</Button> : null}
      <DesktopChoice />
    </div>
  );
}

function Item({ item, onFollow, onMark }: { item: InboxItem; onFollow: () => void; onMark: () => void }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const isNew = item.read_at === undefined;
  const text = messageText(item);
  return (
    <li className={isNew ? "inbox-item new" : "inbox-item"}>
      <span className="inbox-dot" aria-hidden="true" />
      <div className="grow">
        {item.link ? (
          <button type="button" className="inbox-open" onClick={onFollow}>
            {isNew ? <span className="visually-hidden">{t("inbox.new")}{t("common.colon")}</span> : null}
            {text}
          </button>
        ) : (
          <span>{isNew ? <span className="visually-hidden">{t("inbox.new")}{t("common.colon")}</span> : null}{text}</span>
        )}
        <div className="faint">{dateTime(item.at)}</div>
      </div>
      {isNew ? (
        <Tooltip title={t("inbox.mark")}>
          <Button size="small" type="text" icon={<CheckOutlined />} aria-label={`${t("inbox.mark")}${t("common.colon")}${text}`} onClick={onMark} />
        </Tooltip>
      ) : null}
    </li>
  );
}

/** Asked here and nowhere else: a page that asks for notifications by itself is refused for good reason. */
function DesktopChoice() {
  const { t } = useTranslation();
  const [shown, setShown] = useState(isShown);
  const [refused, setRefused] = useState(() => isWanted() && transport.notifications?.allowed() === "no");
  if (!transport.notifications) return null;
  const choose = async (wanted: boolean) => {
    const is = await want(wanted);
    setShown(is);
    setRefused(wanted && !is);
  };
  return (
    <div className="inbox-foot quiet">
      <span className="grow">{refused ? t("inbox.desktop.refused") : shown ? t("inbox.desktop.asked") : ""}</span>
      <Button type="link" size="small" onClick={() => void choose(!shown)}>{t(shown ? "inbox.desktop.stop" : "inbox.desktop.ask")}</Button>
    </div>
  );
}
