"""Draws overrides/assets/card-<language>.png, the picture that other sites show beside a link (`make cards`)."""

from __future__ import annotations

import os
import re
import subprocess
from html import escape
from pathlib import Path

from playwright.sync_api import sync_playwright

from cam.loading import load
from cam.views.reader import Reader

ROOT = Path(__file__).resolve().parent.parent
SIZE = {"width": 1200, "height": 630}
PAGE = """<style>
body{margin:0;width:1200px;height:630px;box-sizing:border-box;padding:80px 90px;background:#0b3558;color:#fff;
display:flex;flex-direction:column;justify-content:space-between;font:32px 'Liberation Sans',sans-serif}
span,.kicker{color:#c9d9e8}.kicker{font-size:30px}.title{font:600 62px/1.15 'Liberation Serif',serif}
.name{border-top:3px solid #f0a37c;padding-top:26px}
</style><div class="kicker">KICKER</div><div class="title">TITLE</div>
<div class="name">NAME <span>· EDITION</span></div>"""


def filled(template: str, words: dict[str, str]) -> str:
    """Return the template with its capital words replaced."""
    return re.sub("[A-Z]{4,}", lambda match: escape(words[match[0]]), template)


def main() -> None:
    """Draw one card per language of the site."""
    catalogue, _ = load(ROOT)
    assert catalogue.settings
    chromium = os.environ.get("CHROMIUM") or subprocess.check_output(
        [ROOT / "tests/ensure_chromium.sh"], text=True
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.strip(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport=SIZE)
        for language in catalogue.languages:
            reader = Reader(catalogue, language, "")
            words = {
                "KICKER": reader.label("home.kicker"),
                "TITLE": reader.label("home.title"),
                "NAME": reader.wording.text(catalogue.settings.name),
                "EDITION": reader.wording.text(catalogue.settings.edition),
            }
            page.set_content(filled(PAGE, words))
            page.screenshot(path=ROOT / f"overrides/assets/card-{language}.png")
        browser.close()


if __name__ == "__main__":
    main()
