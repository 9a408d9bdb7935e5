// The address of a record with its place, over the three fields that records have on the wire. The division and the system
// that degrees were told in help while one types; what is kept is the address and WGS-84.
import { Form } from "antd";
import { type RefObject, useRef, useState } from "react";
import { AddressField, type AddressValue, type DegreesProblem, MOST } from "./AddressField";
import { Field } from "./Field";
import type { FieldInput } from "./inputs";

type Degrees = number | undefined;
type Tell = RefObject<{ latitude?: ((degrees: Degrees) => void) | undefined; longitude?: ((degrees: Degrees) => void) | undefined }>;

/** A field of the form that is written by the address beside it: through its own `onChange`, so that the form knows it was changed. */
function Carried({ name, tell, onChange }: FieldInput<number> & { name: "latitude" | "longitude"; tell: Tell }) {
  tell.current[name] = onChange;
  return null;
}

/** The form holds the words under `address`; degrees stand in fields of their own, written from here. */
function PlaceInput({ value, onChange, id, disabled, tell, onProblem }: FieldInput<string> & { tell: Tell; onProblem: (problem: DegreesProblem | undefined) => void }) {
  const form = Form.useFormInstance();
  const longitude: number | null | undefined = Form.useWatch("longitude", { form, preserve: true });
  const latitude: number | null | undefined = Form.useWatch("latitude", { form, preserve: true });
  const [help, setHelp] = useState<Pick<AddressValue, "division" | "coordinate_system">>({});
  const now: AddressValue = { ...help, address: value ?? undefined, longitude: longitude ?? undefined, latitude: latitude ?? undefined };
  const change = (next: AddressValue | undefined) => {
    setHelp({ division: next?.division, coordinate_system: next?.coordinate_system });
    tell.current.longitude?.(next?.longitude);
    tell.current.latitude?.(next?.latitude);
    onChange?.(next?.address || undefined);
  };
  return <AddressField value={now} onChange={change} onProblem={onProblem} {...(id ? { id } : {})} {...(disabled ? { disabled } : {})} />;
}

export function PlaceFields({ label }: { label: string }) {
  const tell: Tell = useRef({});
  const problem = useRef<DegreesProblem>(undefined);
  const check = () => {
    const now = problem.current;
    if (!now) return undefined;
    return now === "half" ? { code: "value_missing" } : { code: "number_out_of_range", params: { min: -MOST[now], max: MOST[now] } };
  };
  return (
    <>
      <Field name="address" carries={["latitude", "longitude"]} label={label} max={200} check={check}><PlaceInput tell={tell} onProblem={(next) => { problem.current = next; }} /></Field>
      <Form.Item name="latitude" noStyle><Carried name="latitude" tell={tell} /></Form.Item>
      <Form.Item name="longitude" noStyle><Carried name="longitude" tell={tell} /></Form.Item>
    </>
  );
}
