//! Colours. plotters writes RGB, but a figure in the page must follow its light or dark theme: so each
//! [`Ink`] is drawn in a sentinel colour that no figure uses, and [`paint`] replaces the sentinels in the
//! finished text by `var(--chart-…, #light)`, or by a theme's own colour for a file. plotters escapes quotes
//! in labels, so a quoted sentinel can only be an attribute.

use crate::drawing::Theme;

/// How many series colours there are; a seventh series begins again with the first.
pub const SERIES_COLOURS: usize = 6;
/// How many steps the sequential scale has, from the value nearest zero to the highest.
pub const HEAT_STEPS: usize = 7;
/// Steps from this one on are far enough from the page's ground to need the other text.
const HIGH: usize = 4;

/// What a stroke or a fill is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    /// Ticks and legend.
    Text,
    /// Gridlines.
    Grid,
    /// The base line of the plot.
    Axis,
    /// The dashed target line.
    Target,
    /// Faint bars behind a line.
    Volume,
    /// What the page behind the figure is painted with: the rim of a dot.
    Surface,
    /// A series by its number, from 0.
    Series(usize),
    /// A cell by its step on the sequential scale, from 0.
    Heat(usize),
    /// A text on such a cell.
    OnHeat(usize),
}

/// A colour of the charts: its CSS variable, its value in light, in dark and on paper.
struct Colour {
    name: &'static str,
    light: &'static str,
    dark: &'static str,
    print: &'static str,
}

const fn colour(name: &'static str, light: &'static str, dark: &'static str, print: &'static str) -> Colour {
    Colour {
        name,
        light,
        dark,
        print,
    }
}

/// In the order of the sentinels. The series colours keep a distance of ΔE ≥ 15 from each other under normal
/// sight, protanopia, deuteranopia and tritanopia, and a contrast of 3 : 1 with the surface; each step of the
/// sequential scale is a hue of one, ever further from the surface, and reads under its text with 4.5 : 1 (tests
/// below). None of them is the red or the green of a state. On paper hatching and dashes tell series apart
/// (`canvas`). `ui/src/kit/theme.ts` gives the page the same values (tests/golden).
const COLOURS: [Colour; 6 + SERIES_COLOURS + HEAT_STEPS + 2] = [
    colour("--chart-text", "#4F5E5E", "#A6B4B4", "#000000"),
    colour("--chart-grid", "#E3E8E8", "#2A3434", "#D4D4D4"),
    colour("--chart-axis", "#AEBABA", "#4B5B5B", "#7A7A7A"),
    colour("--chart-target", "#39424B", "#DCE3E8", "#000000"),
    colour("--chart-volume", "#E0E6EA", "#2A363D", "#E6E6E6"),
    colour("--chart-surface", "#FFFFFF", "#191F1F", "#FFFFFF"),
    colour("--chart-1", "#0F766E", "#3CBFB0", "#000000"),
    colour("--chart-2", "#D9730D", "#F2994A", "#3D3D3D"),
    colour("--chart-3", "#7A22B0", "#8E63F2", "#000000"),
    colour("--chart-4", "#6E3512", "#E3447F", "#3D3D3D"),
    colour("--chart-5", "#8E86DC", "#D9A6F8", "#000000"),
    colour("--chart-6", "#3A3470", "#5C86B5", "#3D3D3D"),
    colour("--chart-heat-1", "#EEF6F5", "#1F2828", "#F4F4F4"),
    colour("--chart-heat-2", "#CFE7E4", "#1F3A38", "#E4E4E4"),
    colour("--chart-heat-3", "#A6D3CE", "#21504C", "#CACACA"),
    colour("--chart-heat-4", "#76BBB4", "#256661", "#AFAFAF"),
    colour("--chart-heat-5", "#2C7D77", "#45A39B", "#6B6B6B"),
    colour("--chart-heat-6", "#125E59", "#6FC4BC", "#484848"),
    colour("--chart-heat-7", "#063F3C", "#A8E4DE", "#262626"),
    colour("--chart-heat-low-text", "#182323", "#E3EAEA", "#000000"),
    colour("--chart-heat-high-text", "#FFFFFF", "#0C1414", "#FFFFFF"),
];

impl Colour {
    fn of(&self, theme: Theme) -> &'static str {
        match theme {
            Theme::Css | Theme::Light => self.light,
            Theme::Dark => self.dark,
            Theme::Print => self.print,
        }
    }
}

impl Ink {
    fn index(self) -> usize {
        match self {
            Ink::Text => 0,
            Ink::Grid => 1,
            Ink::Axis => 2,
            Ink::Target => 3,
            Ink::Volume => 4,
            Ink::Surface => 5,
            Ink::Series(number) => 6 + number % SERIES_COLOURS,
            Ink::Heat(step) => 6 + SERIES_COLOURS + step.min(HEAT_STEPS - 1),
            Ink::OnHeat(step) => 6 + SERIES_COLOURS + HEAT_STEPS + usize::from(step >= HIGH),
        }
    }

    /// The red, green and blue that stand for this ink until [`paint`].
    pub fn sentinel(self) -> (u8, u8, u8) {
        (1, 0, self.index() as u8 + 1)
    }
}

/// The CSS variables that a figure uses with their values, for the page's style sheet and for tests.
/// [`Theme::Css`] answers the light ones, which are also the fallbacks in the SVG.
pub fn variables(theme: Theme) -> Vec<(&'static str, &'static str)> {
    COLOURS
        .iter()
        .map(|colour| (colour.name, colour.of(theme)))
        .collect()
}

/// Puts the theme's colours, or variables, in the place of the sentinels.
pub(crate) fn paint(svg: &str, theme: Theme) -> String {
    let mut painted = svg.to_owned();
    for (index, colour) in COLOURS.iter().enumerate() {
        let sentinel = format!("\"#0100{:02X}\"", index + 1);
        if !painted.contains(&sentinel) {
            continue;
        }
        let value = match theme {
            Theme::Css => format!("\"var({}, {})\"", colour.name, colour.light),
            Theme::Light | Theme::Dark | Theme::Print => format!("\"{}\"", colour.of(theme)),
        };
        painted = painted.replace(&sentinel, &value);
    }
    painted
}

/// Puts a theme's colours in the place of the variables, for a rasteriser that knows none.
pub(crate) fn resolve(svg: &str, theme: Theme) -> String {
    let mut resolved = svg.to_owned();
    for colour in &COLOURS {
        let variable = format!("\"var({}, {})\"", colour.name, colour.light);
        if resolved.contains(&variable) {
            resolved = resolved.replace(&variable, &format!("\"{}\"", colour.of(theme)));
        }
    }
    resolved
}

/// The colour behind a picture.
pub(crate) fn surface(theme: Theme) -> (u8, u8, u8) {
    let value = COLOURS[Ink::Surface.index()].of(theme);
    let hex = u32::from_str_radix(&value[1..], 16).unwrap_or(0);
    ((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Rgb = [f64; 3];

    fn linear(hex: &str) -> Rgb {
        [1, 3, 5].map(|at| {
            let c = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("hex")) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    /// How a colour is seen. Matrices of full deficiency: Machado, Oliveira, Fernandes 2009.
    fn seen(rgb: Rgb, matrix: [Rgb; 3]) -> Rgb {
        matrix.map(|row| {
            row.iter()
                .zip(rgb)
                .map(|(m, c)| m * c)
                .sum::<f64>()
                .clamp(0.0, 1.0)
        })
    }

    fn lab([r, g, b]: Rgb) -> Rgb {
        let f = |t: f64| {
            if t > 0.008856 {
                t.cbrt()
            } else {
                7.787 * t + 16.0 / 116.0
            }
        };
        let x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
        let y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
        let z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    fn distance(a: Rgb, b: Rgb) -> f64 {
        lab(a)
            .iter()
            .zip(lab(b))
            .map(|(p, q)| (p - q).powi(2))
            .sum::<f64>()
            .sqrt()
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let [a, b] = [a, b].map(|hex| {
            let [r, g, b] = linear(hex);
            0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
        });
        a.max(b) / a.min(b)
    }

    const SIGHTS: [(&str, [Rgb; 3]); 4] = [
        ("normal", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        (
            "protanopia",
            [
                [0.152286, 1.052583, -0.204868],
                [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ],
        ),
        (
            "deuteranopia",
            [
                [0.367322, 0.860646, -0.227968],
                [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ],
        ),
        (
            "tritanopia",
            [
                [1.255528, -0.076749, -0.178779],
                [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900],
            ],
        ),
    ];

    #[test]
    fn series_stay_apart_for_every_kind_of_sight() {
        for theme in [Theme::Light, Theme::Dark] {
            let colours = variables(theme);
            let series = &colours[6..6 + SERIES_COLOURS];
            for (sight, matrix) in SIGHTS {
                for (index, (name, colour)) in series.iter().enumerate() {
                    for (other, other_colour) in &series[index + 1..] {
                        let d = distance(seen(linear(colour), matrix), seen(linear(other_colour), matrix));
                        assert!(
                            d >= 15.0,
                            "{theme:?}: {name} and {other} differ by {d:.1} under {sight}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn series_and_texts_stand_out_from_the_page() {
        for theme in [Theme::Light, Theme::Dark] {
            let colours = variables(theme);
            let surface = colours[Ink::Surface.index()].1;
            assert!(contrast(colours[Ink::Text.index()].1, surface) >= 4.5);
            for (name, colour) in &colours[6..6 + SERIES_COLOURS] {
                assert!(contrast(colour, surface) >= 3.0, "{theme:?}: {name}");
            }
        }
    }

    #[test]
    fn cells_go_ever_further_from_the_page_and_read_under_their_text() {
        for theme in [Theme::Light, Theme::Dark, Theme::Print] {
            let colours = variables(theme);
            let of = |ink: Ink| colours[ink.index()].1;
            let from_page = |step| contrast(of(Ink::Heat(step)), of(Ink::Surface));
            for step in 0..HEAT_STEPS {
                let text = contrast(of(Ink::OnHeat(step)), of(Ink::Heat(step)));
                assert!(text >= 4.5, "{theme:?}: text on step {step} has {text:.1} : 1");
                if step > 0 {
                    assert!(
                        from_page(step) > from_page(step - 1) * 1.15,
                        "{theme:?}: step {step}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_label_that_looks_like_a_sentinel_stays_a_label() {
        let svg = r##"<text fill="#010001">fill=&quot;#010001&quot;</text>"##;
        assert_eq!(
            paint(svg, Theme::Css),
            r##"<text fill="var(--chart-text, #4F5E5E)">fill=&quot;#010001&quot;</text>"##
        );
        assert_eq!(
            resolve(&paint(svg, Theme::Css), Theme::Dark),
            paint(svg, Theme::Dark)
        );
    }
}
