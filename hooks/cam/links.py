"""Which addresses outside of the site are asked whether they still answer, many at a time, and what is said of them.

Only on request (`cam links`): nothing else here uses the network, and `ask.py` is what does.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import Event
from urllib.parse import urlsplit

from cam import health
from cam.ask import Answer, Manners, Turns, ask
from cam.model.base import PartialDate
from cam.model.directory import Portal
from cam.model.health import Check, Result
from cam.store import Catalogue, key

AT_A_TIME = 8
"""How many hosts are asked side by side."""

Say = Callable[[str], None]


def manners(catalogue: Catalogue, pause: float) -> Manners:
    """Return how this site asks: under a name that says where to complain, and not those who do not want it."""
    assert catalogue.settings
    return Manners(
        agent=f"cam-knowledge-base link check (weekly; {catalogue.settings.forge})",
        refusing=frozenset(catalogue.settings.refuses_programs),
        pause=pause,
    )


def addresses(catalogue: Catalogue) -> dict[str, list[str]]:
    """Return every address in the records, with the records that use it."""
    found: dict[str, list[str]] = defaultdict(list)
    for record in catalogue.every():
        for _, value in catalogue.inside(record):
            # No text holds an address (checks/links.py): what looks like one is one.
            is_one = isinstance(value, str) and value.startswith(("http://", "https://"))
            if is_one and key(record) not in found[value]:
                found[value].append(key(record))
    return dict(sorted(found.items()))


def portals(catalogue: Catalogue) -> dict[str, list[str]]:
    """Return the address of each portal that has one, with the ids of the portals that use it."""
    found: dict[str, list[str]] = defaultdict(list)
    for portal in catalogue.all(Portal):
        if portal.address:
            found[portal.address].append(portal.id)
    return dict(sorted(found.items()))


def ask_all(wanted: dict[str, list[str]], manners: Manners, say: Say) -> dict[str, Answer]:
    """Return the answer of each address, and say which moved or failed.

    One host is asked one thing at a time, different hosts side by side.
    """
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in wanted:
        hosts[urlsplit(address).hostname or ""].append(address)
    turns, stopped, answers = Turns(manners), Event(), dict[str, Answer]()

    def ask_host(its: list[str]) -> dict[str, Answer]:
        return {address: ask(address, manners, turns) for address in its if not stopped.is_set()}

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        # The hosts with most to ask first: they take longest.
        tasks = [pool.submit(ask_host, its) for its in sorted(hosts.values(), key=len, reverse=True)]
        try:
            for task in as_completed(tasks):
                answers |= task.result()
                for address, answer in task.result().items():
                    _say(address, answer, wanted[address], say)
        except BaseException:  # Ctrl+C as well: nobody waits for the rest
            stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return dict(sorted(answers.items()))


def show(catalogue: Catalogue, manners: Manners, say: Say) -> int:
    """Ask every address, say which moved or failed, and return how many failed. Writes nothing."""
    answers = ask_all(addresses(catalogue), manners, say)
    say(f"{len(answers)} addresses: {_counted(answers.values())}.")
    return sum(answer.result.failed for answer in answers.values())


def write(catalogue: Catalogue, today: dt.date, manners: Manners, say: Say) -> bool:
    """Ask the portals' addresses, keep the answers in data/health.yaml, say so, and return whether that was done."""
    wanted = portals(catalogue)
    answers = ask_all(wanted, manners, say)
    failed = any(answer.result.failed for answer in answers.values())
    if failed and not any(answer.code for answer in answers.values()):
        say("No server answered anything: is there a network? Nothing was written.")
        return False
    checks = {
        portal: _check(today, answers[address]) for address, using in wanted.items() for portal in using
    }
    changed = health.write(catalogue.root, health.extended(catalogue.health, checks))
    done = f"the checks of {len(checks)} portals on {today}" if changed else "nothing new, left as it was"
    say(f"{health.FILE}: {done} ({_counted(answers.values())}).")
    return True


def _check(today: dt.date, answer: Answer) -> Check:
    return Check(day=PartialDate(today.isoformat()), result=answer.result, code=answer.code, to=answer.to)


def _say(address: str, answer: Answer, using: list[str], say: Say) -> None:
    """Say what an editor may want to put right."""
    if answer.result.failed or answer.to:
        what = answer.to or answer.why or answer.code
        say(f"{address}: {answer.result} ({what}), used by {', '.join(using)}")


def _counted(answers: Iterable[Answer]) -> str:
    counts = Counter(answer.result for answer in answers)
    return ", ".join(f"{counts[result]} {result}" for result in Result if counts[result]) or "none"
