"""What a list with filters shows, read from the page: the records behind its entries, and their number."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

SHOWN = ".entry:not([data-hidden])"

_NAMED = """entry => (entry.querySelector("th a, h3 a, .timeline__what a").pathname.match(/([^/]+)\\/$/) || [])[1]"""

IDS = f"""() => [...document.querySelectorAll("{SHOWN}")].map({_NAMED})"""

UNCERTAIN = f"""() => [...document.querySelectorAll("{SHOWN}[data-uncertain]")].map({_NAMED})"""

EVERY_CHOICE = f"""names => Object.fromEntries(names.map((name) => {{
  const field = document.querySelector(`form.filters select[name=${{name}}]`);
  const said = [...field.options].filter((option) => option.value).map(({{ value }}) => {{
    field.value = value;
    field.dispatchEvent(new Event("change"));
    return [value, [({IDS})(), document.querySelector("[data-count]").textContent]];
  }});
  field.value = "";
  field.dispatchEvent(new Event("change"));
  return [name, Object.fromEntries(said)];
}}))"""
"""For each filter of those names, each of its values: the ids of what is shown, and what is said of their number."""


def ids(page: Page) -> list[str]:
    """Return the ids of the records that are shown, in order."""
    return page.evaluate(IDS)


def counted(page: Page) -> int:
    """Return how many entries the page says that it shows; so many must be seen."""
    number = number_in(page.locator("form.filters [role=status]").inner_text())
    expect(page.locator(SHOWN)).to_have_count(number)
    assert page.locator(".entry:visible").count() == number
    return number


def number_in(text: str) -> int:
    """Return the number in a sentence, 0 where there is none."""
    found = re.search(r"\d+", text)
    return int(found[0]) if found else 0


def fits(values: Any, value: str) -> bool:
    """Tell whether a record with these values is to be shown under a filter's value; "*" stands for all."""
    return value in values or "*" in values
