"""The annotated templates: what they ask for, in which words, in the canonical form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from support_kit import LANGUAGES, schema_required

from cam.blanks import BLANK, is_blank, unfilled
from cam.canonical import fixed
from cam.fitting import validate
from cam.kit import templates
from cam.model import KINDS
from cam.yamlfile import parse


def shown(text: str) -> str:
    """Return a template with every optional key in use."""
    head, *lines = text.splitlines()
    assert head.startswith("# yaml-language-server: ")
    return "\n".join(line.removeprefix("# ") for line in lines)


def values(part: Any) -> Iterator[Any]:
    if isinstance(part, (dict, list)):
        for item in part.values() if isinstance(part, dict) else part:
            yield from values(item)
    else:
        yield part


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_template_holds_what_is_required_and_nothing_else(
    kind: str, language: str, made: dict[str, bytes]
) -> None:
    file = parse(made[templates.path_of(language, kind)].decode(), "template")
    assert file.problems == []
    assert set(file.value) == {*schema_required(kind), *KINDS[kind].offered}
    assert all(is_blank(value) for value in values(file.value))
    lines = {problem.line for problem in unfilled(file)}
    _, problems = validate(KINDS[kind], file, languages=list(LANGUAGES), titles={})
    assert [problem for problem in problems if problem.line not in lines] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_optional_key_of_a_template_can_be_used(kind: str, made: dict[str, bytes]) -> None:
    for language in LANGUAGES:
        file = parse(shown(made[templates.path_of(language, kind)].decode()), "template")
        assert file.problems == []
        assert set(file.value) == {*KINDS[kind].model_fields} - {*KINDS[kind].worked_out}
        assert all(is_blank(value) for value in values(file.value))
        lines = {problem.line for problem in unfilled(file)}
        _, problems = validate(KINDS[kind], file, languages=list(LANGUAGES), titles={})
        assert [problem for problem in problems if problem.line not in lines] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_is_canonical_filled_in_with_or_without_its_remarks(
    kind: str, made: dict[str, bytes]
) -> None:
    name = f"data/{kind}/x.yaml"
    for language in LANGUAGES:
        text = made[templates.path_of(language, kind)].decode()
        filled = text.replace(f'"{BLANK}"', '"https://example.org"').replace(BLANK, "words")
        assert fixed(name, filled, LANGUAGES) == filled
        lines = [line for line in filled.splitlines() if not line.lstrip().startswith("#")]
        bare = "".join(re.sub(r"  # .*", "", line) + "\n" for line in lines)
        assert fixed(name, bare, LANGUAGES) == bare


def test_a_template_is_short_and_narrow(made: dict[str, bytes]) -> None:
    for name in (name for name in made if "/templates/" in name):
        lines = made[name].decode().splitlines()
        assert len(lines) < 160, name
        assert max(map(len, lines)) <= 120, name


def test_a_template_leads_to_its_schema_as_seen_from_the_record(made: dict[str, bytes]) -> None:
    for name in (name for name in made if "/templates/" in name):
        first = made[name].decode().splitlines()[0]
        target = re.fullmatch(r"# yaml-language-server: \$schema=(\.\./\.\./(\.editor/schemas/\S+))", first)
        assert target
        assert target[2] in made
        assert Path(target[2]).stem == Path(name).stem


def test_a_template_says_in_its_language_what_belongs_in_each_key(made: dict[str, bytes]) -> None:
    text = made[".editor/templates/es/meetings.yaml"].decode()
    assert (
        "\ntitle:  # Título oficial o, si no lo hay, uno breve de este sitio\n  en: …\n  es: …\n  fr: …\n"
        in text
    )
    assert (
        "\n## Su tipo — código de la lista meeting_types: presentation (Presentación), workshop (Taller)"
        in text
    )
    assert "\nbody: …  # Órgano que se reúne — identificador de un registro (Órganos)\n" in text
    assert '\n#     opens: "…"  # Hora en que comienza' in text
    assert "\n# outcome: {en: …, es: …, fr: …}  # Lo que resultó de ella, si una fuente lo dice\n" in text


# Blanks


def test_yaml_reads_settings_of_templates_as_one_document(made: dict[str, bytes]) -> None:
    assert all(len(list(yaml.safe_load_all(made[name]))) == 1 for name in made if "/templates/" in name)
