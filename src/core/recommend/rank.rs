//! From points to two lists.

use super::signals::{Shares, Wanted, sum};
use super::{Context, Ranked, Recommendation, Signal, Verdict, explain, weights};
use crate::catalogue::{Asset, AssetKind, Audience};
use crate::index::{AssetOrd, Facets, Index, IndexError};
use crate::prospect::{Prospect, core_words, words_between};
use crate::text::fold;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Among so many of the best, one that fits says that the library has something for them.
const FITS_AMONG: usize = 20;

/// A scored asset before it is put into words.
struct Scored {
    ord: AssetOrd,
    asset: Asset,
    shares: Shares,
    /// What is known speaks for it.
    fits: bool,
}

/// Ranks the library for a prospect.
///
/// The same index, prospect and context give the same lists, natively and in wasm. Ties go to the asset that
/// comes first in the index.
///
/// # Errors
/// When the index's bytes are damaged.
pub fn recommend(
    index: &Index,
    prospect: &Prospect,
    context: &Context,
) -> Result<Recommendation, IndexError> {
    let wanted = Wanted::new(index, prospect, context);
    let shares_of = |ord: AssetOrd, facets: &Facets| {
        let mut shares = wanted.shares(index, ord, facets);
        if let Some(share) = context.without.and_then(|s| shares.get_mut(s as usize)) {
            *share = 0.0;
        }
        shares
    };
    let company = core_words(&prospect.company).concat();
    let (mut external, mut internal) = (Shelf::new(), Shelf::new());
    for ord in index.assets() {
        let Some(facets) = index.facets(ord) else { continue };
        if !wanted.rules.excludes(ord) {
            let shelf = if facets.audience == Audience::External { &mut external } else { &mut internal };
            shelf.put(facets.kind, sum(&shares_of(ord, &facets)), ord);
        }
    }
    // What neither list may hold is passed over when its turn comes: only few assets are decoded.
    let admit = |ord: AssetOrd, for_rep: bool| -> Result<Option<Scored>, IndexError> {
        let Some(facets) = index.facets(ord) else { return Ok(None) };
        let shares = shares_of(ord, &facets);
        let bearing = wanted.bearing(ord, &facets, &shares);
        if for_rep && !bearing.for_it {
            return Ok(None);
        }
        let asset = index.asset(ord)?;
        let may = context.policy.sendable(&asset).is_some();
        let admitted = may != for_rep && (may || context.policy.teaches(&asset));
        if !admitted || tells_their_own_story(&asset, &company) {
            return Ok(None);
        }
        Ok(Some(Scored { ord, asset, shares, fits: bearing.fits() }))
    };
    let variety = if context.without == Some(Signal::Variety) { 0.0 } else { weights::VARIETY };
    let mut send = external.take(context.limit.max(FITS_AMONG), variety, &|ord| admit(ord, false))?;
    let learn = internal.take(context.limit.div_ceil(2), variety, &|ord| admit(ord, true))?;
    let fits = send.iter().any(|scored| scored.fits);
    send.truncate(context.limit);
    let verdict = match (fits, wanted.says_something()) {
        (true, _) => Verdict::Fits,
        (false, false) => Verdict::General,
        (false, true) => Verdict::Nothing { missing: explain::missing(prospect) },
    };
    let nearest = matches!(verdict, Verdict::Nothing { .. });
    let in_words = |list: Vec<Scored>| {
        let mut ranked = Vec::new();
        for scored in list {
            ranked.push(into_ranked(scored, prospect, context, nearest, &wanted));
        }
        ranked
    };
    Ok(Recommendation { send: in_words(send), learn: in_words(learn), verdict })
}

/// The assets of a list by kind: whichever kind repeats gives way, so the best of each kind must be at hand, however far
/// down all its assets stand.
struct Shelf {
    /// By the kinds' numbers.
    kinds: Vec<Kind>,
}

/// One kind's assets.
struct Kind {
    kind: AssetKind,
    /// In no order until the first is taken.
    all: Vec<Score>,
    left: BinaryHeap<Score>,
    taken: usize,
}

impl Shelf {
    fn new() -> Self {
        let mut kinds = Vec::new();
        for kind in AssetKind::ALL {
            kinds.push(Kind { kind: *kind, all: Vec::new(), left: BinaryHeap::new(), taken: 0 });
        }
        Self { kinds }
    }

    fn put(&mut self, kind: AssetKind, score: f32, ord: AssetOrd) {
        if let Some(kind) = self.kinds.get_mut(usize::from(kind.code())) {
            kind.all.push(Score(score, ord));
        }
    }

    /// Takes the best one after the other, where each asset of the same kind already taken costs `variety`; what is not
    /// admitted is passed over.
    fn take(
        mut self,
        limit: usize,
        variety: f32,
        admit: &dyn Fn(AssetOrd) -> Result<Option<Scored>, IndexError>,
    ) -> Result<Vec<Scored>, IndexError> {
        for kind in &mut self.kinds {
            kind.left = BinaryHeap::from(std::mem::take(&mut kind.all));
        }
        let mut taken: Vec<Scored> = Vec::new();
        while taken.len() < limit {
            let mut first: Option<(Score, usize)> = None;
            for (at, kind) in self.kinds.iter().enumerate() {
                let Some(Score(score, ord)) = kind.left.peek() else { continue };
                let score = Score(score + kind.repeated() * variety, *ord);
                if first.is_none_or(|(best, _)| score > best) {
                    first = Some((score, at));
                }
            }
            let Some((Score(_, ord), at)) = first else { break };
            let Some(kind) = self.kinds.get_mut(at) else { break };
            kind.left.pop();
            if let Some(mut scored) = admit(ord)? {
                if let Some(share) = scored.shares.get_mut(Signal::Variety as usize) {
                    *share = kind.repeated() * variety;
                }
                kind.taken += 1;
                taken.push(scored);
            }
        }
        Ok(taken)
    }
}

impl Kind {
    /// How many of it stand above; documents of no particular kind don't repeat each other.
    fn repeated(&self) -> f32 {
        if self.kind == AssetKind::Other { 0.0 } else { self.taken as f32 }
    }
}

/// An asset and its points; the best is the greatest, of equals the first of the index.
#[derive(Clone, Copy, PartialEq)]
struct Score(f32, AssetOrd);

impl Eq for Score {}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0).then(other.1.cmp(&self.1))
    }
}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A case study about the prospect's own company: they know it, and sending it is embarrassing.
fn tells_their_own_story(asset: &Asset, company: &str) -> bool {
    asset.kind == AssetKind::CaseStudy && names(&asset.title, company)
}

/// Whether a title names a company, given by the letters of its name. The title's words are put together until they spell
/// them, since `McDonald’s` and `AT&T` are two words or one.
fn names(title: &str, company: &str) -> bool {
    let title = fold(title);
    let words = words_between(&title, |c| !c.is_alphanumeric());
    for start in 0..words.len() {
        let mut rest = company;
        for word in words.iter().skip(start).take_while(|_| !company.is_empty()) {
            match rest.strip_prefix(word) {
                Some("") => return true,
                Some(left) => rest = left,
                None => break,
            }
        }
    }
    false
}

fn into_ranked(
    scored: Scored,
    prospect: &Prospect,
    context: &Context,
    nearest: bool,
    wanted: &Wanted,
) -> Ranked {
    let Scored { ord, asset, shares, .. } = scored;
    let words = wanted.evidence.found.of(ord).map(|found| found.words.join(", ")).unwrap_or_default();
    let mut reasons = Vec::new();
    for (&signal, &share) in Signal::ALL.iter().zip(&shares) {
        if share != 0.0 {
            reasons.push(explain::reason(signal, share, &asset, prospect, context, &words));
        }
    }
    let sentence = if nearest {
        explain::difference(&asset, prospect)
    } else {
        explain::sentence(&reasons, &asset, prospect, context)
    };
    Ranked { ord, score: sum(&shares), reasons, sentence, asset }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_is_kept_from_its_own_story_however_it_is_spelled() {
        for (company, title, own) in [
            ("McDonald's", "How McDonald’s closes in three days", true),
            ("McDonald’s", "McDonald's: three days to close", true),
            ("L’Oréal", "L'Oréal moves to one ledger", true),
            ("AT&T", "AT&T and the audit", true),
            ("Nordmark Bank", "Nordmark Bank’s close", true),
            ("Nordmark Bank", "Nordmark and the banks", false),
            ("Corvid", "Corvidae in the park", false),
        ] {
            assert_eq!(names(title, &core_words(company).concat()), own, "{company}: {title}");
        }
    }
}
