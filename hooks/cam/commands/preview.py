"""`cam preview`: the site on this machine, following each edit."""

from __future__ import annotations

import argparse
from pathlib import Path

from cam.commands import build
from cam.commands.said import Say

NAME = "preview"
ALIASES = ["serve"]


def add(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the arguments."""
    parser.add_argument("--address", default="127.0.0.1:8000", help=say("preview.address"))
    parser.set_defaults(output="site")


def run(root: Path, options: argparse.Namespace) -> int:
    """Build, then serve with live reload until Ctrl+C."""
    from cam import site

    build.run(root, options)
    options.terminal.line(options.say("preview.serving", address=f"http://{options.address}/"))
    return site.serve(root, options.address)
