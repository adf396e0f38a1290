"""What is generated for editors, and kept up to date by `cam kit`: schemas, templates, settings of VS Code, forms."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from cam import files
from cam.issue_forms import templates as forms
from cam.kit import schemas, settings, templates
from cam.kit.marks import MARKS
from cam.store import Catalogue

_KEPT = "kit.json"
_HEAD = 600
"""Within so many bytes a generated file says that it is one."""


def written(catalogue: Catalogue) -> dict[str, bytes]:
    """Return the content of every generated file, by its path from the root."""
    found = {f"{forms.FOLDER}/{name}": text.encode() for name, text in forms.templates(catalogue).items()}
    for language in forms.languages(catalogue):
        found |= schemas.files(catalogue, language) | templates.files(catalogue, language)
    return found | settings.files(catalogue)


def write(catalogue: Catalogue) -> list[str]:
    """Bring every generated file up to date, take out those that are wanted no more; return the names that changed."""
    root, wanted = catalogue.root, written(catalogue)
    changed = []
    for name, content in wanted.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        if files.replaced(root / name, content):
            changed.append(name)
    for name in _generated(root):
        if name not in wanted:
            (root / name).unlink()
            changed.append(name)
    return sorted(changed)


def behind(catalogue: Catalogue) -> list[str]:
    """Return the names of the files that are not as `cam kit` would write them; none in a project without them.

    What they should be is kept by its checksum in .cache/ while nothing that they are made of changes.
    """
    root = catalogue.root
    if not (root / schemas.FOLDER).is_dir():
        return []
    key = _ingredients(catalogue)
    kept = files.kept_one(root / ".cache", _KEPT, key, lambda: _checksums(catalogue), _is_sound)
    wanted: dict[str, str] = json.loads(kept)
    wrong = [name for name, checksum in wanted.items() if _checksum_of(root / name) != checksum]
    return sorted([*wrong, *(name for name in _generated(root) if name not in wanted)])


def _checksums(catalogue: Catalogue) -> bytes:
    return json.dumps({name: _checksum(content) for name, content in written(catalogue).items()}).encode()


def _is_sound(kept: bytes) -> bool:
    """Whether what is kept holds checksums by name."""
    try:
        found = json.loads(kept)
    except ValueError:
        return False
    return isinstance(found, dict) and all(isinstance(checksum, str) for checksum in found.values())


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _checksum_of(path: Path) -> str:
    return _checksum(path.read_bytes()) if path.is_file() else ""


def _ingredients(catalogue: Catalogue) -> str:
    """Return a checksum of all that the files are made of: this program, words, lists, settings, titles of records."""
    program = Path(__file__).parent.parent
    parts = [path.read_bytes() for path in sorted(program.rglob("*")) if path.suffix in (".py", ".yaml")]
    for name, file in catalogue.files.items():
        if name == "site" or name.startswith(("labels/", "vocabulary/")):
            parts.append(repr((name, file.value)).encode())
    parts.append(repr(catalogue.titles).encode())
    return _checksum(b"\0".join(parts))


def _generated(root: Path) -> list[str]:
    """Return the names of the files that this program, or an earlier one, has written."""
    folders = (schemas.FOLDER, templates.FOLDER, settings.FOLDER, forms.FOLDER)
    paths = [path for folder in folders for path in sorted((root / folder).rglob("*.*")) if path.is_file()]
    return [path.relative_to(root).as_posix() for path in paths if _is_marked(path)]


def _is_marked(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return any(mark.encode() in head for mark in MARKS)
