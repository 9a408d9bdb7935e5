//! What the person who starts the app may say on the command line or in the environment.

use super::connection::Connection;
use std::{ffi::OsString, path::PathBuf};

/// The variable that names the workspace folder.
pub const WORKSPACE: &str = "OUTPOST_WORKSPACE";

/// Where the command line, or else the environment, says that the data is; none leaves it to the saved setting.
///
/// Unknown arguments are passed over: a desktop adds its own.
#[must_use]
pub fn chosen(args: impl IntoIterator<Item = OsString>, workspace: Option<OsString>) -> Option<Connection> {
    let mut args = args.into_iter();
    while let Some(arg) = args.next() {
        let text = arg.to_string_lossy().into_owned();
        let (name, joined) = match text.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(OsString::from(value))),
            None => (text, None),
        };
        match name.as_str() {
            "--workspace" => {
                return joined
                    .or_else(|| args.next())
                    .map(|folder| Connection::local(PathBuf::from(folder)));
            }
            "--server" => {
                let url = joined.or_else(|| args.next())?;
                return Some(Connection::Server {
                    url: url.to_string_lossy().into_owned(),
                });
            }
            _ => {}
        }
    }
    workspace
        .filter(|folder| !folder.is_empty())
        .map(|folder| Connection::local(PathBuf::from(folder)))
}

#[cfg(test)]
mod tests {
    use super::{Connection, chosen};
    use std::{ffi::OsString, path::PathBuf};

    fn check(args: &[&str], env: Option<&str>, expected: Option<Connection>) {
        assert_eq!(
            chosen(args.iter().map(OsString::from), env.map(OsString::from)),
            expected,
            "{args:?} {env:?}"
        );
    }

    #[test]
    fn the_command_line_goes_before_the_environment() {
        let folder = |name: &str| Some(Connection::local(PathBuf::from(name)));
        let server = Some(Connection::Server {
            url: "https://outpost.example".to_owned(),
        });
        check(&[], None, None);
        check(&[], Some(""), None);
        check(&[], Some("/data"), folder("/data"));
        check(&["--workspace", "/mine"], Some("/data"), folder("/mine"));
        check(&["-psn_0_1", "--workspace=/mine"], None, folder("/mine"));
        check(&["--server", "https://outpost.example"], Some("/data"), server);
        check(&["--workspace"], Some("/data"), None);
    }
}
