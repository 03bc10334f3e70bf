// Before the observer, for the benchmark: takes the time from the observer's start to its end (the file is evaluated) and from
// the recipe to the posted answer, and tells both after the answer.
"use strict";
{
  const real = globalThis.browser ?? globalThis.chrome;
  const before = Object.getOwnPropertyDescriptor(globalThis, "browser");
  const restore = () => (before ? Object.defineProperty(globalThis, "browser", before) : delete globalThis.browser);
  const from = performance.now();
  let started = 0;
  globalThis.clocked = () => {
    started = performance.now() - from;
    restore();
    delete globalThis.clocked;
  };
  const connect = (how) => {
    const port = real.runtime.connect(how);
    let asked = 0;
    const hear = (listener) => (message) => {
      asked = performance.now();
      listener(message);
    };
    return {
      onMessage: { addListener: (listener) => port.onMessage.addListener(hear(listener)) },
      onDisconnect: port.onDisconnect,
      disconnect: () => port.disconnect(),
      postMessage(message) {
        port.postMessage(message);
        const answered = performance.now() - asked;
        if (message.kind === "observation") port.postMessage({ kind: "clock", started, answered });
      },
    };
  };
  Object.defineProperty(globalThis, "browser", { value: { runtime: { connect } }, configurable: true, writable: true });
}
