# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is told by a region and by its gemeenten, or whole and in parts, counts once."""

from datetime import date

import pytest

from libs.common.auth import OrgType
from services.reporting.domain.indicatoren.eenmaal import eenmaal, met_leden
from services.reporting.domain.indicatoren.feiten import Ingave
from services.reporting.domain.regios import Lid
from tests.reporting.conftest import Reporting
from tests.reporting.groepen import a_region
from tests.reporting.story import LEUSDEN, REGIO, SOEST

SINCE = date(2015, 1, 1)
LEDEN = [
    *(Lid("R", code, SINCE, None) for code in ("0001", "0002")),
    *(Lid("LAND", code, SINCE, None) for code in ("0001", "0002", "0003")),
]


def told(*rows: tuple[str, int] | tuple[str, int, str]) -> list[Ingave]:
    return met_leden(
        [
            Ingave(
                gemeente=row[0],
                soort="begroting",
                jaar=2024,
                waarde=row[1],
                onderwerp=row[2] if len(row) > 2 else "",
            )
            for row in rows
        ],
        LEDEN,
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("0001", 30), ("0002", 20)], 50),
        ([("R", 70), ("0001", 30), ("0002", 20)], 70),
        ([("R", 70), ("0001", 30)], 70),
        ([("R", 40), ("0001", 30), ("0002", 20)], 50),
        ([("R", 70)], 70),
        ([("0001", 30, "wonen"), ("0001", 10, "dyslexie")], 40),
        ([("0001", 50), ("0001", 30, "wonen"), ("0001", 10, "dyslexie")], 50),
        ([("R", 70), ("0001", 30, "wonen"), ("0001", 10, "dyslexie"), ("0002", 20)], 70),
        ([("R", 40, "wonen"), ("0001", 30, "wonen"), ("R", 9, "dyslexie")], 49),
        ([("R", 6, "wonen"), ("R", 4, "dyslexie"), ("0001", 7), ("0002", 3)], 10),
        ([("R", 6, "wonen"), ("R", 4, "dyslexie"), ("0001", 7)], 10),
        ([("R", 6, "wonen"), ("R", 4, "dyslexie"), ("0001", 7), ("0002", 3, "wonen")], 10),
        ([("LAND", 100), ("R", 70), ("0001", 30), ("0003", 25)], 100),
        ([("R", 70), ("0003", 25)], 95),
    ],
)
def test_a_part_that_was_told_twice_counts_once(rows: list[tuple[str, int]], expected: int) -> None:
    assert sum(one.waarde for one in eenmaal(told(*rows))) == expected


def test_lump_sums_of_contracts_come_beside_what_was_told() -> None:
    lump = Ingave(gemeente="0001", soort="taakbijdrage", jaar=2024, waarde=7, aanbieder="90000101")
    assert sum(one.waarde for one in eenmaal([*told(("0001", 30)), lump, lump])) == 44


async def test_i05_i30_the_region_and_its_gemeenten_tell_the_same(reporting: Reporting) -> None:
    """70 000 young people, of which two gemeenten told 30 000 and 20 000; a budget whole and by
    form."""
    await reporting.hear(a_region())
    regio = reporting.make(
        reporting.service,
        OrgType.REGIO,
        REGIO,
        ["weergaven:lezen", "ingaven:schrijven", "rapportages:schrijven"],
    )
    rows = [
        ("jeugdigen", REGIO, "", 70_000),
        ("jeugdigen", LEUSDEN, "", 30_000),
        ("jeugdigen", SOEST, "", 20_000),
        ("begroting", REGIO, "", 1_200_000),
        ("begroting", REGIO, "wonen", 600_000),
        ("begroting", LEUSDEN, "", 240_000),
    ]
    names = ("soort", "gebied", "onderwerp", "waarde")
    body = {
        "ingaven": [
            dict(zip(names, row, strict=True)) | {"jaar": 2026, "bron": "begroting"} for row in rows
        ]
    }
    answer = await regio.post("/ingaven", json=body)
    assert answer.status_code in {200, 201}, answer.text

    use = (await regio.get("/indicatoren/I-05?van=2026-01&tot=2026-12")).json()
    per = (await regio.get("/indicatoren/I-05?van=2026-01&tot=2026-12&groepering=gemeente")).json()
    budget = (await regio.get("/indicatoren/I-30?van=2026-01&tot=2026-12")).json()
    forms = (
        await regio.get("/indicatoren/I-30?van=2026-01&tot=2026-12&groepering=zorgvorm")
    ).json()

    assert use["totaal"]["waarden"]["jeugdigen"] == 70_000
    young = {row["cel"]["gemeente"]: row["waarden"]["jeugdigen"] for row in per["rijen"]}
    assert young[LEUSDEN] == 30_000
    assert budget["totaal"]["waarden"]["begrotingJaar"] == 1_200_000
    of_form = {row["cel"]["zorgvorm"]: row["waarden"]["begrotingJaar"] for row in forms["rijen"]}
    assert of_form["wonen"] in {600_000, None}
