// Keyboard shortcuts. A plain key never fires while somebody types; a chord with Ctrl (⌘ on a Mac) always does.
import { useEffect, useRef, useSyncExternalStore } from "react";

/** Where a key works; the order in which the sheet of keys shows them. */
export const KEY_GROUPS = ["everywhere", "go", "list", "form"] as const;
export type KeyGroup = (typeof KEY_GROUPS)[number];

/** A key as the sheet tells it: its name as in a map, and the key of a text on what it does. */
export interface KeyNote {
  keys: string;
  text: string;
  group: KeyGroup;
}

export type KeyAct = (event: KeyboardEvent) => void;
/** What a key does; with words it stands on the sheet of keys for as long as it works. */
export type KeyMap = Record<string, KeyAct | { run: KeyAct; text: string; group: KeyGroup }>;

const TYPING = "input, textarea, select, [contenteditable='true'], [role='combobox'], [role='textbox']";
/** A dialog of antd that is shown. */
const DIALOG = ".ant-modal-wrap:not([style*='display: none'])";
const SEQUENCE_MS = 900;

const CAPS: Record<string, string> = {
  ctrl: "Ctrl", alt: "Alt", escape: "Esc", enter: "Enter", arrowup: "↑", arrowdown: "↓", arrowleft: "←", arrowright: "→", " ": "Space",
};

/** The caps of a key's name, as printed on the keyboard: `ctrl+enter` → Ctrl, Enter; `g w` → g, w. */
export function keyCaps(name: string): string[] {
  if (name === " ") return [CAPS[" "] ?? name];
  const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
  return name.split(/[ +]/).map((part, i, parts) => {
    if (part === "ctrl" && isMac) return "⌘";
    // A chord shows its letter large, as it is printed; a plain key is typed as it stands.
    return CAPS[part] ?? (parts[0] === "ctrl" && i > 0 ? part.toUpperCase() : part);
  });
}

/** The name of a key press: `?`, `escape`, `ctrl+enter`, `alt+arrowdown`. */
export function keyName(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): string {
  const modifiers = [event.ctrlKey || event.metaKey ? "ctrl" : "", event.altKey ? "alt" : ""].filter(Boolean);
  return [...modifiers, event.key.toLowerCase()].join("+");
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TYPING) !== null;
}

const noted = new Map<symbol, readonly KeyNote[]>();
const readers = new Set<() => void>();
let sheet: readonly KeyNote[] = [];

function note(notes: readonly KeyNote[]): () => void {
  const place = Symbol("keys");
  const publish = () => {
    const all = [...noted.values()].flat();
    // Two parts of a page may have the same key for the same thing.
    sheet = all.filter((one, i) => all.findIndex((other) => other.keys === one.keys && other.text === one.text) === i);
    for (const reader of readers) reader();
  };
  noted.set(place, notes);
  publish();
  return () => {
    noted.delete(place);
    publish();
  };
}

/** Tells the sheet of keys what a part of the page does with keys by itself (a grid with its arrows). */
export function useKeyNotes(notes: readonly KeyNote[]): void {
  useEffect(() => note(notes), [notes]);
}

/** The keys that work now. */
export function useNotedKeys(): readonly KeyNote[] {
  const subscribe = (reader: () => void) => {
    readers.add(reader);
    return () => readers.delete(reader);
  };
  return useSyncExternalStore(subscribe, () => sheet);
}

/** Listens on the window. Keys of the map may be a sequence of two: `g w`. */
export function useKeys(map: KeyMap, enabled = true): void {
  const current = useRef(map);
  current.current = map;
  const words = Object.entries(map).flatMap(([keys, act]) => (typeof act === "function" ? [] : [{ keys, text: act.text, group: act.group }]));
  const said = enabled ? JSON.stringify(words) : "[]";
  useEffect(() => note(JSON.parse(said) as KeyNote[]), [said]);
  useEffect(() => {
    if (!enabled) return;
    let first: { name: string; at: number } | undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const name = keyName(event);
      const chord = name.startsWith("ctrl+") || name.startsWith("alt+");
      // A dialog over the page closes by Esc itself; what lies under it stays.
      if (name === "escape" && document.querySelector(DIALOG)) return;
      if (!chord && name !== "escape" && isTyping(event.target)) return;
      const pair = first && event.timeStamp - first.at < SEQUENCE_MS ? `${first.name} ${name}` : undefined;
      const act = (pair && current.current[pair]) || current.current[name];
      first = { name, at: event.timeStamp };
      if (!act) return;
      event.preventDefault();
      if (typeof act === "function") act(event);
      else act.run(event);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [enabled]);
}

/** What formKeys does, for the sheet. */
export const FORM_KEYS: readonly KeyNote[] = [
  { keys: "enter", text: "shell.keys.enter", group: "form" },
  { keys: "ctrl+enter", text: "shell.keys.save", group: "form" },
];

const FIELDS = "input:not([type='hidden']):not(:disabled), textarea:not(:disabled), [role='combobox']";

/**
 * In a form: Enter goes to the next field and sends from the last one, Ctrl-Enter sends from anywhere.
 * Put the answer on the form element.
 */
export function formKeys(submit: () => void): { onKeyDown: (event: React.KeyboardEvent<HTMLElement>) => void } {
  return {
    onKeyDown: (event) => {
      if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        submit();
        return;
      }
      const target = event.target as HTMLElement;
      if (target.tagName !== "INPUT" || target.getAttribute("aria-expanded") === "true") return;
      event.preventDefault();
      const fields = [...event.currentTarget.querySelectorAll<HTMLElement>(FIELDS)];
      const next = fields[fields.indexOf(target) + 1];
      if (next) next.focus();
      else submit();
    },
  };
}

/**
 * Tab only leaves a list of several choices. The component takes it for a press on the choice under the cursor, which would
 * take back what was chosen last; so it never hears of it.
 */
export function keepChoicesOnTab(): void {
  window.addEventListener("keydown", (event) => {
    if (event.key === "Tab" && event.target instanceof Element && event.target.closest(".ant-select-multiple")) event.stopPropagation();
  }, true);
}

/**
 * Enter on an entry of a menu does what the entry says, and no more. What it opens takes the focus while the key is still
 * down; the browser would press the button that stands there, which is the one that closes a dialog.
 */
export function keepEnterInMenus(): void {
  window.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target instanceof Element && event.target.closest("[role='menuitem']")) event.preventDefault();
  }, true);
}

const FIRST_FIELD = ".ant-modal-body :is(input, textarea):not([tabindex='-1'], :disabled)";

/** For a dialog's `afterOpenChange`: the keyboard starts at the first field, not at the button that closes. */
export function focusFirstField(open: boolean): void {
  if (open) document.querySelector<HTMLElement>(FIRST_FIELD)?.focus();
}
