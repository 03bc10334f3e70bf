//! A month of reps' files with a known truth, so that the report can be held against it: these pieces unused, these questions
//! without an answer, this rep sends twice, this file damaged. The same seed gives the same month.

use pitchside_core::catalogue::Date;
use serde_json::{Value, json};

/// 1 May 2026, in days since 1970.
const FIRST_DAY: i32 = 20_574;

/// SplitMix64 (Steele, Lea, Flood 2014).
pub struct Dice(pub u64);

impl Dice {
    /// Below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }
}

/// Questions that nothing answers, each as reps type it.
pub const GAPS: [[&str; 3]; 6] = [
    ["do you support sap s4 hana", "sap s4hana support", "s4 hana supported?"],
    ["offline mode on ships", "ships offline mode", "offline on a ship"],
    ["kosher kitchen inventory", "inventory of kosher kitchens", "kosher kitchen inventories"],
    ["braille invoices", "invoice in braille", "braille invoicing"],
    ["crypto treasury accounting", "accounting for crypto treasury", "treasury crypto accounting"],
    ["horse stable leasing", "leasing of horse stables", "horse stables lease"],
];

/// What was planted.
#[derive(Default)]
pub struct Truth {
    /// Pieces that no rep copied or opened.
    pub unused: Vec<String>,
    /// The piece in every list that nobody copies.
    pub passed_over: String,
    /// A piece that the library no longer has, and that is still copied.
    pub retired: String,
    /// Numbers into [`GAPS`] that at least three reps asked.
    pub gaps: Vec<usize>,
    /// Numbers into [`GAPS`] that fewer asked: nobody may see them.
    pub few: Vec<usize>,
    /// Names of files that hold nothing new.
    pub doubles: Vec<String>,
    /// Names of files that can't be read.
    pub damaged: Vec<String>,
    /// Industry, function, stage of a buyer whom nothing fits, met by at least three reps.
    pub buyer: [&'static str; 3],
    /// Events in all, each counted once.
    pub events: usize,
    /// How many reps there are.
    pub reps: usize,
}

/// Files by name, and what was planted in them.
pub fn month(
    seed: u64,
    pieces: &[String],
    reps: usize,
    days: usize,
    events: usize,
) -> (Vec<(String, String)>, Truth) {
    let mut dice = Dice(seed);
    let mut truth = Truth { buyer: ["Fisheries", "Legal", "discovery"], reps, ..Truth::default() };
    let half = pieces.len() / 2;
    let used = pieces.get(..half).unwrap_or_default();
    truth.unused = pieces.get(half..).unwrap_or_default().to_vec();
    truth.passed_over = truth.unused.first().cloned().unwrap_or_default();
    truth.retired = format!("retired-{seed}");
    truth.gaps = vec![dice.below(3), 3 + dice.below(3)];
    truth.few = vec![(0..6).find(|at| !truth.gaps.contains(at)).unwrap_or_default()];

    let mut files = Vec::new();
    for rep in 0..reps {
        let (mut logs, mut number) = (Vec::new(), 0_usize);
        for day in 0..days {
            let mut list: Vec<Value> = Vec::new();
            let mut note = |list: &mut Vec<Value>, mut event: Value| {
                number += 1;
                event["n"] = json!(number);
                event["release"] = json!(if day * 2 < days { "v41" } else { "v42" });
                list.push(event);
            };
            while list.len() < events {
                let mut shown: Vec<&str> = (0..5).map(|_| used[dice.below(used.len())].as_str()).collect();
                shown.push(&truth.passed_over);
                shown.dedup();
                note(&mut list, json!({"event": "shown", "assets": shown}));
                if dice.below(3) > 0 {
                    let at = dice.below(shown.len() - 1);
                    let seconds = 5 + dice.below(40);
                    note(
                        &mut list,
                        json!({"event": "copied", "assets": [shown[at]], "by": "list", "place": at + 1, "seconds": seconds}),
                    );
                }
                if dice.below(4) == 0 {
                    let words = format!("question number {}", dice.below(4));
                    let piece = &used[dice.below(used.len())];
                    note(
                        &mut list,
                        json!({"event": "copied", "assets": [piece], "by": "search", "place": 1, "words": words}),
                    );
                }
            }
            if day == 0 && rep < 4 {
                for gap in &truth.gaps {
                    note(&mut list, json!({"event": "unanswered", "words": GAPS[*gap][(rep + day) % 3]}));
                }
                note(
                    &mut list,
                    json!({"event": "copied", "assets": [truth.retired], "by": "kept", "place": 1}),
                );
                let [industry, function, stage] = truth.buyer;
                note(
                    &mut list,
                    json!({"event": "nothing_fits", "industry": industry, "function": function, "stage": stage}),
                );
            }
            if day == 0 && rep < 2 {
                note(&mut list, json!({"event": "unanswered", "words": GAPS[truth.few[0]][rep]}));
            }
            truth.events += list.len();
            let date = Date::from_days(FIRST_DAY + day as i32);
            logs.push((format!("log:{date}"), json!({"v": 1, "events": list})));
        }
        let file = |days: &[(String, Value)]| {
            let mut file = json!({"v": 2, "pitchside": "report", "language": "en", "region": "dach", "from": format!("{:012x}", rep + 1)});
            for (key, day) in days {
                file[key] = day.clone();
            }
            file.to_string()
        };
        // Most send one file; one sends every week all that there is, one the same file twice.
        match rep {
            0 => {
                for until in [days / 2, days] {
                    files.push((format!("rep-0-until-{until}.json"), file(&logs[..until])));
                }
            }
            1 => {
                for copy in ["rep-1-a.json", "rep-1-b.json"] {
                    files.push((copy.to_owned(), file(&logs)));
                }
                truth.doubles.push("rep-1-b.json".to_owned());
            }
            _ => files.push((format!("rep-{rep}.json"), file(&logs))),
        }
    }
    let cut: String =
        files.last().map(|(_, text)| text.chars().take(text.len() / 2).collect()).unwrap_or_default();
    files.push(("cut-off.json".to_owned(), cut));
    truth.damaged.push("cut-off.json".to_owned());
    (files, truth)
}
