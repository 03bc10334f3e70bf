//! The regular expressions of adapters: the part of the usual syntax that names and addresses need, in linear time.
//!
//! ```text
//! literals  .  [a-z_]  [^|]  \d \w \s \D \W \S \t \n \r  \. (any sign)  ^ $ \b \B  |
//! (…)  (?:…)  (?<name>…)  *  +  ?  {2}  {2,}  {2,5}, each with ? behind it for the shortest   (?i) in front
//! ```
//!
//! Letters, digits and blanks of `\w`, `\d`, `\s`, and case under `(?i)`, are ASCII's. The first alternative that fits
//! wins, as in Perl.
//!
//! # Why
//! The smallest crate for this is a twentieth of the panel. This one is a backtracking matcher that remembers where it has
//! been, so that no pattern takes longer than its length times the text's (R. Cox, Regular Expression Matching: the
//! Virtual Machine Approach, 2009). The tests hold it against `regex-lite`.

use std::ops::Range;

/// Steps of a pattern at most, repetitions written out.
const MAX_STEPS: usize = 4_000;
/// Steps times bytes of text at most; longer texts fit nothing.
const MAX_WORK: usize = 16 << 20;

/// Why a text is no pattern.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} at character {}", at + 1)]
pub struct ExpressionError {
    /// Which character, from 0.
    at: usize,
    what: &'static str,
}

/// Characters: ranges, both ends included.
#[derive(Clone, Debug)]
struct Set {
    not: bool,
    ranges: Vec<(char, char)>,
}

/// One step; the numbers are distances to other steps, so that parts can be put anywhere.
#[derive(Clone, Debug)]
enum Step {
    One(Set),
    /// Goes on at both, the first one first.
    Fork(isize, isize),
    Jump(isize),
    Save(usize),
    Start,
    End,
    /// Whether a word begins or ends here.
    Edge(bool),
}

/// A pattern ready for use.
#[derive(Clone, Debug)]
pub(super) struct Expression {
    steps: Vec<Step>,
    /// Names of groups with their numbers.
    names: Vec<(String, usize)>,
    groups: usize,
}

/// Where a pattern fits.
#[derive(Debug)]
pub(super) struct Found<'t> {
    text: &'t str,
    slots: Vec<Option<usize>>,
}

impl<'t> Found<'t> {
    /// What a group holds; 0 is all of it. None for groups that took no part.
    pub(super) fn group(&self, number: usize) -> Option<&'t str> {
        self.text.get(self.range(number)?)
    }

    fn range(&self, number: usize) -> Option<Range<usize>> {
        let slot = |at: usize| self.slots.get(at).copied().flatten();
        Some(slot(2 * number)?..slot(2 * number + 1)?)
    }
}

impl Expression {
    /// Reads a pattern.
    pub(super) fn new(pattern: &str) -> Result<Self, ExpressionError> {
        let (fold, body) = pattern.strip_prefix("(?i)").map_or((false, pattern), |body| (true, body));
        let mut parser =
            Parser { chars: body.chars().collect(), at: 0, fold, depth: 0, names: Vec::new(), groups: 1 };
        let mut steps = vec![Step::Save(0)];
        steps.extend(parser.alternatives()?);
        if parser.at < parser.chars.len() {
            return Err(parser.error("a ) without its ("));
        }
        steps.push(Step::Save(1));
        Ok(Self { steps, names: parser.names, groups: parser.groups })
    }

    /// The number of the group of this name.
    pub(super) fn named(&self, name: &str) -> Option<usize> {
        self.names.iter().find(|(of, _)| of == name).map(|(_, number)| *number)
    }

    /// The first place where it fits.
    pub(super) fn find<'t>(&self, text: &'t str) -> Option<Found<'t>> {
        self.find_from(text, 0)
    }

    /// The text cut wherever it fits.
    pub(super) fn split<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let (mut parts, mut from, mut at) = (Vec::new(), 0, 0);
        while let Some(range) = self.find_from(text, at).and_then(|found| found.range(0)) {
            at = range.end;
            if range.is_empty() {
                let Some(next) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
                at += next.len_utf8();
                continue; // between two characters is no place to cut
            }
            parts.extend(text.get(from..range.start));
            from = range.end;
        }
        parts.extend(text.get(from..));
        parts
    }

    fn find_from<'t>(&self, text: &'t str, from: usize) -> Option<Found<'t>> {
        let width = text.len() + 1;
        if self.steps.len().saturating_mul(width) > MAX_WORK {
            return None;
        }
        let mut run = Run {
            steps: &self.steps,
            text,
            slots: vec![None; 2 * self.groups],
            been: vec![0; (self.steps.len() * width).div_ceil(64)],
        };
        (from..width).filter(|at| text.is_char_boundary(*at)).find(|at| run.fits(*at))?;
        Some(Found { text, slots: run.slots })
    }
}

/// One search.
struct Run<'a> {
    steps: &'a [Step],
    text: &'a str,
    slots: Vec<Option<usize>>,
    /// A bit for each step at each place: what failed there once fails there again.
    been: Vec<u64>,
}

/// What to go back to when a way fails (backtracking).
enum Choice {
    /// Another way: its step, from that place in the text.
    Try(usize, usize),
    /// Gives a group back what it held.
    Restore(usize, Option<usize>),
}

impl Run<'_> {
    fn fits(&mut self, start: usize) -> bool {
        let mut choices = vec![Choice::Try(0, start)];
        while let Some(choice) = choices.pop() {
            match choice {
                Choice::Restore(slot, old) => self.save(slot, old),
                Choice::Try(step, at) => {
                    if self.follow(step, at, &mut choices) {
                        return true;
                    }
                }
            }
        }
        false
    }

    fn save(&mut self, slot: usize, value: Option<usize>) {
        if let Some(place) = self.slots.get_mut(slot) {
            *place = value;
        }
    }

    /// Takes steps until one fails or all are done.
    fn follow(&mut self, mut step: usize, mut at: usize, choices: &mut Vec<Choice>) -> bool {
        loop {
            let Some(now) = self.steps.get(step) else { return true };
            let bit = step * (self.text.len() + 1) + at;
            let Some(word) = self.been.get_mut(bit / 64) else { return false };
            if *word >> (bit % 64) & 1 == 1 {
                return false;
            }
            *word |= 1 << (bit % 64);
            let rest = self.text.get(at..).unwrap_or_default();
            let mut next = 1;
            let fits = match now {
                Step::One(set) => rest.chars().next().is_some_and(|c| {
                    at += c.len_utf8();
                    set.has(c)
                }),
                Step::Fork(first, second) => {
                    choices.push(Choice::Try(step.wrapping_add_signed(*second), at));
                    next = *first;
                    true
                }
                Step::Jump(offset) => {
                    next = *offset;
                    true
                }
                Step::Save(slot) => {
                    choices.push(Choice::Restore(*slot, self.slots.get(*slot).copied().flatten()));
                    self.save(*slot, Some(at));
                    true
                }
                Step::Start => at == 0,
                Step::End => rest.is_empty(),
                Step::Edge(wanted) => {
                    let before = self.text.get(..at).and_then(|text| text.chars().next_back());
                    (before.is_some_and(is_word) != rest.chars().next().is_some_and(is_word)) == *wanted
                }
            };
            if !fits {
                return false;
            }
            step = step.wrapping_add_signed(next);
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

impl Set {
    fn has(&self, c: char) -> bool {
        self.ranges.iter().any(|(from, to)| (*from..=*to).contains(&c)) != self.not
    }
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    fold: bool,
    depth: usize,
    names: Vec<(String, usize)>,
    groups: usize,
}

impl Parser {
    fn error(&self, what: &'static str) -> ExpressionError {
        ExpressionError { at: self.at, what }
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += 1;
        Some(c)
    }

    /// Goes behind a word, if it stands here.
    fn eat(&mut self, word: &str) -> bool {
        let here = self.chars.get(self.at..).unwrap_or_default();
        let stands = word.chars().enumerate().all(|(n, c)| here.get(n) == Some(&c));
        if stands {
            self.at += word.chars().count();
        }
        stands
    }

    fn alternatives(&mut self) -> Result<Vec<Step>, ExpressionError> {
        self.depth += 1;
        if self.depth > 50 {
            return Err(self.error("too many ( inside each other"));
        }
        let mut steps = self.sequence()?;
        if self.eat("|") {
            let others = self.alternatives()?;
            steps.insert(0, Step::Fork(1, offset(steps.len() + 2)));
            steps.push(Step::Jump(offset(others.len() + 1)));
            steps.extend(others);
        }
        self.depth -= 1;
        Ok(steps)
    }

    fn sequence(&mut self) -> Result<Vec<Step>, ExpressionError> {
        let mut steps = Vec::new();
        while let Some(c) = self.peek().filter(|c| !matches!(c, '|' | ')')) {
            self.at += 1;
            let one = self.one(c)?;
            let one = self.repeated(one)?;
            steps.extend(one);
            if steps.len() > MAX_STEPS {
                return Err(self.error("a pattern too long with its repetitions written out"));
            }
        }
        Ok(steps)
    }

    fn one(&mut self, c: char) -> Result<Vec<Step>, ExpressionError> {
        let step = match c {
            '(' => return self.group(),
            '[' => Step::One(self.class()?),
            '.' => Step::One(Set { not: true, ranges: vec![('\n', '\n')] }),
            '^' => Step::Start,
            '$' => Step::End,
            '\\' if self.eat("b") => Step::Edge(true),
            '\\' if self.eat("B") => Step::Edge(false),
            '\\' => Step::One(self.escape()?),
            '*' | '+' | '?' | '{' => return Err(self.error("a repetition of nothing")),
            c => Step::One(self.set(vec![(c, c)])),
        };
        Ok(vec![step])
    }

    fn group(&mut self) -> Result<Vec<Step>, ExpressionError> {
        let mut number = None;
        if !self.eat("?:") {
            number = Some(self.groups);
            if self.eat("?<") || self.eat("?P<") {
                let mut name = String::new();
                while let Some(c) = self.next().filter(|c| *c != '>') {
                    name.push(c);
                }
                self.names.push((name, self.groups));
            } else if self.peek() == Some('?') {
                return Err(self.error("a kind of ( that is not known here"));
            }
            self.groups += 1;
        }
        let mut steps = self.alternatives()?;
        if !self.eat(")") {
            return Err(self.error("a ( without its )"));
        }
        if let Some(number) = number {
            steps.insert(0, Step::Save(2 * number));
            steps.push(Step::Save(2 * number + 1));
        }
        Ok(steps)
    }

    /// The steps as often as `*`, `+`, `?` or `{…}` behind them say.
    fn repeated(&mut self, one: Vec<Step>) -> Result<Vec<Step>, ExpressionError> {
        let (least, most) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                self.at += 1;
                let least = self.number()?;
                let most = if !self.eat(",") {
                    Some(least)
                } else if self.peek() == Some('}') {
                    None
                } else {
                    Some(self.number()?)
                };
                if self.peek() != Some('}') || most.is_some_and(|most| most < least) {
                    return Err(self.error("a { that is not {2}, {2,} or {2,5}"));
                }
                (least, most)
            }
            _ => return Ok(one),
        };
        self.at += 1;
        let shortest = self.eat("?");
        let fork = |behind: usize| {
            if shortest { Step::Fork(offset(behind), 1) } else { Step::Fork(1, offset(behind)) }
        };
        if most.unwrap_or(least).max(least) * (one.len() + 1) > MAX_STEPS {
            return Err(self.error("a repetition too long"));
        }
        let mut steps: Vec<Step> = Vec::new();
        let copies = if most.is_none() { least.saturating_sub(1) } else { least };
        for _ in 0..copies {
            steps.extend_from_slice(&one);
        }
        match most {
            // The way back stands behind the part, so that one that took nothing ends the repetition.
            None => {
                if least == 0 {
                    steps.push(fork(one.len() + 2));
                }
                let back = -offset(one.len());
                steps.extend(one);
                steps.push(if shortest { Step::Fork(1, back) } else { Step::Fork(back, 1) });
            }
            Some(most) => {
                for left in (1..=most - least).rev() {
                    steps.push(fork(left * (one.len() + 1)));
                    steps.extend_from_slice(&one);
                }
            }
        }
        Ok(steps)
    }

    fn number(&mut self) -> Result<usize, ExpressionError> {
        let mut number = None;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            self.at += 1;
            number = Some((number.unwrap_or(0) * 10 + digit as usize).min(MAX_STEPS));
        }
        number.ok_or_else(|| self.error("a { that is not {2}, {2,} or {2,5}"))
    }

    /// What stands behind `\`.
    fn escape(&mut self) -> Result<Set, ExpressionError> {
        let Some(c) = self.next() else { return Err(self.error("a \\ at the end")) };
        let ranges = match c.to_ascii_lowercase() {
            'd' => vec![('0', '9')],
            'w' => vec![('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')],
            's' => vec![('\t', '\r'), (' ', ' ')],
            _ => {
                let c = match c {
                    't' => '\t',
                    'n' => '\n',
                    'r' => '\r',
                    c if c.is_ascii_alphanumeric() || !c.is_ascii() => {
                        return Err(self.error("a \\ in front of what needs none"));
                    }
                    c => c,
                };
                return Ok(self.set(vec![(c, c)]));
            }
        };
        Ok(Set { not: c.is_ascii_uppercase(), ranges })
    }

    /// What stands between `[` and `]`.
    fn class(&mut self) -> Result<Set, ExpressionError> {
        let not = self.eat("^");
        let mut ranges = Vec::new();
        loop {
            let c = match self.next() {
                None => return Err(self.error("a [ without its ]")),
                Some(']') if !ranges.is_empty() => break,
                Some('[') => return Err(self.error("a [ inside of [ ]: write \\[")),
                Some('\\') => {
                    let set = self.escape()?;
                    if set.not {
                        return Err(self.error("a \\D, \\W or \\S inside of [ ]"));
                    }
                    match set.ranges.as_slice() {
                        [(from, to)] if from == to => *from,
                        _ => {
                            ranges.extend(set.ranges);
                            continue;
                        }
                    }
                }
                Some(c) => c,
            };
            let mut to = c;
            if self.peek() == Some('-') && self.chars.get(self.at + 1).is_some_and(|c| *c != ']') {
                self.at += 1;
                to = match self.next() {
                    Some('\\') => self.next(),
                    end => end,
                }
                .unwrap_or(c);
                if to < c {
                    return Err(self.error("a range whose end comes first"));
                }
            }
            ranges.push((c, to));
        }
        Ok(Set { not, ..self.set(ranges) })
    }

    /// Under `(?i)` with the other case.
    fn set(&self, mut ranges: Vec<(char, char)>) -> Set {
        if self.fold {
            for (from, to) in ranges.clone() {
                for (first, last) in [('a', 'z'), ('A', 'Z')] {
                    let (from, to) = (from.max(first), to.min(last));
                    if from <= to {
                        let other = |c: char| {
                            if first == 'a' { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }
                        };
                        ranges.push((other(from), other(to)));
                    }
                }
            }
        }
        Set { not: false, ranges }
    }
}

/// A distance between steps; patterns are far shorter than any number.
fn offset(steps: usize) -> isize {
    isize::try_from(steps).unwrap_or(isize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use regex_lite::Regex;

    /// Both give the same groups.
    fn compare(pattern: &str, text: &str) {
        let (ours, theirs) = (Expression::new(pattern).unwrap(), Regex::new(pattern).unwrap());
        let (found, known) = (ours.find(text), theirs.captures(text));
        assert_eq!(found.is_some(), known.is_some(), "{pattern} in {text:?}");
        if let (Some(found), Some(known)) = (found, known) {
            for group in 0..known.len() {
                let known = known.get(group).map(|m| m.as_str());
                assert_eq!(found.group(group), known, "group {group} of {pattern} in {text:?}");
            }
        }
        let no_empty = !theirs.is_match("") && theirs.find_iter(text).all(|m| !m.is_empty());
        if no_empty {
            assert_eq!(ours.split(text), theirs.split(text).collect::<Vec<_>>(), "{pattern} in {text:?}");
        }
    }

    #[test]
    fn patterns_of_adapters_fit_as_elsewhere() {
        for pattern in [
            r"^(?:\(\d+\+?\) )?([^|]+?)(?: [-–] [^|]+)? \| LinkedIn$",
            r"^(?:.+ [|–—·•»:-] )?([^|–—·•»]+?)$",
            r"^/(?:lightning/r/(?:Account/)?|one/one\.app[^#]*#/sObject/)(?<id>001[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?)(?:[/?#]|$)",
            r"^([0-9][^a-z]*K?\+? (?:employees|Beschäftigte))",
            r"^[^:]+: (.+?)\. ",
            " · ",
            r"(?i)\bcfo\b|[k-m]+",
        ] {
            for text in [
                "(3) Maren Holt - CFO – Alderney | LinkedIn",
                "News – Home | Über uns · Corvid",
                "/lightning/r/Account/0015e00000AbCdEAAV/view",
                "/one/one.app?x#/sObject/0015e00000AbCdE",
                "1,001+ employees",
                "Current company: Alderney Mutual. Click",
                "KLM, our Cfo",
                "",
            ] {
                compare(pattern, text);
            }
        }
        let id = Expression::new(r"^/in/(?<id>[^/?#]+)").unwrap();
        let found = id.find("/in/maren-holt/details").unwrap();
        assert_eq!(id.named("id").and_then(|at| found.group(at)), Some("maren-holt"));
    }

    #[test]
    fn what_is_no_pattern_is_told_with_its_place() {
        for bad in
            ["(", "a)", "[a", "*", "a{2", "a{3,2}", r"\", r"\q", "(?=a)", "[b-a]", "a{5000}", "[[:alpha:]]"]
        {
            assert!(Expression::new(bad).is_err(), "{bad}");
        }
        let error = Expression::new("(.+? \\| CRM$").unwrap_err();
        assert_eq!(error.to_string(), "a ( without its ) at character 13");
        assert!(Expression::new(&"(".repeat(100_000)).is_err());
    }

    #[test]
    fn no_pattern_takes_long() {
        let slow = Expression::new("^(a*)*(a|aa)+(a?){30}$").unwrap();
        assert!(slow.find(&format!("{}b", "a".repeat(3_000))).is_none());
    }

    /// Patterns out of their parts.
    fn pattern() -> impl Strategy<Value = String> {
        let leaf = prop_oneof![
            Just("a"),
            Just("b"),
            Just("é"),
            Just("."),
            Just("[ab]"),
            Just("[^a]"),
            Just(r"\d"),
            Just(r"\w"),
            Just("^"),
            Just("$"),
            Just(r"\b"),
            Just("[a-c-]"),
        ];
        let leaf = leaf.prop_map(str::to_owned);
        leaf.prop_recursive(4, 24, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("(?:{a}|{b})")),
                inner.clone().prop_map(|a| format!("({a})")),
                (
                    inner,
                    prop_oneof![
                        Just("*"),
                        Just("+"),
                        Just("?"),
                        Just("*?"),
                        Just("+?"),
                        Just("??"),
                        Just("{2}"),
                        Just("{1,3}"),
                        Just("{1,}?")
                    ]
                )
                    .prop_map(|(a, times)| format!("(?:{a}){times}")),
            ]
        })
    }

    #[test]
    fn a_repetition_of_a_repetition_ends() {
        compare("(?:(?:(?:\\d)*|[a-c-]))*", "-"); // found by the test below
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

        #[test]
        fn any_pattern_fits_where_it_fits_elsewhere(pattern in pattern(), text in "[ab1é \n-]{0,9}") {
            let (ours, theirs) = (Expression::new(&pattern).unwrap(), Regex::new(&pattern).unwrap());
            let found = ours.find(&text).and_then(|found| found.range(0));
            prop_assert_eq!(found, theirs.find(&text).map(|m| m.range()), "{} in {:?}", pattern, text);
        }

        #[test]
        fn no_text_makes_the_parser_panic(pattern in "[(|)\\[\\]a\\\\{},*+?:<>^$.2-]{0,20}") {
            if let Ok(expression) = Expression::new(&pattern) {
                expression.find("aa(b2");
            }
        }
    }
}
