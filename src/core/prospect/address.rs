//! A page's address, as far as adapters and evidence need it.

use crate::case;
/// Parts of an http(s) address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address<'a> {
    /// Host in lower case without port.
    pub(super) host: String,
    /// Path, query and fragment, beginning with `/`.
    pub(super) tail: &'a str,
}

impl<'a> Address<'a> {
    /// Longest address that is looked at, in bytes.
    const MAX_BYTES: usize = 8_192;

    /// Splits an address; none for other schemes, an empty host or one with odd characters.
    pub(super) fn parse(url: &'a str) -> Option<Self> {
        let url = url.trim();
        if url.len() > Self::MAX_BYTES {
            return None;
        }
        let scheme = ["https://", "http://"]
            .into_iter()
            .find(|s| url.get(..s.len()).is_some_and(|head| head.eq_ignore_ascii_case(s)))?;
        let rest = url.get(scheme.len()..)?;
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, tail) = rest.split_at(end);
        let host =
            authority.rsplit('@').next()?.split(':').next()?.trim_end_matches('.').to_ascii_lowercase();
        let fine = |c: char| c.is_alphanumeric() || c == '.' || c == '-' || c == '_';
        if host.is_empty() || !case::all(&host, fine) {
            return None;
        }
        Some(Self { host, tail: if tail.is_empty() { "/" } else { tail } })
    }

    /// The path alone.
    pub(super) fn path(&self) -> &'a str {
        self.tail.split(['?', '#']).next().unwrap_or("/")
    }
}

/// Second-level labels under which names are registered: `co.uk`, `com.au`.
const SECOND_LEVEL: [&str; 14] =
    ["co", "com", "org", "net", "ac", "gov", "edu", "gob", "gouv", "or", "ne", "asso", "ltd", "plc"];

/// The part of a host that its owner registered: `shop.pinemarket.co.uk` → `pinemarket.co.uk`.
///
/// A rule of thumb in place of the public suffix list (which weighs more than the rest of this room): three labels
/// when the last is a country and the one before is a usual second level, otherwise two.
pub(super) fn registrable(host: &str) -> &str {
    let mut dots = host.rmatch_indices('.').map(|(at, _)| at);
    let (Some(last), Some(second)) = (dots.next(), dots.next()) else { return host };
    let country = host.len() - last == 3;
    let label = host.get(second + 1..last).unwrap_or_default();
    let cut = if country && SECOND_LEVEL.contains(&label) {
        dots.next().map_or(0, |at| at + 1)
    } else {
        second + 1
    };
    host.get(cut..).unwrap_or(host)
}

/// The name in a registered domain: `pinemarket.co.uk` → `pinemarket`.
pub(super) fn domain_label(host: &str) -> &str {
    registrable(host).split('.').next().unwrap_or_default()
}

/// The domain in a host, mail address or web address, lower case, without `www.`; empty when there is none.
pub(super) fn domain_in(text: &str) -> String {
    let text = case::without_front(text.trim(), "mailto:");
    let host = match Address::parse(text) {
        Some(address) => address.host,
        None => {
            let after_at = text.rsplit('@').next().unwrap_or_default();
            let host = after_at.split(['/', '?', '#', ':', '>', ' ', ',', ';']).next().unwrap_or_default();
            case::lowered(host)
        }
    };
    let host = case::without_front(&host, "www.").trim_matches('.');
    let label = |l: &str| !l.is_empty() && l.len() <= 63 && case::all(l, |c| c.is_alphanumeric() || c == '-');
    let top = host.rsplit('.').next().unwrap_or_default();
    let named = host.contains('.') && host.len() <= 253 && host.split('.').all(label);
    if named
        && top.chars().count() >= 2
        && case::all(top, char::is_alphanumeric)
        && !case::all(top, |c| c.is_ascii_digit())
    {
        host.to_owned()
    } else {
        String::new()
    }
}

/// Whether a text is one mail address and nothing else: no name, no second one, nothing that a `mailto:` link would take
/// for more than an address.
pub fn is_mail_address(text: &str) -> bool {
    let plain = |text: &str, more: &str| {
        !text.is_empty()
            && text.len() <= 254
            && text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
            && text.split('.').all(|part| !part.is_empty())
    };
    text.split_once('@')
        .is_some_and(|(local, host)| plain(local, "._+-") && plain(host, ".-") && host.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_host_and_a_tail() {
        let address = Address::parse("HTTPS://user@WWW.Alderney.example:8443/in/maren?x=1#y").unwrap();
        assert_eq!((address.host.as_str(), address.tail), ("www.alderney.example", "/in/maren?x=1#y"));
        assert_eq!(address.path(), "/in/maren");
        for bad in ["", "about:blank", "chrome://newtab", "https://", "https://a b/", "javascript:alert(1)"] {
            assert_eq!(Address::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_registered_domain_keeps_its_second_level() {
        for (host, want) in [
            ("shop.pinemarket.co.uk", "pinemarket.co.uk"),
            ("www.corvid.example", "corvid.example"),
            ("de.induux.com", "induux.com"),
            ("corvid.de", "corvid.de"),
            ("localhost", "localhost"),
            ("a.b.com.au", "b.com.au"),
        ] {
            assert_eq!(registrable(host), want);
        }
        assert_eq!(domain_label("shop.pinemarket.co.uk"), "pinemarket");
    }

    #[test]
    fn a_mail_address_is_one_and_nothing_else() {
        for good in ["marketing@harbourline.example", "a.b+c@x-y.example"] {
            assert!(is_mail_address(good), "{good}");
        }
        for bad in [
            "",
            "marketing",
            "marketing@",
            "@a.example",
            "a@localhost",
            "a@b.example,c@d.example",
            "a@b.example?bcc=c@d.example",
            "A <a@b.example>",
            "a@b..example",
            "a b@c.example",
            "mailto:a@b.example",
        ] {
            assert!(!is_mail_address(bad), "{bad}");
        }
    }

    #[test]
    fn a_domain_is_found_in_mails_and_addresses() {
        for (text, want) in [
            ("maren@Alderney.example", "alderney.example"),
            ("https://www.alderney.example/about", "alderney.example"),
            ("www.alderney.example", "alderney.example"),
            ("mailto:x@a.example?subject=y", "a.example"),
            ("Maren Holt", ""),
            ("3.14", ""),
            ("", ""),
        ] {
            assert_eq!(domain_in(text), want, "{text}");
        }
    }
}
