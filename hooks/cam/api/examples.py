"""The examples of the guide: programs that list the meetings whose date was moved. Tests run them as they stand."""

from __future__ import annotations

from cam.offers.api import ROOT

EXAMPLES = {
    "curl, jq": """\
curl --silent --fail "{api}meetings.json" |
  jq -r '.records[]
    | select(any(.dates[]; .status == "moved"))
    | [.title.{language}, .dates[-1].start, (.dates[:-1][] | .start)]
    | join(" | ")'
""",
    "Python": """\
import json
from urllib.request import urlopen

with urlopen("{api}meetings.json") as answer:
    meetings = json.load(answer)["records"]

for meeting in meetings:
    *before, now = meeting["dates"]
    if any(date["status"] == "moved" for date in before):
        print(meeting["title"]["{language}"], now["start"], *(date["start"] for date in before), sep=" | ")
""",
    "R": """\
library(jsonlite)

meetings <- fromJSON("{api}meetings.json", simplifyVector = FALSE)$records

for (meeting in meetings) {
  status <- sapply(meeting$dates, `[[`, "status")
  start <- sapply(meeting$dates, `[[`, "start")
  if ("moved" %in% status)
    writeLines(paste(c(meeting$title${language}, rev(start)), collapse = " | "))
}
""",
    "JavaScript": """\
const answer = await fetch("{api}meetings.json");
const { records } = await answer.json();

for (const meeting of records) {
  const now = meeting.dates.at(-1);
  const before = meeting.dates.slice(0, -1);
  if (before.some((date) => date.status === "moved"))
    console.log([meeting.title.{language}, now.start, ...before.map((date) => date.start)].join(" | "));
}
""",
}
"""A program by the name of its language; `{api}` and `{language}` are filled in by `example`."""


def example(name: str, site: str, language: str) -> str:
    """Return a program that asks the API of the site at the address `site` and prints titles in a language."""
    return EXAMPLES[name].replace("{api}", site + ROOT).replace("{language}", language)
