//! Words that people's files use for the fields and codes of work orders, in both languages. Data for the import's
//! proposals, not texts for people.

pub(super) const EXTERNAL: [&str; 14] = [
    "单号",
    "工单号",
    "工单编号",
    "服务单号",
    "外部单号",
    "case id",
    "case_enquiry_id",
    "case number",
    "ticket id",
    "ticket number",
    "order number",
    "work order",
    "request id",
    "number",
];
pub(super) const OPENED: [&str; 14] = [
    "报修时间",
    "受理时间",
    "创建时间",
    "登记时间",
    "接单时间",
    "开单时间",
    "opened",
    "open_dt",
    "open date",
    "created",
    "created at",
    "created date",
    "requested at",
    "received at",
];
pub(super) const DUE: [&str; 12] = [
    "截止时间",
    "要求完成时间",
    "应完成时间",
    "到期时间",
    "承诺时间",
    "due",
    "target_dt",
    "sla_target_dt",
    "due date",
    "target date",
    "deadline",
    "resolution due",
];
pub(super) const RESPONSE_DUE: [&str; 5] = [
    "应响应时间",
    "响应截止时间",
    "响应期限",
    "response due",
    "first response due",
];
pub(super) const RESPONDED: [&str; 6] = [
    "响应时间",
    "首次响应时间",
    "联系时间",
    "responded",
    "first response",
    "response date",
];
pub(super) const ARRIVED: [&str; 6] = [
    "到达时间",
    "上门时间",
    "到场时间",
    "arrived",
    "on site at",
    "arrival",
];
pub(super) const COMPLETED: [&str; 8] = [
    "完工时间",
    "完成时间",
    "修复时间",
    "解决时间",
    "completed",
    "resolved",
    "resolved at",
    "completion date",
];
pub(super) const CLOSED: [&str; 8] = [
    "关闭时间",
    "结单时间",
    "关单时间",
    "closed",
    "closed_dt",
    "closed date",
    "closed at",
    "close date",
];
pub(super) const STATE: [&str; 6] = ["状态", "工单状态", "单据状态", "status", "case_status", "state"];
pub(super) const KIND: [&str; 5] = ["工单类型", "服务类型", "类型", "kind", "service type"];
pub(super) const PRIORITY: [&str; 5] = ["优先级", "紧急程度", "级别", "priority", "urgency"];
pub(super) const CATEGORY: [&str; 7] = [
    "类别",
    "品类",
    "产品类别",
    "故障类别",
    "category",
    "type",
    "request type",
];
pub(super) const PRODUCT: [&str; 7] = [
    "产品",
    "产品名称",
    "型号",
    "机型",
    "product",
    "model",
    "product name",
];
pub(super) const OUTLET: [&str; 9] = [
    "网点",
    "服务网点",
    "网点名称",
    "网点编码",
    "维修站",
    "outlet",
    "department",
    "branch",
    "service center",
];
pub(super) const CUSTOMER: [&str; 4] = ["客户编号", "客户编码", "customer code", "customer id"];
pub(super) const CONTACT: [&str; 6] = [
    "联系人",
    "客户姓名",
    "客户名称",
    "用户姓名",
    "contact",
    "customer name",
];
pub(super) const PHONE: [&str; 7] = [
    "电话",
    "联系电话",
    "手机",
    "手机号",
    "phone",
    "mobile",
    "contact phone",
];
pub(super) const ADDRESS: [&str; 6] = [
    "地址",
    "详细地址",
    "客户地址",
    "address",
    "location",
    "street address",
];
pub(super) const LATITUDE: [&str; 3] = ["纬度", "lat", "latitude"];
pub(super) const LONGITUDE: [&str; 5] = ["经度", "lng", "lon", "long", "longitude"];
pub(super) const DESCRIPTION: [&str; 8] = [
    "描述",
    "故障描述",
    "问题描述",
    "备注",
    "description",
    "case_title",
    "title",
    "subject",
];
pub(super) const COST: [&str; 6] = ["费用", "金额", "总费用", "cost", "amount", "total cost"];
pub(super) const VERDICT: [&str; 6] = [
    "是否及时",
    "是否超时",
    "及时状态",
    "ontime_status",
    "on time",
    "sla status",
];

pub(super) const STATES: &[(&str, &[&str])] = &[
    (
        "open",
        &[
            "待处理",
            "未处理",
            "新建",
            "待派工",
            "已受理",
            "new",
            "opened",
            "pending",
        ],
    ),
    (
        "in_progress",
        &[
            "处理中",
            "进行中",
            "已派工",
            "已接单",
            "维修中",
            "in progress",
            "assigned",
            "working",
        ],
    ),
    (
        "completed",
        &[
            "已完成",
            "已完工",
            "完工",
            "已修复",
            "resolved",
            "done",
            "complete",
        ],
    ),
    ("closed", &["已关闭", "关闭", "已结单", "结单", "close"]),
    (
        "cancelled",
        &["已取消", "取消", "作废", "已撤销", "canceled", "cancel", "void"],
    ),
];
pub(super) const KINDS: &[(&str, &[&str])] = &[
    ("installation", &["安装", "安装调试", "送装", "install"]),
    ("repair", &["维修", "报修", "故障维修", "修理", "fix", "fault"]),
    (
        "maintenance",
        &["保养", "维护", "维保", "清洗", "service", "cleaning"],
    ),
    (
        "exchange",
        &["退换", "退换货", "换货", "退货", "return", "replacement"],
    ),
    (
        "consultation",
        &[
            "咨询",
            "耗材咨询",
            "question",
            "inquiry",
            "enquiry",
            "information",
        ],
    ),
    ("identification", &["鉴定", "检测", "assessment", "diagnosis"]),
    ("complaint", &["投诉", "grievance"]),
    ("other", &["其他", "其它", "misc"]),
];
pub(super) const PRIORITIES: &[(&str, &[&str])] = &[
    (
        "normal",
        &[
            "普通", "一般", "低", "中", "low", "medium", "standard", "p3", "p4",
        ],
    ),
    ("urgent", &["加急", "紧急", "高", "high", "p2"]),
    (
        "critical",
        &["特急", "非常紧急", "最高", "highest", "emergency", "p1"],
    ),
];

/// How files call the system of their coordinates.
pub(super) const SYSTEM: [&str; 7] = [
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
