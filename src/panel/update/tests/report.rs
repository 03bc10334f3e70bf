//! The weekly line in the foot, from the first reminder to the mail.

use super::machine::{Machine, kept, seen};
use crate::action::{Action, Key};
use crate::message::{Message, Timer};
use crate::settings::Change;
use crate::state::{Page, Reminder};
use crate::wording;
use pitchside_core::memory::Due;

/// A machine with a window or two on which a link was copied for a buyer.
fn used(windows: usize) -> Machine {
    let mut machine = Machine::new(windows);
    tell(&mut machine, seen(kept("Corvid")));
    tell(&mut machine, Message::Pressed(Key::Enter));
    machine
}

fn tell(machine: &mut Machine, message: Message) {
    machine.tell(0, message);
    machine.settle();
}

/// What the foot says once it was looked through what is kept.
fn foot(machine: &mut Machine) -> String {
    tell(machine, Message::Timer(Timer::CheckKept));
    wording::reminder(&machine.windows[0].state.reminder)
}

#[test]
fn the_foot_says_once_a_week_what_there_is_to_send() {
    let mut machine = used(2);
    assert_eq!(foot(&mut machine), "", "the first day");
    machine.today += 6;
    assert_eq!(foot(&mut machine), "");
    machine.today += 1;
    let events = machine.noted().len();
    assert_eq!(foot(&mut machine), format!("{events} events for marketing"));
    tell(&mut machine, Message::Do(Action::SaveReport));
    assert_eq!(machine.windows[0].files.len(), 1);
    let attach = wording::reminder(&machine.windows[0].state.reminder);
    assert_eq!(attach, "Attach report.json from your downloads to the mail, and send it");
    tell(&mut machine, Message::Do(Action::ReportLater));
    assert_eq!(machine.windows[0].state.reminder, Reminder::None);
    machine.today += 7;
    assert_eq!(foot(&mut machine), "", "all of it was sent");
    tell(&mut machine, Message::Pressed(Key::Enter));
    assert_eq!(foot(&mut machine), "1 event for marketing");
    let due = Due { events: 34, unanswered: 3 };
    assert_eq!(wording::reminder(&Reminder::Due(due)), "34 events for marketing, 3 questions without answer");
}

#[test]
fn what_is_put_off_or_sent_in_one_window_is_so_in_the_other() {
    for action in [Action::ReportLater, Action::SaveReport] {
        let mut machine = used(2);
        machine.today += 7;
        for window in 0..2 {
            machine.tell(window, Message::Timer(Timer::CheckKept));
            machine.settle();
            assert!(matches!(machine.windows[window].state.reminder, Reminder::Due(_)));
        }
        tell(&mut machine, Message::Do(action));
        assert_eq!(machine.windows[1].state.reminder, Reminder::None);
        machine.today += 6;
        machine.tell(1, Message::Timer(Timer::CheckKept));
        machine.settle();
        assert_eq!(machine.windows[1].state.reminder, Reminder::None);
    }
}

#[test]
fn nothing_is_said_to_whom_switched_it_or_the_log_off() {
    for change in [Change::Remind(false), Change::Log(false)] {
        let mut machine = used(1);
        machine.today += 7;
        assert_ne!(foot(&mut machine), "");
        tell(&mut machine, Message::Changed(change));
        assert_eq!(machine.windows[0].state.reminder, Reminder::None, "at once");
        assert_eq!(foot(&mut machine), "");
    }
}

#[test]
fn a_look_at_the_log_leads_back_to_where_it_was_opened() {
    let mut machine = used(1);
    machine.today += 7;
    foot(&mut machine);
    tell(&mut machine, Message::Do(Action::Log));
    assert!(matches!(machine.windows[0].state.page, Page::Log(_)));
    tell(&mut machine, Message::Do(Action::SaveReport));
    tell(&mut machine, Message::Do(Action::Back));
    assert!(matches!(machine.windows[0].state.reminder, Reminder::Attach(_)), "still to be read on the list");
}
