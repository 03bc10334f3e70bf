globalThis.clocked();
