"""The rule on the form of files: what `cam fix` would change is told, and stops nothing."""

from __future__ import annotations

from collections.abc import Iterator

from cam.canonical import files
from cam.knowledge import Site
from cam.problems import Problem


def files_are_in_canonical_form(site: Site) -> Iterator[Problem]:
    """A record, list or page has its keys in the order of the others, and its lines in their layout."""
    root, languages = site.catalogue.root, site.catalogue.languages
    asked = site.catalogue.focus
    names = [file.name for word, file in site.catalogue.files.items() if asked is None or word in asked]
    names += [page.name for page in site.pages if not page.stands_in]
    kept = [name for name in names if files.is_kept(root, root / name, languages)]
    for one in files.behind(root, kept, languages):
        what = "from this line on, the file is not laid out as the others are"
        yield Problem(one.name, one.line, what, f"run `cam fix {one.name}`; it changes no word and no remark")
