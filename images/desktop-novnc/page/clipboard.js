// One clipboard for the desktop and the person's own machine. Browsers let a page at the clipboard only in a secure context
// and with the person's consent; without it both simply keep their own.

const KEYSYM = { v: 0x0076, V: 0x0056, Insert: 0xff63 };

function isPaste(event) {
  const control = event.ctrlKey || event.metaKey;
  return (
    (control && !event.altKey && (event.key === 'v' || event.key === 'V')) ||
    (event.shiftKey && !control && event.key === 'Insert')
  );
}

/**
 * Copies what the desktop copies to the person's clipboard, and hands theirs to the desktop before a paste key reaches it.
 * Consent to read is thereby asked for at the first paste, when it explains itself.
 *
 * @returns a function that ends it
 */
export function shareClipboard(rfb, screen) {
  const clipboard = navigator.clipboard;
  if (!clipboard) return () => {};

  const copy = event => clipboard.writeText(event.detail.text).catch(() => {});

  // Keys that come while the clipboard is read wait for the paste key: without Control it would be a letter.
  let waiting;

  const handleKey = async event => {
    const isPasted = event.type === 'keydown' && isPaste(event);
    if (!waiting && !isPasted) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (waiting) {
      waiting.push(event);
      return;
    }
    waiting = [];
    const { key, code } = event;
    const text = await clipboard.readText().catch(() => '');
    if (text) rfb.clipboardPasteFrom(text);
    rfb.sendKey(KEYSYM[key], code);
    const events = waiting;
    waiting = undefined;
    for (const each of events) {
      each.target.dispatchEvent(new KeyboardEvent(each.type, each));
    }
  };

  rfb.addEventListener('clipboard', copy);
  const keys = ['keydown', 'keyup'];
  for (const type of keys) {
    screen.addEventListener(type, handleKey, { capture: true });
  }
  return () => {
    for (const type of keys) {
      screen.removeEventListener(type, handleKey, { capture: true });
    }
  };
}
