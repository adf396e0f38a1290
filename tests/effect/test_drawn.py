"""How pages are drawn: by several processes, and once; nothing that is kept changes what is told."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import bless
import pytest
from support_effect import MEETING, THEME, Told, commit, compare, edit, git

from cam import charts
from cam.cli import main
from cam.effect import base, drawn, hands, kept
from cam.effect.drawn import Drawn

CACHE = Path(".cache", "effect")


def report(told: Told) -> str:
    """Return all that machines read of an effect, which is all that there is of it."""
    return told.effect.as_json()


def kept_files(root: Path) -> list[Path]:
    return sorted((root / CACHE).glob("*"))


def forget(root: Path) -> None:
    for path in kept_files(root):
        path.unlink()


@pytest.fixture
def changed(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the project with a changed record and a changed page; of all pages, a few are drawn."""
    few = ("themes/", "meetings/", "docs/en/index.md", "docs/es/index.md")
    for name in ("_records", "_prose"):
        every = getattr(drawn, name)
        monkeypatch.setattr(
            drawn,
            name,
            lambda *given, every=every: [one for one in every(*given) if one.source.startswith(few)],
        )
    change(root)
    return root


def change(root: Path) -> None:
    edit(root, THEME, "Life in a new place.", "Life in another place.")
    edit(root, "docs/es/index.md", "title: ", "title: Página de ")


@pytest.fixture
def no_drawing(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what makes each further drawing fail."""

    def forbid() -> None:
        monkeypatch.setattr(drawn, "piece", lambda *_: pytest.fail("drawn again"))

    return forbid


# What is kept


def test_a_state_is_drawn_once(changed: Path, no_drawing: Callable[[], None]) -> None:
    cold = report(compare(changed, drawing=True))
    assert len(kept_files(changed)) == 2
    no_drawing()
    warm = report(compare(changed, drawing=True))
    assert warm == cold
    assert "/es/" in warm


def test_only_the_state_in_hand_is_drawn_after_an_edit(
    changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare(changed, drawing=True)
    edit(changed, MEETING, "status: planned", "status: cancelled")
    roots, draw = [], drawn.piece
    monkeypatch.setattr(
        drawn, "piece", lambda site, *given: (roots.append(site.catalogue.root), draw(site, *given))[1]
    )
    warm = report(compare(changed, drawing=True))
    assert set(roots) == {changed}
    forget(changed)
    assert report(compare(changed, drawing=True)) == warm
    assert "/meetings/workshop/" in warm


def test_a_report_is_the_same_cold_and_warm(changed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def told() -> tuple[bytes, bytes, str]:
        assert main(["--lang", "es", "diff", "--output", "x/effect.md", "--json", "x/effect.json"]) == 0
        said = [line for line in capsys.readouterr().out.splitlines() if not line.startswith("… ")]
        files = [(changed / "x" / name).read_bytes() for name in ("effect.md", "effect.json")]
        return files[0], files[1], "\n".join(said)

    cold = told()
    assert told() == cold
    forget(changed)
    assert told() == cold


def test_another_program_draws_anew(changed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of both states: else every page would be told as changed."""
    before = compare(changed, drawing=True)
    monkeypatch.setattr(kept, "program", lambda folder: "another")
    said = drawn.said
    monkeypatch.setattr(drawn, "said", lambda site, page: f"{said(site, page)}more")
    after = compare(changed, drawing=True)
    assert [page.address for page in after.effect.pages] == [page.address for page in before.effect.pages]
    assert after.page("/es/").size > before.page("/es/").size
    assert len(kept_files(changed)) == 4


def test_a_changed_template_draws_anew(changed: Path) -> None:
    before = compare(changed, drawing=True)
    template = changed / "overrides/views/record.html"
    template.write_text(template.read_text("utf-8") + "<p>A foot of some length.</p>\n", "utf-8")
    after = compare(changed, drawing=True)
    assert [page.address for page in after.effect.pages] == [page.address for page in before.effect.pages]
    page, other = before.page("/themes/integration/"), after.page("/themes/integration/")
    assert (other.old_size > page.old_size, other.size > page.size) == (True, True)


def test_a_folder_has_its_pages_kept_too(
    root: Path, tmp_path_factory: pytest.TempPathFactory, no_drawing: Callable[[], None]
) -> None:
    """By what is in it: after it has changed, it is drawn anew, though it is called the same."""
    other = tmp_path_factory.mktemp("before") / "copy"
    bless.lay_out(other, bless.MINIATURE)
    edit(other, THEME, "Life in a new place.", "Life in an old place.")
    cold = report(compare(root, str(other), drawing=True))
    edit(other, "data/labels/kinds.yaml", 'en: "Meetings"', 'en: "Gatherings"')
    changed = compare(root, str(other), drawing=True)
    assert [item.place for item in changed.effect.words] == ["labels/kinds: meetings.en"]
    assert report(changed) != cold
    edit(other, "data/labels/kinds.yaml", 'en: "Gatherings"', 'en: "Meetings"')
    no_drawing()
    assert report(compare(root, str(other), drawing=True)) == cold


def test_what_a_state_brings_under_cache_is_not_looked_at(changed: Path) -> None:
    """A proposal that has such a file committed may not have its own word taken for what was drawn."""
    cold = report(compare(changed, "HEAD", drawing=True))
    name = kept_files(changed)[0].name
    git(changed, "checkout", "--quiet", "-b", "hostile")
    for path in kept_files(changed):
        path.write_bytes(b"[]")
    git(changed, "add", "--force", ".cache/effect")
    commit(changed)
    forget(changed)
    assert report(compare(changed, "HEAD~1", drawing=True)) == cold.replace('"HEAD"', '"HEAD~1"')
    with base.taken(changed, "HEAD") as before:
        assert not (before.root / CACHE / name).exists()


def test_what_changed_meanwhile_is_not_kept(changed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = drawn.piece

    def save(site: object, *given: object) -> list[Drawn]:
        (changed / "data/themes/new.yaml").write_text("id: new\n", "utf-8")
        return draw(site, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(drawn, "piece", save)
    compare(changed, drawing=True)
    assert len(kept_files(changed)) == 1, "the state before, which nobody edits"


# Several processes


def test_many_pages_are_drawn_by_several_processes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What further processes draw is what this one draws."""
    change(root)
    monkeypatch.setattr(charts, "svg", SVG)
    alone = report(compare(root, drawing=True))
    forget(root)
    monkeypatch.setattr(hands, "_MANY", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    # This process leaves all to the other one.
    monkeypatch.setattr("concurrent.futures.Future.cancel", lambda job: False)
    monkeypatch.setattr(hands, "_result", lambda job, here: job.result())
    assert report(compare(root, drawing=True)) == alone


SVG = charts.svg
"""What draws charts, also in other processes."""


def test_what_a_dead_process_leaves_is_drawn_here(changed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = report(compare(changed, drawing=True))
    forget(changed)
    monkeypatch.setattr(hands, "_MANY", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(hands, "ProcessPoolExecutor", _Dying)
    assert report(compare(changed, drawing=True)) == alone


class _Dying:
    """A pool whose process dies over its first piece."""

    def __init__(self, *_: object, **__: object) -> None:
        self.jobs = 0

    def submit(self, *_: object) -> _Dead:
        self.jobs += 1
        if self.jobs > 2:
            raise BrokenProcessPool
        return _Dead()

    def shutdown(self, cancel_futures: bool) -> None:
        assert cancel_futures


class _Dead:
    def cancel(self) -> bool:
        return False

    def done(self) -> bool:
        return True

    def result(self) -> list[Drawn]:
        raise BrokenProcessPool


def test_each_quarter_is_told(
    changed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, words in {
        "en": ["drawing the pages of the state before", "drawing the pages as they are now", "50%"],
        "es": [
            "composición de las páginas del estado anterior",
            "composición de las páginas tal como están ahora",
            "50\u00a0%",
        ],
        "fr": [
            "composition des pages de l’état précédent",
            "composition des pages telles qu’elles sont maintenant",
            "50\u00a0%",
        ],
    }.items():
        forget(changed)
        assert main(["--lang", language, "diff"]) == 0
        steps = [line[2:] for line in capsys.readouterr().out.splitlines() if line.startswith("… ")]
        then, now, half = words
        assert steps[1:-1] == [
            step
            for name in (then, now)
            for step in (name, half.replace("50", "25"), half, half.replace("50", "75"))
        ]
        assert main(["--lang", language, "diff"]) == 0
        steps = [line for line in capsys.readouterr().out.splitlines() if line.startswith("… ")]
        assert len(steps) == 2, "nothing is drawn"
