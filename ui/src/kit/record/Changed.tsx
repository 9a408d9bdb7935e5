// "Somebody has changed this record": what differs, in the form's own fields, and the two ways on.
import { Button, Form, Modal } from "antd";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { Compared } from "../form";

/** The fields whose values differ. */
export function differing(before: object, now: object): Set<string> {
  const [a, b] = [before as Record<string, unknown>, now as Record<string, unknown>];
  const plain = (value: unknown) => JSON.stringify(value ?? null);
  return new Set([...Object.keys(a), ...Object.keys(b)].filter((key) => plain(a[key]) !== plain(b[key])));
}

export interface ChangedProps {
  /** What the form began with, what it holds now, and what a form would begin with now. */
  began: object;
  mine: () => object;
  now: object;
  fields: ReactNode;
  comparing: boolean;
  onCompare: (open: boolean) => void;
  onAccept: () => void;
  onKeep: () => void;
}

export function Changed({ began, mine, now, fields, comparing, onCompare, onAccept, onKeep }: ChangedProps) {
  const { t } = useTranslation();
  const names = differing(began, now);
  const then = (act: () => void) => () => {
    onCompare(false);
    act();
  };
  return (
    <Notice action={<Button size="small" onClick={() => onCompare(true)}>{t("record.stale.compare")}</Button>}>
      <Modal
        open={comparing} title={t("record.stale.title")} width={760} onCancel={() => onCompare(false)} destroyOnHidden
        footer={[
          <Button key="accept" onClick={then(onAccept)}>{t("record.stale.accept")}</Button>,
          <Button key="keep" type="primary" onClick={then(onKeep)}>{t("record.stale.keep")}</Button>,
        ]}
      >
        <p className="quiet">{t(names.size === 0 ? "record.stale.same" : "record.stale.about")}</p>
        {names.size === 0 ? null : (
          <div className="record-compare">
            <Side title={t("record.stale.mine")} values={mine()} names={names}>{fields}</Side>
            <Side title={t("record.stale.now")} values={now} names={names}>{fields}</Side>
          </div>
        )}
      </Modal>
    </Notice>
  );
}

function Notice({ action, children }: { action: ReactNode; children?: ReactNode }) {
  const { t } = useTranslation();
  return <div className="stale" role="status"><span className="grow">{t("record.stale.changed")}</span>{action}{children}</div>;
}

/** The same where a form's fields cannot be laid side by side: what is typed stays to be read until the latest is asked for. */
export function ChangedNotice({ onAccept }: { onAccept: () => void }) {
  const { t } = useTranslation();
  return <Notice action={<Button size="small" onClick={onAccept}>{t("record.stale.accept")}</Button>} />;
}

function Side({ title, values, names, children }: { title: string; values: object; names: ReadonlySet<string>; children: ReactNode }) {
  const name = useId();
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <Compared value={names}>
        <Form name={name} layout="vertical" disabled initialValues={values} className="record-form" requiredMark={false}>{children}</Form>
      </Compared>
    </section>
  );
}
