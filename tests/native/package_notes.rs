//! Release notes as marketing sends them round: complete, true, and nothing in them that a rep must not send.

use crate::package_release::{Bench, said};
use base64::Engine as _;
use std::path::Path;

const BEFORE: &str = "id,file,title,kind,summary,audience,url,expires,personas,regions,superseded_by,version,products
price,price.txt,Price list,pricing,What a licence costs.,external,https://www.harbourline.example/price,,Finance,,,2025,
title,,Close in short,one-pager,,external,https://www.harbourline.example/short,,,,,,
until,,Offer for spring,one-pager,,external,https://www.harbourline.example/spring,2027-03-31,,,,,
readers,,Guide to the close,guide,,external,https://www.harbourline.example/guide,,Finance,,,,
where,,Answers for Europe,security,,external,https://www.harbourline.example/answers,,,,,,
shut,,Roadmap,deck,,external,https://www.harbourline.example/roadmap,,,,,,
old,,Old comparison,comparison,,external,https://www.harbourline.example/old,,,,,,
gone,,Old webinar,webinar,,external,https://www.harbourline.example/gone,,,,,,
ends,,Winter offer,one-pager,,external,https://www.harbourline.example/winter,2026-11-25,,,,,
same,,What stays,faq,,external,https://www.harbourline.example/same,,,,,,
";
const NOW: &str = "id,file,title,kind,summary,audience,url,expires,personas,regions,superseded_by,version,products
price,price.txt,Price list,pricing,What a licence costs from May on.,external,https://www.harbourline.example/price,,Finance,,,2026,
title,,The close in short,one-pager,,external,https://www.harbourline.example/short,,,,,,
until,,Offer for spring,one-pager,,external,https://www.harbourline.example/spring,2026-12-31,,,,,
readers,,Guide to the close,guide,,external,https://www.harbourline.example/guide,,Finance; IT,,,,
where,,Answers for Europe,security,,external,https://www.harbourline.example/answers,,,europe,,,
shut,,Roadmap,deck,,internal,https://www.harbourline.example/roadmap,,,,,,
old,,Old comparison,comparison,,external,https://www.harbourline.example/old,,,,next,,
next,,New comparison <b>&amp;</b>,comparison,Feature by feature *measured*.,external,https://www.harbourline.example/next,,,,,,
card,,Battlecard Northledger,battlecard,How to win.,,https://www.harbourline.example/card,,,,,,
later,,Study of the year,report,,nda,https://www.harbourline.example/study,,,,,,
ends,,Winter offer,one-pager,,external,https://www.harbourline.example/winter,2026-11-25,,,,,
same,,What stays,faq,,external,https://www.harbourline.example/same,,,,,,
";

/// A release with a change of every sort, against the index or the package of the one before.
fn released(previous: &str) -> Bench {
    let bench = Bench::new();
    bench.change("catalogue.csv", BEFORE);
    assert_eq!(bench.pack("one", &[]).status.code(), Some(0));
    let previous = match previous {
        "index" => {
            let index = bench.at("index");
            let built = std::process::Command::new(env!("CARGO_BIN_EXE_pitchside"))
                .args(["build", bench.library.path().to_str().unwrap(), "-q", "-o", index.to_str().unwrap()])
                .env("PITCHSIDE_CACHE", bench.at("cache"))
                .output()
                .unwrap();
            assert_eq!(built.status.code(), Some(0), "{}", said(&built));
            index
        }
        _ => {
            let mut packages = std::fs::read_dir(bench.at("one")).unwrap().map(|entry| entry.unwrap().path());
            packages.find(|path| path.to_str().unwrap().contains("pitchside-chrome-")).unwrap()
        }
    };
    bench.change("catalogue.csv", NOW);
    bench.change("price.txt", "A licence costs eleven thousand a year for each entity, training included.");
    let previous = previous.to_str().unwrap();
    let made = bench.pack("two", &["--previous", previous, "--build", "2", "--day", "2026-11-30"]);
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    bench
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join("release-notes").join(name)).unwrap()
}

#[test]
fn the_notes_tell_every_change_and_nothing_else() {
    for previous in ["package", "index"] {
        let bench = released(previous);
        let notes = read(&bench.at("two"), "release-notes.en.md");
        for line in [
            "30 November 2026 · ",
            "## New (3)",
            "- **[New comparison \\<b\\>&amp;\\</b\\>](https://www.harbourline.example/next)**",
            "Feature by feature \\*measured\\*.",
            "- **Battlecard Northledger** — *Internal: not to be sent*",
            "- **Study of the year** — *Under NDA only*",
            "## Changed (6)",
            "new text · 2026 (before: 2025) · new summary",
            "new title (before: Close in short)",
            "valid until 31 December 2026 (before: 31 March 2027)",
            "for Finance, IT (before: Finance)",
            "Europe (before: everywhere)",
            "internal now",
            "## Replaced (1)",
            "- **Old comparison** → [New comparison",
            "## Withdrawn (1)",
            "- **Old webinar**",
            "## Expires soon (1)",
            "You sent the old piece?",
        ] {
            assert!(notes.contains(line), "{line} in\n{notes}");
        }
        for absent in ["What stays", "Winter offer", "/card", "/study", "/roadmap", "/old)", "/gone"] {
            assert!(!notes.contains(absent), "{absent} in\n{notes}");
        }
    }
}

#[test]
fn the_page_is_what_mail_programs_show_and_links_nothing_that_must_not_be_sent() {
    let bench = released("package");
    for (language, words) in [
        ("en", ["New", "Internal: not to be sent", "31 December 2026"]),
        ("de", ["Neu", "Intern: nicht versenden", "31. Dezember 2026"]),
        ("fr", ["Nouveau", "Interne : à ne pas envoyer", "31 décembre 2026"]),
    ] {
        let page = read(&bench.at("two"), &format!("release-notes.{language}.html"));
        let html = scraper::Html::parse_document(&page);
        for forbidden in ["script", "style", "link", "iframe", "form", "object", "svg", "video"] {
            let selector = scraper::Selector::parse(forbidden).unwrap();
            assert_eq!(html.select(&selector).count(), 0, "{forbidden}");
        }
        for element in html.select(&scraper::Selector::parse("*").unwrap()) {
            for (name, value) in element.value().attrs() {
                assert!(!name.starts_with("on") && !matches!(name, "class" | "id"), "{name}");
                assert!(name != "src" || value.starts_with("data:image/png;base64,"), "{value}");
                assert!(!value.contains("url("), "{value}");
            }
        }
        let links: Vec<&str> = html
            .select(&scraper::Selector::parse("a[href]").unwrap())
            .filter_map(|a| a.attr("href"))
            .collect();
        assert!(links.contains(&"https://www.harbourline.example/next"), "{links:?}");
        for internal in ["card", "study", "roadmap", "old", "gone"] {
            assert!(!links.iter().any(|link| link.ends_with(internal)), "{internal}: {links:?}");
        }
        for word in words {
            assert!(page.contains(word), "{word} in {language}");
        }
    }
}

#[test]
fn the_mail_opens_as_a_draft_with_its_pictures_attached() {
    let bench = released("package");
    let mail = read(&bench.at("two"), "release-notes.de.eml");
    assert!(mail.starts_with("X-Unsent: 1\r\n") && mail.lines().all(|line| line.len() <= 998), "{mail}");
    let html = mail.split("Content-Type: text/html").nth(1).unwrap().split("\r\n\r\n").nth(1).unwrap();
    let html: String = html.lines().take_while(|line| !line.starts_with("--")).collect();
    let html = base64::engine::general_purpose::STANDARD.decode(html).unwrap();
    let html = String::from_utf8(html).unwrap();
    let named: Vec<&str> =
        html.split("src=\"cid:").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(!named.is_empty(), "no picture");
    for id in named {
        assert!(mail.contains(&format!("Content-ID: <{id}>")), "{id}");
    }
    assert!(!mail.contains("\nDate:") && !mail.contains("\nFrom:"), "the program that opens it puts them in");
}

#[test]
fn a_region_that_pieces_are_limited_to_has_notes_of_its_own() {
    let bench = Bench::new();
    bench.change("catalogue.csv", BEFORE);
    assert_eq!(bench.pack("one", &[]).status.code(), Some(0));
    let previous = bench.at("one").join("index");
    let more =
        "us,,Answers for America,security,,external,https://www.harbourline.example/us,,,north-america,,,\n";
    bench.change("catalogue.csv", &format!("{NOW}{more}"));
    let previous = previous.to_str().unwrap();
    let made = bench.pack("two", &["--previous", previous, "--build", "2"]);
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    let (all, europe, america) = (
        read(&bench.at("two"), "release-notes.en.md"),
        read(&bench.at("two"), "release-notes.en.europe.md"),
        read(&bench.at("two"), "release-notes.en.north-america.md"),
    );
    assert!(all.contains("Answers for America") && all.contains("Answers for Europe"));
    assert!(!europe.contains("Answers for America") && europe.contains("New comparison"), "{europe}");
    assert!(america.starts_with("# Harbourline collateral · North America\n"), "{america}");
    assert!(america.contains("Answers for America"), "{america}");
}

#[test]
fn without_a_day_none_is_said_and_a_day_that_is_none_is_refused() {
    let bench = Bench::new();
    assert_eq!(bench.pack("one", &[]).status.code(), Some(0));
    let notes = read(&bench.at("one"), "release-notes.en.md");
    assert!(notes.contains("the first release") && !notes.contains("November 2026"), "{notes}");
    let refused = bench.pack("two", &["--day", "tomorrow"]);
    assert!(said(&refused).contains("YYYY-MM-DD"), "{}", said(&refused));
}
