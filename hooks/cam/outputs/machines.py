"""What programs look for first: llms.txt (llmstxt.org) in each language, and security.txt (RFC 9116)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from cam.frame import place_of
from cam.knowledge import Site
from cam.offers.twins import SECURITY, guides
from cam.plain.guide import guide
from cam.store import Catalogue

_VALID = dt.timedelta(days=364)
"""How long security.txt holds after the site was built: RFC 9116 advises less than a year. It is built with every
change, so it runs out only where nobody builds the site any more, and nobody answers either."""


def build(site: Site) -> dict[str, bytes]:
    """Return the files."""
    made = {path: guide(site, language).encode() for language, path in guides(site.catalogue).items()}
    return made | dict.fromkeys(SECURITY, _security(site).encode())


def _security(site: Site) -> str:
    return "".join(f"{name}: {value}\n" for name, value in _fields(site.catalogue, site.today))


def _fields(catalogue: Catalogue, today: dt.date) -> Iterator[tuple[str, str]]:
    """Yield the fields of security.txt; the policy is in the repository."""
    place = place_of(catalogue)
    yield "Contact", f"{place.forge}/security/advisories"
    yield "Contact", f"{place.forge}/issues"
    yield "Expires", f"{today + _VALID}T00:00:00Z"
    yield "Preferred-Languages", ", ".join(catalogue.languages)
    yield from (("Canonical", place.site + path) for path in SECURITY)
    yield "Policy", f"{place.forge}/blob/{place.branch}/SECURITY.md"
