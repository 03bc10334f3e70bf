//! Zips that are the same on every machine: sorted names, one fixed time, scripts (`#!`) that can be run.

use super::Files;
use std::io::{Cursor, Error, Result, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// One zip of all files.
///
/// # Errors
/// When a name or size is beyond what a zip can hold.
pub fn zip(files: &Files) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        // What is compressed already only costs time.
        let packed = [".png", ".webp", ".bin"].iter().any(|e| name.ends_with(e));
        let method = if packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        // Scripts can be run where a zip's attributes count: in the source archive.
        let mode = if bytes.starts_with(b"#!") { 0o755 } else { 0o644 };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default())
            .unix_permissions(mode);
        zip.start_file(name.as_str(), options).map_err(Error::other)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish().map_err(Error::other)?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_files_give_the_same_bytes() {
        let files = Files::from([("b".to_owned(), vec![1; 5000]), ("a/c.png".to_owned(), vec![2; 10])]);
        let first = zip(&files).unwrap();
        assert_eq!(first, zip(&files).unwrap());
        let mut archive = zip::ZipArchive::new(Cursor::new(first)).unwrap();
        assert_eq!(archive.by_index(0).unwrap().name().unwrap(), "a/c.png");
        assert_eq!(archive.by_index(0).unwrap().last_modified().unwrap().year(), 1980);
        let files =
            Files::from([("build.sh".to_owned(), b"#!/bin/bash\n".to_vec()), ("x.rs".to_owned(), vec![])]);
        let mut archive = zip::ZipArchive::new(Cursor::new(zip(&files).unwrap())).unwrap();
        let mut mode = |at: usize| archive.by_index(at).unwrap().unix_mode().unwrap() & 0o777;
        assert_eq!((mode(0), mode(1)), (0o755, 0o644));
    }
}
