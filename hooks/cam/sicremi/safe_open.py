"""Looks at a file before anything reads it as a spreadsheet: what it is, how large it would become, what it carries.

A stranger's file is not trusted. Nothing here runs what a file holds, follows what it links to, or unpacks more than
`TOTAL` bytes; what is refused is refused with what to do about it.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from cam.sicremi.found import FILE, Finding, WrongSheet

LIMIT = 5_000_000
"""Bytes of the largest file that is opened; a form has less than 100 kB."""

ENTRIES, TOTAL, RATIO, SMALL = 300, 40_000_000, 150, 1_000_000
"""Of the parts of a spreadsheet: how many, their size unpacked, how far one may be compressed from `SMALL` bytes on."""

ROWS, CELLS = 2_000, 60_000
"""Of one sheet: what a form never has."""

LINES = 20_000
"""Of a CSV."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ROW, _CELL = re.compile(rb"<(?:\w+:)?row[\s/>]"), re.compile(rb"<(?:\w+:)?c[\s/>]")
_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_READ, _PICTURES = (".xml", ".rels", ".vml"), (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf")
_HARMLESS = re.compile(r"xl/printersettings/[^/]+\.bin")
_LONGEST = 32
"""Bytes that two blocks of a stream share, so that a sign on their border is seen once."""


@dataclass(frozen=True)
class Opened:
    """A file that may be read: `is_csv` says as what."""

    name: str
    content: bytes
    sha256: str
    is_csv: bool


def open_file(path: Path) -> Opened:
    """Return the content of a filled form. Raises WrongSheet where it may not, or cannot, be read."""
    try:
        with path.open("rb") as file:
            content = file.read(LIMIT + 1)
    except (OSError, ValueError):
        raise _refused("it cannot be opened", "name a file that holds a filled form") from None
    return looked_at(path.name, content)


def looked_at(name: str, content: bytes) -> Opened:
    """Return content that passed every look. Raises WrongSheet."""
    if not content:
        raise _refused("it is empty", "send the file again")
    if len(content) > LIMIT:
        raise _refused(
            f"it is larger than {LIMIT // 1_000_000} MB",
            "a form has less than 100 kB: copy the figures into one",
        )
    checksum = hashlib.sha256(content).hexdigest()
    if content.startswith(_OLE):
        raise _old_or_locked(content)
    if content.startswith(b"PK"):
        _look_into(content)
        return Opened(name, content, checksum, False)
    if b"\x00" in content[:4096] or content.startswith((b"%PDF", b"{\\rtf", b"<")):
        raise _refused(
            "it is neither a spreadsheet (.xlsx) nor a CSV", "save the form as .xlsx, and send that"
        )
    if content.count(b"\n") > LINES:
        raise _refused(f"it has more than {LINES:,} lines", "send the figures that the form asks for only")
    return Opened(name, content, checksum, True)


def _refused(what: str, remedy: str) -> WrongSheet:
    return WrongSheet([Finding(FILE, what, remedy)])


def _old_or_locked(content: bytes) -> WrongSheet:
    if _ENCRYPTED in content:
        return _refused(
            "it is locked with a password", "take the password away (File, Protect), and save it again"
        )
    return _refused("it is a spreadsheet of the old kind (.xls)", "save it as .xlsx, and send that")


def _look_into(content: bytes) -> None:
    """Refuse what is no sound spreadsheet, or carries more than one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _entries(archive.infolist())
            for entry in archive.infolist():
                _part(archive, entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise _refused("it is damaged", "open it, save it again as .xlsx, and send that") from None


def _entries(entries: list[zipfile.ZipInfo]) -> None:
    """Look at the list of parts, before any is unpacked."""
    names = [entry.filename for entry in entries]
    lowered = [name.lower() for name in names]
    if any(entry.flag_bits & 1 for entry in entries):
        raise _refused("parts of it are locked with a password", "take the password away, and save it again")
    if len(entries) > ENTRIES or sum(entry.file_size for entry in entries) > TOTAL:
        raise _refused("it would unpack to far more than a form holds", "copy the figures into a new form")
    if any(
        entry.file_size > SMALL and entry.file_size > RATIO * max(entry.compress_size, 1) for entry in entries
    ):
        raise _refused(
            "a part of it would unpack to far more than a form holds", "copy the figures into a new form"
        )
    if len(set(names)) < len(names) or any(name.startswith(("/", "..")) or "\\" in name for name in names):
        raise _refused(
            "its parts are not named as those of a spreadsheet", "copy the figures into a new form"
        )
    if "content.xml" in names and "xl/workbook.xml" not in names:
        raise _refused("it is a spreadsheet of another kind (.ods)", "save it as .xlsx, and send that")
    if "xl/workbook.xml" not in names:
        raise _refused("it is a ZIP archive, but no spreadsheet", "send the filled form itself, as .xlsx")
    if any("vbaproject" in name or "macrosheets" in name or "activex" in name for name in lowered):
        raise _refused("it holds macros", "save it as .xlsx without macros, and send that")
    if any("externallinks" in name for name in lowered):
        raise _refused(
            "it links to other files", "paste the figures as values into a new form, and send that"
        )
    if not all(name.endswith((*_READ, *_PICTURES, "/")) or _HARMLESS.fullmatch(name) for name in lowered):
        raise _refused("it holds other files", "copy the figures into a new form, and send that")


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Look at a part: no declarations of its own in XML, and no more rows than a form can have.

    It is read as a stream, which also proves that its checksum and size are what the archive says.
    """
    is_read = entry.filename.lower().endswith(_READ)
    rows = cells = size = 0
    last = b""
    with archive.open(entry) as part:
        while block := part.read(1 << 16):
            size += len(block)
            text = last + block
            if is_read and (b"\x00" in block or _DECLARATION.search(text)):
                raise _refused("its XML declares things of its own", "copy the figures into a new form")
            rows += _new(_ROW, text, last) if is_read else 0
            cells += _new(_CELL, text, last) if is_read else 0
            last = text[-_LONGEST:]
            if rows > ROWS or cells > CELLS:
                what = f"a sheet of it has more than {ROWS:,} rows or {CELLS:,} cells"
                raise _refused(
                    what, "copy the figures into a new form; it asks for totals, not for single cases"
                )
            if size > TOTAL:
                raise _refused(
                    "it would unpack to far more than a form holds", "copy the figures into a new form"
                )


def _new(sign: re.Pattern[bytes], text: bytes, last: bytes) -> int:
    """Return how often a sign occurs in a text whose beginning was counted already."""
    return sum(1 for _ in sign.finditer(text)) - sum(1 for _ in sign.finditer(last))
