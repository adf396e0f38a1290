"""Settings of VS Code for this repository: the schema of each file, how files are saved, the commands of every day."""

from __future__ import annotations

import json
from typing import Any

from cam.blanks import BLANK
from cam.commands.said import LANGUAGES, Say
from cam.kit import schemas
from cam.kit.marks import MARK
from cam.model import KINDS
from cam.store import Catalogue
from cam.wording import Wording

FOLDER = ".vscode"

_SETTINGS: dict[str, Any] = {
    "files.encoding": "utf8",
    "files.eol": "\n",
    "files.insertFinalNewline": True,
    "files.trimTrailingWhitespace": True,
    "files.readonlyInclude": {f"{folder}/**": True for folder in (".editor", ".github/ISSUE_TEMPLATE")},
    "editor.insertSpaces": True,
    "editor.detectIndentation": False,
    "editor.rulers": [110],
    # The signs of good typography (’ – «) look like others, and are meant.
    "editor.unicodeHighlight.ambiguousCharacters": False,
    "[yaml]": {
        "editor.tabSize": 2,
        "editor.wordWrap": "on",
        # `cam fix` knows the layout of records; a formatter would undo it.
        "editor.formatOnSave": False,
        "editor.formatOnPaste": False,
        "editor.formatOnType": False,
        "editor.quickSuggestions": {"other": True, "comments": False, "strings": True},
    },
    # Two spaces at the end of a line are a line break.
    "[markdown]": {"editor.wordWrap": "on", "files.trimTrailingWhitespace": False},
    "yaml.validate": True,
    "yaml.hover": True,
    "yaml.completion": True,
    "yaml.format.enable": False,
    "yaml.schemaStore.enable": False,
    # A spelling program for one language would mark most words of the other two.
    "cSpell.enabled": False,
}

_EXTENSIONS = {
    "recommendations": [
        "redhat.vscode-yaml",
        "editorconfig.editorconfig",
        "github.vscode-pull-request-github",
    ],
    "unwantedRecommendations": ["esbenp.prettier-vscode"],
}

_TASKS = {"check": ["check"], "check_file": ["check", "${file}"], "fix": ["fix"], "preview": ["preview"],
          "new": ["new", "${input:kind}", "${input:id}"]}  # fmt: skip

_MATCHER = {
    "owner": "cam",
    "fileLocation": ["relative", "${workspaceFolder}"],
    "pattern": {"regexp": r"^((?:data|docs)/[^:]+):(\d+): (.*)$", "file": 1, "line": 2, "message": 3},
}
"""Puts what `cam check` says on the lines of the files."""


def files(catalogue: Catalogue) -> dict[str, bytes]:
    """Return the content of each file of settings, by its path."""
    hints = [_hint(catalogue, code) for code in catalogue.complete_languages]
    return {
        f"{FOLDER}/settings.json": _written(_SETTINGS | {"yaml.schemas": _mapping(catalogue)}, hints),
        f"{FOLDER}/extensions.json": _written(_EXTENSIONS),
        f"{FOLDER}/tasks.json": _written(_tasks(catalogue)),
    }


def _hint(catalogue: Catalogue, language: str) -> str:
    """Return how an editor gets the hints in a language."""
    line = f"# yaml-language-server: $schema=../../{schemas.FOLDER}/{language}/{BLANK}"
    return Wording(catalogue, language).label("editing_hints.hints_language", line=line)


def _mapping(catalogue: Catalogue) -> dict[str, str]:
    """Return which schema goes with the records of each kind, in the first language of the site."""
    language = catalogue.languages[0]
    return {f"./{schemas.path_of(language, kind)}": f"/data/{kind}/*.yaml" for kind in KINDS}


def _written(value: dict[str, Any], remarks: list[str] | None = None) -> bytes:
    head = [f"// {line}" for line in (MARK, *(remarks or []))]
    return "\n".join([*head, json.dumps(value, ensure_ascii=False, indent=2), ""]).encode()


def _tasks(catalogue: Catalogue) -> dict[str, Any]:
    tasks = [_task(name, arguments) for name, arguments in _TASKS.items()]
    return {"version": "2.0.0", "tasks": tasks, "inputs": _inputs(catalogue)}


def _task(name: str, arguments: list[str]) -> dict[str, Any]:
    """Return a task; VS Code gives the arguments to the program as they are, by no shell."""
    about = dict.fromkeys(Say(language)(f"{arguments[0]}.about") for language in LANGUAGES)
    return {
        "label": f"cam {' '.join(BLANK if '$' in word else word for word in arguments)}",
        "detail": " · ".join(about),
        "type": "process",
        "command": "${workspaceFolder}/.venv/bin/cam",
        "windows": {"command": "${workspaceFolder}\\.venv\\Scripts\\cam.exe"},
        "args": arguments,
        "isBackground": name == "preview",
        "problemMatcher": _MATCHER if arguments[0] == "check" else [],
    }


def _inputs(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Return what `cam new` is asked for."""
    asked = {
        name: " · ".join(
            Wording(catalogue, code).label(f"editing_hints.{name}_asked")
            for code in catalogue.complete_languages
        )
        for name in ("kind", "id")
    }
    return [
        {"id": "kind", "type": "pickString", "description": asked["kind"], "options": list(KINDS)},
        {"id": "id", "type": "promptString", "description": asked["id"]},
    ]
