"""Asking many addresses: again, politely, side by side. The server is on this machine, and no clock is waited for."""

from __future__ import annotations

import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import trustme
from support_server import HOSTS, Clock, Server, Visit, asked, patient, running, to

from cam import ask as asking
from cam.ask import Answer, Manners
from cam.links import AT_A_TIME, ask_all
from cam.model.health import Result


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


# Asking again


def test_what_may_pass_is_asked_again_with_growing_pauses(
    server: Server, manners: Manners, clock: Clock
) -> None:
    address = server.on("/", lambda visit: visit.reply(500 if visit.number < 3 else 200))
    assert asked(address, manners) == Answer(Result.ANSWERS, 200)
    assert clock.slept == [2.0, 8.0]


def test_patience_ends(server: Server, manners: Manners, clock: Clock) -> None:
    answer = asked(server.on("/", lambda visit: visit.reply(503)), manners)
    assert (answer.result, answer.code) == ("error", 503)
    assert (len(server.visits), clock.slept) == (3, [2.0, 8.0])


def test_a_cut_connection_is_tried_again(server: Server, manners: Manners, clock: Clock) -> None:
    address = server.on("/", lambda visit: visit.reset() if visit.number < 2 else visit.reply(200))
    assert asked(address, manners).result == "answers"
    assert clock.slept == [2.0]


@pytest.mark.parametrize("code", [200, 403, 404, 429])
def test_what_is_settled_is_not_asked_again(
    code: int, server: Server, manners: Manners, clock: Clock
) -> None:
    asked(server.on("/", lambda visit: visit.reply(code)), manners)
    assert (len(server.visits), clock.slept) == (1, [])


@pytest.mark.parametrize("code", [429, 503])
@pytest.mark.parametrize(
    ("after", "slept"),
    [
        ("7", [7.0]), ("60", [60.0]), ("0", [2.0]), ("1", [2.0]), ("Fri, 20 Nov 2020 08:00:00 GMT", [2.0]),
    ],
)  # fmt: skip
def test_a_server_says_when_to_come_again(
    code: int, after: str, slept: list[float], server: Server, manners: Manners, clock: Clock
) -> None:
    address = server.on(
        "/", lambda visit: visit.reply(code, Retry_After=after) if visit.number < 2 else visit.reply(200)
    )
    assert asked(address, manners).result == "answers"
    assert clock.slept == slept


@pytest.mark.parametrize("after", ["61", "9" * 30, "9" * 5000, "Fri, 20 Nov 9999 08:00:00 GMT"])
@pytest.mark.parametrize(("code", "result"), [(429, "refuses"), (503, "error")])
def test_one_who_wants_to_be_left_alone_for_long_is(
    code: int, result: str, after: str, server: Server, manners: Manners, clock: Clock
) -> None:
    answer = asked(server.on("/", lambda visit: visit.reply(code, Retry_After=after)), manners)
    assert (answer.result, answer.code) == (result, code)
    if len(after) < 5000 or code == 429:  # a number beyond all reading is as none
        assert (len(server.visits), clock.slept) == (1, [])


def test_one_who_refuses_again_and_again_refuses(server: Server, manners: Manners, clock: Clock) -> None:
    answer = asked(server.on("/", lambda visit: visit.reply(429, Retry_After="5")), manners)
    assert (answer.result, answer.code) == ("refuses", 429)
    assert clock.slept == [5.0, 8.0]


@pytest.mark.parametrize("after", ["soon", "-5", "Fri, 99 Nov 2020", "nan"])
def test_an_unreadable_wish_is_none(after: str, server: Server, manners: Manners) -> None:
    answer = asked(server.on("/", lambda visit: visit.reply(429, Retry_After=after)), manners)
    assert (answer.result, len(server.visits)) == ("refuses", 1)


# Hosts


def test_a_name_that_nobody_has(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    def getaddrinfo(host: str, *rest: Any, **more: Any) -> Any:
        assert host == "portal.invalid"
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)  # it may take seconds where there is no network
    manners = Manners(now=clock.now, sleep=clock.sleep)  # as `cam links` asks
    answer = asked("https://portal.invalid/", manners)
    assert (answer.result, answer.code) == ("unreachable", None)
    assert "not known" in answer.why


def test_a_name_too_long_to_be_one(manners: Manners) -> None:
    assert (
        asked(f"https://{'a' * 70}.example/", replace(manners, resolve=asking.resolved)).result
        == "unreachable"
    )


def test_a_port_where_nobody_listens(manners: Manners) -> None:
    with socket.socket() as taken:  # bound, so that nobody else has it, and not listening
        taken.bind(("127.0.0.1", 0))
        answer = asked(f"http://portal.example:{taken.getsockname()[1]}/", manners)
    assert (answer.result, answer.code) == ("unreachable", None)


def test_a_host_that_refuses_programs_is_not_asked(server: Server, manners: Manners) -> None:
    shy = replace(manners, refusing=frozenset({"one.example"}))
    there = server.on("/", lambda visit: visit.reply(200)).replace("portal", "one")
    assert asked(there, shy).result == "refuses"
    assert not server.visits
    assert asked(server.on("/to", to(301, there)), shy).result == "refuses"
    assert server.paths == ["/to"]


# TLS


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def secure(authority: trustme.CA) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("portal.example").configure_cert(context)
    with running(Server(tls=context)) as made:
        made.on("/", lambda visit: visit.reply(200))
        yield made


def test_a_certificate_that_holds(secure: Server, authority: trustme.CA, manners: Manners) -> None:
    trust = asking.trust()
    authority.configure_trust(trust)
    trusting = replace(manners, trust=trust)
    assert asked(secure.address("/"), trusting) == Answer(Result.ANSWERS, 200)
    other = asked(secure.address("/", "one.example"), trusting)
    assert (other.result, other.passing) == ("unreachable", False)
    assert "Hostname mismatch" in other.why


def test_a_certificate_of_its_own_making(secure: Server, manners: Manners, clock: Clock) -> None:
    answer = asked(secure.address("/"), manners)
    assert (answer.result, answer.code) == ("unreachable", None)
    assert answer.why.startswith("certificate: ")
    assert not clock.slept  # it will not be another in a moment


def test_no_tls_where_there_should_be(manners: Manners) -> None:
    with running(Server(at_once=lambda visit: visit.reply(400))) as plain:
        assert asked(plain.address("/", scheme="https"), manners).result == "unreachable"


# Many addresses


def say_nothing(line: str) -> None:
    """Take a line and do nothing with it."""


def wanted(*addresses: str) -> dict[str, list[str]]:
    return {address: ["portals/x"] for address in addresses}


def test_one_host_is_left_in_peace_between_two_requests(
    server: Server, manners: Manners, clock: Clock
) -> None:
    one, two = (server.on(path, lambda visit: visit.reply(200)) for path in ("/one", "/two"))
    answers = ask_all(wanted(one, two), replace(manners, pause=1.0), say_nothing)
    assert [answer.result for answer in answers.values()] == ["answers", "answers"]
    assert clock.slept == [1.0]


def test_a_redirect_to_the_same_host_is_a_second_request(
    server: Server, manners: Manners, clock: Clock
) -> None:
    server.on("/new", lambda visit: visit.reply(200))
    asked(server.on("/old", to(302, "/new")), replace(manners, pause=1.0))
    assert clock.slept == [1.0]


def test_nobody_is_asked_two_things_at_once(server: Server, manners: Manners) -> None:
    """Not even one to whom the redirects of all lead."""
    server.on("/all", lambda visit: visit.reply(200))
    many = [
        server.on(f"/{number}", to(302, server.address("/all", "two.example"))).replace("portal", host)
        for number in range(6)
        for host in ("portal", "one")
    ]
    real, inside, most = asking._response, 0, 0
    lock = threading.Lock()

    def counted(url: Any, *rest: Any) -> Any:
        nonlocal inside, most
        if url.host != "two.example":
            return real(url, *rest)
        with lock:
            inside += 1
            most = max(most, inside)
        try:
            return real(url, *rest)
        finally:
            with lock:
                inside -= 1

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asking, "_response", counted)
        answers = ask_all(wanted(*many), manners, say_nothing)
    assert {answer.result for answer in answers.values()} == {Result.ANSWERS}
    assert (server.counts["/all"], most) == (12, 1)


def test_different_hosts_are_asked_side_by_side(server: Server, manners: Manners) -> None:
    """Each answers only when all are asked."""
    together = threading.Barrier(3)

    def answer(visit: Visit) -> None:
        together.wait(30)
        visit.reply(200)

    server.on("/", answer)
    assert AT_A_TIME >= 3
    answers = ask_all(wanted(*(server.address("/", host) for host in HOSTS)), manners, say_nothing)
    assert {answer.result for answer in answers.values()} == {Result.ANSWERS}


def test_ctrl_c_ends_it(server: Server, manners: Manners) -> None:
    paths = [server.on(f"/{number}", lambda visit: visit.reply(404)) for number in range(3)]
    other = server.address("/0", "one.example")

    def stop(line: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask_all(wanted(*paths, other), manners, stop)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("ThreadPool")]


def test_what_is_said_is_what_can_be_put_right(server: Server, manners: Manners) -> None:
    gone = server.on("/gone", lambda visit: visit.reply(404))
    moved = server.on("/moved", to(301, "/well"))
    well = server.on("/well", lambda visit: visit.reply(200))
    shy = server.on("/shy", lambda visit: visit.reply(403))
    said: list[str] = []
    ask_all(wanted(gone, moved, well, shy), manners, said.append)
    assert said == [f"{gone}: gone (404), used by portals/x", f"{moved}: moved ({well}), used by portals/x"]


def test_only_this_command_brings_the_network_along() -> None:
    program = (
        "import sys, cam.cli, cam.live, cam.site, cam.health\n"
        "print(sorted({'urllib3', 'cam.ask', 'cam.links'} & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root / "hooks", capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
