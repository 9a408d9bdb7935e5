//! Hatching for paper: lines in a slant of their own for each series, cut to the shape they fill.

type Point = (f64, f64);

/// The slants of a series in degrees against the horizontal, and the distance of its lines in CSS pixels.
fn pattern(series: usize) -> (&'static [f64], f64) {
    match series % 6 {
        0 => (&[0.0], 1.5),
        1 => (&[45.0], 5.0),
        2 => (&[-45.0, 45.0], 5.0),
        3 => (&[0.0], 4.0),
        4 => (&[-45.0], 3.0),
        _ => (&[90.0], 4.0),
    }
}

/// The pieces of a series' hatching inside a convex shape. Lines lie on one grid over the whole sheet, so that
/// neighbouring pieces of one area join.
pub(crate) fn lines(corners: &[Point], series: usize) -> Vec<(Point, Point)> {
    let (slants, gap) = pattern(series);
    slants
        .iter()
        .flat_map(|slant| slanted(corners, slant.to_radians(), gap))
        .collect()
}

fn slanted(corners: &[Point], slant: f64, gap: f64) -> Vec<(Point, Point)> {
    // Across the lines: a point's distance along this direction says on which line it lies.
    let across = (-slant.sin(), slant.cos());
    let distance = |(x, y): Point| x * across.0 + y * across.1;
    let (low, high) = corners
        .iter()
        .map(|corner| distance(*corner))
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| {
            (low.min(at), high.max(at))
        });
    if !(high - low).is_finite() || high - low > 20_000.0 {
        return Vec::new();
    }
    let first = (low / gap).floor() as i64 + 1;
    let last = (high / gap).ceil() as i64 - 1;
    (first..=last)
        .filter_map(|number| cut(corners, number as f64 * gap, &distance))
        .collect()
}

/// Where one line enters and leaves the shape.
fn cut(corners: &[Point], at: f64, distance: &dyn Fn(Point) -> f64) -> Option<(Point, Point)> {
    let mut met: Vec<Point> = Vec::new();
    for (index, from) in corners.iter().enumerate() {
        let to = corners[(index + 1) % corners.len()];
        let (a, b) = (distance(*from) - at, distance(to) - at);
        if (a < 0.0) != (b < 0.0) {
            let part = a / (a - b);
            met.push((from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part));
        }
    }
    match met[..] {
        [from, to] => Some((from, to)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hatching_stays_inside_its_shape() {
        let square = [(10.0, 10.0), (50.0, 10.0), (50.0, 40.0), (10.0, 40.0)];
        for series in 0..6 {
            let lines = lines(&square, series);
            assert!(lines.len() > 5, "series {series}");
            for ((x0, y0), (x1, y1)) in lines {
                for (x, y) in [(x0, y0), (x1, y1)] {
                    assert!((9.9..=50.1).contains(&x) && (9.9..=40.1).contains(&y), "{x}, {y}");
                }
            }
        }
    }

    #[test]
    fn a_shape_without_height_has_no_lines() {
        assert!(lines(&[(0.0, 5.0), (9.0, 5.0), (9.0, 5.0), (0.0, 5.0)], 0).is_empty());
        assert!(lines(&[(0.0, f64::NAN), (9.0, 5.0), (9.0, 5.0)], 1).is_empty());
    }
}
