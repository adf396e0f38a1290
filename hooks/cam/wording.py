"""The words and formats of one language: labels, codes, dates, times, lists, plurals. Formats are CLDR's (Babel)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from cam.model import Code, PartialDate, Text
from cam.model.base import Span
from cam.problems import BadInput, Problem
from cam.store import Catalogue

_SPACES = str.maketrans({"\u2009": " ", "\u202f": "\u00a0"})


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


@cache
def _signs(language: str) -> tuple[str, str]:
    """Return CLDR's signs between thousands and before decimals."""
    symbols = _locale(language).number_symbols["latn"]
    return str(symbols["group"]), str(symbols["decimal"])


@lru_cache(maxsize=50_000)
def _decimal(number: float, pattern: str | None, language: str) -> str:
    """Return a number as CLDR writes it; kept, for the same figures stand on many pages and in many files."""
    return str(format_decimal(number, format=pattern, locale=_locale(language)))


def _missing(file: str, what: str) -> Problem:
    return Problem(f"data/{file}.yaml", 0, f"the {what} is missing", "restore it; pages use it")


class Wording:
    """How one language says things. `labels` and closed lists come from data/, everything else from CLDR."""

    def __init__(self, catalogue: Catalogue, language: str) -> None:
        self.catalogue = catalogue
        self.language = language
        self.locale = _locale(language)

    def label(self, key: str, **values: object) -> str:
        """Return the label `file.name` with its {places} filled in. Raises BadInput where it is missing or wrong."""
        text = self._pick(self._entry(key))
        return self._filled(key, text, values) if values else text

    def count(self, key: str, number: int, **values: object) -> str:
        """Return a label that has plural forms (CLDR names: one, many, other) for `number`."""
        return self.amount(key, number, **{**values, "number": self.number(number)})

    def amount(self, key: str, size: float, **values: object) -> str:
        """Return a label that has plural forms for an amount whose words are among `values`."""
        form = self._pick_forms(self._entry(key))
        text = form.get(self.locale.plural_form(size)) or form["other"]
        return self._filled(key, text, values)

    def _entry(self, key: str) -> dict[str, Any]:
        if key not in self.catalogue.labels:
            file, _, name = key.partition(".")
            raise BadInput([_missing(f"labels/{file}", f"label `{name}`")])
        entry: dict[str, Any] = self.catalogue.labels[key]
        return entry

    def _filled(self, key: str, text: str, values: dict[str, object]) -> str:
        try:
            return text.format(**values)
        except (KeyError, IndexError, ValueError):
            file, _, name = key.partition(".")
            places = ", ".join(f"{{{value}}}" for value in values)
            problem = self.catalogue.files[f"labels/{file}"].problem
            raise BadInput(
                [problem((name,), f"`{name}` holds a place that nothing fills", f"use only {places}")]
            ) from None

    def _pick(self, entry: dict[str, Any]) -> str:
        return str(entry.get(self.language) or entry[self.catalogue.languages[0]])

    def _pick_forms(self, entry: dict[str, Any]) -> dict[str, str]:
        forms = entry.get(self.language) or entry[self.catalogue.languages[0]]
        return forms if isinstance(forms, dict) else {"other": forms}

    def number(self, number: int) -> str:
        """Return a whole number with the language's grouping."""
        return self._grouped(_decimal(number, None, self.language))

    def _grouped(self, number: str) -> str:
        """Return a number with the sign between thousands that `formats.thousands` says instead of CLDR's."""
        group, decimal = _signs(self.language)
        figures = sum(sign.isdigit() for sign in number.partition(decimal)[0])
        grouped = figures >= int(self.label("formats.thousands_from"))
        return number.replace(group, self.label("formats.thousands") if grouped else "").replace("-", "−")

    @property
    def number_signs(self) -> tuple[str, str]:
        """The sign before decimals, and the one between thousands."""
        return _signs(self.language)[1], self.label("formats.thousands")

    def fixed(self, number: float, decimals: int) -> str:
        """Return a number with so many decimal places."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return self._grouped(_decimal(number, pattern, self.language))

    def percent(self, number: float) -> str:
        """Return a number of percent with one decimal place and the sign, as the language sets it."""
        return format_percent(number / 100, format=self._percent, locale=self.locale).translate(_SPACES)

    @property
    def _percent(self) -> str:
        return str(self.locale.percent_formats[None].pattern).replace("#,##0", "#,##0.0")

    def decimal(self, number: float) -> str:
        """Return a number with at most one decimal place."""
        return self._grouped(_decimal(number, "#,##0.#", self.language))

    def code(self, code: Code | str, vocabulary: str | None = None) -> str:
        """Return the word for a code of a closed list. Raises BadInput where a page names one that the list lacks."""
        vocabulary = vocabulary or str(getattr(code, "vocabulary", ""))
        if vocabulary in ("languages", "source_languages"):
            return self.language_name(code)
        codes = self.catalogue.vocabulary.get(vocabulary, {})
        if code not in codes:
            raise BadInput([_missing(f"vocabulary/{vocabulary}", f"code `{code}`")])
        entry = codes[code]
        assert entry, f"the list {vocabulary} has words for its codes"
        return self._pick(entry)

    def language_name(self, code: str, of: str | None = None) -> str:
        """Return a language's name in this language, or in the language `of`."""
        return str(Locale.parse(code).get_display_name(of or self.language))

    def date(self, date: PartialDate) -> str:
        """Return a date as exactly as it is known."""
        year, month, day = date.parts
        if not month:
            return str(year)
        if not day:
            return str(format_skeleton("yMMMM", dt.date(year, month, 1), locale=self.locale)).translate(
                _SPACES
            )
        pattern = self.label("formats.day_first" if day == 1 else "formats.day")
        return format_date(dt.date(year, month, day), pattern, locale=self.locale).translate(_SPACES)

    def month_name(self, month: int) -> str:
        """Return the name of a month as it stands alone."""
        return str(self.locale.months["stand-alone"]["wide"][month])

    def day_names(self) -> list[str]:
        """Return the short names of the days, Monday first."""
        return [str(self.locale.days["stand-alone"]["abbreviated"][day]) for day in range(7)]

    def span(self, start: PartialDate | None, end: PartialDate | None) -> str:
        """Return a stretch of time; an open end is said as such."""
        if start and end and start != end:
            if start.day and end.day:
                return self._days(start.day, end.day)
            return self.label("formats.span", start=self.date(start), end=self.date(end))
        if start and end:
            return self.date(start)
        if start:
            return self.label("formats.from_day" if start.day else "formats.from", date=self.date(start))
        if end:
            return self.label("formats.until_day" if end.day else "formats.until", date=self.date(end))
        return ""

    def _days(self, start: dt.date, end: dt.date) -> str:
        """Return a stretch of days as CLDR writes it, with the months written out as in single dates."""
        intervals = self.locale.interval_formats
        differs = "y" if start.year != end.year else "M" if start.month != end.month else "d"
        patterns = intervals.get("yMMMMd") or intervals["yMMMd"]
        said = [
            format_date(day, self._first(pattern, day), locale=self.locale)
            for day, pattern in zip((start, end), patterns[differs], strict=True)
        ]
        return "".join(said).translate(_SPACES)

    def _first(self, pattern: str, day: dt.date) -> str:
        """Return a pattern with full months and, on the first of a month, with the ordinal of `formats.day_first`."""
        pattern = re.sub(r"\bMMM\b", "MMMM", pattern)
        ordinal = self.label("formats.day_first").split(" ")[0]
        if day.day != 1 or not ordinal.startswith("d"):
            return pattern
        return re.sub(r"\bd\b", ordinal + "'" * (ordinal.count("'") % 2), pattern)

    def period(self, span: Span) -> str:
        """Return a Span in words; in brackets where it is inferred."""
        text = self.span(span.start, span.end)
        return f"[{text}]" if span.inferred and text else text

    def quoted_inside(self, text: str) -> str:
        """Return a text with its quotation marks changed to those that stand inside quotation marks."""
        opening, closing, inner_opening, inner_closing = list(self.label("formats.quotes"))
        text = text.replace(f"{opening}\u00a0", opening).replace(f"\u00a0{closing}", closing)
        return text.replace(opening, inner_opening).replace(closing, inner_closing)

    def time(self, clock: str) -> str:
        """Return "HH:MM" as the language writes it."""
        hour, minute = clock.split(":")
        pattern = self.label("formats.time" if minute != "00" else "formats.full_hour")
        text = format_time(dt.time(int(hour), int(minute)), pattern, locale=self.locale).translate(_SPACES)
        for name in ("am", "pm"):  # the OAS writes a.m. and p.m. where CLDR has AM and PM
            text = text.replace(
                self.locale.day_periods["format"]["abbreviated"][name], self.label(f"formats.{name}")
            )
        return text

    def times(self, opens: str | None, closes: str | None) -> str:
        """Return a time, or a stretch of time within a day."""
        parts = [self.time(clock) for clock in (opens, closes) if clock]
        return "–".join(parts)

    def list(self, items: Iterable[str]) -> str:
        """Return "a, b and c"."""
        text = str(format_list([str(item) for item in items], locale=self.locale))
        # CLDR's pattern cannot know that Spanish says “e” before the sound of i.
        return re.sub(r" y (?=h?[ií](?!e))", " e ", text) if self.language == "es" else text

    def text(self, text: Text) -> str:
        """Return a text of the settings or of a closed list."""
        return self._pick(text)
