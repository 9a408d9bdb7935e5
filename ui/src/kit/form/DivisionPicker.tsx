// Province, city, district: walked down step by step, or found by name, pinyin or initials; namesakes with what stands above.
import { Cascader, Select, Space } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call, useOp } from "@/api/client";
import type { DivisionView } from "@/api/types";
import type { FieldInput } from "./inputs";

interface Option {
  value: string;
  label: string;
  isLeaf: boolean;
  children?: Option[];
}

export function useDivisionName(): (division: Pick<DivisionView, "path">) => string {
  const { i18n } = useTranslation();
  const english = i18n.language === "en";
  return ({ path }) => path.map((part) => (english ? part.english : part.name)).join(english ? ", " : " ");
}

/** The codes from the province down to a division. */
function pathOf(code: string): string[] {
  const [province, city] = [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`];
  return [...new Set([province, city, code])];
}

/** The code of a division; told with all that is known of it when it is chosen. */
export function DivisionPicker({ value, onChange, onDivision, id, disabled }: FieldInput<string> & { onDivision?: (division: DivisionView) => void }) {
  const { t, i18n } = useTranslation();
  const [text, setText] = useState("");
  const [options, setOptions] = useState<Option[]>([]);
  const nameOf = useDivisionName();
  const found = useOp("places.find", { text, limit: 20 }, { enabled: text.trim() !== "", keep: true });
  const chosen = useOp("places.find", { text: value ?? "", limit: 1 }, { enabled: Boolean(value) }).data?.divisions[0];
  const english = i18n.language === "en";
  const optionOf = (division: DivisionView): Option => ({ value: division.code, label: english ? division.english : division.name, isLeaf: !division.has_below });
  const load = async (path: Option[]) => {
    const parent = path.at(-1);
    const { divisions } = await call("places.divisions", parent ? { parent: parent.value } : {});
    if (parent) parent.children = divisions.map(optionOf);
    setOptions((before) => (parent ? [...before] : divisions.map(optionOf)));
  };
  const take = async (code: string | undefined) => {
    onChange?.(code);
    if (!code || !onDivision) return;
    const division = (await call("places.find", { text: code, limit: 1 })).divisions[0];
    if (division) onDivision(division);
  };
  return (
    <Space.Compact block>
      <Select<string>
        {...(id ? { id } : {})} {...(disabled ? { disabled } : {})} showSearch={{ filterOption: false, onSearch: setText }} allowClear value={value ?? null} placeholder={t("maps.address.division_search")}
        onChange={(code) => void take(code)} notFoundContent={text.trim() === "" ? null : t("list.empty_filtered")}
        options={(text.trim() === "" ? (chosen ? [chosen] : []) : (found.data?.divisions ?? [])).map((division) => ({ value: division.code, label: nameOf(division) }))}
        style={{ flex: 1 }}
      />
      <Cascader
        {...(disabled ? { disabled } : {})} aria-label={t("maps.address.division")} options={options} changeOnSelect allowClear={false} placeholder={t("maps.address.division")}
        onOpenChange={(open) => open && options.length === 0 && void load([])} loadData={(path) => void load(path as Option[])}
        value={[]} displayRender={() => (value ? pathOf(value).length > 0 && chosen ? nameOf(chosen) : "" : "")} onChange={(path) => void take(path?.at(-1) as string | undefined)} style={{ flex: 1 }}
      />
    </Space.Compact>
  );
}
