// The form is the one tab that the panel sees: its values go to the frame, and a new build loads the frame again.

const form = document.getElementById("prospect");
const panel = document.getElementById("panel");
const channel = new BroadcastChannel("pitchside-preview");
let generation = 0;
let waiting = 0;

const values = () => Object.fromEntries(new FormData(form));
const send = () => channel.postMessage(values());

// An address may carry the prospect (?title=CFO&industry=Insurance), so that a case can be passed on.
const given = Object.fromEntries(new URLSearchParams(location.search));
const kept = JSON.parse(localStorage.getItem("prospect") ?? "{}");
for (const [name, value] of Object.entries(Object.keys(given).length ? given : kept)) {
  if (form.elements[name]) form.elements[name].value = value;
}
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    localStorage.setItem("prospect", JSON.stringify(values()));
    send();
  }, 250);
});
form.addEventListener("reset", () => setTimeout(() => (localStorage.removeItem("prospect"), send())));
form.addEventListener("submit", (event) => event.preventDefault());
channel.onmessage = ({ data }) => data === "ready" && send();

async function look() {
  try {
    const state = await (await fetch("state")).json();
    document.getElementById("state").textContent = state.message;
    document.getElementById("findings").replaceChildren(
      ...state.findings.map((text) => Object.assign(document.createElement("li"), { textContent: text })),
    );
    if (generation && state.generation !== generation) panel.contentWindow.location.reload();
    generation = state.generation;
  } catch {
    document.getElementById("state").textContent = "pitchside preview has ended: start it again";
  }
  setTimeout(look, 1000);
}
look();
