//! Which tests hold which sentence of docs/PRIVACY.md. A sentence stands here by its beginning.

/// Both egress tests: what ships, and what it does.
const EGRESS: &[&str] = &[
    "egress::what_ships_names_no_way_to_the_network",
    "egress::control_the_static_gate_catches_a_leak",
    "egress::nothing_is_requested_while_the_extension_is_used",
    "egress::control_the_network_log_catches_a_leak",
];
const READS: &[&str] = &[
    "panel::promises::reads::chromium_reads_only_by_click_and_only_what_the_recipe_names_and_touches_nothing",
    "panel::promises::reads::firefox_reads_only_by_click_and_only_what_the_recipe_names_and_touches_nothing",
];
const ACCOUNTS: &[&str] = &[
    "panel::promises::keeps::chromium_keeps_of_a_record_its_account_alone",
    "panel::promises::keeps::firefox_keeps_of_a_record_its_account_alone",
];
const NOTHING_OF_IT: &[&str] = &[
    "panel::promises::keeps::chromium_keeps_nothing_of_linkedin_of_mail_of_candidates_and_of_what_was_typed",
    "panel::promises::keeps::firefox_keeps_nothing_of_linkedin_of_mail_of_candidates_and_of_what_was_typed",
];
const LINKEDIN: &[&str] = &[
    "panel::promises::keeps::chromium_keeps_nothing_of_linkedin_of_mail_of_candidates_and_of_what_was_typed",
    "panel::promises::keeps::firefox_keeps_nothing_of_linkedin_of_mail_of_candidates_and_of_what_was_typed",
    "panel::traces::chromium_only_reads_linkedin",
    "panel::traces::firefox_only_reads_linkedin",
    "panel::memory::chromium_remembers_what_was_sent_and_nothing_of_linkedin",
    "panel::memory::firefox_remembers_what_was_sent_and_nothing_of_linkedin",
    "panel::promises::the_files_that_the_text_points_at_say_what_it_says",
];
const FORGETS: &[&str] = &[
    "panel::promises::keeps::chromium_forgets_what_was_only_read",
    "panel::promises::keeps::firefox_forgets_what_was_only_read",
];
const NOTES: &[&str] = &[
    "panel::promises::noted::chromium_notes_every_sort_of_event_without_names_and_loses_none",
    "panel::promises::noted::firefox_notes_every_sort_of_event_without_names_and_loses_none",
];
const NAMELESS: &[&str] = &[
    "panel::promises::noted::chromium_notes_every_sort_of_event_without_names_and_loses_none",
    "panel::promises::noted::firefox_notes_every_sort_of_event_without_names_and_loses_none",
    "panel::promises::keeps::chromium_keeps_nothing_of_linkedin_of_mail_of_candidates_and_of_what_was_typed",
    "panel::promises::keeps::firefox_keeps_nothing_of_linkedin_of_mail_of_candidates_and_of_what_was_typed",
];
const ERASES: &[&str] = &[
    "panel::promises::erases::chromium_erases_an_account_with_every_mention_and_everything_but_the_settings",
    "panel::promises::erases::firefox_erases_an_account_with_every_mention_and_everything_but_the_settings",
];
const WRITES: &[&str] = &[
    "panel::promises::writes::chromium_writes_clipboard_and_files_only_when_asked_and_nothing_more_into_them",
    "panel::promises::writes::firefox_writes_clipboard_and_files_only_when_asked_and_nothing_more_into_them",
];
const REMINDER: &[&str] = &[
    "panel::reminder::chromium_says_once_a_week_what_there_is_to_send_and_begins_the_mail",
    "panel::reminder::firefox_says_once_a_week_what_there_is_to_send_and_begins_the_mail",
];
const FILES: &[&str] = &["panel::promises::the_files_that_the_text_points_at_say_what_it_says"];

/// The beginning of each sentence, and the tests that fail when it is broken.
pub const PROMISES: &[(&str, &[&str])] = &[
    ("Pitchside sends nothing anywhere.", EGRESS),
    ("It has no server", EGRESS),
    ("Each sentence below has a test", &["panel::promises::every_promise_has_a_test_that_is_there"]),
    // What it reads
    (
        "Only when you open the panel on a tab",
        &[
            READS[0],
            READS[1],
            "panel::following::chromium_follows_the_active_tab",
            "panel::following::firefox_follows_the_active_tab",
            "panel::following::a_followed_site_needs_no_click",
        ],
    ),
    (
        "Only while the panel is open.",
        &[READS[0], READS[1], "panel::traces::nothing_runs_in_any_page_while_the_panel_is_closed"],
    ),
    ("Only what the site's recipe names", READS),
    ("The recipes are plain files", FILES),
    (
        "It clicks nothing, fills in nothing",
        &[
            READS[0],
            READS[1],
            "panel::traces::chromium_only_reads_linkedin",
            "panel::traces::firefox_only_reads_linkedin",
            "panel::traces::nothing_runs_in_any_page_while_the_panel_is_closed",
        ],
    ),
    // What it keeps
    ("Everything that is kept stands on this machine", &[FORGETS[0], FORGETS[1], EGRESS[0], EGRESS[2]]),
    ("Your settings: those that you made yourself.", NOTES),
    (
        "What your organisation sets by policy",
        &[
            "panel::installed::chromium_installs_by_policy_from_ones_own_server_and_updates_from_there",
            "panel::installed::firefox_installs_by_policy_from_ones_own_server_and_updates_from_there",
        ],
    ),
    ("What you shared of a record in a CRM", ACCOUNTS),
    ("The form of each entry stands in", FILES),
    ("Never a person.", ACCOUNTS),
    ("A log for marketing, unless you switch it off", NOTES),
    ("The form stands in", FILES),
    ("The log holds no names", &[NOTES[0], NOTES[1], ERASES[0], ERASES[1]]),
    ("Of searched words and of feedback", NAMELESS),
    (
        "You read the log in words",
        &[
            "panel::memory::chromium_remembers_what_was_sent_and_nothing_of_linkedin",
            "panel::memory::firefox_remembers_what_was_sent_and_nothing_of_linkedin",
            ERASES[0],
            ERASES[1],
            WRITES[0],
            WRITES[1],
        ],
    ),
    (
        "That file says the release",
        &[
            "panel::memory::chromium_remembers_what_was_sent_and_nothing_of_linkedin",
            "panel::memory::firefox_remembers_what_was_sent_and_nothing_of_linkedin",
        ],
    ),
    (
        "Your favourites, the pieces that you lately used",
        &[
            "panel::memory::chromium_remembers_what_was_sent_and_nothing_of_linkedin",
            "panel::memory::firefox_remembers_what_was_sent_and_nothing_of_linkedin",
            "panel::memory::a_full_or_damaged_storage_is_said",
            REMINDER[0],
            REMINDER[1],
            "panel::news::what_is_new_is_marked_until_the_rep_has_looked",
            "panel::promises::damaged::chromium_opens_and_copies_whatever_entry_is_damaged",
            "panel::promises::damaged::firefox_opens_and_copies_whatever_entry_is_damaged",
            "panel::promises::damaged::chromium_says_what_is_damaged_and_leaves_what_is_newer",
            "panel::promises::damaged::firefox_says_what_is_damaged_and_leaves_what_is_newer",
        ],
    ),
    ("Nothing of LinkedIn, Gmail and Outlook", LINKEDIN),
    ("Beside them, too, the log counts", NOTHING_OF_IT),
    (
        "Settings shows all of it",
        &[
            WRITES[0],
            WRITES[1],
            "panel::memory::chromium_remembers_what_was_sent_and_nothing_of_linkedin",
            "panel::memory::firefox_remembers_what_was_sent_and_nothing_of_linkedin",
        ],
    ),
    ("One account can be erased", ERASES),
    ("Everything can be erased but the settings.", ERASES),
    ("The rest of what was read is forgotten", FORGETS),
    // What it writes
    ("The clipboard, when you press", WRITES),
    (
        "A file into your downloads",
        &[
            WRITES[0],
            WRITES[1],
            "panel::bundled::chromium_opens_a_bundled_pdf_at_its_page_and_saves_what_it_does_not_show",
            "panel::bundled::firefox_opens_a_bundled_pdf_at_its_page_and_saves_what_it_does_not_show",
        ],
    ),
    ("A mail to the address that your library names", REMINDER),
    ("Once a week a line in the panel's foot", REMINDER),
    // How to check
    ("The content security policy in the manifest", &[EGRESS[0], EGRESS[1]]),
    ("`./build.sh egress` searches the shipped code", &[EGRESS[0], EGRESS[2]]),
    ("It first shows", &[EGRESS[1], EGRESS[3]]),
    ("The details for whoever looks after Pitchside", WRITES),
    (
        "The build is made to be reproducible",
        &["native::package_source::the_wasm_rebuilt_from_the_source_archive_is_the_one_that_ships"],
    ),
];
