// A text that stands for something. What can be read is taken over at once; what cannot is named when the field is left.
import { Input } from "antd";
import { type KeyboardEvent, useState } from "react";

interface TextProps<V> {
  label: string;
  value: string;
  readOnly: boolean;
  placeholder: string;
  wrong: string;
  read: (text: string) => V | undefined;
  onRead: (value: V) => void;
}

export function TextField<V>({ label, value, readOnly, placeholder, wrong, read, onRead }: TextProps<V>) {
  const [typed, setTyped] = useState<string>();
  const [left, setLeft] = useState(false);
  const bad = typed !== undefined && read(typed) === undefined;
  const type = (text: string) => {
    setTyped(text);
    const found = read(text);
    if (found !== undefined) onRead(found);
  };
  const leave = () => {
    setLeft(true);
    if (!bad) setTyped(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Saving now would drop what stands here without a word.
    if (!bad || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.stopPropagation();
    setLeft(true);
  };
  const shown = bad && left;
  return (
    <span className="grow">
      <Input
        value={typed ?? value} disabled={readOnly} placeholder={placeholder} aria-label={label} aria-invalid={shown} {...(shown ? { status: "error" as const } : {})}
        onChange={(event) => type(event.target.value)} onFocus={() => setLeft(false)} onBlur={leave} onKeyDown={onKeyDown}
      />
      {shown ? <span className="field-error" role="alert">{wrong}</span> : null}
    </span>
  );
}
