// The address of a record with its place, over the three fields that records have on the wire. The division and the system
// that degrees were told in help while one types; what is kept is the address and WGS-84.
import { Form } from "antd";
import { useState } from "react";
import { AddressField, type AddressValue } from "./AddressField";
import { Field } from "./Field";
import type { FieldInput } from "./inputs";

const NAMES = ["latitude", "longitude"] as const;

interface PlaceInputProps extends FieldInput<string> {
  label?: string;
}

/** The form holds the words under `address`; degrees stand in fields of their own, written from here. */
function PlaceInput({ value, onChange, id, disabled }: PlaceInputProps) {
  const form = Form.useFormInstance();
  const longitude: number | null | undefined = Form.useWatch("longitude", { form, preserve: true });
  const latitude: number | null | undefined = Form.useWatch("latitude", { form, preserve: true });
  const [help, setHelp] = useState<Pick<AddressValue, "division" | "coordinate_system">>({});
  const now: AddressValue = { ...help, address: value ?? undefined, longitude: longitude ?? undefined, latitude: latitude ?? undefined };
  const change = (next: AddressValue | undefined) => {
    setHelp({ division: next?.division, coordinate_system: next?.coordinate_system });
    form.setFieldsValue({ longitude: next?.longitude ?? null, latitude: next?.latitude ?? null });
    onChange?.(next?.address || undefined);
  };
  return <AddressField value={now} onChange={change} {...(id ? { id } : {})} {...(disabled ? { disabled } : {})} />;
}

export function PlaceFields({ label }: { label: string }) {
  return (
    <>
      <Field name="address" label={label} max={200}><PlaceInput /></Field>
      {NAMES.map((name) => <Form.Item key={name} name={name} hidden noStyle><input type="hidden" /></Form.Item>)}
    </>
  );
}
