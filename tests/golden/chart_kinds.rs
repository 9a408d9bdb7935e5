//! Samples of the figures beside trend and Pareto, with the corner cases each must survive.

use outpost_charts::*;
use serde_json::json;

use crate::chart_samples::Language;

fn months(count: usize, language: Language) -> Bands {
    let band = |n: usize| {
        let (year, month) = (2025 + n / 12, n % 12 + 1);
        let tick = language.pick("2025-", "").to_owned();
        match language {
            Language::English => Band::new(format!("{year}-{month:02}")),
            Language::Chinese => Band::new(format!("{year}-{month:02}")).tick(format!("{tick}{month} 月")),
        }
    };
    Bands::new(
        BandKind::Month,
        language.pick("Month", "月份"),
        (0..count).map(band).collect(),
    )
}

fn counts(label: &str) -> ValueAxis {
    ValueAxis {
        label: label.into(),
        ..ValueAxis::new(Format::Count)
    }
}

fn units(language: Language) -> DurationUnits {
    let word = |english: &str, chinese: &str| language.pick(english, chinese).to_owned();
    DurationUnits {
        day: Some(word("d", "天")),
        hour: word("h", "小时"),
        minute: word("min", "分"),
        second: word("s", "秒"),
    }
}

fn series(key: &str, name: &str, values: impl IntoIterator<Item = Option<f64>>) -> Series {
    let point = |(index, value)| Point {
        value,
        drill: Some(json!({"field": key, "value": index})),
    };
    Series::new(key, name, values.into_iter().enumerate().map(point).collect())
}

fn wave(count: usize, base: f64, height: f64, turns: f64) -> Vec<Option<f64>> {
    (0..count)
        .map(|n| Some((base + height * (n as f64 / turns).sin()).round()))
        .collect()
}

/// Opened against closed by month: lines without counts behind.
pub fn flow(language: Language) -> Figure {
    Figure::Line(Line {
        description: language
            .pick("Orders opened and closed, by month", "各月受理与完成的工单")
            .into(),
        bands: months(12, language),
        axis: counts(language.pick("orders", "单")),
        series: vec![
            series(
                "opened",
                language.pick("Opened", "受理"),
                wave(12, 5200.0, 900.0, 1.7),
            ),
            series(
                "closed",
                language.pick("Closed", "完成"),
                wave(12, 5100.0, 700.0, 2.1),
            ),
        ],
        target: None,
    })
}

/// What the open orders were made of, stacked; months five and six are not known.
pub fn backlog(language: Language) -> Figure {
    let gap = |mut values: Vec<Option<f64>>| {
        values[5] = None;
        values[6] = None;
        values
    };
    let name = |english: &'static str, chinese: &'static str| language.pick(english, chinese);
    Figure::Area(Area {
        description: name("Open orders by age", "未完成工单的账龄").into(),
        bands: months(16, language),
        axis: counts(name("orders", "单")),
        series: vec![
            series(
                "d1",
                name("Under a day", "1 天内"),
                gap(wave(16, 320.0, 60.0, 1.5)),
            ),
            series(
                "d3",
                name("1 to 3 days", "1–3 天"),
                gap(wave(16, 210.0, 80.0, 2.5)),
            ),
            series(
                "d7",
                name("3 to 7 days", "3–7 天"),
                gap(wave(16, 120.0, 60.0, 1.9)),
            ),
            series(
                "older",
                name("Over 7 days", "7 天以上"),
                gap(wave(16, 60.0, 40.0, 3.1)),
            ),
        ],
    })
}

/// Bars side by side or stacked.
pub fn by_kind(language: Language, mode: BarMode) -> Figure {
    let name = |english: &'static str, chinese: &'static str| language.pick(english, chinese);
    Figure::Bar(Bar {
        description: name("Orders by kind, by month", "各月各类工单").into(),
        bands: months(8, language),
        axis: counts(name("orders", "单")),
        series: vec![
            series("repair", name("Repair", "维修"), wave(8, 900.0, 300.0, 1.3)),
            series(
                "install",
                name("Installation", "安装"),
                wave(8, 700.0, 200.0, 2.3),
            ),
            series("maintain", name("Maintenance", "保养"), wave(8, 300.0, 90.0, 1.9)),
            series(
                "exchange",
                name("Return and exchange", "退换"),
                wave(8, 90.0, 50.0, 0.9),
            ),
            series("consult", name("Consultation", "咨询"), wave(8, 160.0, 70.0, 3.3)),
            series(
                "identify",
                name("Identification", "鉴定"),
                wave(8, 120.0, 30.0, 1.1),
            ),
        ],
        mode,
        horizontal: false,
        target: None,
    })
}

/// A ranking of outlets by their share on time.
pub fn ranking(language: Language) -> Figure {
    let outlets = [
        ("Downtown direct service centre", "海淀直营服务中心", 0.982),
        ("Riverside", "朝阳望京特约维修站", 0.971),
        (
            "North gate franchise, household and small appliances",
            "通州北关加盟网点（小家电、厨卫）",
            0.953,
        ),
        ("Harbour", "丰台", 0.949),
        ("Airport road", "顺义机场路特约站", 0.902),
        ("Old town", "大兴黄村", 0.871),
        ("Lake side", "昌平回龙观直营店", 0.744),
    ];
    let bands = outlets
        .iter()
        .map(|(english, chinese, _)| Band::new(language.pick(english, chinese)));
    Figure::Bar(Bar {
        description: String::new(),
        bands: Bands::new(
            BandKind::Category,
            language.pick("Outlet", "网点"),
            bands.collect(),
        ),
        axis: ValueAxis {
            min: Some(0.0),
            max: Some(1.0),
            ..ValueAxis::new(Format::Percent { decimals: 1 })
        },
        series: vec![series(
            "on_time",
            language.pick("On time", "及时率"),
            outlets.iter().map(|(_, _, value)| Some(*value)),
        )],
        mode: BarMode::Grouped,
        horizontal: true,
        target: Some(Target {
            name: language.pick("Target 95%", "目标 95%").into(),
            value: 0.95,
        }),
    })
}

/// Upright or lying bars of `count` bands over these values, repeated.
pub fn bars(count: usize, values: &[Option<f64>], horizontal: bool, mode: BarMode) -> Figure {
    let row =
        |key: &str, shift: usize| series(key, key, (0..count).map(|n| values[(n + shift) % values.len()]));
    let bands = (0..count).map(|n| Band::new(format!("网点 Outlet number {n}")));
    Figure::Bar(Bar {
        description: String::new(),
        bands: Bands::new(BandKind::Category, "Outlet", bands.collect()),
        axis: ValueAxis::new(Format::Money {
            symbol: "¥".into(),
            decimals: 2,
        }),
        series: vec![row("cost", 0), row("fee", 1)],
        mode,
        horizontal,
        target: None,
    })
}

/// Weekday by hour.
pub fn week(language: Language) -> Figure {
    let days = match language {
        Language::English => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        Language::Chinese => ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
    };
    let hours =
        (0..24).map(|hour| Band::new(format!("{hour:02}:00 – {:02}:00", hour + 1)).tick(format!("{hour}")));
    let row = |(day, name): (usize, &&str)| {
        let cell = |hour: usize| {
            let busy = (-((hour as f64 - 10.5) / 3.5).powi(2)).exp()
                + 0.6 * (-((hour as f64 - 19.0) / 2.0).powi(2)).exp();
            let weekend = if day > 4 { 0.6 } else { 1.0 };
            (day != 6 || hour > 6).then_some((busy * weekend * 140.0).round())
        };
        series(&format!("day_{day}"), name, (0..24).map(cell))
    };
    Figure::HeatMap(HeatMap {
        description: language
            .pick("Orders by weekday and hour", "工单按星期与时段")
            .into(),
        bands: Bands::new(BandKind::Hour, language.pick("Hour", "时段"), hours.collect()),
        series: days.iter().enumerate().map(row).collect(),
        axis: counts(language.pick("orders", "单")),
    })
}

/// A heat map of `count` columns and three rows over these values, repeated.
pub fn heat(count: usize, values: &[Option<f64>]) -> Figure {
    let row = |key: &str, shift: usize| {
        series(
            key,
            key,
            (0..count).map(|n| values[(n * 7 + shift) % values.len()]),
        )
    };
    let bands = (0..count).map(|n| Band::new(format!("{n}")));
    Figure::HeatMap(HeatMap {
        description: String::new(),
        bands: Bands::new(BandKind::Hour, "Hour", bands.collect()),
        series: vec![row("one", 0), row("two", 1), row("three", 2)],
        axis: counts("orders"),
    })
}

/// How long orders took, in growing classes, the last one open.
pub fn spread(language: Language) -> Figure {
    let hours = [0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 24.0, 48.0, 72.0, 168.0];
    let found = [
        120.0, 310.0, 640.0, 980.0, 1240.0, 760.0, 520.0, 190.0, 88.0, 31.0,
    ];
    let marker = |name: &str, hours: f64| Target {
        name: name.into(),
        value: hours * 3600.0,
    };
    Figure::Histogram(Histogram {
        description: language.pick("Handling time", "处理时长的分布").into(),
        measured: ValueAxis {
            label: language.pick("Handling time", "处理时长").into(),
            ..ValueAxis::new(Format::Duration {
                units: units(language),
            })
        },
        edges: hours.iter().map(|hour| hour * 3600.0).collect(),
        axis: counts(language.pick("orders", "单")),
        key: "orders".into(),
        name: language.pick("Orders", "工单").into(),
        classes: found.iter().map(|count| Point::new(*count)).collect(),
        markers: vec![
            marker(language.pick("Median 9 h 40 min", "中位数 9 小时 40 分"), 9.67),
            marker(
                language.pick("90% within 1 d 12 h", "九成在 1 天 12 小时内"),
                36.0,
            ),
        ],
    })
}

/// A histogram of these classes.
pub fn classes(count: usize, values: &[Option<f64>], open: bool) -> Figure {
    let Figure::Histogram(sample) = spread(Language::English) else {
        unreachable!("spread is a histogram")
    };
    let point = |n: usize| Point {
        value: values[n % values.len()],
        drill: None,
    };
    Figure::Histogram(Histogram {
        edges: (0..count + usize::from(!open))
            .map(|n| n as f64 * 1800.0)
            .collect(),
        classes: (0..count).map(point).collect(),
        ..sample
    })
}

/// Outlets by load and share on time; with `count` beyond the limit they are counted in cells.
pub fn load(language: Language, count: usize) -> Figure {
    // A linear congruence: the same points on every machine.
    let mut seed = 7u64;
    let mut next = || {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as f64 / f64::from(1u32 << 31)
    };
    let mut spot = |n: usize, shift: f64| {
        let orders = (next() + next() + next()) * 180.0 + shift;
        Spot {
            label: format!("{} {n}", language.pick("Outlet", "网点")),
            x: orders.round(),
            // Four digits: a longer fraction may come back from JSON as its neighbour.
            y: ((0.99 - orders / 4000.0 - next() * next() * 0.3).clamp(0.0, 1.0) * 1e4).round() / 1e4,
            drill: Some(json!({"field": "outlet_id", "value": n})),
        }
    };
    let half = count / 2;
    let direct = (0..half).map(|n| spot(n, 60.0)).collect();
    let franchise = (half..count).map(|n| spot(n, 0.0)).collect();
    let cloud = |key: &str, name: &str, spots| Cloud {
        key: key.into(),
        name: name.into(),
        spots,
    };
    Figure::Scatter(Scatter {
        description: language
            .pick("Load and punctuality of outlets", "网点的工作量与及时率")
            .into(),
        label: language.pick("Outlet", "网点").into(),
        x: counts(language.pick("orders in the period", "期间工单数")),
        y: ValueAxis {
            label: language.pick("on time", "及时率").into(),
            ..ValueAxis::new(Format::Percent { decimals: 1 })
        },
        clouds: vec![
            cloud("direct", language.pick("Direct", "直营"), direct),
            cloud("franchise", language.pick("Franchise", "加盟"), franchise),
        ],
        counted: language.pick("outlets", "个网点").into(),
        most: Some(5000),
    })
}

/// A scatter of these values against themselves.
pub fn spots(values: &[Option<f64>], most: u32) -> Figure {
    let Figure::Scatter(sample) = load(Language::English, 0) else {
        unreachable!("load is a scatter")
    };
    let spot = |(n, value): (usize, &Option<f64>)| Spot {
        label: format!("{n}"),
        x: value.unwrap_or(f64::NAN),
        y: n as f64,
        drill: None,
    };
    let cloud = Cloud {
        key: "all".into(),
        name: "All".into(),
        spots: values.iter().enumerate().map(spot).collect(),
    };
    Figure::Scatter(Scatter {
        clouds: vec![cloud],
        most: Some(most),
        ..sample
    })
}

/// The past of a figure, as large as a word.
pub fn spark(values: &[Option<f64>]) -> Figure {
    let bands = (0..values.len()).map(|n| Band::new(format!("{n}")));
    Figure::Sparkline(Sparkline {
        description: String::new(),
        bands: Bands::new(BandKind::Week, "Week", bands.collect()),
        format: Format::Percent { decimals: 1 },
        series: series("on_time", "On time", values.iter().copied()),
        target: Some(Target {
            name: "Target 95%".into(),
            value: 0.95,
        }),
    })
}

/// What the golden tests keep of these: name, figure, style.
pub fn golden() -> Vec<(&'static str, Figure, Style)> {
    use Language::{Chinese, English};
    let (wide, half) = (|| Style::new(880, 300), || Style::new(520, 280));
    let paper = || Style::new(520, 280).theme(Theme::Print);
    let month = [Some(0.91), Some(0.93), None, Some(0.95), Some(0.94), Some(0.97)];
    let debts = [Some(1_234_500.0), Some(-560_000.0), Some(9_900_000_000.0), None];
    vec![
        ("flow_en", flow(English), wide()),
        ("flow_zh", flow(Chinese), half()),
        ("flow_paper", flow(Chinese), paper()),
        (
            "flow_one_aside",
            flow(English),
            half().hidden(vec!["opened".into()]),
        ),
        ("backlog_en", backlog(English), wide()),
        ("backlog_zh", backlog(Chinese), half()),
        ("backlog_paper", backlog(English), paper()),
        ("kinds_grouped_zh", by_kind(Chinese, BarMode::Grouped), wide()),
        ("kinds_stacked_en", by_kind(English, BarMode::Stacked), half()),
        (
            "kinds_paper",
            by_kind(English, BarMode::Grouped),
            Style::new(880, 300).theme(Theme::Print),
        ),
        ("ranking_en", ranking(English), half()),
        ("ranking_zh", ranking(Chinese), Style::new(420, 260)),
        ("bars_negative", bars(5, &debts, false, BarMode::Stacked), half()),
        (
            "ranking_negative",
            bars(5, &debts, true, BarMode::Grouped),
            half(),
        ),
        ("week_en", week(English), half()),
        ("week_zh", week(Chinese), Style::new(1100, 280)),
        ("week_paper", week(Chinese), paper()),
        ("heat_same", heat(4, &[Some(3.0)]), half()),
        ("spread_en", spread(English), wide()),
        ("spread_zh", spread(Chinese), half()),
        ("spread_paper", spread(English), paper()),
        ("load_en", load(English, 90), half()),
        ("load_crowded_zh", load(Chinese, 9000), half()),
        ("spots_one", spots(&[Some(4.0)], 100), half()),
        ("sparkline", spark(&month), Style::new(96, 28)),
        ("sparkline_one", spark(&[Some(0.9)]), Style::new(96, 28)),
    ]
}
