"""The rules of typography: an expression each, what to write for it, and an example of both.

The words for a rule are the label `terminology.rule_<name>`.
"""

# ruff: noqa: E501 (a rule a line)
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

NBSP = "\u00a0"
SEEN = "␣"
"""Stands for a no-break space where people are to see it."""

Writing = str | Callable[[re.Match[str]], str]


@dataclass(frozen=True)
class Rule:
    """One rule of one language, or of every language (`language` is empty).

    `right` is what to write for a match, as re.sub takes it; None where only a person can say. A match of the group
    `ok` is well written and only skipped. Every text that breaks the rule holds one of `signs`: to ask for them first
    is quicker. `safe` rules may be mended without a person.
    """

    name: str
    language: str
    pattern: re.Pattern[str]
    right: Writing | None
    wrong: str
    well: str
    signs: tuple[str, ...]
    safe: bool


def _rule(
    name: str,
    language: str,
    pattern: str,
    right: Writing | None,
    example: str,
    signs: str = "",
    safe: bool = False,
) -> Rule:
    """Return a rule; the example is `wrong → right`, `signs` are parted by |."""
    wrong, _, well = example.partition(" → ")
    return Rule(name, language, re.compile(pattern), right, wrong, well, tuple(signs.split("|")), safe)


def _spaced(match: re.Match[str]) -> str:
    return NBSP.join(match[0].split())


def _with_commas(match: re.Match[str]) -> str:
    return ",".join(match[0].split())


def _small(match: re.Match[str]) -> str:
    return match[0].lower()


# Expressions begin with a plain sign or a set of signs and look back from there: the search then skips the rest.
_EN = "January|February|March|April|May|June|July|August|September|October|November|December"
_ES = "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
_FR = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_ES_CAPITAL, _FR_CAPITAL = ("|".join(map(str.capitalize, names.split("|"))) for names in (_ES, _FR))
_DAY = r"[0-9](?<!\w[0-9])[0-9]?"
_GROUPS = r"[1-9](?<!\w[1-9])(?<![+.,-][1-9])(?<!\d[ \u00a0][1-9])\d{0,2}(?:%s\d{3})+\b(?![ \u00a0.,-]?\d)"
"""A number whose thousands stand apart by the spaces in place of %s; no part of a telephone number."""
_UNACCENTED = (  # no word that English has as well: names in English stand in French texts
    "tats?|tats-Unis|quateur|tudes?|galité|coles?|changes|tapes?|quipes?|trangers?|tablissements?|conomie|"
    "mirats|thiopie|rythrée|migrés?|lus?|lève"
)
_BARE_PERCENT = "|".join(f"{digit}%" for digit in range(10)) + "| %|\u202f%"
_SPACED = " ;| :| ?| !"
_APART = "|".join(f"{space}{sign}" for space in " \u202f" for sign in ";:?!»")

RULES: tuple[Rule, ...] = (
    _rule("double_space", "", r"  (?<=[^\s|]  ) *(?=[^\s|\0])", " ", "CAM  CEAM → CAM CEAM", "  ", True),
    _rule("space_before_comma", "", r" ([,.])(?<=\w [,.])(?=\s|$|\0)", r"\1", "CAM , CEAM → CAM, CEAM", " ,| ."),
    _rule("dots", "", r"\.\.\.(?<!\.{4})(?!\.)", "…", "CAM, CEAM... → CAM, CEAM…", "...", True),
    _rule("years", "", r"–(?<=\b[12]\d{3}–)(?=\d{2,4}\b)", "-", "2010–2011 → 2010-2011", "–"),
    _rule("dash", "", r" - (?<=\w - )(?=\w)", " — ", "RICOMI - CAM → RICOMI — CAM", " - "),
    # English
    _rule("apostrophe", "en", r"'(?<=\w')(?=\w)", "’", "the Chair's report → the Chair’s report", "'", True),
    _rule("quotes", "en", r"[«»\"]|'(?<!\w')(?=\w)", None, '"good practices" → “good practices”', "«|»|\"|'"),
    _rule("date", "en", rf"({_DAY})(?:st|nd|rd|th)? (?:of )?({_EN}),? (\d{{4}})\b", r"\2 \1, \3", "12 April 2011 → April 12, 2011"),
    _rule("date_comma", "en", rf"({_EN}) (\d{{1,2}})(?:(?:st|nd|rd|th),? | )(\d{{4}})\b", r"\1 \2, \3", "April 12th 2011 → April 12, 2011"),
    _rule("number", "en", _GROUPS % "[ \u00a0\u202f]", _with_commas, "26 579 → 26,579"),
    _rule("percent", "en", r"[ \u00a0]%(?<=\d[ \u00a0]%)", "%", "81 % → 81%", " %|\u00a0%"),
    _rule("no_space_before_sign", "en", r" ([;:?!])(?<=\w [;:?!])(?=\s|$|\0)", r"\1", "the plan : its dates → the plan: its dates", _SPACED),
    # Spanish
    _rule("apostrophe", "es", r"'(?<=\w')(?=\w)", "’", "O'Higgins → O’Higgins", "'", True),
    _rule("quotes", "es", r"\"|'(?<!\w')(?=\w)", None, '"buenas prácticas" → «buenas prácticas»', "\"|'"),
    _rule("quotes_outer", "es", r"[«“](?P<ok>(?<=«)[^«»\0]*»)?", None, "“buenas prácticas” → «buenas prácticas»", "«|“"),
    _rule("quotes_tight", "es", r"(«)[ \u00a0\u202f]+|[ \u00a0\u202f]+(»)", lambda match: match[0].strip(), "« Puebla » → «Puebla»", "« |«\u00a0|«\u202f| »|\u00a0»|\u202f»"),
    _rule("date", "es", rf"({_DAY}) de ({_ES})(?:,? del |, | )(\d{{4}})\b", r"\1 de \2 de \3", "12 de abril del 2011 → 12 de abril de 2011"),
    _rule("date", "es", rf"({_DAY}) ({_ES}) (?:del? )?(\d{{4}})\b", r"\1 de \2 de \3", "12 abril 2011 → 12 de abril de 2011"),
    _rule("first_day", "es", rf"1(?<!\w1)(?<!punto 1)(?<!rrafo 1)(?<!culo 1)(?<!fila 1)º? de (?=(?:{_ES})\b)", "1.º de ", "1 de julio → 1.º de julio", "1 de |1º de "),
    _rule("month", "es", rf" de (?:{_ES_CAPITAL})(?= de \d{{4}})", _small, "12 de Abril de 2011 → 12 de abril de 2011", "|".join(f" de {name}" for name in _ES_CAPITAL.split("|"))),
    _rule("language", "es", r" en (?:Español|Inglés|Francés|Portugués)\b", _small, "página en Inglés → página en inglés", " en Español| en Inglés| en Francés| en Portugués"),
    _rule("number", "es", _GROUPS % "[ \u202f]", _spaced, f"26 579 → 26{NBSP}579"),
    _rule("percent", "es", r"%(?<=\d%)|[ \u202f]%(?<=\d[ \u202f]%)", f"{NBSP}%", f"81% → 81{NBSP}%", _BARE_PERCENT),
    _rule("no_space_before_sign", "es", r" ([;:?!])(?<=\w [;:?!])(?=\s|$|\0)", r"\1", "el plan : sus fechas → el plan: sus fechas", _SPACED),
    _rule("opening_sign", "es", r"[¿¡?!](?:(?P<ok>(?<=¿)[^¿?\0]*\?|(?<=¡)[^¡!\0]*!|(?<=!)\[)|(?<=[¿¡])|(?<=[\w)»”…][?!]))", None, "Cuándo se reúne? → ¿Cuándo se reúne?"),
    # French
    _rule("apostrophe", "fr", r"'(?<=\w')(?=[\w«\[])", "’", "l'atelier → l’atelier", "'", True),
    _rule("quotes", "fr", r"\"|'(?<!\w')(?=\w)", None, f'"bonnes pratiques" → «{NBSP}bonnes pratiques{NBSP}»', "\"|'"),
    _rule("quotes_outer", "fr", r"[«“](?P<ok>(?<=«)[^«»\0]*»)?", None, f"“bonnes pratiques” → «{NBSP}bonnes pratiques{NBSP}»", "«|“"),
    _rule("quotes_spaced", "fr", r"«[ \u202f]?(?!\u00a0)(?=\S)", f"«{NBSP}", f"«Puebla{NBSP}» → «{NBSP}Puebla{NBSP}»", "«", True),
    _rule("quotes_spaced", "fr", r"»(?<![ \u00a0\u202f]»)", f"{NBSP}»", f"«{NBSP}Puebla» → «{NBSP}Puebla{NBSP}»", "»", True),
    _rule("space_before_sign", "fr", r"[ \u202f]([;:?!»])(?=\W|$)", rf"{NBSP}\1", f"le plan ; les dates → le plan{NBSP}; les dates", _APART, True),
    _rule("space_before_sign", "fr", r"([;?!])(?<=[\w)»”…][;?!])", rf"{NBSP}\1", f"le plan; les dates → le plan{NBSP}; les dates", "", True),
    _rule("space_before_sign", "fr", r":(?<=[\w)»”]:)(?<!webcal:)(?<! status:)(?<!https:)(?<!http:)(?<!mailto:)(?=\s|$|\0)", f"{NBSP}:", f"le plan: ses dates → le plan{NBSP}: ses dates", ":", True),
    _rule("percent", "fr", r"%(?<=\d%)|[ \u202f]%(?<=\d[ \u202f]%)", f"{NBSP}%", f"81% → 81{NBSP}%", _BARE_PERCENT, True),
    _rule("date", "fr", rf"({_DAY}) (?:de )?({_FR})(?:, | de )(\d{{4}})\b", r"\1 \2 \3", "12 avril, 2011 → 12 avril 2011"),
    _rule("first_day", "fr", rf"1(?<!\w1) (?=(?:{_FR})\b)", "1er ", "1 avril 2011 → 1er avril 2011", "1 "),
    _rule("ordinal", "fr", r"[0-9](?:(?:[èe]me|ième)s?|(?<=1)ère)\b", None, "2ème session → 2e session"),
    _rule("month", "fr", rf"[0-9](?:er)? (?:{_FR_CAPITAL})\b", _small, "12 Avril 2011 → 12 avril 2011", "|".join(f" {name}" for name in _FR_CAPITAL.split("|"))),
    _rule("language", "fr", r" en (?:Français|Anglais|Espagnol|Portugais)\b", _small, "page en Anglais → page en anglais", " en Français| en Anglais| en Espagnol| en Portugais"),
    _rule("number", "fr", _GROUPS % "[ \u202f]", _spaced, f"26 579 → 26{NBSP}579", "", True),
    _rule("capital", "fr", rf"E(?<!\wE)(?=(?:{_UNACCENTED})\b)", "É", "les Etats membres → les États membres", "E"),
    _rule("ligature", "fr", r"oe(?=u(?:vres?|rs?|x)?\b)", "œ", "mise en oeuvre → mise en œuvre", "oeu"),
)  # fmt: skip


def of(language: str) -> tuple[Rule, ...]:
    """Return the rules that hold in a language, those of every language first."""
    return tuple(rule for rule in RULES if rule.language in ("", language))
