//! Titles and headlines.

use crate::catalogue::{Persona, Seniority};

/// What a title or headline says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Role {
    /// The current title.
    pub title: String,
    /// The employer where the headline names one.
    pub company: String,
    /// What the person works in.
    pub persona: Option<Persona>,
    /// How high the post is.
    pub seniority: Option<Seniority>,
}

/// Reads a title or headline.
pub fn role_of(headline: &str) -> Role {
    Role { title: headline.to_owned(), ..Role::default() }
}
