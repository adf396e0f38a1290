"""The canonical form of the files that editors write: one order of keys, one layout, every remark kept.

The rule, for every file of data/ (except what programs write: map.yaml, health.yaml, translations/, figures/) and for
the front matter of the prose pages:

- Keys stand in the order of the model: id, title and summary, then the keys of the kind as its class lists them, then
  what every record has (themes, see_also, original, translations, sources …). Inside of groups, too. Languages stand in
  the order of data/vocabulary/languages.yaml. Keys that are not known stay at the end. Lists, and the codes of
  data/vocabulary and data/labels, keep their order: readers see it.
- A text has a line for each language (in data/vocabulary, the whole entry is one line). A source is one line in
  brackets, and so are the other rows of small tables (`shapes.ROWS`). A list of words stands in brackets where it fits
  on a line of 120 signs, else it has a line an entry. Everything else has a line a key, two spaces a step.
- Quotes (") only where a text needs them; a web address always has them, every text of data/labels, and whatever looks
  like a time, a number or a range of them (`"09:30"`, `"4"`, `"95-99"`) and is not a date. A text is one
  line, or a block (|) where it has several.
- No empty lines, no spaces at the ends of lines, no BOM, line ends as on Unix, one at the end of the file.

Remarks (# …) travel with what they are about (see `reading`); those at the head and the end of a file stay there. An
empty line below the head sets it apart from a remark on the first key.

Why not ruamel.yaml, which keeps remarks by itself? It hangs a remark on what stands *before* it, so that the remark on
a key stays behind when the key moves; and it takes 34 ms a file (pure Python), 33 s for the knowledge base. PyYAML
composes with libyaml in a tenth of the time and says where each value stands, which is all that is needed to tell
remarks from values. The text is then written anew, by the one writer of this project (`yamlwriter`), and read again
before it is given out: the values must be the same, and no remark may be missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from cam import prose, yamlfile
from cam.canonical import reading, shapes
from cam.canonical.editing import change, changes
from cam.problems import BadInput, Problem
from cam.yamlfile import Place
from cam.yamlwriter import Node, node, whole

__all__ = ["changes", "edited", "fixed", "written"]


def fixed(name: str, text: str, languages: Sequence[str]) -> str:
    """Return the text of a file of data/, or of a prose page, in canonical form; every value and remark stays.

    `name` is the path from the root with forward slashes (it says the model: "data/meetings/x.yaml"), `languages` the
    site's, in their order (`catalogue.languages`). Raises BadInput where the text cannot be read, with the problems
    that `cam check` would tell.
    """
    text = _lines_put_right(text)
    if not name.endswith(".md"):
        return _fixed(name, text, languages)
    front = prose.front_matter(text)
    if front is None:
        raise BadInput([prose.no_front_matter(name)])
    return text[: front.start(1)] + _fixed(name, front[1], languages, above=1) + text[front.end(1) :]


def edited(name: str, text: str, values: Mapping[Place, Any], languages: Sequence[str]) -> str:
    """Return the text of a file of data/ with values set at places, in canonical form; no remark is lost.

    `values`: place -> plain value (str, int, float, bool, dt.date, list, dict; dates as "2011-04-12" are fine), e.g.
    `{("title", "fr"): "…", ("dates", 0, "start"): "2026-11-20", ("translations", "fr"): None}`. A key that is not there
    is added at its place, with the groups around it; a list position equal to the list's length appends. None takes
    the key (or entry) out, and the group around it where nothing is left in it. A replaced value keeps the remarks
    above it and beside it. Values are set in the order given. Raises BadInput where the text cannot be read, and
    KeyError for a place that leads through a plain value or past the end of a list.
    """
    text, _ = _readable(name, _lines_put_right(text), above=0)
    tree = _tree(name, text, above=0)
    change(tree.root, values)
    return _text(name, tree.root, tree.head, languages)


def written(name: str, value: Mapping[str, Any], languages: Sequence[str]) -> str:
    """Return a new file of data/ in canonical form, from plain values in any order."""
    return _text(name, node(dict(value)), [], languages)


def _fixed(name: str, text: str, languages: Sequence[str], above: int = 0) -> str:
    """Return YAML in canonical form; `above` is how many lines of the file stand above it."""
    text, before = _readable(name, text, above)
    tree = _tree(name, text, above)
    made = _text(name, tree.root, tree.head, languages)
    after = yamlfile.parse(made, name)
    if after.problems or after.value != before or not _same_remarks(tree, made):
        raise BadInput([_cannot_keep(name, 1)])
    return made


def _text(name: str, root: Node, head: Sequence[str], languages: Sequence[str]) -> str:
    shapes.arrange(root, shapes.of_file(name), languages)
    return "".join(f"{remark}\n" for remark in head) + whole(root)


def _lines_put_right(text: str) -> str:
    """Return a text without BOM, with the line ends of Unix."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _readable(name: str, text: str, above: int) -> tuple[str, Any]:
    """Return YAML that can be read, with its value; blanks at the ends of lines go where they are in the way."""
    file = yamlfile.parse("\n" * above + text, name)
    if file.problems:
        cleaned = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
        again = yamlfile.parse("\n" * above + cleaned, name)
        if again.problems:
            raise BadInput(file.problems)
        text, file = cleaned, again
    return text, file.value


def _tree(name: str, text: str, above: int) -> reading.Tree:
    try:
        return reading.tree(text)
    except reading.CannotKeep as stop:
        raise BadInput([_cannot_keep(name, stop.line + above)]) from None
    except RecursionError:
        deep = Problem(name, 1, "the values are nested too deep", "check the indentation")
        raise BadInput([deep]) from None


def _same_remarks(tree: reading.Tree, made: str) -> bool:
    """Whether a text holds the remarks of a tree, each as often."""
    if not tree.remarks:
        return True
    texts = (tree.remarks, reading.tree(made).remarks)
    before, after = (Counter(map(reading.spaced, remarks)) for remarks in texts)
    return before == after


def _cannot_keep(name: str, line: int) -> Problem:
    remedy = "write plain keys and values, without ? and ! signs"
    return Problem(name, line, "this file is written in a way that cannot be put in order", remedy)
