//! The extension as a rep meets it: real Chromium with its side panel, real Firefox with its sidebar.

mod accessibility;
mod adapters;
mod asked;
mod bundled;
mod busy;
mod damaged;
mod following;
mod hostile;
mod installed;
mod keyboard;
mod layout;
mod long_day;
mod long_lists;
mod memory;
mod news;
mod own_crm;
mod preview;
mod promises;
mod reminder;
mod rep_way;
mod report;
mod screen_reader;
mod traces;
mod tryton;
mod two_windows;
