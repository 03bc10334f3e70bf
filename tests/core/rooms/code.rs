//! Reads Rust files: which paths each one names, outside its tests.
//!
//! Works on tokens, so that what stands in braces and in macros counts too, and comments and strings do not.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A path as it is written: `["crate", "text", "fold"]`; a glob ends in `*`.
pub type Named = Vec<String>;

/// What one file says.
#[derive(Debug, Default)]
pub struct Code {
    /// Paths that it names, each with the inline modules around it.
    pub paths: BTreeSet<(Vec<String>, Named)>,
    /// What it hands on by `pub use`: the name and the path behind it.
    pub hands_on: Vec<(String, Named)>,
    /// Modules that exist for tests alone.
    pub test_modules: BTreeSet<String>,
}

/// Reads a file's text.
///
/// # Panics
/// When it is no Rust.
pub fn read(text: &str) -> Code {
    let tokens: TokenStream = text.parse().expect("a file of Rust");
    let mut code = Code::default();
    walk(&tokens.into_iter().collect::<Vec<_>>(), &mut Vec::new(), &mut code);
    code
}

fn walk(tokens: &[TokenTree], inside: &mut Vec<String>, code: &mut Code) {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if let Some(end) = test_item(tokens, at) {
            let item = &tokens[at..end];
            if let Some(name) =
                after(item, "mod").filter(|_| !item.iter().any(|t| group(t).is_some_and(brace)))
            {
                code.test_modules.insert(name);
            }
            at = end;
            continue;
        }
        match token {
            TokenTree::Ident(word) if word == "use" => {
                let end = at + tokens[at..].iter().position(|t| is(t, ';')).unwrap_or(tokens.len() - at);
                let mut found = Vec::new();
                tree(&tokens[at + 1..end], &Vec::new(), &mut found);
                let public = at > 0 && visible(tokens, at);
                for (path, name) in found {
                    if public && inside.is_empty() {
                        code.hands_on.push((name, path.clone()));
                    } else {
                        code.paths.insert((inside.clone(), path));
                    }
                }
                at = end;
            }
            TokenTree::Ident(word) if word == "mod" => {
                let body = tokens.get(at + 2).and_then(group).filter(|g| brace(g));
                if let (Some(TokenTree::Ident(name)), Some(body)) = (tokens.get(at + 1), body) {
                    inside.push(name.to_string());
                    walk(&body.stream().into_iter().collect::<Vec<_>>(), inside, code);
                    inside.pop();
                    at += 3;
                } else {
                    at += 1;
                }
            }
            TokenTree::Ident(_) => {
                let (path, next) = path(tokens, at);
                if path.len() > 1 {
                    code.paths.insert((inside.clone(), path));
                }
                at = next;
            }
            TokenTree::Group(group) => {
                walk(&group.stream().into_iter().collect::<Vec<_>>(), inside, code);
                at += 1;
            }
            _ => at += 1,
        }
    }
}

/// Where the item ends that begins at `at` with `#[cfg(test)]`, if one does.
fn test_item(tokens: &[TokenTree], at: usize) -> Option<usize> {
    let attribute = tokens.get(at + 1).and_then(group).filter(|_| is(&tokens[at], '#'))?;
    let words: Vec<TokenTree> = attribute.stream().into_iter().collect();
    let cfg = words.first().is_some_and(|t| t.to_string() == "cfg");
    let condition = words.get(1).and_then(group).filter(|_| cfg)?.stream().to_string().replace(' ', "");
    if condition != "test" && !condition.starts_with("all(test") {
        return None;
    }
    let end = tokens[at + 2..].iter().position(|t| is(t, ';') || group(t).is_some_and(brace));
    Some(end.map_or(tokens.len(), |end| at + 2 + end + 1))
}

/// A path that begins at `at`, and where it ends.
fn path(tokens: &[TokenTree], mut at: usize) -> (Named, usize) {
    let mut path = Vec::new();
    while let Some(TokenTree::Ident(word)) = tokens.get(at) {
        path.push(word.to_string());
        let colons = |from: usize| (0..2).all(|i| tokens.get(from + i).is_some_and(|t| is(t, ':')));
        if !colons(at + 1) {
            return (path, at + 1);
        }
        at += 3;
    }
    (path, at)
}

/// The paths of a `use`, each with the name that it brings: `a::{b, c as d}`.
fn tree(tokens: &[TokenTree], before: &Named, found: &mut Vec<(Named, String)>) {
    for part in tokens.split(|t| is(t, ',')) {
        let (start, rest) = path(part, 0);
        let mut whole = before.clone();
        whole.extend(start.iter().filter(|word| *word != "self" || before.is_empty()).cloned());
        match part.get(rest) {
            Some(TokenTree::Group(group)) => {
                tree(&group.stream().into_iter().collect::<Vec<_>>(), &whole, found);
            }
            Some(TokenTree::Punct(star)) if star.as_char() == '*' => {
                whole.push("*".to_owned());
                found.push((whole, "*".to_owned()));
            }
            Some(TokenTree::Ident(word)) if word == "as" => {
                let name = part.get(rest + 1).map(ToString::to_string).unwrap_or_default();
                found.push((whole, name));
            }
            _ if start.is_empty() => {}
            _ => {
                let name = whole.last().cloned().unwrap_or_default();
                found.push((whole, name));
            }
        }
    }
}

/// Whether `pub` or `pub(…)` stands before the token at `at`.
fn visible(tokens: &[TokenTree], at: usize) -> bool {
    let before = |n: usize| at.checked_sub(n).and_then(|at| tokens.get(at));
    let word = |t: Option<&TokenTree>| matches!(t, Some(TokenTree::Ident(w)) if w == "pub");
    word(before(1)) || (before(1).and_then(group).is_some() && word(before(2)))
}

fn after(tokens: &[TokenTree], word: &str) -> Option<String> {
    let at = tokens.iter().position(|t| matches!(t, TokenTree::Ident(w) if w == word))?;
    tokens.get(at + 1).map(ToString::to_string)
}

fn group(token: &TokenTree) -> Option<&Group> {
    if let TokenTree::Group(group) = token { Some(group) } else { None }
}

fn brace(group: &Group) -> bool {
    group.delimiter() == Delimiter::Brace
}

fn is(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

/// All Rust files below a folder, sorted.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The files of one crate, by the module that each one is; those for tests alone are left out.
pub fn modules(folder: &Path, name: &str) -> BTreeMap<Vec<String>, Module> {
    let mut modules = BTreeMap::new();
    for file in files(folder) {
        let inside = file.strip_prefix(folder).unwrap();
        if inside.file_name().is_some_and(|f| f == "build.rs" || f == "main.rs") {
            continue;
        }
        let mut path = vec![name.to_owned()];
        path.extend(
            inside.with_extension("").components().map(|c| c.as_os_str().to_string_lossy().into_owned()),
        );
        if path.last().is_some_and(|last| last == "mod" || (last == "lib" && path.len() == 2)) {
            path.pop();
        }
        let code = read(&fs::read_to_string(&file).unwrap());
        modules.insert(path, Module { file: inside.display().to_string(), code });
    }
    let for_tests: Vec<Vec<String>> = modules
        .iter()
        .flat_map(|(path, module)| {
            module.code.test_modules.iter().map(|name| [path.as_slice(), std::slice::from_ref(name)].concat())
        })
        .collect();
    modules.retain(|path, _| !for_tests.iter().any(|test| path.starts_with(test)));
    modules
}

/// A module that is a file.
#[derive(Debug)]
pub struct Module {
    /// Below the crate's folder.
    pub file: String,
    /// What it says.
    pub code: Code,
}

/// A path as seen from the top: `crate`, `super` and `self` resolved from the module in which it stands. None for what
/// begins with a name that is neither of those, nor a module beside, nor one of `crates`.
pub fn absolute(
    module: &[String],
    path: &[String],
    modules: &BTreeMap<Vec<String>, Module>,
    crates: &[&str],
) -> Option<Vec<String>> {
    let first = path.first()?;
    let rest = &path[1..];
    match first.as_str() {
        "crate" => Some([&module[..1], rest].concat()),
        "self" => Some([module, rest].concat()),
        "super" => {
            let up = path.iter().take_while(|word| *word == "super").count();
            Some([&module[..module.len().checked_sub(up)?], &path[up..]].concat())
        }
        name if crates.contains(&name) => Some(path.to_vec()),
        _ => {
            let beside = [module, std::slice::from_ref(first)].concat();
            modules.contains_key(&beside).then(|| [module, path].concat())
        }
    }
}
