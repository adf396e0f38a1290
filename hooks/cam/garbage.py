"""How often Python looks for garbage in a command: rarely, for it makes many objects and throws few of them away."""

from __future__ import annotations

import gc


def collect_rarely() -> None:
    """Set it for this process, which is a short one."""
    gc.set_threshold(200_000, 20, 20)
