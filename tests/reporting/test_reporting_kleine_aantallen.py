# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""No route of reporting tells a regio of fewer than five children, nor do all of them together."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from libs.common.auth import OrgType
from services.reporting.domain.indicatoren import indicatoren
from tests.reporting.conftest import Reporting
from tests.reporting.groepen import (
    BAARN,
    DELEN,
    DIMENSIES,
    DRIE,
    EEN,
    GROEPEN,
    LEAST,
    LEUSDEN,
    PERIOD,
    SCOPES,
    SOEST,
    TWEE,
    VORMEN,
    a_region,
)
from tests.reporting.lezer import OVERAL, Lezer, in_fact
from tests.reporting.story import REGIO, Json
from tests.reporting.test_reporting_hierarchie import part, tell


@pytest.fixture
async def regio(reporting: Reporting) -> httpx.AsyncClient:
    await reporting.hear(a_region())
    await tell(reporting, *(part(gemeente, code) for gemeente, code in DELEN.items()))
    made: httpx.AsyncClient = reporting.make(
        reporting.service, OrgType.REGIO, REGIO, list(SCOPES), persoon="Ada"
    )
    return made


COUNTS = {
    *(
        maat.veld
        for one in indicatoren()
        for maat in one.maten
        if maat.eenheid in {"clienten", "aantal"} and maat.van == "clienten"
    ),
    "uniekeClienten",
    "waarvanBuitenBerichten",
    "clienten",
    "starts",
    "startsLaat",
    "startsZonderToewijzing",
    "declaratiesZonderToewijzing",
    "aantal",
}
"""Fields that are numbers of children, or of what happened to children."""


def told(shown: object, name: str = "") -> Iterator[tuple[str, float]]:
    """Every number of children in an answer, with what it is called."""
    if isinstance(shown, Mapping):
        for key, one in shown.items():
            yield from told(one, name if key == "waarde" else key)
    elif isinstance(shown, list):
        for one in shown:
            yield from told(one, name)
    elif isinstance(shown, int | float) and name in COUNTS:
        yield name, shown


def few(numbers: Iterable[tuple[str, float]]) -> set[tuple[str, float]]:
    return {(name, number) for name, number in numbers if 0 < number < LEAST}


def groups(*names: str) -> list[str]:
    """By one of these, and by two."""
    pairs = [",".join(pair) for pair in combinations(names, 2)]
    return ["", *names, *pairs]


FILTERS: tuple[dict[str, str], ...] = (
    {},
    *({"gemeente": code} for code in (LEUSDEN, SOEST, BAARN)),
    *({"aanbieder": agb} for agb in (EEN, TWEE, DRIE)),
    {"zorgvorm": "wonen"},
    {"productcategorie": "45"},
    {"product": "45/45B01"},
)
GROUPED: tuple[dict[str, str], ...] = (
    *({"groepering": kind} for kind in ("subregio", "provincie")),
    *({"subregio": code} for code in sorted({*DELEN.values()})),
    {"provincie": "Utrecht"},
)
OPTIONS: Mapping[str, Sequence[str]] = {
    "van": [PERIOD["van"]],
    "tot": [PERIOD["tot"]],
    "kwartaal": ["2026-K3"],
    "agbCode": [EEN, TWEE, DRIE],
    "indicatorId": [one.id for one in indicatoren()],
    "activiteit_id": ["cijfers-maken-v1"],
    "leveringId": ["00000000-0000-7000-8000-000000000000"],
    "bron": ["elders"],
    "soort": ["doel", "jeugdhulp"],
    "jaar": ["2026"],
    "periode": ["2026-H2"],
    "per": ["2027-01-01"],
    "marapId": [],
    "regio": [REGIO],
    "gemeente": [LEUSDEN, SOEST, BAARN],
    "subregio": ["NOORD", "ZUID"],
    "provincie": ["Utrecht"],
    "zorgvorm": list(VORMEN.values()),
    "productcategorie": list(VORMEN),
    "product": [one.product for one in GROEPEN[:3]],
    "aanbieder": [EEN, TWEE, DRIE],
    "peilmoment": ["2026-11-01T00:00:00Z"],
    "doelgroep": ["gemeente", "openbaar"],
    "versie": ["1"],
    "vergelijkVan": [],
    "vergelijkTot": [],
    "cursor": [],
    "limit": ["1"],
}
"""What to ask for each parameter that there is: one without its values fails the test."""
RECORDS = {"/nza/toewijzingen"}
"""Single awards, which the law asks of a region for the NZa; each look at them is kept."""


ALSO = {*DIMENSIES, "subregio", "provincie"}


def asked(path: str, operation: Json, options: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Addresses of a route: each value of each parameter, the others left out."""
    known = operation.get("parameters", [])
    needed = {one["name"]: options[one["name"]] for one in known if one.get("required")}
    others = [one["name"] for one in known if not one.get("required") and one["in"] == "query"]
    choices: list[dict[str, str]] = [{}]
    for name in others:
        if name == "groepering":
            continue
        choices += [{name: value} for value in options[name]]
    for values in product(*needed.values()):
        fixed = dict(zip(needed, values, strict=True))
        place = path.format(**fixed)
        query = {name: value for name, value in fixed.items() if f"{{{name}}}" not in path}
        for choice in choices:
            several = by_what(fixed) if "groepering" in others else [""]
            for by in several if not choice else several[1:2]:
                more = {"groepering": by} if by else {}
                yield f"{place}?{urlencode(query | choice | more)}"


def by_what(fixed: Mapping[str, str]) -> list[str]:
    """By what the figures of a route are asked."""
    for one in indicatoren():
        if one.id == fixed.get("indicatorId"):
            return [",".join(one.vast), *(name for name in one.dimensies if name in ALSO)]
    return [*groups(*DIMENSIES, "maand"), "subregio", "provincie", "subregio,zorgvorm"]


async def test_b5_no_route_tells_a_regio_of_few_children(
    reporting: Reporting, regio: httpx.AsyncClient
) -> None:
    """All that the description of the service says can be read, in every form of a table."""
    made = await regio.post("/maraps", json={"maand": "2026-09"})
    assert made.status_code == 201, made.text
    options = {**OPTIONS, "marapId": [made.json()["id"]]}
    found: dict[str, object] = {}
    answered = set()
    paths = reporting.service.app.state.v1.openapi()["paths"]
    for path, operations in paths.items():
        if "get" not in operations or "abonnementen" in path or path in RECORDS:
            continue
        for address in asked(path, operations["get"], options):
            answer = await regio.get(address)
            assert answer.status_code < 500, f"{address}: {answer.text}"
            if answer.status_code != 200:
                continue
            answered.add(path)
            if said := few(told(answer.json())):
                found[address] = said
    for path in ("/kerncijfers", "/indicatoren/I-01"):
        table = await regio.get(
            f"{path}?{urlencode(PERIOD)}&groepering=gemeente,aanbieder",
            headers={"Accept": "text/csv"},
        )
        rows = list(csv.DictReader(io.StringIO(table.text), delimiter=";"))
        assert rows
        cells = [(name, row[name]) for row in rows for name in COUNTS & row.keys()]
        if said := few((name, float(text)) for name, text in cells if text):
            found[f"{path} csv"] = said

    assert found == {}
    assert answered >= {
        "/kerncijfers",
        "/indicatoren/{indicatorId}",
        "/maraps/{marapId}",
        "/cbs/aantallen",
        "/cbs/vergelijking",
        "/datakwaliteit",
        "/ervaringen",
        "/nza/volledigheid",
        "/schaalverkenning",
        "/uitvoerders",
        "/transformatiemonitor",
        "/accounthouder/aanbieders",
        "/accounthouder/deelnames",
    }


async def test_b5_all_tables_together_do_not_tell_of_few_children(
    regio: httpx.AsyncClient,
) -> None:
    """By one dimension and by two, and by groups of gemeenten, filtered or not: sums and
    differences leave five possible."""
    lezer = Lezer()
    for choice, by in product(FILTERS, groups(*DIMENSIES)):
        await read_figures(regio, lezer, choice, by)
    read = 0
    for choice, group, by in product(FILTERS, GROUPED, ("", "zorgvorm", "product", "aanbieder")):
        names = ",".join(filter(None, (group.get("groepering", ""), by)))
        where = {name: code for name, code in group.items() if name != "groepering"}
        read += await read_figures(regio, lezer, {**choice, **where}, names)
    assert read > len(GROUPED) * 4 * 6, "filters go with groups"
    for code, by in product((None, LEUSDEN, SOEST, BAARN), groups(*DIMENSIES)):
        where = {} if code is None else {"gemeente": code}
        id_ = "I-01" if "zorgvorm" not in by else "I-02"
        query = urlencode({**PERIOD, **where, "groepering": by})
        answer = await regio.get(f"/indicatoren/{id_}?{query}")
        if answer.status_code == 200:
            table = answer.json()
            rows = [(row["cel"], row["waarden"]["uniekeClienten"]) for row in table["rijen"]]
            lezer.read_table(where, table["totaal"]["waarden"]["uniekeClienten"], rows)

    known = lezer.subtracted()
    assert all(in_fact(places) == number for places, number in known.items())
    assert {n for n in known.values() if 0 < n < LEAST} == set()
    assert len(lezer.sommen) > 20, "hidden is what has to be, and no more"
    assert lezer.sommen[frozenset(OVERAL)] == sum(groep.kinderen for groep in GROEPEN)


async def read_figures(
    regio: httpx.AsyncClient, lezer: Lezer, choice: Mapping[str, str], by: str
) -> bool:
    """One table; False for more dimensions than a regio may lay across each other."""
    query = urlencode({**PERIOD, **choice, "groepering": by})
    answer = await regio.get(f"/kerncijfers?{query}")
    assert answer.status_code in {200, 400}, f"{query}: {answer.text}"
    if answer.status_code == 200:
        table, names = answer.json(), [name for name in by.split(",") if name]
        rows = [
            ({name: row[name] for name in names}, row["uniekeClienten"]) for row in table["rijen"]
        ]
        lezer.read_table(choice, table["totaal"]["uniekeClienten"], rows)
    return answer.status_code == 200


async def test_b5_pages_hide_what_kerncijfers_hide(
    reporting: Reporting, regio: httpx.AsyncClient
) -> None:
    token = regio.headers["Authorization"].removeprefix("Bearer ")
    root = str(regio.base_url).removesuffix("/").removesuffix("/v1")
    query = urlencode(PERIOD)
    few_here = f"{query}&gemeente={BAARN}"
    others = ("/cbs?periode=2026-H2", "/nza?jaar=2026")
    for page in (f"?{query}", f"?{few_here}", f"/verplichtingen?{few_here}", *others):
        answer = await regio.get(
            f"{root}/dashboard{page}", headers={"Cookie": f"jeugdregio_dashboard={token}"}
        )
        assert answer.status_code == 200, page
        assert "verborgen" in answer.text
        cells = re.findall(r"<(?:td|p|title)[^>]*>(?:[^<]*: )?([0-9]+)</", answer.text)
        assert not {int(cell) for cell in cells} & set(range(1, LEAST)), page


async def test_b5_the_gemeente_and_who_runs_the_installation_see_all(reporting: Reporting) -> None:
    await reporting.hear(a_region())
    query = f"{urlencode(PERIOD)}&groepering=gemeente"

    own = await reporting.look(query, OrgType.GEMEENTE, BAARN)
    every = await reporting.look(query)
    public = await reporting.look(f"{query}&doelgroep=openbaar")
    region = await reporting.look(query, OrgType.REGIO, REGIO)

    def counts(table: Json) -> dict[str, int | None]:
        return {row["gemeente"]: row["uniekeClienten"] for row in table["rijen"]}

    assert (own["doelgroep"], counts(own)) == ("gemeente", {BAARN: 2})
    assert counts(every) == {LEUSDEN: 34, SOEST: 19, BAARN: 2}
    assert counts(public) == counts(region) == {LEUSDEN: 34, SOEST: None, BAARN: None}
    assert (region["doelgroep"], region["totaal"]["uniekeClienten"]) == ("regio", 55)
    hidden: list[Any] = [row for row in region["rijen"] if row["gemeente"] == SOEST]
    assert hidden[0]["toegewezenBedrag"] is None


async def test_b5_more_dimensions_than_can_be_hidden_in_are_refused(
    reporting: Reporting,
) -> None:
    await reporting.hear(a_region())
    query = f"/kerncijfers?{urlencode(PERIOD)}&aanbieder={EEN}&groepering=gemeente,maand,zorgvorm"

    refused = await reporting.of(OrgType.REGIO, REGIO).get(query)

    assert (refused.status_code, refused.json()["invalidParams"][0]["code"]) == (400, "te-veel")
