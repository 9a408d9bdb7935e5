// Ctrl-K: go anywhere, find any record, do anything that the person may. The focus stays in the field; the arrows move
// through the list, as a combobox does it.
import { ScanOutlined, SearchOutlined } from "@ant-design/icons";
import { App, Button, Modal } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asFailure } from "@/api/failure";
import { errorText } from "@/kit/errorText";
import { BarcodeDialog, canReadBarcodes } from "@/kit/form";
import { keyCaps } from "@/kit/keys";
import { usePreference } from "@/kit/preferences";
import { type Entry, type EntryGroup, type Source, useEntries, useRecords } from "./entries";
import { matching } from "./match";
import "./palette.css";

const RECENT = "palette.recent";
const RECENT_KEPT = 6;
const LIST = "palette-list";
const option = (place: number) => `palette-option-${place}`;

/** `scan`: begins with the camera, where there is one that reads. */
export function Palette({ open, onClose, ...source }: Source & { open: boolean; scan: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      open={open} onCancel={onClose} footer={null} closable={false} width={620} destroyOnHidden className="palette-dialog" style={{ top: 72 }}
      title={<span className="visually-hidden">{t("shell.palette.title")}</span>} afterOpenChange={focusField}
    >
      <Body {...source} onClose={onClose} />
    </Modal>
  );
}

function focusField(open: boolean) {
  if (open) document.querySelector<HTMLElement>(".palette-field input")?.focus();
}

/** What stands in the list: before anything is typed, what was used last and all the pages. */
function useShown(source: Source, query: string) {
  const entries = useEntries(source);
  const { records, looking, failure } = useRecords(query, source.pages);
  const [recent, keepRecent] = usePreference<string[]>(RECENT, []);
  const shown = useMemo((): Entry[] => {
    if (query.trim() !== "") {
      const found = matching(query, entries);
      const of = (group: EntryGroup) => found.filter((entry) => entry.group === group);
      return [...of("pages"), ...of("actions"), ...records];
    }
    const last = recent.flatMap((id) => entries.filter((entry) => entry.id === id)).map((entry): Entry => ({ ...entry, group: "recent" }));
    return [...last, ...entries.filter(({ id }) => !recent.includes(id))];
  }, [query, entries, records, recent]);
  const used = (entry: Entry) => {
    // A record is found again by its number; what it was called stands in no list of habits.
    if (entry.group !== "records") keepRecent([entry.id, ...recent.filter((id) => id !== entry.id)].slice(0, RECENT_KEPT));
  };
  return { shown, looking, failure, used };
}

/**
 * A scanner types a number and presses Enter before anything was found: the record is opened as soon as it is, if it is the
 * only one of that number. Several are left to the person.
 */
function useAwaited(query: string, looking: boolean, shown: readonly Entry[], run: (entry: Entry) => void) {
  const [awaited, setAwaited] = useState<string>();
  const act = useRef(run);
  act.current = run;
  useEffect(() => {
    if (awaited === undefined || (awaited === query && looking)) return;
    setAwaited(undefined);
    const records = shown.filter(({ group }) => group === "records");
    const exact = records.filter(({ text }) => text.toLowerCase() === query.trim().toLowerCase());
    const [one, other] = exact.length > 0 ? exact : records;
    if (awaited === query && one && !other) act.current(one);
  }, [awaited, query, looking, shown]);
  return setAwaited;
}

function Body({ onClose, scan, ...source }: Source & { scan: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const { shown, looking, failure, used } = useShown(source, query);
  const [scanning, setScanning] = useState(scan);
  const field = useRef<HTMLInputElement>(null);
  const place = Math.min(at, shown.length - 1);
  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    used(entry);
    onClose();
    Promise.resolve(entry.run()).catch((cause: unknown) => void message.error(errorText(asFailure(cause).error)));
  };
  const setAwaited = useAwaited(query, looking, shown, run);
  const canRead = canReadBarcodes();
  const ask = (text: string) => {
    setQuery(text);
    setAt(0);
  };
  const endScan = () => {
    setScanning(false);
    field.current?.focus();
  };
  const onEnter = () => {
    const entry = shown[place];
    // What is listed of records is still that of the text before.
    if (looking && (!entry || entry.group === "records")) setAwaited(query);
    else run(entry);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const to = { ArrowDown: place + 1, ArrowUp: place - 1, PageDown: place + 8, PageUp: place - 8, Home: 0, End: shown.length - 1 }[event.key];
    if (event.key === "Enter") onEnter();
    // In a field with text Home and End move in the text.
    else if (to === undefined || (query !== "" && (event.key === "Home" || event.key === "End"))) return;
    else setAt(to < 0 ? (event.key === "ArrowUp" ? shown.length - 1 : 0) : to >= shown.length ? (event.key === "ArrowDown" ? 0 : shown.length - 1) : to);
    event.preventDefault();
  };
  return (
    <div className="palette">
      <div className="palette-field">
        <SearchOutlined aria-hidden="true" />
        <input
          ref={field}
          // biome-ignore lint/a11y/noAutofocus: the dialog is this field
          autoFocus role="combobox" aria-expanded="true" aria-controls={LIST} aria-autocomplete="list" aria-label={t("shell.palette.title")}
          aria-activedescendant={place >= 0 ? option(place) : undefined} value={query} placeholder={t("shell.palette.placeholder")}
          autoComplete="off" spellCheck={false} maxLength={200} onKeyDown={onKeyDown}
          onChange={(event) => ask(event.target.value)}
        />
        <Button
          type="text" size="small" icon={<ScanOutlined />} aria-label={t("form.scan")} title={t("form.scan")}
          onClick={() => { setScanning(true); if (!canRead) field.current?.focus(); }}
        />
        {keyCaps("escape").map((cap) => <kbd key={cap}>{cap}</kbd>)}
      </div>
      {scanning && !canRead ? <p className="palette-said" role="status">{t("shell.palette.no_reader")}</p> : null}
      <BarcodeDialog open={scanning && canRead} onClose={endScan} onRead={(text) => { endScan(); ask(text); setAwaited(text); }} />
      <Listed shown={shown} place={place} onPlace={setAt} onRun={run} />
      {failure ? <p className="palette-said" role="alert">{errorText(asFailure(failure).error)}</p> : null}
      {shown.length === 0 && !failure ? <p className="palette-said" role="status">{t(looking ? "shell.palette.looking" : "shell.palette.nothing")}</p> : null}
      <p className="palette-hint">{t("shell.palette.hint")}</p>
    </div>
  );
}

function Listed({ shown, place, onPlace, onRun }: { shown: readonly Entry[]; place: number; onPlace: (place: number) => void; onRun: (entry: Entry) => void }) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.getElementById(option(place))?.scrollIntoView({ block: "nearest" });
  }, [place]);
  const groups = [...new Set(shown.map(({ group }) => group))];
  return (
    <div id={LIST} role="listbox" aria-label={t("shell.palette.title")} className="palette-list" ref={list}>
      {groups.map((group) => (
        <div key={group} role="group" aria-label={t(`shell.palette.group.${group}`)}>
          <div className="palette-group" aria-hidden="true">{t(`shell.palette.group.${group}`)}</div>
          {shown.map((entry, i) => entry.group === group ? (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
            // biome-ignore lint/a11y/useFocusableInteractive: as above; the field names the active option
            <div
              key={entry.id} id={option(i)} role="option" aria-selected={i === place} className="palette-option"
              onMouseMove={() => i !== place && onPlace(i)} onClick={() => onRun(entry)}
            >
              <span className="palette-icon" aria-hidden="true">{entry.icon}</span>
              <span className="ellipsis">{entry.text}</span>
              <span className="grow ellipsis quiet">{entry.detail}</span>
              {entry.caps ? <span aria-hidden="true">{entry.caps.map((cap) => <kbd key={cap}>{cap}</kbd>)}</span> : null}
            </div>
          ) : null)}
        </div>
      ))}
    </div>
  );
}
