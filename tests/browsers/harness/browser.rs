//! What a rep does and sees, the same words for both browsers.

use super::until;
use anyhow::Result;
use serde::Deserialize;
use serde_json::{Value, json};

/// One row of the panel's list, as shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Card {
    /// The asset's number in the index.
    pub asset: u32,
    pub title: String,
    /// Kind and length: `Case study, 2 pages`.
    pub kind: String,
    pub reason: String,
}

/// The panel as it stands at one moment.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Panel {
    /// `data-state` of the document: `ready`, `none`, `unsure`, `access`, `broken`, … ; empty while it boots.
    pub state: String,
    /// The person, the company or the message's headline.
    pub heading: String,
    /// What stands below the name.
    pub role: String,
    pub cards: Vec<Card>,
    /// All visible text.
    pub text: String,
    /// Page time and duration of the last measure `pitchside:list-shown`, in milliseconds.
    pub shown_at: f64,
    pub shown_in: f64,
}

impl Panel {
    /// Nothing is being awaited any more.
    pub fn settled(&self) -> bool {
        !matches!(self.state.as_str(), "" | "reading" | "starting" | "loading")
    }
}

/// The state in which the panel asks for a click on the icon.
pub const NO_ACCESS: &str = "access";

/// Body of a function of the panel's `document` and `window`.
const SNAPSHOT: &str = r"
    const all = (root, css) => [...root.querySelectorAll(css)];
    const words = node => node ? node.textContent.replace(/\s+/g, ' ').trim() : '';
    const last = window.performance.getEntriesByName('pitchside:list-shown', 'measure').pop();
    return {
        state: document.documentElement.dataset.state || '',
        heading: words(document.querySelector('h1')),
        role: words(document.querySelector('.who p')),
        cards: all(document, '.card[data-asset]').map(card => ({
            asset: Number(card.dataset.asset),
            title: words(card.querySelector('.title')),
            kind: all(card, '.meta > span:not(.star)').map(words).filter(Boolean).join(', '),
            reason: words(card.querySelector('.why')),
        })),
        text: document.body ? document.body.innerText : '',
        shown_at: last ? last.startTime + last.duration : 0,
        shown_in: last ? last.duration : 0,
    };";

/// How many transitions and animations run that will end; those that a change of style just made begins are among them. In what
/// is not in view, such as closed details, Firefox lets none of them go on.
const MOVING: &str = "const ends = animation => Number.isFinite(animation.effect?.getComputedTiming().endTime); \
    const seen = animation => animation.effect.target?.checkVisibility() ?? true; \
    return document.getAnimations().filter(a => a.playState === 'running' && ends(a) && seen(a)).length";

/// A browser with the extension in it and one window for the rep.
#[allow(async_fn_in_trait)]
pub trait Browser {
    /// A page of the browser's own, which no extension may read.
    const CLOSED_PAGE: &'static str;

    /// Opens a page in the rep's tab.
    async fn goto(&mut self, url: &str) -> Result<()>;

    /// Clicks the extension's icon for the active tab: opens the panel and lets it read this page.
    async fn click_icon(&mut self) -> Result<()>;

    /// Runs the body of a function of `document`, `window` and `arg` in the panel.
    async fn in_panel(&mut self, body: &str, arg: Value) -> Result<Value>;

    /// The same in the rep's tab.
    async fn in_page(&mut self, body: &str, arg: Value) -> Result<Value>;

    /// Presses a key in the panel: a WebDriver or DOM key name such as `Enter`, `ArrowDown`, `a`.
    async fn press(&mut self, key: &str) -> Result<()>;

    /// Pastes into an element of the rep's tab.
    async fn paste(&mut self, css: &str) -> Result<()>;

    /// Closes the panel as the browser's own cross does.
    async fn close_panel(&mut self) -> Result<()>;

    /// Whether the panel is open.
    async fn panel_is_open(&mut self) -> Result<bool>;

    /// Opens another tab with a page and makes it the active one.
    async fn new_tab(&mut self, url: &str) -> Result<()>;

    /// Makes the n-th tab (in order of opening) the active one.
    async fn switch_tab(&mut self, n: usize) -> Result<()>;

    /// Closes every tab but the active one.
    async fn close_other_tabs(&mut self) -> Result<()>;

    /// Gives the panel a width and height of its own, in CSS pixels, and waits until it is at rest.
    async fn resize_panel(&mut self, width: u32, height: u32) -> Result<()>;

    /// `light` or `dark`, as the system would say it; waits until colours have changed.
    async fn set_scheme(&mut self, scheme: &str) -> Result<()>;

    /// The panel alone as it stands, as a PNG.
    async fn picture(&mut self) -> Result<Vec<u8>>;

    /// What the panel shows now.
    async fn panel(&mut self) -> Result<Panel> {
        Ok(serde_json::from_value(self.in_panel(SNAPSHOT, Value::Null).await?)?)
    }

    /// The panel once it fits.
    async fn panel_when(&mut self, what: &str, mut fits: impl FnMut(&Panel) -> bool) -> Result<Panel> {
        until(what, async || {
            // A panel that is just being opened or reloaded has no document to ask.
            Ok(match self.panel().await {
                Ok(panel) if fits(&panel) => Ok(panel),
                Ok(panel) => Err(format!("{panel:?}")),
                Err(error) => Err(format!("{error:#}")),
            })
        })
        .await
    }

    /// Waits until every transition and animation in the panel has ended that ever will: half-way between two colours a
    /// button has neither's contrast.
    async fn at_rest(&mut self) -> Result<()> {
        until("the panel to be at rest", async || {
            let moving = self.in_panel(MOVING, Value::Null).await?;
            Ok(if moving == 0 { Ok(()) } else { Err(format!("{moving} transitions or animations run")) })
        })
        .await
    }

    /// Loads the panel's page again, as closing and opening it would, and gives what it shows then.
    async fn panel_anew(&mut self) -> Result<Panel> {
        let again = "document.documentElement.dataset.before = ''; window.location.reload(); return 1";
        self.in_panel(again, Value::Null).await?;
        until("the panel to be loaded again", async || {
            let old = "return document.documentElement.dataset.before !== undefined";
            // While the panel loads there is no document to ask.
            let old = self.in_panel(old, Value::Null).await.unwrap_or(Value::Bool(true));
            Ok(if old == false { Ok(()) } else { Err(old.to_string()) })
        })
        .await?;
        self.panel_when("the panel's answer", Panel::settled).await
    }

    /// Opens a page in a tab of its own, where nothing is granted yet, clicks the icon and waits until the panel has
    /// its answer.
    ///
    /// A panel that is open already must have let go of the old page before the click, so that its old answer is not
    /// taken for the new one.
    async fn recognise(&mut self, url: &str) -> Result<Panel> {
        self.new_tab(url).await?;
        self.close_other_tabs().await?;
        if self.panel_is_open().await? {
            self.panel_when("the panel to say that it may not read the new tab", |p| p.state == NO_ACCESS)
                .await?;
        }
        self.click_icon().await?;
        let answered = |p: &Panel| p.settled() && p.state != NO_ACCESS;
        self.panel_when(&format!("the panel's answer for {url}"), answered).await
    }

    /// Pastes into the mail page and gives (rich HTML, plain text).
    async fn paste_into_mail(&mut self) -> Result<(String, String)> {
        self.goto(super::site::MAIL).await?;
        self.paste("#rich").await?;
        self.paste("#plain").await?;
        let read =
            "return [document.querySelector('#rich').innerHTML, document.querySelector('#plain').value]";
        Ok(serde_json::from_value(self.in_page(read, json!(null)).await?)?)
    }
}
