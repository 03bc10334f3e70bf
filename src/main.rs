//! The command-line door: see `pitchside --help`.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
