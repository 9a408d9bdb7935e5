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
import { usePrint } from "../print";
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
  const paper = usePrint();
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
  const asked = () => ({ columns: columns(), ...which, ...(sort.length ? { sort: [...sort] } : {}) });
  const run = (format: "xlsx" | "csv") => {
    start.mutate({ ...asked(), format }, {
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
        onClick: ({ key }) => {
          if (key === "pdf") void paper.print(`${grid}.print_list`, asked());
          else run(key === "csv" ? "csv" : "xlsx");
        },
        items: [
          { key: "xlsx", label: t("list.export.xlsx") },
          { key: "csv", label: t("list.export.csv") },
          { key: "pdf", label: t("prints.action.list") },
        ],
      }}
    >
      <Button {...(size ? { size } : {})} icon={<DownloadOutlined />} loading={busy || paper.busy}>{t("common.export")}</Button>
    </Dropdown>
  );
}
