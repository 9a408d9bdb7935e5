// The list at the left of a pair: what there is, one chosen.
import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";

export interface Item {
  id: number;
  name: string;
  remark: string;
  tag?: ReactNode;
}

interface ListProps {
  label: string;
  items: readonly Item[];
  chosen: number | "new" | undefined;
  onChoose: (id: number | "new") => void;
  /** Text of the button for a new one; absent where the person may not make one. */
  add?: string | undefined;
}

export function MasterList({ label, items, chosen, onChoose, add }: ListProps) {
  return (
    <nav className="master-list panel" aria-label={label}>
      {items.map(({ id, name, remark, tag }) => (
        <button key={id} type="button" className="master-item" aria-current={chosen === id} onClick={() => onChoose(id)}>
          <span className="row"><span className="grow ellipsis">{name}</span>{tag}</span>
          <span className="quiet ellipsis">{remark}</span>
        </button>
      ))}
      {add ? <Button type={chosen === "new" ? "primary" : "dashed"} icon={<PlusOutlined />} onClick={() => onChoose("new")}>{add}</Button> : null}
    </nav>
  );
}
