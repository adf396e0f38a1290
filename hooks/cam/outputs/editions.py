"""editions/<edition>/SHA256SUMS in each language: the checksums of a frozen edition, as `sha256sum -c` reads them."""

from __future__ import annotations

from cam.knowledge import Site
from cam.model.figures import Edition
from cam.offers.session_reports import checksums_of
from cam.views.reader import Reader


def build(site: Site, language: str) -> dict[str, bytes]:
    """Return a list of checksums for each edition; it names the files of all languages."""
    reader = Reader(site.catalogue, language, "")
    return {
        checksums_of(reader, record): "".join(
            f"{item.sha256}  {item.name}\n" for item in record.files
        ).encode()
        for record in site.catalogue.all(Edition)
    }
