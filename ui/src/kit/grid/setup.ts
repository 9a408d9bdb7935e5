// AG Grid's modules (only those we use, so the bundle stays small), its theme and its words.
import { AG_GRID_LOCALE_CN, AG_GRID_LOCALE_EN } from "@ag-grid-community/locale";
import {
  CellStyleModule, ColumnApiModule, EventApiModule, InfiniteRowModelModule, RenderApiModule, LocaleModule, ModuleRegistry,
  PinnedRowModule, RowApiModule, RowSelectionModule, RowStyleModule, ScrollApiModule, TooltipModule, themeQuartz,
} from "ag-grid-community";
import type { Locale } from "@/i18n";
import { GRID_PARAMS } from "../theme";

ModuleRegistry.registerModules([
  CellStyleModule, ColumnApiModule, EventApiModule, InfiniteRowModelModule, RenderApiModule, LocaleModule, PinnedRowModule, RowApiModule,
  RowSelectionModule, RowStyleModule, ScrollApiModule, TooltipModule,
]);

export const gridTheme = themeQuartz.withParams(GRID_PARAMS);

export function gridLocale(locale: Locale): Record<string, string> {
  return locale === "zh-CN" ? AG_GRID_LOCALE_CN : AG_GRID_LOCALE_EN;
}
