"""How figures are said: in cells, in sentences, in charts; and the way from a figure back to its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cam import indicators
from cam.figures import Cell as FigureCell
from cam.indicators import INDICATORS, meaning
from cam.views.blocks import Anchor, Chart, Drawing, Inline, Line
from cam.views.datasets import credit
from cam.views.reader import Reader

_MILLION = 1_000_000
_STEPS = {"persons": (0, 3, 6), "us_dollars": (6, 9)}
"""Powers of ten by which an axis may be divided; each has a label `figures.<unit>_<power>` (0: `_1`)."""


def plain(reader: Reader, indicator: str, cell: FigureCell) -> str:
    """Return a figure for a table whose heading names the unit; money in millions; – where there is none."""
    rule = meaning(reader.catalogue, indicator)
    if cell.value is None or rule.doubtful(cell):
        return cell.sign or reader.label("figures.none")
    if rule.unit == "us_dollars":
        return reader.wording.fixed(cell.value / _MILLION, 1)
    return reader.wording.fixed(cell.value, rule.decimals)


def full(reader: Reader, indicator: str, cell: FigureCell) -> str:
    """Return a figure with its unit, for a sentence or a fact."""
    unit = meaning(reader.catalogue, indicator).unit
    text = plain(reader, indicator, cell)
    if cell.value is None or text == reader.label("figures.none"):
        return text
    if unit == "us_dollars":
        return reader.wording.amount("figures.dollars", cell.value / _MILLION, number=text)
    return reader.wording.percent(cell.value) if unit.startswith("percent") else text


def heading(reader: Reader, indicator: str) -> str:
    """Return an indicator's name for the head of a column, with its unit where it counts no people."""
    name, unit = reader.code(indicator, "indicators"), meaning(reader.catalogue, indicator).unit
    if unit == "us_dollars":
        return reader.label("figures.in_dollars", name=name)
    return reader.label("figures.in_percent", name=name) if unit.startswith("percent") else name


def rows_of(reader: Reader, cells: Iterable[FigureCell]) -> list[Inline]:
    """Return links to the rows that figures were made of, each once (fragment identifiers of RFC 7111)."""
    found = dict.fromkeys(row for cell in cells for row in cell.rows)
    line: list[Inline] = []
    for table, number in sorted(found):
        name = reader.label("figures.row_of", line=number, table=table)
        file = f"figures/{table}.csv#row={number}"
        href = reader.root_href(file) if table in reader.catalogue.figures else reader.href(file)
        line += [" "] if line else []
        line.append(Anchor(href, str(number), name=name))
    return line


def tables_of(names: Iterable[str]) -> list[str]:
    """Return the ids of the tables that indicators are made of, each once."""
    return list(dict.fromkeys(indicators.TABLES[INDICATORS[name].table] for name in names))


def credit_of(reader: Reader, names: Iterable[str]) -> list[Inline]:
    """Return the line that names the producers of the tables that indicators are made of."""
    return credit(reader, *tables_of(names))


Points = Sequence[tuple[int, FigureCell]]


def line_chart(
    reader: Reader,
    title: str,
    names: Sequence[str],
    points: Sequence[Points],
    anchor: str = "",
    table: Anchor | None = None,
    csv: Anchor | None = None,
) -> Chart:
    """Return a chart of one or several indicators of the same unit over the years."""
    rule = meaning(reader.catalogue, names[0])
    cleaned = [
        [(year, _value(reader, name, cell)) for year, cell in line]
        for name, line in zip(names, points, strict=True)
    ]
    power = _power(rule.unit, [value for line in cleaned for _, value in line if value is not None])
    labels = [reader.code(name, "indicators") for name in names]
    lines = [
        Line(label, tuple((year, _scaled(value, power)) for year, value in line))
        for label, line in zip(labels, cleaned, strict=True)
    ]
    return Chart(
        title,
        anchor=anchor,
        drawing=_drawing(reader, "lines", rule.unit, power, lines, rule.nature == "stock"),
        description=_lines_said(reader, title, names, labels, cleaned),
        credit=credit_of(reader, names),
        table=table,
        csv=csv,
    )


def bar_chart(
    reader: Reader,
    title: str,
    indicator: str,
    bars: Sequence[tuple[str, FigureCell]],
    anchor: str = "",
    table: Anchor | None = None,
) -> Chart:
    """Return a chart of one indicator for several states, in the order given."""
    rule = meaning(reader.catalogue, indicator)
    values = [cell.value for _, cell in bars if cell.value is not None]
    power = _power(rule.unit, values)
    said = " ".join(
        reader.label("figures.bar_said", name=name, value=full(reader, indicator, cell))
        for name, cell in bars
    )
    line = Line(
        reader.code(indicator, "indicators"), tuple((name, _scaled(cell.value, power)) for name, cell in bars)
    )
    return Chart(
        title,
        anchor=anchor,
        drawing=_drawing(reader, "bars", rule.unit, power, [line], False),
        description=f"{title}. " + reader.label("figures.bars_said", lines=said),
        credit=credit_of(reader, [indicator]),
        table=table,
    )


def spark(reader: Reader, indicator: str, points: Points) -> tuple[Drawing, str]:
    """Return a small drawing of an indicator over the years, the same in all languages, and what it shows in words."""
    cleaned = [(year, _value(reader, indicator, cell)) for year, cell in points]
    label = reader.code(indicator, "indicators")
    stock = meaning(reader.catalogue, indicator).nature == "stock"
    drawing = Drawing("spark", (".", ","), "", (Line("", tuple(cleaned)),), 0, stock)
    return drawing, _line_said(reader, indicator, label, cleaned)


def _value(reader: Reader, indicator: str, cell: FigureCell) -> float | int | None:
    """Return what is drawn of a figure: a 0 that may mean “not reported” is a gap."""
    return None if meaning(reader.catalogue, indicator).doubtful(cell) else cell.value


def _power(unit: str, values: Sequence[float | int]) -> int:
    """Return the power of ten by which an axis is divided, so that its numbers stay short."""
    steps = _STEPS.get(unit, (0,))
    highest = max(map(abs, values), default=0)
    return max((step for step in steps if highest >= 2 * 10**step), default=steps[0])


def _scaled(value: float | int | None, power: int) -> float | int | None:
    return value if value is None or not power else round(value / 10**power, 6)


def _drawing(reader: Reader, form: str, unit: str, power: int, lines: list[Line], stock: bool) -> Drawing:
    named = "percent" if unit.startswith("percent") else unit
    highest = max((abs(value) for line in lines for _, value in line.points if value is not None), default=0)
    decimals = 0 if highest >= 5 or not highest else 1 if highest >= 0.5 else 2
    text = reader.label(f"figures.{named}_{power or 1}")
    return Drawing(form, reader.wording.number_signs, text, tuple(lines), decimals, stock)


Values = Sequence[tuple[int, float | int | None]]


def _lines_said(
    reader: Reader, title: str, names: Sequence[str], labels: Sequence[str], lines: Sequence[Values]
) -> str:
    years = sorted({year for line in lines for year, _ in line})
    said = " ".join(
        _line_said(reader, name, label, line) for name, label, line in zip(names, labels, lines, strict=True)
    )
    start, end = (years[0], years[-1]) if years else ("–", "–")
    return f"{title}. " + reader.label("figures.chart_said", start=start, end=end, lines=said)


def _line_said(reader: Reader, indicator: str, label: str, line: Values) -> str:
    known = [(year, value) for year, value in line if value is not None]
    if not known:
        return reader.label("figures.no_line", name=label)
    (first_year, first), (last_year, last) = known[0], known[-1]
    if len(known) == 1:
        value = full(reader, indicator, FigureCell(first))
        return reader.label("figures.point_said", name=label, value=value, year=first_year)
    return reader.label(
        "figures.line_said",
        name=label,
        first=full(reader, indicator, FigureCell(first)),
        first_year=first_year,
        last=full(reader, indicator, FigureCell(last)),
        last_year=last_year,
    )
