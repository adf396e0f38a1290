"""Runs Lighthouse (from tests/node) against one page, with the Chromium that the tests use."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TESTS = Path(__file__).resolve().parent
CLI = TESTS / "node" / "node_modules" / "lighthouse" / "cli" / "index.js"

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")

# Safe for root and for machines without a screen; nothing of Chromium's own goes out to the network.
CHROME_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class LighthouseFailedError(RuntimeError):
    """Lighthouse said nothing that can be used; the message is its own."""


@dataclass(frozen=True)
class Report:
    """What Lighthouse found on one page."""

    url: str
    scores: dict[str, int]
    """Of 100, by category."""
    failed: dict[str, list[str]]
    """By category: `id: title`, and the first few places, of each audit that lowered its score."""
    bytes_over_the_wire: int
    requests: list[str]

    def __str__(self) -> str:
        lines = [f"{self.url}: " + ", ".join(f"{name} {score}" for name, score in self.scores.items())]
        for category, audits in self.failed.items():
            lines += [f"  {category}: {audit}" for audit in audits]
        return "\n".join(lines)


@cache
def chromium() -> str:
    """Give the path of the Chromium that the tests use (see ensure_chromium.sh)."""
    done = subprocess.run(
        ["bash", str(TESTS / "ensure_chromium.sh")], capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        raise LighthouseFailedError(done.stderr.strip())
    return done.stdout.strip()


def why_not() -> str | None:
    """Say why Lighthouse cannot run here; None if it can."""
    if shutil.which("node") is None:
        return "there is no Node.js here"
    if not CLI.exists():
        return "Lighthouse is not installed: run `make test`, or `npm ci` in tests/node"
    return None


def run_lighthouse(url: str, preset: str = "mobile", *, timeout: int = 180) -> Report:
    """Measure one page. `preset` is `mobile` (Lighthouse's own default, throttled) or `desktop`."""
    if preset not in ("mobile", "desktop"):
        raise ValueError(f"preset is mobile or desktop, not {preset}")
    with tempfile.TemporaryDirectory(prefix="lighthouse-") as folder:
        output = Path(folder) / "report.json"
        command = [
            "node",
            str(CLI),
            url,
            "--quiet",
            "--output=json",
            f"--output-path={output}",
            f"--only-categories={','.join(CATEGORIES)}",
            "--no-enable-error-reporting",
            f"--chrome-flags={' '.join(CHROME_FLAGS)}",
        ]
        if preset == "desktop":
            command.append("--preset=desktop")
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=timeout,
            env={**os.environ, "CHROME_PATH": chromium(), "CI": "1"},
        )
        if not output.exists():
            raise LighthouseFailedError(f"{url}: exit code {done.returncode}\n{done.stderr.strip()}")
        found = json.loads(output.read_text(encoding="utf-8"))
    if error := found.get("runtimeError"):
        raise LighthouseFailedError(f"{url}: {error.get('code')}: {error.get('message')}")
    return _report(url, found)


def _report(url: str, found: dict) -> Report:
    scores, failed = {}, {}
    for name in CATEGORIES:
        category = found["categories"][name]
        if category["score"] is None:
            raise LighthouseFailedError(f"{url}: no score for {name}")
        scores[name] = round(category["score"] * 100)
        audits = [found["audits"][ref["id"]] for ref in category["auditRefs"] if ref["weight"] > 0]
        failed[name] = [_line(audit) for audit in audits if audit["score"] is not None and audit["score"] < 1]
    requests = found["audits"].get("network-requests", {}).get("details", {}).get("items", [])
    return Report(
        url=url,
        scores=scores,
        failed={name: lines for name, lines in failed.items() if lines},
        bytes_over_the_wire=sum(int(item.get("transferSize") or 0) for item in requests),
        requests=[item["url"] for item in requests],
    )


def _line(audit: dict) -> str:
    places = []
    for item in (audit.get("details") or {}).get("items", [])[:3]:
        node = item.get("node") or {}
        places.append(node.get("selector") or item.get("url") or "")
    seen = "; ".join(filter(None, places))
    return f"{audit['id']}: {audit['title']}" + (f" ({seen})" if seen else "")
