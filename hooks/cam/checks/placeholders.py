"""Rules on what is generated for editors, and on the places that it leaves to be filled in.

A record with such places is told of by `loading` alone: no other rule has anything to say of it yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from cam.blanks import is_blank, unfilled, unfilled_line
from cam.knowledge import Site
from cam.problems import Problem
from cam.store import Catalogue


def lists_are_filled_in(catalogue: Catalogue) -> Iterator[Problem]:
    """No word of the interface, of a closed list or of the settings is left to be filled in."""
    for name, file in catalogue.files.items():
        if name.partition("/")[0] in ("vocabulary", "labels", "site", "api"):
            yield from unfilled(file)


def pages_are_filled_in(site: Site) -> Iterator[Problem]:
    """No page has a key of its front matter, or a line of its text, that is left to be filled in."""
    for page in site.pages:
        yield from unfilled(page.file)
        for number, line in enumerate(page.text.splitlines(), page.text_line):
            if is_blank(line):
                yield unfilled_line(page.name, number)


def what_is_generated_is_up_to_date(site: Site) -> Iterator[Problem]:
    """Hints, templates, settings and forms are made of the words, lists and keys as they are now."""
    if site.catalogue.focus is not None:  # they are made of no record
        return
    from cam import kit

    for name in kit.behind(site.catalogue):
        yield Problem(name, 0, "this generated file is behind what it is made of", "run `cam kit`")
