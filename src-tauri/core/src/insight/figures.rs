//! The charts of the dashboard: on time over time, and the Pareto of categories; as drawings and as files.

use super::labels;
use super::model::{Grain, InsightPeriod, Measure, ParetoBy};
use super::selection::Selection;
use super::{pareto::pareto, trend::trend};
use crate::access::Need;
use crate::error::{Code, Error, Result};
use crate::files::{self, FileKind};
use crate::grids::FileRef;
use crate::jobs::JobCx;
use crate::operation::{Cx, JobOperation, OpKind, Operation};
use crate::work_orders::Range;
use outpost_charts::{Drawing, Fonts, Style, Theme, render, to_png};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use ts_rs::TS;

const TAGS: &[&str] = &["work_orders", "outlets", "regions", "settings"];
/// Drawings a page or a slide can hold, in CSS pixels.
const WIDTH: std::ops::RangeInclusive<u32> = 160..=4000;
const HEIGHT: std::ops::RangeInclusive<u32> = 120..=2400;

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
        let figure = pareto(
            &mut cx.tx,
            &scope,
            &self.period,
            self.measure,
            self.width,
            cx.locale,
        );
        Ok(render(&figure.await?, &style))
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
    const TOLD: bool = false;
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
                pareto(&mut tx, scope, &self.period, self.measure, self.width, cx.locale).await?
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
