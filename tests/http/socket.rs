//! The program itself, on a socket: where it listens, what its commands answer, and what others may do meanwhile.

use crate::server::PASSWORD;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::Duration;

fn program(workspace: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_outpostctl"));
    command
        .env_remove("OUTPOST_DATABASE")
        .env("LC_ALL", "C")
        .arg("--workspace")
        .arg(workspace);
    command
}

fn run(workspace: &Path, args: &[&str], stdin: &str) -> Output {
    let mut child = program(workspace)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("outpostctl starts");
    // A command that reads no stdin may have ended before.
    let _ = child.stdin.take().expect("stdin").write_all(stdin.as_bytes());
    child.wait_with_output().expect("outpostctl ends")
}

/// A running `outpostctl serve`.
struct Served {
    child: Child,
    url: String,
    _stdout: BufReader<ChildStdout>,
}

impl Served {
    fn start(workspace: &Path, args: &[&str]) -> Self {
        let mut command = program(workspace);
        command.args(["serve", "--listen", "127.0.0.1:0"]).args(args);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("outpostctl starts");
        let mut stdout = BufReader::new(child.stdout.take().expect("stdout"));
        let mut line = String::new();
        stdout.read_line(&mut line).expect("a line");
        let url = line
            .trim()
            .strip_prefix("outpost listening on ")
            .unwrap_or_else(|| panic!("{line}"));
        Self {
            url: url.to_owned(),
            child,
            _stdout: stdout,
        }
    }
    fn address(&self) -> SocketAddr {
        let (_, address) = self.url.split_once("://").expect("a URL");
        address.parse().expect("an address")
    }
    /// One request over plain HTTP; answers the whole response.
    fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(self.address()).expect("it answers");
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .expect("a limit");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn init(workspace: &Path) {
    let made = run(
        workspace,
        &["--json", "init", "--name", "Wang", "--password-stdin"],
        PASSWORD,
    );
    assert!(made.status.success(), "{made:?}");
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

#[test]
fn it_says_where_it_listens_and_others_read_beside_it() {
    let folder = tempfile::tempdir().expect("a folder");
    init(folder.path());
    let served = Served::start(folder.path(), &[]);
    let status = served.ask(
        "POST /api/access.status HTTP/1.1\r\nhost: x\r\nx-outpost: 1\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}",
    );
    assert!(
        status.starts_with("HTTP/1.1 200") && status.contains("\"initialized\":true"),
        "{status}"
    );
    // Reads, the check and backups work beside it; whatever writes is told who is there.
    let people = run(
        folder.path(),
        &["--json", "call", "users.page", r#"{"offset":0,"limit":9}"#],
        "",
    );
    assert_eq!(json(&people)["rows"][0]["login"], "admin");
    let check = run(folder.path(), &["--json", "verify"], "");
    assert_eq!(json(&check)["ok"], true, "{check:?}");
    let backup = run(folder.path(), &["--json", "backup"], "");
    assert_eq!(json(&backup)["verified"], true, "{backup:?}");
    for args in [["call", "policies.install_presets"], ["restore", "x.db"]] {
        let refused = run(folder.path(), &[&["--json"], &args[..]].concat(), "");
        assert_eq!(refused.status.code(), Some(1), "{refused:?}");
        let error = &json(&refused)["error"];
        assert_eq!(error["code"], "workspace_in_use", "{error}");
        assert!(
            error["params"]["owner"]
                .as_str()
                .is_some_and(|owner| owner.contains("serve")),
            "{error}"
        );
    }
}

#[test]
fn commands_tell_refusals_usage_and_success_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let code = |output: &Output| output.status.code();
    let missing = run(&folder.path().join("typo"), &["verify"], "");
    assert_eq!(code(&missing), Some(1));
    assert!(
        !folder.path().join("typo").exists(),
        "a mistyped name makes no workspace"
    );
    init(folder.path());
    let weak = run(
        &folder.path().join("b"),
        &["init", "--name", "x", "--password-stdin"],
        "short",
    );
    assert_eq!(code(&weak), Some(1));
    assert!(
        String::from_utf8_lossy(&weak.stderr).contains("[password_weak"),
        "{weak:?}"
    );
    assert_eq!(code(&run(folder.path(), &["frob"], "")), Some(2));
    assert_eq!(code(&run(folder.path(), &["--help"], "")), Some(0));
    assert_eq!(code(&run(folder.path(), &["operations"], "")), Some(0));
    // With two administrators nobody can be meant by no name.
    let second = format!(
        r#"{{"login":"li","name":"li","password":"{PASSWORD}","roles":["admin"],"scope":{{"kind":"all"}},"must_change_password":false}}"#
    );
    assert_eq!(
        code(&run(folder.path(), &["call", "access.create_user", "-"], &second)),
        Some(0)
    );
    assert_eq!(code(&run(folder.path(), &["call", "jobs.list"], "")), Some(2));
    assert_eq!(
        code(&run(folder.path(), &["--as", "li", "call", "jobs.list"], "")),
        Some(0)
    );
    assert_eq!(
        code(&run(folder.path(), &["--as", "wu", "call", "jobs.list"], "")),
        Some(1)
    );
    let words = run(folder.path(), &["call", "no.such", "--as", "li"], "");
    assert!(
        !String::from_utf8_lossy(&words.stderr).contains("panicked"),
        "{words:?}"
    );
}

#[test]
fn a_backup_comes_back_also_over_a_damaged_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let workspace = folder.path().join("w");
    init(&workspace);
    let backup = json(&run(&workspace, &["--json", "backup"], ""));
    let name = backup["name"].as_str().expect("a name").to_owned();
    std::fs::write(workspace.join("outpost.db"), "not a database at all").expect("damaged");
    let damaged = run(&workspace, &["--json", "call", "jobs.list"], "");
    assert_eq!(json(&damaged)["error"]["code"], "workspace_not_a_database");
    let restored = run(&workspace, &["--json", "restore", &name], "");
    assert!(restored.status.success(), "{restored:?}");
    let check = run(&workspace, &["--json", "verify"], "");
    assert_eq!(json(&check)["ok"], true, "{check:?}");
    let elsewhere = folder.path().join("elsewhere.db");
    std::fs::copy(workspace.join("backups").join(&name), &elsewhere).expect("copied");
    let restored = run(&workspace, &["restore", &elsewhere.display().to_string()], "");
    assert!(restored.status.success(), "{restored:?}");
    let unknown = run(&workspace, &["--json", "restore", "none.db"], "");
    assert_eq!(json(&unknown)["error"]["code"], "not_found");
}

#[test]
fn a_table_goes_in_and_comes_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let workspace = folder.path().join("w");
    init(&workspace);
    let path = |name: &str| folder.path().join(name).display().to_string();
    let table = "Ticket,Type,Opened,Closed\nA-1,Leak,2026-03-02 09:00,2026-03-02 17:00\nA-2,Noise,2026-03-03 09:00,\nA-3,Noise,soon,\n";
    std::fs::write(folder.path().join("t.csv"), table).expect("written");
    let mapping =
        r#"{"external_number":"Ticket","category":"Type","opened_at":"Opened","closed_at":"Closed"}"#;
    std::fs::write(folder.path().join("m.json"), mapping).expect("written");
    let import = |more: &[&str]| {
        let (table, mapping) = (path("t.csv"), path("m.json"));
        let all = [
            &[
                "--json",
                "import",
                "work_orders",
                &table,
                "--mapping",
                &mapping,
                "--create-missing",
            ],
            more,
        ]
        .concat();
        run(&workspace, &all, "")
    };
    let dry = import(&["--dry-run"]);
    assert_eq!(
        (dry.status.code(), json(&dry)["rejected"].as_i64()),
        (Some(1), Some(1)),
        "{dry:?}"
    );
    let whole = import(&[]);
    assert_eq!(
        (whole.status.code(), json(&whole)["committed"].as_bool()),
        (Some(1), Some(false)),
        "{whole:?}"
    );
    let good = import(&["--take-good", "--rejects", &path("r.csv")]);
    assert_eq!(
        (good.status.code(), json(&good)["created"].as_i64()),
        (Some(0), Some(2)),
        "{good:?}"
    );
    let rejects = std::fs::read_to_string(folder.path().join("r.csv")).expect("rejects");
    assert!(
        rejects.contains("soon") && rejects.contains("Opened"),
        "{rejects}"
    );
    let filter = r#"{"field":"category","op":"eq","value":"Noise"}"#;
    let out = path("o.csv");
    let columns = "external_number,category";
    let export = [
        "--json",
        "export",
        "work_orders",
        &out,
        "--filter",
        filter,
        "--columns",
        columns,
    ];
    let exported = run(&workspace, &export, "");
    assert_eq!(json(&exported)["rows"], 1, "{exported:?}");
    let text = std::fs::read_to_string(&out).expect("a table");
    assert!(
        text.lines().nth(1).is_some_and(|line| line == "A-2,Noise"),
        "{text}"
    );
    assert_eq!(
        run(&workspace, &["export", "work_orders", &path("o.txt")], "")
            .status
            .code(),
        Some(2)
    );
    assert_eq!(
        run(&workspace, &["export", "nothing", &out], "").status.code(),
        Some(1)
    );
}

#[test]
fn cases_are_answered_without_a_workspace() {
    let folder = tempfile::tempdir().expect("a folder");
    let answered = run(
        &folder.path().join("none"),
        &["--json", "sla", "-"],
        r#"{"cases": [{"id": "x"}]}"#,
    );
    assert!(answered.status.success(), "{answered:?}");
    let result = &json(&answered)["results"][0];
    assert!(
        result["id"] == "x" && result["error"]["code"].is_string(),
        "{result}"
    );
    let broken = run(folder.path(), &["sla", "-"], "{");
    assert_eq!(broken.status.code(), Some(1), "{broken:?}");
}
