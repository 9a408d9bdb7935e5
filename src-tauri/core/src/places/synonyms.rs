//! Words of addresses that lookups understand. Input, not texts for people.

/// A short name that goes on like this is a street's: 上海路, 中山大道.
pub(super) const STREETS: &[&str] = &[
    "路", "街", "大道", "东路", "西路", "南路", "北路", "中路", "大街", "东街", "西街", "南街", "北街", "巷",
    "弄", "桥", "大厦", "花园", "小区", "村",
];
