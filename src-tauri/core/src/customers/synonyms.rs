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
