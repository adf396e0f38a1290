"""`cam fix`, which keeps the canonical form, and the rule that tells of files which are not in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import bless
import pytest
from support_canonical import THREE

from cam import cli, live, yamlfile
from cam.canonical import files
from cam.checks import NOTICES, layout
from cam.knowledge import Site
from cam.store import Catalogue
from cam.yamlwriter import dumped

Tree = Callable[..., Path]


def test_every_file_of_this_site_is_in_order(real: Catalogue) -> None:
    names = files.names(bless.ROOT, real.languages)
    assert len(names) > 1000
    assert "data/map.yaml" not in names
    assert not [name for name in names if name.startswith("data/translations")]
    assert [one.name for one in files.behind(bless.ROOT, names, real.languages)] == []


def test_the_rule_tells_of_the_first_line_that_differs(tree: Tree) -> None:
    root = laid_out(tree)
    assert list(layout.files_are_in_canonical_form(site_of(root))) == []
    name = put_in_disorder(root)
    (found,) = layout.files_are_in_canonical_form(site_of(root))
    assert str(found) == (
        f"{name}:1: from this line on, the file is not laid out as the others are — "
        f"run `cam fix {name}`; it changes no word and no remark"
    )
    assert layout.files_are_in_canonical_form in NOTICES


def site_of(root: Path) -> Site:
    """Return a project as the rules see it."""
    site, problems = live.looked(root)
    assert not problems
    return site


def laid_out(tree: Tree) -> Path:
    """Return a project in order: the miniature."""
    root = tree()
    spoken = files.languages(root)
    for name in files.names(root, spoken):
        (root / name).write_bytes(files.looked(root, name, spoken).after)
    return root


def put_in_disorder(root: Path) -> str:
    """Turn the keys of a record around, with the line ends of Windows; return its name."""
    path = min((root / "data" / "themes").glob("*.yaml"))
    value = yamlfile.read(path, "").value
    path.write_bytes(dumped(dict(reversed(value.items()))).replace("\n", "\r\n").encode())
    return path.relative_to(root).as_posix()


Said = tuple[int, str, str]


@pytest.fixture
def cam(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """Return a function that runs `cam` in an orderly project: exit code, output, errors."""
    root = laid_out(tree)
    (root / ".cache").mkdir(exist_ok=True)
    monkeypatch.chdir(root)
    cli.main(["--lang", "en", "fix"])
    capsys.readouterr()

    def run(*arguments: str) -> Said:
        code = cli.main(["--lang", "en", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_fix_says_what_it_does_and_does_it_once(cam: Callable[..., Said]) -> None:
    root = Path.cwd()
    assert cam("fix") == (0, "Everything that can be read is in order.\n", "")
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    name = put_in_disorder(root)
    assert cam("fix", "--check") == (1, f"{name}\nOne file would change: run `cam fix`.\n", "")
    assert cam("fix", "--check", name)[0] == 1
    assert (root / name).read_bytes() != before[root / name]
    assert cam("fix") == (0, f"{name}\nOne file was put in order.\n", "")
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before
    assert cam("fix", "--check", name) == (0, "Everything that can be read is in order.\n", "")


def test_fix_puts_only_the_named_files_in_order(cam: Callable[..., Said]) -> None:
    name = put_in_disorder(Path.cwd())
    page = Path("docs/en/index.md")
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    assert cam("fix", "docs/en/index.md") == (0, "docs/en/index.md\nOne file was put in order.\n", "")
    assert b"\r" not in page.read_bytes()
    assert b"\r" in Path(name).read_bytes()
    assert cam("fix", str(Path(name).resolve()), name)[:2] == (0, f"{name}\nOne file was put in order.\n")


def test_fix_leaves_what_cannot_be_read_and_says_so(cam: Callable[..., Said]) -> None:
    name = put_in_disorder(Path.cwd())
    broken = Path("data/themes/zz.yaml")
    broken.write_bytes(b"id: zz\r\ntitle: [\r\n")
    latin = Path("data/themes/latin.yaml")
    latin.write_bytes("id: añ\n".encode("latin-1"))
    code, out, err = cam("fix")
    assert (code, out.splitlines()[0]) == (1, name)
    assert err.splitlines()[0] == (
        "data/themes/latin.yaml:1: this file is not UTF-8 text — save it again with the encoding UTF-8"
    )
    assert err.splitlines()[1].startswith("data/themes/zz.yaml:2: the file cannot be read here")
    assert err.splitlines()[-1] == "These 2 files cannot be read and stay as they are."
    assert broken.read_bytes() == b"id: zz\r\ntitle: [\r\n"
    assert b"\r" not in Path(name).read_bytes()


@pytest.mark.parametrize(
    "given",
    [
        "nothing.yaml",
        "data",
        "data/themes",
        ".",
        "../outside.yaml",
        "mkdocs.yml",
        "data/site.yml",
        "\0",
        "docs/en/\n.md",
    ],
)
def test_fix_refuses_what_is_no_file_of_editors(cam: Callable[..., Said], given: str) -> None:
    Path("../outside.yaml").write_text("b: 1\na: 2\n")
    code, out, err = cam("fix", given)
    assert (code, out) == (2, "")
    shown = given.replace("\0", "\\x00")
    assert err == (
        f"No record, list or page of this project that people write: {shown}. "
        "Name files of data/ (.yaml) or of docs/ (.md).\n"
    )
    assert Path("../outside.yaml").read_text() == "b: 1\na: 2\n"


def test_a_link_out_of_the_project_is_not_followed(cam: Callable[..., Said], tmp_path: Path) -> None:
    outside = tmp_path.parent / "outside.yaml"
    outside.write_text("b: 1\na: 2\n")
    link = Path("data/themes/link.yaml")
    link.symlink_to(outside)
    assert cam("fix", "data/themes/link.yaml")[0] == 2
    cam("fix")
    assert outside.read_text() == "b: 1\na: 2\n"


def test_a_damaged_cache_costs_nothing_but_time(tree: Tree) -> None:
    root = laid_out(tree)
    name = put_in_disorder(root)
    names, spoken = files.names(root, THREE), files.languages(root)
    for content in ("", "[]", "{}", '["x", 1]', "null"):
        (root / ".cache").mkdir(exist_ok=True)
        (root / ".cache" / "canonical.json").write_text(content)
        assert [one.name for one in files.behind(root, names, spoken)] == [name]
    assert [one.name for one in files.behind(root, names, spoken)] == [name]
    assert [one.line for one in files.behind(root, [name], spoken)] == [1]
