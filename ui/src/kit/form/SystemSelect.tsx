import { Select } from "antd";
import { optionOf } from "../grid";
import type { CoordinateSystem } from "../map";
import type { FieldInput } from "./inputs";

const SYSTEMS: readonly CoordinateSystem[] = ["wgs84", "gcj02", "bd09"];

/** In which system coordinates are told. */
export function SystemSelect({ value, onChange, label, ...rest }: FieldInput<CoordinateSystem> & { label?: string }) {
  return (
    <Select<CoordinateSystem>
      className="address-system"
      {...rest} {...(label ? { "aria-label": label } : {})} value={value ?? "wgs84"} onChange={onChange}
      options={SYSTEMS.map((system) => ({ value: system, label: optionOf("work_orders", "coordinate_system", system) }))}
    />
  );
}
