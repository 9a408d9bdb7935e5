// An address with its place: division, street, coordinates in whatever system they are told, and a map to point at. What is
// kept is WGS-84 beside the system it was told in.
import { AimOutlined, EnvironmentOutlined } from "@ant-design/icons";
import { Button, Input, InputNumber } from "antd";
import { Suspense, lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "@/api/client";
import type { DivisionView } from "@/api/types";
import { ErrorNotice } from "../ErrorNotice";
import { type CoordinateSystem, fromWgs84, toWgs84 } from "../map";
import { DivisionPicker, useDivisionName } from "./DivisionPicker";
import type { FieldInput } from "./inputs";
import { SystemSelect } from "./SystemSelect";
import "./address.css";

const PlacePicker = lazy(() => import("../map/PlacePicker"));

/** As the wire has it: degrees are WGS-84, the system says how they were told. */
export interface AddressValue {
  division?: string | undefined;
  address?: string | undefined;
  longitude?: number | undefined;
  latitude?: number | undefined;
  coordinate_system?: CoordinateSystem | undefined;
}

/** What is wrong with degrees as they are typed: one without the other, or none that exist. */
export type DegreesProblem = "half" | "longitude" | "latitude";

/** Farthest from zero that degrees can be. */
export const MOST = { longitude: 180, latitude: 90 } as const;

const DIGITS = 6;
const rounded = (degrees: number) => Number(degrees.toFixed(DIGITS));

export interface AddressFieldProps extends FieldInput<AddressValue> {
  /** Told with every keystroke in the degrees, before `onChange`. */
  onProblem?: (problem: DegreesProblem | undefined) => void;
}

export function AddressField({ value, onChange, id, disabled, onProblem }: AddressFieldProps) {
  const { t } = useTranslation();
  const [picking, setPicking] = useState(false);
  const now: AddressValue = value ?? {};
  const system = now.coordinate_system ?? "wgs84";
  const change = (patch: Partial<AddressValue>) => onChange?.({ ...now, ...patch });
  const place = (patch: Partial<AddressValue>) => {
    onProblem?.(undefined);
    change(patch);
  };
  const { longitude, latitude } = now;
  const told = longitude !== undefined && latitude !== undefined ? fromWgs84([longitude, latitude], system) : undefined;
  const tell = (east: number | null, north: number | null) => {
    const problem = problemOf(east, north);
    onProblem?.(problem);
    // Degrees that are wrong are no place; as they were typed they stay in their inputs.
    if (problem || east === null || north === null) return change({ longitude: undefined, latitude: undefined });
    const [x, y] = toWgs84([east, north], system);
    change({ longitude: rounded(x), latitude: rounded(y), coordinate_system: system });
  };
  // Half a place is kept here until the other half is told.
  const [half, setHalf] = useState<{ east: number | null; north: number | null }>({ east: null, north: null });
  const wrong = told ? undefined : problemOf(half.east, half.north);
  const degrees = (axis: "east" | "north") => (
    <InputNumber<number>
      aria-label={t(axis === "east" ? "maps.address.longitude" : "maps.address.latitude")} {...(disabled ? { disabled } : {})} precision={DIGITS} controls={false}
      {...((wrong === "half" ? half[axis] === null : wrong === (axis === "east" ? "longitude" : "latitude")) ? { status: "error" as const } : {})}
      placeholder={t(axis === "east" ? "maps.address.longitude" : "maps.address.latitude")} value={told ? rounded(told[axis === "east" ? 0 : 1]) : half[axis]}
      onChange={(typed) => {
        const next = { east: told ? rounded(told[0]) : half.east, north: told ? rounded(told[1]) : half.north, [axis]: typed };
        setHalf(next);
        tell(next.east, next.north);
      }}
    />
  );
  return (
    <div className="address-field">
      <DivisionPicker {...(id ? { id } : {})} {...(disabled ? { disabled } : {})} value={now.division ?? null} onChange={(division) => change({ division })} />
      <Input aria-label={t("maps.address.street")} placeholder={t("maps.address.street")} {...(disabled ? { disabled } : {})} value={now.address ?? ""} maxLength={400} autoComplete="off" onChange={(event) => change({ address: event.target.value })} />
      <div className="row wrap">
        <SystemSelect label={t("maps.address.system")} {...(disabled ? { disabled } : {})} value={system} onChange={(next) => change({ coordinate_system: next })} />
        {degrees("east")}
        {degrees("north")}
        <Locate value={now} onFound={place} disabled={disabled === true} />
        <Button icon={<EnvironmentOutlined />} aria-expanded={picking} {...(disabled ? { disabled } : {})} onClick={() => setPicking(!picking)}>{t("maps.address.pick_open")}</Button>
        {told ? (
          <Button onClick={() => { setHalf({ east: null, north: null }); onProblem?.(undefined); change({ longitude: undefined, latitude: undefined }); }}>{t("maps.address.clear")}</Button>
        ) : null}
      </div>
      {told && system !== "wgs84" ? <div className="quiet">{t("maps.address.stored", { longitude: longitude?.toFixed(DIGITS), latitude: latitude?.toFixed(DIGITS) })}</div> : null}
      {picking ? (
        <Suspense fallback={null}>
          <PlacePicker
            place={longitude !== undefined && latitude !== undefined ? [longitude, latitude] : undefined}
            onPick={([east, north]) => place({ longitude: rounded(east), latitude: rounded(north) })}
          />
        </Suspense>
      ) : null}
    </div>
  );
}

function problemOf(east: number | null, north: number | null): DegreesProblem | undefined {
  if (east === null && north === null) return undefined;
  if (east !== null && Math.abs(east) > MOST.longitude) return "longitude";
  if (north !== null && Math.abs(north) > MOST.latitude) return "latitude";
  return east === null || north === null ? "half" : undefined;
}

/** Places an address at the centre of the division that its words name, and says how sure that is. */
function Locate({ value, onFound, disabled }: { value: AddressValue; onFound: (patch: Partial<AddressValue>) => void; disabled: boolean }) {
  const { t } = useTranslation();
  const nameOf = useDivisionName();
  const [said, setSaid] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const [choices, setChoices] = useState<DivisionView[]>([]);
  const take = (division: DivisionView, word: string) => {
    setChoices([]);
    setSaid(t(`maps.address.located_${word}`, { name: nameOf(division) }));
    onFound({ division: division.code, longitude: division.longitude, latitude: division.latitude, coordinate_system: "wgs84" });
  };
  const locate = async () => {
    setFailure(undefined);
    try {
      const { certainty, divisions } = await call("places.locate", { address: value.address ?? "" });
      const [first] = divisions;
      if (first && certainty && certainty !== "ambiguous") {
        take(first, certainty);
        return;
      }
      setChoices(divisions);
      setSaid(t(divisions.length > 0 ? "maps.address.located_ambiguous" : "maps.address.located_none"));
    } catch (cause) {
      setFailure(cause);
    }
  };
  return (
    <>
      <Button icon={<AimOutlined />} disabled={disabled || !value.address?.trim()} onClick={() => void locate()}>{t("maps.address.locate")}</Button>
      <span className="quiet" role="status">{said}</span>
      {choices.map((division) => <Button key={division.code} size="small" onClick={() => take(division, "sure")}>{nameOf(division)}</Button>)}
      {failure ? <ErrorNotice error={failure} /> : null}
    </>
  );
}
