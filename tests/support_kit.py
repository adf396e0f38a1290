"""What the schemas and the templates have in common: the keys that a record must have."""

from __future__ import annotations

from cam.dictionary.fields import fields
from cam.kit import schemas
from cam.model import KINDS

LANGUAGES = ("en", "es", "fr")


def schema_required(kind: str) -> list[str]:
    """Return the keys that a record of a kind must have, by its class."""
    return [item.name for item in fields(KINDS[kind]) if schemas.is_needed(KINDS[kind], item)]
