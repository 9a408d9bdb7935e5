//! Words that people's files use for the fields of customers, in both languages. Data for the import's proposals.

type Words = &'static [&'static str];

pub(super) const CODE: Words = &[
    "编码",
    "客户编号",
    "客户编码",
    "customer id",
    "customer code",
    "customer number",
    "id",
];
pub(super) const NAME: Words = &[
    "名称",
    "姓名",
    "客户名称",
    "客户姓名",
    "customer name",
    "full name",
    "company name",
];
pub(super) const KIND: Words = &["类型", "客户类型", "type", "customer type"];
pub(super) const TIER: Words = &["等级", "客户等级", "会员等级", "level", "class"];
pub(super) const PHONE: Words = &["电话", "联系电话", "手机", "手机号", "mobile", "telephone", "tel"];
pub(super) const ADDRESS: Words = &["地址", "详细地址", "street address", "location"];
pub(super) const LATITUDE: Words = &["纬度", "lat"];
pub(super) const LONGITUDE: Words = &["经度", "lng", "lon", "long"];

pub(super) const KINDS: &[(&str, Words)] = &[
    ("person", &["个人", "家庭", "private", "individual"]),
    ("company", &["企业", "公司", "单位", "business", "organisation"]),
];

/// How files call the system of their coordinates.
pub(super) const SYSTEM: &[&str] = &[
    "坐标系",
    "坐标系统",
    "坐标类型",
    "coordinate system",
    "coord type",
    "crs",
    "datum",
];
pub(super) const SYSTEMS: &[(&str, &[&str])] = &[
    (
        "wgs84",
        &["wgs84", "wgs-84", "gps", "epsg:4326", "大地坐标", "GPS坐标"],
    ),
    (
        "gcj02",
        &[
            "gcj02",
            "gcj-02",
            "火星坐标",
            "高德",
            "高德坐标",
            "腾讯",
            "腾讯坐标",
            "amap",
            "国测局坐标",
        ],
    ),
    ("bd09", &["bd09", "bd-09", "bd09ll", "百度", "百度坐标", "baidu"]),
];
