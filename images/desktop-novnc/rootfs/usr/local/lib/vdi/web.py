"""Serves the desktop's page, and its VNC stream as a WebSocket, on one HTTP port.

GET /            the page, which connects by itself
GET /vnc.html    noVNC's own page with all its settings
GET /websockify  the stream
GET /healthz     200 while the VNC server greets, 503 otherwise
"""

import argparse
import logging
import signal
import socket
import sys
from urllib.parse import urlsplit

from websockify.websocketproxy import LibProxyServer, ProxyRequestHandler

# Ping often enough that no proxy on the way takes a still picture for a dead connection (the usual limit is 60 s).
HEARTBEAT_SECONDS = 25
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


class DesktopHandler(ProxyRequestHandler):
    """websockify's handler, with the stream at one path only and the health check."""

    def handle_upgrade(self):
        if urlsplit(self.path).path == "/websockify":
            super().handle_upgrade()
        else:
            self.send_error(404)

    def do_GET(self):
        if urlsplit(self.path).path == "/healthz":
            self.answer_health()
        else:
            super().do_GET()

    def answer_health(self):
        greets = vnc_greets(self.server.unix_target)
        body = b"ok\n" if greets else b"the VNC server does not answer\n"
        self.send_response(200 if greets else 503)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
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
