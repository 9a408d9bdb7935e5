// A chart as a file. The core draws it anew, so that it works in every shell and looks the same on every machine.
import { App } from "antd";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { call } from "@/api/client";
import { Failure } from "@/api/failure";
import { transport } from "@/api/transport";
import type { Input } from "@/api/types";
import { errorText } from "@/kit/errorText";
import type { ChartFile } from "@/kit/chart";
import { isFileRef, jobEnd } from "@/kit/jobs";

/** Slides are wider than a dashboard's column. */
const WIDTH = 1200;
const HEIGHT = 560;

export type FigureAsked = Omit<Input<"insight.figure_file">, "format" | "width" | "height" | "dark">;

export function useSaveFigure(): (asked: FigureAsked, format: ChartFile) => Promise<void> {
  const { t } = useTranslation();
  const { message } = App.useApp();
  return useCallback(async (asked, format) => {
    const done = message.loading(t("insight.saving"), 0);
    try {
      const { job } = await call("insight.figure_file", { ...asked, format, width: WIDTH, height: HEIGHT });
      const ended = await jobEnd(job);
      const { file } = (ended.result ?? {}) as { file?: unknown };
      if (isFileRef(file)) await transport.download(file);
      else if (ended.error) message.error(errorText(ended.error));
    } catch (cause) {
      message.error(cause instanceof Failure ? errorText(cause.error) : t("errors.unknown"));
    } finally {
      done();
    }
  }, [message, t]);
}
