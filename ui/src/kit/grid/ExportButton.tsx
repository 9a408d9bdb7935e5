import { DownloadOutlined } from "@ant-design/icons";
import { App, Button, Dropdown } from "antd";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/api/client";
import { Failure } from "@/api/failure";
import { transport } from "@/api/transport";
import type { GridName, JobView, Selection, Sort } from "@/api/types";
import { errorText } from "../errorText";
import { isFileRef, isOver, useJobEnd } from "../jobs";
import { useFormats } from "../workspace";

export interface ExportButtonProps {
  grid: GridName;
  which: Selection;
  sort: readonly Sort[];
  /** The shown columns, in their order, at the moment of the click. */
  columns: () => string[];
  size?: "small";
}

/** Exports exactly what is seen: the same filter, order and columns. The file is saved when the job is over. */
export function ExportButton({ grid, which, sort, columns, size }: ExportButtonProps) {
  const { t } = useTranslation();
  const { integer } = useFormats();
  const { message } = App.useApp();
  const [job, setJob] = useState<number>();
  const start = useWrite(`${grid}.export`);
  const saved = useCallback(
    (ended: JobView) => {
      const result = ended.result as { file?: unknown; rows?: number } | undefined;
      if (ended.state === "succeeded" && isFileRef(result?.file)) {
        void transport.download(result.file);
        message.success(t("list.export.done", { rows: integer(result?.rows ?? 0) }));
      } else if (ended.error) {
        message.error(errorText(ended.error));
      }
    },
    [message, t, integer],
  );
  const live = useJobEnd(job, saved);
  const busy = start.isPending || (live !== undefined && !isOver(live));
  const run = (format: "xlsx" | "csv") => {
    start.mutate({ columns: columns(), format, ...which, ...(sort.length ? { sort: [...sort] } : {}) }, {
      onSuccess: (answer) => {
        setJob(answer.job);
        message.info(t("list.export.started"));
      },
      onError: (failure) => message.error(failure instanceof Failure ? errorText(failure.error) : t("errors.unknown")),
    });
  };
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        onClick: ({ key }) => run(key === "csv" ? "csv" : "xlsx"),
        items: [{ key: "xlsx", label: t("list.export.xlsx") }, { key: "csv", label: t("list.export.csv") }],
      }}
    >
      <Button {...(size ? { size } : {})} icon={<DownloadOutlined />} loading={busy}>{t("common.export")}</Button>
    </Dropdown>
  );
}
