//! Average linkage over a sparse graph: two clusters are as alike as their members are on average.

use std::collections::{BTreeMap, BinaryHeap};

/// Average likeness of two clusters from which on they are one group.
const TOGETHER: f32 = 0.4;

/// Likeness times a million, that equal ones are equal.
type Millionths = u64;

/// The clusters of nodes by the pairs that are alike (first below second, likeness from 0 to 1); pairs left out count 0.
/// Ties go to the lower nodes.
pub(super) fn average_linkage(nodes: usize, pairs: &[(usize, usize, f32)]) -> Vec<Vec<usize>> {
    let mut members: Vec<Vec<usize>> = (0..nodes).map(|node| vec![node]).collect();
    let mut sums: Vec<BTreeMap<usize, Millionths>> = vec![BTreeMap::new(); nodes];
    let mut heap: BinaryHeap<(Millionths, std::cmp::Reverse<(usize, usize)>)> = BinaryHeap::new();
    let threshold = millionths(TOGETHER);
    for (a, b, likeness) in pairs {
        let likeness = millionths(*likeness);
        for (from, to) in [(*a, *b), (*b, *a)] {
            if let Some(sums) = sums.get_mut(from) {
                sums.insert(to, likeness);
            }
        }
        if likeness >= threshold {
            heap.push((likeness, std::cmp::Reverse((*a, *b))));
        }
    }
    let size = |members: &[Vec<usize>], node: usize| members.get(node).map_or(0, Vec::len) as u64;
    let average = |members: &[Vec<usize>], sum: Millionths, a: usize, b: usize| {
        sum / (size(members, a) * size(members, b)).max(1)
    };
    while let Some((likeness, std::cmp::Reverse((a, b)))) = heap.pop() {
        // What the heap says may be of clusters that have grown or gone since.
        let Some(sum) = sums.get(a).and_then(|sums| sums.get(&b)).copied() else { continue };
        if size(&members, a) == 0 || size(&members, b) == 0 || average(&members, sum, a, b) != likeness {
            continue;
        }
        let gone = sums.get_mut(b).map(std::mem::take).unwrap_or_default();
        let moved = members.get_mut(b).map(std::mem::take).unwrap_or_default();
        if let Some(members) = members.get_mut(a) {
            members.extend(moved);
        }
        for (other, sum) in gone {
            if let Some(sums) = sums.get_mut(other) {
                sums.remove(&b);
                if other != a {
                    *sums.entry(a).or_default() += sum;
                }
            }
            if let Some(sums) = sums.get_mut(a).filter(|_| other != a) {
                *sums.entry(other).or_default() += sum;
            }
        }
        let Some(neighbours) = sums.get(a) else { continue };
        for (other, sum) in neighbours {
            let likeness = average(&members, *sum, a, *other);
            if likeness >= threshold {
                heap.push((likeness, std::cmp::Reverse((a.min(*other), a.max(*other)))));
            }
        }
    }
    members.retain(|members| !members.is_empty());
    members
}

fn millionths(likeness: f32) -> Millionths {
    (f64::from(likeness.clamp(0.0, 1.0)) * 1e6) as Millionths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_of_pairs_is_not_one_group() {
        let pairs: Vec<_> = (0..9).map(|at| (at, at + 1, 0.8)).collect();
        let clusters = average_linkage(10, &pairs);
        assert!(clusters.iter().all(|cluster| cluster.len() <= 3), "{clusters:?}");
    }

    #[test]
    fn what_is_alike_all_round_is_one_group() {
        let clusters = average_linkage(4, &[(0, 1, 0.9), (0, 2, 0.7), (1, 2, 0.8), (2, 3, 0.4)]);
        assert_eq!(clusters, [vec![0, 1, 2], vec![3]]);
    }
}
