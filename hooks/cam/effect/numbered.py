"""Says whole numbers within the words of the command line as pages write them."""

from __future__ import annotations

from cam.commands.said import Say
from cam.problems import BadInput
from cam.store import Catalogue
from cam.wording import Wording


class Numbered(Say):
    """Says words in the language of `say`, every whole number in them as the site of `catalogue` groups it."""

    def __init__(self, say: Say, catalogue: Catalogue) -> None:
        super().__init__(say.language)
        self._wording = Wording(catalogue, say.language)

    def __call__(self, key: str, **places: object) -> str:
        """Return the words `file.name` with their {places} filled in, whole numbers grouped."""
        numbers = {
            name: _Grouped(value, self.number(value))
            for name, value in places.items()
            if isinstance(value, int)
        }
        return super().__call__(key, **{**places, **numbers})

    def number(self, number: int) -> str:
        """Return a whole number; without any grouping where the site does not say how."""
        try:
            return self._wording.number(number)
        except BadInput:  # the labels of formats cannot be read: that is among the problems which are told
            return str(number)


class _Grouped(int):
    """A number that still chooses a plural form, and is written grouped."""

    def __new__(cls, value: int, said: str) -> _Grouped:
        """Return the number `value`, written as `said`."""
        made = super().__new__(cls, value)
        made.said = said
        return made

    said: str

    def __str__(self) -> str:
        return self.said
