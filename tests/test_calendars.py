"""The calendars, read back by two libraries, and a subscription played through: planned, moved, fallen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import bless
import icalendar
import pytest
import vobject
from dateutil.tz import tzical
from support_site import day_said

from cam import embed
from cam.calendars.standing import STATES, standing
from cam.calendars.washington import washington
from cam.knowledge import Site
from cam.model import PartialDate, Text
from cam.model.records import Body, Meeting, MeetingDate, Plan, Process, Theme
from cam.offers import calendars as offered
from cam.outputs import calendars
from cam.store import Catalogue
from cam.views.blocks import Facts, Table
from cam.views.page import anchors
from cam.views.reader import Reader

TODAY = dt.date.fromisoformat(bless.TODAY)
LANGUAGES = ("en", "es", "fr")
WORKSHOP = "workshop-learning-from-experience"
REQUIRED = {"UID", "DTSTAMP", "DTSTART", "SEQUENCE", "STATUS", "SUMMARY", "URL", "LAST-MODIFIED"}
SITE = "https://cam-knowledge-base.github.io/site/"


@dataclass(frozen=True)
class Seen:
    """An event as a calendar program sees it, whichever library read it."""

    uid: str
    sequence: int
    stamp: dt.datetime
    start: dt.date
    end: dt.date | None
    status: str
    free: bool
    title: str
    description: str
    place: str
    themes: tuple[str, ...]


def by_icalendar(data: bytes) -> list[Seen]:
    """Read a calendar with the library that also writes it."""
    return [
        Seen(
            event.uid,
            event.sequence,
            event.stamp,
            event.decoded("DTSTART"),
            event.decoded("DTEND") if "DTEND" in event else None,
            str(event["STATUS"]),
            event["TRANSP"] == "TRANSPARENT",
            str(event["SUMMARY"]),
            str(event["DESCRIPTION"]),
            str(event.get("LOCATION", "")),
            tuple(event.categories),
        )
        for event in icalendar.Calendar.from_ical(data).events
    ]


def by_vobject(data: bytes) -> list[Seen]:
    """Read a calendar with another library."""
    read = vobject.readOne(data.decode())
    return [
        Seen(
            event.uid.value,
            int(event.sequence.value),
            event.dtstamp.value,
            event.dtstart.value,
            event.dtend.value if "dtend" in event.contents else None,
            event.status.value,
            event.transp.value == "TRANSPARENT",
            event.summary.value,
            event.description.value,
            event.location.value if "location" in event.contents else "",
            tuple(word for line in event.contents.get("categories", []) for word in line.value),
        )
        for event in read.contents.get("vevent", [])
    ]


Read = Callable[[bytes], list[Seen]]
both = pytest.mark.parametrize("read", [by_icalendar, by_vobject])


@pytest.fixture(scope="module")
def site(real: Catalogue) -> Site:
    return Site(real, [], TODAY)


@pytest.fixture(scope="module")
def files(site: Site) -> dict[str, bytes]:
    """Return every file of every language."""
    return built(site)


def built(site: Site) -> dict[str, bytes]:
    return {name: content for code in LANGUAGES for name, content in calendars.build(site, code).items()}


def changed(site: Site, identity: str = WORKSHOP, **values: Any) -> Site:
    """Return the site with other values in one meeting; what it holds is not checked again."""
    meeting = site.catalogue.get(Meeting, identity).model_copy(update=values)
    meetings = {**site.catalogue.records["meetings"], identity: meeting}
    records = {**site.catalogue.records, "meetings": meetings}
    return replace(site, catalogue=replace(site.catalogue, records=records))


def dated(status: str, start: str, **values: Any) -> MeetingDate:
    """Return a date of a meeting as a record gives it."""
    sources = [{"address": "https://www.oas.org/x", "publisher": "OAS"}]
    return MeetingDate.model_validate({"start": start, "status": status, "sources": sources, **values})


def one(files: dict[str, bytes], identity: str = WORKSHOP, read: Read = by_icalendar) -> Seen:
    """Return a meeting as its own file has it."""
    (seen,) = read(files[f"meetings/{identity}/meeting.ics"])
    return seen


def ids(data: bytes) -> set[str]:
    return {seen.uid.partition("@")[0] for seen in by_icalendar(data)}


# Every file is a calendar


def test_every_file_is_read_by_both_libraries_alike(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        assert by_icalendar(data) == by_vobject(data), name


def test_every_file_is_well_formed(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        lines = data.decode().removesuffix("\r\n").split("\r\n")
        assert all(len(line.encode()) <= 75 and "\n" not in line and line for line in lines), name
        calendar = icalendar.Calendar.from_ical(data)
        calendar.validate()
        assert [part.errors for part in calendar.walk() if part.errors] == [], name
        assert calendar.get_missing_tzids() == set(), name
        assert len({event.uid for event in calendar.events}) == len(calendar.events), name
        assert all(set(event) >= REQUIRED for event in calendar.events), name


def test_a_calendar_says_what_it_is_where_it_stands_and_when_to_ask_again(files: dict[str, bytes]) -> None:
    calendar = vobject.readOne(files["fr/calendars/plans/cam-2015-2016.ics"].decode())
    assert calendar.contents["name"][0].value == "CAM\u00a0: Plan de travail de la CAM, 2015-2016"
    assert calendar.contents["name"][0].params == {"LANGUAGE": ["fr"]}
    assert calendar.x_wr_calname.value == calendar.contents["name"][0].value
    assert calendar.url.value == f"{SITE}fr/plans/cam-2015-2016/"
    assert calendar.source.value == f"{SITE}fr/calendars/plans/cam-2015-2016.ics"
    assert calendar.refresh_interval.value == calendar.x_published_ttl.value == "PT12H"
    assert calendar.x_wr_timezone.value == "America/New_York"
    about = calendar.description.value
    assert about == calendar.x_wr_caldesc.value
    for said in (
        "édition non officielle",
        "Contient 10 entrées",
        "Dont mois sans jour précisé par les sources\u00a0: 10.",
        "CC BY 4.0, https://",
        day_said("fr"),
    ):
        assert said in about
    assert (
        "method" not in calendar.contents
    )  # it is published, not sent by an organizer, whom it would have to name


def test_a_calendar_names_what_it_leaves_out(files: dict[str, bytes]) -> None:
    about = str(icalendar.Calendar.from_ical(files["calendars/all.ics"])["DESCRIPTION"])
    assert "only the year is known: Panama is chosen to chair the CAM (2025)" in about


def test_a_calendar_without_a_meeting_says_so_and_is_still_one(files: dict[str, bytes]) -> None:
    calendar = icalendar.Calendar.from_ical(files["es/calendars/processes/rcm.ics"])
    calendar.validate()
    assert calendar.events == []
    assert [zone.tz_name for zone in calendar.timezones] == ["America/New_York"]
    assert "Todavía no consta aquí ninguna reunión con fecha" in calendar["DESCRIPTION"]


# The facts in it are those of the records


def test_every_meeting_with_a_month_is_in_the_calendar_of_all(
    real: Catalogue, files: dict[str, bytes]
) -> None:
    meetings = {meeting.id for meeting in real.all(Meeting)}
    assert len(meetings) >= 28
    of_a_year = {
        meeting.id for meeting in real.all(Meeting) if all(len(day.start) == 4 for day in meeting.dates)
    }
    assert "cam-officers-2025" in of_a_year
    for folder in ("", "es/", "fr/"):
        assert ids(files[f"{folder}calendars/all.ics"]) == meetings - of_a_year


def test_each_calendar_holds_the_meetings_of_its_record(real: Catalogue, files: dict[str, bytes]) -> None:
    placed = [meeting for meeting in real.all(Meeting) if standing(meeting)]
    of: dict[str, set[str]] = {}
    for meeting in placed:
        invited = [invited for slot in meeting.agenda for invited in slot.invited]
        processes = [name for name in (*invited, *meeting.concerns) if name.startswith("processes/")]
        themes = [f"themes/{theme}" for theme in meeting.themes]
        plan = [f"plans/{meeting.plan}"] if meeting.plan else []
        for name in (f"bodies/{meeting.body}", *plan, *themes, *processes):
            of.setdefault(name, set()).add(meeting.id)
    for kind in (Plan, Body, Process, Theme):
        for record in real.all(kind):
            name = f"{kind.kind}/{record.id}"
            assert ids(files[f"calendars/{name}.ics"]) == of.pop(name, set()), name
    assert of == {}


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("plans/cam-2015-2016", 10),
        ("plans/ceam-2010-2011", 6),
        ("plans/mide-2009-2010", 0),
        ("bodies/ceam", 9),
        ("processes/mercosur", 1),
        ("processes/csm", 0),
        ("themes/statistics", 3),
    ],
)
def test_the_number_of_meetings(files: dict[str, bytes], name: str, number: int) -> None:
    assert len(by_icalendar(files[f"calendars/{name}.ics"])) == number


@both
@pytest.mark.parametrize(
    ("identity", "start", "end"),
    [
        (WORKSHOP, "2011-04-12T13:00", "2011-04-12T21:00"),  # 9 to 5 in summer
        ("workshop-extracontinental-migration-2010", "2010-04-06T15:00", "2010-04-06T21:30"),
        ("ceam-2010-11-22", "2010-11-22T15:30", None),  # 10:30 in winter
        ("ceam-2011-01-25", "2011-01-25T19:30", None),  # 14:30 in winter
        ("ceam-2011-04-19", "2011-04-19T18:30", None),  # 14:30 in summer
        ("ceam-2011-02-16", "2011-02-16T19:30", None),  # the later source confirms the day and gives no hour
    ],
)
def test_hours_are_those_of_washington(
    files: dict[str, bytes], read: Read, identity: str, start: str, end: str | None
) -> None:
    seen = one(files, identity, read)
    assert utc(seen.start) == start
    assert (utc(seen.end) if seen.end else None) == end
    assert not seen.free


def utc(moment: dt.date) -> str:
    assert isinstance(moment, dt.datetime)
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M")


@both
@pytest.mark.parametrize(
    ("identity", "start", "end"),
    [
        ("special-session-2007", dt.date(2007, 5, 2), dt.date(2007, 5, 3)),
        ("high-level-forum-2017", dt.date(2017, 9, 12), dt.date(2017, 9, 14)),  # DTEND is the day after
        ("cam-2015-2016-r4", dt.date(2015, 12, 1), dt.date(2016, 1, 1)),
        ("cam-2015-2016-r7", dt.date(2016, 2, 1), dt.date(2016, 3, 1)),
    ],
)
def test_days_and_months_are_all_day_and_take_no_time(
    files: dict[str, bytes], read: Read, identity: str, start: dt.date, end: dt.date
) -> None:
    seen = one(files, identity, read)
    assert (seen.start, seen.end) == (start, end)
    assert type(seen.start) is dt.date
    assert seen.free


def test_a_month_and_an_inferred_year_are_said_in_the_title(files: dict[str, bytes]) -> None:
    title = "Forum on migration on the development agenda"
    assert one(files, "cam-2015-2016-r8").title == f"Day not given (March [2016]): {title}"
    assert one(files, "cam-2016-10-20").title.startswith("Year inferred ([2016]): ")
    (spanish,) = by_icalendar(files["es/meetings/cam-2015-2016-r8/meeting.ics"])
    assert spanish.title.startswith("Sin día indicado (marzo de [2016]): Foro")
    assert "[" not in one(files).title


def test_only_the_year_is_no_event(files: dict[str, bytes]) -> None:
    assert not any("cam-officers-2025" in name for name in files)


@pytest.mark.parametrize(
    ("identity", "status"),
    [
        (WORKSHOP, "TENTATIVE"),  # planned
        ("ceam-2011-02-16", "CONFIRMED"),  # held
        ("cam-2012-12-13", "TENTATIVE"),  # unknown
    ],
)
def test_the_state_follows_what_the_sources_say(files: dict[str, bytes], identity: str, status: str) -> None:
    assert one(files, identity).status == status


def test_every_status_of_a_date_has_a_state(real: Catalogue) -> None:
    assert set(STATES) == set(real.vocabulary["date_statuses"])


def test_the_description_holds_gist_agenda_mandates_and_what_each_source_says(
    files: dict[str, bytes],
) -> None:
    said = one(files).description
    for part in (
        "A one-day workshop that the CEAM was to hold with its Technical Secretariat",
        "Date: April 12, 2011, 9:00 a.m.–5:00 p.m., Washington, D.C., time\n",
        "\nStatus: Planned; not recorded whether it took place\nPlace: Washington, D.C.",
        "– March 23, 2011, 9:30 a.m., Bolívar Room: other date in a later paper (",
        "section “Calendar”, lines 95-99 of the text held)\n– April 12, 2011, ",
        "planned; not recorded whether it took place (CE/AM-164/11, lines 19, 27-62 of the text held)",
        "10:00 a.m.–10:30 a.m.: I. Opening remarks (Bernardino Hugo Saguier, Ambassador, ",
        "4:00 p.m.–4:40 p.m.: VI. Conclusions and recommendations",
        "(unofficial edition), “Workshop ‘Learning from Experience",
        f"{SITE}meetings/{WORKSHOP}/\nPrepared from public documents and not yet adopted by the OAS Secretariat.",
        "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
    ):
        assert part in said
    month = one(files, "cam-2015-2016-r8").description
    for part in (
        "March [2016]; the sources give no day, so the event spans the month",
        "the year in brackets is inferred from its period",
        "Work plan: Work plan of the CAM, 2015-2016, R8",
        "Planned items\n1. Forum on migration on the development agenda",
        "– AG/RES. 2738 (XLII-O/12), par. 2: ",
    ):
        assert part in month


@pytest.mark.parametrize(
    ("folder", "hour", "place"),
    [
        ("", "The hour is as planned (Draft Work Plan", "The place is as planned (Draft Work Plan"),
        ("es/", "La hora es la prevista (Proyecto de plan", "El lugar es el previsto (Proyecto de plan"),
        (
            "fr/",
            "L’heure est celle qui était prévue (Projet de plan",
            "Le lieu est celui qui était prévu (Projet de plan",
        ),
    ],
)
def test_an_hour_and_a_place_that_only_the_plan_gives_are_said_to_be_planned(
    files: dict[str, bytes], folder: str, hour: str, place: str
) -> None:
    """The press release gives the day; what a subscriber sees beyond it is the plan's."""
    (seen,) = by_icalendar(files[f"{folder}meetings/ceam-2011-02-16/meeting.ics"])
    lines = seen.description.split("\n")
    assert [line.startswith(hour) for line in lines].count(True) == 1
    assert [line.startswith(place) for line in lines].count(True) == 1
    assert seen.status == "CONFIRMED"
    assert "whether it took place" not in seen.description  # a later source says that it did


def test_what_the_source_of_a_date_gives_itself_is_not_said_to_be_lent(
    files: dict[str, bytes], miniature: Site
) -> None:
    assert "as planned (" not in one(files, "ceam-2011-01-25").description
    history = [
        dated("unknown", "2027-03-02", opens="09:30"),
        dated("held", "2027-03-02", place={"en": "Room"}),
    ]
    (data,) = versions(miniature, history)
    (seen,) = by_icalendar(data)
    assert "The hour is as given earlier (" in seen.description
    assert "The place is" not in seen.description


@pytest.mark.parametrize(
    ("folder", "said", "items"),
    [
        ("", "Planned; not recorded whether it took place", "Planned items"),
        ("es/", "Prevista; no consta si se celebró", "Puntos previstos"),
        ("fr/", "Prévue\u00a0; les sources ne disent pas si elle a eu lieu", "Points prévus"),
    ],
)
def test_what_was_planned_does_not_read_as_still_to_come(
    files: dict[str, bytes], folder: str, said: str, items: str
) -> None:
    (seen,) = by_icalendar(files[f"{folder}meetings/cam-2015-2016-r8/meeting.ics"])
    assert said in seen.description
    assert said[1:] in seen.description.split(said, 1)[1]  # at the date too
    assert f"\n{items}\n1. " in seen.description


def test_a_calendar_counts_months_apart(files: dict[str, bytes]) -> None:
    def about(name: str) -> str:
        return str(icalendar.Calendar.from_ical(files[name])["DESCRIPTION"])

    assert f"Holds {len(ids(files['calendars/all.ics']))} entries" in about("calendars/all.ics")
    assert "Of these, months for which the sources give no day: " in about("calendars/all.ics")
    assert "De ellas, meses sin día indicado en las fuentes: " in about("es/calendars/all.ics")
    assert "Of these, months" not in about("calendars/plans/ceam-2010-2011.ics")


def test_an_address_in_the_description_is_whole(files: dict[str, bytes]) -> None:
    assert (
        "OAS, https://www.oas.org/en/media_center/press_release.asp?sCodigo=E-536/11, read on November 21, 2026)"
        in one(files, "ceam-2011-02-16").description
    )


def test_what_is_not_known_of_the_hour_is_said(files: dict[str, bytes]) -> None:
    assert "2:30 p.m., Washington, D.C., time; the sources give no closing time" in (
        one(files, "ceam-2011-01-25").description
    )
    assert "May 2, 2007; the sources give no hour" in one(files, "special-session-2007").description


def test_the_page_of_an_event_is_in_its_language(files: dict[str, bytes]) -> None:
    for code, folder in (("en", ""), ("es", "es/"), ("fr", "fr/")):
        (event,) = icalendar.Calendar.from_ical(files[f"{folder}meetings/{WORKSHOP}/meeting.ics"]).events
        assert event["URL"] == f"{SITE}{folder}meetings/{WORKSHOP}/"
        assert {event[name].params["LANGUAGE"] for name in ("SUMMARY", "DESCRIPTION", "LOCATION")} == {code}


# The time zone


def test_the_time_zone_is_that_of_the_zone_database() -> None:
    """If this fails after an upgrade of tzdata, the law has changed: change the rules."""
    zone = tzical(StringIO(washington().decode())).get("America/New_York")
    known = ZoneInfo("America/New_York")
    moment, step = dt.datetime(1987, 6, 1, tzinfo=dt.UTC), dt.timedelta(hours=1)
    days = 0
    while moment.year < 2037:
        near_a_change = moment.month in (3, 4, 10, 11) and moment.weekday() == 6
        assert moment.astimezone(zone).utcoffset() == moment.astimezone(known).utcoffset(), moment
        moment += step if near_a_change else dt.timedelta(days=1) - step * moment.hour
        days += 1
    assert days > 50 * 365


def test_no_hour_lies_before_the_rules_of_the_time_zone(real: Catalogue) -> None:
    timed = [where for meeting in real.all(Meeting) if (where := standing(meeting)) and where.has_hours]
    assert len(timed) == 7
    assert min(where.first.year for where in timed) >= 1988


# A subscription, played through


@dataclass
class Subscriber:
    """A calendar program: of two versions of an event it keeps the newer (RFC 5546, 2.1.5), and hides what fell."""

    read: Read
    held: dict[str, Seen] = field(default_factory=dict)

    def receive(self, data: bytes) -> None:
        for seen in self.read(data):
            mine = self.held.get(seen.uid)
            if mine is None or (seen.sequence, seen.stamp) > (mine.sequence, mine.stamp):
                self.held[seen.uid] = seen

    @property
    def calendar(self) -> dict[str, str]:
        """What the calendar shows: what begins when."""
        return {
            seen.uid.partition("@")[0]: seen.start.isoformat()
            for seen in self.held.values()
            if seen.status != "CANCELLED"
        }


MONTH = [dated("planned", "2027-05")]
PLANNED = [dated("planned", "2027-03-02", opens="09:30")]
MOVED = [
    dated("moved", "2027-03-02", opens="09:30"),
    dated("planned", "2027-07-06", opens="15:00", closes="17:00"),
]
FALLEN = [MOVED[0], dated("cancelled", "2027-07-06", opens="15:00", closes="17:00")]


def versions(site: Site, *histories: list[MeetingDate]) -> list[bytes]:
    """Return the calendar of the body after each change; the day of the record's last change is never written down."""
    return [
        calendars.build(changed(site, "workshop", dates=dates), "en")["calendars/bodies/cam.ics"]
        for dates in histories
    ]


@both
def test_a_moved_meeting_moves_and_then_falls(miniature: Site, read: Read) -> None:
    mine = Subscriber(read)
    shown: list[dict[str, str]] = []
    for data in versions(miniature, PLANNED, MOVED, FALLEN):
        mine.receive(data)
        shown.append(mine.calendar)
    assert shown == [
        {"workshop": "2027-03-02T09:30:00-05:00"},
        {"workshop": "2027-07-06T15:00:00-04:00"},
        {},
    ]
    (event,) = mine.held.values()
    assert event.title == "Cancelled: Workshop on integration"
    assert event.free
    assert "March 2, 2027, 9:30 a.m.: other date in a later paper" in event.description
    assert "July 6, 2027, 3:00 p.m.–5:00 p.m.: cancelled" in event.description


@both
def test_an_old_copy_that_arrives_late_changes_nothing(miniature: Site, read: Read) -> None:
    planned, moved, fallen = versions(miniature, PLANNED, MOVED, FALLEN)
    mine = Subscriber(read)
    for data in (moved, planned):
        mine.receive(data)
    assert mine.calendar == {"workshop": "2027-07-06T15:00:00-04:00"}
    for data in (fallen, moved, planned):
        mine.receive(data)
    assert mine.calendar == {}


@both
@pytest.mark.parametrize(
    ("histories", "shown"),
    [
        pytest.param(
            [PLANNED, [dated("cancelled", "2027-03-02")], [dated("cancelled", "2027-03-02"), *PLANNED]],
            ["2027-03-02T09:30:00-05:00", None, "2027-03-02T09:30:00-05:00"],
            id="cancelled, and planned anew",
        ),
        pytest.param(
            [PLANNED, [*PLANNED, dated("cancelled", "2027-03-02")]],
            ["2027-03-02T09:30:00-05:00", None],
            id="cancelled, in a line of its own",
        ),
        pytest.param(
            [PLANNED, [dated("moved", "2027-03-02", opens="09:30")], MOVED],
            ["2027-03-02T09:30:00-05:00", None, "2027-07-06T15:00:00-04:00"],
            id="moved, and the new date known later",
        ),
        pytest.param(
            [MONTH, [*MONTH, dated("planned", "2027-05-11", opens="10:00")]],
            ["2027-05-01", "2027-05-11T10:00:00-04:00"],
            id="a month, then a day",
        ),
        pytest.param(
            [PLANNED, [*PLANNED, dated("planned", "2028")]],
            ["2027-03-02T09:30:00-05:00", None],
            id="put off to another year",
        ),
        pytest.param(
            [PLANNED, [dated("moved", "2027-03-02"), dated("planned", "2027")]],
            ["2027-03-02T09:30:00-05:00", None],
            id="put off within the year",
        ),
        pytest.param(
            [PLANNED, [*PLANNED, dated("held", "2027")]],
            ["2027-03-02T09:30:00-05:00", "2027-03-02T09:30:00-05:00"],
            id="a later source says less of the same date",
        ),
        pytest.param(
            [[dated("planned", "2027")], PLANNED],
            [None, "2027-03-02T09:30:00-05:00"],
            id="a year, then a day",
        ),
    ],
)
def test_what_a_subscriber_sees_of_a_history(
    miniature: Site, read: Read, histories: list[list[MeetingDate]], shown: list[str | None]
) -> None:
    mine = Subscriber(read)
    seen = []
    for data in versions(miniature, *histories):
        mine.receive(data)
        seen.append(mine.calendar.get("workshop"))
    assert seen == shown


def test_a_meeting_that_lost_its_date_says_so(miniature: Site) -> None:
    (data,) = versions(miniature, [dated("moved", "2027-03-02")])
    (seen,) = by_icalendar(data)
    assert seen.title == "No longer on this date: Workshop on integration"
    assert "Status: No longer on this date; no other date is on record" in seen.description


def test_a_later_source_lends_no_certainty_that_it_does_not_give(miniature: Site) -> None:
    """A source that says “held in 2027” does not say that the day planned in that year was the day."""
    (data,) = versions(miniature, [*PLANNED, dated("held", "2027")])
    assert [seen.status for seen in by_icalendar(data)] == ["TENTATIVE"]


def test_hours_come_only_from_the_same_day_and_never_from_a_date_that_fell(miniature: Site) -> None:
    histories = (
        [dated("planned", "2027-03-02", opens="09:30"), dated("held", "2027-03-02")],
        [dated("planned", "2027-03-02", opens="09:30"), dated("held", "2027-03-03")],
        [dated("moved", "2027-03-02", opens="09:30"), dated("planned", "2027-03-02")],
    )
    starts = [str(seen.start) for data in versions(miniature, *histories) for seen in by_icalendar(data)]
    assert starts == ["2027-03-02 09:30:00-05:00", "2027-03-03", "2027-03-02"]


def test_hours_of_several_days_are_said_and_not_drawn_through_the_night(miniature: Site) -> None:
    (data,) = versions(
        miniature, [dated("planned", "2027-03-02", end="2027-03-04", opens="09:00", closes="17:00")]
    )
    (seen,) = by_icalendar(data)
    assert (seen.start, seen.end) == (dt.date(2027, 3, 2), dt.date(2027, 3, 5))
    assert "March 2 – 4, 2027, 9:00 a.m.–5:00 p.m., Washington, D.C., time" in seen.description


def test_a_correction_in_place_is_newer_by_its_day(miniature: Site) -> None:
    corrected = changed(
        miniature,
        "workshop",
        dates=[dated("planned", "2027-03-02", opens="10:30")],
        revised=PartialDate("2026-12-01"),
    )
    mine = Subscriber(by_icalendar)
    for data in (*versions(miniature, PLANNED), calendars.build(corrected, "en")["calendars/bodies/cam.ics"]):
        mine.receive(data)
    assert mine.calendar == {"workshop": "2027-03-02T10:30:00-05:00"}
    assert mine.held["workshop@meetings.cam-knowledge-base"].sequence == 0


# Reminders


def reminders(site: Site, name: str = "calendars/bodies/cam.alarms.ics") -> dict[str, list[dt.timedelta]]:
    calendar = icalendar.Calendar.from_ical(calendars.build(site, "en")[name])
    return {
        event.uid.partition("@")[0]: [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")]
        for event in calendar.events
    }


DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        pytest.param(PLANNED, [-7 * DAY, -DAY], id="an hour"),
        pytest.param([dated("planned", "2027-03-02")], [-7 * DAY + 9 * HOUR, -DAY + 9 * HOUR], id="at nine"),
        pytest.param([dated("planned", "2027-03")], [], id="a month"),
        pytest.param(FALLEN, [], id="cancelled"),
        pytest.param([dated("held", "2026-11-20", opens="09:30")], [], id="past"),
        pytest.param([dated("planned", bless.TODAY, opens="09:30")], [-7 * DAY, -DAY], id="today"),
    ],
)
def test_reminders_are_for_days_to_come(
    miniature: Site, dates: list[MeetingDate], expected: list[dt.timedelta]
) -> None:
    site = changed(miniature, "workshop", dates=dates)
    assert reminders(site) == {"workshop": expected}
    assert reminders(site, "calendars/bodies/cam.ics") == {"workshop": []}


def test_a_reminder_says_of_what(miniature: Site) -> None:
    data = calendars.build(changed(miniature, "workshop", dates=PLANNED), "fr")["fr/calendars/all.alarms.ics"]
    (event,) = vobject.readOne(data.decode()).vevent_list
    assert [alarm.description.value for alarm in event.valarm_list] == ["Atelier sur l’intégration"] * 2
    assert {alarm.action.value for alarm in event.valarm_list} == {"DISPLAY"}
    assert "X-WR-CALNAME:CAM\u00a0: Toutes les réunions (avec rappels)" in data.decode()


# Stable


def test_two_builds_are_the_same_bytes(site: Site, files: dict[str, bytes]) -> None:
    assert built(replace(site, catalogue=replace(site.catalogue))) == files


def test_only_reminders_depend_on_the_day(miniature: Site) -> None:
    planned = changed(miniature, "workshop", dates=PLANNED)
    later = built(replace(planned, today=dt.date(2027, 6, 1)))
    differing = {name for name, data in built(planned).items() if later[name] != data}
    assert differing
    assert all(name.endswith(".alarms.ics") for name in differing)


def test_an_event_is_the_same_in_every_language(files: dict[str, bytes]) -> None:
    def machine(data: bytes) -> list[tuple[Any, ...]]:
        return [
            (seen.uid, seen.sequence, seen.stamp, seen.start, seen.end, seen.status)
            for seen in by_icalendar(data)
        ]

    first, *others = [machine(files[f"{folder}calendars/all.ics"]) for folder in ("", "es/", "fr/")]
    assert len(first) >= 27
    assert others == [first, first]


def test_ids_do_not_follow_the_address_of_the_site(
    site: Site, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "https://elsewhere.example/cam/")
    moved = calendars.build(site, "en")["calendars/all.ics"]
    assert [seen.uid for seen in by_icalendar(moved)] == [
        seen.uid for seen in by_icalendar(files["calendars/all.ics"])
    ]
    assert b"https://elsewhere.example/cam/calendars/all.ics" in moved
    assert b"github.io" not in moved
    assert one(files).uid == f"{WORKSHOP}@meetings.cam-knowledge-base"


# What is not sure, not translated, or hostile


def test_what_is_only_remembered_is_marked(site: Site) -> None:
    remembered = changed(
        site, "high-level-forum-2017", unsure=["dates", "title", "summary", "themes", "documents"]
    )
    seen = one(calendars.build(remembered, "en"), "high-level-forum-2017")
    assert seen.status == "TENTATIVE"
    assert seen.title.endswith(" (Not confirmed)")
    assert seen.description.split("\n\n")[0].endswith(" (Not confirmed)")
    assert "Date: September 12 – 13, 2017; the sources give no hour (Not confirmed)\n" in seen.description
    assert "\nStatus: Held (Not confirmed)\n" in seen.description
    assert "Every date on record (Not confirmed)" in seen.description
    assert seen.themes == ()


def test_nothing_is_marked_that_is_sure(files: dict[str, bytes]) -> None:
    assert one(files, "high-level-forum-2017").status == "CONFIRMED"
    assert not any(b"(Not confirmed)" in data for data in files.values())


def test_a_text_without_translation_says_its_language(site: Site) -> None:
    foreign = changed(
        site,
        title=Text({"es": "Taller"}),
        summary=Text({"es": "Resumen."}),
        original="es",
        dates=[dated("planned", "2027-03-02", place={"es": "Sala"})],
    )
    (event,) = icalendar.Calendar.from_ical(
        calendars.build(foreign, "fr")[f"fr/meetings/{WORKSHOP}/meeting.ics"]
    ).events
    assert event["SUMMARY"] == "Taller (en espagnol, non traduit)"
    assert event["SUMMARY"].params["LANGUAGE"] == event["LOCATION"].params["LANGUAGE"] == "es"
    assert event["LOCATION"] == "Sala (en espagnol, non traduit)"
    assert event["DESCRIPTION"].startswith("Resumen. (en espagnol, non traduit)\n\n")


HOSTILE = [
    'He said "no"; then, well: \\n is not a line \\, nor \\; this',
    "=cmd()|'/c calc'!A1",
    "]]> </script><script>alert(1)</script> &amp; <b>",
    "END:VEVENT\nEND:VCALENDAR\nBEGIN:VCALENDAR\nX-EVIL:1",
    "one line\nanother\n\n, ; end",
    "👩🏽‍🌾🇭🇹 migración مرحبا بالعالم שלום " * 12,
    "ñ" * 400,
    "a" * 74 + "é" + "b" * 73 + "😀",
    "CATEGORIES:a,b;c^n^'d\"",
]


@both
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_come_out_as_they_went_in(miniature: Site, read: Read, text: str) -> None:
    text = text.strip()
    said = Text({"en": text})
    catalogue = miniature.catalogue
    theme = catalogue.get(Theme, "integration").model_copy(update={"title": said})
    site = changed(
        replace(
            miniature,
            catalogue=replace(
                catalogue,
                records={
                    **catalogue.records,
                    "themes": {**catalogue.records["themes"], "integration": theme},
                },
            ),
        ),
        "workshop",
        title=said,
        summary=said,
        original="en",
        dates=[PLANNED[0].model_copy(update={"place": said})],
    )
    files = calendars.build(site, "en")
    data = files["calendars/themes/integration.alarms.ics"]
    (seen,) = read(data)
    assert (seen.title, seen.place, seen.themes) == (text, text, (text,))
    assert seen.description.startswith(f"{text}\n\nDate: ")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    calendar = vobject.readOne(data.decode())
    assert calendar.x_wr_calname.value == f"CAM: {text} (with reminders)"
    assert [alarm.description.value for alarm in calendar.vevent.valarm_list] == [text, text]


def test_line_breaks_of_a_text_open_no_property(miniature: Site) -> None:
    site = changed(
        miniature, "workshop", title=Text({"en": "x\nX-EVIL:1\r\nATTACH:https://evil.example"}), original="en"
    )
    calendar = icalendar.Calendar.from_ical(calendars.build(site, "en")["calendars/all.ics"])
    assert not any("X-EVIL" in part or "ATTACH" in part for part in calendar.walk())


# What is offered


def test_every_file_is_offered_beside_the_page_that_it_belongs_to(
    real: Catalogue, files: dict[str, bytes]
) -> None:
    found: dict[str, str] = {}
    for code in LANGUAGES:
        pages = [("calendar/", None), *((f"{record.kind}/{record.id}/", record) for record in real.every())]
        for path, record in pages:
            for offer in offered.offers(Reader(real, code, path), path, record):
                found[offer.path] = path
    assert set(found) == set(files)
    for name, path in found.items():
        page = str(icalendar.Calendar.from_ical(files[name])["URL"])
        assert page.removeprefix(SITE).removeprefix("es/").removeprefix("fr/") == path


@pytest.mark.parametrize("path", ["calendar/", "calendar/months/", "meetings/"])
def test_the_pages_of_all_meetings_offer_file_subscription_and_reminders(real: Catalogue, path: str) -> None:
    given = list(offered.offers(Reader(real, "es", path), path, None))
    assert [(offer.path, offer.type, offer.scheme) for offer in given] == [
        ("es/calendars/all.ics", "text/calendar", ""),
        ("es/calendars/all.ics", "", "webcal"),
        ("es/calendars/all.alarms.ics", "", "webcal"),
    ]


def test_pages_without_meetings_offer_none(real: Catalogue) -> None:
    year_only = real.get(Meeting, "cam-officers-2025")
    assert list(offered.offers(Reader(real, "en", "meetings/x/"), "meetings/x/", year_only)) == []
    assert list(offered.offers(Reader(real, "en", "glossary/"), "glossary/", None)) == []


def test_an_empty_calendar_is_offered_as_such(real: Catalogue) -> None:
    for identity, said in (("rcm", "no dated meeting yet"), ("mercosur", "(iCalendar file)")):
        path = f"processes/{identity}/"
        first = next(offered.offers(Reader(real, "en", path), path, real.get(Process, identity)))
        assert said in first.text


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_of_data_leads_to_files(real: Catalogue, files: dict[str, bytes], code: str) -> None:
    table, *explained = offered.listed(Reader(real, code, "data/"))
    assert isinstance(table, Table)
    up = "../" if code == "en" else "../../"
    led = [anchor.href for anchor in anchors(table)]
    assert {href.removeprefix(up) for href in led} <= set(files)
    assert (
        len(led)
        == len(set(led))
        == 2
        + sum(
            bool(by_icalendar(data))
            for name, data in files.items()
            if name.startswith("calendars/") and name.count("/") == 2 and "alarms" not in name
        )
    )
    assert [len(block.rows) for block in explained if isinstance(block, Facts)] == [5, 8]


def test_the_page_of_data_counts_the_meetings(real: Catalogue) -> None:
    table = offered.listed(Reader(real, "en", "data/"))[0]
    texts = {str(anchor.text): anchor.href for anchor in anchors(table)}
    count = sum(standing(meeting) is not None for meeting in real.all(Meeting))
    assert texts[f"All meetings ({count})"] == "../calendars/all.ics"
    assert texts["with reminders"] == "../calendars/all.alarms.ics"
    assert texts["CEAM (9)"] == "../calendars/bodies/ceam.ics"
    assert texts["MERCOSUR (1)"] == "../calendars/processes/mercosur.ics"


def test_the_page_of_data_shows_them(site: Site) -> None:
    said = embed.say(site, "cam_show", "fr", "data/", "data-calendars")
    assert 'href="../../fr/calendars/all.ics"' in said
    assert "webcal" in said
