"""Serves the desktop's page, and its VNC stream as a WebSocket, on one HTTP port.

GET /            the page, which connects by itself
GET /vnc.html    noVNC's own page with all its settings
GET /websockify  the stream
GET /healthz     200 while the VNC server greets, 503 otherwise
GET /activity    how many streams are open, and for how long there has been none
"""

import argparse
import json
import logging
import signal
import socket
import sys
import threading
import time
from urllib.parse import urlsplit

from websockify.websocketproxy import LibProxyServer, ProxyRequestHandler

# Ping often enough that no proxy on the way takes a still picture for a dead connection (the usual limit is 60 s).
HEARTBEAT_SECONDS = 25
# A machine that falls asleep closes nothing, and TCP alone would take a quarter of an hour to find out.
LOST_AFTER_HEARTBEATS = 3
# A VNC server that takes longer to greet is stuck; kubelet's own default patience with a probe is 1 s.
GREETING_SECONDS = 0.9


def vnc_greets(path):
    """Tells whether a VNC server accepts a connection at this socket and sends the greeting of RFC 6143, 7.1.1."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(GREETING_SECONDS)
        try:
            connection.connect(path)
            return connection.recv(12).startswith(b"RFB ")
        except OSError:
            return False


class Presence:
    """Counts the streams that are open. To be entered by each of them."""

    def __init__(self):
        self.lock = threading.Lock()
        self.connections = 0
        self.changed = time.monotonic()

    def __enter__(self):
        self.add(1)

    def __exit__(self, *_):
        self.add(-1)

    def add(self, number):
        with self.lock:
            self.connections += number
            self.changed = time.monotonic()

    def describe(self):
        """A length of time and no date: whoever reads it need not have the same clock."""
        with self.lock:
            idle = 0 if self.connections else time.monotonic() - self.changed
            return {"connections": self.connections, "idleSeconds": round(idle, 3)}


class DesktopHandler(ProxyRequestHandler):
    """websockify's handler, with the stream at one path only, health and activity."""

    # Heartbeats since the browser was last heard of.
    silent = 0

    def handle_upgrade(self):
        if urlsplit(self.path).path == "/websockify":
            super().handle_upgrade()
        else:
            self.send_error(404)

    def new_websocket_client(self):
        with self.server.presence:
            super().new_websocket_client()

    def send_ping(self, data=b""):
        self.silent += 1
        if self.silent > LOST_AFTER_HEARTBEATS:
            raise self.CClose(1001, "nothing heard")
        # websockify breaks off where a ping comes between the parts of a frame that is still being sent.
        if not self.send_parts:
            super().send_ping(data)

    def recv_frames(self):
        self.silent = 0
        return super().recv_frames()

    def do_GET(self):
        path = urlsplit(self.path).path
        if path == "/healthz":
            self.answer_health()
        elif path == "/activity":
            self.answer(200, "application/json", json.dumps(self.server.presence.describe()) + "\n")
        else:
            super().do_GET()

    def answer_health(self):
        if vnc_greets(self.server.unix_target):
            self.answer(200, "text/plain; charset=utf-8", "ok\n")
        else:
            self.answer(503, "text/plain; charset=utf-8", "the VNC server does not answer\n")

    def answer(self, status, content_type, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self):
        # The image is replaced under the same address: a browser asks whether its copy is still the current one.
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def list_directory(self, path):
        self.send_error(404)


class DesktopServer(LibProxyServer):
    """One thread for each connection; none of them outlives the server."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *args, **kwargs):
        self.presence = Presence()
        super().__init__(*args, **kwargs)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--vnc", required=True, help="path of the VNC server's unix socket")
    parser.add_argument("--root", required=True, help="folder of the page")
    options = parser.parse_args()

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    server = DesktopServer(
        RequestHandlerClass=DesktopHandler,
        listen_port=options.port,
        unix_target=options.vnc,
        web=options.root,
        heartbeat=HEARTBEAT_SECONDS,
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    # Nothing is ever polled for: the interval only wakes the process.
    server.serve_forever(poll_interval=3600)


if __name__ == "__main__":
    main()
