//! Every number of the ranking, in points. The largest realistic sum is near 250; the panel shows the sum as
//! "Fit". Raising a weight makes its signal decide more often against the others.

/// Same industry. A related one gets this times the square of its similarity (Wu & Palmer), so that banking for
/// an insurer counts a little and a mere neighbour almost nothing.
pub const INDUSTRY: f32 = 40.0;
/// The same for a customer story: what others of their trade did says most of all.
pub const INDUSTRY_STORY: f32 = 50.0;
/// From here on an industry's points say that the piece is about them.
pub const INDUSTRY_FITS: f32 = 9.0;
/// What each further industry named takes from the match: a piece about one industry says more to it than a piece
/// that lists six.
pub const INDUSTRY_SPREAD: f32 = 0.07;
/// The least that a match keeps however many are named.
pub const INDUSTRY_FOCUS_MIN: f32 = 0.65;
/// The asset says nothing of industries: it suits any.
pub const INDUSTRY_BLANK: f32 = 8.0;
/// The asset is about other sectors only.
pub const INDUSTRY_MISMATCH: f32 = -12.0;

/// A story while nothing is known of the prospect's industry.
pub const STORY_UNKNOWN: f32 = -13.0;
/// A story of a customer in another sector.
pub const STORY_MISMATCH: f32 = -21.0;

/// Written for the person's function.
pub const PERSONA: f32 = 54.0;
/// Written for a function that works on the same matters (accounting for finance …).
pub const PERSONA_RELATED: f32 = 36.0;
/// The asset says nothing of functions.
pub const PERSONA_BLANK: f32 = 12.0;
/// What each further function named takes from the match, as for industries.
pub const PERSONA_SPREAD: f32 = 0.08;
/// Security answers and the like, for somebody whose own field they are not, though they are written for him too.
pub const PERSONA_SIDE: f32 = 18.0;
/// Written for others.
pub const PERSONA_MISMATCH: f32 = -24.0;

/// Written for the person's level.
pub const SENIORITY: f32 = 2.0;
/// Written for other levels.
pub const SENIORITY_MISMATCH: f32 = -1.0;

/// Marketing says it helps at this stage.
pub const STAGE: f32 = 42.0;
/// Its kind usually helps at this stage.
pub const STAGE_BY_KIND: f32 = 32.0;
/// It helps one stage earlier or later.
pub const STAGE_NEXT: f32 = 12.0;
/// Marketing says that it helps at other stages.
pub const STAGE_MISMATCH: f32 = -20.0;

/// The part of the stage's points that counts while the stage is not known: most buyers a rep looks up are at the
/// beginning.
pub const STAGE_ASSUMED: f32 = 0.6;

/// About a competitor that the page names: nothing moves such a deal more.
pub const COMPETITOR: f32 = 130.0;
/// A piece of another kind in which that competitor is named: a customer who weighed both.
pub const COMPETITOR_MENTIONED: f32 = 44.0;
/// Compares with another competitor than the one named, or with one while none is named.
pub const COMPETITOR_MISMATCH: f32 = -60.0;

/// About a product that the page names.
pub const PRODUCT: f32 = 58.0;
/// What each further product named takes from the match.
pub const PRODUCT_SPREAD: f32 = 0.15;
/// The part that counts of a product that they have already: the next one may be what they look for.
pub const PRODUCT_OWNED: f32 = 0.4;
/// The asset names no product.
pub const PRODUCT_BLANK: f32 = 8.0;
/// About other products only.
pub const PRODUCT_MISMATCH: f32 = -44.0;

/// About companies of this size.
pub const SIZE: f32 = 7.0;
/// About companies of other sizes.
pub const SIZE_MISMATCH: f32 = -4.0;

/// For use in the account's region.
pub const REGION: f32 = 4.0;
/// For use in other regions.
pub const REGION_MISMATCH: f32 = -40.0;

/// In the prospect's own language, when that is not English.
pub const LANGUAGE: f32 = 18.0;
/// In English, which most buyers read, when the prospect's language is another.
pub const LANGUAGE_ENGLISH: f32 = 0.0;
/// In a language that neither the prospect nor the rep is known to read.
pub const LANGUAGE_MISMATCH: f32 = -60.0;

/// What is known of the buyer, asked as one query: all of this for the asset that answers it best.
pub const NEEDS: f32 = 150.0;
/// A best score of so much is worth half of [`NEEDS`]: two words found by chance prove little.
pub const NEEDS_HALF: f32 = 6.7;
/// What the words of each field count in that query: notes, headline and about …
pub const ASK_TEXT: f32 = 3.0;
/// … the title, whose posts (`manager`) are left out …
pub const ASK_TITLE: f32 = 0.3;
/// … the industry's label …
pub const ASK_INDUSTRY: f32 = 0.1;
/// … competitors …
pub const ASK_COMPETITOR: f32 = 1.2;
/// … and products.
pub const ASK_PRODUCT: f32 = 0.3;
/// From this coverage of the words asked ([`crate::search::Relevance::coverage`]) the best pieces answer them …
pub const COVERAGE_FITS: f32 = 1.4;
/// … those that have at least this part of the best one's score.
pub const NEEDS_FITS: f32 = 0.7;

/// All of this for the piece that speaks most of the person's work, where nobody said whom pieces are for …
pub const WORK: f32 = 50.0;
/// … and where somebody did.
pub const WORK_STATED: f32 = 35.0;
/// A share of a piece's text that is worth half of it.
pub const WORK_HALF: f32 = 0.02;
/// The share of a library that the words of a person's work need for the vendor to have something for him …
pub const WORK_SERVED: f32 = 0.004;
/// … and for functions that have a say in every purchase.
pub const WORK_OF_BUYERS: f32 = 0.002;
/// … or that the words of a neighbouring function need.
pub const WORK_OF_NEIGHBOURS: f32 = 0.02;
/// From this part of the most on, a piece is about that work.
pub const WORK_FITS: f32 = 0.5;

/// A kind that practitioners use in their work, for a practitioner.
pub const KIND_FOR_WORK: f32 = 13.0;
/// The same for an executive.
pub const KIND_FOR_WORK_EXECUTIVE: f32 = -3.0;
/// A kind that buyers and lawyers ask for, for one of them.
pub const KIND_FOR_BUYERS: f32 = 13.0;

/// What a match loses of an industry, a function or a product that every asset bears; half of it where half of them do.
pub const COMMON: f32 = 0.5;

/// The part of its points that a guessed value gives; it never takes any.
pub const GUESSED: f32 = 0.3;
/// The same for the trade of a story's customer, which the story's first sentences tell almost for certain.
pub const GUESSED_INDUSTRY: f32 = 0.9;

/// Released or changed in the last 31 days.
pub const NEW: f32 = 2.0;
/// … in the last half year.
pub const RECENT: f32 = 1.0;
/// Not changed for more than two years.
pub const OLD: f32 = -2.0;

/// Per step of marketing's priority (−2 to 2).
pub const PRIORITY_STEP: f32 = 1.5;

/// For each asset of the same kind already above it.
pub const VARIETY: f32 = -14.0;

/// Already shared with this account: nobody wants the same piece twice.
pub const SHARED: f32 = -35.0;

/// A pinned asset stands above everything else.
pub const PIN: f32 = 1000.0;
/// What a boost gives and a bury takes.
pub const BOOST: f32 = 40.0;
