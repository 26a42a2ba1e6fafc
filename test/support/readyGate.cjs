// Loaded before the application (`electron -r`): holds its `ready` until Playwright has attached. A window that opens
// while Playwright connects may never be announced to it, and the launch then waits for ever. Playwright's own loader
// does the same, but also switches the keychain off, which is among what these tests are to see.
const { app } = require('electron');

const ready = app.whenReady();
const emit = app.emit.bind(app);
let held;
let open = false;
let opened;
const gate = new Promise((resolve) => {
  opened = resolve;
});

app.emit = (event, ...args) => {
  if (event !== 'ready' || open) return emit(event, ...args);
  held = args;
  return app.listenerCount('ready') > 0;
};
app.isReady = () => open;
app.whenReady = () => gate;
/** Called by Playwright once it is attached. */
globalThis.__playwright_run = async () => {
  await ready;
  open = true;
  opened();
  emit('ready', ...held);
};
