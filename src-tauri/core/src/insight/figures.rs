//! The charts of the dashboard: on time over time, and the Pareto of categories; as drawings and as files.

use super::drill::Drill;
use super::labels;
use super::model::{Grain, InsightPeriod, KpiKey, Measure, ParetoBy};
use super::rules::{self, Bar};
use super::selection::Selection;
use super::{store, targets};
use crate::access::{Need, Scope};
use crate::db::Tx;
use crate::error::{Code, Error, Result};
use crate::files::{self, FileKind};
use crate::grids::FileRef;
use crate::jobs::JobCx;
use crate::operation::{Cx, JobOperation, OpKind, Operation};
use crate::texts::Locale;
use crate::work_orders::{Dimension, Range, Sums};
use outpost_charts::{
    Band, Bands, Drawing, Figure, Fonts, Format, Pareto, Point, Series, Style, Target, Theme, Trend,
    ValueAxis, Volume, render, to_png,
};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use ts_rs::TS;

const TAGS: &[&str] = &["work_orders", "outlets", "regions", "settings"];
/// Drawings a page or a slide can hold, in CSS pixels.
const WIDTH: std::ops::RangeInclusive<u32> = 160..=4000;
const HEIGHT: std::ops::RangeInclusive<u32> = 120..=2400;
/// A bar needs this much width for its name.
const BAR_WIDTH: u32 = 76;
const PERCENT: Format = Format::Percent { decimals: 1 };

fn style(width: u32, height: u32, theme: Theme) -> Result<Style> {
    for (field, value, bounds) in [("width", width, WIDTH), ("height", height, HEIGHT)] {
        if !bounds.contains(&value) {
            let error = Error::new(Code::NumberOutOfRange)
                .with("min", *bounds.start())
                .with("max", *bounds.end());
            return Err(error.at(field));
        }
    }
    Ok(Style::new(width, height).theme(theme))
}

/// Measures of each band, in as few reads as there are kinds of bands: whole months from the sums by month.
async fn by_band(tx: &mut Tx, selection: &Selection, bands: &[Range], grain: Grain) -> Result<Vec<Sums>> {
    let mut found = vec![Sums::default(); bands.len()];
    if grain == Grain::Month {
        let whole: Vec<Range> = bands.iter().copied().filter(|b| rules::is_month(*b)).collect();
        let months = match (whole.first(), whole.last()) {
            (Some(first), Some(last)) => {
                let range = Range {
                    from: first.from,
                    to: last.to,
                };
                selection.sums_by(tx, range, Dimension::Month).await?
            }
            _ => std::collections::BTreeMap::new(),
        };
        for (sums, band) in found.iter_mut().zip(bands) {
            if !rules::is_month(*band) {
                *sums = selection.sums(tx, *band).await?;
            } else if let Some(month) = months.get(&band.from.month()) {
                sums.add(month, 1);
            }
        }
        return Ok(found);
    }
    let days = selection.sums_by(tx, selection.range, Dimension::Day).await?;
    for (sums, band) in found.iter_mut().zip(bands) {
        days.range(band.from.0..band.to.0)
            .for_each(|(_, day)| sums.add(day, 1));
    }
    Ok(found)
}

fn json(filter: crate::db::grid::Filter) -> serde_json::Value {
    serde_json::to_value(filter).unwrap_or_default()
}

/// The share of a band, with its drill; a gap where nothing was judged.
fn point(part: i64, whole: i64, filter: crate::db::grid::Filter) -> Point {
    if whole <= 0 {
        return Point::gap();
    }
    // Counts are far below 2^53.
    Point::new(part as f64 / whole as f64).drill(json(filter))
}

async fn trend(
    tx: &mut Tx,
    scope: &Scope,
    period: &InsightPeriod,
    grain: Grain,
    locale: Locale,
) -> Result<Figure> {
    let selection = Selection::of(tx, scope, period).await?;
    let grain = rules::grain(grain, selection.range);
    let ranges = rules::bands(selection.range, grain);
    let sums = by_band(tx, &selection, &ranges, grain).await?;
    let drills: Vec<Drill<'_>> = ranges.iter().map(|band| selection.drill(*band)).collect();
    let rows = || sums.iter().zip(&drills);
    let text = |key: &str| labels::text(locale, key);
    let resolution = rows()
        .map(|(s, d)| point(s.resolution_met, s.resolution_judged, d.resolved(None)))
        .collect();
    let mut series = vec![Series::new(
        "resolution_on_time",
        text("kpi.resolution_on_time"),
        resolution,
    )];
    if sums.iter().any(|s| s.response_judged > 0) {
        let points = rows()
            .map(|(s, d)| point(s.response_met, s.response_judged, d.responded(None)))
            .collect();
        series.push(Series::new(
            "response_on_time",
            text("kpi.response_on_time"),
            points,
        ));
    }
    let completed = |(s, d): (&Sums, &Drill<'_>)| Point::new(s.completed as f64).drill(json(d.completed()));
    let targets = targets::load(tx).await?;
    let target = targets
        .iter()
        .find(|(key, _)| *key == KpiKey::ResolutionOnTime)
        .map(|(_, bp)| *bp as f64 / 10_000.0);
    Ok(Figure::Trend(Trend {
        description: String::new(),
        bands: Bands::new(
            labels::band_kind(grain),
            text(labels::band_key(grain)),
            ranges
                .iter()
                .map(|band| labels::band(*band, grain, locale))
                .collect(),
        ),
        axis: ValueAxis {
            max: Some(1.0),
            ..ValueAxis::new(PERCENT)
        },
        series,
        target: target.map(|value| Target {
            name: labels::target(locale, &PERCENT.text(value)),
            value,
        }),
        volume: Some(Volume {
            axis: ValueAxis {
                label: text("axis.orders"),
                ..ValueAxis::new(Format::Count)
            },
            series: Series::new(
                "completed",
                text("kpi.completed"),
                rows().map(completed).collect(),
            ),
        }),
    }))
}

struct ParetoAsked {
    measure: Measure,
    /// Bars besides the one of all others.
    most: usize,
}

async fn pareto(
    tx: &mut Tx,
    scope: &Scope,
    period: &InsightPeriod,
    asked: ParetoAsked,
    locale: Locale,
) -> Result<Figure> {
    let selection = Selection::of(tx, scope, period).await?;
    let sums = selection
        .sums_by(tx, selection.range, Dimension::Category)
        .await?;
    // The sums keep orders without a category under −1.
    let counts: Vec<(Option<i64>, i64)> = sums
        .iter()
        .map(|(category, sums)| {
            (
                (*category > 0).then_some(*category),
                rules::counted(asked.measure, sums),
            )
        })
        .collect();
    let bars = rules::bars(&counts, asked.most);
    let ids: Vec<i64> = bars
        .iter()
        .filter_map(|bar| if let Bar::Category(id, _) = bar { *id } else { None })
        .collect();
    let names = store::categories(tx, &ids).await?;
    let name_of = |id: i64| {
        names
            .iter()
            .find(|(known, _)| *known == id)
            .map(|(_, name)| name.as_str())
    };
    let named: Vec<Option<&str>> = bars
        .iter()
        .filter_map(|bar| {
            if let Bar::Category(id, _) = bar {
                Some(id.and_then(name_of))
            } else {
                None
            }
        })
        .collect();
    let drill = selection.drill(selection.range);
    let base = || match asked.measure {
        Measure::Opened => drill.opened(),
        Measure::Breached => drill.resolved(Some("breached")),
    };
    let text = |key: &str| labels::text(locale, key);
    let (mut items, mut points) = (Vec::new(), Vec::new());
    for bar in &bars {
        let (label, count, filter) = match bar {
            Bar::Category(id, count) => {
                let name = id.and_then(name_of);
                let label = name.map_or_else(|| text("pareto.no_category"), str::to_owned);
                (label, *count, Drill::in_category(base(), name))
            }
            Bar::Others(count) => (
                text("pareto.others"),
                *count,
                Drill::in_other_categories(base(), &named),
            ),
        };
        items.push(Band::new(label));
        points.push(Point::new(count as f64).drill(json(filter)));
    }
    let series = match asked.measure {
        Measure::Opened => Series::new("opened", text("kpi.opened"), points),
        Measure::Breached => Series::new("breached", text("pareto.breached"), points),
    };
    Ok(Figure::Pareto(Pareto {
        description: String::new(),
        bands: Bands::new(outpost_charts::BandKind::Category, text("pareto.category"), items),
        axis: ValueAxis {
            label: text("axis.orders"),
            ..ValueAxis::new(Format::Count)
        },
        series,
        cumulative: text("pareto.cumulative"),
        total: None,
    }))
}

/// As many named bars as their names have room for.
fn most_bars(width: u32) -> usize {
    (width / BAR_WIDTH).clamp(4, 15) as usize
}

/// Input of `insight.on_time_trend`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "InsightOnTimeTrendInput")]
#[serde(deny_unknown_fields)]
pub(super) struct OnTimeTrend {
    #[serde(flatten)]
    period: InsightPeriod,
    #[serde(default)]
    #[ts(optional, as = "Option<Grain>")]
    grain: Grain,
    /// CSS pixels.
    width: u32,
    height: u32,
}

impl Operation for OnTimeTrend {
    const NAME: &'static str = "insight.on_time_trend";
    const DOC: &'static str =
        "The share of orders on time over time, with how many were completed, as a drawing.";
    const NEEDS: Need = Need::Permission("insight.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = TAGS;
    type Output = Drawing;
    async fn run(&self, cx: &mut Cx) -> Result<Drawing> {
        let style = style(self.width, self.height, Theme::Css)?;
        let scope = cx.actor()?.scope.clone();
        Ok(render(
            &trend(&mut cx.tx, &scope, &self.period, self.grain, cx.locale).await?,
            &style,
        ))
    }
}

/// Input of `insight.pareto`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "InsightParetoInput")]
#[serde(deny_unknown_fields)]
pub(super) struct CategoryPareto {
    #[serde(flatten)]
    period: InsightPeriod,
    #[serde(default)]
    #[ts(optional, as = "Option<ParetoBy>")]
    #[allow(
        dead_code,
        reason = "one way so far; the field keeps its place in the contract"
    )]
    by: ParetoBy,
    #[serde(default)]
    #[ts(optional, as = "Option<Measure>")]
    measure: Measure,
    /// CSS pixels.
    width: u32,
    height: u32,
}

impl Operation for CategoryPareto {
    const NAME: &'static str = "insight.pareto";
    const DOC: &'static str = "The few categories that make up most orders of a period, as a drawing.";
    const NEEDS: Need = Need::Permission("insight.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = TAGS;
    type Output = Drawing;
    async fn run(&self, cx: &mut Cx) -> Result<Drawing> {
        let style = style(self.width, self.height, Theme::Css)?;
        let scope = cx.actor()?.scope.clone();
        let asked = ParetoAsked {
            measure: self.measure,
            most: most_bars(self.width),
        };
        Ok(render(
            &pareto(&mut cx.tx, &scope, &self.period, asked, cx.locale).await?,
            &style,
        ))
    }
}

/// Which chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(super) enum FigureName {
    OnTimeTrend,
    Pareto,
}

/// A picture for slides, or lines that stay sharp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(super) enum FigureFormat {
    Svg,
    Png,
}

/// Input of `insight.figure_file`.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(rename = "InsightFigureFileInput")]
#[serde(deny_unknown_fields)]
pub(super) struct FigureFile {
    which: FigureName,
    format: FigureFormat,
    #[serde(flatten)]
    period: InsightPeriod,
    #[serde(default)]
    #[ts(optional, as = "Option<Grain>")]
    grain: Grain,
    #[serde(default)]
    #[ts(optional, as = "Option<Measure>")]
    measure: Measure,
    /// CSS pixels; a PNG has two of its own for each.
    width: u32,
    height: u32,
    #[serde(default)]
    #[ts(optional)]
    dark: Option<bool>,
}

/// What `insight.figure_file` made.
#[derive(Debug, Clone, Serialize, TS)]
pub(super) struct FigureFileReport {
    file: FileRef,
}

impl FigureFile {
    fn style(&self) -> Result<Style> {
        let theme = if self.dark == Some(true) {
            Theme::Dark
        } else {
            Theme::Light
        };
        style(self.width, self.height, theme)
    }
}

impl JobOperation for FigureFile {
    const NAME: &'static str = "insight.figure_file";
    const DOC: &'static str = "A chart of the dashboard as an SVG or PNG file.";
    const NEEDS: Need = Need::Permission("insight.read");
    const TAGS: &'static [&'static str] = &[];
    type Report = FigureFileReport;
    async fn check(&self, cx: &mut Cx) -> Result<()> {
        self.style()?;
        let scope = cx.actor()?.scope.clone();
        Selection::of(&mut cx.tx, &scope, &self.period).await.map(drop)
    }
    async fn work(&self, cx: &JobCx) -> Result<FigureFileReport> {
        let mut tx = cx.app.db().read().await?;
        let scope = &cx.actor.scope;
        let figure = match self.which {
            FigureName::OnTimeTrend => trend(&mut tx, scope, &self.period, self.grain, cx.locale).await?,
            FigureName::Pareto => {
                let asked = ParetoAsked {
                    measure: self.measure,
                    most: most_bars(self.width),
                };
                pareto(&mut tx, scope, &self.period, asked, cx.locale).await?
            }
        };
        let zone = crate::settings::load(&mut tx).await?.zone()?;
        tx.commit().await?;
        let style = self.style()?;
        let drawing = render(&figure, &style);
        let (bytes, ending) = match self.format {
            FigureFormat::Svg => (drawing.svg.into_bytes(), "svg"),
            FigureFormat::Png => (picture(drawing, style.theme).await?, "png"),
        };
        let title = labels::text(
            cx.locale,
            match self.which {
                FigureName::OnTimeTrend => "trend.title",
                FigureName::Pareto => "pareto.title",
            },
        );
        let days = labels::days(Range {
            from: zone.day(self.period.from),
            to: zone.day(self.period.to),
        });
        let name = format!("{title} {days}.{ending}");
        let (id, path) = cx.app.files().fresh();
        std::fs::write(&path, &bytes)?;
        let size = bytes.len() as u64;
        files::note(
            cx.app.db(),
            &id,
            cx.actor.id,
            FileKind::Export,
            &name,
            size,
            cx.now(),
        )
        .await?;
        Ok(FigureFileReport {
            file: FileRef {
                file: id,
                name,
                bytes: size as i64,
            },
        })
    }
}

/// Drawing a picture takes a while and loads fonts: not on a thread that serves others.
async fn picture(drawing: Drawing, theme: Theme) -> Result<Vec<u8>> {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    const SCALE: f32 = 2.0;
    let draw = move || {
        let fonts = FONTS.get_or_init(|| Fonts::system([]));
        to_png(&drawing, theme, SCALE, fonts)
    };
    let drawn = tokio::task::spawn_blocking(draw).await.map_err(Error::fault)?;
    drawn.map_err(Error::fault)
}
