//! How two measures go together, one point for each outlet, engineer or order.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::canvas::Canvas;
use crate::drawing::{self as data, Align, Column, Mark, Rect, Row, Table};
use crate::figure::{ValueAxis, is_drawable};
use crate::figures::{Drawn, Plot};
use crate::format::Format;
use crate::heat::Heat;
use crate::ink::Ink;
use crate::legend::{self, Entry, Swatch};
use crate::plane::Plane;
use crate::scale::{self, Base, Scale};

/// Up to how many points are drawn one by one when the caller doesn't say.
const MOST: u32 = 5000;

/// One point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Spot {
    /// Its name for people.
    pub label: String,
    /// In the unit of the horizontal axis. What is not finite or beyond ±2^53 is not drawn.
    pub x: f64,
    /// In the unit of the vertical axis. What is not finite or beyond ±2^53 is not drawn.
    pub y: f64,
    /// Handed back untouched in the mark and the table row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "unknown")]
    pub drill: Option<serde_json::Value>,
}

/// Points of one kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Cloud {
    /// Its stable name in code; marks carry it.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// The points.
    pub spots: Vec<Spot>,
}

/// Points over two axes. Beyond `most` points they would cover each other and hide how many they are: then
/// the sheet is divided into cells, each as dark as it holds points, and the table lists the cells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Scatter {
    /// The spoken name of the figure in one sentence; empty when the page around it has one.
    #[serde(default)]
    pub description: String,
    /// Heads the first column of the table ("Outlet", "网点").
    pub label: String,
    /// The horizontal axis.
    pub x: ValueAxis,
    /// The vertical axis.
    pub y: ValueAxis,
    /// The points; more than six kinds begin again with the first colour.
    pub clouds: Vec<Cloud>,
    /// What the points are, for the counts of cells ("orders", "单").
    #[serde(default)]
    pub counted: String,
    /// Up to how many points are drawn one by one; 5000 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub most: Option<u32>,
}

/// How many cells a crowded sheet is divided into, across and down.
const CELLS: (usize, usize) = (32, 18);
const DOT: f64 = 4.0;
/// Up to this many points each has a rim that keeps it apart from its neighbours.
const RIMMED: usize = 600;

/// Points that fell into one cell.
struct Cell {
    x: (f64, f64),
    y: (f64, f64),
    count: usize,
}

impl Scatter {
    /// Every point that can be drawn, with the number of its kind.
    fn spots(&self) -> impl Iterator<Item = (usize, &Spot)> {
        let clouds = self.clouds.iter().enumerate();
        let all = clouds.flat_map(|(number, cloud)| cloud.spots.iter().map(move |spot| (number, spot)));
        all.filter(|(_, spot)| is_drawable(spot.x) && is_drawable(spot.y))
    }

    fn is_crowded(&self) -> bool {
        self.spots().count() > self.most.unwrap_or(MOST) as usize
    }

    fn scales(&self, wanted: (usize, usize)) -> (Scale, Scale) {
        let x = scale::fit(
            &self.x,
            self.spots().map(|(_, spot)| spot.x),
            Base::Near,
            wanted.0,
        );
        let y = scale::fit(
            &self.y,
            self.spots().map(|(_, spot)| spot.y),
            Base::Near,
            wanted.1,
        );
        (x, y)
    }

    /// The cells that hold points, from below to above and from left to right. They lie on the values, not on the
    /// sheet, so that table and drawing agree at every size.
    fn cells(&self) -> Vec<Cell> {
        let (x, y) = self.scales((8, 6));
        let index = |value: f64, scale: &Scale, of: usize| {
            let part = (value - scale.min) / (scale.max - scale.min);
            ((part.clamp(0.0, 1.0) * of as f64) as usize).min(of - 1)
        };
        let mut counts = std::collections::BTreeMap::new();
        for (_, spot) in self.spots() {
            let at = (index(spot.y, &y, CELLS.1), index(spot.x, &x, CELLS.0));
            *counts.entry(at).or_insert(0usize) += 1;
        }
        let edges = |at: usize, scale: &Scale, of: usize| {
            let size = (scale.max - scale.min) / of as f64;
            (scale.min + at as f64 * size, scale.min + (at + 1) as f64 * size)
        };
        let cells = counts.into_iter().map(|((row, column), count)| Cell {
            x: edges(column, &x, CELLS.0),
            y: edges(row, &y, CELLS.1),
            count,
        });
        cells.collect()
    }

    fn cell_texts(&self, cell: &Cell) -> (String, String) {
        let range = |axis: &ValueAxis, (from, to): (f64, f64)| {
            let (from, to) = (axis.format.text(from), axis.format.text(to));
            if from == to {
                from
            } else {
                format!("{from} – {to}")
            }
        };
        (range(&self.x, cell.x), range(&self.y, cell.y))
    }

    fn counted(&self) -> ValueAxis {
        ValueAxis {
            label: self.counted.clone(),
            ..ValueAxis::new(Format::Count)
        }
    }

    fn legend(&self) -> Vec<Entry<'_>> {
        let clouds = self.clouds.iter().enumerate().map(|(number, cloud)| Entry {
            swatch: Swatch::Dot,
            ink: Ink::Series(number),
            key: Some(&cloud.key),
            name: &cloud.name,
        });
        clouds.collect()
    }

    fn draw_cells(&self, canvas: &Canvas, plane: &Plane, sheet: Rect) -> Vec<Mark> {
        let cells = self.cells();
        let counted = self.counted();
        let heat = Heat::over(&counted, cells.iter().map(|cell| cell.count as f64));
        let mut marks = Vec::new();
        for (band, cell) in cells.iter().enumerate() {
            let (left, right) = (plane.x(cell.x.0), plane.x(cell.x.1));
            let (top, bottom) = (plane.y(cell.y.1), plane.y(cell.y.0));
            let place = Rect {
                x: left,
                y: top,
                w: right - left,
                h: bottom - top,
            };
            let shape = canvas.bar(place, Ink::Heat(heat.step(cell.count as f64)));
            let (x, y) = self.cell_texts(cell);
            marks.push(Mark {
                shape,
                series: COUNT.into(),
                series_name: format!("{} {y}", self.y.label).trim().to_owned(),
                band: u32::try_from(band).unwrap_or(u32::MAX),
                label: x,
                value: format!("{} {}", counted.format.text(cell.count as f64), self.counted)
                    .trim()
                    .to_owned(),
                drill: None,
            });
        }
        heat.draw_key(canvas, &counted, sheet);
        marks
    }

    fn draw_spots(&self, canvas: &Canvas, plane: &Plane) -> Vec<Mark> {
        let rims = self.spots().count() <= RIMMED;
        let drawn = self.spots().enumerate().map(|(band, (number, spot))| {
            let (x, y) = (plane.x(spot.x), plane.y(spot.y));
            if rims {
                canvas.dot(x, y, DOT + 1.0, Ink::Surface);
            }
            Mark {
                shape: canvas.dot(x, y, DOT, Ink::Series(number)),
                series: self.clouds[number].key.clone(),
                series_name: self.clouds[number].name.clone(),
                band: u32::try_from(band).unwrap_or(u32::MAX),
                label: spot.label.clone(),
                value: format!("{} · {}", self.x.format.text(spot.x), self.y.format.text(spot.y)),
                drill: spot.drill.clone(),
            }
        });
        drawn.collect()
    }
}

/// Key of the marks and the column of the cells' counts.
const COUNT: &str = "count";

impl Plot for Scatter {
    fn description(&self) -> &str {
        &self.description
    }

    fn is_empty(&self) -> bool {
        self.spots().next().is_none()
    }

    fn draw(&self, canvas: &Canvas, sheet: Rect) -> Drawn {
        let crowded = self.is_crowded();
        let entries = legend::place(if crowded { Vec::new() } else { self.legend() }, sheet);
        let top = if crowded {
            4.0 + Heat::room(sheet)
        } else {
            legend::bottom(&entries)
        };
        let wanted = (
            (sheet.w / 90.0).clamp(2.0, 8.0) as usize,
            (sheet.h / 60.0).clamp(2.0, 6.0) as usize,
        );
        // Cells lie on one scale whatever the sheet, so the crowded plane keeps it.
        let (x, y) = self.scales(if crowded { (8, 6) } else { wanted });
        let plane = Plane::lay_out((&self.x, x), (&self.y, y), sheet, top);
        plane.draw_back(canvas);
        let marks = if crowded {
            self.draw_cells(canvas, &plane, sheet)
        } else {
            self.draw_spots(canvas, &plane)
        };
        plane.draw_front(canvas);
        Drawn {
            plot: plane.plot,
            marks,
            legend: legend::draw(canvas, &entries),
        }
    }

    fn table(&self) -> Table {
        let column = |key: &str, label: &str, align| Column {
            key: key.into(),
            label: label.into(),
            align,
        };
        let text = |text: String| data::Cell { text, value: None };
        if self.is_crowded() {
            let rows = self.cells().into_iter().map(|cell| {
                let (x, y) = self.cell_texts(&cell);
                let count = cell.count as f64;
                Row {
                    cells: vec![text(x), text(y), super::cell(Some(count), &Format::Count)],
                    drill: None,
                }
            });
            return Table {
                columns: vec![
                    column("band", &self.x.label, Align::Left),
                    column("y", &self.y.label, Align::Left),
                    column(COUNT, &self.counted, Align::Right),
                ],
                rows: rows.collect(),
            };
        }
        let rows = self.spots().map(|(number, spot)| Row {
            cells: vec![
                text(spot.label.clone()),
                text(self.clouds[number].name.clone()),
                super::cell(Some(spot.x), &self.x.format),
                super::cell(Some(spot.y), &self.y.format),
            ],
            drill: spot.drill.clone(),
        });
        Table {
            columns: vec![
                column("band", &self.label, Align::Left),
                column("cloud", "", Align::Left),
                column("x", &self.x.label, Align::Right),
                column("y", &self.y.label, Align::Right),
            ],
            rows: rows.collect(),
        }
    }
}
