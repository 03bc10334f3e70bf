//! States that keys, clicks and words lead to from a page's answer.

use super::{Visitor, show};
use crate::{Browser, fixtures, until};
use anyhow::{Context, Result};
use serde_json::{Value, json};

/// What the rep does next.
pub enum Step {
    /// Presses a key.
    Press(&'static str),
    /// Clicks what the selector names, once it is there.
    Click(&'static str),
    /// Puts words into the field that the selector names, once it is there.
    Type(&'static str, &'static str),
    /// Waits for what the selector names.
    When(&'static str),
    /// “Copied” stands for two seconds: from here on it stands until the panel is loaded again.
    Hold,
}
use Step::{Click, Hold, Press, Type, When};

/// A state, the page where it begins, what is done there, and a selector of what is there then.
pub type Way = (&'static str, &'static str, &'static [Step], &'static str);

/// The list, and what opens in it and above it.
const LIST: &[Way] = &[
    // The first: nothing is lately used yet.
    ("none", fixtures::FEED, &[], "[data-state=none] .message"),
    ("ready", fixtures::MAREN, &[], "[data-state=ready] .card"),
    ("ready for a company", fixtures::COMPANY, &[], "[data-state=ready] .card"),
    ("evidence", fixtures::MAREN, &[Press("Escape"), Click(".evidence summary")], ".evidence[open] dl"),
    ("why", fixtures::MAREN, &[Press("w")], ".why-table li"),
    ("menu", fixtures::MAREN, &[Press("m")], "[aria-expanded=true] + .menu"),
    ("copied", fixtures::MAREN, &[Hold, Press("Enter")], ".btn.done"),
    ("pinned", fixtures::MAREN, &[Press("p")], "[data-do=pin][aria-pressed=true]"),
];

/// Answers to questions.
const SEARCH: &[Way] = &[
    ("search", fixtures::MAREN, &[Type("#q", "close")], "[data-state=search] .hit"),
    ("search understood", fixtures::MAREN, &[Type("#q", "case study for insurance")], ".asked .chip"),
    ("search corrected", fixtures::MAREN, &[Type("#q", "insurnace")], ".said"), // typos: skip
    ("search without answer", fixtures::MAREN, &[Type("#q", "qxzqxz")], "[data-state=search-empty] .message"),
];

/// The reader.
const READER: &[Way] = &[
    ("reader", fixtures::MAREN, &[Press("r")], "[data-state=reader] .text"),
    (
        "reader with the first page enlarged",
        fixtures::MAREN,
        &[Press("r"), Click("[data-do=enlarge]")],
        ".cover.large img",
    ),
    (
        "reader find",
        fixtures::MAREN,
        &[Press("r"), When("[data-state=reader] .text"), Press("/"), Type("#find-q", "close")],
        "mark.at",
    ),
    (
        "reader with a table",
        fixtures::MAREN,
        &[
            Type("#q", "price per entity edition"),
            When(".passage"),
            Press("ArrowDown"),
            Press("r"),
            Click("[data-do=page-next]"),
        ],
        ".text table",
    ),
    (
        "reader of an internal piece",
        fixtures::MAREN,
        &[Type("#q", "battlecard ledgerfox"), When(".passage"), Press("ArrowDown"), Press("r")],
        "#tray .badge.lock",
    ),
];

/// The other pages.
const PAGES: &[Way] = &[
    ("correct", fixtures::MAREN, &[Press("e")], "[data-state=correct] [data-form=full]"),
    ("settings", fixtures::MAREN, &[Press(",")], "[data-state=settings] .settings"),
    (
        "settings with a site sought",
        fixtures::MAREN,
        &[Press(","), Type("#site-q", "sales")],
        "[data-state=settings] [data-list] .site",
    ),
    ("feedback", fixtures::MAREN, &[Press("b")], "[data-form=feedback]"),
    ("keys", fixtures::MAREN, &[Press("?")], "[data-state=keys] dl"),
    (
        "log",
        fixtures::RUTH,
        &[
            Press("Enter"),
            When(".btn.done"),
            Press("f"),
            When(".starred"),
            Press(","),
            Click("[data-do=log]"),
        ],
        "[data-state=log] .log li",
    ),
    (
        "kept",
        fixtures::RUTH,
        &[Press("Enter"), When(".btn.done"), Press(","), Click(".settings [data-do=review]")],
        "[data-state=review] .account",
    ),
    (
        "kept and about to be erased",
        fixtures::RUTH,
        &[Press(","), Click(".settings [data-do=review]"), Click("[data-do=erase-all]")],
        "[data-state=review] .account",
    ),
];

/// What the ways before have left.
const LEFT: &[Way] = &[("favourites", fixtures::FEED, &[], "[data-state=none] .card.starred")];

/// Goes every way.
pub async fn walk<B: Browser>(visitor: &mut impl Visitor<B>, browser: &mut B) -> Result<()> {
    for (name, page, steps, there) in [LIST, SEARCH, READER, PAGES, LEFT].concat() {
        browser.recognise(page).await?;
        for step in steps {
            take(browser, step).await.with_context(|| format!("on the way to “{name}”"))?;
        }
        when(browser, there).await.with_context(|| format!("the state “{name}”"))?;
        show(visitor, browser, name).await?;
        browser.panel_anew().await?;
    }
    Ok(())
}

async fn take(browser: &mut impl Browser, step: &Step) -> Result<()> {
    match step {
        Press(key) => browser.press(key).await,
        Click(css) => {
            when(browser, css).await?;
            crate::acts::click(browser, css).await
        }
        Type(css, words) => {
            when(browser, css).await?;
            let fill = "const field = document.querySelector(arg.css); field.focus(); field.value = arg.words; \
                field.dispatchEvent(new window.InputEvent('input', {bubbles: true})); return 1";
            browser.in_panel(fill, json!({"css": css, "words": words})).await.map(drop)
        }
        When(css) => when(browser, css).await,
        Hold => {
            let hold = "const start = window.setTimeout; \
                window.setTimeout = (then, ms, ...more) => ms < 2000 ? start(then, ms, ...more) : 0; return 1";
            browser.in_panel(hold, Value::Null).await.map(drop)
        }
    }
}

/// Waits until the panel shows what the selector names.
pub async fn when(browser: &mut impl Browser, css: &str) -> Result<()> {
    let look = "const found = [...document.querySelectorAll(arg)]; \
        const seen = document.documentElement.dataset.state + ': ' + document.body.innerText; \
        return found.some(one => one.checkVisibility()) ? '' : seen";
    until(&format!("“{css}” in the panel"), async || {
        // A panel that is being loaded has no document to ask.
        Ok(match browser.in_panel(look, json!(css)).await {
            Ok(Value::String(seen)) if seen.is_empty() => Ok(()),
            Ok(seen) => Err(seen.to_string()),
            Err(error) => Err(format!("{error:#}")),
        })
    })
    .await
}
