// What stands on the dashboard: shown or hidden, in which order, how wide. Dragging and keys do the same; every change
// shows at once behind the drawer and is kept for the person.
import { ArrowDownOutlined, ArrowUpOutlined, HolderOutlined } from "@ant-design/icons";
import { Button, Checkbox, Drawer, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Change, type Item, type Layout, type List, WIDTHS } from "./layout";

interface EditorProps {
  open: boolean;
  layout: Layout;
  isShipped: boolean;
  /** The name of a figure or a chart, for people. */
  nameOf: (list: List, key: string) => string;
  onChange: (change: Change) => void;
  onReset: () => void;
  onClose: () => void;
}

export function LayoutEditor({ open, layout, isShipped, nameOf, onChange, onReset, onClose }: EditorProps) {
  const { t } = useTranslation();
  return (
    <Drawer
      open={open} onClose={onClose} size={420} mask={false} title={t("dashboard.layout.title")}
      extra={<Button size="small" disabled={isShipped} onClick={onReset}>{t("dashboard.layout.reset")}</Button>}
    >
      <p className="quiet">{t("dashboard.layout.hint")}</p>
      {(["figures", "charts"] as const).map((list) => (
        <section key={list} className="layout-list" aria-label={t(`dashboard.layout.${list}`)}>
          <h3>{t(`dashboard.layout.${list}`)}</h3>
          <Rows list={list} items={layout[list]} nameOf={nameOf} onChange={onChange} />
        </section>
      ))}
    </Drawer>
  );
}

function Rows({ list, items, nameOf, onChange }: { list: List; items: readonly Item[]; nameOf: EditorProps["nameOf"]; onChange: EditorProps["onChange"] }) {
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<string>();
  const drop = (at: string) => {
    const to = items.findIndex((item) => item.key === at);
    if (dragged && dragged !== at) onChange({ do: "move", list, key: dragged, to });
    setDragged(undefined);
    setOver(undefined);
  };
  return (
    <ul>
      {items.map((item, index) => (
        <li
          key={item.key} draggable className={`${over === item.key && dragged !== item.key ? "over" : ""} ${dragged === item.key ? "dragged" : ""}`}
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = "move";
            event.dataTransfer.setData("text/plain", item.key);
            setDragged(item.key);
          }}
          onDragOver={(event) => {
            if (!dragged) return;
            event.preventDefault();
            setOver(item.key);
          }}
          onDragEnd={() => drop(dragged ?? item.key)} onDrop={() => drop(item.key)}
        >
          <Row list={list} item={item} isFirst={index === 0} isLast={index === items.length - 1} name={nameOf(list, item.key)} onChange={onChange} />
        </li>
      ))}
    </ul>
  );
}

function Row({ list, item, isFirst, isLast, name, onChange }: { list: List; item: Item; isFirst: boolean; isLast: boolean; name: string; onChange: EditorProps["onChange"] }) {
  const { t } = useTranslation();
  const { key } = item;
  const step = (by: -1 | 1) => onChange({ do: "step", list, key, by });
  return (
    <>
      <HolderOutlined className="layout-handle" aria-hidden="true" />
      <Checkbox className="grow" checked={!item.hidden} onChange={() => onChange({ do: "toggle", list, key })}>{name}</Checkbox>
      {item.width ? (
        <Segmented
          size="small" aria-label={t("dashboard.layout.width", { name })} value={item.width} onChange={(width) => onChange({ do: "width", key, width })}
          options={WIDTHS.map((value) => ({ value, label: t(`dashboard.layout.${value}`) }))}
        />
      ) : null}
      <Button size="small" type="text" icon={<ArrowUpOutlined />} aria-disabled={isFirst} aria-label={t("dashboard.layout.up", { name })} onClick={() => step(-1)} />
      <Button size="small" type="text" icon={<ArrowDownOutlined />} aria-disabled={isLast} aria-label={t("dashboard.layout.down", { name })} onClick={() => step(1)} />
    </>
  );
}
