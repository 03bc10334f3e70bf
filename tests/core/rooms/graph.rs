//! Which file takes from which, and the circles among them.

use super::code::{Module, absolute};
use std::collections::{BTreeMap, BTreeSet};

/// Edges between modules, each with the names that are taken. A module and those around it are one house: what a file takes
/// from the module that holds it is no edge.
pub type Graph = BTreeMap<Vec<String>, BTreeMap<Vec<String>, BTreeSet<String>>>;

/// The graph of one or more crates.
pub fn graph(modules: &BTreeMap<Vec<String>, Module>, crates: &[&str]) -> Graph {
    let mut graph = Graph::new();
    for (module, Module { code, .. }) in modules {
        let named = code.paths.iter().map(|(inside, path)| ([module.as_slice(), inside].concat(), path));
        for (place, path) in named {
            let Some(path) = absolute(&place, path, modules, crates) else { continue };
            let Some(used) = home(&path, modules, crates, 8) else { continue };
            if used != *module && !module.starts_with(&used) {
                let name = path.last().cloned().unwrap_or_default();
                graph.entry(module.clone()).or_default().entry(used).or_default().insert(name);
            }
        }
    }
    graph
}

/// The module in whose file a path's item stands: names that are handed on lead further.
fn home(
    path: &[String],
    modules: &BTreeMap<Vec<String>, Module>,
    crates: &[&str],
    patience: usize,
) -> Option<Vec<String>> {
    let length = (1..=path.len()).rev().find(|length| modules.contains_key(&path[..*length]))?;
    let (module, rest) = path.split_at(length);
    let handed_on = rest.first().filter(|_| patience > 0).and_then(|name| {
        let found = modules[module].code.hands_on.iter().find(|(handed, _)| handed == name);
        let behind = absolute(module, &found?.1, modules, crates)?;
        home(&[behind.as_slice(), &rest[1..]].concat(), modules, crates, patience - 1)
    });
    handed_on.or_else(|| Some(module.to_vec()))
}

/// Groups of modules that lead back to themselves, sorted.
pub fn circles(graph: &Graph) -> Vec<Vec<Vec<String>>> {
    let reached: BTreeMap<&Vec<String>, BTreeSet<&Vec<String>>> =
        graph.keys().map(|from| (from, reach(graph, from))).collect();
    let both = |a: &Vec<String>, b: &Vec<String>| {
        reached.get(a).is_some_and(|r| r.contains(b)) && reached.get(b).is_some_and(|r| r.contains(a))
    };
    let mut found: BTreeSet<Vec<Vec<String>>> = BTreeSet::new();
    for one in graph.keys().filter(|one| both(one, one)) {
        found.insert(graph.keys().filter(|other| both(one, other)).cloned().collect());
    }
    found.into_iter().collect()
}

fn reach<'a>(graph: &'a Graph, from: &'a Vec<String>) -> BTreeSet<&'a Vec<String>> {
    let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(next) = open.pop() {
        for used in graph.get(next).into_iter().flat_map(BTreeMap::keys) {
            if seen.insert(used) {
                open.push(used);
            }
        }
    }
    seen
}
