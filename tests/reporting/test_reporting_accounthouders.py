# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Views of account-holding regions: AH, AHR and PART, and who may see them (P-04, B.4, C-16)."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from tests.reporting.around import WholeStory
from tests.reporting.conftest import Reporting
from tests.reporting.ews import quarter
from tests.reporting.story import AGB, SINCE, Json

REGIONS = {"AAA": "0307", "BBB": "0308", "CCC": "0310", "DDD": "0312"}
BEGIN = date(2026, 7, 1)
KNOWN = datetime(2026, 10, 5, tzinfo=UTC)
AH = f"/accounthouder/aanbieders/{AGB}"
SCOPES = [
    "accounthouders:lezen",
    "accounthouders:opmerken",
    "ews:aanleveren",
    "ews:lezen",
    "ews:sturen",
]


class Table:
    """Those who look at the provider."""

    def __init__(self, reporting: Reporting, story: WholeStory | None = None) -> None:
        self.reporting = reporting
        self.story = story or WholeStory()
        self.aanbieder = self.of(OrgType.AANBIEDER, AGB)
        self.houder = self.of(OrgType.REGIO, "AAA")
        self.buur = self.of(OrgType.REGIO, "CCC")
        self.vreemd = self.of(OrgType.REGIO, "ZZZ")

    def of(self, org_type: OrgType, code: str) -> httpx.AsyncClient:
        made: httpx.AsyncClient = self.reporting.make(
            self.reporting.service, org_type, code, SCOPES
        )
        return made

    def more(self) -> WholeStory:
        """What comes after what was told."""
        self.story.told.clear()
        return self.story

    async def view(self, query: str = "?kwartaal=2026-K3") -> Json:
        answer = await self.houder.get(f"{AH}{query}")
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found


def a_world(**children: int) -> WholeStory:
    """A provider that helps so many children of each of four regions, from before the quarter."""
    story = WholeStory()
    story.aanbieder()
    story.holder("AAA")
    for code, gemeente in REGIONS.items():
        story.gemeente(gemeente)
        story.regio((gemeente, SINCE, None), code=code)
    story.regio(*((gemeente, SINCE, None) for gemeente in REGIONS.values()), code="LANDSDEEL")
    for code, number in children.items():
        add_children(story, code, number)
    return story


def add_children(story: WholeStory, code: str, number: int, begin: date = BEGIN) -> None:
    for n in range(number):
        name = f"{code}{n}{begin:%m%d}"
        gemeente = REGIONS[code]
        story.delivery(begin - timedelta(days=30), client=name, gemeentecode=gemeente)
        story.line(BEGIN, 1_000, client=name, gemeentecode=gemeente, known=KNOWN)


@pytest.fixture
async def table(reporting: Reporting) -> Table:
    story = a_world(AAA=120, BBB=45, CCC=7, DDD=3)
    await reporting.hear(story)
    return Table(reporting, story)


def shown(view: Json) -> dict[str, str]:
    found = {one["regiocode"]: one["clienten"]["weergave"] for one in view["regios"]}
    return found | {"totaal": view["totaal"]["clienten"]["weergave"]}


async def test_b4_the_holder_sees_large_regions_and_the_total(table: Table) -> None:
    """120, 45, 7 and 3: two are hidden, so their sum of 10 may stay."""
    view = await table.view()

    assert shown(view) == {"AAA": "120", "BBB": "45", "CCC": "<10", "DDD": "<10", "totaal": "175"}
    money = {one["regiocode"]: one["omzet"] for one in (*view["regios"], view["totaal"])}
    assert money == {"AAA": 120_000, "BBB": 45_000, "CCC": None, "DDD": None, "*": 175_000}
    assert [one["omzetAandeel"] for one in view["regios"]] == [69, 26, None, None]
    assert view["gemiddeldeDuurDagen"] == 122.0
    assert (view["drempel"], view["afgerond"], view["definitieversie"]) == (10, False, "1")
    assert (view["accounthouder"], view["accounthouderBron"]) == ("AAA", "lijst")


async def test_b4_a_cell_that_would_follow_is_hidden_too(reporting: Reporting) -> None:
    """120, 45, 12 and 3: the 3 would be 180 less 177, so the 12 goes with it."""
    await reporting.hear(a_world(AAA=120, BBB=45, CCC=12, DDD=3))

    view = await Table(reporting).view()

    assert shown(view) == {
        "AAA": "120",
        "BBB": "45",
        "CCC": "verborgen",
        "DDD": "verborgen",
        "totaal": "180",
    }


async def test_b5_the_same_view_on_two_days_tells_of_no_few(
    table: Table, clock: SimulatedClock
) -> None:
    """Three more in a region the day after: both days are rounded, also when asked again."""
    first, before = await table.view(), clock.now()
    clock.move_to(before + timedelta(days=1))
    story = table.more()
    for n in range(3):
        story.line(BEGIN, 1_000, client=f"nieuw{n}", gemeentecode="0307", known=clock.now())
    await table.reporting.hear(story)

    later = await table.view()
    again = await table.view(f"?kwartaal=2026-K3&peilmoment={before:%Y-%m-%dT%H:%M:%SZ}")

    assert shown(first)["AAA"] == "120"
    assert (shown(later)["AAA"], later["afgerond"]) == ("125", True)
    assert (shown(again)["AAA"], again["afgerond"]) == ("120", True)
    assert shown(later)["totaal"] == "180"
    money = [[one["omzet"] for one in (*v["regios"], v["totaal"])] for v in (first, later, again)]
    assert money[0] == [120_000, 45_000, None, None, 175_000]
    assert money[1] == [125_000, 45_000, None, None, 180_000], "three children have 3 000"
    assert money[2] == [120_000, 45_000, None, None, 175_000]


async def test_b4_begun_ended_waiting_refused_and_the_quarters_before(
    reporting: Reporting,
) -> None:
    """Of 40 children 12 begin and 11 end in the quarter; 13 wait, without whom was deleted or of
    whom no message tells; one in five lines is refused."""
    story = a_world(AAA=40)
    for n in range(12):
        story.delivery(date(2026, 8, 1), client=f"nieuw{n}", gemeentecode="0307")
    for n in range(11):
        ran = (date(2026, 1, 5), date(2026, 9, 1))
        story.delivery(*ran, client=f"klaar{n}", gemeentecode="0307")
    for n in range(10):
        story.line(BEGIN, 500, toegekend=False, client=f"AAA{n}", gemeentecode="0307", known=KNOWN)
    for n in range(13):
        story.award(100 + n, BEGIN, None, client=f"wacht{n}", gemeentecode="0307")
    story.award(200, BEGIN, None, client="weg", gemeentecode="0307", reden_wijziging="13")
    story.award(-201, BEGIN, None, client="stil", gemeentecode="0307", buiten_berichten=True)
    await reporting.hear(story)

    whole = (await Table(reporting).view())["totaal"]
    view = await Table(reporting).view()

    assert [whole[name]["waarde"] for name in ("begonnen", "geeindigd", "wachtend")] == [12, 11, 13]
    assert whole["afkeurpercentage"] == 0.2
    trend = [(one["kwartaal"], one["clienten"]["weergave"], one["omzet"]) for one in view["trend"]]
    assert trend == [
        ("2025-K3", "0", 0),
        ("2025-K4", "0", 0),
        ("2026-K1", "11", 0),
        ("2026-K2", "51", 0),
    ]


async def test_b4_how_long_help_takes_is_told_of_many_children_only(reporting: Reporting) -> None:
    """Twelve spells of four children are of four children."""
    story = a_world()
    for n in range(12):
        begin = date(2026, 7, 1) + timedelta(days=n)
        story.delivery(begin, client=f"kind{n % 4}", gemeentecode="0307")
    await reporting.hear(story)

    view = await Table(reporting).view()

    assert (view["gemiddeldeDuurDagen"], view["p80DuurDagen"]) == (None, None)


async def test_b4_who_may_see_what(table: Table) -> None:
    assert (await table.aanbieder.get(f"{AH}?kwartaal=2026-K3")).status_code == 200
    for other in (table.buur, table.vreemd, table.of(OrgType.AANBIEDER, "90000102")):
        assert (await other.get(AH)).status_code == 404
        assert (await other.get(f"{AH}/inzagen")).status_code == 404
    for kind, code in ((OrgType.BEHEER, "beheer"), (OrgType.GEMEENTE, "0307")):
        assert (await table.of(kind, code).get(AH)).status_code == 403
    assert (
        await table.of(OrgType.AANBIEDER, AGB).get("/accounthouder/deelnames")
    ).status_code == 403


async def test_b4_the_holder_of_that_moment(table: Table) -> None:
    """When a list names another region, the first sees nothing any more, nor of quarters before."""
    story = table.more()
    story.holder("CCC")
    await table.reporting.hear(story)

    assert (await table.houder.get(f"{AH}?kwartaal=2026-K3")).status_code == 404
    assert (await table.buur.get(f"{AH}?kwartaal=2026-K3")).status_code == 200
    path = f"/ews/aanbieders/{AGB}/beoordeling"
    assert [(await who.get(path)).status_code for who in (table.houder, table.buur)] == [404, 200]


async def test_b4_part_shows_level_own_share_and_actions_only(table: Table) -> None:
    step = {
        "trede": 3,
        "datum": "2026-11-20",
        "eigenaar": "directeur",
        "actie": "herstelplan",
        "uiterlijk": "2026-12-20",
    }
    await table.aanbieder.post(
        "/ews/kwartaalleveringen", json=quarter(wachttijden=[], liquiditeit=1_234_567)
    )
    assert (await table.houder.post(f"/ews/aanbieders/{AGB}/stappen", json=step)).is_success

    answer = await table.buur.get("/accounthouder/deelnames?kwartaal=2026-K3")
    own = await table.houder.get("/accounthouder/deelnames?kwartaal=2026-K3")

    (one,) = answer.json()["resultaten"]
    assert own.json()["resultaten"] == [], "of its own account it sees AH"
    assert (one["agbCode"], one["accounthouder"], one["niveau"]) == (AGB, "AAA", "rood")
    assert (one["clienten"]["weergave"], one["omzet"], one["aandeel"]) == ("7", 7_000, 4)
    assert [(a["trede"], a["actie"]) for a in one["acties"]] == [(3, "herstelplan")]
    assert set(one) == {
        "agbCode",
        "naam",
        "accounthouder",
        "niveau",
        "niveauSinds",
        "clienten",
        "omzet",
        "aandeel",
        "acties",
    }
    assert "1234567" not in answer.text


@pytest.mark.parametrize("path", ["aanbieders", "deelnames"])
async def test_b4_lists_come_in_pages_that_together_are_all(table: Table, path: str) -> None:
    story = table.more()
    others = [f"9000020{n}" for n in range(4)]
    for agb_code in others:
        story.holder("AAA", agb_code=agb_code)
        story.delivery(BEGIN, client=agb_code, gemeentecode=REGIONS["CCC"], agb_code=agb_code)
    await table.reporting.hear(story)
    who = table.houder if path == "aanbieders" else table.buur
    place = f"/accounthouder/{path}?kwartaal=2026-K3"

    whole = (await who.get(place)).json()
    found, link = [], f"{place}&limit=2"
    while link:
        answer = await who.get(link)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        assert (page["kwartaal"], len(page["resultaten"]) <= 2) == ("2026-K3", True)
        found += page["resultaten"]
        link = answer.links.get("next", {}).get("url", "").removeprefix("/v1")

    assert found == whole["resultaten"]
    assert {one["agbCode"] for one in found} == {AGB, *others}


async def test_b4_ahr_lists_own_providers_the_worst_first(table: Table) -> None:
    found = (await table.houder.get("/accounthouder/aanbieders?kwartaal=2026-K3")).json()
    none = (await table.buur.get("/accounthouder/aanbieders?kwartaal=2026-K3")).json()

    (one,) = found["resultaten"]
    assert (one["agbCode"], one["bron"], one["regios"]) == (AGB, "lijst", 4)
    assert one["clienten"]["weergave"] == "175"
    assert none["resultaten"] == []
    csv = await table.houder.get(
        "/accounthouder/aanbieders?kwartaal=2026-K3", headers={"Accept": "text/csv"}
    )
    assert csv.text.splitlines()[0].startswith("agbCode;naam;niveau")
    assert csv.text.splitlines()[1].startswith(f"{AGB};De Vlieger;{one['niveau']}")


async def test_c16_without_a_name_the_largest_region_holds(reporting: Reporting) -> None:
    """In the year before BBB spent most: the turnover of this year does not count."""
    story = a_world(AAA=12, BBB=12)
    story.told = [one for one in story.told if type(one[1]).__name__ != "AccounthouderVastgesteld"]
    story.line(date(2025, 3, 1), 500, gemeentecode="0307")
    story.line(date(2025, 4, 1), 501, gemeentecode="0308")
    await reporting.hear(story)
    table = Table(reporting)

    assert (await table.houder.get(AH)).status_code == 404
    found = (await table.of(OrgType.REGIO, "BBB").get("/accounthouder/aanbieders")).json()
    assert [(one["agbCode"], one["bron"]) for one in found["resultaten"]] == [
        (AGB, "grootste omzet")
    ]


async def test_b4_every_look_is_kept_and_the_provider_sees_who(table: Table) -> None:
    await table.view()
    await table.houder.get("/accounthouder/aanbieders")

    seen = (await table.aanbieder.get(f"{AH}/inzagen")).json()["resultaten"]

    assert [(one["weergave"], one["periode"], one["door"], one["rol"]) for one in seen] == [
        ("ah-weergave", "2026-K3", "regio:AAA", "accounthouder")
    ]


async def test_b4_the_provider_and_its_users_may_remark(table: Table) -> None:
    remark: Json = {"kwartaal": "2026-K3", "tekst": "Twee groepen zijn verhuisd."}
    path = f"{AH}/opmerkingen"
    assert (await table.aanbieder.post(path, json=remark)).status_code == 201
    assert (await table.buur.post(path, json=remark)).status_code == 201
    assert (await table.vreemd.post(path, json=remark)).status_code == 404
    view = await table.view()
    assert [one["door"] for one in view["opmerkingen"]] == [f"aanbieder:{AGB}", "regio:CCC"]
    listed = (await table.houder.get(f"{path}?kwartaal=2026-K3")).json()["resultaten"]
    assert listed == view["opmerkingen"]


async def test_b4_continuity_and_the_cliff(reporting: Reporting) -> None:
    """12 of a form fail; of two others one takes nobody, the other has 5 places."""
    story = a_world(AAA=12)
    other: dict[str, Any] = {"gemeenten": ("0307",), "contract": "ander"}
    story.product("45B01", gemeenten=("0307", "0308"), term=(SINCE, date(2026, 12, 31)))
    for agb in ("90000102", "90000103"):
        events = len(story.told)
        story.product("45B01", **(other | {"contract": agb}))
        for place in range(events, len(story.told)):
            known, event = story.told[place]
            story.told[place] = (known, event.model_copy(update={"agb_code": agb}))
    story.stop(SINCE, dossier_id="stop-103", agb_code="90000103")
    story.places(2026, 5, "begeleiding en behandeling")
    known, event = story.told[-1]
    story.told[-1] = (known, event.model_copy(update={"agb_code": "90000102"}))
    await reporting.hear(story)
    table = Table(reporting)

    view = await table.view()
    (impact,) = view["continuiteit"]
    assert impact == {
        "zorgvorm": "begeleiding en behandeling",
        "clienten": {"waarde": 12, "weergave": "12"},
        "alternatieven": 2,
        "zonderClientenstop": 1,
        "vrijePlaatsen": 5,
        "tekort": 7,
    }
    ends = [(one["regiocode"], one["geldigTot"]) for one in view["contracten"]]
    assert ends == [("AAA", "2026-12-31"), ("BBB", "2026-12-31")]
    calendar = (await table.houder.get("/accounthouder/kalender")).json()["resultaten"]
    assert calendar == view["contracten"]


async def test_b4_no_view_names_a_child(table: Table) -> None:
    view = json.dumps(await table.view())
    csv = await table.houder.get(f"{AH}?kwartaal=2026-K3", headers={"Accept": "text/csv"})

    assert "pseudoniem" not in view.lower()
    assert b"AAA0".hex() not in view
    lines = csv.text.splitlines()
    assert lines[0].startswith("regio;bron;clienten")
    assert [line.split(";")[2] for line in lines[1:]] == ["120", "45", "<10", "<10", "175"]
