"""The command `cam`. Exit code 0: done; 1: problems, all listed, nothing changed; 2: wrong use."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from cam import live, site
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
    outside.add_argument(
        "--write",
        action="store_true",
        help="ask the addresses of the portals, and keep what came of it in data/health.yaml",
    )
    outside.set_defaults(run=_links)
    templates = commands.add_parser("forms", help="write the forge's forms for offers and needs")
    templates.set_defaults(run=_forms)
    filled = commands.add_parser("form", help="make a record of a filled form for an offer or a need")
    filled.add_argument("file", help="file with the text of the issue (-: the standard input)")
    filled.add_argument("--id", help="id of the record (else one is made of the title)")
    filled.add_argument("--address", help="address of the issue: the source of the record")
    filled.set_defaults(run=_form)
    _add_sicremi(commands.add_parser("sicremi", help="the data request: write a form, take in a filled one"))
    _add_programs(commands.add_parser("programs", help="worker programs as tables: write them, take them in"))
    _add_freeze(commands.add_parser("freeze", help="freeze an edition: its files and its record"))
    _add_report(
        commands.add_parser("report", help="draft the Chair's report, or that to the General Assembly")
    )
    atlas = commands.add_parser("map", help="draw the map of the Americas (data/map.yaml) from Natural Earth")
    atlas.add_argument("file", help="countries-50m.json of the npm package world-atlas 2.0.2")
    atlas.set_defaults(run=_map)
    return parser


def _add_sicremi(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    form = commands.add_parser("form", help="write the form of the data request for a state")
    form.add_argument("--country", required=True, help="code of the state, e.g. ar")
    form.add_argument("--language", default="en", help="language of the form (default: en)")
    form.add_argument("--csv", action="store_true", help="as CSV instead of a spreadsheet")
    form.add_argument("-o", "--output", help="file to write (default: sicremi-EDITION-COUNTRY-LANGUAGE.xlsx)")
    form.set_defaults(run=_sicremi_form)
    filled = commands.add_parser("read", help="check a filled form, and take it in if all is well")
    filled.add_argument("file", help="the filled form, .xlsx or .csv")
    filled.add_argument("--address", help="address of the issue or pull request: the source of the record")
    filled.add_argument("--dry-run", action="store_true", help="only check it")
    filled.set_defaults(run=_sicremi_read)


def _add_programs(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    outgoing = commands.add_parser("export", help="write all programs as tables")
    outgoing.add_argument("file", help="the spreadsheet (.xlsx), or the table of programs (.csv)")
    outgoing.set_defaults(run=_export_programs)
    incoming = commands.add_parser("import", help="take a table into data/programs/: all of it, or nothing")
    incoming.add_argument("file", help="table of programs or of participants (.csv), or both (.xlsx)")
    incoming.add_argument(
        "--dry-run", action="store_true", help="only check it, and say what would be written"
    )
    incoming.set_defaults(run=_import_programs)


def _add_report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("report", choices=["chair", "general-assembly"], help="which of the two")
    _add_period(parser)
    parser.add_argument("--language", action="append", help="en, es or fr (default: every language)")
    parser.add_argument(
        "-o", "--output", help="file to write, .pdf or .docx (default: both, named by period)"
    )
    parser.set_defaults(run=_report)


def _add_freeze(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("edition", help="name of the edition, e.g. 2026-11 or 2016-session")
    kinds = ["regional", "chair", "general-assembly", "session"]
    parser.add_argument(
        "--report", choices=kinds, default="regional", help="what to freeze (default: regional)"
    )
    _add_period(parser)
    parser.add_argument(
        "--session", action="append", help="name of the session, en=…; once for each language"
    )
    parser.set_defaults(run=_freeze)


def _add_period(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="start", help="first day, month or year (default: of the newest plan)")
    parser.add_argument("--to", dest="end", help="last day, month or year (default: of the newest plan)")


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
    from cam import links  # here, so that no other command waits for what asks the network

    found = live.checked(root)
    manners = links.manners(found.catalogue, options.pause)
    if options.write:
        return 0 if links.write(found.catalogue, found.today, manners, _now) else 1
    return 1 if links.show(found.catalogue, manners, _now) else 0


def _forms(root: Path, options: argparse.Namespace) -> int:
    from cam import forms

    changed = forms.write(live.checked(root).catalogue)
    print(f"{forms.FOLDER}: {', '.join(changed) or 'nothing'} changed.")
    return 0


def _form(root: Path, options: argparse.Namespace) -> int:
    from cam import answers, intake

    found = live.checked(root)
    try:
        content = intake.content(options.file)
        made = intake.draft(found.catalogue, content, found.today, options.id, options.address)
        intake.write(made)
    except answers.WrongForm as problems:
        print(f"{problems}\nNothing was written.", file=sys.stderr)
        return 1
    print("\n".join(intake.told(made)))
    return 0


def _sicremi_form(root: Path, options: argparse.Namespace) -> int:
    from cam.sicremi import forms

    made = forms.one(live.checked(root).catalogue, options.country, options.language, options.csv)
    if isinstance(made, str):
        print(f"{made}\nNothing was written.", file=sys.stderr)
        return 1
    path = Path(options.output or made.file_name)
    try:
        path.write_bytes(made.content)
    except OSError as error:
        print(f"{path} cannot be written ({error.strerror}).\nNothing was written.", file=sys.stderr)
        return 1
    print(f"{path} was written ({len(made.content):,} bytes, {made.prefilled} figures filled in).")
    return 0


def _sicremi_read(root: Path, options: argparse.Namespace) -> int:
    from cam.sicremi import found as finding
    from cam.sicremi import intake, safe_open

    found = live.checked(root)
    try:
        opened = safe_open.open_file(Path(options.file))
        made = intake.draft(found.catalogue, opened, found.today, options.address, options.dry_run)
        if not options.dry_run:
            intake.write(made)
    except finding.WrongSheet as problems:
        print(f"{problems}\nNothing was taken in.", file=sys.stderr)
        return 1
    print("\n".join(intake.told(made)))
    print("No problems. Nothing was taken in: this was a dry run." if options.dry_run
          else f"{' and '.join(made.names)} were written.")  # fmt: skip
    return 0


def _freeze(root: Path, options: argparse.Namespace) -> int:
    from cam.session_reports import command  # here, so that no other command waits for the libraries

    return command.freeze_edition(root, options)


def _report(root: Path, options: argparse.Namespace) -> int:
    from cam.session_reports import command

    return command.report(root, options)


def _map(root: Path, options: argparse.Namespace) -> int:
    from cam import drawing, topology

    try:
        size, changed = drawing.write(root, options.file)
    except topology.WrongFile as problem:
        print(f"{problem}\nNothing was written.", file=sys.stderr)
        return 1
    print(f"{drawing.FILE}: {'drawn anew' if changed else 'nothing new, left as it was'} ({size:,} bytes).")
    return 0


def _import_programs(root: Path, options: argparse.Namespace) -> int:
    from cam.programs_exchange import files, taking_in

    found = live.checked(root)
    try:
        taken = taking_in.take_in(found.catalogue, Path(options.file), found.today)
        if not options.dry_run:
            taking_in.write(taken)
    except files.WrongTable as problems:
        print(f"{problems}\nNothing was written.", file=sys.stderr)
        return 1
    print("\n".join(taking_in.told(found.catalogue, taken)))
    return 0


def _export_programs(root: Path, options: argparse.Namespace) -> int:
    from cam.programs_exchange import files, giving

    try:
        names = giving.export(live.checked(root).catalogue, options.file)
    except files.WrongTable as problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"Written: {', '.join(names)}.")
    return 0


def _now(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
