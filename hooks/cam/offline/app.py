"""What makes the site one that can be installed: a web app manifest in each language, and icons."""

from __future__ import annotations

import json
import re

import vl_convert
from lxml import etree

from cam.knowledge import Site
from cam.offers.offline import FOR_APPLE, ICONS, icons
from cam.store import folder
from cam.views.reader import Reader

_SVG = "http://www.w3.org/2000/svg"


def manifest(site: Site, language: str, style: str) -> bytes:
    """Return the manifest in a language; its addresses are relative to the manifest, so it works under any address.

    `style` is the style sheet, whose colours the frame of the window has.
    """
    reader, settings = Reader(site.catalogue, language, ""), site.catalogue.settings
    assert settings
    said = {
        "name": reader.wording.text(settings.name),
        "short_name": reader.label("offline.short_name"),
        "description": f"{reader.wording.text(settings.edition)}. {reader.wording.text(settings.edition_note)}",
        "lang": language,
        "dir": reader.wording.locale.text_direction,
        "start_url": f"../{folder(site.catalogue, language)}",
        "scope": "../",
        "display": "standalone",
        "display_override": ["minimal-ui"],
        "theme_color": _colour(style, "band"),
        "background_color": _colour(style, "ground"),
        "icons": [_icon(path, purpose) for purpose, paths in ICONS.items() for path in paths],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"


def _icon(path: str, purpose: str) -> dict[str, str]:
    size = _size(path)
    return {"src": f"../{path}", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


def _size(path: str) -> int:
    """Return the size of an icon, which its name ends in."""
    return int(re.findall(r"\d+", path)[-1])


def _colour(style: str, name: str) -> str:
    """Return a colour of the style sheet in its light form."""
    found = re.search(rf"--{name}:(?:var\(--light,)?(#[0-9a-f]+)", style)
    assert found, f"the style sheet declares --{name}"
    return found[1]


def pictures(icon: str) -> dict[str, bytes]:
    """Return the icons as PNG, of the site's icon as SVG."""
    return {path: _drawn(icon, path) for path in icons()}


def _drawn(icon: str, path: str) -> bytes:
    """Return an icon in its size; where a system cuts it or rounds its corners, the ground fills the whole square."""
    root = etree.fromstring(icon)
    if path == FOR_APPLE or path in ICONS["maskable"]:
        root.find(f"{{{_SVG}}}rect").attrib.update(
            {"x": "-8", "y": "-8", "width": "48", "height": "48", "rx": "0"}
        )
        root.set("viewBox", "-4 -4 40 40")
    root.attrib.update(dict.fromkeys(("width", "height"), str(_size(path))))
    return bytes(vl_convert.svg_to_png(etree.tostring(root, encoding="unicode"), scale=1, ppi=72))
