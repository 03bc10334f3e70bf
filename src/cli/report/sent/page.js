// Tables are sorted by a click on the head of a column, again for the other way.
for (const head of document.querySelectorAll("main section thead th")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = head.textContent;
  head.replaceChildren(button);
  button.addEventListener("click", () => {
    const body = head.closest("table").tBodies[0];
    const at = [...head.parentNode.children].indexOf(head);
    const down = head.getAttribute("aria-sort") !== "descending";
    for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const words = (row) => row.cells[at].textContent;
    const compare = head.className === "n" ? (a, b) => Number(words(a)) - Number(words(b)) : (a, b) => words(a).localeCompare(words(b));
    const rows = [...body.rows].sort(compare);
    body.append(...(down ? rows.reverse() : rows));
  });
}
