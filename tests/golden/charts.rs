//! Figures as they must look (snapshots beside this file), and what holds for every figure: marks lie on what
//! is drawn, the same input gives the same bytes, no input is too odd.

mod chart_kinds;
mod chart_samples;

use chart_kinds::{bars, classes, heat, load, spark, spots};
use chart_samples::{Language, by_category, on_time, pareto, trend};
use outpost_charts::*;
use proptest::prelude::*;

/// Every sample: name, figure, style.
fn golden() -> Vec<(&'static str, Figure, Style)> {
    let mut all = chart_samples::golden();
    all.extend(chart_kinds::golden());
    all
}

/// Figures of every kind over the same values.
fn kinds(count: usize, values: &[Option<f64>]) -> Vec<Figure> {
    let repeated: Vec<Option<f64>> = (0..count).map(|n| values[n % values.len()]).collect();
    let Figure::Trend(over_days) = trend(count, values) else {
        unreachable!("trend is a trend")
    };
    let (bands, axis, series) = (over_days.bands, over_days.axis, over_days.series);
    vec![
        pareto(count, values),
        trend(count, values),
        bars(count, values, false, BarMode::Grouped),
        bars(count, values, false, BarMode::Stacked),
        bars(count, values, true, BarMode::Grouped),
        bars(count, values, true, BarMode::Stacked),
        heat(count, values),
        classes(count, values, true),
        classes(count, values, false),
        spots(&repeated, 5000),
        spots(&repeated, 3),
        spark(&repeated),
        Figure::Line(Line {
            description: String::new(),
            bands: bands.clone(),
            axis: axis.clone(),
            series: series.clone(),
            target: None,
        }),
        Figure::Area(Area {
            description: String::new(),
            bands,
            axis,
            series,
        }),
    ]
}

#[test]
fn figures_look_as_agreed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("charts");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, figure, style) in golden() {
            insta::assert_snapshot!(name, render(&figure, &style).svg);
        }
    });
}

#[test]
fn the_same_figure_gives_the_same_bytes_also_after_a_trip_as_json() {
    for (name, figure, style) in golden() {
        let json = serde_json::to_string(&figure).expect("a figure is plain data");
        let back: Figure = serde_json::from_str(&json).expect("and reads back");
        assert_eq!(render(&figure, &style), render(&back, &style), "{name}");
    }
}

/// Whether the SVG holds the shape a mark names. Four units of the SVG are one CSS pixel.
fn is_drawn(svg: &str, shape: &Shape) -> bool {
    let units = |value: f64| format!("{}", (value * 4.0).round());
    match shape {
        Shape::Rect { x, y, w, h } => svg.contains(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
            units(*x),
            units(*y),
            units(*w),
            units(*h)
        )),
        Shape::Circle { cx, cy, r } => {
            svg.contains(&format!(
                "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"",
                units(*cx),
                units(*cy),
                units(*r)
            )) || svg.lines().any(|line| {
                line.starts_with("<polyline") && line.contains(&format!("{},{} ", units(*cx), units(*cy)))
            })
        }
    }
}

fn inside(shape: &Shape, drawing: &Drawing) -> bool {
    let (x0, y0, x1, y1) = match shape {
        Shape::Rect { x, y, w, h } => (*x, *y, x + w, y + h),
        Shape::Circle { cx, cy, .. } => (*cx, *cy, *cx, *cy),
    };
    x0 >= 0.0 && y0 >= 0.0 && x1 <= f64::from(drawing.width) + 0.25 && y1 <= f64::from(drawing.height) + 0.25
}

#[test]
fn every_mark_lies_on_a_drawn_shape_inside_the_drawing() {
    let mut figures = golden();
    figures.push((
        "year",
        trend(365, &[Some(0.9), None, Some(0.4), Some(0.7)]),
        Style::new(640, 300),
    ));
    figures.push((
        "thousand",
        pareto(1000, &[Some(9.0), Some(4.0)]),
        Style::new(640, 300),
    ));
    for (name, figure, style) in figures {
        let drawing = render(&figure, &style);
        assert!(!drawing.marks.is_empty(), "{name}");
        for mark in &drawing.marks {
            assert!(inside(&mark.shape, &drawing), "{name}: {mark:?} is outside");
            assert!(
                is_drawn(&drawing.svg, &mark.shape),
                "{name}: {mark:?} is not drawn"
            );
            let row = &drawing.table.rows[mark.band as usize];
            assert_eq!(row.cells[0].text, mark.label, "{name}");
            if let Figure::Scatter(_) = figure {
                // A point has a value on each axis, and a cell a count: the mark says what the row says.
                let told = |cell: &Cell| cell.value.is_none() || mark.value.contains(&cell.text);
                assert!(row.cells.iter().all(told), "{name}: {mark:?}");
                continue;
            }
            let column = drawing
                .table
                .columns
                .iter()
                .position(|column| column.key == mark.series);
            assert_eq!(
                row.cells[column.expect("each series is a column")].text,
                mark.value,
                "{name}"
            );
        }
        assert!(
            drawing.marks.is_sorted_by_key(|mark| mark.band),
            "{name}: reading order"
        );
    }
}

#[test]
fn a_mark_keeps_the_whole_name_and_the_drill_of_its_point() {
    let drawing = render(&by_category(Language::English), &Style::new(520, 280));
    let mark = drawing
        .marks
        .iter()
        .find(|mark| mark.band == 1 && mark.series == "orders")
        .expect("a bar");
    assert_eq!(mark.label, "Missed Trash/Recycling/Yard Waste/Bulk Item");
    assert_eq!(mark.value, "7,411");
    assert_eq!(
        mark.drill,
        Some(serde_json::json!({"field": "category", "value": mark.label}))
    );
    let last = drawing.marks.last().expect("marks");
    assert_eq!(
        (last.series.as_str(), last.value.as_str()),
        ("cumulative", "100.0%")
    );
}

#[test]
fn a_gap_is_neither_joined_nor_zero() {
    let drawing = render(&on_time(Language::Chinese), &Style::new(520, 280));
    assert_eq!(
        drawing
            .marks
            .iter()
            .filter(|mark| mark.series == "on_time")
            .count(),
        16
    );
    assert_eq!(drawing.table.rows[5].cells[1].text, "–");
    let strokes = |svg: &str| svg.matches("stroke=\"var(--chart-1, #0F766E)\"").count();
    assert_eq!(strokes(&drawing.svg), 3, "two runs and the legend");
}

#[test]
fn nothing_to_show_is_said_and_blank() {
    let nothing = [kinds(0, &[None]), kinds(5, &[None]), kinds(3, &[Some(f64::NAN)])];
    for figure in nothing.into_iter().flatten() {
        let drawing = render(&figure, &Style::new(400, 200));
        assert!(drawing.empty && drawing.marks.is_empty());
        assert!(!drawing.svg.contains("<text"), "{}", drawing.svg);
    }
    assert!(
        !render(&pareto(3, &[Some(0.0)]), &Style::new(400, 200)).empty,
        "zero is a value"
    );
}

#[test]
fn the_page_can_style_and_name_it_and_a_strict_policy_lets_it_pass() {
    let drawing = render(&on_time(Language::English), &Style::new(640, 280));
    assert!(
        drawing
            .svg
            .contains("role=\"img\" aria-label=\"Share of orders done on time, by month\"")
    );
    for banned in [" id=", "style=", "<script", "<style", "href", "#0100"] {
        assert!(!drawing.svg.contains(banned), "{banned}");
    }
    let plain = drawing.svg.replace("var(", "");
    assert!(!plain.contains("=\"#"), "every colour is a variable");
    let dark = render(
        &on_time(Language::English),
        &Style::new(640, 280).theme(Theme::Dark),
    );
    assert!(!dark.svg.contains("var("));
}

#[test]
fn a_label_cannot_leave_its_place_in_the_document() {
    let mut figure = by_category(Language::English);
    if let Figure::Pareto(pareto) = &mut figure {
        pareto.bands.items[0] = Band::new("</text><script>\u{0}\u{7}\"&");
        pareto.description = "\"><script>".into();
    }
    let drawing = render(&figure, &Style::new(880, 300));
    assert!(!drawing.svg.contains("<script"));
    to_png(&drawing, Theme::Light, 1.0, &Fonts::only([])).expect("still a document");
}

#[test]
fn pictures_have_the_size_asked_for_and_differ_by_theme() {
    let drawing = render(&on_time(Language::English), &Style::new(320, 160));
    let fonts = Fonts::only([]);
    let light = to_png(&drawing, Theme::Light, 2.0, &fonts).expect("a picture");
    assert_eq!(&light[1..4], b"PNG");
    assert_eq!(&light[16..24], &[0, 0, 2, 128, 0, 0, 1, 64]);
    assert_ne!(
        light,
        to_png(&drawing, Theme::Dark, 2.0, &fonts).expect("a picture")
    );
    for scale in [0.0, -1.0, f32::NAN, 1e6] {
        assert_eq!(to_png(&drawing, Theme::Light, scale, &fonts), Err(PngError::Size));
    }
}

/// What stands on one line of the drawing must not overlap, by our own estimate of widths (full-width 12 px,
/// others 4 px at the least): x, anchor and text of each label.
fn labels_by_line(svg: &str) -> std::collections::BTreeMap<i64, Vec<(f64, f64)>> {
    let mut lines: std::collections::BTreeMap<i64, Vec<(f64, f64)>> = Default::default();
    let mut rest = svg;
    while let Some((_, after)) = rest.split_once("<text ") {
        let (head, after) = after.split_once(">\n").expect("text opens");
        let (text, after) = after.split_once('\n').expect("text ends");
        rest = after;
        let value = |name: &str| {
            let (_, tail) = head.split_once(&format!("{name}=\"")).expect("attribute");
            tail.split('"').next().expect("value").to_owned()
        };
        let x: f64 = value("x").parse().expect("a number");
        let y: i64 = value("y").parse().expect("a number");
        let width: f64 = text
            .chars()
            .map(|c| if c.is_ascii() { 4.0 } else { 12.0 } * 4.0)
            .sum();
        let from = match value("text-anchor").as_str() {
            "start" => x,
            "middle" => x - width / 2.0,
            _ => x - width,
        };
        lines.entry(y).or_default().push((from, from + width));
    }
    lines
}

#[test]
fn labels_on_one_line_do_not_overlap() {
    for (name, figure, _) in golden() {
        for width in [160, 240, 320, 520, 880, 1440] {
            let drawing = render(&figure, &Style::new(width, 280));
            for (y, mut spans) in labels_by_line(&drawing.svg) {
                spans.sort_by(|a, b| a.0.total_cmp(&b.0));
                for pair in spans.windows(2) {
                    assert!(pair[0].1 <= pair[1].0, "{name} at {width}: line {y}, {pair:?}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_figure_is_too_odd(
        values in prop::collection::vec(prop::option::of(prop_oneof![any::<f64>(), -2.0..2.0f64, Just(0.0)]), 1..12),
        count in 0usize..80,
        (width, height) in (0u32..900, 0u32..500),
        (min, max) in (prop::option::of(any::<f64>()), prop::option::of(-5.0..5.0f64)),
    ) {
        for mut figure in kinds(count, &values) {
            match &mut figure {
                Figure::Trend(trend) => (trend.axis.min, trend.axis.max) = (min, max),
                Figure::Pareto(pareto) => (pareto.axis.min, pareto.axis.max) = (min, max),
                Figure::Line(line) => (line.axis.min, line.axis.max) = (min, max),
                Figure::Area(area) => (area.axis.min, area.axis.max) = (min, max),
                Figure::Bar(bar) => (bar.axis.min, bar.axis.max) = (min, max),
                Figure::HeatMap(map) => (map.axis.min, map.axis.max) = (min, max),
                Figure::Histogram(histogram) => (histogram.axis.min, histogram.axis.max) = (min, max),
                Figure::Scatter(scatter) => (scatter.x.min, scatter.y.max) = (min, max),
                Figure::Sparkline(_) => {}
            }
            for theme in [Theme::Css, Theme::Print] {
                let drawing = render(&figure, &Style::new(width, height).theme(theme));
                for mark in &drawing.marks {
                    prop_assert!(is_drawn(&drawing.svg, &mark.shape), "{mark:?}");
                }
            }
            let drawing = render(&figure, &Style::new(width, height));
            prop_assert!(to_png(&drawing, Theme::Dark, 1.0, &Fonts::only([])).is_ok());
        }
    }
}

#[test]
fn a_series_put_aside_is_not_drawn_but_keeps_its_name_and_its_numbers() {
    let style = || Style::new(640, 280);
    let figure = chart_kinds::backlog(Language::English);
    let (all, fewer) = (
        render(&figure, &style()),
        render(&figure, &style().hidden(vec!["d1".into()])),
    );
    assert_eq!(fewer.table, all.table);
    let keys = |drawing: &Drawing| {
        drawing
            .legend
            .iter()
            .map(|one| (one.key.clone(), one.hidden))
            .collect::<Vec<_>>()
    };
    assert_eq!(keys(&all).iter().filter(|(_, hidden)| *hidden).count(), 0);
    assert_eq!(keys(&fewer)[0], ("d1".to_owned(), true));
    assert!(all.marks.iter().any(|mark| mark.series == "d1"));
    assert!(fewer.marks.iter().all(|mark| mark.series != "d1"));
    // The others keep their colours, and the axis fits them.
    assert!(fewer.svg.contains("var(--chart-2") && !fewer.svg.contains("var(--chart-1,"));
    let none = render(
        &figure,
        &style().hidden(["d1", "d3", "d7", "older"].map(String::from).to_vec()),
    );
    assert!(none.marks.is_empty() && none.legend.len() == 4 && !none.empty);
}

#[test]
fn legends_stand_where_the_drawing_says() {
    for (name, figure, style) in golden() {
        let drawing = render(&figure, &style);
        for one in &drawing.legend {
            let Rect { x, y, w, h } = one.place;
            let fits =
                x >= 0.0 && y >= 0.0 && x + w <= f64::from(drawing.width) && y + h <= drawing.plot.y + 1.0;
            assert!(fits, "{name}: {one:?}");
        }
    }
}

#[test]
fn paper_tells_series_apart_without_colour() {
    let paper = |figure: &Figure| render(figure, &Style::new(640, 280).theme(Theme::Print)).svg;
    let bars = paper(&chart_kinds::by_kind(Language::English, BarMode::Stacked));
    // Hatching is lines: there are more of them than bars.
    assert!(bars.matches("<polyline").count() > 500);
    let lines = paper(&chart_kinds::flow(Language::English));
    assert!(lines.contains("stroke-dasharray"));
    for svg in [bars, lines] {
        let greys = svg
            .split("\"#")
            .skip(1)
            .all(|rest| rest[..2] == rest[2..4] && rest[2..4] == rest[4..6]);
        assert!(greys, "paper has no hue");
    }
}

#[test]
fn crowded_points_are_counted_and_none_is_lost() {
    let drawing = render(&load(Language::English, 9000), &Style::new(640, 280));
    assert!(drawing.marks.len() < 600);
    let total: f64 = drawing
        .table
        .rows
        .iter()
        .filter_map(|row| row.cells[2].value)
        .sum();
    assert!((total - 9000.0).abs() < 0.5, "{total}");
    assert_eq!(
        render(&load(Language::English, 5000), &Style::new(640, 280))
            .marks
            .len(),
        5000
    );
}

#[test]
fn stacked_bars_stand_on_each_other_and_negative_ones_hang() {
    let drawing = render(
        &bars(2, &[Some(300.0), Some(-100.0)], false, BarMode::Stacked),
        &Style::new(400, 300),
    );
    let rect = |mark: &Mark| match mark.shape {
        Shape::Rect { y, h, .. } => (y, y + h),
        Shape::Circle { .. } => unreachable!("a bar"),
    };
    let (up, down) = (rect(&drawing.marks[0]), rect(&drawing.marks[1]));
    assert!(
        (up.1 - down.0).abs() < 0.5,
        "both begin at zero: {up:?}, {down:?}"
    );
    assert!((up.1 - up.0) > 2.5 * (down.1 - down.0));
}

/// The page's theme and the pictures for slides show a series in the same colour.
#[test]
fn the_page_has_the_colours_of_the_pictures() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/kit/theme.ts");
    let theme = std::fs::read_to_string(path)
        .expect("the theme of the UI")
        .to_uppercase();
    let mut missing = Vec::new();
    for (name, colour) in variables(Theme::Light).into_iter().chain(variables(Theme::Dark)) {
        // theme.ts makes the names of the series from their numbers.
        let named = name.ends_with(|c: char| c.is_ascii_digit())
            || theme.contains(&format!("\"{}\"", name.to_uppercase()));
        if !named || !theme.contains(colour) {
            missing.push(format!("{name}: {colour}"));
        }
    }
    assert!(
        missing.is_empty(),
        "ui/src/kit/theme.ts lacks {}",
        missing.join(", ")
    );
}
