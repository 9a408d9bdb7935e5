//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Outpost without a window: serve, import, export, look after a workspace.
#[derive(Debug, Parser)]
#[command(name = "outpostctl", version, arg_required_else_help = true)]
pub struct Arguments {
    #[command(flatten)]
    pub place: PlaceArguments,
    /// Write JSON to stdout instead of text.
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

/// Where the data is, and who acts on it.
#[derive(Debug, Args)]
pub struct PlaceArguments {
    /// The workspace folder, also by OUTPOST_WORKSPACE; the desktop app's own where none is given.
    #[arg(long, global = true, value_name = "DIR", conflicts_with = "database")]
    pub workspace: Option<PathBuf>,
    /// The database of a team server, also by OUTPOST_DATABASE: postgres://user@host/name.
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
    /// The folder for the files of a team server, also by OUTPOST_FILES.
    #[arg(long, global = true, value_name = "DIR")]
    pub files: Option<PathBuf>,
    /// The login of the person who acts; the only administrator of a workspace where none is given.
    #[arg(long = "as", global = true, value_name = "LOGIN")]
    pub login: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the operations and the user interface over HTTP.
    Serve(ServeArguments),
    /// The first start: make the workspace and its administrator.
    Init(InitArguments),
    /// Run one operation and print what it answers. Long works are followed to their end.
    Call(CallArguments),
    /// List the operations.
    Operations,
    /// Import a table: CSV, XLSX, XLS or ODS.
    Import(ImportArguments),
    /// Export a list to XLSX or CSV.
    Export(ExportArguments),
    /// Fill an empty workspace with the demo network; makes the workspace first where there is none.
    Seed(SeedArguments),
    /// Bring the database to the form that this version needs, and nothing else.
    Migrate,
    /// Check the database, the history and every derived figure.
    Verify,
    /// Make a backup beside the workspace.
    Backup,
    /// Put a backup in the place of the workspace's data. What was there is kept as a backup.
    Restore(RestoreArguments),
    /// Answer a file of SLA cases: deadlines, elapsed times, periods.
    Sla(SlaArguments),
    /// Measure what things cost, beside raw SQL on the same file.
    Bench(BenchArguments),
}

#[derive(Debug, Args)]
pub struct BenchArguments {
    #[command(subcommand)]
    pub what: BenchWhat,
}

#[derive(Debug, Subcommand)]
pub enum BenchWhat {
    /// Lists, counts and the dashboard at several sizes.
    Orders {
        /// How many orders.
        #[arg(long, value_delimiter = ',', default_value = "10000,100000,1000000")]
        sizes: Vec<u64>,
        /// Where the filled workspaces are kept and found again.
        #[arg(long)]
        folder: Option<PathBuf>,
        /// Only the measures whose name holds this.
        #[arg(long, default_value = "")]
        only: String,
    },
    /// The import of a file into a fresh workspace.
    Import {
        file: PathBuf,
        /// A JSON file that says which column goes where.
        #[arg(long)]
        mapping: Option<PathBuf>,
        #[arg(long, default_value_t = 3)]
        runs: u32,
    },
    /// Due times per second.
    Sla,
    /// Fill a workspace with made-up orders.
    Fill {
        folder: PathBuf,
        #[arg(long)]
        orders: u64,
    },
    /// Measure one filled workspace.
    Probe {
        folder: PathBuf,
        #[arg(long, default_value_t = 15)]
        runs: u32,
        /// Only the measures whose name holds this.
        #[arg(long, default_value = "")]
        only: String,
    },
}

#[derive(Debug, Args)]
pub struct ServeArguments {
    /// The address and port; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8470")]
    pub listen: SocketAddr,
    /// The folder of the built user interface.
    #[arg(long, value_name = "DIR", env = "OUTPOST_UI")]
    pub ui: Option<PathBuf>,
    /// A PEM file with the certificate chain: serves over TLS.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// A PEM file with the key of the certificate.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct InitArguments {
    /// The administrator's login.
    #[arg(long, default_value = "admin")]
    pub login: String,
    /// The administrator's name.
    #[arg(long)]
    pub name: String,
    /// Read the password from the first line of stdin: on the command line others could see it.
    #[arg(long, required = true)]
    pub password_stdin: bool,
    /// The name of the workspace.
    #[arg(long, default_value = "Outpost")]
    pub workspace_name: String,
    /// The IANA zone in which business days are counted.
    #[arg(long, default_value = "Asia/Shanghai")]
    pub zone: String,
    /// The currency of all money, by ISO 4217.
    #[arg(long, default_value = "CNY")]
    pub currency: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Scale {
    /// 20,000 orders.
    Small,
    /// 100,000 orders.
    Medium,
    /// 1,000,000 orders.
    Large,
}

impl Scale {
    /// How many orders it is.
    pub fn orders(self) -> i64 {
        match self {
            Self::Small => 20_000,
            Self::Medium => 100_000,
            Self::Large => 1_000_000,
        }
    }
}

#[derive(Debug, Args)]
pub struct SeedArguments {
    /// How many orders, up to 5,000,000.
    #[arg(long, value_name = "N", conflicts_with = "scale")]
    pub orders: Option<i64>,
    /// How many orders, in a word.
    #[arg(long, default_value = "small")]
    pub scale: Scale,
    /// What the dice are thrown with: the same seed gives the same network.
    #[arg(long, default_value_t = 1)]
    pub seed: i64,
    /// How many months back it reaches, up to 36.
    #[arg(long, default_value_t = 12)]
    pub months: i64,
    /// The moment as of which everything is told, epoch milliseconds; the present hour where none is given.
    #[arg(long, value_name = "MS")]
    pub as_of: Option<i64>,
    /// Read a password from the first line of stdin: for the administrator of a new workspace, and for the demo accounts.
    #[arg(long)]
    pub password_stdin: bool,
    /// The login of the administrator of a new workspace.
    #[arg(long, default_value = "admin")]
    pub login: String,
    /// The administrator's name.
    #[arg(long, default_value = "Administrator")]
    pub name: String,
}

#[derive(Debug, Args)]
pub struct CallArguments {
    /// The operation, for example work_orders.page.
    pub operation: String,
    /// Its input as JSON; `-` reads it from stdin.
    pub input: Option<String>,
    /// An id of one's own: the same id and input is done once, however often it is sent.
    #[arg(long, value_name = "ID")]
    pub request_id: Option<String>,
}

#[derive(Debug, Args)]
pub struct ImportArguments {
    /// What the rows are: regions, outlets, engineers, customers, work_orders.
    pub kind: String,
    /// The table.
    pub file: PathBuf,
    /// A JSON file that says which column goes where; what the program suggests where none is given.
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Read and check everything, write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Take the good rows even if others are bad; without it all rows are taken or none.
    #[arg(long)]
    pub take_good: bool,
    /// Update what is there already by its number; without it such rows are left out.
    #[arg(long)]
    pub update: bool,
    /// Make the outlets that orders name and nobody has entered yet.
    #[arg(long)]
    pub create_missing: bool,
    /// The zone of times without one; the workspace's own where none is given.
    #[arg(long)]
    pub zone: Option<String>,
    /// The text encoding, for example gbk; found by itself where none is given.
    #[arg(long)]
    pub encoding: Option<String>,
    /// The character between columns; found by itself where none is given.
    #[arg(long)]
    pub delimiter: Option<String>,
    /// The sheet of a workbook; the first one with a table where none is given.
    #[arg(long)]
    pub sheet: Option<String>,
    /// Where to write the rows that were not taken, with the reason of each.
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    Xlsx,
    Csv,
}

#[derive(Debug, Args)]
pub struct ExportArguments {
    /// The list: work_orders, outlets, regions, engineers, customers, users …
    pub grid: String,
    /// The file to write.
    pub out: PathBuf,
    /// The format; by the file's name where none is given.
    #[arg(long)]
    pub format: Option<TableFormat>,
    /// A filter as JSON, for example {"field":"state","op":"eq","value":"open"}.
    #[arg(long, value_name = "JSON")]
    pub filter: Option<String>,
    /// The columns, separated by commas; those that the list shows at first where none are given.
    #[arg(long, value_delimiter = ',', value_name = "KEYS")]
    pub columns: Vec<String>,
    /// The column to sort by; with a leading `-` downwards.
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    pub sort: Option<String>,
}

#[derive(Debug, Args)]
pub struct RestoreArguments {
    /// The name of a backup of this workspace, or a backup's file.
    #[arg(value_name = "NAME|FILE")]
    pub backup: String,
}

#[derive(Debug, Args)]
pub struct SlaArguments {
    /// A JSON file of cases; `-` reads it from stdin.
    pub file: PathBuf,
}
