//! What goes to the clipboard: a rich link as HTML and as text.

use super::effect::CopyStyle;
use pitchside_core::catalogue::{Asset, Link, Unit};
use pitchside_core::markup::escape;
use pitchside_core::memory::Share;

/// The forms of one copy. `html` is empty where only text is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clip {
    /// `text/html`.
    pub html: String,
    /// `text/plain`.
    pub text: String,
    /// The words of the confirmation.
    pub said: String,
    /// The pieces whose links it holds.
    pub shares: Vec<Share>,
}

/// The address of one page: `#page=5` for a PDF that stands on its own; other forms have no such address.
pub fn page_link(link: &Link, asset: &Asset, position: u32) -> Option<String> {
    let address = link.as_str();
    let path = address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let pdf = path.ends_with(".pdf") || asset.file.to_ascii_lowercase().ends_with(".pdf");
    let web = !address.to_ascii_lowercase().starts_with("mailto:");
    (asset.extent.unit == Unit::Page && pdf && web && position > 0 && !address.contains('#'))
        .then(|| format!("{address}#page={position}"))
}

/// The clip of an asset, or of one of its pages. `link` must come from send policy.
pub fn link(asset: &Asset, link: &Link, page: Option<u32>, style: CopyStyle) -> Clip {
    let paged = page.and_then(|position| Some((page_link(link, asset, position)?, position)));
    let (address, title, said) = match paged {
        Some((address, position)) => {
            (address, format!("{}, p. {position}", asset.title), format!("Link to p. {position} copied"))
        }
        None => (link.as_str().to_owned(), asset.title.clone(), "Link copied".to_owned()),
    };
    if style == CopyStyle::Plain {
        return Clip { text: address, said, ..Clip::default() };
    }
    let mut html = format!("<a href=\"{}\">{}</a>", escape(&address), escape(&title));
    let mut text = format!("{title}\n{address}");
    if style == CopyStyle::Blurb && !asset.summary.is_empty() {
        html.extend(["<br>", &escape(&asset.summary)]);
        text.extend(["\n", &asset.summary]);
    }
    Clip { html, text, said, ..Clip::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pitchside_core::catalogue::{AssetKind, Extent};

    fn asset(title: &str) -> (Asset, Link) {
        let mut asset = Asset::new("a", title, AssetKind::Security);
        asset.file = "security.pdf".into();
        asset.extent = Extent { count: 12, unit: Unit::Page };
        (asset, Link::new("https://x.example/s.pdf?a=1&b=2").unwrap())
    }

    #[test]
    fn a_title_cannot_become_markup() {
        let (asset, address) = asset("<img src=x onerror=alert(1)> & “more”");
        let clip = link(&asset, &address, None, CopyStyle::Rich);
        assert_eq!(
            clip.html,
            "<a href=\"https://x.example/s.pdf?a=1&amp;b=2\">&lt;img src=x onerror=alert(1)&gt; &amp; “more”</a>"
        );
        assert!(clip.text.ends_with("\nhttps://x.example/s.pdf?a=1&b=2"));
    }

    #[test]
    fn a_blurb_follows_its_link_and_is_no_markup_either() {
        let (mut asset, address) = asset("Answers");
        asset.summary = "For <CFOs> & boards".into();
        let clip = link(&asset, &address, None, CopyStyle::Blurb);
        assert!(clip.html.ends_with(">Answers</a><br>For &lt;CFOs&gt; &amp; boards"), "{}", clip.html);
        assert!(clip.text.ends_with("b=2\nFor <CFOs> & boards"));
        assert!(!link(&asset, &address, None, CopyStyle::Rich).html.contains("CFO"));
    }

    #[test]
    fn a_passage_of_a_pdf_is_linked_by_its_page() {
        let (mut asset, address) = asset("Answers");
        let clip = link(&asset, &address, Some(5), CopyStyle::Plain);
        assert_eq!(clip.text, "https://x.example/s.pdf?a=1&b=2#page=5");
        asset.extent.unit = Unit::Slide;
        assert_eq!(link(&asset, &address, Some(5), CopyStyle::Plain).text, address.as_str());
    }
}
