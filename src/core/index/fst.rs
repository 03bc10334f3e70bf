//! Reads finite state transducers as the crate `fst` writes them (its version 3; the layout is in its module
//! `raw::node`).
//!
//! # Why not by the crate
//! It trusts its bytes: damaged ones make it panic or run forever. Here every read is checked, a transition must
//! lead to a lower address (as those of a written transducer do, so no walk is endless), and an enumeration ends
//! after [`VISITS`] nodes. It is also a third of the crate's size in the wasm.
#![deny(clippy::indexing_slicing)]

use super::checked::Section;

/// The crate's version of the bytes.
const VERSION: u64 = 3;
/// Bytes before the first node.
const HEAD: usize = 16;
/// Bytes of the number of keys, the root's address and a checksum.
const FOOT: usize = 20;
/// From so many transitions on, a node has a table by input byte.
const TABLE_FROM: usize = 33;
/// The nodes that an enumeration looks at: far more than any of a real library takes.
const VISITS: usize = 1 << 20;
/// Longest key in bytes that an enumeration follows; words are cut at 64 before folding.
const LONGEST: usize = 255;
/// Inputs that a node's first byte can hold, by number from 1.
const COMMON: &[u8; 63] = b"te/oasripcnw.hlm-du012g=:bf3y5&_4v9678k%?xCDASFIBEjPTzRNM+LOqHG";
const _: () = assert!(COMMON.len() == 63);

/// The address of the node without transitions that ends a key and adds nothing.
const END: usize = 0;

#[derive(Clone, Copy)]
pub(super) struct Fst<'a> {
    bytes: Section<'a>,
    root: usize,
}

/// A node; its parts lie at descending addresses, those of transition 0 highest.
#[derive(Clone, Copy, Default)]
pub(super) struct Node {
    /// How many transitions.
    count: usize,
    /// The value that is added where a key ends here.
    ends: Option<u64>,
    /// The input of the only transition, if the first byte holds it.
    common: Option<u8>,
    /// The only transition leads to the node right before.
    next: bool,
    inputs: usize,
    targets: usize,
    target_size: usize,
    outputs: usize,
    output_size: usize,
    low: usize,
}

struct Transition {
    input: u8,
    output: u64,
    target: usize,
}

impl<'a> Fst<'a> {
    pub(super) fn open(bytes: Section<'a>) -> Option<Self> {
        let fst = Self { bytes, root: 0 };
        let foot = bytes.len().checked_sub(FOOT).filter(|at| *at >= HEAD)?;
        let root = usize::try_from(fst.number(foot + 8, 8)?).ok()?;
        (fst.number(0, 8)? == VERSION && root < foot).then_some(Self { bytes, root })
    }

    fn number(&self, at: usize, size: usize) -> Option<u64> {
        let bytes = self.bytes.get(at..at.checked_add(size)?)?;
        Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at..at.checked_add(1)?)?.first().copied()
    }

    fn node(&self, address: usize) -> Option<Node> {
        if address == END {
            return Some(Node { ends: Some(0), ..Node::default() });
        }
        let state = self.byte(address).filter(|_| address >= HEAD)?;
        let low_bits = usize::from(state & 63);
        let mut node = Node { count: 1, inputs: address, ..Node::default() };
        let mut at = address;
        if state & 128 != 0 {
            node.common = low_bits.checked_sub(1).and_then(|n| COMMON.get(n)).copied();
            at = at.checked_sub(usize::from(node.common.is_none()))?;
            if state & 64 != 0 {
                return Some(Node { next: true, low: at, ..node });
            }
            at = at.checked_sub(1)?;
        } else {
            node.count = low_bits;
            if low_bits == 0 {
                at = at.checked_sub(1)?;
                // One transition would be in the first byte, so 1 stands for 256.
                node.count = Some(usize::from(self.byte(at)?)).filter(|n| *n != 1).unwrap_or(256);
            }
            at = at.checked_sub(1)?;
        }
        let sizes = self.byte(at)?;
        (node.target_size, node.output_size) = (usize::from(sizes >> 4), usize::from(sizes & 15));
        if node.target_size > 8 || node.output_size > 8 {
            return None;
        }
        if state & 128 == 0 {
            at = at.checked_sub(if node.count >= TABLE_FROM { 256 } else { 0 })?;
            node.inputs = at;
            at = at.checked_sub(node.count)?;
        }
        node.targets = at;
        node.outputs = at.checked_sub(node.count * node.target_size)?;
        node.low = node.outputs.checked_sub(node.count * node.output_size)?;
        if state & 192 == 64 {
            node.low = node.low.checked_sub(node.output_size)?;
            node.ends = Some(self.number(node.low, node.output_size)?);
        }
        Some(node)
    }

    fn transition(&self, node: &Node, nth: usize) -> Option<Transition> {
        let input = match node.common {
            Some(input) => input,
            None => self.byte(node.inputs.checked_sub(nth + 1)?)?,
        };
        if node.next {
            return Some(Transition { input, output: 0, target: node.low.checked_sub(1)? });
        }
        let part = |from: usize, size: usize| self.number(from.checked_sub((nth + 1) * size)?, size);
        let target = match usize::try_from(part(node.targets, node.target_size)?).ok()? {
            0 => END,
            delta => node.low.checked_sub(delta)?,
        };
        Some(Transition { input, output: part(node.outputs, node.output_size)?, target })
    }

    /// The transition by a byte: inputs ascend.
    fn find(&self, node: &Node, byte: u8) -> Option<Transition> {
        let (mut low, mut high) = (0, node.count);
        while low < high {
            let middle = low + (high - low) / 2;
            let found = self.transition(node, middle)?;
            match found.input.cmp(&byte) {
                std::cmp::Ordering::Equal => return Some(found),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Where a key's bytes lead: the node and the sum of what they add.
    fn follow(&self, key: &[u8]) -> Option<(Node, u64)> {
        let (mut node, mut sum) = (self.node(self.root)?, 0_u64);
        for byte in key {
            let step = self.find(&node, *byte)?;
            sum = sum.checked_add(step.output)?;
            node = self.node(step.target)?;
        }
        Some((node, sum))
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &[u8]) -> Option<u64> {
        let (node, sum) = self.follow(key)?;
        sum.checked_add(node.ends?)
    }

    /// Walks, in order, over the keys that begin with `prefix` and whose further bytes `step` accepts one after
    /// the other; `found` gets key, value and state, and says whether to go on.
    pub(super) fn walk<S>(
        &self,
        prefix: &[u8],
        state: S,
        step: &dyn Fn(&S, u8) -> Option<S>,
        found: &mut dyn FnMut(&[u8], u64, &S) -> bool,
    ) {
        let Some((node, sum)) = self.follow(prefix) else { return };
        let mut key = prefix.to_vec();
        let mut stack = vec![(node, sum, state, 0)];
        let mut visits = 0;
        while let Some((node, sum, state, nth)) = stack.last_mut() {
            if *nth == 0
                && let Some(value) = node.ends.and_then(|end| sum.checked_add(end))
                && !found(&key, value, state)
            {
                return;
            }
            let mut deeper = None;
            while *nth < node.count && key.len() < LONGEST {
                visits += 1;
                *nth += 1;
                let Some(here) = self.transition(node, *nth - 1).filter(|_| visits < VISITS) else { return };
                if let Some(next) = step(state, here.input) {
                    let (Some(node), Some(sum)) = (self.node(here.target), sum.checked_add(here.output))
                    else {
                        return;
                    };
                    key.push(here.input);
                    deeper = Some((node, sum, next, 0));
                    break;
                }
            }
            match deeper {
                Some(next) => stack.push(next),
                None => {
                    stack.pop();
                    if stack.is_empty() {
                        return;
                    }
                    key.pop();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::checked::Checked;
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn written(keys: &BTreeMap<Vec<u8>, u64>) -> Vec<u8> {
        ::fst::Map::from_iter(keys.iter().map(|(k, v)| (k, *v))).unwrap().into_fst().into_inner()
    }

    fn all(fst: &Fst<'_>, prefix: &[u8]) -> Vec<(Vec<u8>, u64)> {
        let mut found = Vec::new();
        fst.walk(prefix, (), &|(), _| Some(()), &mut |key, value, ()| {
            found.push((key.to_vec(), value));
            true
        });
        found
    }

    #[test]
    fn every_input_byte_and_value_size_is_read() {
        let keys = (0..=255_u8).flat_map(|byte| {
            let value = (1_u64 << (byte % 60)) - 1;
            [(vec![byte], value), (vec![byte, 255 - byte, byte], value / 3), (vec![b'x', byte], value + 9)]
        });
        let keys: BTreeMap<_, _> = keys.collect();
        let file = Checked::of(&written(&keys));
        let fst = Fst::open(file.section()).unwrap();
        assert_eq!(all(&fst, b""), keys.into_iter().collect::<Vec<_>>());
    }

    proptest! {
        #[test]
        fn what_the_crate_writes_is_read(
            keys in prop::collection::btree_map(prop::collection::vec(b'a'..=b'e', 0..7), any::<u32>().prop_map(u64::from), 0..60),
            other in prop::collection::vec(b'a'..=b'e', 0..7),
        ) {
            let file = Checked::of(&written(&keys));
            let fst = Fst::open(file.section()).unwrap();
            for (key, value) in &keys {
                prop_assert_eq!(fst.get(key), Some(*value));
            }
            prop_assert_eq!(fst.get(&other), keys.get(&other).copied());
            let with: Vec<_> = keys.iter().filter(|(k, _)| k.starts_with(&other)).map(|(k, v)| (k.clone(), *v)).collect();
            prop_assert_eq!(all(&fst, &other), with);
        }

        #[test]
        fn any_bytes_at_all_end(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
            let keys: BTreeMap<_, _> = (0..200_u64).map(|n| (format!("word{}", n * n).into_bytes(), n)).collect();
            let mut bytes = written(&keys);
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let file = Checked::of(&bytes);
            if let Some(fst) = Fst::open(file.section()) {
                fst.get(b"word100");
                let mut count = 0;
                fst.walk(b"", (), &|(), _| Some(()), &mut |_, _, ()| { count += 1; count < 100_000 });
            }
        }
    }
}
