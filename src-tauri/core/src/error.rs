//! One error language for every shell: a closed code, parameters for its text, and free context for the log.
//!
//! A refusal is not a fault: the *kind* tells the UI whether the person can mend it (bad input, a state that does
//! not allow it, a stale version) or whether we have to. No database text ever reaches a person: it goes into
//! `context`, which only the log sees, beside a `reference` that the person can quote.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// `Result` with our [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// How the UI treats an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A value was wrong: which field, and why.
    Invalid,
    /// The state of things does not allow it.
    Refused,
    NotFound,
    Forbidden,
    /// Nobody is logged in, or the session is locked.
    Unauthenticated,
    /// Somebody else changed the row first.
    Stale,
    /// The same key or request was used for something else.
    Conflict,
    /// Another process or job has it now; trying again later can work.
    Busy,
    /// Ours to mend.
    Fault,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $text:literal : $kind:ident),* $(,)?) => {
        /// The closed set of error codes. Each has a text in both catalogues under `errors.<code>`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $variant,)*
            /// What reading a table says (texts under `import:errors.<code>`).
            Table(outpost_export::ReadCode),
        }
        impl Code {
            /// Every code that stands in the catalogue `errors`.
            pub const OWN: &'static [Code] = &[$(Code::$variant),*];
            /// The code as it goes over the wire.
            #[must_use] pub fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $text,)* Code::Table(code) => code.name() }
            }
            /// How the UI treats it.
            #[must_use] pub fn kind(self) -> Kind {
                match self { $(Code::$variant => Kind::$kind,)* Code::Table(_) => Kind::Invalid }
            }
        }
    };
}

codes! {
    UnknownOperation = "unknown_operation": NotFound,
    BadInput = "bad_input": Invalid,
    ValueMissing = "value_missing": Invalid,
    ValueInvalid = "value_invalid": Invalid,
    ValueTooLong = "value_too_long": Invalid,
    NumberOutOfRange = "number_out_of_range": Invalid,
    NotFound = "not_found": NotFound,
    Forbidden = "forbidden": Forbidden,
    OutsideScope = "outside_scope": Forbidden,
    NotLoggedIn = "not_logged_in": Unauthenticated,
    SessionLocked = "session_locked": Unauthenticated,
    MustChangePassword = "must_change_password": Unauthenticated,
    AlreadySetUp = "already_set_up": Refused,
    LoginRefused = "login_refused": Refused,
    LoginWait = "login_wait": Refused,
    PasswordWeak = "password_weak": Invalid,
    PasswordWrong = "password_wrong": Invalid,
    LastAdministrator = "last_administrator": Refused,
    StaleVersion = "stale_version": Stale,
    AlreadyExists = "already_exists": Conflict,
    StillReferenced = "still_referenced": Refused,
    RequestReused = "request_reused": Conflict,
    Overloaded = "overloaded": Busy,
    JobCancelled = "job_cancelled": Refused,
    JobInterrupted = "job_interrupted": Refused,
    JobNotRunning = "job_not_running": Refused,
    WorkspaceInUse = "workspace_in_use": Busy,
    WorkspaceNewer = "workspace_newer": Refused,
    WorkspaceDamaged = "workspace_damaged": Refused,
    WorkspaceReadOnly = "workspace_read_only": Refused,
    WorkspaceNotADatabase = "workspace_not_a_database": Refused,
    DiskFull = "disk_full": Busy,
    DatabaseUnreachable = "database_unreachable": Busy,
    ServerUnreachable = "server_unreachable": Busy,
    ContractMismatch = "contract_mismatch": Refused,
    UploadIncomplete = "upload_incomplete": Invalid,
    UploadTooLarge = "upload_too_large": Invalid,
    AttachmentRefused = "attachment_refused": Invalid,
    AttachmentTwice = "attachment_twice": Conflict,
    AttachmentMissing = "attachment_missing": Fault,
    DocumentState = "document_state": Refused,
    DocumentDependedOn = "document_depended_on": Refused,
    ReasonUnknown = "reason_unknown": Invalid,
    UnknownColumn = "unknown_column": Invalid,
    UnknownField = "unknown_field": Invalid,
    MappingIncomplete = "mapping_incomplete": Invalid,
    ImportRejected = "import_rejected": Refused,
    ImportNotUndoable = "import_not_undoable": Refused,
    FilterInvalid = "filter_invalid": Invalid,
    /// A list was asked for a column that it does not have: an address or a view of another time.
    ListColumnUnknown = "list_column_unknown": Invalid,
    ViewPersonal = "view_personal": Refused,
    TooManyRows = "too_many_rows": Invalid,
    CalendarInvalid = "calendar_invalid": Invalid,
    PolicyInvalid = "policy_invalid": Invalid,
    HolidaysInvalid = "holidays_invalid": Invalid,
    CircularRegion = "circular_region": Invalid,
    BackupInvalid = "backup_invalid": Invalid,
    SettingFixed = "setting_fixed": Refused,
    OnlyLocal = "only_local": Refused,
    MapUrlInvalid = "map_url_invalid": Invalid,
    MapFileInvalid = "map_file_invalid": Invalid,
    MapSourceRefused = "map_source_refused": Refused,
    WorkspaceNotEmpty = "workspace_not_empty": Refused,
    Fault = "fault": Fault,
}

/// Parameters of an error's text, e.g. `{"max": 40}`.
pub type Params = BTreeMap<String, serde_json::Value>;

/// What an operation answers when it does not answer its output.
#[derive(Debug, Clone)]
pub struct Error {
    pub code: Code,
    pub params: Params,
    /// The input field it is about, as a dotted path.
    pub field: Option<String>,
    /// For the log only.
    pub context: Option<String>,
}

impl Error {
    #[must_use]
    pub fn new(code: Code) -> Self {
        Self {
            code,
            params: Params::new(),
            field: None,
            context: None,
        }
    }
    /// A parameter for the text.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<serde_json::Value>) -> Self {
        self.params.insert(key.to_owned(), value.into());
        self
    }
    /// The input field it is about.
    #[must_use]
    pub fn at(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }
    /// Words for the log.
    #[must_use]
    pub fn because(mut self, context: impl ToString) -> Self {
        self.context = Some(context.to_string());
        self
    }
    /// A fault of ours, with words for the log.
    #[must_use]
    pub fn fault(context: impl ToString) -> Self {
        Self::new(Code::Fault).because(context)
    }
    /// `not_found` of a kind of thing (`params.kind` is a catalogue key).
    #[must_use]
    pub fn not_found(kind: &str) -> Self {
        Self::new(Code::NotFound).with("kind", kind)
    }
    /// A required field that is empty.
    #[must_use]
    pub fn missing(field: &str) -> Self {
        Self::new(Code::ValueMissing).with("field", field).at(field)
    }
    /// A field whose value cannot be.
    #[must_use]
    pub fn invalid(field: &str) -> Self {
        Self::new(Code::ValueInvalid).with("field", field).at(field)
    }
    /// The body that shells send.
    #[must_use]
    pub fn wire(&self, reference: &str) -> ApiError {
        ApiError {
            code: self.code.as_str().to_owned(),
            kind: self.code.kind(),
            params: self.params.clone(),
            field: self.field.clone(),
            reference: reference.to_owned(),
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.code.as_str())?;
        for (key, value) in &self.params {
            write!(f, " {key}={value}")?;
        }
        if let Some(context) = &self.context {
            write!(f, " ({context})")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// An error as it goes over the wire.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ApiError {
    pub code: String,
    pub kind: Kind,
    #[ts(type = "Record<string, string | number>")]
    pub params: Params,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub field: Option<String>,
    pub reference: String,
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        crate::db::error_of(error)
    }
}
impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Error::fault(error)
    }
}
impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                Error::new(Code::DiskFull).because(error)
            }
            std::io::ErrorKind::ReadOnlyFilesystem | std::io::ErrorKind::PermissionDenied => {
                Error::new(Code::WorkspaceReadOnly).because(error)
            }
            _ => Error::fault(error),
        }
    }
}
