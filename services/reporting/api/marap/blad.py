# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A report as CSV and as a workbook: no text in it is ever taken for a formula."""

import io
from collections.abc import Iterator

import xlsxwriter

from libs.common.api.spreadsheet import Cell
from libs.common.clock import utc_text
from services.reporting.api.marap.opmaak import getal, kop, titel
from services.reporting.domain.indicatoren.register import Getal
from services.reporting.schemas.indicatoren import Indicatorrij
from services.reporting.schemas.marap import Marapinhoud, Maraptabel

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KOLOMMEN = (
    "indicator",
    "versie",
    "naam",
    "groepering",
    "cel",
    "maat",
    "eenheid",
    "waarde",
    "jaarEerder",
    "verandering",
    "verborgen",
    "van",
    "tot",
    "peilmoment",
    "toelichting",
    "gewijzigdeDefinitie",
)
_BREED, _SMAL = 44, 16
_GETALLEN = {"eurocent": "#,##0.00", "procent": '0.0" %"', "factor": "0.000"}
_GRAFIEK_HOOGTE = 16
_MEESTE_STAVEN = 40


def regels(inhoud: Marapinhoud) -> Iterator[list[Cell]]:
    """Each figure a row: the tidy form; amounts in cents. What is said of an indicator, and how its
    definition changed, stands beside each of its figures."""
    changed = {
        one.id: f"versie {one.van} naar {one.naar}: {one.wijziging}"
        for one in inhoud.definitiewijzigingen
    }
    for tabel in inhoud.tabellen:
        for rij in (tabel.totaal, *tabel.rijen):
            for maat in tabel.maten:
                yield [
                    tabel.id,
                    tabel.versie,
                    tabel.naam,
                    " ".join(tabel.groepering),
                    " ".join(rij.cel.values()),
                    maat.veld,
                    maat.eenheid,
                    rij.waarden.get(maat.veld),
                    (rij.eerder or {}).get(maat.veld),
                    (rij.groei or {}).get(maat.veld),
                    rij.hoe_verborgen(),
                    inhoud.van,
                    inhoud.tot,
                    utc_text(inhoud.peilmoment),
                    tabel.toelichting,
                    changed.get(tabel.id),
                ]


def werkboek(inhoud: Marapinhoud) -> bytes:
    """A sheet about the report, and one for each table with a chart."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(
        held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    # The moment at which the report changed last, so that the same report is the same file.
    book.set_properties(
        {"title": titel(inhoud), "created": inhoud.gewijzigd_op.replace(tzinfo=None)}
    )
    writer = _Werkboek(book)
    writer.about(inhoud)
    for number, tabel in enumerate(inhoud.tabellen, start=1):
        writer.table(number, tabel)
    book.close()
    return held.getvalue()


class _Werkboek:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._bold = book.add_format({"bold": True})
        self._wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self._shown = {
            unit: book.add_format({"num_format": form}) for unit, form in _GETALLEN.items()
        }

    def about(self, inhoud: Marapinhoud) -> None:
        """What the report is, what changed in definitions, and what is said."""
        sheet = self._book.add_worksheet("Verantwoording")
        sheet.set_column(0, 0, _SMAL * 2)
        sheet.set_column(1, 1, _BREED * 2)
        facts = [
            ("Rapportage", titel(inhoud)),
            ("Peilmoment", f"{inhoud.peilmoment:%Y-%m-%d %H:%M} UTC"),
            ("Toestand", inhoud.toestand),
            ("Doelgroep", inhoud.doelgroep),
            *((f"Gewijzigd: {one.id}", one.wijziging) for one in inhoud.definitiewijzigingen),
        ]
        facts += _toelichtingen(inhoud)
        for row, (name, value) in enumerate(facts):
            sheet.write_string(row, 0, name, self._bold)
            sheet.write_string(row, 1, value, self._wrap)

    def table(self, number: int, tabel: Maraptabel) -> None:
        """The total and the rows of a table, with a chart of its first figure."""
        name = "-".join((f"{number:02} {tabel.id}", *tabel.groepering))[:31]
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, _BREED)
        sheet.set_column(1, 2 * len(tabel.maten), _SMAL)
        sheet.write_string(0, 0, f"{tabel.id} {tabel.naam} (versie {tabel.versie})", self._bold)
        sheet.write_string(1, 0, tabel.formule)
        heads = [" ".join(tabel.groepering) or "totaal"]
        for maat in tabel.maten:
            heads += [kop(maat), "jaar eerder"]
        for column, head in enumerate(heads):
            sheet.write_string(3, column, head, self._bold)
        for offset, rij in enumerate((*tabel.rijen, tabel.totaal)):
            self._row(sheet, 4 + offset, tabel, rij)
        if 1 < len(tabel.rijen) <= _MEESTE_STAVEN:
            self._chart(sheet, name, tabel)

    def _row(
        self, sheet: xlsxwriter.worksheet.Worksheet, row: int, tabel: Maraptabel, rij: Indicatorrij
    ) -> None:
        sheet.write_string(row, 0, rij.naam() or "Totaal")
        for place, maat in enumerate(tabel.maten):
            form = self._shown.get(maat.eenheid)
            values: tuple[Getal, Getal] = (
                getal(maat, rij.waarden.get(maat.veld)),
                getal(maat, (rij.eerder or {}).get(maat.veld)),
            )
            for also, value in enumerate(values):
                column = 1 + 2 * place + also
                if value is not None:
                    sheet.write_number(row, column, value, form)
                elif rij.is_verborgen(maat.veld) and not also:
                    sheet.write_string(row, column, "verborgen")

    def _chart(self, sheet: xlsxwriter.worksheet.Worksheet, name: str, tabel: Maraptabel) -> None:
        kind = "line" if tabel.groepering == ["maand"] else "column"
        chart = self._book.add_chart({"type": kind})
        last = 3 + len(tabel.rijen)
        for column, label in ((1, "dit jaar"), (2, "jaar eerder")):
            chart.add_series(
                {
                    "name": label,
                    "categories": [name, 4, 0, last, 0],
                    "values": [name, 4, column, last, column],
                }
            )
        chart.set_title({"name": kop(tabel.maten[0]), "overlay": False})
        sheet.insert_chart(last + 3, 0, chart, {"y_offset": _GRAFIEK_HOOGTE})


def _toelichtingen(inhoud: Marapinhoud) -> list[tuple[str, str]]:
    told = {one.id: one.toelichting for one in inhoud.tabellen if one.toelichting}
    return [(f"Toelichting {id}", text) for id, text in told.items() if text]
