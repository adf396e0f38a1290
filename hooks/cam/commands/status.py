"""`cam status`: what is due, missing or out of date."""

from __future__ import annotations

import argparse
from pathlib import Path

from cam.commands.said import Say

NAME = "status"


def add(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the arguments."""


def run(root: Path, options: argparse.Namespace) -> int:
    """Run."""
    return 0
