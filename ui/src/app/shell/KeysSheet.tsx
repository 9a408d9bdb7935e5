// The keys that work now, as the parts of the page have told them: nothing here is written by hand.
import { Modal } from "antd";
import { useTranslation } from "react-i18next";
import { FORM_KEYS, KEY_GROUPS, type KeyNote, keyCaps, useNotedKeys } from "@/kit/keys";

export function KeysSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const notes: readonly KeyNote[] = [...useNotedKeys(), ...FORM_KEYS];
  const groups = KEY_GROUPS.map((group) => ({ group, rows: notes.filter((note) => note.group === group) })).filter(({ rows }) => rows.length > 0);
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t("shell.keys.title")} width={760} style={{ top: 48 }} className="keys-sheet">
      <div className="keys-groups">
        {groups.map(({ group, rows }) => (
          <table className="keys-table" key={group}>
            <caption>{t(`shell.keys.group.${group}`)}</caption>
            <tbody>
              {rows.map(({ keys, text }) => (
                <tr key={`${keys} ${text}`}>
                  <td>{t(text)}</td>
                  <td>{keyCaps(keys).map((cap) => <kbd key={cap}>{cap}</kbd>)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
    </Modal>
  );
}
