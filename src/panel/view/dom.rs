//! The few ways in which the view touches the document. Text goes in as text; there is no way to put in markup.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, HtmlTemplateElement, Node};

/// A part of `panel.html` that is not there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("#{0}")]
pub struct Missing(pub &'static str);

/// The document.
pub fn document() -> Document {
    gloo::utils::document()
}

/// The element of an id.
pub fn by_id(id: &'static str) -> Result<Element, Missing> {
    document().get_element_by_id(id).ok_or(Missing(id))
}

/// A copy of the first element of a template: `card` for `t-card`.
pub fn stamp(template: &str) -> Option<Element> {
    let found = document().get_element_by_id(&format!("t-{template}"))?;
    let first = found.dyn_into::<HtmlTemplateElement>().ok()?.content().first_element_child()?;
    first.clone_node_with_deep(true).ok()?.dyn_into().ok()
}

/// The first element below that a selector finds.
pub fn find(root: &Element, selector: &str) -> Option<Element> {
    root.query_selector(selector).ok().flatten()
}

/// The first element below, as a type.
pub fn find_as<T: JsCast>(root: &Element, selector: &str) -> Option<T> {
    find(root, selector)?.dyn_into().ok()
}

/// Sets an attribute of the first element below that a selector finds.
pub fn set_in(root: &Element, selector: &str, name: &str, value: &str) {
    if let Some(found) = find(root, selector) {
        set(&found, name, value);
    }
}

/// Sets or removes an attribute without value there.
pub fn flag_in(root: &Element, selector: &str, name: &str, on: bool) {
    if let Some(found) = find(root, selector) {
        flag(&found, name, on);
    }
}

/// Adds or removes a class there.
pub fn class_in(root: &Element, selector: &str, name: &str, on: bool) {
    if let Some(found) = find(root, selector) {
        class(&found, name, on);
    }
}

/// Removes the first element below that a selector finds.
pub fn drop_in(root: &Element, selector: &str) {
    if let Some(found) = find(root, selector) {
        found.remove();
    }
}

/// Puts text into the part of that name. Where it may be cut (`data-whole`) its full words stand in the tip as well.
pub fn put(root: &Element, name: &str, text: &str) {
    if let Some(part) = find(root, &format!("[data-t={name}]")) {
        part.set_text_content(Some(text));
        if part.has_attribute("data-whole") {
            set(&part, "title", text);
        }
    }
}

/// Changes the text where it is another.
pub fn say(element: &Element, text: &str) {
    if element.text_content().as_deref() != Some(text) {
        element.set_text_content(Some(text));
    }
}

/// Sets an attribute; the names are ours, so the browser has nothing to object to.
pub fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// Sets or removes an attribute without value.
pub fn flag(element: &Element, name: &str, on: bool) {
    let _ = element.toggle_attribute_with_force(name, on);
}

/// Adds or removes a class.
pub fn class(element: &Element, name: &str, on: bool) {
    let _ = element.class_list().toggle_with_force(name, on);
}

/// Appends a child.
pub fn append(parent: &Element, child: &Node) {
    let _ = parent.append_child(child);
}

/// An element with text.
pub fn element(tag: &str, text: &str) -> Option<Element> {
    let made = document().create_element(tag).ok()?;
    made.set_text_content(Some(text));
    Some(made)
}

/// Points the first icon below at a symbol.
pub fn icon(root: &Element, symbol: &str) {
    set_in(root, "use", "href", &format!("#{symbol}"));
}

/// Whether the document has a symbol.
pub fn has(id: &str) -> bool {
    document().get_element_by_id(id).is_some()
}

/// Removes all children.
pub fn clear(element: &Element) {
    element.set_text_content(None);
}

/// Moves the focus there.
pub fn focus(element: &Element) -> bool {
    element.dyn_ref::<HtmlElement>().is_some_and(|e| e.focus().is_ok())
}
