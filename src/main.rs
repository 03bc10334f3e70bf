//! The command-line door: see `pitchside --help`.

fn main() {}
