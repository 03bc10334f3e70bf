//! Writes PDF files, as small as they can be.

use std::fmt::Write as _;

/// A file of these objects; the first is the catalogue. What stands in them is the caller's, numbers from 1 on.
pub fn pdf_file(objects: &[String]) -> Vec<u8> {
    let (mut file, mut offsets) = (String::from("%PDF-1.7\n"), String::new());
    for (object, number) in objects.iter().zip(1..) {
        let _ = writeln!(offsets, "{:010} 00000 n ", file.len()); // 20 bytes a line, as the format wants it
        let _ = writeln!(file, "{number} 0 obj\n{object}\nendobj");
    }
    let (start, size) = (file.len(), objects.len() + 1);
    let _ = write!(
        file,
        "xref\n0 {size}\n0000000000 65535 f \n{offsets}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"
    );
    file.into_bytes()
}
