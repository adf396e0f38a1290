"""Asks one address on the network whether it answers: politely, and on its guard, for a server may do anything.

The only module that sends requests. It needs urllib3, which nothing but `cam links` does: import it where it is used.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from http.cookiejar import CookieJar
from types import TracebackType
from urllib.parse import urljoin

from pydantic import TypeAdapter
from urllib3 import HTTPResponse, Retry
from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError, NewConnectionError
from urllib3.exceptions import TimeoutError as LibraryTimeout
from urllib3.util import Url, parse_url

from cam.model.base import Address
from cam.model.health import Result

MOST_REDIRECTS = 10
LONGEST_NOTED = 500
"""Longest address that is noted as a new one; longer ones carry the state of a visit."""

_WEB_ADDRESS: TypeAdapter[str] = TypeAdapter(Address)
_FOR_GOOD = (301, 308)
_FOR_NOW = (302, 303, 307)


def resolved(host: str, port: int) -> list[str]:
    """Return the network addresses of a host, each once. How long that takes is the system's choice."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def trust() -> ssl.SSLContext:
    """Return the certificates that the system trusts, judged as browsers do: Python 3.13 would refuse more."""
    context = ssl.create_default_context()
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context


@dataclass(frozen=True)
class Manners:
    """How addresses are asked; from `private` on, only tests say anything else."""

    agent: str = "cam-knowledge-base link check"
    refusing: frozenset[str] = frozenset()
    """Hosts that refuse programs: they are not asked."""
    pause: float = 1.0
    """Seconds between two requests to one host."""
    connect: float = 10.0
    """Seconds that a connection may take to come about."""
    total: float = 30.0
    """Seconds that one request may take from beginning to end."""
    again: tuple[float, ...] = (2.0, 8.0)
    """Seconds before the second, the third … attempt."""
    patience: float = 60.0
    """The longest wait that a server may ask for; if it asks for more, it is not asked again."""
    private: frozenset[str] = frozenset()
    """Hosts that may stand in a private network."""
    trust: ssl.SSLContext = field(default_factory=trust)
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    resolve: Callable[[str, int], list[str]] = resolved


@dataclass(frozen=True)
class Answer:
    """What asking an address came to."""

    result: Result
    code: int | None = None
    to: str | None = None
    why: str = ""
    """In words, where there is no code that says it."""
    passing: bool = False
    """Whether it may be different in a moment."""
    wait: float | None = None
    """Seconds for which the server wants to be left alone."""


class _NoAnswer(Exception):
    """Ends a visit early; holds what it came to."""

    def __init__(self, result: Result, why: str, passing: bool = False) -> None:
        # It may hold what the server sent, and is shown on a terminal.
        self.answer = Answer(result, why=re.sub(r"[^ -~]+", " ", why)[:160], passing=passing)


class Turns:
    """One request at a time to a host, and a pause between two; different hosts do not wait for one another."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._locks: dict[str, threading.Lock] = {}
        self._free_at: dict[str, float] = {}
        self._guard = threading.Lock()

    @contextmanager
    def at(self, host: str) -> Iterator[None]:
        """Wait for the turn at a host, and keep it for as long as the block runs."""
        with self._guard:
            lock = self._locks.setdefault(host, threading.Lock())
        with lock:
            if host in self._free_at:
                self._manners.sleep(max(0.0, self._free_at[host] - self._manners.now()))
            try:
                yield
            finally:
                self._free_at[host] = self._manners.now() + self._manners.pause


def ask(address: str, manners: Manners, turns: Turns) -> Answer:
    """Ask an address, several times if need be, and return what it came to. Never raises for what a server does."""
    answer = _attempt(address, manners, turns)
    for pause in manners.again:
        if not answer.passing or (answer.wait or 0) > manners.patience:
            break
        manners.sleep(max(pause, answer.wait or 0))
        answer = _attempt(address, manners, turns)
    return answer


def _attempt(address: str, manners: Manners, turns: Turns) -> Answer:
    try:
        return _visit(_parsed(address), manners, turns)
    except _NoAnswer as none:
        return none.answer


def _visit(start: Url, manners: Manners, turns: Turns) -> Answer:
    """Follow redirects from `start` to an answer, with cookies: without them, some servers redirect in a circle."""
    here = home = start  # `home`: where the server sends everybody for good
    settled, cookies, seen = True, CookieJar(), set[tuple[str, str]]()
    for _ in range(MOST_REDIRECTS + 1):
        if here.host in manners.refusing:
            return Answer(Result.REFUSES, why=f"{here.host} is listed as refusing programs")
        visitor = urllib.request.Request(here.url)  # noqa: S310 # carries cookies; it is never opened
        cookies.add_cookie_header(visitor)
        step = (here.url, visitor.get_header("Cookie", ""))
        if step in seen:
            raise _NoAnswer(Result.UNREACHABLE, "redirects in a circle")
        seen.add(step)
        with turns.at(str(here.host)):
            response = _response(here, step[1], manners)
        cookies.extract_cookies(response, visitor)  # type: ignore[arg-type] # made to be asked by this
        target = response.headers.get("Location") if response.status in _FOR_GOOD + _FOR_NOW else None
        if target is None:
            return _judged(response, start, home)
        here = _parsed(_utf8(target), here.url)
        settled = settled and response.status in _FOR_GOOD
        home = here if settled else home
    raise _NoAnswer(Result.UNREACHABLE, f"more than {MOST_REDIRECTS} redirects")


def _judged(response: HTTPResponse, start: Url, home: Url) -> Answer:
    """Return what the last answer of a visit means."""
    code, wait = response.status, _wait(response)
    if 200 <= code < 300:
        if _elsewhere(start, home) and len(home.url) <= LONGEST_NOTED:
            return Answer(Result.MOVED, code, to=home.url)
        return Answer(Result.ANSWERS, code)
    if code in (404, 410):
        return Answer(Result.GONE, code)
    if code == 408:
        return Answer(Result.TIMEOUT, code, passing=True)
    if 400 <= code < 500:  # 401, 403, 405, 429, 451; the rarer ones also say that the request was not liked
        return Answer(Result.REFUSES, code, passing=wait is not None, wait=wait)
    if code >= 500:
        return Answer(Result.ERROR, code, passing=True, wait=wait)
    return Answer(Result.UNREACHABLE, code, why="neither a page nor a redirect")


def _wait(response: HTTPResponse) -> float | None:
    """Return for how many seconds a server wants to be left alone, if it says so."""
    given = response.headers.get("Retry-After") if response.status in (429, 503) else None
    try:
        return Retry().parse_retry_after(given) if given else None
    except (HTTPError, ValueError, OverflowError):
        return None


def _elsewhere(one: Url, other: Url) -> bool:
    """Whether two addresses differ in more than http or https, or a slash at the end."""
    return (one.host, (one.path or "").rstrip("/")) != (other.host, (other.path or "").rstrip("/"))


def _utf8(header: str) -> str:
    """Return a header as servers mean it: it is read as Latin-1, and most often UTF-8."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header


def _parsed(address: str, base: str = "") -> Url:
    """Return an address, as the page `base` writes it, if a record could hold it: of http(s), its host with a dot."""
    try:
        url = parse_url(urljoin(base, address).replace("'", "%27"))._replace(auth=None, fragment=None)
        _WEB_ADDRESS.validate_python(url.url)
    except (HTTPError, ValueError):
        raise _NoAnswer(Result.UNREACHABLE, f"`{address[:100]}` is not a web address") from None
    return url


def _response(url: Url, cookie: str, manners: Manners) -> HTTPResponse:
    """Send one request; return what came back, or raise _NoAnswer. Reads no more of a page than that it begins."""
    try:
        connection = _connected(url, manners)
        try:
            return _exchanged(connection, url, cookie, manners)
        finally:
            connection.close()
    except ssl.SSLCertVerificationError as error:
        raise _NoAnswer(Result.UNREACHABLE, f"certificate: {error.verify_message}") from None
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        late = isinstance(error, TimeoutError | LibraryTimeout) and not isinstance(error, NewConnectionError)
        result = Result.TIMEOUT if late else Result.UNREACHABLE
        raise _NoAnswer(result, f"{type(error).__name__}: {error}", passing=True) from None


def _connected(url: Url, manners: Manners) -> HTTPConnection:
    """Connect to a host by the network address that was found to be public, whatever its name stands for next."""
    port = url.port or (443 if url.scheme == "https" else 80)
    failure: HTTPError | None = None
    for place in _places(str(url.host), port, manners)[:3]:
        connection = HTTPConnection(place, port, timeout=manners.connect)
        try:
            connection.connect()
            return connection
        except HTTPError as error:
            failure = error
    assert failure
    raise failure


def _places(host: str, port: int, manners: Manners) -> list[str]:
    """Return the network addresses of a host that may be asked."""
    found = manners.resolve(host, port)
    found = [place for place in found if host in manners.private or _is_public(place)]
    if not found:
        raise _NoAnswer(Result.UNREACHABLE, f"{host} is not on the public network")
    return found


def _is_public(place: str) -> bool:
    address: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(place)
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address.sixtofour or address
    return address.is_global and not address.is_multicast


def _exchanged(connection: HTTPConnection, url: Url, cookie: str, manners: Manners) -> HTTPResponse:
    headers = {"Host": url.netloc or "", "User-Agent": manners.agent, "Accept": "*/*", "Connection": "close"}
    headers |= {"Accept-Encoding": "identity"} | ({"Cookie": cookie} if cookie else {})
    with _Deadline(connection, manners.total):
        if url.scheme == "https":
            # By hand, for the deadline holds here too.
            connection.sock = manners.trust.wrap_socket(connection.sock, server_hostname=url.host)
        connection.request(
            "GET", url.request_uri, headers=headers, preload_content=False, decode_content=False
        )
        response = connection.getresponse()
        try:
            if 200 <= response.status < 300:
                response.read(1)
        finally:
            response.close()
        return response


class _Deadline:
    """Cuts a connection when its time is up: timeouts of sockets begin anew with every byte, and servers may drip."""

    def __init__(self, connection: HTTPConnection, seconds: float) -> None:
        connection.timeout = seconds
        connection.sock.settimeout(seconds)
        self._wire = connection.sock.dup()  # the socket itself changes hands when TLS begins
        self._timer = threading.Timer(seconds, self._cut)
        self._passed = False

    def _cut(self) -> None:
        self._passed = True
        with suppress(OSError):  # the other side was faster
            self._wire.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        self._timer.join()
        self._wire.close()
        if self._passed:  # whatever a half-read answer looked like
            raise TimeoutError from error
