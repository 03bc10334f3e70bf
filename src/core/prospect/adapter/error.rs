//! What can be wrong with an adapter's file.

use crate::prospect::ExpressionError;
use crate::value::Wrong;

/// What is wrong with an adapter's file, with what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum AdapterError {
    /// No JSON.
    #[error("{file}: {what}; the keys and their types are in src/core/prospect/ADAPTERS.md")]
    Json {
        /// The file's name.
        file: String,
        /// What the parser says, with line and column.
        what: String,
    },
    /// A key that the form doesn't have, or a value of the wrong type.
    #[error("{file}: {source}; the keys and their types are in src/core/prospect/ADAPTERS.md")]
    Form {
        /// The file's name.
        file: String,
        /// What is wrong, and where.
        source: Wrong,
    },
    /// A pattern that is no regular expression.
    #[error("{file}: {path}: “{pattern}” is not a pattern: {source}; escape ( ) . ? + * [ with \\\\")]
    Pattern {
        /// The file's name.
        file: String,
        /// Where in the file: `pages[0].fields.name[1].trim`.
        path: String,
        /// The pattern.
        pattern: String,
        /// What the parser of patterns says.
        source: ExpressionError,
    },
    /// Anything else that makes a rule useless.
    #[error("{file}: {path}: {what}")]
    Rule {
        /// The file's name.
        file: String,
        /// Where in the file.
        path: String,
        /// What is wrong and how to mend it.
        what: String,
    },
}
