# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Indicators over HTTP: out of events, within what a caller may see, as known when."""

from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from libs.common.auth import OrgType
from tests.reporting.conftest import Reporting
from tests.reporting.regie import FamilyStory
from tests.reporting.story import LEUSDEN, REGIO, SINCE, SOEST, Story, pseudonym

JAN, FEB, MAR = date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)
END = date(2024, 3, 31)
QUARTER = "van=2024-01&tot=2024-03"
Json = dict[str, Any]


async def get(client: httpx.AsyncClient, path: str) -> Json:
    answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def leusden(reporting: Reporting) -> httpx.AsyncClient:
    return reporting.of(OrgType.GEMEENTE, LEUSDEN)


def teller(reporting: Reporting, org_type: OrgType, code: str) -> httpx.AsyncClient:
    scopes = ["weergaven:lezen", "rapportages:schrijven"]
    made: httpx.AsyncClient = reporting.make(reporting.service, org_type, code, scopes)
    return made


def told(gebied: str, waarde: int, soort: str = "jeugdigen", **changes: Any) -> Json:
    return {
        "soort": soort,
        "gebied": gebied,
        "jaar": 2024,
        "waarde": waarde,
        "bron": "CBS",
    } | changes


async def test_p08_every_indicator_tells_what_it_means(reporting: Reporting) -> None:
    shown = (await get(leusden(reporting), "/indicatoren"))["resultaten"]

    assert [one["id"] for one in shown] == [f"I-{n:02}" for n in range(1, 31)]
    for one in shown:
        assert all(one[name] for name in ("naam", "formule", "eigenaar", "versie", "wijziging"))
        assert set(one["vast"]) <= set(one["dimensies"])
        assert len({maat["veld"] for maat in one["maten"]}) == len(one["maten"]) > 0


@pytest.mark.both_databases
async def test_i15_out_of_events_by_the_state_of_the_day(
    database_kind: str, reporting: Reporting
) -> None:
    """Awarded on 1 March and withdrawn on 10 June: on the list of March, on none of June."""
    story = FamilyStory()
    days: Json = {"verwijsdatum": FEB, "toewijsdatum": MAR}
    story.referral("r", "toegewezen", sinds=datetime(2024, 3, 3, 9, tzinfo=UTC), **days)
    story.referral("r", "ingetrokken", sinds=datetime(2024, 6, 10, 9, tzinfo=UTC), **days)
    await reporting.hear(story)

    async def waiting(tot: str, versie: int) -> int:
        query = f"van=2024-01&tot={tot}&versie={versie}"
        shown = await get(leusden(reporting), f"/indicatoren/I-15?{query}")
        return int(shown["totaal"]["waarden"]["wachtlijst"])

    assert [await waiting(tot, 3) for tot in ("2024-02", "2024-03", "2024-06")] == [0, 1, 0]
    assert [await waiting(tot, 2) for tot in ("2024-02", "2024-03", "2024-06")] == [0, 0, 0]


@pytest.mark.both_databases
async def test_i11_out_of_events_is_that_of_the_worked_example(
    database_kind: str, reporting: Reporting, story: Story
) -> None:
    """B.2: 53.8 percent; the rest was delivered less."""
    story.award(1, JAN, END)
    story.delivery(JAN)
    for month, hours in ((JAN, 5), (FEB, 5), (MAR, 4)):
        story.line(month, hours * 8_000)
    story.line(JAN, 500, toewijzing_nummer=9)
    await reporting.hear(story)

    found = await get(leusden(reporting), f"/indicatoren/I-11?{QUARTER}")

    values = found["totaal"]["waarden"]
    assert (values["bruto"], values["netto"], values["factor"]) == (53.8, 53.8, 1.857)
    assert (values["toegewezen"], values["onderlevering"]) == (208_000, 96_000)
    assert values["buitenFormule"] == 500
    assert (found["versie"], found["doelgroep"], found["van"]) == (3, "gemeente", "2024-01")


@pytest.mark.both_databases
async def test_i01_is_the_same_count_as_that_of_the_kerncijfers(
    database_kind: str, reporting: Reporting
) -> None:
    story = FamilyStory()
    story.regio((LEUSDEN, SINCE, None))
    story.product()
    story.delivery(JAN, FEB)
    story.delivery(FEB, client="sem")
    story.report(JAN, END, [("tess", FEB, None), ("noor", JAN, None)])
    taken = story.line(MAR, 5_000, client="liv")
    story.credit(MAR, 5_000, taken, client="liv")
    story.line(MAR, 5_000, client="bo")
    story.award(3, FEB, None, client="geheim", buiten_berichten=True)
    await reporting.hear(story)

    query = f"{QUARTER}&groepering=maand"
    ours = await get(leusden(reporting), f"/indicatoren/I-01?{query}")
    kern = await reporting.look(query, OrgType.GEMEENTE, LEUSDEN)

    counts = {r["cel"]["maand"]: r["waarden"]["uniekeClienten"] for r in ours["rijen"]}
    assert counts == {r["maand"]: r["uniekeClienten"] for r in kern["rijen"]}
    assert ours["totaal"]["waarden"]["uniekeClienten"] == kern["totaal"]["uniekeClienten"] == 5


async def test_i02_unmapped_products_are_shown_as_such(reporting: Reporting) -> None:
    story = FamilyStory()
    story.regio((LEUSDEN, SINCE, None))
    story.counted_as("44/44A04", "logeren")
    story.counted_as("44", "wonen in gezinsvormen")
    story.delivery(JAN, categorie="44", code="44A04")
    story.delivery(JAN, client="sem", categorie="44", code="44A09")
    story.delivery(JAN, client="liv", categorie="45", code="45B01")
    story.delivery(JAN, client="bo", categorie="99", code="99X01")
    await reporting.hear(story)

    found = await get(leusden(reporting), f"/indicatoren/I-02?{QUARTER}")

    assert {r["cel"]["zorgvorm"] for r in found["rijen"]} == {
        "logeren",
        "wonen in gezinsvormen",
        "begeleiding en behandeling",
        "niet-toegewezen",
    }


async def test_b5_a_small_cell_is_hidden_and_the_next_so_that_it_cannot_be_reckoned(
    reporting: Reporting, story: Story
) -> None:
    for n in range(12):
        story.delivery(JAN, client=f"l{n}", toewijzing_nummer=n + 1)
    for n in range(3):
        story.delivery(JAN, client=f"s{n}", gemeentecode=SOEST, toewijzing_nummer=n + 1)
    await reporting.hear(story)

    regio = await get(reporting.of(OrgType.REGIO, REGIO), f"/indicatoren/I-03?{QUARTER}")
    soest = await get(reporting.of(OrgType.GEMEENTE, SOEST), f"/indicatoren/I-03?{QUARTER}")
    beheer = await get(reporting.of(OrgType.BEHEER, "beheer"), f"/indicatoren/I-03?{QUARTER}")

    shown = {r["cel"]["gemeente"]: r["waarden"]["uniekeClienten"] for r in regio["rijen"]}
    assert shown == {LEUSDEN: None, SOEST: None}
    assert regio["totaal"]["waarden"]["uniekeClienten"] == 15
    assert soest["totaal"]["waarden"]["uniekeClienten"] == 3
    assert (regio["doelgroep"], soest["doelgroep"]) == ("regio", "gemeente")
    assert beheer["doelgroep"] == "openbaar"
    asked = f"/indicatoren/I-01?{QUARTER}&doelgroep=openbaar"
    public = await get(reporting.of(OrgType.GEMEENTE, SOEST), asked)
    wider = f"/indicatoren/I-01?{QUARTER}&doelgroep=gemeente"
    as_regio = await get(reporting.of(OrgType.REGIO, REGIO), wider)
    assert public["totaal"] | {"verborgen": True} == public["totaal"]
    assert as_regio["doelgroep"] == "regio"


async def test_p03_a_gemeente_counts_for_a_region_while_it_is_a_member(
    reporting: Reporting, story: Story
) -> None:
    story.regio((LEUSDEN, SINCE, date(2024, 1, 31)), (SOEST, SINCE, None))
    for n in range(6):
        story.delivery(JAN, date(2024, 1, 20), client=f"jan{n}")
        story.delivery(FEB, client=f"feb{n}")
        story.line(MAR, 700, client=f"feb{n}")
    await reporting.hear(story)

    query = f"/indicatoren/I-07?{QUARTER}"
    found = await get(reporting.of(OrgType.REGIO, REGIO), query)
    clients = await get(reporting.of(OrgType.REGIO, REGIO), f"/indicatoren/I-01?{QUARTER}")

    assert clients["totaal"]["waarden"]["uniekeClienten"] == 6
    assert found["totaal"]["waarden"]["kostenPerClient"] == 0


async def test_p01_the_same_question_again_has_the_same_answer(
    reporting: Reporting, story: Story
) -> None:
    story.delivery(JAN)
    story.line(JAN, 5_000, known=datetime(2024, 2, 1, tzinfo=UTC))
    later = datetime(2024, 6, 10, tzinfo=UTC)
    story.line(FEB, 7_000, known=later)
    await reporting.hear(story)

    then = "peilmoment=2024-06-09T00:00:00Z"
    june = await get(leusden(reporting), f"/indicatoren/I-06?{QUARTER}&{then}")
    now = await get(leusden(reporting), f"/indicatoren/I-06?{QUARTER}")

    assert june["totaal"]["waarden"]["toegekend"] == 5_000
    assert now["totaal"]["waarden"]["toegekend"] == 12_000
    assert june["peilmoment"] == "2024-06-09T00:00:00Z"


async def test_i07_growth_against_another_period(reporting: Reporting, story: Story) -> None:
    for year, amount in ((2018, 453_700), (2021, 536_000)):
        story.delivery(date(year, 2, 1), date(year, 3, 1), toewijzing_nummer=year)
        story.line(date(year, 2, 1), amount)
    await reporting.hear(story)

    compared = "vergelijkVan=2018-01&vergelijkTot=2018-12"
    found = await get(leusden(reporting), f"/indicatoren/I-07?van=2021-01&tot=2021-12&{compared}")

    assert found["totaal"]["waarden"] == {"kostenPerClient": 536_000}
    assert found["totaal"]["eerder"] == {"kostenPerClient": 453_700}
    assert found["totaal"]["groei"] == {"kostenPerClient": 18.1}


async def test_i16_a_referrer_is_that_of_the_request_behind_the_award(reporting: Reporting) -> None:
    story = FamilyStory()
    story.referral("v1", client="sem", verwijzer_code="04", categorie="45")
    story.delivery(JAN, client="sem", toewijzing_nummer=2)
    story.delivery(JAN, client="liv", toewijzing_nummer=3)
    await reporting.hear(story)

    found = await get(leusden(reporting), f"/indicatoren/I-16?{QUARTER}")

    counts = {r["cel"]["verwijzer"]: r["waarden"]["uniekeClienten"] for r in found["rijen"]}
    assert counts == {"04": 1, "onbekend": 1}


async def test_what_is_told_around_families_is_counted(reporting: Reporting) -> None:
    story = FamilyStory()
    story.all_of_regie()
    story.measure("voogdij", JAN)
    story.award(1, JAN, None, geboortemaand="2007-03")
    story.delivery(JAN)
    await reporting.hear(story)
    client = leusden(reporting)

    async def values(id: str) -> Json:
        found: Json = (await get(client, f"/indicatoren/{id}?{QUARTER}"))["totaal"]["waarden"]
        return found

    assert (await values("I-21"))["voogdij"] == 1
    assert (await values("I-21"))["aandeelScheiding"] == 0.0  # the later version tells no cause
    assert (await values("I-22"))["uitvalPleegzorg"] == 100.0
    assert (await values("I-24")) | {"zeventien": 1, "metPlan": 100.0} == await values("I-24")
    assert (await values("I-29"))["opgelost"] == 100.0
    assert (await values("I-06"))["bijdragen"] == 30_000  # a quarter of the lump sum of the year
    by_frame = await get(client, f"/indicatoren/I-01?{QUARTER}&groepering=kader,leeftijd")
    assert [r["cel"] for r in by_frame["rijen"]] == [{"kader": "jb", "leeftijd": "12-17"}]


async def test_i30_budget_is_told_in_versions(reporting: Reporting, story: Story) -> None:
    story.line(JAN, 100)
    await reporting.hear(story)
    regio = teller(reporting, OrgType.REGIO, REGIO)
    first = [told(LEUSDEN, 1_200, "begroting", onderwerp=""), told(LEUSDEN, 9)]

    kept = await regio.post("/ingaven", json={"ingaven": first})
    again = await regio.post("/ingaven", json={"ingaven": first})
    changed = await regio.post("/ingaven", json={"ingaven": [told(LEUSDEN, 2_400, "begroting")]})

    assert [kept.json(), again.json(), changed.json()] == [
        {"vastgelegd": 2, "ongewijzigd": 0},
        {"vastgelegd": 0, "ongewijzigd": 2},
        {"vastgelegd": 1, "ongewijzigd": 0},
    ]
    found = await get(leusden(reporting), f"/indicatoren/I-30?{QUARTER}")
    assert found["totaal"]["waarden"]["begroting"] == 600
    listed = (await get(leusden(reporting), "/ingaven"))["resultaten"]
    assert [(one["soort"], one["waarde"], one["versie"]) for one in listed] == [
        ("begroting", 2_400, 2),
        ("jeugdigen", 9, 1),
    ]


async def test_p14_benchmarks_stand_beside_the_figure(reporting: Reporting, story: Story) -> None:
    await reporting.hear(story)
    beheer = teller(reporting, OrgType.BEHEER, "beheer")
    rows = "soort;gebied;jaar;onderwerp;waarde;bron\r\n"
    rows += "benchmark;NL;2023;I-05.gebruik;102;CBS\r\nbenchmark;NL;2024;I-05.gebruik;104;CBS\r\n"
    headers = {"Content-Type": "text/csv"}

    kept = await beheer.post("/ingaven/_importeren", content=rows, headers=headers)
    wrong = await beheer.post(
        "/ingaven/_importeren", content=rows.replace("2024", "24"), headers=headers
    )
    found = await get(leusden(reporting), f"/indicatoren/I-05?{QUARTER}")

    assert kept.json() == {"vastgelegd": 2, "ongewijzigd": 0}
    assert wrong.status_code == 400
    assert [one["name"] for one in wrong.json()["invalidParams"]] == ["rij 2: jaar"]
    assert found["vergelijkingsmaten"] == [
        {"veld": "gebruik", "gebied": "NL", "jaar": 2024, "waarde": 104, "bron": "CBS"}
    ]


async def test_nobody_tells_or_reads_of_another(reporting: Reporting, story: Story) -> None:
    story.regio((LEUSDEN, SINCE, None))
    await reporting.hear(story)
    regio = teller(reporting, OrgType.REGIO, REGIO)
    soest = teller(reporting, OrgType.GEMEENTE, SOEST)
    aanbieder = teller(reporting, OrgType.AANBIEDER, "90000101")

    for client, gebied in ((regio, SOEST), (soest, LEUSDEN), (soest, "NL")):
        refused = await client.post("/ingaven", json={"ingaven": [told(gebied, 1)]})
        assert (refused.status_code, refused.json()["code"]) == (403, "ander-gebied")
    assert (await aanbieder.get("/indicatoren")).status_code == 403
    assert (await aanbieder.post("/ingaven", json={"ingaven": []})).status_code == 403
    reader = reporting.of(OrgType.REGIO, REGIO)
    assert (await reader.post("/ingaven", json={"ingaven": [told(LEUSDEN, 1)]})).status_code == 403
    kept = await regio.post("/ingaven", json={"ingaven": [told(LEUSDEN, 1)]})
    assert kept.status_code == 200
    assert (await get(soest, "/ingaven"))["resultaten"] == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            f"{QUARTER}&groepering=kleur,maand,maand",
            {("groepering", "onbekend"), ("groepering", "dubbel")},
        ),
        (f"{QUARTER}&groepering=maand,jaar,regio,gemeente", {("groepering", "te-veel")}),
        (
            f"{QUARTER}&groepering=kleur&foo=1",
            {("groepering", "onbekend"), ("foo", "onbekend")},
        ),
        (
            "van=2024-03&tot=2024-01&vergelijkVan=2023-01",
            {("tot", "volgorde"), ("vergelijkTot", "half")},
        ),
        (f"{QUARTER}&vergelijkVan=2000-01&vergelijkTot=2019-12", {("vergelijkTot", "te-lang")}),
    ],
)
async def test_what_cannot_be_asked_is_said_at_once(
    reporting: Reporting, query: str, expected: set[tuple[str, str]]
) -> None:
    refused = await leusden(reporting).get(f"/indicatoren/I-01?{query}")

    assert refused.status_code == 400, refused.text
    assert {(p["name"], p["code"]) for p in refused.json()["invalidParams"]} == expected


async def test_what_does_not_exist(reporting: Reporting) -> None:
    for path in (f"/indicatoren/I-99?{QUARTER}", f"/indicatoren/I-01?{QUARTER}&versie=7"):
        assert (await leusden(reporting).get(path)).status_code == 404


async def test_no_pseudonym_leaves(reporting: Reporting, story: Story) -> None:
    story.delivery(JAN)
    story.award(1, JAN, END)
    await reporting.hear(story)

    client = leusden(reporting)
    for one in (await get(client, "/indicatoren"))["resultaten"]:
        text = (await client.get(f"/indicatoren/{one['id']}?{QUARTER}")).text
        assert pseudonym("noor") not in text
        assert '"rijen"' in text
