"""robots.txt: everything may be read; the sitemap is here."""

from cam.embed import Site
from cam.frame import place_of


def build(site: Site) -> dict[str, bytes]:
    """Return robots.txt."""
    text = f"User-agent: *\nAllow: /\n\nSitemap: {place_of(site.catalogue).site}sitemap.xml\n"
    return {"robots.txt": text.encode()}
