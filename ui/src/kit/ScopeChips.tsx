// That a page is narrowed by the part of the network in the top bar, in words, each with a way to take it back.
import { ApartmentOutlined, CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Filter } from "@/api/types";
import { type RefOps, useRefNames } from "./grid";
import { PARTS, isPart, useScope } from "./scope";

export const PART_REFS = { regions: "regions.options", outlets: "outlets.options" } as const satisfies RefOps;

const FEW = 3;

/** The names of what was chosen, the first of them where they are many. */
export function usePartNames(): { key: (typeof PARTS)[number]; all: string[]; few: string }[] {
  const { t } = useTranslation();
  const { part } = useScope();
  const refs: Filter = { and: PARTS.map((field) => ({ field, op: "in" as const, value: part[field] })) };
  const nameOf = useRefNames(refs, PART_REFS);
  return PARTS.filter((key) => part[key].length > 0).map((key) => {
    const all = part[key].map((id) => nameOf(key, id));
    const few = all.length > FEW ? t("scope.more", { names: all.slice(0, FEW - 1).join(t("common.list_comma")), count: all.length }) : all.join(t("common.list_comma"));
    return { key, all, few };
  });
}

/** `begins`: the page only begins with the part, and may be asked for more by its own filter. */
export function ScopeChips({ begins = false }: { begins?: boolean }) {
  const { t } = useTranslation();
  const { part, choose } = useScope();
  const names = usePartNames();
  if (!isPart(part)) return null;
  return (
    <ul className="filter-chips scope-chips" aria-label={t(begins ? "scope.begins" : "scope.narrowed")}>
      {names.map(({ key, all, few }) => {
        const label = t(`scope.${key}`);
        return (
          <li key={key} title={`${t(begins ? "scope.begins" : "scope.narrowed")} ${all.join(t("common.list_comma"))}`}>
            <ApartmentOutlined aria-hidden="true" />
            <span>{label}{t("common.colon")}{few}</span>
            <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t("scope.remove", { name: label })} onClick={() => choose({ ...part, [key]: [] })} />
          </li>
        );
      })}
    </ul>
  );
}
