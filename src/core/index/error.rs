//! What can go wrong with an index.

/// Why an index cannot be built or read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum IndexError {
    /// Not an index at all.
    #[error("this is not a Pitchside index; build one with `pitchside build`")]
    NotAnIndex,
    /// Made by another version.
    #[error(
        "the index has format version {found}, this program reads version {known}; build it again with `pitchside build`"
    )]
    Version {
        /// Version in the file.
        found: u16,
        /// Version that is read.
        known: u16,
    },
    /// Bytes are missing, added or changed.
    #[error("the index is damaged ({0}); install the package again or build it again with `pitchside build`")]
    Damaged(&'static str),
    /// More than the format can hold.
    #[error("the library is too large: {0}; split it into two libraries")]
    TooLarge(&'static str),
    /// Two assets share an id.
    #[error("two assets have the id “{0}”; give each its own in the catalogue")]
    DuplicateId(String),
    /// No such asset or passage.
    #[error("the index has no such {0}; the list shown is older than the index, search again")]
    NoSuch(&'static str),
}
