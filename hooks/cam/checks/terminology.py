"""Rules on words and signs: the forms that the glossary rejects, and the typography of each language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cam.knowledge import Site
from cam.model.records import Term
from cam.problems import Problem
from cam.store import Catalogue
from cam.terminology import terms, typography
from cam.terminology.texts import of_catalogue, of_site


def records_use_the_terms(catalogue: Catalogue) -> Iterator[Problem]:
    """A text of a record, a label or a closed list uses no form that the glossary rejects."""
    for volume in of_catalogue(catalogue):
        yield from terms.findings(catalogue, volume)


def rejected_forms_are_no_terms(catalogue: Catalogue) -> Iterator[Problem]:
    """A form that is rejected is rejected once, and is neither a term nor an acronym of its language."""
    used = {(code, title) for term in catalogue.all(Term) for code, title in term.title.items()}
    used |= {
        (code, name)
        for term in catalogue.all(Term)
        for code, names in term.acronyms.items()
        for name in names
    }
    entries = [
        (term, index, (str(entry.language), entry.text))
        for term in catalogue.all(Term)
        for index, entry in enumerate(term.avoid)
    ]
    counted = Counter(form for _, _, form in entries)
    for term, index, form in entries:
        if form in used or counted[form] > 1:
            what = f"`{form[1]}` is " + ("a term of the glossary" if form in used else "rejected twice")
            yield catalogue.file(term).problem(("avoid", index, "text"), what, "keep it at one place only")


def rejected_forms_say_what_to_write(catalogue: Catalogue) -> Iterator[Problem]:
    """For a form that is rejected the glossary has another in the same language."""
    for term in catalogue.all(Term):
        for index, entry in enumerate(term.avoid):
            right = entry.instead or term.title.get(str(entry.language))
            if right in (None, entry.text):
                what = f"nothing says what to write for `{entry.text}`"
                yield catalogue.file(term).problem(("avoid", index), what, "add `instead: …`")


def pages_use_the_terms(site: Site) -> Iterator[Problem]:
    """A page of prose uses no form that the glossary rejects."""
    for volume in of_site(site):
        yield from terms.findings(site.catalogue, volume)


def texts_keep_the_typography(site: Site) -> Iterator[Problem]:
    """Every text keeps the typography of its language."""
    for volume in (*of_catalogue(site.catalogue), *of_site(site)):
        yield from typography.findings(site.catalogue, volume)
