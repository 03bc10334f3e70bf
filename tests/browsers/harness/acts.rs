//! What a rep does in the panel besides pressing keys.

use super::{Browser, Panel};
use anyhow::Result;
use serde_json::{Value, json};

/// Clicks the first control that the selector names.
pub async fn click(browser: &mut impl Browser, css: &str) -> Result<()> {
    browser.in_panel("document.querySelector(arg).click(); return 1", json!(css)).await.map(drop)
}

/// Puts words into the search field.
pub async fn ask(browser: &mut impl Browser, words: &str) -> Result<()> {
    let type_in = "const field = document.querySelector('#q, input[type=search]'); field.focus(); field.value = arg; \
        field.dispatchEvent(new window.InputEvent('input', {bubbles: true})); return 1";
    browser.in_panel(type_in, json!(words)).await.map(drop)
}

/// Fills in fields of a form by their names and hands it in.
pub async fn fill(browser: &mut impl Browser, form: &str, fields: Value) -> Result<()> {
    let fill = "const form = document.querySelector(`[data-form=${arg.form}]`); \
        for (const [name, value] of Object.entries(arg.fields)) form.elements.namedItem(name).value = value; \
        form.requestSubmit(); return 1";
    browser.in_panel(fill, json!({"form": form, "fields": fields})).await.map(drop)
}

/// Enters a prospect by hand, or corrects the one in view.
pub async fn correct(browser: &mut impl Browser, fields: Value) -> Result<()> {
    browser.press("e").await?;
    browser.panel_when("the form", |p| p.state == "correct").await?;
    fill(browser, "full", fields).await?;
    browser.panel_when("the list after the form", |p| p.settled() && p.state != "correct").await.map(drop)
}

/// Says something of the first piece to marketing.
pub async fn say(browser: &mut impl Browser, view: &str, words: &str) -> Result<Panel> {
    browser.press("b").await?;
    browser.panel_when("the form for feedback", |p| p.state == "feedback").await?;
    fill(browser, "feedback", json!({"view": view, "note": words})).await?;
    browser.panel_when("the list after feedback", |p| p.settled() && p.state != "feedback").await
}

/// Copies the first piece.
pub async fn copy_first(browser: &mut impl Browser) -> Result<()> {
    browser.press("Enter").await?;
    browser.panel_when("the confirmation", |p: &Panel| p.text.contains("Copied")).await?;
    Ok(())
}

/// Opens the settings.
pub async fn settings(browser: &mut impl Browser) -> Result<()> {
    browser.press(",").await?;
    browser.panel_when("the settings", |p| p.state == "settings").await.map(drop)
}

/// Goes back to the list and to its row: the control that led away would take Enter.
pub async fn back_to_list(browser: &mut impl Browser) -> Result<()> {
    browser.press("Escape").await?;
    browser.panel_when("the list", |p: &Panel| p.state == "ready").await?;
    browser.press("Escape").await
}
