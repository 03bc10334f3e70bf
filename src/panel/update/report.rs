//! Once a week the foot says what there is to send to marketing; the rep looks at it, saves it, and sends it himself.

use super::one;
use crate::effect::{Effect, Focus, Purpose};
use crate::state::{Reminder, State};
use pitchside_core::memory::{Change, Due, Reported};

/// Finds out whether there is something to send, unless the rep wants no log or no reminder.
pub(super) fn look(state: &State) -> Option<Effect> {
    wanted(state).then_some(Effect::Recall(Purpose::Due))
}

fn wanted(state: &State) -> bool {
    state.settings.log && state.settings.remind
}

/// There is something to send.
pub(super) fn due(state: &mut State, due: Due) {
    if wanted(state) {
        state.reminder = Reminder::Due(due);
    }
}

/// The report was saved: from now on only what comes after it is due.
pub(super) fn saved(state: &mut State, reported: Reported, file: String, mailed: bool) -> Vec<Effect> {
    let said = if mailed { "Saved. Attach it to the mail: " } else { "Saved: " };
    let said = Some([said, &file].concat());
    state.reminder = if mailed { Reminder::Attach(file) } else { Reminder::None };
    one(Effect::Keep(Change::Reported(reported), said))
}

/// The rep has read what the foot says. What is due comes again after a week.
pub(super) fn later(state: &mut State) -> Vec<Effect> {
    let mut effects = one(Effect::Focus(Focus::Row));
    if let Reminder::Due(_) = std::mem::take(&mut state.reminder) {
        effects.push(Effect::PutOffReport);
    }
    effects
}

/// It was saved or put off, here or in another window, or is no longer wanted.
pub(super) fn settled(state: &mut State) {
    if matches!(state.reminder, Reminder::Due(_)) {
        state.reminder = Reminder::None;
    }
}

/// The settings have changed.
pub(super) fn set(state: &mut State) {
    if !wanted(state) {
        settled(state);
    }
}
