//! The charts of the dashboard, as drawings and as files; and the page in one answer.

use super::bands::{Bands, bands};
use super::model::{
    Dashboard, FigureAsk, FigureName, Grain, InsightPeriod, Measure, Overview, ParetoBy, RankBy,
};
use super::selection::Selection;
use super::{ageing, flow, hours, labels, overview, pareto, ranking, rules, sheet, trend};
use crate::access::{Need, Scope};
use crate::db::Tx;
use crate::error::{Code, Error, Result};
use crate::files;
use crate::grids::FileRef;
use crate::history::Change;
use crate::jobs::JobCx;
use crate::kernel::Ms;
use crate::operation::{Cx, JobOperation, OpKind, Operation};
use crate::texts::Locale;
use outpost_charts::{Drawing, Figure, Fonts, Style, Theme, render, to_png};
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

macro_rules! charts {
    ($($(#[$doc:meta])* $name:ident, $operation:literal, $input:literal, $which:ident, $says:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Deserialize, TS)]
        #[ts(rename = $input)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            #[serde(flatten)]
            period: InsightPeriod,
            #[serde(default)]
            #[ts(optional, as = "Option<Grain>")]
            grain: Grain,
            #[serde(default)]
            #[ts(optional, as = "Option<Measure>")]
            measure: Measure,
            #[serde(default)]
            #[ts(optional, as = "Option<ParetoBy>")]
            by: ParetoBy,
            #[serde(default)]
            #[ts(optional, as = "Option<RankBy>")]
            rank: RankBy,
            /// CSS pixels.
            width: u32,
            height: u32,
        }

        impl Operation for $name {
            const NAME: &'static str = $operation;
            const DOC: &'static str = $says;
            const NEEDS: Need = Need::Permission("insight.read");
            const KIND: OpKind = OpKind::Read;
            const TAGS: &'static [&'static str] = TAGS;
            type Output = Drawing;
            async fn run(&self, cx: &mut Cx) -> Result<Drawing> {
                let ask = FigureAsk {
                    which: FigureName::$which,
                    grain: self.grain,
                    measure: self.measure,
                    by: self.by,
                    rank: self.rank,
                    hidden: Vec::new(),
                    width: self.width,
                    height: self.height,
                };
                let style = style(ask.width, ask.height, Theme::Css)?;
                let scope = cx.actor()?.scope.clone();
                let selection = Selection::of(&mut cx.tx, &scope, &self.period).await?;
                let figure = figure(&mut cx.tx, &selection, &ask, None, cx.now, cx.locale).await?;
                Ok(render(&figure, &style))
            }
        }
    )*};
}

charts! {
    /// Input of `insight.on_time_trend`.
    OnTimeTrend, "insight.on_time_trend", "InsightOnTimeTrendInput", OnTimeTrend,
        "The share of orders on time over time, with how many were completed, as a drawing.";
    /// Input of `insight.pareto`.
    GetPareto, "insight.pareto", "InsightParetoInput", Pareto,
        "The few categories or causes that make up most orders of a period, as a drawing.";
    /// Input of `insight.flow`.
    GetFlow, "insight.flow", "InsightFlowInput", Flow,
        "Orders opened and completed over time and the backlog that this leaves, as a drawing.";
    /// Input of `insight.backlog_ageing`: what is open now, whatever the period.
    GetAgeing, "insight.backlog_ageing", "InsightBacklogAgeingInput", BacklogAgeing,
        "Open orders by age and by whether they are late, as a drawing.";
    /// Input of `insight.outlet_ranking`.
    GetRanking, "insight.outlet_ranking", "InsightOutletRankingInput", OutletRanking,
        "Outlets by a measure, the one that needs a look first, as a drawing.";
    /// Input of `insight.weekday_hour`.
    GetHours, "insight.weekday_hour", "InsightWeekdayHourInput", WeekdayHour,
        "When orders come in, or those that end late, by weekday and hour, as a drawing.";
}

/// One chart; `ready` are pieces of the period that were read already, with all measures.
pub(super) async fn figure(
    tx: &mut Tx,
    selection: &Selection,
    ask: &FigureAsk,
    ready: Option<&Bands>,
    now: Ms,
    locale: Locale,
) -> Result<Figure> {
    let grain = rules::grain(ask.grain, selection.range);
    let ready = ready.filter(|bands| bands.grain == grain);
    match ask.which {
        FigureName::OnTimeTrend => {
            if let Some(bands) = ready {
                return Ok(trend::trend(selection, bands, locale));
            }
            let bands = bands(tx, selection, grain, trend::WANT).await?;
            Ok(trend::trend(selection, &bands, locale))
        }
        FigureName::Flow => {
            let today = selection.zone.day(now);
            if let Some(bands) = ready {
                return flow::flow(tx, selection, bands, today, locale).await;
            }
            let bands = bands(tx, selection, grain, flow::WANT).await?;
            flow::flow(tx, selection, &bands, today, locale).await
        }
        FigureName::Pareto => pareto::pareto(tx, selection, ask, locale).await,
        FigureName::BacklogAgeing => ageing::ageing(tx, selection, now, locale).await,
        FigureName::OutletRanking => ranking::ranking(tx, selection, ask, now, locale).await,
        FigureName::WeekdayHour => hours::hours(tx, selection, ask.measure, locale).await,
    }
}

/// Input of `insight.dashboard`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "InsightDashboardInput")]
#[serde(deny_unknown_fields)]
pub(super) struct GetDashboard {
    #[serde(flatten)]
    period: InsightPeriod,
    /// At most twelve.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<FigureAsk>>")]
    figures: Vec<FigureAsk>,
}

/// Charts that one page holds.
const MAX_FIGURES: usize = 12;

impl Operation for GetDashboard {
    const NAME: &'static str = "insight.dashboard";
    const DOC: &'static str = "The key figures of a period and the charts asked for, out of one snapshot.";
    const NEEDS: Need = Need::Permission("insight.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = TAGS;
    type Output = Dashboard;
    async fn run(&self, cx: &mut Cx) -> Result<Dashboard> {
        if self.figures.len() > MAX_FIGURES {
            let error = Error::new(Code::NumberOutOfRange).with("min", 0);
            return Err(error.with("max", MAX_FIGURES as i64).at("figures"));
        }
        let scope = cx.actor()?.scope.clone();
        let selection = Selection::of(&mut cx.tx, &scope, &self.period).await?;
        let bands = bands(&mut cx.tx, &selection, Grain::Auto, overview::ALL).await?;
        let overview = overview::overview(&mut cx.tx, &selection, &bands, cx.now).await?;
        let mut figures = Vec::new();
        for ask in &self.figures {
            let style = style(ask.width, ask.height, Theme::Css)?.hidden(ask.hidden.clone());
            let figure = figure(&mut cx.tx, &selection, ask, Some(&bands), cx.now, cx.locale).await?;
            figures.push(render(&figure, &style));
        }
        Ok(Dashboard { overview, figures })
    }
}

/// A picture for slides, lines that stay sharp, or the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(super) enum FigureFormat {
    Svg,
    Png,
    /// The numbers behind it.
    Xlsx,
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
    #[serde(default)]
    #[ts(optional, as = "Option<ParetoBy>")]
    by: ParetoBy,
    #[serde(default)]
    #[ts(optional, as = "Option<RankBy>")]
    rank: RankBy,
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

/// What stands over a chart.
pub(super) fn title_key(ask: &FigureAsk) -> &'static str {
    match (ask.which, ask.by) {
        (FigureName::OnTimeTrend, _) => "trend.title",
        (FigureName::Flow, _) => "flow.title",
        (FigureName::BacklogAgeing, _) => "ageing.title",
        (FigureName::OutletRanking, _) => "ranking.title",
        (FigureName::WeekdayHour, _) => "hours.title",
        (FigureName::Pareto, ParetoBy::Category) => "pareto.title",
        (FigureName::Pareto, ParetoBy::Cause) => "pareto.title_cause",
    }
}

impl FigureFile {
    fn ask(&self) -> FigureAsk {
        FigureAsk {
            which: self.which,
            grain: self.grain,
            measure: self.measure,
            by: self.by,
            rank: self.rank,
            hidden: Vec::new(),
            width: self.width,
            height: self.height,
        }
    }
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
    const DOC: &'static str =
        "A chart of the dashboard as an SVG or PNG file, or its numbers as a spreadsheet.";
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
        let selection = Selection::of(&mut tx, scope, &self.period).await?;
        let figure = figure(&mut tx, &selection, &self.ask(), None, cx.now(), cx.locale).await?;
        tx.commit().await?;
        let style = self.style()?;
        let drawing = render(&figure, &style);
        let title = labels::text(cx.locale, title_key(&self.ask()));
        let (id, path) = cx.app.files().fresh();
        let ending = match self.format {
            FigureFormat::Svg => {
                std::fs::write(&path, drawing.svg)?;
                "svg"
            }
            FigureFormat::Png => {
                std::fs::write(&path, picture(drawing, style.theme).await?)?;
                "png"
            }
            FigureFormat::Xlsx => {
                sheet::write(&path, &title, selection.zone.tz(), &drawing.table)?;
                "xlsx"
            }
        };
        let name = format!("{title} {}.{ending}", labels::days(selection.range));
        let change = Change::new("export", cx.actor.id, "exported")
            .with("document", "figure")
            .with("format", ending)
            .with("filter", serde_json::to_string(&self.period)?);
        let bytes = files::note_told(cx, &id, &name, change).await?;
        Ok(FigureFileReport {
            file: FileRef {
                file: id,
                name,
                bytes,
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

/// The page for paper: its key figures, and each chart asked for with its title, out of one snapshot.
///
/// # Errors
/// As `insight.overview`.
pub async fn report(
    tx: &mut Tx,
    scope: &Scope,
    period: &InsightPeriod,
    asks: &[FigureAsk],
    now: Ms,
    locale: Locale,
) -> Result<(Overview, Vec<(String, Figure)>)> {
    let selection = Selection::of(tx, scope, period).await?;
    let bands = bands(tx, &selection, Grain::Auto, overview::ALL).await?;
    let overview = overview::overview(tx, &selection, &bands, now).await?;
    let mut figures = Vec::new();
    for ask in asks {
        let figure = figure(tx, &selection, ask, Some(&bands), now, locale).await?;
        figures.push((labels::text(locale, title_key(ask)), figure));
    }
    Ok((overview, figures))
}
