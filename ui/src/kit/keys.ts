// Keyboard shortcuts. A plain key never fires while somebody types; a chord with Ctrl (⌘ on a Mac) always does.
import { useEffect, useRef } from "react";

export type KeyMap = Record<string, (event: KeyboardEvent) => void>;

const TYPING = "input, textarea, select, [contenteditable='true'], [role='combobox'], [role='textbox']";
const SEQUENCE_MS = 900;

/** The name of a key press: `?`, `escape`, `ctrl+enter`, `alt+arrowdown`. */
export function keyName(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): string {
  const modifiers = [event.ctrlKey || event.metaKey ? "ctrl" : "", event.altKey ? "alt" : ""].filter(Boolean);
  return [...modifiers, event.key.toLowerCase()].join("+");
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TYPING) !== null;
}

/** Listens on the window. Keys of the map may be a sequence of two: `g w`. */
export function useKeys(map: KeyMap, enabled = true): void {
  const current = useRef(map);
  current.current = map;
  useEffect(() => {
    if (!enabled) return;
    let first: { name: string; at: number } | undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const name = keyName(event);
      const chord = name.startsWith("ctrl+") || name.startsWith("alt+");
      if (!chord && name !== "escape" && isTyping(event.target)) return;
      const pair = first && event.timeStamp - first.at < SEQUENCE_MS ? `${first.name} ${name}` : undefined;
      const act = (pair && current.current[pair]) || current.current[name];
      first = { name, at: event.timeStamp };
      if (!act) return;
      event.preventDefault();
      act(event);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [enabled]);
}

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

const FIRST_FIELD = ".ant-modal-body :is(input, textarea):not([tabindex='-1'], :disabled)";

/** For a dialog's `afterOpenChange`: the keyboard starts at the first field, not at the button that closes. */
export function focusFirstField(open: boolean): void {
  if (open) document.querySelector<HTMLElement>(FIRST_FIELD)?.focus();
}
