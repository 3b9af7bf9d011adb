# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A monthly report in each of its forms: figures, what is said, and definitions that changed."""

import base64
import csv
import io
import re
import zipfile
import zlib

import httpx
import sqlalchemy as sa

from services.reporting import tables as t
from services.reporting.domain.indicatoren.register import REGISTER
from tests.reporting.conftest import Reporting
from tests.reporting.test_reporting_marap import (
    XLSX,
    Json,
    act,
    beheer,
    cells,
    person,
    ran,
    region,
)

__all__ = ["region"]
SAID = "Meer door het lokale team."


async def test_p07_what_is_said_and_what_changed_is_in_every_form(region: Reporting) -> None:
    """Against a report of before in which I-11 meant what it first meant."""
    ada = person(region, "Ada")
    await approved_with(region, {"I-11": 1})
    made = await ran(region)
    await act(ada, made, "/toelichtingen/I-01", {"tekst": SAID}, "PUT")
    newest = REGISTER["I-11"][-1]
    changed = f"versie 1 naar {newest.versie}: {newest.wijziging}"

    shown: Json = (await form(ada, made, "application/json")).json()
    (told,) = shown["definitiewijzigingen"]
    assert f"versie {told['van']} naar {told['naar']}: {told['wijziging']}" == changed
    assert told["wijziging"]

    text = (await form(ada, made, "text/csv")).text
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    for id_, column, expected in (
        ("I-01", "toelichting", SAID),
        ("I-11", "gewijzigdeDefinitie", changed),
    ):
        assert {row[column] for row in rows if row["indicator"] == id_} == {expected}
        assert {row[column] for row in rows if row["indicator"] == "I-02"} == {""}
    assert {row["peilmoment"] for row in rows} == {shown["peilmoment"]}

    book = zipfile.ZipFile(io.BytesIO((await form(ada, made, XLSX)).content))
    strings = book.read("xl/sharedStrings.xml").decode()
    assert SAID in strings
    assert newest.wijziging in strings

    printed = text_of((await form(ada, made, "application/pdf")).content)
    for words in ("lokale", "Gewijzigde", "I-11,", "zoals", "bekend", "2024-03"):
        assert words in printed, words


async def test_p07_a_report_in_print_has_charts(region: Reporting) -> None:
    """Two of months at the least: each has a legend of two colours, as no table has."""
    made = await ran(region)
    content = (await form(person(region, "Ada"), made, "application/pdf")).content
    drawn = b"\n".join(streams(content))
    assert len(re.findall(rb" re B", drawn)) >= 4


async def approved_with(region: Reporting, definities: dict[str, int]) -> None:
    """A report of the month before, approved while these indicators had another version."""
    answer = await person(region, "Ada").post("/maraps", json={"maand": "2024-02"})
    made: Json = answer.json()
    known = [one for one in cells()["cellen"] if one["maand"] <= "2024-02"]
    await act(beheer(region), made, "/aansluitingen", {"cellen": known})
    answer = await act(person(region, "Bob"), made, "/besluiten", {"besluit": "goedkeuren"})
    assert answer.status_code == 200, answer.text
    async with region.service.runtime.db.begin() as session:
        kept = await session.scalar(sa.select(t.marap.c.definities))
        before = {**dict(kept or {}), **definities}
        await session.execute(sa.update(t.marap).values(definities=before))


async def form(client: httpx.AsyncClient, made: Json, accept: str) -> httpx.Response:
    answer = await client.get(f"/maraps/{made['id']}", headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    return answer


def streams(pdf: bytes) -> list[bytes]:
    """What stands on the pages, unpacked; fonts and what else is there are not."""
    found = []
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        text = packed.strip().removesuffix(b"~>")
        try:
            found.append(zlib.decompress(base64.a85decode(text)))
        except (ValueError, zlib.error):
            continue
    return [one for one in found if b" Tj" in one or b" re" in one]


def text_of(pdf: bytes) -> str:
    """Words as they are drawn: letters of the alphabet keep their code in the fonts."""
    drawn = [re.findall(rb"\((.*?)\) Tj", one) for one in streams(pdf)]
    return b" ".join(words for page in drawn for words in page).decode("latin-1")
