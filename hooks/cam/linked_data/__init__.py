"""The facts of a page for search engines and other programs: JSON-LD in the words of schema.org.

`pages` describes the page, `things` what it is about; `teller` holds the rules of what is stated at all.
"""

from cam.linked_data.pages import linked_data

__all__ = ["linked_data"]
