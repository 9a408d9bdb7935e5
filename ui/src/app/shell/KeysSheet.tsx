import { Modal } from "antd";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { ModulePage } from "@/kit/module";

interface Row {
  keys: string[];
  text: string;
}

/** All shortcuts on one sheet, opened with `?`. */
export function KeysSheet({ open, onClose, pages }: { open: boolean; onClose: () => void; pages: readonly ModulePage[] }) {
  const { t } = useTranslation();
  const places: Row[] = pages.flatMap(({ nav }) => (nav?.key ? [{ keys: ["g", nav.key], text: t(nav.text) }] : []));
  const groups: { title: string; rows: Row[] }[] = [
    {
      title: t("shell.keys.group.everywhere"),
      rows: [
        { keys: ["?"], text: t("shell.keys.help") },
        ...places,
        { keys: ["Esc"], text: t("shell.keys.close") },
        { keys: ["Ctrl", "Alt", "L"], text: t("shell.keys.lock") },
      ],
    },
    {
      title: t("shell.keys.group.list"),
      rows: [
        { keys: ["f"], text: t("shell.keys.filter") },
        { keys: ["Enter"], text: t("shell.keys.open") },
        { keys: ["↓"], text: t("shell.keys.next") },
        { keys: ["↑"], text: t("shell.keys.previous") },
      ],
    },
    {
      title: t("shell.keys.group.form"),
      rows: [
        { keys: ["Enter"], text: t("shell.keys.enter") },
        { keys: ["Ctrl", "Enter"], text: t("shell.keys.save") },
      ],
    },
  ];
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t("shell.keys.title")} width={420}>
      <table className="keys-table">
        <tbody>
          {groups.map((group) => (
            <Fragment key={group.title}>
              <tr><th colSpan={2}>{group.title}</th></tr>
              {group.rows.map((row) => (
                <tr key={row.keys.join(" ")}>
                  <td>{row.text}</td>
                  <td>{row.keys.map((key) => <kbd key={key}>{key}</kbd>)}</td>
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
