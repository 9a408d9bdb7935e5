// A text that stands for something: read when the field is left, with what is wrong said below it.
import { Input } from "antd";
import { useState } from "react";

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
  const bad = typed !== undefined && read(typed) === undefined;
  const leave = () => {
    if (typed === undefined || typed === value) return setTyped(undefined);
    const found = read(typed);
    if (found === undefined) return;
    setTyped(undefined);
    onRead(found);
  };
  return (
    <span className="grow">
      <Input
        value={typed ?? value} disabled={readOnly} placeholder={placeholder} aria-label={label} aria-invalid={bad} {...(bad ? { status: "error" as const } : {})}
        onChange={(event) => setTyped(event.target.value)} onBlur={leave}
      />
      {bad ? <span className="field-error" role="alert">{wrong}</span> : null}
    </span>
  );
}
