//! Words that people's files use for the fields of the network, in both languages. Data for the import's proposals.

type Words = &'static [&'static str];

pub(super) const CODE: Words = &[
    "编码",
    "编号",
    "代码",
    "网点编码",
    "网点编号",
    "区域编码",
    "工号",
    "id",
    "no",
    "outlet code",
    "region code",
    "employee id",
];
pub(super) const NAME: Words = &[
    "名称",
    "姓名",
    "网点名称",
    "区域名称",
    "工程师姓名",
    "outlet name",
    "region name",
    "engineer name",
    "full name",
];
pub(super) const PARENT: Words = &[
    "上级",
    "上级编码",
    "上级区域",
    "父级",
    "parent code",
    "parent id",
    "belongs to",
];
pub(super) const KIND: Words = &["类型", "网点类型", "type", "outlet type"];
pub(super) const LEVEL: Words = &["等级", "级别", "星级", "grade", "rating"];
pub(super) const REGION: Words = &["区域", "区域编码", "所属区域", "region code", "area"];
pub(super) const OUTLET: Words = &[
    "网点",
    "网点编码",
    "所属网点",
    "outlet code",
    "branch",
    "service center",
];
pub(super) const PHONE: Words = &["电话", "联系电话", "手机", "mobile", "telephone", "tel"];
pub(super) const ADDRESS: Words = &["地址", "详细地址", "street address", "location"];
pub(super) const LATITUDE: Words = &["纬度", "lat"];
pub(super) const LONGITUDE: Words = &["经度", "lng", "lon", "long"];
pub(super) const ACTIVE: Words = &["启用", "在用", "在职", "有效", "enabled"];
pub(super) const SKILLS: Words = &["技能", "专长", "skill", "specialties"];

pub(super) const OUTLET_KINDS: &[(&str, Words)] = &[
    ("authorised", &["特约", "特约网点", "授权", "authorized"]),
    ("direct", &["直营", "自营", "own", "company"]),
    ("franchise", &["加盟", "加盟网点", "franchised"]),
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
