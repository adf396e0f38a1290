"""The canonical form of any file at all: no value changes, no remark is lost, and what is written is read again."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support_canonical import NAME, THREE, fixed

from cam import canonical, yamlfile
from cam.model import Record
from cam.problems import BadInput
from cam.yamlwriter import Flow, dumped

WORDS = st.text(
    st.one_of(
        st.sampled_from(" :#-?,[]{}&*!|>'\"%@`\\~=<\n\tñ«»\u00a0’…0123456789.eE+_"),
        st.characters(exclude_categories=("Cs", "Cc")),
    ),
    max_size=12,
)
REMARKS = st.lists(st.sampled_from(["# one", "#two", "# three: # - x", "#", "#! 4"]), max_size=2)

KEYS = st.one_of(
    st.sampled_from(
        [*Record.model_fields, "en", "es", "fr", "documents", "topic", "zz", "text", "document", "lines"]
    ),
    st.from_regex(r"[a-z_]{1,6}", fullmatch=True),
).filter(lambda key: key not in ("y", "n", "no", "on", "off", "yes", "true", "false", "null"))
SCALARS = st.one_of(WORDS, st.integers(-9999, 9999), st.booleans(), st.none(), st.dates(dt.date(1000, 1, 1)))

VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(KEYS, inner, max_size=4),
        st.lists(inner, max_size=3).map(Flow),
    ),
    max_leaves=12,
)


@st.composite
def written(draw: st.DrawFn, value: Any, indent: int = 0) -> list[str]:
    """Return the lines of a group as some hand may have written it: any quotes, steps, remarks and empty lines."""
    pad, step = " " * indent, draw(st.sampled_from([2, 4]))
    lines: list[str] = []
    for key, item in value.items():
        lines += [pad + remark for remark in draw(REMARKS)]
        lines += [""] * draw(st.integers(0, 1))
        beside = draw(st.sampled_from(["", "", " # beside", "  # more: x"]))
        if isinstance(item, dict) and item and draw(st.booleans()):
            lines += [f"{pad}{key}:{beside}", *draw(written(item, indent + step))]
        elif isinstance(item, list) and item and draw(st.booleans()):
            lines.append(f"{pad}{key}:{beside}")
            for part in item:
                lines += [pad + "  " + remark for remark in draw(REMARKS)]
                lines.append(f"{pad}  - {inline(part, draw)}{beside}")
        else:
            lines.append(f"{pad}{key}: {inline(item, draw)}{beside}")
    deeper = " " * (indent + draw(st.sampled_from([0, 1, 3])))
    return lines + [deeper + remark for remark in draw(REMARKS)]


def inline(value: Any, draw: st.DrawFn) -> str:
    """Return a value on one line, texts in single or double quotes."""
    if isinstance(value, Flow):
        value = value.value
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {inline(item, draw)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(item, draw) for item in value) + "]"
    if isinstance(value, str) and value.isprintable() and draw(st.booleans()):
        return "'" + value.replace("'", "''") + "'"
    return json.dumps(value) if not isinstance(value, dt.date) else value.isoformat()


@given(st.data(), st.dictionaries(KEYS, VALUES, min_size=1, max_size=6))
def test_of_any_record_no_value_changes_and_no_remark_is_lost(
    data: st.DataObject, value: dict[str, Any]
) -> None:
    text = "\n".join(data.draw(written(value))) + data.draw(st.sampled_from(["", "\n", "\n\n"]))
    file = yamlfile.parse(text, NAME)
    if file.problems:
        assert problem_lines(text) == sorted(set(file.problems))
        return
    made = fixed(text)
    assert yaml.safe_load(made) == yaml.safe_load(text) or dates_alike(made, text)
    assert sorted(remarks(made)) == sorted(remarks(text))
    assert not [line for line in made.split("\n") if line != line.rstrip(" \t")] or "|" in made


def problem_lines(text: str) -> list[Any]:
    """Return the problems of a text, as `canonical` tells them."""
    with pytest.raises(BadInput) as stop:
        canonical.fixed(NAME, text, THREE)
    return list(stop.value.problems)


def dates_alike(one: str, other: str) -> bool:
    """Whether two texts hold the same but for the quotes of days, which `yamlfile` does not tell apart."""
    return bool(yamlfile.parse(one, "").value == yamlfile.parse(other, "").value)


def remarks(text: str) -> list[str]:
    """Return the remarks of a text by another way than `canonical`: what PyYAML's tokens leave over."""
    covered = list(text.replace("\t", " "))
    for token in yaml.scan(text):
        if isinstance(token, yaml.ScalarToken):
            covered[token.start_mark.index : token.end_mark.index] = [
                "\n" if sign == "\n" else "x" for sign in text[token.start_mark.index : token.end_mark.index]
            ]
    lines = "".join(covered).split("\n")
    return [line[line.index("#") :].lstrip("# ").rstrip() for line in lines if "#" in line]


@given(st.text(st.sampled_from("ab:#-?,[]{}&*!|>'\"%@`~ \n\r\t\ufeff\x85\u2028é0.<="), max_size=40))
def test_of_any_text_at_all_there_is_a_form_or_a_problem(text: str) -> None:
    with contextlib.suppress(BadInput):
        made = canonical.fixed(NAME, text, THREE)
        assert canonical.fixed(NAME, made, THREE) == made


@given(VALUES)
def test_what_is_written_is_read_again(value: Any) -> None:
    plain = yaml.safe_load(yaml.safe_dump({"a": unwrapped(value)}))
    assert yaml.safe_load(dumped({"a": value})) == plain or dates_alike(
        dumped({"a": value}), yaml.safe_dump(plain)
    )


def unwrapped(value: Any) -> Any:
    """Return a value without the marks of the writer."""
    if isinstance(value, Flow):
        return unwrapped(value.value)
    if isinstance(value, list):
        return [unwrapped(item) for item in value]
    return {key: unwrapped(item) for key, item in value.items()} if isinstance(value, dict) else value
