"""Zip files whose bytes depend on nothing but their content."""

from __future__ import annotations

import io
import zipfile

_DAY = (1980, 1, 1, 0, 0, 0)
_FIRST = ("mimetype", "[Content_Types].xml")
"""What formats based on zip expect at the start."""


def settled(archive: bytes, without: tuple[str, ...] = ()) -> bytes:
    """Return a zip file with the same files in a fixed order and no clock, but for those named in `without`."""
    with zipfile.ZipFile(io.BytesIO(archive)) as given:
        files = {name: given.read(name) for name in given.namelist() if name not in without}
    return zipped(files)


def zipped(files: dict[str, bytes]) -> bytes:
    """Return files as a zip file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(files, key=lambda name: (name not in _FIRST, name)):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, files[name], compresslevel=9)
    return target.getvalue()
