"""Which files have a canonical form, and which of them are not in it; what was found is kept by content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import yaml

from cam import canonical, files, prose, yamlfile
from cam.problems import BadInput, Problem

_BY_PROGRAMS = ("data/map.yaml", "data/health.yaml", "data/translations/")
"""Files that programs write, in a form of their own."""

_CACHE = Path(".cache", "canonical.json")


@dataclass(frozen=True)
class Looked:
    """A file as it is and as it is to be; `problems` where it cannot be read, and stays as it is."""

    name: str
    before: bytes
    after: bytes
    problems: tuple[Problem, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether the file is not in canonical form."""
        return self.before != self.after

    @property
    def line(self) -> int:
        """The first line that is to be another."""
        now, then = self.before.split(b"\n"), self.after.split(b"\n")
        pairs = zip(now, then, strict=False)
        same = next((number for number, (one, other) in enumerate(pairs) if one != other), None)
        return (min(len(now), len(then)) - 1 if same is None else same) + 1


def languages(root: Path) -> list[str]:
    """Return the site's languages in their order, as far as their list can be read."""
    value = yamlfile.read(
        root / "data" / "vocabulary" / "languages.yaml", "data/vocabulary/languages.yaml"
    ).value
    return list(value) if isinstance(value, dict) else []


def names(root: Path, spoken: Sequence[str]) -> list[str]:
    """Return every file that has a canonical form, by its path from the root."""
    found = sorted((root / "data").rglob("*.yaml"))
    found += [path for code in spoken for path in sorted((root / "docs" / code).rglob("*.md"))]
    return [path.relative_to(root).as_posix() for path in found if is_kept(root, path, spoken)]


def is_kept(root: Path, path: Path, spoken: Sequence[str]) -> bool:
    """Whether a file has a canonical form: a YAML file of data/, or a prose page, that no program writes."""
    inside = path.relative_to(root)
    name, folder = inside.as_posix(), inside.parts[0]
    if path.name.startswith(".") or not path.is_file() or name.startswith(_BY_PROGRAMS):
        return False
    if folder == "docs":
        return path.suffix == ".md" and inside.parts[1] in spoken and not prose.is_generated(path)
    return folder == "data" and path.suffix == ".yaml"


def looked(root: Path, name: str, spoken: Sequence[str]) -> Looked:
    """Return a file as it is, and in canonical form."""
    before = (root / name).read_bytes()
    try:
        after = canonical.fixed(name, before.decode("utf-8-sig"), spoken).encode()
    except UnicodeDecodeError as error:
        return Looked(name, before, before, (yamlfile.not_utf8(name, error),))
    except BadInput as problems:
        return Looked(name, before, before, problems.problems)
    return Looked(name, before, after)


def behind(root: Path, found: Iterable[str], spoken: Sequence[str]) -> Iterator[Looked]:
    """Yield those of the files that are not in canonical form; nothing of what cannot be read.

    Files found in order are kept by name and content, and not looked at again until they, or this program, change.
    """
    program = _program(spoken)
    kept = _kept(root / _CACHE, program)
    sound = dict(kept)
    for name in found:
        with suppress(OSError):
            digest = hashlib.sha256((root / name).read_bytes()).hexdigest()
            if kept.get(name) != digest:
                sound.pop(name, None)
                one = looked(root, name, spoken)
                if one.problems:
                    continue
                if one.differs:
                    yield one
                    continue
            sound[name] = digest
    if sound != kept:
        with suppress(OSError):
            (root / _CACHE).parent.mkdir(exist_ok=True)
            files.replaced(root / _CACHE, json.dumps([program, sound]).encode(), durable=False)


def _kept(path: Path, program: str) -> dict[str, str]:
    """Return the digests of the files that were in order; none where another program wrote them down."""
    try:
        by, digests = json.loads(path.read_bytes())
    except (OSError, ValueError, TypeError):
        return {}
    return digests if by == program and isinstance(digests, dict) else {}


def _program(spoken: Sequence[str]) -> str:
    """Return what the form depends on beside the file: these modules, the model, the library, the languages."""
    here = Path(__file__).parent
    modules = [*here.glob("*.py"), *(here.parent / "model").glob("*.py")]
    modules += [
        here.parent / f"{name}.py" for name in ("yamlfile", "yamlscalars", "yamlwriter", "prose", "store")
    ]
    parts = [path.read_bytes() for path in sorted(modules)]
    return hashlib.sha256(
        b"\0".join([*parts, yaml.__version__.encode(), ",".join(spoken).encode()])
    ).hexdigest()
