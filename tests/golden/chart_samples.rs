//! Figures for the golden tests and the gallery: what the first dashboard shows, in both languages, and the
//! corner cases every figure must survive.

use outpost_charts::*;
use serde_json::json;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Language {
    English,
    Chinese,
}

impl Language {
    pub fn pick<'a>(self, english: &'a str, chinese: &'a str) -> &'a str {
        match self {
            Language::English => english,
            Language::Chinese => chinese,
        }
    }
}

const RATES: [Option<f64>; 18] = [
    Some(0.882),
    Some(0.871),
    Some(0.905),
    Some(0.918),
    Some(0.931),
    None,
    None,
    Some(0.902),
    Some(0.944),
    Some(0.951),
    Some(0.938),
    Some(0.957),
    Some(0.949),
    Some(0.962),
    Some(0.914),
    Some(0.897),
    Some(0.943),
    Some(0.966),
];

/// On time by month over a year and a half, with a gap, a target and counts.
pub fn on_time(language: Language) -> Figure {
    let months: Vec<(i32, i32)> = (0..18).map(|n| (2025 + n / 12, n % 12 + 1)).collect();
    let band = |(year, month): &(i32, i32)| {
        let full = format!("{year}-{month:02}");
        match language {
            Language::English => Band::new(full),
            Language::Chinese => Band::new(full).tick(if *month == 1 {
                format!("{year} 年")
            } else {
                format!("{month} 月")
            }),
        }
    };
    let rate = |(index, value): (usize, &Option<f64>)| Point {
        value: *value,
        drill: Some(json!({"field": "month", "value": index})),
    };
    let counts = (0..18)
        .map(|n| Point::new(f64::from(5200 + 730 * (n % 5) - 90 * n)))
        .collect();
    Figure::Trend(Trend {
        description: language
            .pick("Share of orders done on time, by month", "各月按时完成率")
            .into(),
        bands: Bands::new(
            BandKind::Month,
            language.pick("Month", "月份"),
            months.iter().map(band).collect(),
        ),
        axis: ValueAxis::new(Format::Percent { decimals: 1 }),
        series: vec![Series::new(
            "on_time",
            language.pick("Done on time", "按时完成率"),
            RATES.iter().enumerate().map(rate).collect(),
        )],
        target: Some(Target {
            name: language.pick("Target 95%", "目标 95%").into(),
            value: 0.95,
        }),
        volume: Some(Volume {
            axis: ValueAxis {
                label: language.pick("orders", "工单数").into(),
                ..ValueAxis::new(Format::Count)
            },
            series: Series::new("orders", language.pick("Orders closed", "关闭工单"), counts),
        }),
    })
}

/// Several lines by day, durations from zero.
pub fn handling(language: Language) -> Figure {
    let units = DurationUnits {
        day: None,
        hour: language.pick("h", "小时").into(),
        minute: language.pick("min", "分").into(),
        second: language.pick("s", "秒").into(),
    };
    let names = [
        ("Mean", "平均"),
        ("90th percentile", "90 分位"),
        ("Installation", "安装"),
        ("Repair", "维修"),
    ];
    let series = names.iter().enumerate().map(|(number, (english, chinese))| {
        let wave = |day: usize| ((day * (number + 3)) % 11) as f64 * 900.0;
        let points = (0..60)
            .map(|day| Point::new(9000.0 * (number + 1) as f64 + wave(day)))
            .collect();
        Series::new(format!("s{number}"), language.pick(english, chinese), points)
    });
    let days = (0..60).map(|n| {
        Band::new(format!("2026-{:02}-{:02}", 9 + n / 30, n % 30 + 1)).tick(format!(
            "{:02}-{:02}",
            9 + n / 30,
            n % 30 + 1
        ))
    });
    Figure::Trend(Trend {
        description: String::new(),
        bands: Bands::new(BandKind::Day, language.pick("Day", "日期"), days.collect()),
        axis: ValueAxis::new(Format::Duration { units }),
        series: series.collect(),
        target: None,
        volume: None,
    })
}

/// Orders by category, the rest as "other".
pub fn by_category(language: Language) -> Figure {
    let categories = [
        ("Scheduled Bulk Item Pickup", "热水器不加热", 9034),
        ("Missed Trash/Recycling/Yard Waste/Bulk Item", "空调漏水", 7411),
        ("Street Light Outage", "洗衣机脱水异响", 6002),
        ("Parking Enforcement", "安装调试", 5218),
        ("Request for Pothole Repair", "遥控器/面板失灵", 3907),
        ("CE Collection", "电视无信号", 2510),
        ("Unsafe/Dangerous Conditions", "定期保养（滤芯更换、清洗）", 1800),
        ("Graffiti Removal", "E5 故障码", 1210),
        ("Sticker Request", "退换机鉴定", 640),
        ("Other", "其他", 2984),
    ];
    let band = |(english, chinese, _): &(&str, &str, i32)| Band::new(language.pick(english, chinese));
    let point = |(english, _, count): &(&str, &str, i32)| {
        Point::new(f64::from(*count)).drill(json!({"field": "category", "value": english}))
    };
    Figure::Pareto(Pareto {
        description: language.pick("Late orders by category", "超时工单按类别").into(),
        bands: Bands::new(
            BandKind::Category,
            language.pick("Category", "类别"),
            categories.iter().map(band).collect(),
        ),
        axis: ValueAxis::new(Format::Count),
        series: Series::new(
            "orders",
            language.pick("Late orders", "超时工单"),
            categories.iter().map(point).collect(),
        ),
        cumulative: language.pick("Cumulative share", "累计占比").into(),
        total: None,
    })
}

/// A Pareto of `count` categories with these values, repeated.
pub fn pareto(count: usize, values: &[Option<f64>]) -> Figure {
    let Figure::Pareto(sample) = by_category(Language::English) else {
        unreachable!("by_category is a Pareto")
    };
    let points = (0..count)
        .map(|n| Point {
            value: values[n % values.len()],
            drill: None,
        })
        .collect();
    let bands = (0..count)
        .map(|n| Band::new(format!("类别 Category number {n}")))
        .collect();
    Figure::Pareto(Pareto {
        bands: Bands {
            items: bands,
            ..sample.bands
        },
        series: Series {
            points,
            ..sample.series
        },
        ..sample
    })
}

/// A trend of `count` days with these values, repeated, over counts.
pub fn trend(count: usize, values: &[Option<f64>]) -> Figure {
    let Figure::Trend(sample) = on_time(Language::English) else {
        unreachable!("on_time is a Trend")
    };
    let points: Vec<Point> = (0..count)
        .map(|n| Point {
            value: values[n % values.len()],
            drill: None,
        })
        .collect();
    let bands = (0..count).map(|n| Band::new(format!("day {n}"))).collect();
    let volume = Volume {
        axis: ValueAxis::new(Format::Count),
        series: Series::new(
            "orders",
            "Orders",
            points
                .iter()
                .cloned()
                .map(|p| Point {
                    value: p.value.map(f64::round),
                    ..p
                })
                .collect(),
        ),
    };
    Figure::Trend(Trend {
        bands: Bands::new(BandKind::Day, "Day", bands),
        series: vec![Series::new("on_time", "On time", points)],
        volume: Some(volume),
        ..sample
    })
}

/// Everything the golden tests keep: name, figure, size.
pub fn golden() -> Vec<(&'static str, Figure, Style)> {
    use Language::{Chinese, English};
    let (wide, half) = (|| Style::new(880, 300), || Style::new(520, 280));
    vec![
        ("on_time_en", on_time(English), wide()),
        ("on_time_zh", on_time(Chinese), half()),
        ("handling_en", handling(English), half()),
        ("handling_zh", handling(Chinese), wide()),
        ("by_category_en", by_category(English), wide()),
        ("by_category_zh", by_category(Chinese), half()),
        ("single_point", trend(1, &[Some(0.9)]), half()),
        ("all_zero", pareto(4, &[Some(0.0)]), half()),
        ("spark", on_time(English), Style::new(96, 24)),
        ("on_time_paper", on_time(English), half().theme(Theme::Print)),
        (
            "by_category_paper",
            by_category(Chinese),
            half().theme(Theme::Print),
        ),
    ]
}
