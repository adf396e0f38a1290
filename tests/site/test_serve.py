"""`cam serve` in a copy of the tree: an edit shows, an error is told and leaves the last good page."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from support_site import copy_tree, environment

pytestmark = pytest.mark.slow

RECORD = "systems/minpet"
BUILT = "Documentation built in"
LONG = 240
"""Seconds that a build may take on a slow machine."""


@dataclass
class Serving:
    """`cam serve` under way in a copy of the tree."""

    tree: Path
    address: str
    run: subprocess.Popen[bytes]

    def said(self) -> str:
        return (self.tree / "said.txt").read_text("utf-8", "replace")

    def page(self, place: str) -> str:
        """Return a page; an empty text if there is no answer within some seconds."""
        try:
            with urllib.request.urlopen(self.address + place, timeout=10) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, OSError):
            return ""

    def wait(self, what: str, until: Callable[[], bool], seconds: float = LONG) -> None:
        end = time.monotonic() + seconds
        while not until():
            assert self.run.poll() is None, f"cam serve ended:\n{self.said()}"
            assert time.monotonic() < end, f"{what}: not within {seconds} s\n{self.said()[-3000:]}"
            time.sleep(0.3)

    def quiet(self) -> None:
        """Wait until it is not building and does not begin to."""
        while True:
            said = self.said()
            time.sleep(3)
            if self.said() == said:
                return


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    tree = copy_tree(tmp_path / "tree")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (tree / "said.txt").open("wb") as said:
        run = subprocess.Popen(
            [sys.executable, "-u", "-m", "cam.cli", "serve", "--address", f"127.0.0.1:{port}"],
            cwd=tree,
            env=environment(tree),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    yield Serving(tree, f"http://127.0.0.1:{port}/", run)
    if run.poll() is None:
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()


def test_serving_follows_edits_and_survives_errors(serving: Serving) -> None:
    file = serving.tree / "data" / f"{RECORD}.yaml"
    good = file.read_text("utf-8")
    serving.wait("the first page", lambda: "</html>" in serving.page(f"{RECORD}/"))
    assert serving.address in serving.said(), "it does not say where the site is"
    assert 'lang="es"' in serving.page(f"es/{RECORD}/")
    assert "Zebra" not in serving.page(f"{RECORD}/")

    broken = good.replace("  en: ", "  en: Zebra ", 1).replace("\nsources:", "\nnonsense: 1\nsources:", 1)
    assert broken.count("Zebra") == broken.count("nonsense") == 1
    file.write_text(broken, "utf-8")
    serving.wait("the problem", lambda: re.search(rf"data/{RECORD}\.yaml:\d+: .*nonsense", serving.said()))
    serving.wait("a page after an error", lambda: "</html>" in serving.page(f"{RECORD}/"))
    assert "Zebra" not in serving.page(f"{RECORD}/")
    assert "Traceback" not in serving.said()
    serving.quiet()

    before = serving.said().count(BUILT)
    file.write_text(broken.replace("nonsense: 1\n", ""), "utf-8")
    serving.wait("the edit", lambda: "Zebra" in serving.page(f"{RECORD}/"))
    assert "Zebra" in serving.page("all/"), "a list does not show what its record says"
    serving.quiet()
    # The record's page is written below docs/, which the server watches too: at most one build more, then quiet.
    assert serving.said().count(BUILT) <= before + 2, "one edit, and the server builds again and again"

    os.killpg(serving.run.pid, signal.SIGINT)
    assert serving.run.wait(LONG) == 0, serving.said()[-2000:]
    assert "Traceback" not in serving.said()
    assert not serving.page("")
