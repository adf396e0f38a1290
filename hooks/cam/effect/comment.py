"""Makes the comment on a pull request of the report that the pull request's own code has written.

That report is hostile input: it is read as text from the archive, never unpacked to disk, and shown with its marks only
where every line is one that this program writes (`marked.is_own`); else as plain text. Needs nothing but Python itself:
`python3 -m cam.effect.comment effect.zip`, with the words NOTE and FOOT in the environment, prints the request's body.
"""

from __future__ import annotations

import io
import json
import os
import sys
import zipfile
from pathlib import Path

from cam.effect import marked

MARK = "<!-- cam diff -->"
"""First line of the comment, by which it is found again."""

NAME = "effect.md"
_LARGEST = 4 * marked.LIMIT


class NoReport(Exception):
    """The archive holds no report that could be shown; the text says why."""


def report(archive: bytes) -> str:
    """Return the report in an archive as text. Raises NoReport where there is none, or one that is too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as file, file.open(NAME) as member:
            content = member.read(_LARGEST + 1)
    except (
        zipfile.BadZipFile,
        KeyError,
        RuntimeError,
        NotImplementedError,
        OSError,
        EOFError,
        ValueError,
    ) as error:
        raise NoReport(f"{NAME}: {type(error).__name__}") from None
    if len(content) > _LARGEST:
        raise NoReport(f"{NAME}: > {_LARGEST}")
    return content.decode("utf-8", "replace")


def comment(text: str, note: str, foot: str) -> str:
    """Return the comment; `foot` ends it, `note` stands before a text that is not of the form that this program writes.

    Both are this repository's own words, and are not escaped.
    """
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    room = marked.LIMIT - len(f"{MARK}\n{note}\n\n\n{foot}\n".encode())
    if all(map(marked.is_own, lines)) and _is_closed(lines) and len(text.encode()) <= room:
        return f"{MARK}\n{text.rstrip()}\n\n{foot}\n"
    kept, frame = list[str](), len("<pre>\n</pre>\n")
    for line in map(marked.escape, lines):
        frame += len(line.encode()) + 1
        if frame > room:
            break
        kept.append(line)
    shown = "\n".join(kept)
    return f"{MARK}\n{note}\n\n<pre>\n{shown}\n</pre>\n\n{foot}\n"


def _is_closed(lines: list[str]) -> bool:
    """Tell whether everything that is folded is opened and closed in turn, so that nothing after it is hidden."""
    depth = 0
    for line in lines:
        depth += (line == marked.OPEN) - (line == marked.CLOSE)
        if depth not in {0, 1}:
            return False
    return depth == 0


def main(path: str) -> int:
    """Print the body of the request that writes the comment; 1 where there is nothing to show."""
    try:
        text = report(Path(path).read_bytes())
    except NoReport as reason:
        print(reason, file=sys.stderr)
        return 1
    print(json.dumps({"body": comment(text, os.environ.get("NOTE", ""), os.environ.get("FOOT", ""))}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
