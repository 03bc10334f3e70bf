//! The columns that ranking reads for every asset: fixed size, no decoding.
#![deny(clippy::indexing_slicing)]

use crate::catalogue::{
    Asset, AssetKind, Audience, Date, Guessed, LanguageTag, Persona, Region, Seniority, SizeBand, Stage,
};
use std::marker::PhantomData;

/// A set of words of one vocabulary; bit *n* is the word with code *n*.
#[derive(Debug, PartialEq, Eq)]
pub struct Set<T> {
    bits: u32,
    of: PhantomData<T>,
}

impl<T> Clone for Set<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Set<T> {}

impl<T> Set<T> {
    const fn from_bits(bits: u32) -> Self {
        Self { bits, of: PhantomData }
    }

    /// The bits themselves.
    pub const fn bits(self) -> u32 {
        self.bits
    }

    /// Nothing was said.
    pub const fn is_empty(self) -> bool {
        self.bits == 0
    }

    /// Whether the two sets have a word in common.
    pub const fn meets(self, other: Self) -> bool {
        self.bits & other.bits != 0
    }

    /// How many words.
    pub const fn len(self) -> u32 {
        self.bits.count_ones()
    }
}

macro_rules! sets {
    ($($vocabulary:ident),*) => {$(
        impl Set<$vocabulary> {
            /// Whether the word is in the set.
            pub const fn contains(self, word: $vocabulary) -> bool {
                self.bits & (1 << word.code()) != 0
            }

            /// The words in the order of their numbers.
            pub fn iter(self) -> impl Iterator<Item = $vocabulary> {
                $vocabulary::ALL.iter().copied().filter(move |w| self.contains(*w))
            }
        }

        impl FromIterator<$vocabulary> for Set<$vocabulary> {
            fn from_iter<I: IntoIterator<Item = $vocabulary>>(words: I) -> Self {
                Self::from_bits(words.into_iter().fold(0, |bits, w| bits | 1 << w.code()))
            }
        }
    )*};
}
sets!(Persona, Seniority, Stage, SizeBand, Region);

/// What ranking needs of an asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facets {
    /// What it is.
    pub kind: AssetKind,
    /// The language it is written in.
    pub language: LanguageTag,
    /// Who may have it.
    pub audience: Audience,
    /// Another asset replaces it.
    pub superseded: bool,
    /// There is something to send.
    pub has_link: bool,
    /// Values that nobody stated.
    pub guessed: Guessed,
    /// Marketing's wish, −2 to 2.
    pub priority: i8,
    /// Whom it is written for.
    pub personas: Set<Persona>,
    /// Levels it is written for.
    pub seniorities: Set<Seniority>,
    /// Stages in which it helps.
    pub stages: Set<Stage>,
    /// Sizes of company it is about.
    pub sizes: Set<SizeBand>,
    /// Where it may be used; empty = everywhere.
    pub regions: Set<Region>,
    /// First day on which it may be sent.
    pub released: Option<Date>,
    /// Last day on which it was changed.
    pub updated: Option<Date>,
    /// Last day on which it may be sent.
    pub expires: Option<Date>,
}

const NO_DATE: i32 = i32::MIN;

impl Facets {
    /// Bytes of a row.
    pub(super) const SIZE: usize = 26;

    pub(super) fn of(asset: &Asset) -> Self {
        Self {
            kind: asset.kind,
            language: asset.language,
            audience: asset.audience,
            superseded: asset.superseded_by.is_some(),
            has_link: asset.link.is_some(),
            guessed: asset.guessed,
            priority: asset.priority,
            personas: asset.personas.iter().copied().collect(),
            seniorities: asset.seniorities.iter().copied().collect(),
            stages: asset.stages.iter().copied().collect(),
            sizes: asset.sizes.iter().copied().collect(),
            regions: asset.regions.iter().copied().collect(),
            released: asset.released,
            updated: asset.updated,
            expires: asset.expires,
        }
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let audience = match self.audience {
            Audience::External => 0,
            Audience::Internal => 1,
            Audience::Nda => 2,
        };
        let [first, second] = self.language.code();
        let g = self.guessed;
        let flags =
            [self.superseded, self.has_link, g.kind, g.industries, g.personas, g.products, g.competitors];
        let flags = flags.into_iter().rev().fold(0, |bits, flag| bits << 1 | u8::from(flag));
        out.extend_from_slice(&[self.kind.code(), first, second, audience, flags, self.priority as u8]);
        out.extend_from_slice(&self.personas.bits().to_le_bytes());
        let small = [self.seniorities.bits(), self.stages.bits(), self.sizes.bits(), self.regions.bits()];
        out.extend(small.map(|bits| bits as u8));
        for date in [self.released, self.updated, self.expires] {
            out.extend_from_slice(&date.map_or(NO_DATE, Date::days).to_le_bytes());
        }
    }

    /// Taken apart in one go: ranking reads this row of every asset.
    pub(super) fn read(row: &[u8]) -> Option<Self> {
        let [
            kind,
            l0,
            l1,
            audience,
            flags,
            priority,
            p0,
            p1,
            p2,
            p3,
            seniorities,
            stages,
            sizes,
            regions,
            r0,
            r1,
            r2,
            r3,
            u0,
            u1,
            u2,
            u3,
            e0,
            e1,
            e2,
            e3,
        ] = *row.first_chunk::<{ Self::SIZE }>()?;
        let audience = match audience {
            0 => Audience::External,
            1 => Audience::Internal,
            2 => Audience::Nda,
            _ => return None,
        };
        let date = |bytes| {
            let days = i32::from_le_bytes(bytes);
            (days != NO_DATE).then(|| Date::from_days(days))
        };
        Some(Self {
            kind: AssetKind::from_code(kind)?,
            language: LanguageTag::from_code([l0, l1])?,
            audience,
            superseded: flags & 1 != 0,
            has_link: flags & 2 != 0,
            guessed: Guessed {
                kind: flags & 4 != 0,
                industries: flags & 8 != 0,
                personas: flags & 16 != 0,
                products: flags & 32 != 0,
                competitors: flags & 64 != 0,
            },
            priority: priority as i8,
            personas: Set::from_bits(u32::from_le_bytes([p0, p1, p2, p3])),
            seniorities: Set::from_bits(seniorities.into()),
            stages: Set::from_bits(stages.into()),
            sizes: Set::from_bits(sizes.into()),
            regions: Set::from_bits(regions.into()),
            released: date([r0, r1, r2, r3]),
            updated: date([u0, u1, u2, u3]),
            expires: date([e0, e1, e2, e3]),
        })
    }
}
