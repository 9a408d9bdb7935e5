// A list of plain records: rows, a drawer that changes the open one, a dialog that adds another. A page says which list, which
// fields, and how values become the input of its operations.
import { PlusOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filter, GridName } from "@/api/types";
import { StateTag } from "../bits";
import { RecordDialog } from "../form";
import { type CellView, GridFrame } from "../grid";
import { useAskedTo, usePageSearch } from "../route";
import { useCan } from "../workspace";

export interface RecordPageProps<T extends object> {
  grid: GridName;
  title: string;
  remark?: string;
  empty: string;
  /** The words on the button that adds one. */
  add: string;
  initial: Partial<T>;
  /** Fields of a new record. */
  fields: ReactNode;
  create: (values: T) => Promise<{ id: number; name: string }>;
  drawer: (id: number) => ReactNode;
  /** What the list shows of its grid, whatever else is asked. */
  always?: Filter;
  /** Beside the button that adds. */
  actions?: ReactNode;
  cells?: Readonly<Record<string, CellView>>;
}

/** Whether a record is in use, as every list of masters shows it. */
export function useInUse(): CellView {
  const { t } = useTranslation();
  return (row) => <InUse active={Boolean(row.active)} yes={t("record.in_use")} no={t("record.out_of_use")} />;
}

export function InUse({ active, yes, no }: { active: boolean; yes: string; no: string }) {
  return <StateTag state="running" hue={active ? "met" : "paused"}>{active ? yes : no}</StateTag>;
}

export function RecordPage<T extends object>(props: RecordPageProps<T>) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const may = useCan()("masters.manage");
  const [, change] = usePageSearch();
  const [adding, setAdding] = useState(false);
  useAskedTo({ add: () => setAdding(may) });
  const inUse = useInUse();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words of a cell change with the language alone
  const cells = useMemo(() => ({ active: inUse, ...props.cells }), [t, props.cells]);
  const save = async (values: T) => {
    // A form gives the values of its fields alone; what no field asks of a new record is as it begins.
    const made = await props.create({ ...props.initial, ...values });
    message.success(t("record.made", { name: made.name }));
    setAdding(false);
    change({ open: made.id });
  };
  const add = may ? <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>{props.add}</Button> : undefined;
  return (
    <>
      <GridFrame
        grid={props.grid} title={props.title} {...(props.remark ? { remark: props.remark } : {})} actions={<>{props.actions}{add}</>} cells={cells}
        empty={props.empty} {...(props.always ? { always: props.always } : {})} {...(add ? { emptyAction: add } : {})} drawer={props.drawer}
      />
      <RecordDialog<T> open={adding} title={props.add} width={600} initial={props.initial} save={save} onClose={() => setAdding(false)} action={t("record.create")}>
        {props.fields}
      </RecordDialog>
    </>
  );
}
