//! Identities: one `i64` newtype per entity, so that an outlet's id never lands in an engineer's column.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
                 serde::Serialize, serde::Deserialize, ts_rs::TS)]
        #[serde(transparent)]
        #[ts(as = "f64")]
        pub struct $name(pub i64);
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { write!(f, "{}", self.0) }
        }
        impl From<i64> for $name { fn from(id: i64) -> Self { Self(id) } }
        impl From<$name> for i64 { fn from(id: $name) -> i64 { id.0 } }
        impl sqlx::Type<sqlx::Any> for $name {
            fn type_info() -> sqlx::any::AnyTypeInfo { <i64 as sqlx::Type<sqlx::Any>>::type_info() }
        }
        impl<'q> sqlx::Encode<'q, sqlx::Any> for $name {
            fn encode_by_ref(&self, buf: &mut <sqlx::Any as sqlx::Database>::ArgumentBuffer)
                -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
                <i64 as sqlx::Encode<'q, sqlx::Any>>::encode_by_ref(&self.0, buf)
            }
        }
        impl<'r> sqlx::Decode<'r, sqlx::Any> for $name {
            fn decode(value: sqlx::any::AnyValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
                <i64 as sqlx::Decode<'r, sqlx::Any>>::decode(value).map(Self)
            }
        }
    )*};
}

ids! {
    /// A person who logs in.
    UserId,
    /// A node of the region tree 区域.
    RegionId,
    /// A service outlet 网点.
    OutletId,
    /// An engineer 工程师.
    EngineerId,
    /// A customer 客户.
    CustomerId,
    /// A category of products or requests 类别.
    CategoryId,
    /// A work order 工单.
    WorkOrderId,
    /// A working calendar 日历.
    CalendarId,
    /// An SLA policy 时限政策.
    PolicyId,
    /// A run of the importer.
    BatchId,
    /// An entry of a dictionary 字典.
    EntryId,
    /// A long work, shown in the task tray.
    JobId,
    /// A message in somebody's inbox.
    InboxId,
}
