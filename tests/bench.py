"""How long a build takes (`make bench`): this site, the plain Material theme on the same pages, one changed record.

Everything runs in copies of the tree, one after another, each with an empty cache of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml
from support_site import LANGUAGES, ROOT, copy_tree, environment

RUNS = int(os.environ.get("BENCH_RUNS", "2"))
"""Each build runs so many times; the fastest counts, for a machine has other things to do as well."""

RECORD = "systems/sicremi"

PREPARE = f"""
import time
from pathlib import Path
from cam import live
root = Path.cwd()
live.prepare(root)
path = root / "data/{RECORD}.yaml"
path.write_text(path.read_text("utf-8").replace("  en: ", "  en: Renewed ", 1), "utf-8")
started = time.perf_counter()
live.prepare(root)
print(time.perf_counter() - started)
"""


CHARTS = """
import shutil, time
from pathlib import Path
from cam import charts, live, pages
from cam.checks import prose
from cam.frame import place_of
root = Path.cwd()
site = live.checked(root)
drawn, times = charts.svg, []
def everything(draw):
    charts.svg = draw
    started = time.perf_counter()
    for _ in pages.pages(site.catalogue, place_of(site.catalogue)): pass
    prose.say_every_word(site)
    return time.perf_counter() - started
everything(lambda drawing, cache=None: "<svg></svg>")
without = everything(lambda drawing, cache=None: "<svg></svg>")
shutil.rmtree(root / ".cache" / "charts", ignore_errors=True)
print(everything(drawn) - without, everything(drawn) - without)
"""
"""Makes every page without charts, with none kept, and with all kept."""


OUTPUTS = """
import shutil, tempfile, time
from pathlib import Path
from cam import live, outputs, pages
from cam.frame import place_of
root = Path.cwd()
def everything():
    site = live.checked(root)
    for _ in pages.pages(site.catalogue, place_of(site.catalogue)): pass
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        outputs.write(site, Path(folder), apart=True)
        return time.perf_counter() - started
shutil.rmtree(root / ".cache", ignore_errors=True)
print(everything(), everything())
"""
"""Writes everything beside the pages in all languages, with nothing kept from before, and with all kept."""


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


def run(command: list[str], tree: Path) -> tuple[float, str]:
    """Run a command in a tree; return how long it took, and what it printed."""
    started = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=tree,
        env={**environment(tree), "NO_MKDOCS_2_WARNING": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    taken = time.perf_counter() - started
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed in {tree}:\n{done.stdout}{done.stderr}")
    return taken, done.stdout


def fastest(command: list[str], tree: Path) -> float:
    """Return the shortest time of some runs."""
    return min(run(command, tree)[0] for _ in range(RUNS))


def count(folder: Path) -> int:
    """Return how many pages a site has; pieces for other sites are none."""
    return sum(1 for _ in folder.rglob("index.html"))


def plain_tree(source: Path, target: Path, search: bool) -> Path:
    """Make a project of the plain theme from the Markdown pages of `source`: same languages, same short nav.

    The prose pages keep their text; the words of this site (`{{ cam_… }}`) stand in them as text.
    """
    for path in (source / "docs").rglob("*.md"):
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(path.read_bytes())
    ours = yaml.load((source / "mkdocs.yml").read_text("utf-8"), Loader=_Loose)  # noqa: S506 - a SafeLoader
    languages = [
        {"locale": code, "name": code, "default": code == LANGUAGES[0], "build": True} for code in LANGUAGES
    ]
    plugins = [{"search": {}}] if search else []
    settings = {
        "site_name": "Plain",
        "site_url": "https://example.org/",
        "theme": {"name": "material", "language": "en"},
        "nav": ours["nav"],
        "plugins": [*plugins, {"i18n": {"docs_structure": "folder", "languages": languages}}],
        "markdown_extensions": ours["markdown_extensions"],
        "validation": {
            "nav": {"omitted_files": "ignore"},
            "links": {"not_found": "ignore", "anchors": "ignore"},
        },
    }
    (target / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    return target


class _Loose(yaml.SafeLoader):
    """Reads mkdocs.yml without its tags."""


_Loose.add_multi_constructor("!", lambda loader, suffix, node: None)


def checks(tree: Path) -> tuple[float, float, float]:
    """Return how long `cam check` takes of everything and of one record, and how long Python takes to begin with it.

    What is kept between runs is kept, as it is for an editor; the beginning is to load the program, and do nothing.
    """
    check = [sys.executable, "-m", "cam.cli", "check"]
    start = [sys.executable, "-c", "import cam.checks, cam.cli, cam.live, cam.commands.parser"]
    run(check, tree)
    whole, one, begun = (
        min(run(command, tree)[0] for _ in range(5))
        for command in (check, [*check, f"data/{RECORD}.yaml"], start)
    )
    return whole, one, begun


def table(rows: list[tuple[str, int, float]], reference: float) -> None:
    """Print one line per build; `reference` is the time per page that counts as 1."""
    say(f"\n{'build':<58}{'pages':>7}{'s':>8}{'ms/page':>9}{'ratio':>8}")
    for name, pages, seconds in rows:
        each = 1000 * seconds / pages
        say(f"{name:<58}{pages:>7}{seconds:>8.1f}{each:>9.1f}{each / reference:>8.2f}")


def main() -> None:
    """Measure and print."""
    cam = [sys.executable, "-m", "cam.cli", "build"]
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--clean"]
    with tempfile.TemporaryDirectory(prefix="cam-bench-") as name:
        folder = Path(name)
        tree = copy_tree(folder / "ours")
        say(f"tree: {ROOT}, {os.cpu_count()} processors, the best of {RUNS} runs")
        say("… this site: checks, pages, search index, every link walked")
        ours = fastest(cam, tree)
        only = fastest([*mkdocs, "--strict", "--site-dir", str(folder / "only")], tree)
        pages = count(tree / "site")
        rows = [("this site, `cam build` in full", pages, ours)]
        rows.append(("  of it MkDocs with everything it writes", pages, only))
        for search in (True, False):
            label = f"plain Material theme, its search {'on' if search else 'off'}"
            say(f"… {label}")
            plain = plain_tree(tree, folder / f"plain-{search}", search)
            taken = fastest(mkdocs, plain)
            rows.append((label, count(plain / "site"), taken))
        say("… checks")
        whole, one, begun = checks(tree)
        say("… one changed record")
        part = float(run([sys.executable, "-c", PREPARE], tree)[1])
        again = run(cam, tree)[0]
        say("… charts")
        cold, warm = map(float, run([sys.executable, "-c", CHARTS], tree)[1].split())
        say("… open data")
        anew, kept = map(float, run([sys.executable, "-c", OUTPUTS], tree)[1].split())
    with_search = 1000 * rows[2][2] / rows[2][1]
    table(rows, with_search)
    say("ratio: to the plain theme with its search, which like this site makes an index of all pages\n")
    say(f"`cam check` of everything:                                    {whole:6.2f} s")
    say(f"`cam check FILE`, of it beyond the start of Python ({begun:.2f} s):    {one - begun:6.2f} s")
    say(f"after one record changed, cam's part (read, check, write pages): {part:6.2f} s")
    say(f"after one record changed, `cam build` in full:                  {again:6.2f} s")
    say(f"all charts of all pages, drawn anew:                            {cold:6.2f} s")
    say(f"all charts of all pages, kept from before:                      {warm:6.2f} s")
    say(f"all outputs of all languages, made anew:                        {anew:6.2f} s")
    say(f"all outputs of all languages, what takes long kept from before: {kept:6.2f} s")


if __name__ == "__main__":
    main()
