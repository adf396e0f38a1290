"""The command `cam`. Exit code 0: done; 1: problems, all listed, nothing changed; 2: wrong use."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from cam import links, live, site
from cam.problems import BadInput


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(_root(), options)
        return code
    except BadInput as problems:
        print(problems, file=sys.stderr)
        print("Nothing was published; the last good site is as it was.", file=sys.stderr)
    except site.BuildFailed as failure:
        print(f"{failure}\nNothing was published; the last good site is as it was.", file=sys.stderr)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cam", description="The CAM knowledge base: check it, build it, look at it."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="check data/ and docs/, list every problem")
    check.set_defaults(run=_check)
    build = commands.add_parser("build", help="check, then build the site in all languages")
    build.add_argument("--output", default="site", help="folder of the built site (default: site)")
    build.set_defaults(run=_build)
    serve = commands.add_parser("serve", help="build, then serve the site with live reload")
    serve.add_argument(
        "--address", default="127.0.0.1:8000", help="where to serve it (default: 127.0.0.1:8000)"
    )
    serve.set_defaults(run=_serve)
    outside = commands.add_parser(
        "links", help="ask every address outside of the site whether it still answers"
    )
    outside.add_argument(
        "--pause", type=float, default=1.0, help="seconds between two requests to one host (default: 1)"
    )
    outside.set_defaults(run=_links)
    return parser


def _root() -> Path:
    """Return the project's root: the working directory or the nearest folder above it with mkdocs.yml."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / "mkdocs.yml").is_file()), here)


def _check(root: Path, options: argparse.Namespace) -> int:
    found = live.tried(root)
    count = sum(len(records) for records in found.catalogue.records.values())
    print(f"No problems: {count} records, {len(found.pages)} pages.")
    return 0


def _build(root: Path, options: argparse.Namespace) -> int:
    started = time.monotonic()
    target = (root / options.output).resolve()
    number = site.build(root, target, lambda step: print(f"… {step}", flush=True))
    print(f"The site is in {target} ({number} pages, {time.monotonic() - started:.0f} s).")
    return 0


def _serve(root: Path, options: argparse.Namespace) -> int:
    _build(root, argparse.Namespace(output="site"))
    print(f"Serving it with live reload at http://{options.address}/ (Ctrl+C stops).", flush=True)
    return site.serve(root, options.address)


def _links(root: Path, options: argparse.Namespace) -> int:
    catalogue = live.checked(root).catalogue
    broken = links.check(links.addresses(catalogue), options.pause, lambda line: print(line, flush=True))
    print(f"{len(broken)} addresses did not answer.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
