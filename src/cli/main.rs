//! The command-line door: see `pitchside --help`.

mod commands;

fn main() -> std::process::ExitCode {
    commands::run()
}
