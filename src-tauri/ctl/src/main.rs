use std::process::ExitCode;

fn main() -> ExitCode {
    outpost_ctl::main()
}
