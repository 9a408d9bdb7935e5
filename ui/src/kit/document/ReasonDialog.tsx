// Asks once, with a reason of the dictionary, and says what will happen.
import { Form, Input, Modal, Radio } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOp } from "@/api/client";
import { Waiting } from "../bits";
import { ErrorNotice } from "../ErrorNotice";
import { useRequiredMark } from "../form/required";
import { formKeys } from "../keys";
import type { Reason, ReasonOf } from "./names";

export interface ReasonDialogProps {
  of: ReasonOf;
  title: string;
  /** What it does, and how it is undone. */
  children: ReactNode;
  okText: string;
  onCancel: () => void;
  /** Rejects with the failure that the dialog then shows. */
  onGive: (reason: Reason) => Promise<unknown>;
}

export function ReasonDialog({ of, title, children, okText, onCancel, onGive }: ReasonDialogProps) {
  const { t } = useTranslation();
  const reasons = useOp("documents.reasons", { of });
  const mark = useRequiredMark();
  const [code, setCode] = useState<string>();
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const chosen = reasons.data?.reasons.find((reason) => reason.code === code);
  const missing = !chosen || (chosen.needs_note && note.trim() === "");
  const give = async () => {
    if (!code || missing || busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await onGive(note.trim() ? { code, note: note.trim() } : { code });
    } catch (cause) {
      setFailure(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open title={title} okText={okText} cancelText={t("common.cancel")} onCancel={onCancel} onOk={give} confirmLoading={busy}
      okButtonProps={{ danger: true, disabled: missing }} destroyOnHidden
    >
      <Form layout="vertical" requiredMark={mark} {...formKeys(() => void give())}>
        <p className="reason-about">{children}</p>
        {failure ? <ErrorNotice error={failure} /> : null}
        {reasons.error ? <ErrorNotice error={reasons.error} onRetry={() => void reasons.refetch()} /> : null}
        <Form.Item label={t("document.reason.label")} required>
          {reasons.data ? (
            <Radio.Group
              aria-label={t("document.reason.label")} className="reasons" value={code} onChange={(event) => setCode(event.target.value as string)}
              options={reasons.data.reasons.map((reason) => ({ value: reason.code, label: reason.name }))}
            />
          ) : <Waiting rows={3} />}
        </Form.Item>
        <Form.Item label={t("document.reason.note")} required={chosen?.needs_note ?? false} htmlFor="reason-note">
          <Input.TextArea id="reason-note" value={note} maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} onChange={(event) => setNote(event.target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
