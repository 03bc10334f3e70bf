//! What a screen reader is told on the main way: who it is, the question, the pieces, and that the link is copied.

use anyhow::{Context, Result, ensure};
use pitchside_browsers::{Browser, Chromium, Firefox, Site, acts, fixtures, until};
use serde_json::{Value, json};

/// What the tree of either browser says, one node a line, top to bottom: role and name, in ARIA's words.
#[allow(async_fn_in_trait)]
trait Heard {
    async fn tree(&mut self) -> Result<Vec<String>>;
}

impl Heard for Chromium {
    async fn tree(&mut self) -> Result<Vec<String>> {
        let tree = self.panel_cdp("Accessibility.getFullAXTree", json!({})).await?;
        let nodes = tree["nodes"].as_array().context("no tree")?;
        let by_id = |id: &Value| nodes.iter().find(|node| node["nodeId"] == *id);
        let mut lines = Vec::new();
        let mut waiting: Vec<&Value> = nodes.first().into_iter().collect();
        while let Some(node) = waiting.pop() {
            if node["ignored"] == false {
                let text = |of: &str| node[of]["value"].as_str().unwrap_or_default().to_owned();
                lines.push([text("role"), text("name")].join(" "));
            }
            waiting.extend(node["childIds"].as_array().into_iter().flatten().rev().filter_map(by_id));
        }
        Ok(lines)
    }
}

impl Heard for Firefox {
    async fn tree(&mut self) -> Result<Vec<String>> {
        // The service makes its tree once it is asked for, and only as long as somebody holds it.
        let walk = r#"
            window.heard ??= Cc["@mozilla.org/accessibilityService;1"].getService(Ci.nsIAccessibilityService);
            const windows = [...Services.wm.getEnumerator("navigator:browser")];
            const { SidebarController: sidebar } = windows.find((one) => one.SidebarController.isOpen);
            const frame = sidebar.browser.contentDocument.getElementById("webext-panels-browser");
            const lines = [];
            (function tell(node) {
                if (!node) return;
                lines.push([window.heard.getStringRole(node.role), node.name ?? ""].join(" "));
                for (let child = node.firstChild; child; child = child.nextSibling) tell(child);
            })(window.heard.getAccessibleFor(frame));
            done(lines);"#;
        until("the tree", async || {
            let tree: Vec<String> = serde_json::from_value(self.in_browser(walk, Value::Null).await?)?;
            let whole = tree.iter().any(|line| line.contains("Keyboard help"));
            Ok(if whole { Ok(tree) } else { Err(format!("{tree:?}")) })
        })
        .await
    }
}

/// Roles that both browsers are asked for, in ARIA's words.
const ROLES: [(&str, &str); 3] =
    [("pushbutton", "button"), ("toggle button", "button"), ("statusbar", "status")];

/// Whether lines with these roles and beginnings of names come in this order.
fn in_order(tree: &[String], wanted: &[(&str, &str)]) -> Result<()> {
    let mut left = tree.iter();
    for (role, name) in wanted {
        let heard = left.by_ref().any(|line| {
            let plain =
                ROLES.iter().find_map(|(theirs, ours)| Some([*ours, line.strip_prefix(theirs)?].concat()));
            let line = plain.as_ref().unwrap_or(line);
            line.strip_prefix(role)
                .is_some_and(|rest| rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(name)))
        });
        ensure!(heard, "no {role} “{name}” at its place in {tree:#?}");
    }
    Ok(())
}

async fn hears_the_main_way<B: Browser + Heard>(browser: &mut B, site: &Site) -> Result<()> {
    fixtures::serve_cases(site)?;
    browser.recognise(fixtures::MAREN).await?;
    let shown = browser.panel_when("both groups", |p| p.cards.len() > 12).await?;
    let tree = browser.tree().await?;
    let mut wanted = vec![
        ("region", "Prospect"),
        ("heading", "Maren Holt"),
        ("button", "Correct this prospect"),
        ("button", "Industry: Insurance"),
        ("searchbox", "Ask or search the library"),
        ("heading", "To send"),
        ("grid", "To send"),
    ];
    let kinds: Vec<String> =
        shown.cards.iter().map(|card| card.kind.split(',').next().unwrap_or_default().to_owned()).collect();
    for (number, (card, kind)) in shown.cards.iter().zip(&kinds).enumerate() {
        if number == 12 {
            wanted.extend([("heading", "To learn from"), ("grid", "To learn from")]);
        }
        wanted.extend([("row", card.title.as_str()), ("gridcell", kind), ("heading", &card.title)]);
        if number == 0 {
            wanted.extend([("button", "Copy link"), ("button", "Open"), ("button", "Read offline")]);
        }
    }
    wanted.extend([
        ("button", "What’s new"),
        ("button", "Settings"),
        ("button", "Keyboard help"),
        ("status", ""),
    ]);
    in_order(&tree, &wanted)?;
    ensure!(
        !tree.iter().any(|line| line.starts_with("grid") && line.contains('↓')),
        "a list is called by its name alone"
    );

    browser.press("Enter").await?;
    browser.panel_when("the confirmation", |p| p.text.contains("Copied")).await?;
    let said = "return document.getElementById('say').textContent";
    ensure!(browser.in_panel(said, Value::Null).await? == "Link copied", "the live region");
    in_order(&browser.tree().await?, &[("grid", "To send"), ("button", "Copied")])?;

    acts::ask(browser, "close in five days").await?;
    browser.panel_when("answers", |p| p.state == "search").await?;
    let title = "return document.querySelector('.hit .name').textContent";
    let title = browser.in_panel(title, Value::Null).await?;
    let title = title.as_str().context("no answer")?;
    let counted = "return document.querySelectorAll('.facets button').length > 1";
    ensure!(browser.in_panel(counted, Value::Null).await? == true, "kinds to choose from");
    let tree = browser.tree().await?;
    in_order(&tree, &[("searchbox", "Ask or search the library"), ("row", ""), ("button", "Copy")])?;
    ensure!(
        tree.iter().any(|line| line.starts_with("grid") && line.contains(title)),
        "answers stand under {title}: {tree:#?}"
    );

    browser.press("Escape").await?;
    browser.panel_when("the list", |p| p.state == "ready").await?;
    browser.press("r").await?;
    browser.panel_when("the text", |p| p.state == "reader").await?;
    in_order(
        &browser.tree().await?,
        &[
            ("button", "Back"),
            ("heading", &shown.cards[0].title),
            ("button", "Find in this piece"),
            ("article", ""),
        ],
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_reader_is_told_the_main_way_in_chromium() -> Result<()> {
    let Some((site, mut browser)) = crate::chromium().await? else { return Ok(()) };
    hears_the_main_way(&mut browser, &site).await?;
    browser.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_reader_is_told_the_main_way_in_firefox() -> Result<()> {
    let Some((site, mut browser)) = crate::firefox().await? else { return Ok(()) };
    hears_the_main_way(&mut browser, &site).await?;
    browser.quit().await
}
