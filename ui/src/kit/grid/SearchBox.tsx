// The search of a list: numbers, telephones' last digits, words, two Chinese characters, initials. `/` goes to it.
import { SearchOutlined } from "@ant-design/icons";
import { Input, type InputRef } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "../keys";

const PAUSE_MS = 250;

export function SearchBox({ text, onSearch }: { text: string | undefined; onSearch: (text: string | undefined) => void }) {
  const { t } = useTranslation();
  const field = useRef<InputRef>(null);
  const [typed, setTyped] = useState(text ?? "");
  const tell = useRef(onSearch);
  tell.current = onSearch;
  useKeys({ "/": { run: () => field.current?.focus({ cursor: "all" }), text: "list.keys.search", group: "list" } });
  // What the address says from elsewhere (a view, back) is what the box shows.
  useEffect(() => setTyped((now) => (now.trim() === (text ?? "") ? now : (text ?? ""))), [text]);
  useEffect(() => {
    const wanted = typed.trim();
    if (wanted === (text ?? "")) return;
    const timer = setTimeout(() => tell.current(wanted || undefined), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, text]);
  return (
    <Input
      ref={field} size="small" className="list-search" allowClear prefix={<SearchOutlined aria-hidden="true" />} value={typed} maxLength={100}
      placeholder={t("list.search.hint")} title={t("list.search.what")} aria-label={t("common.search")}
      onChange={(event) => setTyped(event.target.value)}
      onPressEnter={() => onSearch(typed.trim() || undefined)}
      onKeyDown={(event) => { if (event.key === "Escape") { event.stopPropagation(); setTyped(""); field.current?.blur(); } }}
    />
  );
}
