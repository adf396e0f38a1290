"""Forms as the forge has them: what is asked, filled in and written into an issue; and what hostile people write."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import bless
import yaml
from hypothesis import strategies as st

from cam.issue_forms import templates
from cam.store import Catalogue

TODAY = dt.date(2026, 11, 21)
ISSUE = "https://github.com/cam-knowledge-base/site/issues/7"
SOURCE = "original: es\nsources: [{evidence: recalled}]\nadded: 2026-11-20\n"


def country(code: str) -> str:
    return (
        f"id: {code}\nmembership: member\nsince: 1948\nsignatory: true\nlaws_reviewed: 2026-11-20\n{SOURCE}"
    )


def portal(identity: str, en: str, es: str, fr: str) -> str:
    return (
        f"id: {identity}\ntitle: {{en: {en}, es: {es}, fr: {fr}}}\ntype: migration_authority\nscope: national\n"
        f"countries: [{identity[:2]}]\nlanguages: [es]\n{SOURCE}"
    )


def member(identity: str, status: str = "confirmed") -> str:
    return (
        f"id: {identity}\ninstitution: {identity}\ncountry: {identity[:2]}\nstatus: {status}\n"
        "original: es\nadded: 2026-11-20\n"
    )


def theme(identity: str, en: str, es: str, fr: str) -> str:
    return f'id: {identity}\ntitle: {{en: "{en}", es: "{es}", fr: "{fr}"}}\n{SOURCE}'


FILES = {
    "data/countries/mx.yaml": country("mx"),
    "data/countries/pe.yaml": country("pe"),
    "data/countries/uy.yaml": country("uy"),
    "data/portals/mx-inm.yaml": portal(
        "mx-inm", "National Migration Institute", "Instituto Nacional de Migración", "Institut des migrations"
    ),
    "data/portals/pe-dm.yaml": portal(
        "pe-dm", "Migration Office", "Dirección de Migraciones", "Direction des migrations"
    ),
    "data/portals/uy-dm.yaml": portal(
        "uy-dm", "Migration Office", "Dirección de Migraciones", "Direction des migrations"
    ),
    "data/members/mx-inm.yaml": member("mx-inm"),
    "data/members/pe-dm.yaml": member("pe-dm", "identified"),
    "data/members/example-a.yaml": (
        "id: example-a\ntitle: {en: Authority A, es: Autoridad A, fr: Autorité A}\nstatus: confirmed\n"
        "example: true\noriginal: en\nadded: 2026-11-20\n"
    ),
    "data/themes/trafficking.yaml": theme("trafficking", "Trafficking", "Trata de personas", "Traite"),
    "data/themes/gender.yaml": theme("gender", "Gender", "Género", "Genre"),
    "data/themes/integration.yaml": theme("integration", "Integration", "Integración", "Intégration"),
    "data/themes/crises.yaml": theme(
        "crises", "Refugees, displacement, and crises", "Refugiados, crisis", "Réfugiés, crises"
    ),
    "data/needs/training.yaml": (
        "id: training\ntitle: {en: Training, es: Capacitación, fr: Formation}\n"
        "summary: {en: Training., es: Capacitación., fr: Formation.}\nmember: pe-dm\nlanguages: [es]\n"
        "forms: [workshop]\ncosts: provider\nperiod: {start: 2027-01}\nthemes: [trafficking, gender]\n"
        + SOURCE
    ),
    "data/needs/made-up.yaml": (
        "id: made-up\ntitle: {en: Made up, es: Inventada, fr: Inventée}\n"
        "summary: {en: Made up., es: Inventada., fr: Inventée.}\nmember: example-a\nlanguages: [es]\n"
        "forms: [workshop]\ncosts: provider\nperiod: {start: 2027-01}\nthemes: [trafficking]\n"
        "example: true\noriginal: en\nadded: 2026-11-20\n"
    ),
}
"""What stands in this knowledge base: states, institutions, members, themes (one with commas), two needs."""


def lay_out(root: Path, files: dict[str, str]) -> Path:
    """Make a project of this site's words and lists, the records above and some more files."""
    source = root / "source"
    page = "---\ntitle: x\ndescription: x\n---\n\nText.\n"
    pages_ = {f"docs/{language}/index.md": page for language in ("en", "es", "fr")}
    site = (bless.ROOT / "data/site.yaml").read_text("utf-8")
    for name, content in {"data/site.yaml": site, **FILES, **pages_, **files}.items():
        bless.write(source / name, content)
    bless.lay_out(root / "project", source)
    return root / "project"


def fields(catalogue: Catalogue, file: str) -> dict[str, dict[str, Any]]:
    """Return what the forge asks, by the id of the field, in order."""
    if (catalogue.root, file) not in FIELDS:
        body = yaml.safe_load(templates.templates(catalogue)[file])["body"]
        FIELDS[catalogue.root, file] = {field["id"]: field for field in body if field["type"] != "markdown"}
    return FIELDS[catalogue.root, file]


FIELDS: dict[tuple[Path, str], dict[str, dict[str, Any]]] = {}


def rendered(asked: dict[str, dict[str, Any]], said: dict[str, Any]) -> str:
    """Return the issue that the forge makes of a filled form."""
    parts = []
    for name, field in asked.items():
        value, attributes = said.get(name), field["attributes"]
        if field["type"] == "checkboxes":
            ticked = value or []
            labels = [option["label"] for option in attributes["options"]]
            text = "\n".join(f"- [{'X' if label in ticked else ' '}] {label}" for label in labels)
        else:
            text = (", ".join(value) if isinstance(value, list) else value) or "_No response_"
        parts.append(f"### {attributes['label']}\n\n{text}")
    return "\n\n".join(parts)


THEMES = {
    "en": ["Trafficking", "Refugees, displacement, and crises"],
    "es": ["Trata de personas", "Refugiados, crisis"],
    "fr": ["Traite", "Réfugiés, crises"],
}
FORM = {"en": "Workshop", "es": "Taller", "fr": "Atelier"}
TITLE = {"en": "Workshop on trafficking", "es": "Taller sobre la trata", "fr": "Atelier sur la traite"}
EVERY = {"en": "Every state", "es": "Todos los Estados", "fr": "Tous les États"}


def filled(catalogue: Catalogue, file: str, **changes: Any) -> str:
    """Return an issue that is as it should be, apart from some answers."""
    asked, language = fields(catalogue, file), file[-6:-4]
    sound = {
        "title": TITLE[language],
        "institution": "Instituto Nacional de Migración",
        "what": "Tres días «en la frontera».\nPara 25 personas.",
        "themes": THEMES[language],
        "forms": [FORM[language]],
        "languages": asked["languages"]["attributes"]["options"][1:3],
        "states": [EVERY[language]],
        "costs": asked["costs"]["attributes"]["options"][0],
        "from": "2027-02",
        "until": "2027-11-30",
        "capacity": "25",
        "source": "https://www.gob.mx/inm",
        "consent": [asked["consent"]["attributes"]["options"][0]["label"]],
    }
    assert set(changes) <= set(sound)
    return rendered(asked, {**sound, **changes})


ALL = [f"{name}-{language}.yml" for name in ("offer", "need") for language in ("en", "es", "fr")]

SAFE_BUT_ODD = [
    "$(rm -rf /) `id` ; cat /etc/passwd | sh & echo 'x' > y",
    "x\nexample: true\nmember: pe-dm",
    "--- !!python/object/apply:os.system ['id']",
    "&a *a !!binary | > % @ `",
    "{a: b}, [c], # remark",
    "No",
    "2027-01-01",
    "10:30",
    "0123",
    "~",
    "- [x] a",
    "'single' and \"double\" \\ back \\u0000",
    "- a\n- b\n\n> c",
    "%s %(x)s {0} {label} ${HOME}",
    "😀 emoji, 漢字, العربية",
    "&lt;script&gt; javascript:alert(1)",
]

REFUSED = {
    "HTML": "<img src=x onerror=alert(1)>",
    "a comment": "<!-- hidden -->",
    "a template": "{{ config }}",
    "a statement": "{% include 'x' %}",
    "a Markdown link": "[x](javascript:alert(1))",
    "a picture": "![x](https://example.org/x.png)",
    "NUL": "a\0b",
    "an escape": "a\x1b[31mb",
    "a bell": "\a",
    "bidi": "a\u202eb",
    "an isolate": "\u2066a\u2069",
    "a mark of direction": "a\u200fb",
    "a zero-width space": "a\u200bb",
    "a byte-order mark": "a\ufeffb",
    "a tag": "a\U000e0041b",
    "private use": "a\ue000b",
    "a line separator": "a\u2028b",
    "a noncharacter": "a\ufffeb",
    "an address": "https://example.org/",
}

NASTY = st.one_of(
    st.text(max_size=60),
    st.text(st.sampled_from("-[]xX #`*_<>{}%&|:;,'\"\\\n\t\r…«»’\u00a0\u202eé0a"), max_size=60),
    st.sampled_from([*SAFE_BUT_ODD, *REFUSED.values(), "2027-02", "_No response_", "None", "mx-inm"]),
)
