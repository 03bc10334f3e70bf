//! Following the active tab: access, observer, and dropping what holds no longer.

use super::{leave, one, turn};
use crate::effect::Effect;
use crate::message::{Reason, Timer};
use crate::state::{Situation, State, Tab};
use crate::update::{READING_IS_LATE_MS, TRY_AGAIN_MS};
use pitchside_core::prospect::Observation;

/// Hosts that no browser lets an extension read.
const CLOSED_HOSTS: [&str; 4] =
    ["chromewebstore.google.com", "chrome.google.com", "addons.mozilla.org", "accounts.firefox.com"];

/// Whether an address is one that the browsers keep extensions off.
fn closed(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else {
        return true; // about:, data:, view-source:, javascript:
    };
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    !matches!(scheme, "http" | "https" | "file") || CLOSED_HOSTS.contains(&host)
}

fn without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or(url)
}

/// The active tab was looked at.
pub(super) fn seen(
    state: &mut State,
    id: i32,
    url: String,
    complete: bool,
    followed: bool,
    reason: Reason,
) -> Vec<Effect> {
    if state.pinned {
        return Vec::new();
    }
    let before = std::mem::replace(&mut state.tab, Tab { id, url, followed, ..Tab::default() });
    let same_tab = before.id == id;
    let mut effects = Vec::new();
    if !same_tab && before.observed {
        effects.push(Effect::Drop(before.id));
    }
    if state.tab.url.is_empty() {
        // A gesture brings the address wherever the page may be read: after one that did not, it never will.
        let stays_closed = same_tab && before.url.is_empty() && state.situation == Situation::Unsupported;
        let now = if reason == Reason::Denied || (stays_closed && reason != Reason::Updated) {
            Situation::Unsupported
        } else {
            Situation::NoAccess
        };
        let by_hand = state.subject().is_some_and(|s| s.by_hand);
        if state.situation != now
            && !(by_hand && same_tab && before.url.is_empty() && reason != Reason::Updated)
        {
            leave(state);
            state.situation = now;
        }
        if state.situation == Situation::NoAccess {
            // The site that we knew in this tab can still be offered for following.
            if same_tab {
                state.tab.site = before.site;
            }
            // Nothing is read: the way in which Chrome refuses tells whether a click on the icon would help.
            effects.push(inject(state));
        }
        return effects;
    }
    if closed(&state.tab.url) {
        // Whom the rep has entered here stays when he comes back from another window. Firefox tells the address.
        let by_hand = state.subject().is_some_and(|s| s.by_hand) && before.url == state.tab.url;
        if state.situation != Situation::Unsupported && !(by_hand && same_tab && reason != Reason::Updated) {
            leave(state);
            state.situation = Situation::Unsupported;
        }
        return effects;
    }
    let same_page = same_tab && without_fragment(&before.url) == without_fragment(&state.tab.url);
    if same_tab {
        state.tab.observed = before.observed;
        state.tab.turn = before.turn;
        state.tab.site = before.site.filter(|_| same_page);
        if same_page && reason != Reason::Granted {
            state.tab.refusal = before.refusal;
        }
    }
    effects.push(Effect::LookUpSite(state.tab.url.clone()));
    if state.tab.observed {
        return effects; // the observer tells of every change itself
    }
    if same_page
        && matches!(state.situation, Situation::Reading { .. })
        && !complete
        && reason != Reason::Granted
    {
        return effects; // already asked for, and with the same access
    }
    if !same_page || !matches!(state.situation, Situation::Reading { .. }) {
        effects.extend(reading(state));
    }
    effects.push(inject(state));
    effects
}

/// One more try to start the observer in the tab: from now on only its refusal counts.
pub(super) fn inject(state: &mut State) -> Effect {
    state.tab.turn = turn(state);
    Effect::Inject { tab: state.tab.id, turn: state.tab.turn }
}

/// Drops the old answer and waits for the new one.
fn reading(state: &mut State) -> Vec<Effect> {
    leave(state);
    state.situation = Situation::Reading { late: false };
    state.reading_turn = turn(state);
    one(Effect::After(READING_IS_LATE_MS, Timer::ReadingIsLate(state.reading_turn)))
}

/// Chrome's words for pages that no click opens; Firefox has one text for all refusals.
const CLOSED_WORDS: [&str; 4] = ["chrome://", "chrome-extension://", "gallery", "devtools://"];

/// The browser did not let us start the observer. A busy browser says so late: what an earlier try met says nothing of
/// the access that there is now, and an observer that has connected proves it.
pub(super) fn refused(state: &mut State, tab: i32, turn: u32, error: &str) -> Vec<Effect> {
    if tab != state.tab.id || turn != state.tab.turn || state.tab.observed || state.pinned {
        return Vec::new();
    }
    if state.tab.url.is_empty() {
        if state.situation == Situation::NoAccess && CLOSED_WORDS.iter().any(|words| error.contains(words)) {
            state.situation = Situation::Unsupported;
        }
        return Vec::new();
    }
    if std::mem::replace(&mut state.tab.refusal, error.to_owned()).is_empty() {
        // A page that is being replaced refuses for a moment. On a busy machine Chromium has been seen to refuse a try
        // though the grant was there: the tab already told its address.
        return one(Effect::After(TRY_AGAIN_MS, Timer::TryAgain(state.reading_turn)));
    }
    leave(state);
    let site = state.tab.site.clone();
    let lacking = site.is_some_and(|s| !state.follows(&s) && !state.tab.followed);
    state.situation = if lacking { Situation::Permission } else { Situation::Unsupported };
    Vec::new()
}

/// The observer waits for its recipe.
pub(super) fn connected(state: &mut State, tab: i32) -> Vec<Effect> {
    if tab != state.tab.id || state.tab.url.is_empty() {
        return one(Effect::Drop(tab));
    }
    state.tab.observed = true;
    state.tab.refusal.clear();
    one(Effect::Recipe { tab, url: state.tab.url.clone() })
}

/// The observer saw a page: only that of the tab in view counts.
pub(super) fn observed(state: &mut State, tab: i32, observation: Box<Observation>) -> Vec<Effect> {
    if tab != state.tab.id || state.pinned || !state.tab.observed {
        return Vec::new();
    }
    // What the rep corrected stands as long as the page does; a new page begins with `leaving`.
    if state.subject().is_some_and(|s| s.by_hand) {
        return Vec::new();
    }
    if !observation.url.is_empty() {
        state.tab.url.clone_from(&observation.url);
    }
    one(Effect::Detect { tab, observation })
}

/// The page goes away: nothing of it may stand a moment longer. The observer gets the recipe for the new
/// address; where it went with the page, the tab is looked at again.
pub(super) fn leaving(state: &mut State, tab: i32, url: String, gone: bool) -> Vec<Effect> {
    if tab != state.tab.id {
        return Vec::new();
    }
    let mut next = Vec::new();
    if gone {
        state.tab.observed = false;
        next.push(Effect::Probe);
    } else {
        if !url.is_empty() {
            state.tab.url = url;
        }
        next.push(Effect::LookUpSite(state.tab.url.clone()));
        next.push(Effect::Recipe { tab, url: state.tab.url.clone() });
    }
    if state.pinned {
        return next;
    }
    let mut effects = match state.situation {
        Situation::NoAccess | Situation::Unsupported | Situation::Permission | Situation::Starting => {
            Vec::new()
        }
        _ => reading(state),
    };
    effects.extend(next);
    effects
}

/// The rep has answered the browser's question: a grant is seen by `permissions.onAdded`, a refusal changes
/// nothing.
pub(super) fn answered(granted: bool) -> Vec<Effect> {
    if granted {
        one(Effect::Probe)
    } else {
        one(Effect::Announce("Not allowed. Nothing has changed".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::closed;

    #[test]
    fn pages_of_the_browser_and_of_the_stores_are_closed() {
        for url in ["chrome://settings", "about:blank", "https://addons.mozilla.org/x", "moz-extension://a/b"]
        {
            assert!(closed(url), "{url}");
        }
        for url in ["https://www.linkedin.com/in/a", "http://localhost:80/", "file:///tmp/a.html"] {
            assert!(!closed(url), "{url}");
        }
    }
}
