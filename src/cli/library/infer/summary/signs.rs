//! What a sentence is told by: whether it says what the piece is, stands by itself, instructs, or is a notice. Lists of words in the
//! languages that are searched.

/// `This paper shows …`, `Dieser Leitfaden …`: a sentence that says what the piece is.
pub fn speaks_of_itself(text: &str) -> bool {
    const THIS: [&str; 24] = [
        "this",
        "the",
        "our",
        "in this",
        "dieser",
        "diese",
        "dieses",
        "das",
        "der",
        "die",
        "in diesem",
        "in dieser",
        "ce",
        "cet",
        "cette",
        "le",
        "la",
        "este",
        "esta",
        "questo",
        "questa",
        "deze",
        "dit",
        "estas",
    ];
    const STRONG: [&str; 16] = [
        "paper",
        "guide",
        "handbook",
        "book",
        "whitepaper",
        "white",
        "checklist",
        "ebook",
        "leitfaden",
        "handbuch",
        "livre",
        "manual",
        "manuel",
        "guida",
        "guía",
        "gids",
    ];
    const PIECES: [&str; 45] = [
        "page",
        "sheet",
        "document",
        "report",
        "datasheet",
        "brochure",
        "study",
        "notice",
        "overview",
        "comparison",
        "workbook",
        "calculator",
        "article",
        "presentation",
        "webinar",
        "statement",
        "summary",
        "list",
        "faq",
        "blatt",
        "papier",
        "dokument",
        "bericht",
        "studie",
        "seite",
        "übersicht",
        "vergleich",
        "merkblatt",
        "datenblatt",
        "broschüre",
        "rechner",
        "arbeitsmappe",
        "fiche",
        "étude",
        "rapport",
        "comparatif",
        "tableau",
        "documento",
        "informe",
        "scheda",
        "verslag",
        "edition",
        "ausgabe",
        "édition",
        "edición",
    ];
    let mut words =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    let first = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default();
    let third = words.next().unwrap_or_default();
    let two = format!("{first} {second}");
    let piece = if THIS.contains(&two.as_str()) { &third } else { &second };
    let this = THIS.contains(&two.as_str()) || THIS.contains(&first.as_str());
    // “The sheet” may be one of a workbook; “this sheet” is the piece.
    let article = matches!(first.as_str(), "the" | "our" | "das" | "der" | "die" | "le" | "la");
    let telling = STRONG.contains(&piece.as_str());
    this && (telling || !article && PIECES.contains(&piece.as_str()))
}

/// Whether a sentence tells whoever holds the piece what to do with it.
pub fn instructs(text: &str) -> bool {
    const FIRST: [&str; 26] = [
        "send", "use", "never", "do", "don", "ask", "please", "note", "check", "see", "click", "choose",
        "tell", "say", "write", "take", "vor", "bitte", "nicht", "niemals", "siehe", "beachten", "ne",
        "veuillez", "voir", "internal",
    ];
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    FIRST.contains(&first.to_lowercase().as_str())
}

/// Whether somebody speaks of themselves: in a story that is the customer, whose words are no summary.
pub fn speaks_of_us(text: &str) -> bool {
    const US: [&str; 16] = [
        "we", "our", "us", "i", "my", "wir", "uns", "unser", "unsere", "unserer", "ich", "nous", "notre",
        "nos", "je", "leur",
    ];
    text.split(|c: char| !c.is_alphanumeric()).any(|word| US.contains(&word.to_lowercase().as_str()))
}

/// Whether a sentence tells what changed, with a number.
pub fn tells_a_result(text: &str) -> bool {
    const CHANGED: [&str; 34] = [
        "now",
        "since",
        "today",
        "instead",
        "reduced",
        "cut",
        "fell",
        "saved",
        "saves",
        "faster",
        "fewer",
        "less",
        "no longer",
        "percent",
        "from",
        "heute",
        "statt",
        "seit",
        "seither",
        "sank",
        "spart",
        "schneller",
        "weniger",
        "prozent",
        "nicht mehr",
        "désormais",
        "au lieu",
        "depuis",
        "réduit",
        "moins",
        "ahora",
        "ora",
        "oggi",
        "nu",
    ];
    let lower = text.to_lowercase();
    let changed = CHANGED.iter().any(|word| {
        lower.split(|c: char| !c.is_alphanumeric()).any(|own| own == *word)
            || word.contains(' ') && lower.contains(word)
    });
    changed && text.contains(|c: char| c.is_ascii_digit())
}

/// Whether a text is no notice, address, instruction or placeholder.
pub fn is_plain(text: &str) -> bool {
    const NOTICES: [&str; 49] = [
        "©",
        "copyright",
        "all rights reserved",
        "alle rechte",
        "tous droits",
        "lorem ipsum",
        "http",
        "www.",
        "@",
        "click ",
        "klicken sie",
        "cliquez",
        "table of contents",
        "trademark",
        "marken der",
        "subject to change",
        "no liability",
        "ohne gewähr",
        "please read",
        "cookie",
        "do not forward",
        "never forward",
        "for internal use",
        "staff only",
        "language model",
        "demonstration purposes",
        "would like to thank",
        "not be possible",
        "may be given",
        "must not be",
        "non-disclosure",
        "geheimhaltung",
        "before sending",
        "vor dem versand",
        "source:",
        "quelle:",
        "legal advice",
        "rechtsberatung",
        "may be sent",
        "outside the house",
        "außer haus",
        "not an offer",
        "figures are",
        "conseil juridique",
        "acknowledg",
        "licensed under",
        "creative commons",
        "warrant",
        "disclaim",
    ];
    let lower = text.to_lowercase();
    let capitals = text.contains(char::is_uppercase) && !text.contains(char::is_lowercase);
    let shouts = capitals && text.split(' ').count() > 4;
    !shouts
        && !NOTICES.iter().any(|notice| lower.contains(notice))
        && !text.contains(". . .")
        && !text.contains(" · ")
        && !text.contains('\u{fffd}')
}

/// Whether a sentence leans on the one before it.
pub fn refers_back(text: &str) -> bool {
    const BACK: [&str; 68] = [
        "later",
        "even",
        "still",
        "finally",
        "first",
        "second",
        "third",
        "next",
        "moreover",
        "furthermore",
        "otherwise",
        "instead",
        "zudem",
        "außerdem",
        "später",
        "schließlich",
        "ensuite",
        "enfin",
        "it",
        "they",
        "he",
        "she",
        "these",
        "those",
        "however",
        "but",
        "and",
        "also",
        "therefore",
        "thus",
        "then",
        "such",
        "both",
        "here",
        "there",
        "es",
        "sie",
        "er",
        "dies",
        "das",
        "aber",
        "und",
        "doch",
        "dabei",
        "damit",
        "dazu",
        "daher",
        "deshalb",
        "hier",
        "il",
        "elle",
        "ils",
        "elles",
        "cela",
        "mais",
        "et",
        "ainsi",
        "esto",
        "pero",
        "questo",
        "ma",
        "isso",
        "each",
        "jede",
        "jeder",
        "jedes",
        "chacun",
        "chacune",
    ];
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    let speech = text.starts_with(['“', '"', '„', '«']);
    let shown = matches!(
        first.to_lowercase().as_str(),
        "this" | "dieser" | "diese" | "dieses" | "ce" | "cet" | "cette" | "deze" | "dit"
    );
    speech
        || shown && !speaks_of_itself(text)
        || text.starts_with("E.g.")
        || BACK.contains(&first.to_lowercase().as_str())
}

/// Whether a sentence leans on another one anywhere.
pub fn points_elsewhere(text: &str) -> bool {
    const POINTING: [&str; 16] = [
        "them", "they", "their", "it", "its", "these", "those", "ihnen", "davon", "darin", "sie", "eux",
        "leur", "leurs", "dont", "en",
    ];
    refers_back(text)
        || text
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| POINTING.contains(&word.to_lowercase().as_str()))
}

/// Headings that every document has.
pub fn is_general(heading: &str) -> bool {
    const GENERAL: [&str; 40] = [
        "contents",
        "agenda",
        "outline",
        "introduction",
        "overview",
        "summary",
        "conclusion",
        "questions",
        "any questions",
        "thank you",
        "thanks",
        "references",
        "appendix",
        "contact",
        "about us",
        "read me",
        "inputs",
        "outputs",
        "result",
        "results",
        "assumptions",
        "general",
        "notes",
        "inhalt",
        "inhaltsverzeichnis",
        "einleitung",
        "überblick",
        "fazit",
        "zusammenfassung",
        "fragen",
        "danke",
        "kontakt",
        "quellen",
        "allgemein",
        "sommaire",
        "conclusion",
        "merci",
        "contact",
        "annexe",
        "sorry",
    ];
    let lower = heading.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    GENERAL.contains(&bare)
        || bare.starts_with("sheet")
        || bare.starts_with("tabelle")
        || bare.starts_with("outline of")
}
