//! The dashboard on paper and on slides.

use super::model::{
    Better, CompareWith, FigureAsk, FigureName, Grain, InsightPeriod, Kpi, KpiKey, Measure, Overview,
    ParetoBy, RankBy, Standing, Unit,
};
use super::{figures, store};
use crate::access::{Need, Scope};
use crate::db::Tx;
use crate::error::{Code, Error, Result};
use crate::history::Change;
use crate::jobs::JobCx;
use crate::operation::{Cx, JobOperation};
use crate::prints::{NONE, Press, PrintReport, Words};
use crate::texts::lookup;
use outpost_charts::{Align as ChartAlign, Drawing, Figure as Chart, Style, Theme, render};
use outpost_print::{
    Align, Block, Cell, Column, Document, Figure, Sheet, Slide, SlideBody, Slides, Table, Tile,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Charts in one report, as many as a dashboard holds.
const MOST_FIGURES: usize = 12;
/// Rows of a chart's numbers; a longer table says how many it leaves out.
const MOST_ROWS: usize = 31;
/// Names of a filter that are written out; more are counted.
const NAMED: usize = 3;
/// A drawing across a sheet and one that fills a slide, in CSS pixels.
const ON_PAPER: (u32, u32) = (720, 270);
const ON_SLIDE: (u32, u32) = (960, 480);

/// Sheets for paper, or pages for a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(super) enum ReportFormat {
    Pdf,
    Slides,
}

/// Input of `insight.report`.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(rename = "InsightReportInput")]
#[serde(deny_unknown_fields)]
pub(super) struct Report {
    #[serde(flatten)]
    period: InsightPeriod,
    /// The key figures, in their order; all there are where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    kpis: Option<Vec<KpiKey>>,
    /// The charts, in their order; all there are where nothing is said. Their sizes are the paper's affair.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    figures: Option<Vec<FigureAsk>>,
    format: ReportFormat,
}

impl JobOperation for Report {
    const NAME: &'static str = "insight.report";
    const DOC: &'static str =
        "The dashboard as a PDF for paper, or as slides: figures, charts and their numbers.";
    const NEEDS: Need = Need::Permission("insight.read");
    const TAGS: &'static [&'static str] = &[];
    const TOLD: bool = false;
    type Report = PrintReport;

    async fn check(&self, cx: &mut Cx) -> Result<()> {
        if self
            .figures
            .as_ref()
            .is_some_and(|some| some.len() > MOST_FIGURES)
        {
            let error = Error::new(Code::NumberOutOfRange).with("min", 0);
            return Err(error.with("max", MOST_FIGURES as i64).at("figures"));
        }
        let scope = cx.actor()?.scope.clone();
        super::selection::Selection::of(&mut cx.tx, &scope, &self.period)
            .await
            .map(drop)
    }

    async fn work(&self, cx: &JobCx) -> Result<PrintReport> {
        let mut tx = cx.app.db().read().await?;
        let press = Press::of(cx, &mut tx).await?;
        let asks = self.asks();
        let scope = &cx.actor.scope;
        let mut told = figures::report(&mut tx, scope, &self.period, &asks, cx.now(), cx.locale).await?;
        let filter = filter_sentence(&mut tx, scope, &self.period, &told.0, &press.words).await?;
        tx.commit().await?;
        told.0.kpis = self.chosen(told.0.kpis);
        let paper = Paper {
            words: &press.words,
            overview: &told.0,
            charts: asks.iter().map(|ask| ask.which).zip(told.1).collect(),
            filter,
        };
        let title = match self.format {
            ReportFormat::Pdf => press.words.text("prints:report.title", &[]),
            ReportFormat::Slides => press.words.text("prints:report.title_slides", &[]),
        };
        let days = (
            press.words.date(told.0.from),
            press.words.date(told.0.to.plus(-1)),
        );
        let name = format!("{title} {} – {}", days.0, days.1);
        let document = match self.format {
            ReportFormat::Pdf => Document::Sheets(vec![paper.sheet(title)]),
            ReportFormat::Slides => Document::Slides(paper.slides(title)),
        };
        let change = Change::new("export", cx.actor.id, "printed")
            .with("document", "report")
            .with("filter", serde_json::to_string(&self.period)?);
        press.print(cx, document, &name, change).await
    }
}

impl Report {
    fn asks(&self) -> Vec<FigureAsk> {
        let (width, height) = match self.format {
            ReportFormat::Pdf => ON_PAPER,
            ReportFormat::Slides => ON_SLIDE,
        };
        let all = [
            FigureName::OnTimeTrend,
            FigureName::Flow,
            FigureName::BacklogAgeing,
            FigureName::OutletRanking,
            FigureName::Pareto,
            FigureName::WeekdayHour,
        ];
        let plain = |which| FigureAsk {
            which,
            grain: Grain::Auto,
            measure: Measure::Opened,
            by: ParetoBy::Category,
            rank: RankBy::OnTime,
            width,
            height,
            hidden: Vec::new(),
        };
        let Some(figures) = &self.figures else {
            return all.map(plain).into();
        };
        let sized = |ask: &FigureAsk| FigureAsk {
            width,
            height,
            ..ask.clone()
        };
        figures.iter().map(sized).collect()
    }

    /// The figures that were asked for, in the order in which they were.
    fn chosen(&self, kpis: Vec<Kpi>) -> Vec<Kpi> {
        match &self.kpis {
            None => kpis,
            Some(keys) => keys
                .iter()
                .filter_map(|key| kpis.iter().find(|kpi| kpi.key == *key).cloned())
                .collect(),
        }
    }
}

/// Which orders the report is about: days, comparison, and every filter by name.
async fn filter_sentence(
    tx: &mut Tx,
    scope: &Scope,
    period: &InsightPeriod,
    overview: &Overview,
    words: &Words,
) -> Result<String> {
    let mut parts = vec![format!(
        "{} – {}",
        words.date(overview.from),
        words.date(overview.to.plus(-1))
    )];
    if let (Some(from), Some(to)) = (overview.previous_from, overview.previous_to)
        && period.compare != CompareWith::None
    {
        let (from, to) = (words.date(from), words.date(to.plus(-1)));
        parts.push(words.text("insight:compared", &[("from", &from), ("to", &to)]));
    }
    let option = |column: &str, code: &String| {
        let key = format!("grid:work_orders.{column}.{code}");
        lookup(words.locale, &key).map_or_else(|| code.clone(), str::to_owned)
    };
    let column = |key: &str| format!("grid:work_orders.columns.{key}");
    let places: [(&str, Vec<i64>); 3] = [
        ("region_name", period.region_ids.iter().map(|id| id.0).collect()),
        ("outlet_name", period.outlet_ids.iter().map(|id| id.0).collect()),
        ("category", period.category_ids.iter().map(|id| id.0).collect()),
    ];
    for (label, ids) in places.iter().filter(|(_, ids)| !ids.is_empty()) {
        let names = place_names(tx, scope, label, ids).await?;
        parts.push(listed(words, &column(label), names.len(), &names));
    }
    for (key, codes) in [("kind", &period.kinds), ("priority", &period.priorities)] {
        if !codes.is_empty() {
            let names: Vec<String> = codes.iter().map(|code| option(key, code)).collect();
            parts.push(listed(words, &column(key), codes.len(), &names));
        }
    }
    Ok(parts.join(" · "))
}

/// The names behind a filter's ids, by the column that shows them. An outlet that the person does not see has no orders
/// in the report, and no name on it; regions and categories are words of the whole company.
async fn place_names(tx: &mut Tx, scope: &Scope, column: &str, ids: &[i64]) -> Result<Vec<String>> {
    let pairs = match column {
        "region_name" => store::regions(tx, ids).await?,
        "category" => store::categories(tx, ids).await?,
        _ => store::outlet_names(tx, scope, ids).await?,
    };
    Ok(pairs.into_iter().map(|(_, name)| name).collect())
}

/// `Outlet: A, B and 3 more`. `names` are all of `count`, or its first ones; a dash where there is none.
fn listed(words: &Words, label: &str, count: usize, names: &[String]) -> String {
    let comma = words.text("common:list_comma", &[]);
    let told = if count == 0 {
        NONE.to_owned()
    } else if count <= NAMED {
        names.join(&comma)
    } else {
        let shown = names[..names.len().min(NAMED - 1)].join(&comma);
        let rest = words.integer((count - NAMED + 1) as i64);
        words.text("list:phrase.more", &[("values", &shown), ("count", &rest)])
    };
    words.labelled(&words.text(label, &[]), &told)
}

/// A dashboard on its way to paper.
struct Paper<'a> {
    words: &'a Words,
    overview: &'a Overview,
    charts: Vec<(FigureName, (String, Chart))>,
    filter: String,
}

impl Paper<'_> {
    fn own(&self, key: &str) -> String {
        self.words.text(&format!("prints:report.{key}"), &[])
    }
    fn as_of(&self) -> String {
        let at = self.words.date_time(self.overview.as_of);
        self.words.text("insight:as_of", &[("at", &at)])
    }
    fn tiles(&self) -> Vec<Tile> {
        self.overview
            .kpis
            .iter()
            .map(|kpi| tile(kpi, self.words))
            .collect()
    }

    fn sheet(&self, title: String) -> Sheet {
        let tiles = Block::Tiles {
            title: Some(self.own("figures")),
            tiles: self.tiles(),
        };
        let mut blocks = if self.overview.kpis.is_empty() {
            Vec::new()
        } else {
            vec![tiles]
        };
        let (width, height) = ON_PAPER;
        for (which, (title, chart)) in &self.charts {
            let drawing = render(chart, &Style::new(width, height).theme(Theme::Print));
            if drawing.empty {
                blocks.push(Block::Text {
                    title: Some(title.clone()),
                    text: self.words.text("insight:empty.chart", &[]),
                });
                continue;
            }
            let table = numbers(&drawing, self.words);
            let mut figure = Figure::new(title.clone(), title.clone(), drawing.svg.clone());
            figure.sentence = self.lead(*which, &drawing);
            blocks.extend([Block::Figure(figure), Block::Table(table)]);
        }
        blocks.push(Block::Note {
            text: self.own("note"),
        });
        Sheet {
            title,
            subtitle: Some(format!("{} · {}", self.filter, self.as_of())),
            blocks,
            ..Sheet::default()
        }
    }

    fn slides(&self, title: String) -> Slides {
        let counted = |standing: Standing| {
            let standing = Some(standing);
            let n = self
                .overview
                .kpis
                .iter()
                .filter(|kpi| kpi.standing == standing)
                .count();
            self.words.integer(n as i64)
        };
        let (met, missed) = (counted(Standing::Met), counted(Standing::Missed));
        let judged = [("met", &*met), ("missed", &*missed)];
        // A slide holds what can be read from the last row: eight figures.
        let mut slides: Vec<Slide> = self
            .tiles()
            .chunks(8)
            .map(|tiles| Slide {
                title: self.own("figures"),
                sentence: self.words.text("prints:report.judged", &judged),
                body: SlideBody::Tiles(tiles.to_vec()),
            })
            .collect();
        let (width, height) = ON_SLIDE;
        for (which, (title, chart)) in &self.charts {
            let drawing = render(chart, &Style::new(width, height).theme(Theme::Light));
            let lead = match drawing.empty {
                true => Some(self.words.text("insight:empty.chart", &[])),
                false => self.lead(*which, &drawing),
            };
            slides.push(Slide {
                title: title.clone(),
                sentence: lead.unwrap_or_default(),
                body: match drawing.empty {
                    true => SlideBody::Tiles(Vec::new()),
                    false => SlideBody::Figure {
                        figure: Figure::new(title.clone(), title.clone(), drawing.svg),
                        beside: self.beside(*which),
                    },
                },
            });
        }
        Slides {
            title,
            subtitle: self.filter.clone(),
            as_of: self.as_of(),
            slides,
        }
    }

    /// The key figures that a chart is about.
    fn beside(&self, which: FigureName) -> Vec<Tile> {
        let keys: &[KpiKey] = match which {
            FigureName::OnTimeTrend => &[KpiKey::ResolutionOnTime, KpiKey::ResponseOnTime],
            FigureName::Flow => &[KpiKey::Opened, KpiKey::Completed, KpiKey::Open],
            FigureName::BacklogAgeing => &[KpiKey::Open, KpiKey::Overdue, KpiKey::BacklogAge],
            FigureName::OutletRanking | FigureName::Pareto | FigureName::WeekdayHour => &[],
        };
        let found = keys.iter().filter_map(|key| self.kpi(*key));
        found.map(|kpi| tile(kpi, self.words)).collect()
    }
    fn kpi(&self, key: KpiKey) -> Option<&Kpi> {
        self.overview.kpis.iter().find(|kpi| kpi.key == key)
    }

    /// What a chart says, in words: its own figures, or the bar that stands first.
    fn lead(&self, which: FigureName, drawing: &Drawing) -> Option<String> {
        let comma = self.words.text("prints:report.comma", &[]);
        let named = |keys: &[KpiKey]| {
            let known = keys.iter().filter_map(|key| self.kpi(*key));
            let told: Vec<String> = known
                .filter_map(|kpi| {
                    let value = value(kpi.unit, kpi.value?, self.words);
                    Some(self.words.labelled(&name(kpi, self.words), &value))
                })
                .collect();
            (!told.is_empty()).then(|| told.join(&comma))
        };
        match which {
            FigureName::OnTimeTrend => named(&[KpiKey::ResolutionOnTime, KpiKey::ResponseOnTime]),
            FigureName::Flow => named(&[KpiKey::Opened, KpiKey::Completed, KpiKey::Open]),
            FigureName::BacklogAgeing => named(&[KpiKey::Open, KpiKey::Overdue]),
            FigureName::OutletRanking | FigureName::Pareto => {
                let first = drawing.table.rows.first()?;
                let (what, value) = (first.cells.first()?, first.cells.get(1)?);
                let params = [("name", &*what.text), ("value", &*value.text)];
                Some(self.words.text("prints:report.first", &params))
            }
            FigureName::WeekdayHour => None,
        }
    }
}

fn name(kpi: &Kpi, words: &Words) -> String {
    let key = serde_json::to_value(kpi.key).unwrap_or_default();
    words.text(&format!("insight:kpi.{}", key.as_str().unwrap_or_default()), &[])
}

/// A value in the unit of its figure.
fn value(unit: Unit, value: i64, words: &Words) -> String {
    match unit {
        Unit::Percent => words.percent(value),
        Unit::Count => words.integer(value),
        Unit::Duration => words.duration(value, true),
        Unit::Money => words.money(value),
        // Hundredths of a point; the sign of a percentage is not theirs.
        Unit::Score => words.percent(value).trim_end_matches('%').to_owned(),
    }
}

fn tile(kpi: &Kpi, words: &Words) -> Tile {
    let mut notes = Vec::new();
    if let Some(target) = kpi.target {
        let key = match kpi.better {
            Better::Higher => "insight:target_at_least",
            Better::Lower | Better::Neutral => "insight:target_at_most",
        };
        notes.push(words.text(key, &[("value", &value(kpi.unit, target, words))]));
    }
    notes.extend(change(kpi, words));
    let code = |key: serde_json::Value| key.as_str().unwrap_or_default().to_owned();
    let missing = kpi
        .missing
        .map(|why| code(serde_json::to_value(why).unwrap_or_default()));
    if let (None, Some(why)) = (kpi.value, missing) {
        notes.push(words.text(&format!("insight:missing.{why}"), &[]));
    }
    Tile {
        label: name(kpi, words),
        value: kpi.value.map_or(NONE.to_owned(), |v| value(kpi.unit, v, words)),
        mark: kpi.standing.map(|standing| {
            let key = if standing == Standing::Met {
                "met"
            } else {
                "missed"
            };
            words.mark(key, words.text(&format!("insight:standing.{key}"), &[]))
        }),
        notes,
    }
}

/// How a figure moved against the period it is compared with.
fn change(kpi: &Kpi, words: &Words) -> Option<String> {
    let by = kpi.value? - kpi.previous?;
    let percent = kpi.unit == Unit::Percent;
    if by == 0 || (percent && by.abs() < 5) {
        return Some(words.text("insight:change.same", &[]));
    }
    let mut size = value(kpi.unit, by.abs(), words);
    if percent {
        size = words.text("insight:change.points", &[("value", size.trim_end_matches('%'))]);
    }
    let key = if by > 0 {
        "insight:change.up"
    } else {
        "insight:change.down"
    };
    Some(words.text(key, &[("value", &size)]))
}

/// The numbers of a chart.
fn numbers(drawing: &Drawing, words: &Words) -> Table {
    let column = |c: &outpost_charts::Column| {
        let align = if c.align == ChartAlign::Right {
            Align::End
        } else {
            Align::Start
        };
        Column::new(c.label.clone(), align)
    };
    let rows = &drawing.table.rows;
    let row = |row: &outpost_charts::Row| {
        row.cells
            .iter()
            .map(|cell| Cell::from(cell.text.clone()))
            .collect()
    };
    let left = rows.len().saturating_sub(MOST_ROWS);
    let n = words.integer(left as i64);
    Table {
        title: None,
        columns: drawing.table.columns.iter().map(column).collect(),
        rows: rows.iter().take(MOST_ROWS).map(row).collect(),
        total: None,
        note: (left > 0).then(|| words.text("prints:report.more_rows", &[("n", &n)])),
    }
}
