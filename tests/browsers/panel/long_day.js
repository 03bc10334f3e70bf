// Body of a function of the panel's document and window: goes from tab to tab as a rep does all day, `arg.count` times from
// the turn `arg.from` on. `arg.tabs` are the tabs with the name that the panel shows for each. Gives what was wrong.
const api = window.chrome ?? window.browser;
const { tabs, from, count } = arg;
const wrong = [];
const heading = () => document.querySelector("#who h1")?.textContent ?? "";
const everything = { attributes: true, childList: true, subtree: true, characterData: true };

/** Waits until the panel shows a tab's answer; from the moment on in which it let go of the one before, no other name. */
function shows({ id, name }, before) {
  return new Promise((resolve) => {
    let gone = false;
    const watcher = new window.MutationObserver(look);
    const late = window.setTimeout(() => done(`tab ${id}: “${heading()}” instead of “${name}”`), 20_000);
    watcher.observe(document.documentElement, everything);
    function done(what) {
      if (what) wrong.push(what);
      watcher.disconnect();
      window.clearTimeout(late);
      resolve();
    }
    function look() {
      const now = heading();
      gone ||= now !== before;
      if (gone && now && now !== name) done(`“${now}” in the tab of “${name}”`);
      else if (now === name && document.documentElement.dataset.state === "ready") done();
    }
    api.tabs.update(id, { active: true });
  });
}

return (async () => {
  for (let turn = from; turn < from + count; turn++) {
    await shows(tabs[turn % tabs.length], tabs[(turn + tabs.length - 1) % tabs.length].name);
  }
  return wrong;
})();
