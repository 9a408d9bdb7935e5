// The one place where colours, sizes and type are decided. Ant Design tokens, the AG Grid theme and the CSS variables
// that charts, ribbons and our own styles use are all derived from the two value sets below (light and dark).
import { type ThemeConfig, theme as antd } from "antd";

export type Mode = "light" | "dark";
export type Density = "compact" | "comfortable";

/** How a state looks everywhere: a foreground that is readable on the surface and a soft background. */
export interface Hue {
  ink: string;
  soft: string;
}

interface Palette {
  page: string;
  surface: string;
  sunken: string;
  raised: string;
  line: string;
  line_strong: string;
  text: string;
  text_quiet: string;
  text_faint: string;
  brand: string;
  brand_hover: string;
  brand_active: string;
  brand_soft: string;
  link: string;
  on_brand: string;
  focus: string;
  met: Hue;
  running: Hue;
  warning: Hue;
  breached: Hue;
  paused: Hue;
  exempt: Hue;
  void: Hue;
  /** Series that keep apart under every kind of colour sight (the charts crate tests the distances); no state hue among them. */
  chart: readonly [string, string, string, string, string, string];
  /** Cells of a heat map, from the value nearest zero; the first four carry the low text, the others the high one. */
  heat: readonly [string, string, string, string, string, string, string];
  heat_low_text: string;
  heat_high_text: string;
  chart_grid: string;
  /** The ground of maps; no hue of a state stands for it. */
  map_sea: string;
  map_land: string;
  map_label: string;
  /** Classes of areas, from few to many. */
  area: readonly [string, string, string, string, string];
  chart_target: string;
  chart_volume: string;
}

const light: Palette = {
  page: "#f4f6f6",
  surface: "#ffffff",
  sunken: "#edf1f1",
  raised: "#ffffff",
  line: "#d8dfdf",
  line_strong: "#aebaba",
  text: "#182323",
  text_quiet: "#4f5e5e",
  text_faint: "#596767",
  brand: "#0f6b6b",
  brand_hover: "#0b5a5a",
  brand_active: "#084848",
  brand_soft: "#e1f0ef",
  link: "#0f6b6b",
  on_brand: "#ffffff",
  focus: "#0f6b6b",
  met: { ink: "#17703a", soft: "#e2f3e8" },
  running: { ink: "#43545a", soft: "#eaeef0" },
  warning: { ink: "#8a5200", soft: "#fdf0d8" },
  breached: { ink: "#b3261e", soft: "#fce8e6" },
  paused: { ink: "#41607f", soft: "#e4ecf4" },
  exempt: { ink: "#6a42b0", soft: "#f0e9fb" },
  void: { ink: "#5c6767", soft: "#eef1f1" },
  chart: ["#0f766e", "#d9730d", "#7a22b0", "#6e3512", "#8e86dc", "#3a3470"],
  heat: ["#eef6f5", "#cfe7e4", "#a6d3ce", "#76bbb4", "#2c7d77", "#125e59", "#063f3c"],
  heat_low_text: "#182323",
  heat_high_text: "#ffffff",
  chart_grid: "#e3e8e8",
  map_sea: "#dbe5ea",
  map_land: "#f7f7f3",
  map_label: "#4a5757",
  area: ["#d5e8e6", "#a9d2ce", "#76b6b0", "#3f918b", "#0f6b6b"],
  chart_target: "#39424b",
  chart_volume: "#e0e6ea",
};

const dark: Palette = {
  page: "#111616",
  surface: "#191f1f",
  sunken: "#141a1a",
  raised: "#212929",
  line: "#2d3838",
  line_strong: "#4b5b5b",
  text: "#e3eaea",
  text_quiet: "#a6b4b4",
  text_faint: "#8d9c9c",
  brand: "#1a7f79",
  brand_hover: "#1c827c",
  brand_active: "#156b66",
  brand_soft: "#153534",
  link: "#5ccabf",
  on_brand: "#ffffff",
  focus: "#5ccabf",
  met: { ink: "#63c986", soft: "#16301f" },
  running: { ink: "#b3c1c7", soft: "#283133" },
  warning: { ink: "#f0b455", soft: "#382a11" },
  breached: { ink: "#ff8a80", soft: "#40201d" },
  paused: { ink: "#93b7da", soft: "#1d2b3a" },
  exempt: { ink: "#bfa3f2", soft: "#2c2240" },
  void: { ink: "#8d9999", soft: "#242b2b" },
  chart: ["#3cbfb0", "#f2994a", "#8e63f2", "#e3447f", "#d9a6f8", "#5c86b5"],
  heat: ["#1f2828", "#1f3a38", "#21504c", "#256661", "#45a39b", "#6fc4bc", "#a8e4de"],
  heat_low_text: "#e3eaea",
  heat_high_text: "#0c1414",
  chart_grid: "#2a3434",
  map_sea: "#10181c",
  map_land: "#232b2b",
  map_label: "#a9b6b6",
  area: ["#1d3a3a", "#22524f", "#2b706b", "#3a958d", "#5ccabf"],
  chart_target: "#dce3e8",
  chart_volume: "#2a363d",
};

const palettes: Record<Mode, Palette> = { light, dark };

const STATES = ["met", "running", "warning", "breached", "paused", "exempt", "void"] as const;
export type StateHue = (typeof STATES)[number];

export const FONT =
  'system-ui, -apple-system, "Segoe UI", "Noto Sans", "PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", ' +
  '"Microsoft YaHei UI", "Microsoft YaHei", sans-serif';
export const MONO = 'ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", "Noto Sans Mono CJK SC", monospace';

/** Sizes in CSS pixels for each density. */
export const SIZES: Record<Density, { control: number; row: number; gap: number }> = {
  compact: { control: 28, row: 30, gap: 8 },
  comfortable: { control: 32, row: 36, gap: 12 },
};

/** The CSS variables of a mode, as a name → value table. */
export function cssVariables(mode: Mode, density: Density): Record<string, string> {
  const p = palettes[mode];
  const vars: Record<string, string> = {
    "--page": p.page,
    "--surface": p.surface,
    "--sunken": p.sunken,
    "--raised": p.raised,
    "--line": p.line,
    "--line-strong": p.line_strong,
    "--text": p.text,
    "--text-quiet": p.text_quiet,
    "--text-faint": p.text_faint,
    "--brand": p.brand,
    "--brand-soft": p.brand_soft,
    "--link": p.link,
    "--on-brand": p.on_brand,
    "--focus": p.focus,
    "--chart-grid": p.chart_grid,
    "--map-sea": p.map_sea,
    "--map-land": p.map_land,
    "--map-label": p.map_label,
    "--chart-axis": p.line_strong,
    "--chart-text": p.text_quiet,
    "--chart-target": p.chart_target,
    "--chart-volume": p.chart_volume,
    "--chart-surface": p.surface,
    "--chart-heat-low-text": p.heat_low_text,
    "--chart-heat-high-text": p.heat_high_text,
    "--font": FONT,
    "--mono": MONO,
    "--control": `${SIZES[density].control}px`,
    "--row": `${SIZES[density].row}px`,
    "--gap": `${SIZES[density].gap}px`,
  };
  p.chart.forEach((colour, index) => {
    vars[`--chart-${index + 1}`] = colour;
  });
  p.heat.forEach((colour, index) => {
    vars[`--chart-heat-${index + 1}`] = colour;
  });
  p.area.forEach((colour, index) => {
    vars[`--area-${index + 1}`] = colour;
  });
  for (const state of STATES) {
    vars[`--${state}`] = p[state].ink;
    vars[`--${state}-soft`] = p[state].soft;
  }
  return vars;
}

/** Puts the variables on the document, so that everything outside React (charts, dialogs) follows too. */
export function applyTheme(mode: Mode, density: Density, root: HTMLElement = document.documentElement): void {
  for (const [name, value] of Object.entries(cssVariables(mode, density))) root.style.setProperty(name, value);
  root.dataset.theme = mode;
  root.dataset.density = density;
  root.style.colorScheme = mode;
}

/** The border of a notice: a third of the way from its ground to its ink. */
function between({ ink, soft }: Hue): string {
  const at = (colour: string, i: number) => Number.parseInt(colour.slice(i, i + 2), 16);
  const mixed = [1, 3, 5].map((i) => Math.round(at(soft, i) + (at(ink, i) - at(soft, i)) / 3));
  return `#${mixed.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** Ant Design's tokens of a mode and density. */
export function antdTheme(mode: Mode, density: Density, reducedMotion: boolean): ThemeConfig {
  const p = palettes[mode];
  const size = SIZES[density];
  return {
    algorithm: mode === "dark" ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      colorPrimary: p.brand,
      colorPrimaryHover: p.brand_hover,
      colorPrimaryActive: p.brand_active,
      colorPrimaryBg: p.brand_soft,
      colorLink: p.link,
      colorLinkHover: p.link,
      colorSuccess: p.met.ink,
      colorWarning: p.warning.ink,
      colorError: p.breached.ink,
      colorInfo: p.link,
      // Worked out from our dark inks, the grounds of notices would be muddy.
      colorSuccessBg: p.met.soft,
      colorSuccessBorder: between(p.met),
      colorWarningBg: p.warning.soft,
      colorWarningBorder: between(p.warning),
      colorErrorBg: p.breached.soft,
      colorErrorBorder: between(p.breached),
      colorInfoBg: p.brand_soft,
      colorInfoBorder: between({ ink: p.brand, soft: p.brand_soft }),
      colorText: p.text,
      colorTextSecondary: p.text_quiet,
      colorTextTertiary: p.text_faint,
      colorTextDescription: p.text_quiet,
      colorTextPlaceholder: p.text_faint,
      colorBorder: p.line_strong,
      colorBorderSecondary: p.line,
      colorSplit: p.line,
      colorBgLayout: p.page,
      colorBgContainer: p.surface,
      colorBgElevated: p.raised,
      controlItemBgActive: p.brand_soft,
      fontFamily: FONT,
      fontFamilyCode: MONO,
      fontSize: 13,
      controlHeight: size.control,
      controlHeightSM: size.control - 4,
      controlHeightLG: size.control + 8,
      borderRadius: 4,
      borderRadiusLG: 6,
      borderRadiusSM: 3,
      wireframe: false,
      motion: !reducedMotion,
      motionDurationFast: "0.12s",
      motionDurationMid: "0.15s",
      motionDurationSlow: "0.18s",
    },
    components: {
      // Words in the brand's hue are written in that of links, which is readable on dark as on light.
      Button: {
        primaryShadow: "none", defaultShadow: "none", dangerShadow: "none",
        defaultHoverColor: p.link, defaultHoverBorderColor: p.link, defaultActiveColor: p.link, defaultActiveBorderColor: p.link,
      },
      Dropdown: { colorPrimary: p.link },
      Form: { itemMarginBottom: 16, verticalLabelPadding: "0 0 4px" },
      Table: { cellPaddingBlockSM: 5, cellPaddingInlineSM: 8, headerBg: p.sunken },
      Tabs: { horizontalItemPadding: "8px 0", horizontalMargin: "0 0 12px 0", itemSelectedColor: p.link, itemHoverColor: p.link, inkBarColor: p.link },
      Menu: { itemHeight: size.control + 6, itemMarginInline: 6, activeBarBorderWidth: 0 },
    },
  };
}

/** AG Grid's parameters (kit/grid makes the theme of them). They name CSS variables, so one theme serves both modes. */
export const GRID_PARAMS = {
  // Scroll bars and boxes are the browser's: light or dark as the page is.
  browserColorScheme: "inherit",
  backgroundColor: "var(--surface)",
  foregroundColor: "var(--text)",
  headerBackgroundColor: "var(--sunken)",
  headerTextColor: "var(--text-quiet)",
  headerFontWeight: 600,
  borderColor: "var(--line)",
  accentColor: "var(--link)",
  oddRowBackgroundColor: "var(--surface)",
  rowHoverColor: "var(--sunken)",
  selectedRowBackgroundColor: "var(--brand-soft)",
  fontFamily: "var(--font)",
  fontSize: 13,
  headerFontSize: 12,
  rowHeight: "var(--row)",
  headerHeight: "var(--row)",
  cellHorizontalPadding: 10,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  columnBorder: false,
} as const;

/** Which hue stands for a clock or document state that the core names. */
export function hueOf(state: string): StateHue {
  switch (state) {
    case "met":
    case "completed":
    case "succeeded":
    case "committed":
    case "on_time":
    case "active":
    case "ok":
      return "met";
    case "paused":
      return "paused";
    case "breached":
    case "overdue":
    case "breached_open":
    case "breached_done":
    case "late":
    case "failed":
      return "breached";
    case "warning":
    case "due_soon":
      return "warning";
    case "exempt":
      return "exempt";
    case "cancelled":
    case "void":
    case "undone":
    case "inactive":
      return "void";
    default:
      return "running";
  }
}
