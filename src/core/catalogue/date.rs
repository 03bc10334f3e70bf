//! A calendar day without time or zone: release and expiry dates are days on the rep's own calendar.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A day, stored as days since 1970-01-01 (negative before); written as `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date(i32);

/// A text that is no day of the calendar.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is not a date; write it as YYYY-MM-DD, for example 2026-05-04")]
pub struct DateError(pub String);

const EPOCH: i32 = 2_440_588; // Julian day of 1970-01-01

impl Date {
    /// The day `days` after 1970-01-01. Days outside the years −9999 to 9999 are clamped when shown.
    pub const fn from_days(days: i32) -> Self {
        Self(days)
    }

    /// Days since 1970-01-01.
    pub const fn days(self) -> i32 {
        self.0
    }

    /// The day of that year, month (1–12) and day of month, where there is one.
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = time::Month::try_from(month).ok()?;
        let date = time::Date::from_calendar_date(year, month, day).ok()?;
        Some(Self(date.to_julian_day() - EPOCH))
    }

    /// Year, month (1–12), day of month.
    pub fn ymd(self) -> (i32, u8, u8) {
        let date = time::Date::from_julian_day(self.0.saturating_add(EPOCH)).unwrap_or(time::Date::MIN);
        (date.year(), u8::from(date.month()), date.day())
    }

    /// Whole days from `earlier` to `self`; negative when `self` comes first.
    pub const fn days_since(self, earlier: Date) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// As a person writes it in a sentence: `4 May`, with the year when it is not `year`.
    pub fn in_words(self, year: i32) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let (y, m, d) = self.ymd();
        let month = MONTHS.get(usize::from(m).saturating_sub(1)).copied().unwrap_or("");
        if y == year { format!("{d} {month}") } else { format!("{d} {month} {y}") }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = self.ymd();
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let mut parts = text.trim().splitn(3, '-');
        let mut next = || parts.next()?.parse::<i32>().ok();
        let mut read = || {
            let year = next()?;
            let (month, day) = (u8::try_from(next()?).ok()?, u8::try_from(next()?).ok()?);
            Self::from_ymd(year, month, day)
        };
        read().ok_or_else(|| DateError(text.to_owned()))
    }
}

impl TryFrom<String> for Date {
    type Error = DateError;
    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> String {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_survives_text_and_days() {
        let date: Date = "2026-05-04".parse().unwrap();
        assert_eq!(date.to_string(), "2026-05-04");
        assert_eq!(Date::from_days(date.days()), date);
        assert_eq!(date.in_words(2026), "4 May");
        assert_eq!(date.in_words(2027), "4 May 2026");
        assert_eq!("1970-01-01".parse::<Date>().unwrap().days(), 0);
    }

    #[test]
    fn a_day_that_does_not_exist_is_named_in_the_error() {
        let error = "2026-02-30".parse::<Date>().unwrap_err();
        assert!(error.to_string().contains("2026-02-30"));
        assert!("".parse::<Date>().is_err());
        assert!("4 May".parse::<Date>().is_err());
    }
}
