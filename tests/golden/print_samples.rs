//! Documents for the tests and the gallery: one of each kind, in both languages, with what people really type.

use outpost_charts::{
    Band, BandKind, Bands, Figure as Chart, Format, Point as Dot, Series, Style, Theme, Trend, ValueAxis,
};
use outpost_print::*;

/// What must never be more than text.
pub const HOSTILE: &str =
    "#read(\"/etc/passwd\") $x^2$ *bold* _it_ @ref <label> `raw` = Title \\ // note [#panic()]";

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    Zh,
    En,
}

impl Tongue {
    pub fn pick(self, chinese: &str, english: &str) -> String {
        match self {
            Self::Zh => chinese,
            Self::En => english,
        }
        .to_owned()
    }
}

pub fn house(tongue: Tongue) -> House {
    House {
        workspace: tongue.pick("北方家电售后服务网", "Northern appliance service"),
        language: if tongue == Tongue::Zh {
            Language::Chinese
        } else {
            Language::English
        },
        printed: tongue.pick(
            "打印于 2026-11-22 09:41，李娜",
            "Printed 2026-11-22 09:41 by Li Na",
        ),
        page_of: tongue.pick("第 {page} 页，共 {pages} 页", "Page {page} of {pages}"),
        at: Moment {
            year: 2026,
            month: 11,
            day: 22,
            hour: 9,
            minute: 41,
            second: 0,
            offset: 480,
        },
    }
}

fn field(label: String, value: impl Into<Cell>) -> Field {
    Field {
        label,
        value: value.into(),
        wide: false,
    }
}

fn wide(label: String, value: impl Into<Cell>) -> Field {
    Field {
        label,
        value: value.into(),
        wide: true,
    }
}

fn mark(word: String, tone: Tone) -> Mark {
    Mark { word, tone }
}

fn clocks(t: Tongue) -> Table {
    Table {
        title: Some(t.pick("时限", "Clocks")),
        columns: [
            ("节点", "Milestone"),
            ("状态", "State"),
            ("到期", "Due"),
            ("实际", "Reached"),
            ("用时", "Elapsed"),
        ]
        .iter()
        .enumerate()
        .map(|(i, (zh, en))| Column::new(t.pick(zh, en), if i == 4 { Align::End } else { Align::Start }))
        .collect(),
        rows: [
            ("响应", "Response", Tone::Met, "及时完成", "On time"),
            ("完工", "Completion", Tone::Breached, "超时未完成", "Overdue"),
            ("上门", "Arrival", Tone::Paused, "暂停中", "Paused"),
            ("回访", "Follow-up", Tone::Running, "计时中", "Running"),
            ("确认", "Confirmation", Tone::Warning, "即将到期", "Due soon"),
            ("鉴定", "Identification", Tone::Exempt, "免考核", "Exempt"),
            ("派工", "Dispatch", Tone::Void, "已撤销", "Cancelled"),
        ]
        .iter()
        .map(|(zh, en, tone, szh, sen)| {
            vec![
                t.pick(zh, en).into(),
                Cell::Mark(mark(t.pick(szh, sen), *tone)),
                "2026-11-22 18:00".into(),
                "2026-11-22 15:20".into(),
                t.pick("2 小时 15 分", "2 h 15 min").into(),
            ]
        })
        .collect(),
        ..Table::default()
    }
}

fn signatures(t: Tongue) -> Block {
    Block::Signatures {
        boxes: [
            ("客户签字", "Customer"),
            ("工程师签字", "Engineer"),
            ("网点盖章", "Outlet"),
        ]
        .iter()
        .map(|(zh, en)| SignatureBox {
            label: t.pick(zh, en),
            date_label: t.pick("日期", "Date"),
        })
        .collect(),
    }
}

pub fn sheet(t: Tongue, note: &str) -> Sheet {
    Sheet {
        title: t.pick("服务单", "Service sheet"),
        number: Some("WO-2611-0000123".into()),
        state: Some(mark(t.pick("处理中", "In progress"), Tone::Running)),
        subtitle: Some(t.pick("维修 · 加急 · 空调", "Repair · urgent · air conditioner")),
        code: Some("WO-2611-0000123".into()),
        blocks: vec![
            Block::Fields {
                title: Some(t.pick("客户", "Customer")),
                fields: vec![
                    field(t.pick("客户", "Customer"), "王龘 (欧阳娜娜)"),
                    field(t.pick("联系电话", "Phone"), "138****5678"),
                    wide(
                        t.pick("地址", "Address"),
                        t.pick(
                            "北京市朝阳区建国路 88 号 3 号楼 2 单元 1201 室",
                            "Room 1201, unit 2, building 3, 88 Jianguo Road, Chaoyang, Beijing",
                        )
                        .as_str(),
                    ),
                ],
            },
            Block::Fields {
                title: Some(t.pick("产品", "Product")),
                fields: vec![
                    field(t.pick("产品", "Product"), "KFR-35GW/03-A1 变频"),
                    field(t.pick("序列号", "Serial number"), "SN20240618000917"),
                    field(t.pick("网点", "Outlet"), ""),
                ],
            },
            Block::Text {
                title: Some(t.pick("故障描述", "Fault")),
                text: note.to_owned(),
            },
            Block::Table(clocks(t)),
            Block::Lines {
                title: Some(t.pick("处理情况", "Work done")),
                count: 4,
            },
            signatures(t),
            Block::Note {
                text: t.pick(
                    "请客户确认以上内容属实后签字。",
                    "Please sign after checking what is written above.",
                ),
            },
        ],
    }
}

fn headings(t: Tongue, many: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::new(t.pick("工单号", "Number"), Align::Start),
        Column::new(t.pick("状态", "State"), Align::Start),
        Column::new(t.pick("类别", "Category"), Align::Start),
        Column::new(t.pick("受理时间", "Opened"), Align::Start),
        Column::new(t.pick("费用 (CNY)", "Cost (CNY)"), Align::End),
    ];
    if many {
        for (zh, en) in [
            ("网点", "Outlet"),
            ("客户", "Customer"),
            ("地址", "Address"),
            ("描述", "Description"),
        ] {
            columns.push(Column::new(t.pick(zh, en), Align::Start));
        }
    }
    columns
}

pub fn list(t: Tongue, rows: usize, many: bool) -> List {
    let columns = headings(t, many);
    let row = |i: usize| {
        let tone = [Tone::Met, Tone::Running, Tone::Breached, Tone::Void][i % 4];
        let word = [
            ("及时", "On time"),
            ("处理中", "In progress"),
            ("超时", "Overdue"),
            ("已撤销", "Cancelled"),
        ][i % 4];
        let mut row: Vec<Cell> = vec![
            format!("WO-2611-{i:07}").into(),
            Cell::Mark(mark(t.pick(word.0, word.1), tone)),
            t.pick("空调", "Air conditioner").into(),
            "2026-11-22 09:41".into(),
            format!("{}.50", 1000 + i * 37 % 9000).into(),
        ];
        if many {
            row.extend([
                Cell::from("朝阳区第三服务网点"),
                Cell::from("王小明"),
                Cell::from("北京市朝阳区建国路 88 号 3 号楼"),
                Cell::from(if i.is_multiple_of(9) {
                    "外机异响，顾客要求当天上门，楼道无电梯，请带长梯"
                } else {
                    "不制冷"
                }),
            ]);
        }
        row
    };
    let mut total: Vec<Cell> = vec![
        t.pick("合计", "Total").into(),
        "".into(),
        "".into(),
        "".into(),
        "5,123,456.50".into(),
    ];
    total.resize(columns.len(), "".into());
    List {
        title: t.pick("工单", "Work orders"),
        subtitle: t.pick(
            "显示 受理时间从 2026-11-01 到 2026-11-30 且 类别为 “空调” 的记录",
            "Records where opened is from 2026-11-01 to 2026-11-30 and category is “Air conditioner”",
        ),
        count: t.pick("共 12,345 条", "12,345 records"),
        cut: Some(t.pick(
            "只打印前 1,000 条，全部记录请导出为 Excel。",
            "Only the first 1,000 are printed; export to Excel for all.",
        )),
        table: Table {
            columns,
            rows: (0..rows).map(row).collect(),
            total: Some(total),
            ..Table::default()
        },
    }
}

pub fn chart(t: Tongue, width: u32, height: u32) -> Figure {
    let months = (1..=12)
        .map(|m| Band::new(format!("2026-{m:02}")).tick(t.pick(&format!("{m} 月"), &format!("{m:02}"))));
    let rates = (0..12).map(|i| Dot::new(0.88 + f64::from(i % 5) * 0.02));
    let figure = Chart::Trend(Trend {
        description: t.pick("及时率走势", "On time by month"),
        bands: Bands::new(BandKind::Month, t.pick("月", "Month"), months.collect()),
        axis: ValueAxis::new(Format::Percent { decimals: 1 }),
        series: vec![Series::new(
            "on_time",
            t.pick("完工及时率", "Resolved on time"),
            rates.collect(),
        )],
        target: None,
        volume: None,
    });
    let drawing = outpost_charts::render(&figure, &Style::new(width, height).theme(Theme::Light));
    Figure::new(
        t.pick("及时率走势", "On time by month"),
        t.pick("折线图：及时率", "Line chart: on time"),
        drawing.svg,
    )
    .saying(t.pick(
        "完工及时率 94.0%，低于目标 95.0%。",
        "Resolved on time: 94.0 %, below the target of 95.0 %.",
    ))
}

pub fn tiles(t: Tongue) -> Vec<Tile> {
    let tile = |zh: &str, en: &str, value: &str, met: Option<bool>| Tile {
        label: t.pick(zh, en),
        value: value.to_owned(),
        mark: met.map(|met| {
            mark(
                if met {
                    t.pick("达标", "Met")
                } else {
                    t.pick("未达标", "Missed")
                },
                if met { Tone::Met } else { Tone::Breached },
            )
        }),
        notes: vec![
            t.pick("目标 ≥ 95.0%", "Target ≥ 95.0%"),
            t.pick("比上期 +1.2 个百分点", "1.2 points more than before"),
        ],
    };
    vec![
        tile("完工及时率", "Resolved on time", "94.0%", Some(false)),
        tile("响应及时率", "Responded on time", "98.2%", Some(true)),
        tile("已超时未完成", "Overdue", "1,204", None),
        tile("未完成工单", "Open", "12,345", None),
        tile(
            "平均处理时长",
            "Mean handling time",
            &t.pick("1 天 2 小时", "1 d 2 h"),
            None,
        ),
    ]
}

pub fn report(t: Tongue) -> Sheet {
    let ranking = list(t, 12, false).table;
    Sheet {
        title: t.pick("服务报告", "Service report"),
        number: None,
        subtitle: Some(t.pick(
            "2026-11-01 – 2026-11-30 · 全部网点",
            "2026-11-01 – 2026-11-30 · all outlets",
        )),
        blocks: vec![
            Block::Tiles {
                title: Some(t.pick("关键指标", "Key figures")),
                tiles: tiles(t),
            },
            Block::Figure(chart(t, 720, 280)),
            Block::Points {
                title: Some(t.pick("最大风险", "Biggest risks")),
                points: vec![
                    Point {
                        text: t.pick("12 单今天到期", "12 orders are due today"),
                        detail: Some(t.pick("朝阳区 5 单", "5 in Chaoyang")),
                        tone: Some(Tone::Warning),
                    },
                    Point {
                        text: HOSTILE.into(),
                        detail: None,
                        tone: None,
                    },
                ],
            },
            Block::Table(Table {
                title: Some(t.pick("网点排名", "Outlets")),
                ..ranking
            }),
        ],
        ..Sheet::default()
    }
}

pub fn slides(t: Tongue) -> Slides {
    Slides {
        title: t.pick("服务月报", "Service review"),
        subtitle: t.pick(
            "2026-11-01 – 2026-11-30 · 全部网点",
            "2026-11-01 – 2026-11-30 · all outlets",
        ),
        as_of: t.pick("截至 2026-11-22 09:41", "As of 2026-11-22 09:41"),
        slides: vec![
            Slide {
                title: t.pick("关键指标", "Key figures"),
                sentence: t.pick("五项中两项达标。", "Two of five met their target."),
                body: SlideBody::Tiles(tiles(t)),
            },
            Slide {
                title: t.pick("及时率走势", "On time by month"),
                sentence: t.pick(
                    "完工及时率 94.0%，低于目标 95.0%。",
                    "Resolved on time: 94.0 %, below the target of 95.0 %.",
                ),
                body: SlideBody::Figure {
                    figure: chart(t, 900, 460),
                    beside: tiles(t).into_iter().take(3).collect(),
                },
            },
            Slide {
                title: t.pick("网点排名", "Outlets"),
                sentence: String::new(),
                body: SlideBody::Table(list(t, 10, false).table),
            },
        ],
    }
}

pub const FAULT: &str = "顾客反映空调不制冷，外机有异响。No cooling, compressor \"hums\"; error E4 -> check capacitor.\n第二行：楼道无电梯。";
