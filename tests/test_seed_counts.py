"""What the five source texts count and print, against the records made from them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

import pytest

from cam.loading import load
from cam.model import Record, Source
from cam.model.records import (
    Activity,
    Discrepancy,
    Document,
    FrameworkSection,
    Mandate,
    Meeting,
    MeetingDate,
    Officer,
    Plan,
    Process,
    Project,
    Slot,
    System,
)
from cam.store import walk

CATALOGUE, _ = load(Path(__file__).resolve().parents[1])

CEAM_PLAN_TEXT = "ce-am-150-10"
CAM_PLAN_TEXT = "cam-work-plan-2015-2016"
PROGRAMME_TEXT = "current-and-planned-activities-2009-2010"
WORKSHOP_TEXT = "ce-am-164-11"
FRAMEWORK_TEXT = "cidi-doc-97-14"
HELD = (CEAM_PLAN_TEXT, CAM_PLAN_TEXT, PROGRAMME_TEXT, WORKSHOP_TEXT, FRAMEWORK_TEXT)

PROGRAMME, CEAM_PLAN, CAM_PLAN = "mide-2009-2010", "ceam-2010-2011", "cam-2015-2016"
WORKSHOP = "workshop-learning-from-experience"


def cited(record: Record) -> set[str]:
    """Return the documents that a record cites anywhere, as ids."""
    return {str(part.document) for _, part in walk(record) if isinstance(part, Source) and part.document}


def held() -> list[Document]:
    """Return the documents whose text is held."""
    return [document for document in CATALOGUE.all(Document) if document.held]


def named() -> set[str]:
    """Return the documents that the held texts name by symbol.

    That is their basis, and what their mandates and activities concern. Rules of procedure are cited by article, and
    the programme of activities cites nothing by symbol.
    """
    basis = {
        str(identity) for document in held() if document.id != PROGRAMME_TEXT for identity in document.basis
    }
    plans = {str(identity) for plan in CATALOGUE.all(Plan) for identity in plan.background}
    concerns = [mandate.concerns for mandate in quoted()] + [one.concerns for one in CATALOGUE.all(Activity)]
    targets = [target.partition("/") for targets in concerns for target in targets]
    documents = {identity for kind, _, identity in targets if kind == "documents"}
    found = basis | plans | documents | {document.id for document in held()}
    return {identity for identity in found if CATALOGUE.get(Document, identity).type != "rules"}


def symbols(pattern: str) -> set[str]:
    """Return the symbols of the named documents that match."""
    documents = (CATALOGUE.get(Document, identity) for identity in named())
    return {
        document.symbol for document in documents if document.symbol and re.match(pattern, document.symbol)
    }


def own_symbols() -> list[str]:
    """Return the symbols of held texts that no remark calls unconfirmed."""
    return [
        document.symbol
        for document in held()
        if document.symbol and not any(document.symbol in doubt.text["en"] for doubt in document.unconfirmed)
    ]


def quoted() -> list[Mandate]:
    """Return the operative paragraphs that a held text quotes."""
    mandates = [mandate for mandate in CATALOGUE.all(Mandate) if mandate.type == "operative_paragraph"]
    return [mandate for mandate in mandates if cited(mandate) & set(HELD)]


def subitems() -> list[str]:
    """Return the lettered parts of the quoted paragraphs."""
    return [f"{mandate.id}-{part.label}" for mandate in quoted() for part in mandate.parts if part.label]


def functions() -> list[str]:
    """Return the letters of the functions of the CAM."""
    return [mandate.paragraph for mandate in CATALOGUE.all(Mandate) if mandate.type == "function"]


def articles() -> set[tuple[str, str]]:
    """Return the articles of rules of procedure that the held texts cite."""
    rules = [document for document in CATALOGUE.all(Document) if document.type == "rules"]
    return {
        (document.id, source.article)
        for document in rules
        for source in document.sources
        if source.article and source.document in HELD
    }


def sections(plan: str) -> list[int]:
    """Return how many points each section of a plan has, apart from its activities."""
    return [len(section.parts) for section in CATALOGUE.get(Plan, plan).sections]


def activities(plan: str, *, leaves: bool = False) -> list[str]:
    """Return the numbers of a plan's activities: the top level, or the ones without parts of their own."""
    records = [activity for activity in CATALOGUE.all(Activity) if activity.plan == plan]
    parents = {str(activity.parent) for activity in records if activity.parent}
    chosen = (
        [one for one in records if one.id not in parents]
        if leaves
        else [one for one in records if not one.parent]
    )
    return sorted(activity.number for activity in chosen)


def meetings(plan: str) -> list[Meeting]:
    """Return the meetings in a plan's calendar, in its order."""
    records = [meeting for meeting in CATALOGUE.all(Meeting) if meeting.plan == plan]
    return sorted(records, key=lambda meeting: (int((meeting.row or "R0")[1:]), meeting.dates[0].start))


def date_in(meeting: Meeting, text: str) -> MeetingDate:
    """Return the date that a text gives a meeting."""
    return next(date for date in meeting.dates if any(source.document == text for source in date.sources))


def agenda() -> list[Slot]:
    """Return the slots of the workshop's agenda."""
    return CATALOGUE.get(Meeting, WORKSHOP).agenda


def aims(text: str) -> int:
    """Return how many aims a text gives the workshop."""
    purposes = CATALOGUE.get(Meeting, WORKSHOP).aims
    return sum(
        len(purpose.parts)
        for purpose in purposes
        if any(source.document == text for source in purpose.sources)
    )


def seed_discrepancies() -> list[Discrepancy]:
    """Give the discrepancies found in the held texts, D01 to D40; those of other sources have later numbers."""
    return [one for one in CATALOGUE.all(Discrepancy) if int(one.number.removeprefix("D")) <= 40]


def officers(*texts: str) -> set[str]:
    """Return the officers that the texts name."""
    return {officer.id for officer in CATALOGUE.all(Officer) if cited(officer) & set(texts)}


def systems_of_programme() -> list[str]:
    """Return the letters of the information systems in the programme of activities."""
    sources = (source for system in CATALOGUE.all(System) for source in system.sources)
    return sorted(
        str(source.item)
        for source in sources
        if source.document == PROGRAMME_TEXT and source.section == "B.1"
    )


def framework() -> list[FrameworkSection]:
    """Return the sections of the framework, in the order of their ids."""
    return CATALOGUE.all(FrameworkSection)


def lettered() -> list[int]:
    """Return how many lettered items each section of the framework has."""
    return [len(section.items) for section in framework()]


def roman() -> list[int]:
    """Return how many roman items each section of the framework has."""
    return [sum(len(item.items) for item in section.items) for section in framework()]


def processes(*texts: str) -> set[str]:
    """Return the regional processes that any of the texts names."""
    return {process.id for process in CATALOGUE.all(Process) if cited(process) & set(texts)}


def of_type(slots: Iterable[Slot], kind: str) -> list[Slot]:
    """Return the slots of a type."""
    return [slot for slot in slots if slot.type == kind]


COUNTS: list[tuple[str, object, Callable[[], object]]] = [
    ("documents", 5, lambda: len(held())),
    ("documents with their own symbol", ["CE/AM-164/11"], own_symbols),
    ("document symbols mentioned", 7, lambda: len(symbols("C"))),
    ("resolutions", 7, lambda: len(symbols("AG/RES"))),
    ("resolutions with quoted paragraphs", 3, lambda: len({mandate.document for mandate in quoted()})),
    ("operative paragraphs quoted", 9, lambda: len(quoted())),
    ("lettered parts of paragraphs", 10, lambda: len(subitems())),
    ("procedural articles", 4, lambda: len(articles())),
    ("functions of article 58", ["a", "b", "c", "d"], functions),
    ("work plans", 2, lambda: len([plan for plan in CATALOGUE.all(Plan) if plan.type == "work_plan"])),
    ("activities of the CEAM", 6, lambda: len(activities(CEAM_PLAN))),
    ("activities of the CAM", 7, lambda: len(activities(CAM_PLAN))),
    ("activities of the CAM, leaves", 9, lambda: len(activities(CAM_PLAN, leaves=True))),
    ("meetings of the CEAM", 6, lambda: len(meetings(CEAM_PLAN))),
    ("rows of the calendar", 10, lambda: len(meetings(CAM_PLAN))),
    ("months of the calendar", 8, lambda: len({meeting.dates[0].start for meeting in meetings(CAM_PLAN)})),
    ("items per row", [3, 2, 4, 1, 1, 2, 2, 1, 1, 1], lambda: [len(row.items) for row in meetings(CAM_PLAN)]),
    ("items of the calendar", 18, lambda: sum(len(row.items) for row in meetings(CAM_PLAN))),
    (
        "bullets of the calendar",
        3,
        lambda: sum(len(item.bullets) for row in meetings(CAM_PLAN) for item in row.items),
    ),
    (
        "resolution references per row",
        [2, 2, 4, 2, 2, 2, 2, 2, 2, 2],
        lambda: [len(row.mandates) for row in meetings(CAM_PLAN)],
    ),
    ("resolution references", 22, lambda: sum(len(row.mandates) for row in meetings(CAM_PLAN))),
    (
        "paragraph links per row",
        [8, 2, 5, 3, 2, 3, 3, 3, 2, 2],
        lambda: [sum(len(printed.mandates) for printed in row.mandates) for row in meetings(CAM_PLAN)],
    ),
    (
        "paragraph links",
        33,
        lambda: sum(len(printed.mandates) for row in meetings(CAM_PLAN) for printed in row.mandates),
    ),
    (
        "mandates in the calendar of the CEAM",
        0,
        lambda: sum(len(meeting.mandates) for meeting in meetings(CEAM_PLAN)),
    ),
    ("workshops", 2, lambda: len([one for one in meetings(CEAM_PLAN) if one.type == "workshop"])),
    ("slots of the agenda", 13, lambda: len(agenda())),
    ("numbered modules", 7, lambda: len([slot for slot in agenda() if slot.number])),
    ("thematic panels", 4, lambda: len(of_type(agenda(), "panel"))),
    ("named speakers", 2, lambda: sum(len(slot.speakers) for slot in agenda())),
    ("objectives in the workshop paper", 3, lambda: aims(WORKSHOP_TEXT)),
    ("aims in the work plan", 3, lambda: aims(CEAM_PLAN_TEXT)),
    ("officers of 2010-2011", 2, lambda: len(CATALOGUE.get(Plan, CEAM_PLAN).officers)),
    ("officers named in work plans", 2, lambda: len(officers(CEAM_PLAN_TEXT, CAM_PLAN_TEXT))),
    ("officers named by the CAM's plan", 0, lambda: len(CATALOGUE.get(Plan, CAM_PLAN).officers)),
    ("persons named", 3, lambda: len(officers(*HELD))),
    ("projects", ["a", "b", "c", "d"], lambda: sorted(project.letter for project in CATALOGUE.all(Project))),
    (
        "countries of project d",
        6,
        lambda: sum(len(one.countries) for one in CATALOGUE.all(Project) if one.letter == "d"),
    ),
    ("activities of the programme: dialogue", 2, lambda: len(activities(PROGRAMME))),
    ("mission, objectives, systems, projects, dialogue", [1, 3, 3, 4, 2], lambda: sections(PROGRAMME)),
    ("points of method of the CEAM", 4, lambda: sections(CEAM_PLAN)[-1]),
    ("mandates of the CAM", 8, lambda: len(CATALOGUE.get(Plan, CAM_PLAN).mandates)),
    ("information systems", ["a", "b", "c"], systems_of_programme),
    ("objectives of SICREMI", 3, lambda: len(CATALOGUE.get(System, "sicremi").objectives)),
    ("steps of SICREMI", 3, lambda: len(CATALOGUE.get(System, "sicremi").steps)),
    ("sections of the framework", 7, lambda: len(framework())),
    ("lettered items per section", [3, 2, 3, 1, 3, 1, 5], lettered),
    ("lettered items", 18, lambda: sum(lettered())),
    ("roman items per section", [13, 0, 1, 1, 4, 0, 3], roman),
    ("roman items", 22, lambda: sum(roman())),
    ("regional processes", 8, lambda: len(processes(*HELD))),
    ("discrepancies", 40, lambda: len(seed_discrepancies())),
]


@pytest.mark.parametrize(("name", "expected", "count"), COUNTS, ids=[name for name, _, _ in COUNTS])
def test_count(name: str, expected: object, count: Callable[[], object]) -> None:
    """The records hold what the texts hold."""
    assert count() == expected, name


def test_held_texts() -> None:
    """Each held text is the file that was received."""
    received = {
        CEAM_PLAN_TEXT: ("4b2c775d4d67", 115, "en"),
        CAM_PLAN_TEXT: ("2ed2c9eee961", 214, "en"),
        PROGRAMME_TEXT: ("a93d3362e64b", 69, "en"),
        WORKSHOP_TEXT: ("978eed62d17c", 81, "fr"),
        FRAMEWORK_TEXT: ("18cfa97ad776", 93, "fr"),
    }
    files = {document.id: document.held for document in held()}
    assert {
        name: (file.sha256[:12], file.lines, file.language) for name, file in files.items() if file
    } == received


def test_lines_lie_within_the_texts() -> None:
    """No source points to a line beyond the end of its text."""
    length = {document.id: document.held.lines for document in held() if document.held}
    for record in CATALOGUE.every():
        for _, part in walk(record):
            if isinstance(part, Source) and part.document in length and part.lines:
                numbers = [int(number) for number in re.findall(r"\d+", part.lines)]
                assert numbers, (record.id, part.lines)
                assert min(numbers) >= 1, (record.id, part.lines)
                assert max(numbers) <= length[str(part.document)], (record.id, part.lines)


def test_symbols() -> None:
    """The texts name these symbols and no others."""
    assert symbols("C") == {
        "CE/AM-150/10 rev. 2",
        "CE/AM-164/11",
        "CJI/doc.292/08",
        "CIDI/CAM/doc.2/13 rev. 2",
        "CIDI/CAM/doc.14/14 Rev. 1",
        "CIDI/Doc.96/14",
        "CIDI/Doc.97/14",
    }
    assert symbols("AG/RES") == {
        "AG/RES. 2326 (XXXVII-O/07)",
        "AG/RES. 2356 (XXXVIII-O/08)",
        "AG/RES. 2465 (XXXIX-O/09)",
        "AG/RES. 2608 (XL-O/10)",
        "AG/RES. 2738 (XLII-O/12)",
        "AG/RES. 2777 (XLIII-O/13)",
        "AG/RES. 2816 (XLIV-O/14)",
    }


def test_quoted_paragraphs() -> None:
    """The texts quote these paragraphs, and these lettered parts."""
    assert sorted((str(mandate.document), int(mandate.paragraph)) for mandate in quoted()) == [
        ("ag-res-2608", 5),
        *(("ag-res-2738", number) for number in (1, 2, 3)),
        *(("ag-res-2816", number) for number in (18, 19, 20, 21, 22)),
    ]
    assert sorted(subitems()) == [
        *(f"ag-res-2738-2-{letter}" for letter in "abcdefg"),
        *(f"ag-res-2816-19-{letter}" for letter in "ABC"),
    ]
    themes = CATALOGUE.get(Mandate, "ag-res-2816-19").parts
    assert [len(theme.parts) for theme in themes] == [1, 1, 1]


def test_articles() -> None:
    """The texts cite three articles of the Council's rules and one of CIDI's."""
    council, cidi = "permanent-council-rules-of-procedure", "cidi-rules-of-procedure"
    assert articles() == {(council, "12"), (council, "28"), (council, "30"), (cidi, "58")}


def test_activity_numbers() -> None:
    """The numbers of the activities are those printed."""
    assert activities(CEAM_PLAN) == list("123456")
    assert activities(CAM_PLAN) == list("1234567")
    assert activities(CAM_PLAN, leaves=True) == ["1a", "1b", "2a", "2b", "3", "4", "5", "6", "7"]


MONTHLY = [
    ("R1", "2015-10", "2816: 18 19 20 21 22; 2738: 1 2 3", "1 2 3"),
    ("R2", "2015-10", "2816: 18; 2738: 3", "1 2"),
    ("R3", "2015-11", "2816: 19; 2738: 1 2; 2816: 18; 2738: 3", "1 2 3 4"),
    ("R4", "2015-12", "2816: 19; 2738: 1 2", "1"),
    ("R5", "2015-12", "2816: 18; 2738: 3", "2"),
    ("R6", "2016-01", "2816: 19; 2738: 1 2", "1 2"),
    ("R7", "2016-02", "2816: 19; 2738: 1 2", "1 2"),
    ("R8", "2016-03", "2816: 19; 2738: 1 2", "1"),
    ("R9", "2016-04", "2816: 18; 2738: 3", "1"),
    ("R10", "2016-05", "2816: 18; 2738: 3", "1"),
]
"""Row, month, references in their order, numbers of the items."""


def spread(printed: str) -> list[int]:
    """Return the paragraphs that a printed reference means: `18-22`, `18 to 22`, `1, 2` or `1 and 2`."""
    numbers = [int(number) for number in re.findall(r"\d+", printed)]
    return list(range(numbers[0], numbers[1] + 1)) if re.search(r"-|–|to", printed) else numbers


@pytest.mark.parametrize(("row", "month", "references", "items"), MONTHLY, ids=[row for row, *_ in MONTHLY])
def test_monthly_calendar(row: str, month: str, references: str, items: str) -> None:
    """Each row has its month, its references and its items, as printed."""
    (meeting,) = [one for one in meetings(CAM_PLAN) if one.row == row]
    date = date_in(meeting, CAM_PLAN_TEXT)
    assert (date.start, date.year_inferred, date.opens, date.place) == (month, True, None, None)
    printed = [(str(one.document).removeprefix("ag-res-"), spread(one.printed)) for one in meeting.mandates]
    assert (
        "; ".join(f"{number}: {' '.join(map(str, paragraphs))}" for number, paragraphs in printed)
        == references
    )
    for one in meeting.mandates:
        assert list(one.mandates) == [f"{one.document}-{paragraph}" for paragraph in spread(one.printed)]
    assert " ".join(item.number for item in meeting.items) == items


def test_monthly_calendar_by_activity() -> None:
    """Items carry out these activities; two items carry out none, and activity 6 has no item."""
    served = [
        [(item.activity or "-").removeprefix(f"{CAM_PLAN}-") for item in row.items]
        for row in meetings(CAM_PLAN)
    ]
    assert [" ".join(row) for row in served] == [
        "- - 4", "4 4", "2a 3 4 5", "2a", "4", "1a -", "1b 7", "2b", "7", "7",
    ]  # fmt: skip
    bullets = [bullet for row in meetings(CAM_PLAN) for item in row.items for bullet in item.bullets]
    assert [str(bullet.activity) for bullet in bullets] == [
        f"{CAM_PLAN}-{number}" for number in ("3", "1a", "2b")
    ]


def test_paragraphs_in_the_calendar() -> None:
    """Every quoted paragraph of the CAM's mandates is in a row; 20, 21 and 22 are in the first alone."""
    rows: dict[str, list[str]] = {}
    for meeting in meetings(CAM_PLAN):
        for identity in (str(identity) for printed in meeting.mandates for identity in printed.mandates):
            rows.setdefault(identity, []).append(meeting.row or "")
    assert set(rows) == {mandate.id for mandate in quoted() if CAM_PLAN_TEXT in cited(mandate)}
    assert [rows[f"ag-res-2816-{number}"] for number in (20, 21, 22)] == [["R1"]] * 3


DATED = [
    ("ceam-2010-11-22", "2010-11-22", "10:30", "presentation"),
    ("ceam-2011-01-25", "2011-01-25", "14:30", "presentation"),
    ("ceam-2011-02-16", "2011-02-16", "14:30", "presentation"),
    (WORKSHOP, "2011-03-23", "09:30", "workshop"),
    ("ceam-2011-04-19", "2011-04-19", "14:30", "presentation"),
    ("workshop-border-communities", "2011-05-17", "14:30", "workshop"),
]
"""Meeting, day, time, type."""


def test_dated_calendar() -> None:
    """The six meetings of the CEAM have the day, the time and the room printed."""
    dates = [(meeting, date_in(meeting, CEAM_PLAN_TEXT)) for meeting in meetings(CEAM_PLAN)]
    assert [(one.id, date.start, date.opens, one.type) for one, date in dates] == DATED
    assert [date.place and date.place["en"] for _, date in dates] == ["Bolívar Room"] * 6
    assert not any(date.year_inferred or date.closes for _, date in dates)


def test_workshop_has_two_dates() -> None:
    """The workshop keeps the day of the calendar and the day of the workshop paper, which comes last."""
    workshop = CATALOGUE.get(Meeting, WORKSHOP)
    assert [date.start for date in workshop.dates] == ["2011-03-23", "2011-04-12"]
    later = date_in(workshop, WORKSHOP_TEXT)
    assert (later.opens, later.closes) == ("09:00", "17:00")
    assert (
        len([name for name in workshop.names if {source.document for source in name.sources} & set(HELD)])
        == 3
    )


def test_agenda() -> None:
    """The agenda runs without a gap through the times printed, with its numbers as printed and corrected."""
    slots = agenda()
    assert [(slot.opens, slot.type) for slot in slots] == [
        ("09:00", "registration"),
        ("10:00", "opening"),
        ("10:30", "panel"),
        ("11:15", "discussion"),
        ("11:30", "panel"),
        ("12:15", "discussion"),
        ("12:30", "break"),
        ("14:00", "panel"),
        ("14:45", "discussion"),
        ("15:00", "panel"),
        ("15:45", "discussion"),
        ("16:00", "conclusions"),
        ("16:40", "closing"),
    ]
    assert all(first.closes == second.opens for first, second in pairwise(slots))
    assert slots[-1].closes == "17:00"
    assert [slot.printed for slot in slots if slot.printed] == ["I", "II", "III", "IV", "V", "IV", "V"]
    assert [slot.number for slot in slots if slot.number] == ["I", "II", "III", "IV", "V", "VI", "VII"]
    assert [(slot.type, speaker.name) for slot in slots for speaker in slot.speakers] == [
        ("opening", "Bernardino Hugo Saguier"),
        ("opening", "José Miguel Insulza"),
    ]
    assert [set(slot.invited) for slot in slots if slot.invited] == [
        {f"processes/{process}" for process in ("mercosur", "caricom", "can", "sica", "nafta")}
    ]


def test_officers() -> None:
    """The officers of 2010-2011 have their office, country, electors and dates of election."""
    assert {
        (one.id, one.office, one.country, one.elected_by, one.elected_on)
        for one in (CATALOGUE.get(Officer, identity) for identity in CATALOGUE.get(Plan, CEAM_PLAN).officers)
    } == {
        ("saguier-chair-2010", "chair", "py", "permanent-council", "2010-07-21"),
        ("gonzalez-vice-chair-2010", "vice_chair", "cr", "ceam", "2010-09-22"),
    }
    assert officers(*HELD) == {"saguier-chair-2010", "gonzalez-vice-chair-2010", "insulza-secretary-general"}


def test_projects() -> None:
    """The four projects belong to the programme; project d is set in six countries."""
    projects = {project.letter: project for project in CATALOGUE.all(Project)}
    assert {project.plan for project in projects.values()} == {PROGRAMME}
    assert sorted(projects["d"].countries) == ["cr", "gt", "hn", "ni", "pa", "sv"]
    assert sorted(projects["c"].countries) == ["mx", "us"]


def test_programme_objectives() -> None:
    """The programme numbers its three objectives, and its points are about its systems and projects."""
    parts = [part for section in CATALOGUE.get(Plan, PROGRAMME).sections for part in section.parts]
    assert [part.label for part in parts if part.label] == [*"123", *"abc", *"abcd"]
    concerned = [target for part in parts for target in part.concerns]
    assert [target for target in concerned if target.startswith("systems/")] == [
        "systems/sicremi",
        "systems/minpet",
        "systems/milex",
    ]
    assert {target.removeprefix("projects/") for target in concerned if target.startswith("projects/")} == {
        project.id for project in CATALOGUE.all(Project)
    }


def test_plan_mandates() -> None:
    """The mandates of each work plan are the paragraphs that its text quotes."""
    for plan, text in ((CEAM_PLAN, CEAM_PLAN_TEXT), (CAM_PLAN, CAM_PLAN_TEXT)):
        stated = {mandate.id for mandate in quoted() if text in cited(mandate)}
        assert set(CATALOGUE.get(Plan, plan).mandates) == stated, plan


def test_framework_labels() -> None:
    """Sections, letters and roman numbers run on without a gap."""
    numerals = ["i", "ii", "iii", "iv", "v", "vi"]
    assert [section.number for section in framework()] == ["I", "II", "III", "IV", "V", "VI", "VII"]
    for section in framework():
        assert [item.label for item in section.items] == list("ABCDE")[: len(section.items)], section.id
        for item in section.items:
            assert [part.label for part in item.items] == numerals[: len(item.items)], section.id


def test_discrepancies() -> None:
    """The register of the held texts runs from D01 to D40; each one rests on one of them and concerns a record."""
    register = seed_discrepancies()
    assert [one.number for one in register] == [f"D{number:02}" for number in range(1, 41)]
    assert [one.id for one in register] == [one.number.lower() for one in register]
    for one in register:
        assert cited(one) & set(HELD), one.id
        assert all(CATALOGUE.find(target) for target in one.concerns), one.id
    slips = CATALOGUE.get(Discrepancy, "d40")
    assert {f"documents/{name}" for name in HELD} <= set(slips.concerns)


def test_regional_processes() -> None:
    """Three texts name five, five and four processes; only CARICOM is in all three."""
    assert processes(CEAM_PLAN_TEXT) == {"rcm", "csm", "mercosur", "can", "caricom"}
    assert processes(WORKSHOP_TEXT) == {"mercosur", "caricom", "can", "sica", "nafta"}
    assert processes(FRAMEWORK_TEXT) == {"rcm", "csm", "caricom", "celac"}
    assert processes(CEAM_PLAN_TEXT) & processes(WORKSHOP_TEXT) & processes(FRAMEWORK_TEXT) == {"caricom"}
    assert not processes(CAM_PLAN_TEXT, PROGRAMME_TEXT)


def test_names_of_sicremi() -> None:
    """The texts write the system out in five ways."""
    names = CATALOGUE.get(System, "sicremi").names
    assert len({name.text for name in names if {source.document for source in name.sources} & set(HELD)}) == 5


def test_workshop_paper_was_presented_at_a_meeting() -> None:
    """The workshop paper bears the day of the third meeting in the calendar of the CEAM."""
    paper, meeting = CATALOGUE.get(Document, WORKSHOP_TEXT), meetings(CEAM_PLAN)[2]
    assert paper.date == date_in(meeting, CEAM_PLAN_TEXT).start


def test_texts_share_documents() -> None:
    """AG/RES. 2738 is common to the CAM's plan and the framework, and the plan cites the framework."""
    basis = {document.id: set(document.basis) for document in held()}
    assert "ag-res-2738" in basis[CAM_PLAN_TEXT] & basis[FRAMEWORK_TEXT]
    assert FRAMEWORK_TEXT in basis[CAM_PLAN_TEXT]
    assert CEAM_PLAN_TEXT in basis[WORKSHOP_TEXT]


def test_chair_is_in_both_texts_of_the_ceam() -> None:
    """The Chair is one record under the two names that the plan and the workshop paper give him."""
    chair = CATALOGUE.get(Officer, "saguier-chair-2010")
    assert {CEAM_PLAN_TEXT, WORKSHOP_TEXT} <= cited(chair)
    names = {name.text for name in chair.names} | set(chair.title.values())
    assert {"Hugo Saguier Caballero", "Bernardino Hugo Saguier"} <= names
    opening = [speaker.officer for slot in agenda() for speaker in slot.speakers]
    assert opening == ["saguier-chair-2010", "insulza-secretary-general"]
