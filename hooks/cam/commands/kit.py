"""`cam kit`: everything that is generated for editors, brought up to date."""

from __future__ import annotations

import argparse
from pathlib import Path

from cam.commands.said import Say

NAME = "kit"
ALIASES = ["forms"]


def add(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the arguments."""


def run(root: Path, options: argparse.Namespace) -> int:
    """Write what changed; leave the rest."""
    from cam import forms, live

    changed = forms.write(live.checked(root).catalogue)
    options.terminal.line(f"{forms.FOLDER}: {', '.join(changed) or 'nothing'} changed.")
    return 0
