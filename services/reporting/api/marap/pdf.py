# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A report as a document to print: figures with charts, what they mean, and what is said."""

import io
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.charts.legends import Legend
from reportlab.graphics.charts.linecharts import HorizontalLineChart
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from services.reporting.api.marap.opmaak import getal, kop, tekst, titel, verandering
from services.reporting.schemas.indicatoren import Indicatorrij, Maat
from services.reporting.schemas.marap import Marapinhoud, Maraptabel

PDF = "application/pdf"
_FONT, _BOLD = "Vera", "VeraBd"
_DONKER, _LICHT, _LIJN = HexColor("#154273"), HexColor("#8fb2d9"), HexColor("#c4c4c4")
_MARGE = 18 * mm
_BREEDTE = A4[0] - 2 * _MARGE
_MEESTE_RIJEN = 40
_GRAFIEK = (_BREEDTE, 62 * mm)


def document(inhoud: Marapinhoud) -> bytes:
    """The same report gives the same bytes."""
    for name in (_FONT, _BOLD):  # in the file itself, so that it prints everywhere
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    pdfmetrics.registerFontFamily(_FONT, normal=_FONT, bold=_BOLD, italic=_FONT, boldItalic=_BOLD)
    held = io.BytesIO()
    made = SimpleDocTemplate(
        held,
        pagesize=A4,
        leftMargin=_MARGE,
        rightMargin=_MARGE,
        topMargin=_MARGE,
        bottomMargin=_MARGE,
        title=titel(inhoud),
        author=inhoud.regiocode,
        lang="nl",
        invariant=1,
    )
    foot = _Voet(inhoud)
    made.build([*_begin(inhoud), *_tables(inhoud)], onFirstPage=foot, onLaterPages=foot)
    return held.getvalue()


class _Voet:
    """At the foot of each page: what this is, as known when, for whom."""

    def __init__(self, inhoud: Marapinhoud) -> None:
        self._text = (
            f"{titel(inhoud)} | peilmoment {inhoud.peilmoment:%d-%m-%Y %H:%M} UTC | "
            f"{inhoud.toestand} | doelgroep {inhoud.doelgroep}"
        )

    def __call__(self, canvas: Canvas, _document: object) -> None:
        canvas.setFont(_FONT, 7)
        canvas.drawString(_MARGE, 9 * mm, self._text)
        canvas.drawRightString(A4[0] - _MARGE, 9 * mm, str(canvas.getPageNumber()))


def _style(
    name: str, size: float, bold: bool = False, color: Color | None = None
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=_BOLD if bold else _FONT,
        fontSize=size,
        leading=size * 1.35,
        textColor=color or HexColor("#1b1b1b"),
        spaceAfter=size * 0.4,
    )


_TITEL = _style("titel", 18, bold=True, color=_DONKER)
_KOP = _style("kop", 12, bold=True, color=_DONKER)
_TEKST = _style("tekst", 9)
_KLEIN = _style("klein", 7)
_CEL = ParagraphStyle("cel", fontName=_FONT, fontSize=7, leading=9)
_CEL_KOP = ParagraphStyle("celkop", fontName=_BOLD, fontSize=7, leading=9)
_GETAL_KOP = ParagraphStyle("getalkop", fontName=_BOLD, fontSize=7, leading=9, alignment=2)
_CEL_GETAL = ParagraphStyle("getal", fontName=_FONT, fontSize=7, leading=9, alignment=2)


def _p(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(text).replace("\n", "<br/>"), style)


def _begin(inhoud: Marapinhoud) -> Iterator[Any]:
    yield _p(titel(inhoud), _TITEL)
    approved = f", goedgekeurd door {inhoud.goedkeurder}" if inhoud.goedkeurder else ""
    joined = {True: "gelijk", False: "verschilt", None: "niet nagegaan"}[inhoud.aangesloten]
    yield _p(
        f"Cijfers over het jaar tot en met de maand, zoals bekend op "
        f"{inhoud.peilmoment:%d-%m-%Y %H:%M} UTC, naast dezelfde maanden van een jaar eerder. "
        f"Run {inhoud.nummer}, gemaakt door {inhoud.voorbereider}{approved}. Aansluiting met "
        f"declaraties: {joined}. Elk totaal is een eigen telling. Kleine aantallen, en wat nodig "
        "is om ze niet te kunnen herleiden, zijn verborgen.",
        _TEKST,
    )
    yield _p("Gewijzigde definities", _KOP)
    for one in inhoud.definitiewijzigingen:
        yield _p(f"{one.id}, versie {one.van} naar {one.naar}: {one.wijziging}", _TEKST)
    if not inhoud.definitiewijzigingen:
        yield _p("Geen, tegenover de vorige goedgekeurde rapportage.", _TEKST)
    yield Spacer(1, 4 * mm)


def _tables(inhoud: Marapinhoud) -> Iterator[Any]:
    before = ""
    for tabel in inhoud.tabellen:
        head: list[Any] = []
        if tabel.id != before:
            head.append(_p(f"{tabel.id}  {tabel.naam}", _KOP))
            head.append(_p(f"{tabel.formule} (definitie versie {tabel.versie})", _KLEIN))
            if tabel.toelichting:
                head.append(_p(tabel.toelichting, _TEKST))
            head.append(_total(tabel))
            before = tabel.id
        chart = _chart(tabel)
        if chart is not None:
            head.append(chart)
        yield KeepTogether(head)
        if tabel.rijen:
            yield _rows(tabel)
        yield Spacer(1, 4 * mm)


def _total(tabel: Maraptabel) -> Table:
    rij = tabel.totaal
    heads = ("Waarde", "Jaar eerder", "Verandering")
    rows = [[_p("Totaal", _CEL_KOP), *(_p(one, _GETAL_KOP) for one in heads)]]
    for maat in tabel.maten:
        rows.append(
            [
                _p(kop(maat), _CEL),
                _p(tekst(maat, rij.waarden.get(maat.veld), rij), _CEL_GETAL),
                _p(tekst(maat, (rij.eerder or {}).get(maat.veld)), _CEL_GETAL),
                _p(verandering((rij.groei or {}).get(maat.veld)), _CEL_GETAL),
            ]
        )
    return _ruled(rows, [_BREEDTE * 0.49, *[_BREEDTE * 0.17] * 3])


def _rows(tabel: Maraptabel) -> Table:
    """The first three figures of each row; all of them are in the workbook."""
    maten = tabel.maten[:3]
    rows = [[_p(" ".join(tabel.groepering), _CEL_KOP), *(_p(kop(m), _GETAL_KOP) for m in maten)]]
    for rij in tabel.rijen[:_MEESTE_RIJEN]:
        rows.append(
            [
                _p(rij.naam(), _CEL),
                *(_p(tekst(m, rij.waarden.get(m.veld), rij), _CEL_GETAL) for m in maten),
            ]
        )
    return _ruled(rows, [_BREEDTE * 0.4, *[_BREEDTE * 0.6 / len(maten)] * len(maten)])


def _ruled(rows: Sequence[Sequence[Any]], widths: Sequence[float]) -> Table:
    made = Table(rows, colWidths=widths, repeatRows=1, hAlign="LEFT")
    made.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, -1), 0.3, _LIJN),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("TOPPADDING", (0, 0), (-1, -1), 1.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
            ]
        )
    )
    return made


def _chart(tabel: Maraptabel) -> Drawing | None:
    """The first figure by cell, this year beside the year before; nothing for a single one."""
    shown = [rij for rij in tabel.rijen if not rij.verborgen]
    if not 1 < len(shown) <= _MEESTE_RIJEN:
        return None
    maat = tabel.maten[0]
    series = [_series(maat, shown, eerder=False), _series(maat, shown, eerder=True)]
    width, height = _GRAFIEK
    drawing = Drawing(width, height)
    line = tabel.groepering == ["maand"]
    chart: Any = HorizontalLineChart() if line else VerticalBarChart()
    chart.x, chart.y, chart.width, chart.height = 48, 44, width - 60, height - 66
    chart.data = series
    chart.valueAxis.valueMin = min(0, *(value for one in series for value in one))
    chart.valueAxis.labels.fontName = chart.categoryAxis.labels.fontName = _FONT
    chart.valueAxis.labels.fontSize = chart.categoryAxis.labels.fontSize = 6
    chart.valueAxis.labelTextFormat = lambda value: f"{value:,.0f}".replace(",", ".")
    chart.categoryAxis.categoryNames = [rij.naam()[:24] for rij in shown]
    chart.categoryAxis.labels.angle = 0 if line else 25
    chart.categoryAxis.labels.boxAnchor = "n" if line else "ne"
    for place, color in enumerate((_DONKER, _LICHT)):
        part = chart.lines[place] if line else chart.bars[place]
        part.strokeColor = color
        if not line:
            part.fillColor = color
    drawing.add(chart)
    drawing.add(_legend(maat, height))
    return drawing


def _series(maat: Maat, rijen: Sequence[Indicatorrij], *, eerder: bool) -> list[float]:
    found = []
    for rij in rijen:
        values = (rij.eerder or {}) if eerder else rij.waarden
        found.append(float(getal(maat, values.get(maat.veld)) or 0))
    return found


def _legend(maat: Maat, height: float) -> Legend:
    legend = Legend()
    legend.x, legend.y = 48, height - 4
    legend.fontName, legend.fontSize = _FONT, 6
    legend.alignment = "right"
    legend.columnMaximum = 1
    legend.colorNamePairs = [(_DONKER, kop(maat)), (_LICHT, "jaar eerder")]
    return legend
