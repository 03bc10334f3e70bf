//! Zips that are the same on every machine: sorted names, one fixed time, no attributes of files.

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
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
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
    }
}
