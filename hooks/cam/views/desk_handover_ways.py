"""The last parts of the handover pack: how this site works for a Chair, and what to do in the first week."""

from __future__ import annotations

from cam.frame import place_of
from cam.issue_forms.links import way_in
from cam.model.records import Plan
from cam.session_reports.committee import period_of, reported
from cam.text import Words
from cam.views.blocks import Anchor, Block, Cell, Facts, Outline, Piece
from cam.views.reader import Reader

STEPS = ("read", "office", "plan", "force", "results", "doubts", "dates", "owners", "draft", "agree")
"""The steps of the first week, in order, as labels know them."""

_FORMS = {"correct": "error", "add": "meeting", "move": "date", "cancel": "date"}
"""The form that does for each task, for those who would rather not edit."""

_PAGES = {"correct": "about/editing/", "report": "session-reports/", "freeze": "editions/"}
"""The page that says more of a task."""

_TASKS = ("correct", "add", "move", "cancel", "report", "freeze", "accept")


def ways(reader: Reader, plan: Plan | None) -> list[Block]:
    """Return how to correct, to add, to move, to cancel, to draft a report, to freeze, and what happens then."""
    period = _period(reader, plan)
    rows = [(reader.label(f"desk_handover.task_{task}"), _way(reader, task, period)) for task in _TASKS]
    return [Facts(rows=rows)]


def _period(reader: Reader, plan: Plan | None) -> str:
    """Return the first and the last month of a plan as options of a command; nothing where it has no report."""
    if plan is None or plan not in reported(reader.catalogue):
        return ""
    period = period_of(reader.catalogue, plan)
    return f" --from {period.start} --to {period.end}"


def _way(reader: Reader, task: str, period: str) -> list[Cell]:
    """Return what to do for a task, with the ways to the form, to the workflow and to the page about it."""
    forge = place_of(reader.catalogue).forge
    line: list[Cell] = [reader.label(f"desk_handover.how_{task}", period=period)]
    if task in _FORMS:
        line.append(way_in(reader, forge, _FORMS[task]))
    if task == "report":
        text = reader.label("desk_handover.workflow")
        line.append(Anchor(f"{forge}/actions/workflows/report.yml", text, outside=True))
    if task in _PAGES:
        line.append(Anchor(reader.href(_PAGES[task]), reader.label(f"desk_handover.page_{task}")))
    return line


def week(reader: Reader) -> list[Block]:
    """Return the list of steps for the first week."""
    texts = [reader.label(f"desk_handover.step_{name}") for name in STEPS]
    pieces = [Piece(f"{number}.", Words(text, reader.language)) for number, text in enumerate(texts, start=1)]
    return [Outline(pieces=pieces)]
