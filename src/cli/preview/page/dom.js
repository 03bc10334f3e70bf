// Elements of the page: found by their id, and made of texts.

export const of = (id) => document.getElementById(id);

export function element(tag, text, kind) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}
