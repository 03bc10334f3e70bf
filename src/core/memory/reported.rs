//! When the rep is reminded of the report for marketing, and how much there is to send.

use super::log::{LOG, What, events_of, is, number};
use super::{Entry, versioned};
use crate::case;
use crate::catalogue::Date;
use crate::order;
use crate::value::{Object, Value, Wrong};

/// Days between two reminders.
const DAYS: i32 = 7;

/// How far the report has gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reported {
    /// The number of the last event that was saved; 0 before the first time.
    pub to: i32,
    /// The day on which it was saved, or put off.
    pub day: Option<Date>,
}

/// What is to be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// Events since the last report.
    pub events: usize,
    /// How many different questions of these had no answer.
    pub unanswered: usize,
}

impl Reported {
    pub(super) fn read(mut from: Object) -> Result<Self, Wrong> {
        let day = from.text("day")?.and_then(|day| day.parse().ok());
        Ok(Self { to: from.whole("to")?.unwrap_or_default(), day })
    }

    pub(super) fn write(self) -> Value {
        let entry = versioned().with("to", f64::from(self.to));
        match self.day {
            Some(day) => entry.with("day", day.to_string().as_str()),
            None => entry,
        }
        .into()
    }

    /// What is noted when all of a log was saved.
    pub fn now(days: &[Entry], today: Date) -> Self {
        let mut to = 0;
        for (_, day) in days {
            for event in events_of(day.clone()) {
                to = to.max(number(&event));
            }
        }
        Self { to, day: Some(today) }
    }

    /// Whether a reminder may be due at all: the log need not be read where it is not. A day that lies as far ahead was
    /// noted by a clock that has been put back since.
    pub fn may_be_due(&self, today: Date) -> bool {
        self.day.is_none_or(|day| (today.days() - day.days()).abs() >= DAYS)
    }

    /// What there is to send of a log; nothing before a week has passed since the last reminder, or since the first event.
    pub fn due(&self, days: &[Entry], today: Date) -> Option<Due> {
        let began = days.first().and_then(|(key, _)| case::without_front(key, LOG).parse().ok());
        if !(Self { day: self.day.or(began), ..*self }).may_be_due(today) {
            return None;
        }
        let mut due = Due::default();
        let mut questions: Vec<String> = Vec::new();
        for (_, day) in days {
            for event in events_of(day.clone()) {
                if number(&event) <= self.to {
                    continue;
                }
                due.events += 1;
                if let Ok(mut event) = event.object()
                    && is(&event, What::Unanswered)
                {
                    questions.push(case::lowered(&event.text("words").ok().flatten().unwrap_or_default()));
                }
            }
        }
        order::sort(&mut questions);
        questions.dedup();
        due.unanswered = questions.len();
        (due.events > 0).then_some(due)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// Days with an event each, numbered from 1; the second day's is a question.
    fn days() -> Vec<Entry> {
        let of = |key: &str, events: serde_json::Value| {
            let entry = serde_json::json!({"v": 1, "events": events});
            (key.to_owned(), serde_json::from_value(entry).unwrap())
        };
        vec![
            of("log:2026-05-01", serde_json::json!([{"event": "copied", "n": 1}])),
            of(
                "log:2026-05-05",
                serde_json::json!([
                    {"event": "unanswered", "words": "Escrow", "n": 2}, {"event": "unanswered", "words": "escrow", "n": 3},
                ]),
            ),
        ]
    }

    #[test]
    fn the_first_report_is_due_a_week_after_the_first_event() {
        let reported = Reported::default();
        assert_eq!(reported.due(&days(), day("2026-05-07")), None);
        assert_eq!(reported.due(&days(), day("2026-05-08")), Some(Due { events: 3, unanswered: 1 }));
        assert_eq!(reported.due(&[], day("2026-05-08")), None);
    }

    #[test]
    fn the_next_one_counts_what_came_since() {
        let reported = Reported { to: 1, day: Some(day("2026-05-04")) };
        assert_eq!(reported.due(&days(), day("2026-05-10")), None);
        assert_eq!(reported.due(&days(), day("2026-05-11")), Some(Due { events: 2, unanswered: 1 }));
        let all = Reported::now(&days(), day("2026-05-11"));
        assert_eq!(all.to, 3);
        assert_eq!(all.due(&days(), day("2026-06-11")), None);
    }

    #[test]
    fn a_clock_that_was_put_back_does_not_silence_it_for_good() {
        let reported = Reported { to: 0, day: Some(day("2031-01-01")) };
        assert!(reported.may_be_due(day("2026-05-11")));
    }

    #[test]
    fn it_is_read_as_it_was_written() {
        for reported in [Reported::default(), Reported { to: 34, day: Some(day("2026-05-04")) }] {
            assert_eq!(Reported::read(reported.write().object().unwrap()).unwrap(), reported);
        }
    }
}
