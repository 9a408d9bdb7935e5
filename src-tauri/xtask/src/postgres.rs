//! A PostgreSQL cluster for the tests alone: in a temporary folder, on a free port of loopback, gone afterwards.

use crate::{
    outcome::{Outcome, on_path},
    process::{Started, answer_of, must},
};
use std::{
    env, fs,
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

const USER: &str = "outpost";
const DATABASE: &str = "outpost_test";

/// A cluster that runs. Dropping it stops it and removes its folder.
#[derive(Debug)]
pub struct Cluster {
    // The server must have stopped before its folder goes: fields are dropped in this order.
    server: Started,
    _folder: Folder,
    programs: PathBuf,
    port: u16,
}

impl Cluster {
    /// Makes and starts a cluster.
    pub fn start() -> Outcome<Self> {
        let programs = programs()
            .ok_or("PostgreSQL's server programs (initdb, postgres) were not found; put them on the PATH")?;
        let folder = Folder::new()?;
        let owner = Owner::needed()?;
        owner.give(&folder.0)?;
        let data = folder.0.join("data");
        let mut initdb = owner.command(&programs.join(exe("initdb")), &folder.0);
        let locale = if cfg!(target_os = "linux") {
            "--locale=C.UTF-8"
        } else {
            "--locale=C"
        };
        initdb
            .args(["-A", "trust", "-U", USER, "--encoding=UTF8", locale, "-D"])
            .arg(&data);
        must("initdb", &mut initdb, Duration::from_secs(120))?;
        let port = free_port()?;
        let mut postgres = owner.command(&programs.join(exe("postgres")), &folder.0);
        postgres.arg("-D").arg(&data).arg("-p").arg(port.to_string());
        // The machine may lose power during a test and nobody will mind: the tests are run again.
        for setting in [
            "listen_addresses=127.0.0.1",
            "fsync=off",
            "max_connections=300",
            "log_min_messages=panic",
        ] {
            postgres.args(["-c", setting]);
        }
        if cfg!(unix) {
            postgres
                .arg("-c")
                .arg(format!("unix_socket_directories={}", folder.0.display()));
        }
        postgres.stderr(fs::File::create(folder.0.join("log")).map_err(|why| why.to_string())?);
        // INT is PostgreSQL's "fast" end; TERM would wait until every client has left.
        let server = Started::spawn("postgres", &mut postgres)?.ends_by("INT");
        let mut cluster = Self {
            server,
            _folder: folder,
            programs,
            port,
        };
        cluster.wait()?;
        cluster.create_database()?;
        Ok(cluster)
    }

    /// The address of a database that tests may fill, as a user who may make more databases.
    pub fn url(&self) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/{DATABASE}", self.port)
    }

    /// Where `createdb` and its siblings are.
    pub fn programs(&self) -> &Path {
        &self.programs
    }

    fn client(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(exe(name)));
        command.args(["-h", "127.0.0.1", "-U", USER, "-p", &self.port.to_string()]);
        command
    }

    fn wait(&mut self) -> Outcome<()> {
        let until = Instant::now() + Duration::from_secs(60);
        while answer_of(self.client("pg_isready").args(["-d", "postgres"])).is_none() {
            self.server.still_runs()?;
            if Instant::now() > until {
                return Err("PostgreSQL did not answer within a minute".to_owned());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    fn create_database(&self) -> Outcome<()> {
        match answer_of(self.client("createdb").arg(DATABASE)) {
            Some(_) => Ok(()),
            None => Err("createdb failed on the new cluster".to_owned()),
        }
    }
}

/// A port of loopback that is free now.
pub fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|why| format!("loopback: {why}"))?;
    Ok(listener.local_addr().map_err(|why| why.to_string())?.port())
}

fn exe(name: &str) -> String {
    format!("{name}{}", env::consts::EXE_SUFFIX)
}

/// Debian keeps the server's programs off the search path, one folder for each version; the newest is taken. Elsewhere
/// they are on it, perhaps behind a link.
fn programs() -> Option<PathBuf> {
    let whole = |bin: &Path| {
        ["initdb", "postgres", "pg_isready", "createdb"]
            .iter()
            .all(|name| bin.join(exe(name)).is_file())
    };
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse().ok()?,
                entry.path().join("bin"),
            ))
        })
        .filter(|(_, bin)| whole(bin))
        .collect();
    versions.sort();
    let listed = versions.pop().map(|(_, bin)| bin);
    listed.or_else(|| {
        let found = fs::canonicalize(on_path("initdb")?).ok()?;
        found.parent().map(Path::to_path_buf).filter(|bin| whole(bin))
    })
}

/// A folder that goes when it is dropped.
#[derive(Debug)]
struct Folder(PathBuf);

impl Folder {
    fn new() -> Outcome<Self> {
        let path = env::temp_dir().join(format!("outpost-postgres-{}", std::process::id()));
        fs::create_dir_all(&path).map_err(|why| format!("{}: {why}", path.display()))?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(why) = fs::remove_dir_all(&self.0) {
            eprintln!("xtask: {} stays behind: {why}", self.0.display());
        }
    }
}

/// Who owns the cluster. PostgreSQL refuses to run as root, so root lends it a user of the system.
#[derive(Debug, Clone, Copy)]
struct Owner(Option<(u32, u32)>);

#[cfg(unix)]
impl Owner {
    fn needed() -> Outcome<Self> {
        if answer_of(Command::new("id").arg("-u")).as_deref() != Some("0") {
            return Ok(Self(None));
        }
        let users = fs::read_to_string("/etc/passwd").map_err(|why| format!("/etc/passwd: {why}"))?;
        let ids = |name: &str| {
            let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
            let mut fields = line.split(':').skip(2);
            Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
        };
        let lent = ids("postgres").or_else(|| ids("nobody"));
        lent.map(|lent| Self(Some(lent)))
            .ok_or_else(|| "there is no user `postgres` or `nobody`".to_owned())
    }

    fn give(self, folder: &Path) -> Outcome<()> {
        let Some((user, group)) = self.0 else {
            return Ok(());
        };
        std::os::unix::fs::chown(folder, Some(user), Some(group))
            .map_err(|why| format!("{}: {why}", folder.display()))
    }

    fn command(self, program: &Path, folder: &Path) -> Command {
        use std::os::unix::process::CommandExt as _;
        let mut command = Command::new(program);
        command.current_dir(folder);
        if let Some((user, group)) = self.0 {
            command.uid(user).gid(group);
        }
        command
    }
}

#[cfg(not(unix))]
impl Owner {
    fn needed() -> Outcome<Self> {
        Ok(Self(None))
    }

    fn give(self, _folder: &Path) -> Outcome<()> {
        Ok(())
    }

    fn command(self, program: &Path, folder: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(folder);
        command
    }
}
