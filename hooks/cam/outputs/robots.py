"""robots.txt: everything may be read; the sitemap and the guide for programs are here."""

from cam.frame import place_of
from cam.knowledge import Site
from cam.offers.twins import GUIDE, ROBOTS
from cam.views.reader import Reader


def build(site: Site) -> dict[str, bytes]:
    """Return robots.txt; its remarks are in the default language, for they are addressed to programs."""
    catalogue, place = site.catalogue, place_of(site.catalogue)
    reader = Reader(catalogue, catalogue.languages[0], "")
    assert catalogue.settings
    remarks = (
        reader.label("twins.robots_free", licence=catalogue.settings.licence_data.name),
        reader.label("twins.robots_twins", guide=place.site + GUIDE),
    )
    lines = [*(f"# {remark}" for remark in remarks), "User-agent: *", "Allow: /", ""]
    return {ROBOTS: "\n".join([*lines, f"Sitemap: {place.site}sitemap.xml\n"]).encode()}
