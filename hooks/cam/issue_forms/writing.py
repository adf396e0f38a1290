"""Writes what became of a form, and tells the editor what is left to do."""

from __future__ import annotations

from difflib import unified_diff

from cam.issue_forms.drafts import Draft
from cam.issue_forms.wrong import wrong_file
from cam.matching import Pair, matching, nearest_miss
from cam.model.cooperation import Need, Offer
from cam.store import key
from cam.wording import Wording


def write(made: Draft) -> None:
    """Write the draft: a new file where there is none yet, else over the text that it was made of."""
    try:
        if made.before is None:
            made.path.parent.mkdir(parents=True, exist_ok=True)
            with made.path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(made.text)
        elif made.path.read_bytes().decode("utf-8-sig") != made.before:
            raise wrong_file(made.say, "changed_meanwhile", file=made.name)
        else:
            made.path.write_bytes(made.text.encode())
    except OSError as error:
        raise wrong_file(made.say, "unwritten", file=made.name, reason=error.strerror) from None


def told(made: Draft, *, is_dry: bool = False) -> list[str]:
    """Return the lines that tell an editor what was written, what is left to do, and what matches it."""
    done = "made" if made.before is None else "changed"
    lines = [made.say(f"form.{'would_be_' if is_dry else ''}{done}", file=made.name)]
    if made.left:
        lines += [made.say("form.left"), *(f"- {line}" for line in made.left)]
    return [*lines, *_matches(made)]


def preview(made: Draft) -> str:
    """Return what a draft would write: a new record whole, of a change the lines that differ with two around them."""
    if made.before is None:
        return made.text
    before, after = made.before.splitlines(), made.text.splitlines()
    return "\n".join(unified_diff(before, after, made.name, made.name, n=2, lineterm=""))


def _matches(made: Draft) -> list[str]:
    if isinstance(made.record, Offer):
        return _needs(made, made.record)
    return _offers(made, made.record) if isinstance(made.record, Need) and made.before is None else []


def _needs(made: Draft, record: Offer) -> list[str]:
    """Return the lines on the needs that an offer answers, best first."""
    every = made.catalogue.all(Need) if made.before is None else []
    found = [item for need in every for item in matching(made.catalogue, need) if item.offer == record]
    found.sort(key=lambda item: (-item.score, item.need.id))
    if made.before is None and not found:
        return [made.say("form.no_need")]
    return [made.say("form.needs"), *(_points(made, item, key(item.need)) for item in found)] if found else []


def _offers(made: Draft, record: Need) -> list[str]:
    """Return the lines on the offers that answer a need, or on the nearest miss."""
    found, miss = matching(made.catalogue, record), nearest_miss(made.catalogue, record)
    if miss:
        wording = Wording(made.catalogue, made.say.language)
        against = wording.list(
            wording.label(f"ricomi.heading_{reason.heading}").lower() for reason in miss.failing
        )
        nearest = made.say("form.fails", pair=_points(made, miss, key(miss.offer)), headings=against)
        return [made.say("form.no_offer_but"), nearest]
    if not found:
        return [made.say("form.no_offer")]
    return [made.say("form.offers"), *(_points(made, item, key(item.offer)) for item in found)]


def _points(made: Draft, item: Pair, name: str) -> str:
    return "- " + made.say("form.points", name=name, points=item.score)
