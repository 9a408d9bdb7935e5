//! Lines with gaps, as several figures draw them.

use crate::canvas::Canvas;
use crate::ink::Ink;

/// Draws a line through the points of `count` bands, broken where one has none. Answers which points stand alone
/// between gaps: they need a dot, since a line of one point is not seen.
pub(crate) fn line(
    canvas: &Canvas,
    ink: Ink,
    thickness: f64,
    count: usize,
    place: impl Fn(usize) -> Option<(f64, f64)>,
) -> Vec<bool> {
    let mut run: Vec<(f64, f64)> = Vec::new();
    let mut alone = vec![false; count];
    for band in 0..=count {
        match (band < count).then(|| place(band)).flatten() {
            Some(point) => run.push(point),
            None => {
                if run.len() > 1 {
                    canvas.path(&run, ink, thickness);
                } else if run.len() == 1 {
                    alone[band - 1] = true;
                }
                run.clear();
            }
        }
    }
    alone
}
