// What people said of a document; `@` calls somebody who may see it.
import { DeleteOutlined } from "@ant-design/icons";
import { App, Button, Mentions } from "antd";
import { Fragment, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, useOp, useWrite } from "@/api/client";
import { Empty, Waiting } from "../bits";
import { ErrorNotice } from "../ErrorNotice";
import { useLeaveGuard } from "../leave";
import { useFormats } from "../workspace";
import type { Comment, DocumentRef } from "./names";

interface Person {
  id: number;
  name: string;
}

/** Whom a text names among those that were offered. */
export function mentionedIn(text: string, offered: Iterable<Person>): number[] {
  return [...offered].filter((person) => text.includes(`@${person.name}`)).map((person) => person.id);
}

/** A comment's text with the names that it calls set apart. */
export function withNames(text: string, people: readonly Person[]): ReactNode[] {
  const names = people.map((person) => `@${person.name}`).sort((a, b) => b.length - a.length);
  const parts: ReactNode[] = [];
  let rest = text;
  while (rest !== "") {
    const places = names.map((name) => ({ name, at: rest.indexOf(name) })).filter(({ at }) => at >= 0);
    const next = places.sort((a, b) => a.at - b.at)[0];
    if (!next) break;
    parts.push(rest.slice(0, next.at), <mark key={parts.length} className="mention">{next.name}</mark>);
    rest = rest.slice(next.at + next.name.length);
  }
  return [...parts, rest].map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text that never changes
    <Fragment key={index}>{part}</Fragment>
  ));
}

export function CommentText({ comment }: { comment: Comment }) {
  const { t } = useTranslation();
  if (comment.deleted) return <p className="faint">{t("document.comment.deleted")}</p>;
  return <p className="comment-text">{withNames(comment.text, comment.mentions)}</p>;
}

export function Comments({ kind, id, may }: DocumentRef & { may: boolean }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const { modal } = App.useApp();
  const list = useOp(`${kind}.comments`, { id });
  const remove = useWrite(`${kind}.delete_comment`);
  const takeBack = (comment: number) => modal.confirm({
    title: t("document.comment.take_back"), content: t("document.comment.take_back_about"), okText: t("document.comment.take_back_ok"),
    cancelText: t("common.cancel"), onOk: () => remove.mutateAsync({ id, comment }),
  });
  if (list.error) return <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Waiting rows={4} />;
  const { comments } = list.data;
  return (
    <section className="comments">
      {remove.error ? <ErrorNotice error={remove.error} /> : null}
      {comments.length === 0 ? <Empty>{t(may ? "document.comment.empty" : "document.comment.none")}</Empty> : (
        <ol>
          {comments.map((comment) => (
            <li key={comment.id}>
              <div className="row">
                <strong>{comment.by}</strong>
                <time className="quiet grow" dateTime={new Date(comment.at).toISOString()}>{dateTime(comment.at)}</time>
                {comment.mine && !comment.deleted && may ? (
                  <Button
                    size="small" type="text" icon={<DeleteOutlined />} aria-label={t("document.comment.take_back_ok")}
                    title={t("document.comment.take_back_ok")} onClick={() => takeBack(comment.id)}
                  />
                ) : null}
              </div>
              <CommentText comment={comment} />
            </li>
          ))}
        </ol>
      )}
      {may ? <Writing kind={kind} id={id} /> : null}
    </section>
  );
}

function Writing({ kind, id }: DocumentRef) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [asked, setAsked] = useState<string>();
  const [answer, setAnswer] = useState<{ to: string; people: Person[] }>({ to: "", people: [] });
  // The list of names is open: Esc closes it, and not what stands around it.
  const choosing = useRef(false);
  const offered = useRef(new Map<number, Person>());
  const write = useWrite(`${kind}.comment`);
  useEffect(() => {
    if (asked === undefined) return;
    let current = true;
    const timer = setTimeout(() => {
      void call(`${kind}.people`, { id, text: asked }).then(({ people: found }) => {
        if (!current) return;
        for (const person of found) offered.current.set(person.id, person);
        setAnswer({ to: asked, people: found });
      }, () => current && setAnswer({ to: asked, people: [] }));
    }, 120);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [asked, kind, id]);
  useLeaveGuard(() => text.trim() !== "");
  // Names found for what stood there before are not offered: Enter would take one of them.
  const isAnswered = answer.to === asked;
  const options = isAnswered ? answer.people.map((person) => ({ key: String(person.id), value: person.name, label: person.name })) : [];
  const send = () => {
    if (text.trim() === "" || write.isPending) return;
    write.mutate({ id, text, mentions: mentionedIn(text, offered.current.values()) }, { onSuccess: () => setText("") });
  };
  return (
    <div className="comment-new">
      {write.error ? <ErrorNotice error={write.error} /> : null}
      <Mentions
        value={text} onChange={(next) => { if (!/@\S*$/.test(next)) choosing.current = false; setText(next); }} autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} placement="top" filterOption={false}
        aria-label={t("document.comment.label")} placeholder={t("document.comment.placeholder")}
        onSearch={(word) => { choosing.current = true; setAsked(word); }} onSelect={() => { choosing.current = false; }} onBlur={() => { choosing.current = false; }}
        options={options} notFoundContent={t(isAnswered ? "document.comment.nobody" : "common.loading")}
        onKeyDown={(event) => {
          if (event.key === "Escape" && choosing.current) {
            choosing.current = false;
            event.preventDefault();
          }
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          send();
        }}
      />
      <div className="row">
        <span className="grow faint">{t("document.comment.hint")}</span>
        <Button type="primary" size="small" loading={write.isPending} disabled={text.trim() === ""} onClick={send}>{t("document.comment.send")}</Button>
      </div>
    </div>
  );
}
