// One chart of the dashboard in its frame: its title, the question that can be turned on it, and its files.
import { Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { Filter, InsightPeriod } from "@/api/types";
import { ChartFrame } from "@/kit/chart";
import type { Search } from "@/kit/route";
import { type ChartDef, type Turn, askOf, turned } from "./charts";
import { useSaveFigure } from "./saving";
import type { Board } from "./useBoard";

/** One height for all, so that charts of a row end on one line. */
const HEIGHT = 264;

interface BlockProps {
  def: ChartDef;
  board: Board;
  period: InsightPeriod;
  search: Search;
  onTurn: (change: Search) => void;
  onDrill: (filter: Filter) => void;
}

export function ChartBlock({ def, board, period, search, onTurn, onDrill }: BlockProps) {
  const { t } = useTranslation();
  const save = useSaveFigure();
  const { answer, drawings, onSize, onHidden } = board;
  const turn = def.turn ? <Turned turn={def.turn} value={turned(def.turn, search)} onTurn={onTurn} /> : null;
  const asked = () => {
    const { width: _w, height: _h, hidden: _hidden, ...question } = askOf(def, search, { width: 0, height: 0 }, []);
    return { ...period, ...question };
  };
  return (
    <ChartFrame
      title={t(def.title)} drawing={drawings.get(def.key)} error={drawings.has(def.key) ? undefined : answer.error} onRetry={() => void answer.refetch()}
      height={HEIGHT} onSize={(width, height) => onSize(def.key, width, height)} onDrill={onDrill} extra={turn} empty={t("insight.empty.chart")}
      files={["png", "svg", "xlsx"]} onSave={(format) => void save(asked(), format)}
      {...(def.switches ? { onHidden: (keys: string[]) => onHidden(def.key, keys) } : {})}
    />
  );
}

function Turned({ turn, value, onTurn }: { turn: Turn; value: string; onTurn: (change: Search) => void }) {
  const { t } = useTranslation();
  const options = turn.values.map((key) => ({ value: key, label: t(`${turn.texts}.${key}`) }));
  const choose = (next: string) => onTurn({ [turn.param]: next === turn.values[0] ? undefined : next });
  const label = t(`${turn.texts}.label`);
  // Four words would push the title out of a third of the page.
  if (options.length > 2) return <Select size="small" variant="borderless" aria-label={label} value={value} onChange={choose} options={options} popupMatchSelectWidth={false} />;
  return <Segmented size="small" aria-label={label} value={value} onChange={choose} options={options} />;
}
