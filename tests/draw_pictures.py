"""Takes .github/pictures/<name>-<language>.png, the pictures in the guides, from the built site (`make pictures`)."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, Page, sync_playwright
from support_site import LANGUAGES, ROOT, Server, home

PICTURES = ROOT / ".github/pictures"
WIDTH = 1000
MARGIN = 16
LIMIT = 60_000
"""So many bytes a picture has at most: a guide is read over slow lines, too."""
STILL = "*{animation:none!important;transition:none!important;caret-color:transparent!important}"


@dataclass(frozen=True)
class Shot:
    """A part of a page: from the first element to the last one, with what is outlined in it."""

    name: str
    place: str
    first: str
    last: str
    outlined: str = ""


BOX = ".about-record"
SHOTS = (
    Shot(
        "record",
        "meetings/ceam-2011-02-16/",
        f"{BOX} .facts > :nth-child(3)",
        f"{BOX} .actions",
        ".actions a",
    ),
    Shot("forms", "about/editing/", "main .cards", "main .cards"),
    Shot("translations", "desk/translations/", "main .block", "main .block"),
)


def area(page: Page, shot: Shot) -> FloatRect:
    """Return the rectangle from the first element to the last one, as wide as the wider of them, with a margin."""
    found = [page.locator(selector).first.bounding_box() for selector in (shot.first, shot.last)]
    boxes = [box for box in found if box]
    left, top = (min(box[side] for box in boxes) - MARGIN for side in ("x", "y"))
    right = max(box["x"] + box["width"] for box in boxes) + MARGIN
    bottom = max(box["y"] + box["height"] for box in boxes) + MARGIN
    left, top = max(0, left), max(0, top)
    return {"x": left, "y": top, "width": min(right, WIDTH) - left, "height": bottom - top}


def take(browser: Browser, address: str, shot: Shot, language: str) -> Path:
    """Take one picture and return its file."""
    page = browser.new_page(viewport={"width": WIDTH, "height": 800}, color_scheme="light")
    answer = page.goto(f"{address}{home(language)}{shot.place}")
    if not answer or answer.status != 200:
        sys.exit(f"The built site has no page {home(language)}{shot.place}: build it first (make build).")
    outline = f"{shot.outlined}{{outline:3px solid #c62828;outline-offset:1px}}" if shot.outlined else ""
    page.add_style_tag(content=STILL + outline)
    page.evaluate("document.fonts.ready")
    path = PICTURES / f"{shot.name}-{language}.png"
    page.screenshot(path=path, full_page=True, clip=area(page, shot), animations="disabled")
    page.close()
    if path.stat().st_size > LIMIT:
        sys.exit(f"{path.name} has {path.stat().st_size} bytes: show a smaller part of the page.")
    return path


def main(folder: Path) -> None:
    """Take every picture in every language from the site built in a folder."""
    chromium = os.environ.get("CHROMIUM") or subprocess.check_output(
        [ROOT / "tests/ensure_chromium.sh"], text=True
    )
    PICTURES.mkdir(exist_ok=True)
    server = Server(folder=folder)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.strip(), args=["--no-sandbox", "--disable-gpu"]
        )
        for shot in SHOTS:
            for language in LANGUAGES:
                take(browser, server.address, shot, language)
        browser.close()
    server.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site")
