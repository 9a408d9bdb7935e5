// Paper: the core sets the pages, so that they look the same in every shell; here the job is started, waited for, and its
// file saved.
import { PrinterOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "@/api/client";
import { Failure } from "@/api/failure";
import { transport } from "@/api/transport";
import type { Input, OpName, Output, PrintReport, Started } from "@/api/types";
import { errorText } from "./errorText";
import { isFileRef, jobEnd } from "./jobs";
import { useFormats } from "./workspace";

/** Operations that start a job. */
export type JobName = { [O in OpName]: Output<O> extends Started ? O : never }[OpName];

export interface Printer {
  busy: boolean;
  print<O extends JobName>(op: O, input: Input<O>): Promise<void>;
}

export function usePrint(): Printer {
  const { t } = useTranslation();
  const { integer } = useFormats();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const print = useCallback(
    async <O extends JobName>(op: O, input: Input<O>) => {
      setBusy(true);
      const done = message.loading(t("prints.action.started"), 0);
      try {
        const { job } = (await call(op, input)) as Started;
        const ended = await jobEnd(job);
        const { file, pages } = (ended.result ?? {}) as Partial<PrintReport>;
        if (ended.state === "succeeded" && isFileRef(file)) {
          await transport.download(file);
          message.success(t("prints.action.done", { pages: integer(pages ?? 0) }));
        } else if (ended.error) {
          message.error(errorText(ended.error));
        }
      } catch (cause) {
        message.error(cause instanceof Failure ? errorText(cause.error) : t("errors.unknown"));
      } finally {
        done();
        setBusy(false);
      }
    },
    [message, t, integer],
  );
  return { busy, print };
}

/** A button that prints one thing. */
export function PrintButton<O extends JobName>({ op, input, label }: { op: O; input: Input<O>; label: string }) {
  const { busy, print } = usePrint();
  return (
    <Button size="small" icon={<PrinterOutlined />} loading={busy} onClick={() => void print(op, input)}>
      {label}
    </Button>
  );
}
