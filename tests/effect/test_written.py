"""How an effect is told: on the terminal, and in files for the forge and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from string import Formatter

import bless
import pytest
import yaml
from support_effect import THEME, compare, edit

from cam.cli import main
from cam.commands.said import LANGUAGES, Say
from cam.effect import marked, written


def test_files_are_written_and_the_terminal_tells_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(root, THEME, "Life in a new place.", "Life in another place.")
    assert main(["--lang", "fr", "diff", "--output", "out/effect.md", "--json", "out/effect.json"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.startswith(
        "… lecture des deux états\n… composition des pages de l’état précédent\n… 25\u00a0%\n"
    )
    assert "\n… composition des pages telles qu’elles sont maintenant\n" in said.out
    assert "\n… comparaison\nComparé à main (" in said.out
    assert "    modifiée\u00a0: Integration (/themes/integration/)\n" in said.out
    text = (root / "out/effect.md").read_text("utf-8")
    assert text.startswith("## Ce qui change pour le lectorat du site\n")
    assert text.count("<details>") == text.count("</details>") == 3
    assert all(map(marked.is_own, text.split("\n")))
    made = json.loads((root / "out/effect.json").read_text("utf-8"))
    assert made["languages"] == ["en", "es", "fr"]
    assert made["records"][0]["fields"] == [
        {"place": "summary.en", "old": "Life in a new place.", "new": "Life in another place."}
    ]


def test_a_file_that_cannot_be_written_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "diff", "--output", "data"]) == 2
    assert capsys.readouterr().err.startswith("data cannot be written (")


HOSTILE = (
    "@everyone **b** ` ~~x~~ #1 ![i] --> </details> &lt; www.evil.example https://evil.example GH-1 $x$ |"
)


def test_a_hostile_title_stays_text(root: Path) -> None:
    """A title with a tag is refused by the rules, and told all the same; what the rules let pass is harmless too."""
    title = HOSTILE.replace("</details>", "")
    edit(root, THEME, "en: Integration,", f"en: '{title}',")
    edit(root, "docs/en/index.md", "title: Home", f"title: '{HOSTILE}'")
    told = compare(root, drawing=True)
    assert told.effect.problems.new, "the front matter of the page holds a tag"
    text = written.to_markdown(told.teller("en"))
    assert all(map(marked.is_own, text.split("\n")))
    for harm in ("@everyone", "<b", "-->", "![", "](", "www.", "https://", "GH-1", "**", "`"):
        assert harm not in text
    assert text.count("</details>") == text.count("<details>") == 3


def test_a_long_list_is_cut_and_says_so(root: Path) -> None:
    edit(root, "data/labels/kinds.yaml", 'en: "Meetings"', 'en: "Gatherings"')
    edit(root, THEME, "en: Integration,", "en: Inclusion,")
    told = compare(root, drawing=True)
    section = told.teller("en", limit=1).sections()[0].sections[0]
    changed, around = section.lines
    assert changed.text == "changed: Inclusion (/themes/integration/)"
    assert [line.text for line in around.under][1].startswith("… and ")
    everything = written.to_markdown(told.teller("es"))
    small = written.to_markdown(told.teller("es"), limit=2000)
    assert len(small.encode()) <= 2000 < len(everything.encode())
    assert small.rstrip().endswith(marked.escape(Say("es")("diff.left_out")))
    assert small.count("<details>") == small.count("</details>") >= 1


def test_french_words_have_their_spaces() -> None:
    words = (bless.ROOT / "hooks/cam/commands/words/diff.yaml").read_text("utf-8")
    french = [line for line in words.splitlines() if line.startswith("  fr:")]
    said = [line.removeprefix("  fr: ").replace("one: ", "").replace("other: ", "") for line in french]
    assert not [line for line in said if " :" in line or " ;" in line or " »" in line or "« " in line]


def test_every_word_speaks_three_languages_with_the_same_places() -> None:
    words = yaml.safe_load((bless.ROOT / "hooks/cam/commands/words/diff.yaml").read_text("utf-8"))

    def places(text: str | dict[str, str]) -> set[str]:
        said = text["other"] if isinstance(text, dict) else text
        return {name for _, name, _, _ in Formatter().parse(said) if name}

    for key, entry in words.items():
        assert set(entry) == set(LANGUAGES), key
        assert places(entry["en"]) == places(entry["es"]) == places(entry["fr"]), key
