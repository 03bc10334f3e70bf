//! Questions in a document: blocks that ask become the headings of the blocks that answer.
//!
//! Found are a line or paragraph that is a question, a paragraph that begins with one, `Q:` and `A:`, rows of a table
//! whose first cell asks, and every row of a table that is headed as one of questions and answers.

use super::extract::Block;
use pitchside_core::catalogue::Passage;

/// Words of a question that serves as a heading.
const MOST_WORDS: usize = 30;
/// Between the cells of a row, as the readers of tables write it.
const CELL: &str = " · ";
/// What stands before a question, and before its answer.
const ASKS: &[&str] =
    &["q", "question", "f", "frage", "d", "domanda", "p", "pregunta", "pergunta", "v", "vraag"];
const ANSWERS: &[&str] =
    &["a", "answer", "antwort", "r", "reponse", "réponse", "risposta", "respuesta", "resposta", "antwoord"];

/// A question whose answer is awaited.
struct Open<'b> {
    block: &'b Block,
    question: &'b str,
    answered: bool,
}

/// The blocks, each with its question as its last heading if it answers one, and whether it does.
pub fn answers(blocks: &[Block]) -> Vec<(Block, bool)> {
    let mut out: Vec<(Block, bool)> = Vec::with_capacity(blocks.len());
    let mut open: Option<Open<'_>> = None;
    let mut table: Option<&str> = None; // the heading under which a table of questions and answers stands
    for block in blocks {
        if open.as_ref().is_some_and(|open| open.block.heading != block.heading || block.notes) {
            close(&mut open, &mut out);
        }
        let row = block.text.split_once(CELL).filter(|_| !block.notes);
        table = table.filter(|under| *under == block.heading && row.is_some());
        if let Some((asks, answer)) = row {
            if labelled(asks, ASKS) && labelled(answer.split(CELL).next().unwrap_or_default(), ANSWERS) {
                table = Some(&block.heading);
                continue;
            }
            if is_question(asks) || table.is_some() {
                close(&mut open, &mut out);
                out.push((under(block, asks, answer), true));
                continue;
            }
        }
        match split(&block.text).filter(|_| !block.notes) {
            Some((question, answer)) => {
                close(&mut open, &mut out);
                if !answer.is_empty() {
                    out.push((under(block, question, answer), true));
                }
                open = Some(Open { block, question, answered: !answer.is_empty() });
            }
            None => match &mut open {
                Some(open) => {
                    let answer = after_label(&block.text, ANSWERS).unwrap_or(&block.text);
                    out.push((under(block, open.question, answer), true));
                    open.answered = true;
                }
                None => {
                    let asked = block.heading.rsplit(Passage::BELOW).next().is_some_and(is_question);
                    out.push((block.clone(), asked));
                }
            },
        }
    }
    close(&mut open, &mut out);
    out
}

/// A question that nothing answers stays a text.
fn close(open: &mut Option<Open<'_>>, out: &mut Vec<(Block, bool)>) {
    if let Some(open) = open.take().filter(|open| !open.answered) {
        out.push((open.block.clone(), false));
    }
}

fn under(block: &Block, question: &str, answer: &str) -> Block {
    let question = after_label(question, ASKS).unwrap_or(question).trim();
    let above = if block.heading.is_empty() { "" } else { Passage::BELOW };
    Block {
        heading: format!("{}{above}{question}", block.heading),
        text: answer.trim().to_owned(),
        ..block.clone()
    }
}

/// Whether a text is one question, short enough for a heading.
pub fn is_question(text: &str) -> bool {
    let text = text.trim();
    let words = text.split_whitespace().count();
    let asks = text.ends_with(['?', '？']) || text.starts_with('¿');
    // A quote, an item to tick or “Ask: …” only speaks of a question.
    let begins = text.starts_with(|c: char| c.is_alphanumeric() || c == '¿');
    let inside = text.trim_end_matches(['?', '？']);
    asks && begins
        && (1..=MOST_WORDS).contains(&words)
        && !inside.contains(['.', '?', '!', '“', '”', '„', '"', ':', '·'])
}

/// The question that a paragraph begins with, and what follows it.
fn split(text: &str) -> Option<(&str, &str)> {
    if let Some(rest) = after_label(text, ASKS) {
        let answer = rest.match_indices([' ', '\n']).find_map(|(at, _)| {
            let tail = rest.get(at..)?.trim_start();
            after_label(tail, ANSWERS).map(|answer| (rest.get(..at).unwrap_or_default(), answer))
        });
        return Some(answer.unwrap_or((rest, "")));
    }
    let end = text.find(['?', '？'])?;
    let end = end + text.get(end..)?.chars().next()?.len_utf8();
    let (question, answer) = text.split_at_checked(end)?;
    // What follows a question is another sentence, not the end of a quote.
    let parted = answer.is_empty() || answer.starts_with(char::is_whitespace);
    (parted && is_question(question) && question.split_whitespace().count() >= 3)
        .then_some((question, answer.trim()))
}

/// What follows a label such as `Q:`, `A1.` or `Question 3:`; `None` without one.
fn after_label<'t>(text: &'t str, labels: &[&str]) -> Option<&'t str> {
    let (label, rest) = text.split_at_checked(text.find([':', ')', '.'])?)?;
    let bare = label.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ').to_lowercase();
    let lone = rest.starts_with(':') || bare.len() > 1 || label.chars().any(|c| c.is_ascii_digit());
    (lone && labels.contains(&bare.as_str()))
        .then(|| rest.trim_start_matches([':', ')', '.']).trim())
        .filter(|rest| !rest.is_empty())
}

/// Whether a cell heads a column of those: `Question`, `Answers`.
fn labelled(cell: &str, labels: &[&str]) -> bool {
    let cell = cell.trim().to_lowercase();
    let plural = |label: &&str| {
        let ends = ["", "s", "n", "en", "e"];
        label.len() > 1 && cell.strip_prefix(*label).is_some_and(|rest| ends.contains(&rest))
    };
    labels.iter().any(plural)
        || (labels == ASKS && cell == "fragen")
        || cell == "domande"
        || cell == "risposte"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(texts: &[&str]) -> Vec<(String, String, bool)> {
        let block =
            |text: &&str| Block { position: 1, heading: "H".into(), text: (*text).into(), notes: false };
        let blocks: Vec<Block> = texts.iter().map(block).collect();
        answers(&blocks).into_iter().map(|(b, answers)| (b.heading, b.text, answers)).collect()
    }

    #[test]
    fn every_form_of_a_question_becomes_the_heading_of_its_answer() {
        let answer = |q: &str, a: &str| (format!("H › {q}"), a.to_owned(), true);
        for texts in [
            &["Do you sign a BAA?", "Yes, before any data."][..],
            &["Do you sign a BAA? Yes, before any data."],
            &["Q: Do you sign a BAA?", "A: Yes, before any data."],
            &["Q: Do you sign a BAA? A: Yes, before any data."],
            &["Q1. Do you sign a BAA? A1. Yes, before any data."],
            &["Do you sign a BAA? · Yes, before any data."],
        ] {
            assert_eq!(found(texts), [answer("Do you sign a BAA?", "Yes, before any data.")], "{texts:?}");
        }
        let alone = found(&["Is anybody there at all?"]);
        assert_eq!(alone, [("H".to_owned(), "Is anybody there at all?".to_owned(), false)]);
        assert_eq!(
            found(&["Frage · Antwort", "Standort der Daten · Frankfurt", "Then a text."]),
            [answer("Standort der Daten", "Frankfurt"), ("H".into(), "Then a text.".into(), false)]
        );
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        for text in [
            "A plain text. Is it one? It is, with a question within.",
            "A: a label without a question",
            "Feature · Close · Ledgerfox",
            "What? Why? How?",
        ] {
            assert_eq!(found(&[text]), [("H".to_owned(), text.to_owned(), false)]);
        }
    }
}
