// The frame of every form: labels above, required marked, a refusal of the core at the field it is about, Enter goes on,
// Ctrl-Enter saves, and whatever would leave it asks first when something was typed.
import { Button, Form, type FormInstance, Modal } from "antd";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Failure, asFailure } from "@/api/failure";
import { errorText } from "../errorText";
import { ErrorNotice } from "../ErrorNotice";
import { focusFirstField, formKeys } from "../keys";
import { useAskLeave, useLeaveGuard } from "../leave";
import { useRequiredMark } from "./required";
import "./form.css";

/** Fields stand in the form under the name that the operation's input gives them; `scope.region_ids` is a path. */
export function pathOf(field: string): (string | number)[] {
  return field.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Puts a refusal at its field, where the form has it; answers whether it did. */
export function placeError<T>(form: FormInstance<T>, failure: Failure): boolean {
  const { field } = failure.error;
  if (!field) return false;
  const name = pathOf(field);
  const known = form.getFieldsValue(true) as Record<string, unknown>;
  if (!(String(name[0]) in known) && !form.getFieldInstance(name as never)) return false;
  form.setFields([{ name: name as never, errors: [errorText(failure.error)] }]);
  form.scrollToField(name as never, { focus: true });
  return true;
}

export interface RecordFormProps<T extends object> {
  initial: Partial<T>;
  /** Sends the values; a refusal is thrown as a `Failure`. */
  save: (values: T) => Promise<unknown>;
  children: ReactNode;
  /** The word on the primary button. */
  action?: string;
  onCancel?: () => void;
  /** Told when the form holds something that was not saved. */
  onDirty?: (dirty: boolean) => void;
  form?: FormInstance<T>;
  /** Where the surrounding dialog has buttons of its own. */
  buttons?: boolean;
  /** The record was changed by somebody else meanwhile: shows that itself, so that the form says nothing. */
  onStale?: () => void;
}

export function RecordForm<T extends object>(props: RecordFormProps<T>) {
  const { t } = useTranslation();
  const [own] = Form.useForm<T>();
  const form = props.form ?? own;
  const mark = useRequiredMark();
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const [dirty, setDirty] = useState(false);
  // Read when somebody is about to leave. What is being saved leads to its record by itself.
  const unsaved = useRef(false);
  useLeaveGuard(() => unsaved.current);
  const { onDirty } = props;
  useEffect(() => onDirty?.(dirty), [dirty, onDirty]);
  const change = () => {
    unsaved.current = true;
    setDirty(true);
  };
  const submit = async (values: T) => {
    setBusy(true);
    setFailure(undefined);
    unsaved.current = false;
    try {
      await props.save(values);
      setDirty(false);
    } catch (cause) {
      unsaved.current = true;
      const refused = asFailure(cause);
      if (refused.error.kind === "stale" && props.onStale) props.onStale();
      else if (!placeError(form, refused)) setFailure(refused);
    } finally {
      setBusy(false);
    }
  };
  const leave = useLeave(dirty, props.onCancel);
  return (
    <Form<T>
      form={form} clearOnDestroy layout="vertical" className="record-form" validateTrigger="onBlur" initialValues={props.initial as never} scrollToFirstError={{ focus: true }}
      requiredMark={mark}
      onValuesChange={change} onFinish={(values) => void submit(values)}
      {...formKeys(() => form.submit())}
    >
      {failure ? <ErrorNotice error={failure} /> : null}
      {props.children}
      {props.buttons === false ? null : (
        <div className="row record-form-buttons">
          <Button type="primary" htmlType="submit" loading={busy} disabled={!dirty}>{props.action ?? t("common.save")}</Button>
          {props.onCancel ? <Button onClick={leave}>{t("common.cancel")}</Button> : null}
        </div>
      )}
    </Form>
  );
}

/** Leaves at once when nothing was typed, and otherwise asks once: for a dialog, which is left without going anywhere. */
function useLeave(dirty: boolean, onLeave: (() => void) | undefined): () => void {
  const ask = useAskLeave();
  return useCallback(() => {
    if (!dirty) onLeave?.();
    else void ask().then((leaves) => leaves && onLeave?.());
  }, [dirty, onLeave, ask]);
}

export interface RecordDialogProps<T extends object> extends Omit<RecordFormProps<T>, "onCancel" | "buttons" | "form" | "onDirty"> {
  open: boolean;
  title: string;
  width?: number;
  onClose: () => void;
}

/** A form in a dialog: what adds a record. */
export function RecordDialog<T extends object>({ open, title, width = 520, onClose, action, save, ...rest }: RecordDialogProps<T>) {
  const { t } = useTranslation();
  const [form] = Form.useForm<T>();
  const [dirty, setDirty] = useState(false);
  const [busy, setBusy] = useState(false);
  const leave = useLeave(dirty, onClose);
  const current = useRef(save);
  current.current = save;
  const send = useCallback(async (values: T) => {
    setBusy(true);
    try {
      await current.current(values);
    } finally {
      setBusy(false);
    }
  }, []);
  return (
    <Modal
      open={open} title={title} width={width} destroyOnHidden onCancel={leave} okText={action ?? t("common.save")} cancelText={t("common.cancel")}
      onOk={() => form.submit()} confirmLoading={busy} afterOpenChange={focusFirstField} mask={{ closable: false }}
    >
      <RecordForm<T> {...rest} form={form} save={send} buttons={false} onDirty={setDirty} />
    </Modal>
  );
}
