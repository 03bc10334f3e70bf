//! Reading files in processes of their own.
//!
//! # Why
//! The parsers of PDF and Office files are other people's, and the files come from anywhere. A thread can't be
//! killed, and `catch_unwind` stops neither a stack overflow nor running out of memory. So the program starts
//! itself again as `pitchside worker`: one process reads many files, one after the other; whoever makes it die,
//! hang or swell is named and left out, and the next file gets a new process.
//!
//! # Protocol
//! ```text
//! request   one line of JSON on stdin       {"path": "/…/a.pdf", "extension": "pdf"}
//! answer    on stdout: u32 length of JSON · u32 length of the picture (little endian) · JSON · picture (WebP)
//!           JSON: {"Ok": Document} or {"Err": ExtractError}
//! ```

use super::cache::Cache;
use super::extract::{Document, ExtractError, extract, limits};
use serde::{Deserialize, Serialize};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Longest time for one file.
pub const DEADLINE: Duration = Duration::from_secs(20);
/// Address space of a worker in bytes.
#[cfg(unix)]
const MEMORY: u64 = 4 << 30;
/// Largest answer in bytes.
const ANSWER: u32 = 64 << 20;
/// Stack in bytes for parsers that recurse.
const STACK: usize = 64 << 20;
/// A process is replaced after so many files, so that what parsers leak stays small.
const FILES: usize = 250;

#[derive(Serialize, Deserialize)]
struct Request {
    path: PathBuf,
    extension: String,
}

type Answer = Result<Document, ExtractError>;

/// Reads files, each in a worker process when a program for it is known.
pub struct Readers {
    program: Option<PathBuf>,
    deadline: Duration,
    idle: Mutex<Vec<Worker>>,
    cache: Option<Cache>,
}

impl Readers {
    /// With `program` (the `pitchside` binary) files are read in processes; without in this process, where only
    /// panics are caught: for tests and files that are trusted.
    pub fn new(program: Option<PathBuf>) -> Self {
        Self { program, deadline: DEADLINE, idle: Mutex::default(), cache: None }
    }

    /// Another deadline than [`DEADLINE`].
    pub fn with_deadline(self, deadline: Duration) -> Self {
        Self { deadline, ..self }
    }

    /// Files that were read before are taken from there.
    pub fn with_cache(self, cache: Option<Cache>) -> Self {
        Self { cache, ..self }
    }

    /// The cache, if there is one.
    pub fn cache(&self) -> Option<&Cache> {
        self.cache.as_ref()
    }

    /// Reads one file with that SHA-256, unless the cache has it. May be called from several threads at once.
    ///
    /// # Errors
    /// The cause, as for [`extract`]; and timeout or crash of the worker.
    pub fn read_hashed(&self, sha: &str, path: &Path, extension: &str) -> Answer {
        let Some(cache) = &self.cache else { return self.read(path, extension) };
        if let Some(answer) = cache.get(sha, extension) {
            return answer;
        }
        let answer = self.read(path, extension);
        cache.put(sha, extension, &answer);
        answer
    }

    /// Reads one file. May be called from several threads at once.
    ///
    /// # Errors
    /// The cause, as for [`extract`]; and timeout or crash of the worker.
    pub fn read(&self, path: &Path, extension: &str) -> Answer {
        let Some(program) = &self.program else { return read_here(path, extension) };
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut worker = match idle {
            Some(worker) => worker,
            None => Worker::start(program).map_err(|e| io_error(&e))?,
        };
        let answer = worker.ask(path, extension, self.deadline);
        if worker.served < FILES {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
        }
        answer.unwrap_or_else(|failed| {
            // The process that failed was taken out of use by `served`; dropping it kills it.
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            idle.retain(|w| w.served < FILES);
            Err(failed)
        })
    }
}

fn io_error(error: &std::io::Error) -> ExtractError {
    ExtractError::Io { detail: error.to_string() }
}

struct Worker {
    child: Child,
    requests: ChildStdin,
    answers: Receiver<std::io::Result<(Vec<u8>, Vec<u8>)>>,
    served: usize,
}

impl Worker {
    fn start(program: &Path) -> std::io::Result<Self> {
        let mut child = Command::new(program)
            .arg("worker")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let missing = || std::io::Error::other("the worker has no pipes");
        let requests = child.stdin.take().ok_or_else(missing)?;
        let mut output = child.stdout.take().ok_or_else(missing)?;
        let (sender, answers) = sync_channel(1);
        std::thread::spawn(move || {
            loop {
                let frame = read_frame(&mut output);
                let last = frame.is_err();
                if sender.send(frame).is_err() || last {
                    return;
                }
            }
        });
        Ok(Self { child, requests, answers, served: 0 })
    }

    /// `Err` when this process must not be used again.
    fn ask(&mut self, path: &Path, extension: &str, deadline: Duration) -> Result<Answer, ExtractError> {
        let served = std::mem::replace(&mut self.served, FILES);
        let request = Request { path: path.to_owned(), extension: extension.to_owned() };
        let mut line =
            serde_json::to_vec(&request).map_err(|e| ExtractError::Io { detail: e.to_string() })?;
        line.push(b'\n');
        self.requests.write_all(&line).map_err(|_| ExtractError::Crashed)?;
        let (json, picture) = match self.answers.recv_timeout(deadline) {
            Ok(Ok(frame)) => frame,
            Err(RecvTimeoutError::Timeout) => {
                return Err(ExtractError::Timeout { seconds: deadline.as_secs() });
            }
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => return Err(ExtractError::Crashed),
        };
        let mut answer: Answer = serde_json::from_slice(&json).map_err(|_| ExtractError::Crashed)?;
        if let Ok(document) = &mut answer {
            document.thumbnail = picture;
        }
        self.served = served + 1;
        Ok(answer)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Already ended is fine, too.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read_frame(input: &mut impl Read) -> std::io::Result<(Vec<u8>, Vec<u8>)> {
    let mut number = || -> std::io::Result<u32> {
        let mut bytes = [0; 4];
        input.read_exact(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    };
    let (json, picture) = (number()?, number()?);
    if json > ANSWER || picture > ANSWER {
        return Err(std::io::Error::other("the answer is too large"));
    }
    let mut part = |length: u32| {
        let mut bytes = Vec::new();
        let read = input.take(u64::from(length)).read_to_end(&mut bytes)?;
        if read == length as usize { Ok(bytes) } else { Err(std::io::Error::other("the answer is cut")) }
    };
    Ok((part(json)?, part(picture)?))
}

/// The body of the hidden verb `worker`: answers requests until stdin ends.
///
/// # Errors
/// When stdin or stdout fail.
pub fn serve() -> std::io::Result<()> {
    std::panic::set_hook(Box::new(|_| {}));
    limit_memory();
    let mut output = std::io::stdout().lock();
    for line in BufReader::new(std::io::stdin()).lines() {
        let request: Request = serde_json::from_str(&line?)?;
        let mut answer = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn(move || read_here(&request.path, &request.extension))?
            .join()
            .unwrap_or(Err(ExtractError::Crashed));
        let picture = answer.as_mut().map(|d| std::mem::take(&mut d.thumbnail)).unwrap_or_default();
        let json = serde_json::to_vec(&answer)?;
        output.write_all(&(json.len() as u32).to_le_bytes())?;
        output.write_all(&(picture.len() as u32).to_le_bytes())?;
        output.write_all(&json)?;
        output.write_all(&picture)?;
        output.flush()?;
    }
    Ok(())
}

#[cfg(unix)]
fn limit_memory() {
    // Where the limit can't be set the deadline and the parsers' own limits remain.
    let _ = rlimit::setrlimit(rlimit::Resource::AS, MEMORY, MEMORY);
    let _ = rlimit::setrlimit(rlimit::Resource::CORE, 0, 0);
}

#[cfg(not(unix))]
fn limit_memory() {}

fn read_here(path: &Path, extension: &str) -> Answer {
    let size = std::fs::metadata(path).map_err(|e| io_error(&e))?.len();
    limits::file_size(size)?;
    let bytes = std::fs::read(path).map_err(|e| io_error(&e))?;
    let read = std::panic::catch_unwind(|| extract(&bytes, extension));
    read.unwrap_or_else(|_| Err(ExtractError::damaged("a fault in it confuses its reader")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer_with(script: &str, deadline: Duration) -> Answer {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("worker.sh");
        std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        Readers::new(Some(program)).with_deadline(deadline).read(Path::new("x.pdf"), "pdf")
    }

    #[cfg(unix)]
    #[test]
    fn a_worker_that_hangs_dies_or_talks_nonsense_costs_its_file_only() {
        let second = Duration::from_secs(1);
        assert_eq!(answer_with("exec sleep 60", second), Err(ExtractError::Timeout { seconds: 1 }));
        assert_eq!(answer_with("read line; kill -SEGV $$", DEADLINE), Err(ExtractError::Crashed));
        assert_eq!(answer_with("exec cat /dev/zero", DEADLINE).unwrap_err(), ExtractError::Crashed);
        assert_eq!(answer_with("exec yes", DEADLINE).unwrap_err(), ExtractError::Crashed);
    }
}
