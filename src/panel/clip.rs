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

/// The address of one page: `#page=5` where the address itself is a PDF's. What the file was says nothing of it: it may
/// stand behind a landing page or a viewer, which would ignore the page or break.
pub fn page_link(link: &Link, asset: &Asset, position: u32) -> Option<String> {
    let address = link.as_str();
    let pdf = asset.extent.unit == Unit::Page && position > 0 && is_pdf(address);
    pdf.then(|| [address, "#page=", &position.to_string()].concat())
}

/// Whether browsers get a PDF at a web address, as far as it says so.
fn is_pdf(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    let (web, query) = address.split_once('?').unwrap_or((&address, ""));
    let Some((scheme, rest)) = web.split_once("://") else { return false };
    let Some((host, path)) = rest.split_once('/') else { return false };
    scheme.starts_with("http")
        && path.ends_with(".pdf")
        && !address.contains('#')
        && !shows(host, path, query)
}

/// Whether a site shows the file at such an address on a page of its own. Only those of which it is sure; all in lower case.
fn shows(host: &str, path: &str, query: &str) -> bool {
    let at = |site: &str| host.strip_suffix(site).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    path.contains("/-/blob/") // GitLab, wherever it is hosted
        || (at("github.com") && path.contains("/blob/"))
        || at("dropbox.com")
        || (at("sharepoint.com") && (path.starts_with(":b:/") || query.split('&').any(|pair| pair == "web=1")))
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
        assert_eq!(clip.said, "Link to p. 5 copied");
        asset.extent.unit = Unit::Slide;
        assert_eq!(link(&asset, &address, Some(5), CopyStyle::Plain).text, address.as_str());
    }

    fn paged(address: &str) -> Option<String> {
        page_link(&Link::new(address).unwrap(), &asset("Answers").0, 5)
    }

    #[test]
    fn an_address_that_is_a_pdf_itself_takes_a_page() {
        for address in [
            "https://www.harbourline.example/files/answers.pdf",
            "HTTP://www.harbourline.example/Files/ANSWERS.PDF",
            "https://cdn.example/a.pdf?v=3&file=b.html",
            "https://raw.githubusercontent.com/harbourline/docs/main/blob/answers.pdf",
            "https://dl.dropboxusercontent.com/s/abc/answers.pdf",
            "https://harbourline.sharepoint.com/sites/sales/Shared%20Documents/answers.pdf",
            "https://notdropbox.com/answers.pdf",
            "https://x.example/blob/answers.pdf",
        ] {
            assert_eq!(paged(address), Some([address, "#page=5"].concat()), "{address}");
        }
    }

    /// The file is a PDF each time.
    #[test]
    fn an_address_that_leads_to_a_page_around_the_pdf_stays_as_it_is() {
        for address in [
            "https://www.harbourline.example/resources/answers",
            "https://www.harbourline.example/answers.pdf/",
            "https://www.harbourline.example/answers.pdf.html",
            "https://www.harbourline.example/view?file=answers.pdf",
            "https://docs.google.com/viewer?url=https://x.example/answers.pdf",
            "https://drive.google.com/file/d/1aB/view?usp=sharing",
            "https://docsend.com/view/abc123",
            "https://www.harbourline.example/answers.pdf#chapter",
            "https://www.harbourline.example/#/answers.pdf",
            "https://harbourline.pdf",
            "mailto:sales@harbourline.example?subject=https://x.example/answers.pdf",
            "https://github.com/harbourline/docs/blob/main/answers.pdf",
            "https://gitlab.harbourline.example/docs/-/blob/main/answers.pdf",
            "https://www.dropbox.com/s/abc/answers.pdf?dl=0",
            "https://dropbox.com/scl/fi/abc/Answers.PDF?rlkey=x",
            "https://harbourline.sharepoint.com/:b:/r/sites/sales/answers.pdf?csf=1",
            "https://harbourline.sharepoint.com/sites/sales/answers.pdf?csf=1&web=1",
        ] {
            assert_eq!(paged(address), None, "{address}");
        }
    }
}
