"""nginx in front of the service, with the file of the how-to, on ports of its own; and its visitors."""

from __future__ import annotations

import socket
import ssl
import subprocess
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.deploy.place import choose_port
from tests.website import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.deploy.place import Place

NAME = "plan.example"
LOOPBACK = "127.0.0.1"
#: What stands around the file, on Debian in /etc/nginx/nginx.conf: everything that is written goes below the folder.
FRAME = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log;
worker_processes 1;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/tmp/body;
    proxy_temp_path {folder}/tmp/proxy;
    fastcgi_temp_path {folder}/tmp/fastcgi;
    uwsgi_temp_path {folder}/tmp/uwsgi;
    scgi_temp_path {folder}/tmp/scgi;
    include {folder}/etc/nginx/conf.d/*.conf;
}}
"""


@dataclass(frozen=True)
class Answer:
    """An answer: its status, its headers by name in small letters, and its bytes."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        """The bytes as text."""
        return self.content.decode()


@dataclass
class Proxy:
    """The proxy before the service at *place*."""

    place: Place
    plain: int = field(default_factory=choose_port)
    secure: int = field(default_factory=choose_port)
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def write_frame(self) -> str:
        """Move the file of the how-to to the ports here, and write what stands around it; return the command for it."""
        folder = self.place.folder
        path = folder / "etc/nginx/conf.d/samendoen.conf"
        text = self.place.translate(path.read_text(encoding="utf-8"))
        ports = {"80;": f"{self.plain};", "443 ": f"{self.secure} ", "127.0.0.1:8080": f"127.0.0.1:{self.place.port}"}
        for old, new in ports.items():
            text = text.replace(f"listen {old}", f"listen {new}").replace(f"listen [::]:{old}", f"listen [::1]:{new}")
            text = text.replace(f"server {old}", f"server {new}")
        path.write_text(text, encoding="utf-8")
        (folder / "nginx.conf").write_text(FRAME.format(folder=folder), encoding="utf-8")
        return f"nginx -p {folder} -c {folder}/nginx.conf -e {folder}/nginx-error.log"

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        command = self.place.build_command(f"exec nginx -p {self.place.folder} -c {self.place.folder}/nginx.conf")
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE
        while True:
            assert self.process.poll() is None, (self.place.folder / "nginx-error.log").read_text(encoding="utf-8")
            try:
                socket.create_connection((LOOPBACK, self.secure)).close()
            except ConnectionRefusedError:
                assert time.monotonic() < end, "nginx does not listen"
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        """Stop it."""
        if self.process:
            self.process.terminate()
            self.process.wait(PATIENCE)

    def open(self, scheme: str = "https", source: str = LOOPBACK, protocol: str = "http/1.1") -> socket.socket:
        """Open a connection to it by *scheme* from the address *source*, offering *protocol*."""
        port = self.secure if scheme == "https" else self.plain
        line = socket.create_connection((LOOPBACK, port), PATIENCE, source_address=(source, 0))
        if scheme == "http":
            return line
        context = ssl.create_default_context(cafile=self.place.folder / "etc/samendoen/tls.pem")
        context.set_alpn_protocols([protocol])
        return context.wrap_socket(line, server_hostname=NAME)

    def fetch(
        self, url: str, method: str = "GET", body: bytes | None = None, source: str = LOOPBACK, **headers: str
    ) -> Answer:
        """Fetch *url* with *method* and *body* from the address *source*; it is not followed where it is moved."""
        parts = urlsplit(url)
        visit = HTTPConnection(parts.netloc)
        visit.sock = self.open(parts.scheme, source)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            visit.request(method, target, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = visit.getresponse()
            return Answer(answer.status, {name.lower(): it for name, it in answer.getheaders()}, answer.read())
        finally:
            visit.close()
