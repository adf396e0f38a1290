"""Asks addresses outside of the site whether they still answer. Only on request: nothing else here uses the network."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable
from urllib.parse import urlsplit

from cam.model import Source
from cam.store import Catalogue, key, walk

AGENT = "cam-knowledge-base link check (weekly, one request at a time)"
TIMEOUT = 20.0


def addresses(catalogue: Catalogue) -> dict[str, list[str]]:
    """Return every address in the records, with the records that use it."""
    found: dict[str, list[str]] = defaultdict(list)
    for record in catalogue.every():
        given = [value.address for _, value in walk(record) if isinstance(value, Source) and value.address]
        given += [value for value in [getattr(record, "address", None)] if value]
        for address in given:
            if key(record) not in found[address]:
                found[address].append(key(record))
    return dict(sorted(found.items()))


def check(wanted: dict[str, list[str]], pause: float, say: Callable[[str], None]) -> dict[str, str]:
    """Return what is wrong with each address that does not answer; wait `pause` seconds between requests to a host."""
    last: dict[str, float] = {}
    broken: dict[str, str] = {}
    for address, users in wanted.items():
        host = urlsplit(address).netloc
        time.sleep(max(0.0, last.get(host, 0.0) + pause - time.monotonic()))
        wrong = ask(address)
        last[host] = time.monotonic()
        if wrong:
            broken[address] = wrong
            say(f"{address}: {wrong} (used by {', '.join(users)})")
    return broken


def ask(address: str) -> str:
    """Return what is wrong with an address, or nothing. Sites that refuse programs (403, 429) count as alive."""
    # Only http(s) addresses reach this point: the model refuses every other.
    request = urllib.request.Request(address, headers={"User-Agent": AGENT})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT):  # noqa: S310
            return ""
    except urllib.error.HTTPError as error:
        return "" if error.code in (401, 403, 405, 429) else f"answers {error.code}"
    except (OSError, ValueError) as error:
        return f"no answer ({error})"
