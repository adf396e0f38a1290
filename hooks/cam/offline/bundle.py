"""What a browser keeps of one language, in one compressed file: a line of JSON for each page and file.

The page that keeps the site (offline.js) unpacks it; service-worker.js answers from what it holds.
"""

from __future__ import annotations

import gzip
import hashlib
import json

from cam.frame import base_path, place_of
from cam.knowledge import Site
from cam.model import PartialDate
from cam.offers.offer import MEDIA_TYPES
from cam.offers.offline import PAGE
from cam.offline import search
from cam.offline.choice import Files, of_languages
from cam.offline.page import PLACE
from cam.offline.sizes import megabytes
from cam.render import render
from cam.store import folder
from cam.views.reader import Reader

MISSING = "offline/not-kept.html"
"""The page that stands in for what the copy does not hold."""

OLD = 30
"""After how many days a copy is called old."""


def lines(site: Site, files: Files, language: str) -> bytes:
    """Return what a browser keeps of a language, of the built site's `files`: a line for each."""
    held = of_languages(files, site.catalogue.languages, [language])
    held[MISSING] = _missing(site, language)
    return "".join(f"{_line(name, content)}\n" for name, content in sorted(held.items())).encode()


def packed(content: bytes) -> bytes:
    """Return the lines as they are sent; the last two per cent would take three times as long."""
    return gzip.compress(content, 6, mtime=0)


def _line(name: str, content: bytes) -> str:
    """Return a file as a line: address below the site's root, media type, form (text or base64), content."""
    kind = MEDIA_TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    form, said = search.as_text(search.unpacked(name, content))
    parts = [name.removesuffix("index.html"), kind, form, said]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def about(site: Site, language: str, content: bytes, sent: bytes) -> bytes:
    """Return what must be known of a bundle before it is asked for, and what is said of a page that it holds."""
    reader = Reader(site.catalogue, language, "")
    words = {
        "size": megabytes(reader, len(sent)),
        "space": megabytes(reader, len(content)),
        "day": reader.wording.date(PartialDate(str(site.today))),
    }
    facts = {
        "language": language,
        "day": str(site.today),
        "size": len(sent),
        "lines": content.count(b"\n"),
        "sha256": hashlib.sha256(sent).hexdigest(),
        "words": words,
        "dates": _dates(reader),
        "old": OLD,
        "place": PLACE,
        "line": _notice(site, reader, "offline.kept_line"),
        "old_line": _notice(site, reader, "offline.old_line", "warn", days=OLD),
        "missing": MISSING,
    }
    return json.dumps(facts, ensure_ascii=False, indent=1).encode() + b"\n"


def _dates(reader: Reader) -> list[list[str]]:
    """Return how the first day and any other of each month are written, with {d} and {y}: the rule stays in Wording."""
    written = []
    for month in range(1, 13):
        first, other = (reader.wording.date(PartialDate(f"2000-{month:02}-{day}")) for day in ("01", "29"))
        written.append([first.replace("2000", "{y}"), other.replace("29", "{d}").replace("2000", "{y}")])
    return written


def _notice(site: Site, reader: Reader, label: str, tone: str = "", **values: object) -> str:
    """Return what stands at the top of a page that was kept, with {date} in place of the day on which it was."""
    text = reader.label(label, date="{date}", **values)
    page = _home(site, reader.language) + PAGE
    return render(
        reader, "copy_line.html", text=text, address=page, link=reader.label("offline.update"), tone=tone
    )


def _home(site: Site, language: str) -> str:
    return base_path(place_of(site.catalogue)) + folder(site.catalogue, language)


def _missing(site: Site, language: str) -> bytes:
    reader, home = Reader(site.catalogue, language, ""), _home(site, language)
    base = base_path(place_of(site.catalogue))
    return render(reader, "not_kept.html", base=base, home=home, page=home + PAGE).encode()
