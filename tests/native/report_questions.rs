//! Questions of reps that mean the same are put together, whoever typed them in whatever language.

use pitchside::report::group;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;
use std::time::Instant;

/// A labelled question: the group it belongs to, its language, its text.
struct Labelled {
    group: String,
    language: String,
    text: String,
}

fn labelled(file: &str) -> Vec<Labelled> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judged/questions").join(file);
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text.lines().skip(1).map(|line| {
        let mut cells = line.split('\t').map(str::to_owned);
        let mut cell = || cells.next().unwrap();
        Labelled { group: cell(), language: cell(), text: cell() }
    });
    rows.collect()
}

/// Pairs of questions: put together and rightly so, put together, to be put together.
#[derive(Clone, Copy, Default)]
struct Pairs {
    right: u32,
    found: u32,
    wanted: u32,
}

impl Pairs {
    fn f1(self) -> f64 {
        2.0 * f64::from(self.right) / f64::from((self.found + self.wanted).max(1))
    }
}

impl fmt::Display for Pairs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |of: u32| f64::from(self.right) / f64::from(of.max(1));
        write!(
            f,
            "precision {:.3}, recall {:.3}, F1 {:.3} ({} of {} right, {} wanted)",
            share(self.found),
            share(self.wanted),
            self.f1(),
            self.right,
            self.found,
            self.wanted
        )
    }
}

/// What is reached on all pairs, on those within a language and on those across.
fn measure(questions: &[Labelled]) -> [Pairs; 3] {
    let texts: Vec<&str> = questions.iter().map(|question| question.text.as_str()).collect();
    let groups = group(&texts, &[]);
    let mut of = vec![0; texts.len()];
    for (number, group) in groups.iter().enumerate() {
        group.iter().for_each(|at| of[*at] = number);
    }
    let mut pairs = [Pairs::default(); 3];
    for (b, two) in questions.iter().enumerate() {
        for (a, one) in questions[..b].iter().enumerate() {
            let (found, wanted) = (of[a] == of[b], one.group == two.group);
            for at in [0, 1 + usize::from(one.language != two.language)] {
                pairs[at].right += u32::from(found && wanted);
                pairs[at].found += u32::from(found);
                pairs[at].wanted += u32::from(wanted);
            }
        }
    }
    pairs
}

fn print(name: &str, pairs: [Pairs; 3]) {
    for (part, pairs) in ["all", "within a language", "across languages"].iter().zip(pairs) {
        println!("{name}, {part}: {pairs}");
    }
}

/// Groups as sets of texts, to compare whatever the numbers.
fn texts<'a>(groups: &[Vec<usize>], questions: &[&'a str]) -> BTreeSet<BTreeSet<&'a str>> {
    groups.iter().map(|group| group.iter().map(|at| questions[*at]).collect()).collect()
}

#[test]
fn questions_that_mean_the_same_are_grouped_as_the_developers_have_it() {
    let questions = labelled("development.tsv");
    if std::env::var_os("PITCHSIDE_SHOW_GROUPS").is_some() {
        let all: Vec<&str> = questions.iter().map(|question| question.text.as_str()).collect();
        for group in group(&all, &[]) {
            println!("--");
            group.iter().for_each(|at| println!("{}\t{}", questions[*at].group, questions[*at].text));
        }
    }
    let pairs = measure(&questions);
    print("development", pairs);
    assert!(pairs[0].f1() >= 0.78);
}

#[test]
fn questions_that_mean_the_same_are_grouped_as_a_blind_judge_has_it() {
    // Less than the .85 that was wished for. See the README beside the files before tuning on them.
    for (file, least) in [("groups.tsv", 0.5), ("close.tsv", 0.5), ("people.tsv", 0.5), ("factory.tsv", 0.35)]
    {
        let pairs = measure(&labelled(file));
        print(file, pairs);
        assert!(pairs[0].f1() >= least, "{file}");
    }
}

#[test]
fn near_misses_stay_apart() {
    for (one, other) in [
        ("data deletion after contract end", "data export at contract end"),
        ("price per user", "discount for many users"),
        ("SOC 2", "ISO 27001"),
        ("SOC 1 report", "SOC 2 report"),
        ("training for admins", "what does a training day cost"),
        ("Supportzeiten", "Reaktionszeit des Supports"),
    ] {
        assert_eq!(group(&[one, other], &[]).len(), 2, "{one} / {other}");
    }
}

#[test]
fn the_librarys_own_words_that_mean_the_same_count() {
    let questions = ["what does Pelikan do", "was macht NX40"];
    assert_eq!(group(&questions, &[]).len(), 2);
    let own = [vec!["Pelikan".to_owned(), "NX40".to_owned()]];
    assert_eq!(group(&questions, &own), [[0, 1]]);
}

#[test]
fn the_order_of_the_questions_makes_no_difference() {
    let questions = labelled("development.tsv");
    let texts_of: Vec<&str> = questions.iter().map(|question| question.text.as_str()).collect();
    let groups = texts(&group(&texts_of, &[]), &texts_of);
    let mut mixed = texts_of.clone();
    for shift in [1, 7, 40] {
        mixed.rotate_left(shift);
        mixed.swap(3, 50);
        assert_eq!(texts(&group(&mixed, &[]), &mixed), groups);
    }
    mixed.reverse();
    assert_eq!(texts(&group(&mixed, &[]), &mixed), groups);
}

#[test]
fn hostile_questions_are_grouped_each_once() {
    let long = ["preis ".repeat(1_700), "a".repeat(10_000), "verlängerung".repeat(900), "é".repeat(5_001)];
    let mut questions: Vec<&str> = long.iter().map(String::as_str).collect();
    questions.extend([
        "",
        " ",
        "?!… — ()",
        "😀👩‍👩‍👧",
        "\0\u{1b}[2J",
        "\u{202e}\u{ffff}",
        "価格はいくら",
        "",
        "1 2 3",
        "27001",
    ]);
    let groups = group(&questions, &[]);
    let mut places: Vec<usize> = groups.into_iter().flatten().collect();
    places.sort_unstable();
    assert_eq!(places, (0..questions.len()).collect::<Vec<_>>());
    assert!(group(&[], &[]).is_empty());
}

#[test]
fn a_library_full_of_questions_is_grouped_each_once() {
    // Without optimisation it takes some twenty times as long.
    let count = if cfg!(debug_assertions) { 2_000 } else { 20_000 };
    let words = labelled("development.tsv");
    let words: Vec<&str> = words.iter().flat_map(|question| question.text.split(' ')).collect();
    let mut seed = 7_u64;
    let mut word = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        words[(seed >> 33) as usize % words.len()]
    };
    let mixed: BTreeSet<String> =
        std::iter::repeat_with(|| [word(), word(), word(), word(), word(), word()].join(" "))
            .take(count)
            .collect();
    let mixed: Vec<&str> = mixed.iter().map(String::as_str).collect();
    let start = Instant::now();
    let groups = group(&mixed, &[]);
    let took = start.elapsed().as_secs_f64();
    println!("{} questions, {} groups, {took:.2} s", mixed.len(), groups.len());
    let mut places: Vec<usize> = groups.concat();
    places.sort_unstable();
    assert_eq!(places, (0..mixed.len()).collect::<Vec<_>>());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_questions_are_grouped_each_once_whatever_their_order(
        questions in prop::collection::vec("(\\PC{0,40}|(price|preis|user|daten|lösch|27001|[a-z]{1,9}| ){1,8})", 0..12),
    ) {
        let one: Vec<&str> = questions.iter().map(String::as_str).collect();
        let groups = group(&one, &[]);
        let mut places: Vec<usize> = groups.iter().flatten().copied().collect();
        places.sort_unstable();
        prop_assert_eq!(places, (0..one.len()).collect::<Vec<_>>());
        let other: Vec<&str> = one.iter().rev().copied().collect();
        prop_assert_eq!(texts(&groups, &one), texts(&group(&other, &[]), &other));
    }
}
