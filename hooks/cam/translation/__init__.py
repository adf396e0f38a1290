"""What translations were made from, which of them are older than their originals, and what there is to translate.

`refreshed` is all that `cam fix` needs.
"""

from cam.translation.refreshing import looked_at, refreshed

__all__ = ["looked_at", "refreshed"]
