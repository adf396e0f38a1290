"""The words by which a generated file is known; who finds them leaves the file to `cam kit`."""

from __future__ import annotations

MARK = "Written by `cam kit` from hooks/cam/model/ and data/: change those instead, then run it again."

MARKS = ("Written by `cam kit`", "Written by `cam forms`")
"""What stands at the head of the files that were ever generated."""
