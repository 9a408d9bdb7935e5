//! Draws the sample figures into a folder, light and dark, to be looked at.

mod chart_kinds;
mod chart_samples;

use std::path::PathBuf;

use outpost_charts::{Fonts, Style, Theme, render, to_png};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "shots/charts".into()));
    std::fs::create_dir_all(&folder)?;
    let fonts = Fonts::system([]);
    let mut figures = chart_samples::golden();
    figures.extend(chart_kinds::golden());
    figures.push((
        "thousand",
        chart_samples::pareto(1000, &[Some(9.0), Some(4.0), None]),
        Style::new(880, 300),
    ));
    figures.push((
        "year",
        chart_samples::trend(365, &[Some(0.9), Some(0.97), Some(0.93), None, Some(0.99)]),
        Style::new(880, 300),
    ));
    let odd = [Some(3.0), None, Some(-1.0), Some(1e12)];
    figures.push((
        "classes",
        chart_kinds::classes(40, &odd, true),
        Style::new(880, 300),
    ));
    for (name, figure, style) in figures {
        let drawing = render(&figure, &style);
        std::fs::write(folder.join(format!("{name}.svg")), &drawing.svg)?;
        let themes: &[(Theme, &str)] = match style.theme {
            Theme::Print => &[(Theme::Print, "print")],
            Theme::Css | Theme::Light | Theme::Dark => &[(Theme::Light, "light"), (Theme::Dark, "dark")],
        };
        for (theme, suffix) in themes {
            std::fs::write(
                folder.join(format!("{name}_{suffix}.png")),
                to_png(&drawing, *theme, 1.5, &fonts)?,
            )?;
        }
    }
    Ok(())
}
