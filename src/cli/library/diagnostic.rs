//! What is wrong with a library: where, why, and what to do.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something is lost or wrong in the release: `check` ends with 1.
    Error,
    /// Worth a look; the release works.
    Warning,
}

/// One finding.
///
/// As JSON: `{"severity", "code", "file", "line", "cell", "asset", "message", "remedy"}`, empty ones left out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// File below the library's folder.
    pub file: String,
    /// Line of a text file or row of a sheet, counted from 1; 0 = the whole file.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub line: u32,
    /// The column's name as the file has it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cell: String,
    /// The asset's id.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub asset: String,
    /// A stable short name: `unknown-word`, `double-id` …
    pub code: Cow<'static, str>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
fn is_zero(line: &u32) -> bool {
    *line == 0
}

impl Diagnostic {
    /// An error in a file as a whole.
    pub fn error(
        code: &'static str,
        file: &str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Error,
            file: file.to_owned(),
            line: 0,
            cell: String::new(),
            asset: String::new(),
            code: Cow::Borrowed(code),
            message: message.into(),
            remedy: remedy.into(),
        }
    }

    /// A warning about a file as a whole.
    pub fn warning(
        code: &'static str,
        file: &str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, file, message, remedy) }
    }

    /// At that line and column.
    pub fn at(mut self, line: u32, cell: &str) -> Self {
        self.line = line;
        cell.clone_into(&mut self.cell);
        self
    }

    /// About that asset.
    pub fn about(mut self, asset: &str) -> Self {
        asset.clone_into(&mut self.asset);
        self
    }
}

impl fmt::Display for Diagnostic {
    /// `error[unknown-word] catalogue.csv:4 (personas): “Finanze” is not … ` and, on a line of its own, the remedy.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = if self.severity == Severity::Error { "error" } else { "warning" };
        write!(f, "{severity}[{}] {}", self.code, self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if !self.cell.is_empty() {
            write!(f, " ({})", self.cell)?;
        }
        write!(f, ": {}", self.message)?;
        if !self.remedy.is_empty() {
            write!(f, "\n    {}", self.remedy)?;
        }
        Ok(())
    }
}
