"""How often Python looks for garbage in a command: rarely, for it makes many objects and throws few of them away."""

from __future__ import annotations

import atexit
import gc


def collect_rarely() -> None:
    """Set it for this process, which is a short one; at its end nothing is looked through any more.

    Without the second, Python walks through the whole knowledge base once more before it leaves: a fifth of the time
    of `cam check`.
    """
    gc.set_threshold(200_000, 20, 20)
    atexit.unregister(gc.freeze)  # a process may run more than one command
    atexit.register(gc.freeze)
