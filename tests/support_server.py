"""A server on this machine that misbehaves on request, and a clock that nobody waits for."""

from __future__ import annotations

import socket
import socketserver
import ssl
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace

from cam.ask import Answer, Manners, Turns, ask

HOSTS = ("portal.example", "one.example", "two.example")
"""Names of the server's machine that may be asked."""
_NAMES = {
    **{host: ["127.0.0.1"] for host in HOSTS},
    "inner.example": ["127.0.0.1"],
    "mapped.example": ["::ffff:10.0.0.1"],
}

Behaviour = Callable[["Visit"], None]


@dataclass
class Visit:
    """One request to the server."""

    server: Server
    socket: socket.socket
    head: str

    @property
    def method(self) -> str:
        return self.head.split(" ", 1)[0]

    @property
    def path(self) -> str:
        return self.head.split(" ", 2)[1]

    @property
    def number(self) -> int:
        """How often this path was asked for, this time included."""
        return self.server.paths.count(self.path)

    def header(self, name: str) -> str | None:
        lines = (line.partition(": ") for line in self.head.split("\r\n")[1:])
        return next((value for key, _, value in lines if key.lower() == name.lower()), None)

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def reply(self, code: int, body: bytes = b"page", **headers: str) -> None:
        lines = [f"HTTP/1.1 {code} x", f"Content-Length: {len(body)}", "Connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.send("\r\n".join([*lines, "", ""]).encode() + body)

    def drip(self, data: bytes = b"x") -> None:
        """Send the same again and again, a little at a time, until the other side has had enough."""
        while not self.server.closing.wait(0.01):
            self.send(data)

    def hang(self) -> None:
        self.server.closing.wait(60)

    def reset(self) -> None:
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


@dataclass
class Server:
    """The paths that it knows, and what it was asked."""

    behaviours: dict[str, Behaviour] = field(default_factory=dict)
    otherwise: Behaviour = lambda visit: visit.reply(404)
    at_once: Behaviour | None = None
    """What is done before anything is read."""
    tls: ssl.SSLContext | None = None
    visits: list[Visit] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    @property
    def paths(self) -> list[str]:
        return [visit.path for visit in self.visits]

    @property
    def counts(self) -> Counter[str]:
        return Counter(self.paths)

    def on(self, path: str, behaviour: Behaviour) -> str:
        """Behave in this way at a path, and return the address of it at the usual host."""
        self.behaviours[path] = behaviour
        return self.address(path)

    def address(self, path: str, host: str = "portal.example", scheme: str = "") -> str:
        return f"{scheme or ('https' if self.tls else 'http')}://{host}:{self.port}{path}"

    def handle(self, connection: socket.socket) -> None:
        """Read a request and do with it what the path asks for; that the other side may hang up is expected."""
        with suppress(OSError):
            if self.at_once:
                return self.at_once(Visit(self, connection, ""))
            if self.tls:
                connection = self.tls.wrap_socket(connection, server_side=True)
            with connection:
                head = b""
                while b"\r\n\r\n" not in head and (more := connection.recv(65536)):
                    head += more
                self.meet(Visit(self, connection, head.decode("latin-1").partition("\r\n\r\n")[0]))
        return None

    def meet(self, visit: Visit) -> None:
        if not visit.head.partition("\r\n")[0].endswith(" HTTP/1.1"):
            return
        self.visits.append(visit)
        self.behaviours.get(visit.path.partition("?")[0], self.otherwise)(visit)


class _Listener(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 64


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """Run a server on a free port of this machine."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            server.handle(self.request)

    with _Listener(("127.0.0.1", 0), Handler) as listener:
        server.port = listener.server_address[1]
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            listener.shutdown()
            thread.join()


@dataclass
class Clock:
    """A clock that goes on only when somebody sleeps, and knows for how long."""

    time: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        if seconds:
            self.slept.append(seconds)
        self.time += seconds


def named(host: str, port: int) -> list[str]:
    """Stand in for the names of the network; network addresses stand for themselves, other names for nothing."""
    if host not in _NAMES and not host.replace(".", "").isdigit():
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return _NAMES.get(host, [host])


_MANNERS = Manners(pause=0, total=60, connect=60, private=frozenset(HOSTS), resolve=named)


def patient(clock: Clock) -> Manners:
    """Return manners that wait for nothing real, and so long for an answer that no slow machine fails a test."""
    return replace(_MANNERS, now=clock.now, sleep=clock.sleep)


def asked(address: str, manners: Manners) -> Answer:
    """Ask one address."""
    return ask(address, manners, Turns(manners))


def to(code: int, target: str) -> Behaviour:
    """Redirect."""
    return lambda visit: visit.reply(code, Location=target)
