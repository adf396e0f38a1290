"""Asking one address, of a server on this machine that does everything wrong. No test leaves it, or waits for long."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support_server import Behaviour, Clock, Server, Visit, asked, patient, running, to
from urllib3.connection import HTTPConnection
from urllib3.exceptions import ConnectTimeoutError

from cam import ask as asking
from cam.ask import Answer, Manners
from cam.model.health import Check, Result


@pytest.fixture
def server() -> Iterator[Server]:
    with running(Server()) as made:
        yield made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def manners(clock: Clock) -> Manners:
    return patient(clock)


# What a server may answer


@pytest.mark.parametrize(
    ("code", "result"),
    [
        (200, "answers"), (204, "answers"), (206, "answers"),
        (400, "refuses"), (401, "refuses"), (403, "refuses"), (405, "refuses"), (429, "refuses"), (451, "refuses"),
        (404, "gone"), (410, "gone"), (408, "timeout"),
        (500, "error"), (502, "error"), (503, "error"), (999, "error"),
        (101, "unreachable"), (300, "unreachable"), (304, "unreachable"),
    ],
)  # fmt: skip
def test_a_status_has_a_result(code: int, result: str, server: Server, manners: Manners) -> None:
    body = b"" if code in (101, 204, 304) else b"page"
    answer = asked(server.on("/", lambda visit: visit.reply(code, body)), manners)
    assert (answer.result, answer.code, answer.to) == (result, code, None)


def test_a_request_says_who_asks_and_takes_the_first_answer(server: Server, manners: Manners) -> None:
    def only_get(visit: Visit) -> None:
        visit.reply(200 if visit.method == "GET" else 405)

    address = server.on("/a b?q=é#part", only_get)
    server.behaviours["/a%20b"] = only_get
    assert asked(address, replace(manners, agent="me (weekly)")).result == "answers"
    (visit,) = server.visits
    assert visit.path == "/a%20b?q=%C3%A9"
    assert visit.header("User-Agent") == "me (weekly)"
    assert visit.header("Host") == f"portal.example:{server.port}"
    assert visit.header("Connection") == "close"


def broken_length(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort")


def nothing_of_it(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")


def two_lengths(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\npage")


def chunks_of_garbage(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\npage")


def endless(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\n\r\n")
    while not visit.server.closing.is_set():
        visit.send(b"x" * 65536)


def drips_a_page(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    visit.drip()


def bomb(visit: Visit) -> None:
    visit.reply(200, b"\x1f\x8b not really packed", Content_Encoding="gzip")


@pytest.mark.parametrize(
    ("behaviour", "result"),
    [
        (lambda visit: visit.reset(), "unreachable"),
        (lambda visit: None, "unreachable"),
        (lambda visit: visit.send(b"\x00\xff\x15 no HTTP at all\r\n\r\n"), "unreachable"),
        (lambda visit: visit.send(b"HTTP/1.1 twohundred OK\r\n\r\n"), "unreachable"),
        (lambda visit: visit.send(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000 + b"\r\n\r\n"), "unreachable"),
        (lambda visit: visit.send(b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 500 + b"\r\npage"), "unreachable"),
        (broken_length, "answers"),
        (nothing_of_it, "unreachable"),
        (two_lengths, "unreachable"),
        (chunks_of_garbage, "unreachable"),
        (endless, "answers"),
        (drips_a_page, "answers"),
        (bomb, "answers"),
    ],
    ids=[
        "reset", "empty", "garbage", "garbage status", "long header", "many headers", "wrong length", "no body",
        "two lengths", "bad chunks", "endless page", "dripping page", "broken packing",
    ],
)  # fmt: skip
def test_a_broken_answer_is_no_answer_and_a_page_need_only_begin(
    behaviour: Behaviour, result: str, server: Server, manners: Manners
) -> None:
    answer = asked(server.on("/", behaviour), replace(manners, again=()))
    assert answer.result == result, answer.why
    assert answer.why.isascii()


# Redirects


def test_a_permanent_redirect_to_elsewhere_is_a_move(server: Server, manners: Manners) -> None:
    address = server.on("/old", to(301, "/newer"))
    server.on("/newer", to(308, server.address("/new?a=1#part", "one.example")))
    server.on("/new", lambda visit: visit.reply(200))
    answer = asked(address, manners)
    assert answer == Answer(Result.MOVED, 200, to=server.address("/new?a=1", "one.example"))


@pytest.mark.parametrize("code", [302, 303, 307])
def test_a_temporary_redirect_is_none(code: int, server: Server, manners: Manners) -> None:
    server.on("/new", lambda visit: visit.reply(200))
    assert asked(server.on("/old", to(code, "/new")), manners) == Answer(Result.ANSWERS, 200)


def test_a_move_ends_where_redirects_become_temporary(server: Server, manners: Manners) -> None:
    address = server.on("/old", to(301, "/new"))
    server.on("/new", to(302, "/today"))
    server.on("/today", to(301, "/now"))
    server.on("/now", lambda visit: visit.reply(200))
    assert asked(address, manners).to == server.address("/new")


@pytest.mark.parametrize("target", ["/old/", "/old?lang=es", "http://portal.example:{port}/old/#top"])
def test_a_slash_or_a_question_is_no_move(target: str, server: Server, manners: Manners) -> None:
    server.on("/old/", lambda visit: visit.reply(200))
    server.on(
        "/old",
        lambda visit: (
            visit.reply(200) if "?" in visit.path else to(301, target.format(port=server.port))(visit)
        ),
    )
    assert asked(server.address("/old"), manners) == Answer(Result.ANSWERS, 200)


def test_what_has_moved_to_nothing_is_gone(server: Server, manners: Manners) -> None:
    server.on("/new", lambda visit: visit.reply(404))
    assert asked(server.on("/old", to(301, "/new")), manners) == Answer(Result.GONE, 404)


def test_a_new_address_is_noted_as_a_record_can_hold_it(server: Server, manners: Manners) -> None:
    server.on("/new", lambda visit: visit.reply(200))
    assert asked(server.on("/old", to(301, "/new?" + "s" * 600)), manners) == Answer(Result.ANSWERS, 200)
    answer = asked(server.on("/old", to(301, '/new?it\'s="<é>"')), manners)
    assert answer.to == server.address("/new?it%27s=%22%3C%C3%A9%3E%22")


def test_circles_and_long_ways_end(server: Server, manners: Manners) -> None:
    server.on("/a", to(302, "/b"))
    server.on("/b", to(302, "/a"))
    answer = asked(server.address("/a"), manners)
    assert (answer.result, answer.why) == ("unreachable", "redirects in a circle")
    assert server.counts == {"/a": 1, "/b": 1}
    server.on("/on", lambda visit: visit.reply(302, Location=f"/on?{visit.server.counts.total()}"))
    answer = asked(server.address("/on"), manners)
    assert (answer.result, answer.why) == ("unreachable", "more than 10 redirects")
    assert len(server.visits) == 2 + 11


def test_a_server_that_wants_its_cookie_back_gets_it(server: Server, manners: Manners) -> None:
    def door(visit: Visit) -> None:
        if visit.header("Cookie") == "seen=1":
            visit.reply(200)
        else:
            visit.reply(302, Location="/door", Set_Cookie="seen=1; Path=/")

    assert asked(server.on("/door", door), manners).result == "answers"


@pytest.mark.parametrize(
    "target",
    [
        "file:/etc/passwd", "file://portal.example/etc/passwd", "ftp://portal.example/", "javascript:alert(1)",
        "data:,x", "http://[", "http://[::1]:{port}/in", "http://localhost:{port}/in", "http://2130706433:{port}/in",
        "http://portal.example:x/", "http://portal.example:99999/", "https:portal.example",
    ],
)  # fmt: skip
def test_a_redirect_to_what_is_no_web_address_is_not_followed(
    target: str, server: Server, manners: Manners
) -> None:
    server.on("/in", lambda visit: visit.reply(200))
    answer = asked(server.on("/", to(301, target.format(port=server.port))), manners)
    assert (answer.result, answer.code) == ("unreachable", None)
    assert "is not a web address" in answer.why
    assert server.paths == ["/"]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "inner.example", "10.0.0.1", "169.254.169.254", "mapped.example"]
)
def test_a_redirect_into_a_private_network_is_not_followed(
    host: str, server: Server, manners: Manners
) -> None:
    """Whatever name it goes by, and whatever the caller lets the first host do."""
    server.on("/in", lambda visit: visit.reply(200))
    answer = asked(server.on("/", to(302, server.address("/in", host))), manners)
    assert (answer.result, answer.why) == ("unreachable", f"{host} is not on the public network")
    assert server.paths == ["/"]
    assert asked(server.address("/in"), replace(manners, private=frozenset())).result == "unreachable"
    assert server.paths == ["/"]


@pytest.mark.parametrize(
    ("place", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True),
        ("127.0.0.1", False), ("0.0.0.0", False), ("192.168.1.1", False), ("100.64.0.1", False),  # noqa: S104
        ("169.254.169.254", False), ("224.0.0.1", False), ("255.255.255.255", False),
        ("::1", False), ("fe80::1%eth0", False), ("fd00::1", False), ("ff02::1", False),
        ("::ffff:127.0.0.1", False), ("2002:7f00:1::", False),
    ],
)  # fmt: skip
def test_which_network_is_public(place: str, public: bool) -> None:
    assert asking._is_public(place) is public


# Time


def slow_head(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nX: ")
    visit.drip()


def slow_continue(visit: Visit) -> None:
    visit.drip(b"HTTP/1.1 100 Continue\r\n\r\n")


def no_page(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n")
    visit.hang()


@pytest.mark.parametrize(
    "behaviour", [Visit.hang, slow_head, slow_continue, no_page], ids=lambda behaviour: behaviour.__name__
)
def test_a_request_has_an_end(behaviour: Behaviour, server: Server, manners: Manners) -> None:
    answer = asked(server.on("/", behaviour), replace(manners, total=0.2, again=()))
    assert (answer.result, answer.code, answer.passing) == ("timeout", None, True)


def test_a_handshake_has_an_end_too(manners: Manners) -> None:
    def slow_greeting(visit: Visit) -> None:
        visit.send(b"\x16\x03\x03\x40\x00\x02")
        visit.drip(b"\x00")

    with running(Server(at_once=slow_greeting)) as slow:
        answer = asked(slow.address("/", scheme="https"), replace(manners, total=0.2, again=()))
    assert answer.result == "timeout"


def test_so_has_the_way_to_a_host(monkeypatch: pytest.MonkeyPatch, manners: Manners) -> None:
    def connect(connection: HTTPConnection) -> None:
        assert connection.timeout == 3
        raise ConnectTimeoutError(connection, "no answer")

    monkeypatch.setattr(HTTPConnection, "connect", connect)
    assert asked("http://portal.example/", replace(manners, connect=3)).result == "timeout"


def test_a_host_is_asked_at_its_next_address_if_the_first_is_shut(server: Server, manners: Manners) -> None:
    address = server.on("/", lambda visit: visit.reply(200))
    both = replace(manners, resolve=lambda host, port: ["::ffff:10.0.0.1", "127.0.0.1"])
    with pytest.MonkeyPatch.context() as patch:
        real = HTTPConnection.connect
        refused = asking.HTTPError("refused")

        def connect(connection: HTTPConnection) -> None:
            if connection.host != "127.0.0.1":
                raise refused
            real(connection)

        patch.setattr(HTTPConnection, "connect", connect)
        assert asked(address, both).result == "answers"


# Whatever a server sends


@pytest.fixture(scope="module")
def shared() -> Iterator[Server]:
    """Return one server for all examples."""
    with running(Server()) as made:
        yield made


@settings(max_examples=150)
@given(
    st.one_of(
        st.binary(max_size=200), st.binary(max_size=100).map(lambda rest: b"HTTP/1.1 200 OK\r\n" + rest)
    )
)
def test_no_answer_is_too_strange(shared: Server, sent: bytes) -> None:
    shared.on("/", lambda visit: visit.send(sent))
    answer = asked(shared.address("/"), replace(patient(Clock()), again=()))
    assert answer.result in set(Result)
    assert answer.why.isprintable()


@settings(max_examples=150)
@given(
    st.one_of(
        st.text(max_size=60),
        st.text(max_size=40).map("/{}".format),
        st.text(max_size=20).map("//portal.example/{}".format),
        st.text(max_size=20).map("http://portal.example:80{}".format),
    )
)
def test_no_redirect_is_too_strange_to_be_written_down(shared: Server, target: str) -> None:
    """What it says comes into a file that every build reads."""
    line = target.encode("utf-8", "replace").replace(b"\r", b"").replace(b"\n", b"")

    def behave(visit: Visit) -> None:
        if visit.number == 1 and visit.path == "/old":
            visit.send(b"HTTP/1.1 301 x\r\nContent-Length: 0\r\nLocation: " + line + b"\r\n\r\n")
        else:
            visit.reply(200)

    shared.visits.clear()
    shared.otherwise = behave

    def resolve(host: str, port: int) -> list[str]:
        if port != shared.port or host != "portal.example":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return ["127.0.0.1"]

    answer = asked(shared.address("/old"), replace(patient(Clock()), again=(), resolve=resolve))
    given = {"day": "2026-11-21", "result": answer.result.value, "code": answer.code, "to": answer.to}
    Check.model_validate({name: value for name, value in given.items() if value is not None})
