import { ArrowDownOutlined, ArrowUpOutlined, PushpinFilled, PushpinOutlined, SettingOutlined } from "@ant-design/icons";
import { Button, Checkbox, Popover } from "antd";
import { useTranslation } from "react-i18next";
import type { GridColumn } from "@/api/types";
import { type StoredColumn, headingOf } from "./columns";

export interface ColumnChooserProps {
  grid: string;
  /** In the order in which they stand now. */
  columns: readonly GridColumn[];
  isShown: (column: GridColumn) => boolean;
  isPinned: (column: GridColumn) => boolean;
  /** The new order and choice; undefined goes back to the default. */
  onChange: (columns: StoredColumn[] | undefined) => void;
}

/** Which columns are shown, and in which order; also by keyboard. Dragging headers does the same. */
export function ColumnChooser({ grid, columns, isShown, isPinned, onChange }: ColumnChooserProps) {
  const { t } = useTranslation();
  const stored = (list: readonly GridColumn[], flip?: string, pin?: string): StoredColumn[] =>
    list.map((column) => ({
      key: column.key, hide: flip === column.key ? isShown(column) : !isShown(column),
      ...((pin === column.key) !== isPinned(column) ? { pin: true } : {}),
    }));
  const move = (index: number, by: 1 | -1) => {
    const next = [...columns];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(index + by, 0, moved);
    onChange(stored(next));
  };
  const content = (
    <div className="column-chooser" role="dialog" aria-label={t("list.columns.title")}>
      <h2>{t("list.columns.title")}</h2>
      <ul>
        {columns.map((column, index) => {
          const heading = headingOf(grid, column.key);
          return (
            <li key={column.key} className="row">
              <Checkbox className="grow" checked={isShown(column)} onChange={() => onChange(stored(columns, column.key))}>
                {heading}
              </Checkbox>
              <Button
                size="small" type="text" icon={isPinned(column) ? <PushpinFilled /> : <PushpinOutlined />} aria-pressed={isPinned(column)}
                aria-label={t("list.columns.pin", { column: heading })} title={t("list.columns.pin", { column: heading })} onClick={() => onChange(stored(columns, undefined, column.key))}
              />
              <Button
                size="small" type="text" icon={<ArrowUpOutlined />} disabled={index === 0}
                aria-label={t("list.columns.up", { column: heading })} onClick={() => move(index, -1)}
              />
              <Button
                size="small" type="text" icon={<ArrowDownOutlined />} disabled={index === columns.length - 1}
                aria-label={t("list.columns.down", { column: heading })} onClick={() => move(index, 1)}
              />
            </li>
          );
        })}
      </ul>
      <Button size="small" onClick={() => onChange(undefined)}>{t("list.columns.reset")}</Button>
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={content}>
      <Button icon={<SettingOutlined />} aria-label={t("list.columns.title")} title={t("list.columns.title")} />
    </Popover>
  );
}
