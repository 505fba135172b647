// Keeps the desktop on the screen: connects at once, follows the window's size, and comes back after a loss.
import RFB from 'novnc/core/rfb.js';
import { shareClipboard } from './clipboard.js';

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 5_000;

const screen = document.getElementById('screen');
const notice = document.getElementById('notice');
// Relative to the page, so that the desktop also works below a path.
const stream = new URL('websockify', window.location.href);
stream.protocol = stream.protocol === 'https:' ? 'wss:' : 'ws:';

let retryMs = FIRST_RETRY_MS;
let retry;

function say(words) {
  notice.textContent = words;
  notice.hidden = words === '';
}

function connect() {
  clearTimeout(retry);
  retry = undefined;
  const rfb = new RFB(screen, stream.href);
  rfb.background = 'transparent';
  rfb.resizeSession = true;
  rfb.scaleViewport = true;
  const stopSharing = shareClipboard(rfb, screen);

  rfb.addEventListener('connect', () => {
    retryMs = FIRST_RETRY_MS;
    say('');
    rfb.focus();
  });
  rfb.addEventListener('desktopname', event => {
    document.title = event.detail.name;
  });
  rfb.addEventListener('disconnect', () => {
    stopSharing();
    say('Reconnecting…');
    retry = setTimeout(connect, retryMs);
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
  });
}

// Someone is back at the screen, or the network is: that is the moment to try again, not the end of a long wait.
function connectNow() {
  if (retry !== undefined && !document.hidden) connect();
}
window.addEventListener('online', connectNow);
document.addEventListener('visibilitychange', connectNow);

connect();
