//! Which program this is.

use std::path::PathBuf;

/// Where this program lies, to start it again: as the system says, else as it was called. Without `/proc`, in a container of
/// nothing but the program, Linux does not know. None for a bare name that only the shell's search path could explain.
pub fn this_program() -> Option<PathBuf> {
    std::env::current_exe().ok().or_else(|| {
        let called = PathBuf::from(std::env::args_os().next()?);
        let leads = called.components().count() > 1 && called.is_file();
        leads.then(|| std::path::absolute(&called).unwrap_or(called))
    })
}
