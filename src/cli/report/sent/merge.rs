//! Files of one rep are put together: sent twice, or again a week later with most of the same days.

use super::read::{Event, RepsFile};
use std::collections::HashMap;

/// Files of old that have so many events in common are one rep's: a number, a day, pieces and a mark that is salted on one
/// machine do not come together by chance.
const IN_COMMON: usize = 3;

/// One rep, without a name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rep {
    /// The language of the browser, of the newest file; possibly empty.
    pub language: String,
    /// The region; possibly empty.
    pub region: String,
    /// Every event once, in order.
    pub events: Vec<Event>,
}

/// All reps, in no telling order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// One entry each.
    pub reps: Vec<Rep>,
    /// Names of files in which there was nothing new.
    pub doubles: Vec<String>,
}

/// Puts the files of each rep together.
pub fn merge(files: Vec<RepsFile>) -> Merged {
    let groups = by_rep(&files);
    let mut merged = Merged::default();
    let mut waiting: Vec<Option<RepsFile>> = files.into_iter().map(Some).collect();
    for group in groups {
        let mut rep = Rep::default();
        // How often each event is there: one with a number once, one of old as often as one file says.
        let mut there: HashMap<Event, usize> = HashMap::new();
        for at in group {
            let Some(file) = waiting.get_mut(at).and_then(Option::take) else { continue };
            let before = rep.events.len();
            let mut here: HashMap<Event, usize> = HashMap::new();
            for event in file.events {
                let again = here.entry(event.clone()).or_default();
                *again += 1;
                let known = there.entry(event.clone()).or_default();
                if (*known == 0 || event.number == 0) && *again > *known {
                    *known += 1;
                    rep.events.push(event);
                }
            }
            if rep.events.len() == before && before > 0 {
                merged.doubles.push(file.name);
            }
            for (has, of_file) in [(&mut rep.language, file.language), (&mut rep.region, file.region)] {
                if !of_file.is_empty() {
                    *has = of_file;
                }
            }
        }
        rep.events.sort_by_key(|event| (event.day, event.number));
        merged.reps.push(rep);
    }
    merged
}

/// Numbers of files that are one rep's: by the mark of the installation, in files of old by what they have in common.
fn by_rep(files: &[RepsFile]) -> Vec<Vec<usize>> {
    let mut group_of: Vec<usize> = (0..files.len()).collect();
    let mut of_mark: HashMap<&str, usize> = HashMap::new();
    let mut having: HashMap<&Event, Vec<usize>> = HashMap::new();
    for (at, file) in files.iter().enumerate() {
        if file.from.is_empty() {
            for event in &file.events {
                let files = having.entry(event).or_default();
                if files.last() != Some(&at) {
                    files.push(at);
                }
            }
        } else {
            let first = *of_mark.entry(&file.from).or_insert(at);
            join(&mut group_of, first, at);
        }
    }
    let mut common: HashMap<(usize, usize), usize> = HashMap::new();
    for files in having.values() {
        for pair in files.windows(2) {
            if let [first, second] = *pair {
                *common.entry((first, second)).or_default() += 1;
            }
        }
    }
    for ((first, second), count) in common {
        let shorter =
            [first, second].into_iter().filter_map(|at| files.get(at)).map(|f| f.events.len()).min();
        if count >= IN_COMMON.min(shorter.unwrap_or(IN_COMMON)) {
            join(&mut group_of, first, second);
        }
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); files.len()];
    for at in 0..files.len() {
        let root = root(&group_of, at);
        if let Some(group) = groups.get_mut(root) {
            group.push(at);
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn root(group_of: &[usize], mut at: usize) -> usize {
    while let Some(up) = group_of.get(at).copied().filter(|up| *up != at) {
        at = up;
    }
    at
}

fn join(group_of: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(group_of, a), root(group_of, b));
    if let Some(group) = group_of.get_mut(a.max(b)) {
        *group = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pitchside_core::memory::log::What;

    fn event(day: &str, number: i64, asset: &str) -> Event {
        Event {
            day: day.parse().unwrap(),
            number,
            what: What::Copied,
            assets: vec![asset.into()],
            account: "".into(),
            words: "".into(),
            seconds: None,
            by: "".into(),
            place: 0,
            buyer: ["".into(), "".into(), "".into()],
            release: "".into(),
        }
    }

    fn file(name: &str, from: &str, events: &[Event]) -> RepsFile {
        RepsFile { name: name.into(), from: from.into(), events: events.to_vec(), ..RepsFile::default() }
    }

    #[test]
    fn overlapping_files_of_one_installation_count_each_event_once() {
        let all: Vec<Event> = (1..=6).map(|n| event(&format!("2026-05-0{n}"), n, "a")).collect();
        let merged = merge(vec![
            file("week 1", "m1", &all[..4]),
            file("week 2", "m1", &all[2..]),
            file("other", "m2", &all[..4]),
            file("week 2 again", "m1", &all[2..]),
        ]);
        let counts: Vec<usize> = merged.reps.iter().map(|rep| rep.events.len()).collect();
        assert_eq!(counts, [6, 4]);
        assert_eq!(merged.doubles, ["week 2 again"]);
    }

    #[test]
    fn files_of_old_are_told_by_what_they_have_in_common_and_repeat_within_a_day() {
        let twice = [
            event("2026-05-04", 0, "a"),
            event("2026-05-04", 0, "a"),
            event("2026-05-04", 0, "b"),
            event("2026-05-05", 0, "c"),
        ];
        let merged = merge(vec![
            file("one", "", &twice),
            file("two", "", &twice),
            file("three", "", &[event("2026-05-04", 0, "x")]),
        ]);
        let counts: Vec<usize> = merged.reps.iter().map(|rep| rep.events.len()).collect();
        assert_eq!((counts, merged.doubles), (vec![4, 1], vec!["two".to_owned()]));
    }
}
