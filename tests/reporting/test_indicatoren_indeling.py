# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""C.5: gemeenten change region and products change form, and no child comes or goes because of it.

Region OUD has gemeente A through 2025; from 1 January 2026 it is of SAMEN, with B.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.reporting.domain.indicatoren import indicator_van
from services.reporting.domain.indicatoren.cellen import Cel, bereken
from services.reporting.domain.indicatoren.feiten import (
    Client,
    Feiten,
    Hulp,
    Ingave,
    Maatregel,
    Toekomstplan,
    Verblijf,
    Verwijzing,
    Vraag,
)
from services.reporting.domain.indicatoren.register import Getal, Uitkomst
from services.reporting.domain.indicatoren.verdeeld import binnen
from services.reporting.domain.regios import SUBREGIO, Lid

A, B, AGB = "0327", "0342", "90000101"
LAST, FIRST = date(2025, 12, 31), date(2026, 1, 1)
SINCE = date(2015, 1, 1)
LEDEN = (
    Lid("OUD", A, SINCE, LAST),
    Lid("SAMEN", A, FIRST, None),
    Lid("SAMEN", B, FIRST, None),
)
PEILDAG = date(2027, 6, 1)
IN_2025 = Vraag(date(2025, 1, 1), LAST, PEILDAG)
IN_2026 = Vraag(FIRST, date(2026, 12, 31), PEILDAG)
BOTH = Vraag(date(2025, 10, 1), date(2026, 3, 31), PEILDAG)
Values = dict[str, Getal]


def hulp(client: str, begin: date, eind: date | None = None, **changes: Any) -> Hulp:
    made = Hulp(gemeente=A, aanbieder=AGB, client=client, begin=begin, eind=eind)
    return replace(made, **changes)


def of(regio: str, id: str, feiten: Feiten, vraag: Vraag, versie: int | None = None) -> Values:
    indicator = indicator_van(id, versie)
    assert indicator is not None
    own = binnen(feiten, [lid for lid in LEDEN if lid.regiocode == regio])
    return dict(indicator.bereken(own, vraag).waarden)


def told(values: Values, *names: str) -> Values:
    return {name: values[name] for name in names if values[name]}


CARE = Feiten(
    hulp=[
        hulp("noor", date(2023, 5, 1)),
        hulp("max", date(2024, 2, 1), LAST),
        hulp("liv", date(2025, 3, 1), date(2025, 12, 20)),
        hulp("liv", date(2026, 1, 10)),
        hulp("sem", date(2026, 2, 10), gemeente=B),
    ]
)
"""Noor goes on; max ends on the last day; liv pauses over new year; sem comes in."""


@pytest.mark.parametrize(
    ("regio", "vraag", "expected"),
    [
        ("OUD", IN_2025, {"beginstand": 2, "instroom": 1, "uitstroom": 1, "eindstand": 2}),
        ("SAMEN", IN_2026, {"beginstand": 2, "instroom": 1, "eindstand": 3}),
        ("OUD", BOTH, {"beginstand": 3, "uitstroom": 1, "overgegaan": 2}),
        ("SAMEN", BOTH, {"overgekomen": 2, "instroom": 1, "eindstand": 3}),
        ("OUD", IN_2026, {}),
        ("SAMEN", IN_2025, {}),
    ],
)
def test_c5_i13_a_merger_lets_nobody_in_or_out(regio: str, vraag: Vraag, expected: Values) -> None:
    found = of(regio, "I-13", CARE, vraag)
    assert {name: count for name, count in found.items() if count} == expected
    stock = {name: int(count or 0) for name, count in found.items()}
    coming = stock["instroom"] + stock["herinstroom"] + stock["overgekomen"]
    going = stock["uitstroom"] + stock["overgegaan"]
    assert stock["beginstand"] + coming - going == stock["eindstand"]


def test_c5_i13_the_first_version_let_them_in() -> None:
    """As it was reported, so that it can be asked again: all three come in."""
    found = of("SAMEN", "I-13", CARE, IN_2026, versie=1)
    assert told(found, "beginstand", "instroom", "uitstroom", "eindstand") == {
        "instroom": 3,
        "eindstand": 3,
    }
    assert "overgekomen" not in found


def test_c5_i13_by_region_and_in_total_each_for_itself() -> None:
    """Of October through March: two go over from one to the other, and in all nobody does."""
    indicator = indicator_van("I-13")
    assert indicator is not None
    found = bereken(indicator, CARE, BOTH, ("regio",), LEDEN)
    assert found["OUD",].waarden["overgegaan"] == found["SAMEN",].waarden["overgekomen"] == 2
    total = dict(found[()].waarden)
    assert {name: count for name, count in total.items() if count} == {
        "beginstand": 3,
        "instroom": 1,
        "uitstroom": 1,
        "eindstand": 3,
    }


def test_c5_i13_who_ends_beside_help_that_counts_no_longer_goes_over() -> None:
    """Wonen until 10 March; the other was in it until new year, and runs on in another form."""
    wonen = (date(2015, 1, 1), date(2023, 12, 31))
    facts = Feiten(
        hulp=[
            hulp("noor", date(2023, 2, 1), date(2024, 3, 10)),
            hulp("noor", date(2023, 3, 1), tellend=(wonen,)),
        ]
    )
    indicator = indicator_van("I-13")
    assert indicator is not None
    found = indicator.bereken(facts, Vraag(date(2024, 1, 1), date(2024, 12, 31), PEILDAG))
    counts = {name: value for name, value in found.waarden.items() if value}
    assert counts == {"beginstand": 1, "overgegaan": 1}


def test_c5_i14_i08_a_trajectory_is_as_old_as_it_is() -> None:
    """Noor since May 2023 is three years and eight months at the end of 2026."""
    found = of("SAMEN", "I-14", CARE, IN_2026)
    assert told(found, "tot3Maanden", "tot12Maanden", "tot2Jaar", "tot4Jaar", "langer") == {
        "tot12Maanden": 1,  # sem, since February
        "tot2Jaar": 1,  # liv, since March 2025
        "tot4Jaar": 1,
    }
    assert of("SAMEN", "I-08", CARE, IN_2026)["trajecten"] == 3
    assert of("OUD", "I-08", CARE, IN_2025)["trajecten"] == 3
    assert of("OUD", "I-08", CARE, IN_2026)["trajecten"] == 0


def test_c5_i21_a_measure_that_goes_on_does_not_begin() -> None:
    measures = [Maatregel(gemeente=A, client="noor", soort="ots", begin=date(2024, 3, 1))]
    found = of("SAMEN", "I-21", Feiten(maatregelen=measures), IN_2026)
    assert told(found, "otsBegonnen", "otsLopend", "otsLangerDanJaar") == {
        "otsLopend": 1,
        "otsLangerDanJaar": 100.0,
    }
    assert of("OUD", "I-21", Feiten(maatregelen=measures), IN_2026)["otsLopend"] == 0


def test_c5_i22_i23_i20_what_ends_ends_where_it_then_belongs() -> None:
    """Broken off in March 2026, in a stay since 2024: of SAMEN, and nothing of OUD."""
    ended = date(2026, 3, 1)
    facts = Feiten(
        hulp=[hulp("noor", date(2024, 1, 1), ended, reden="33", hulpvorm="gesloten plaatsing")],
        verblijven=[
            Verblijf(
                gemeente=A,
                client="noor",
                vorm="pleegzorg",
                begin=date(2024, 1, 1),
                eind=ended,
                einde_reden="uitval",
            )
        ],
    )
    names = ("voortijdig", "uitvalPleegzorg", "kinderenInVerblijf")
    assert told(of("OUD", "I-22", facts, IN_2025), *names) == {"kinderenInVerblijf": 1}
    assert told(of("SAMEN", "I-22", facts, IN_2026), *names) == {
        "voortijdig": 100.0,
        "uitvalPleegzorg": 100.0,
        "kinderenInVerblijf": 1,
    }
    assert of("OUD", "I-23", facts, IN_2025)["uitgestroomd"] == 0
    assert of("SAMEN", "I-23", facts, IN_2026)["uitgestroomd"] == 1
    assert of("OUD", "I-20", facts, IN_2025)["mediaan"] is None
    assert of("SAMEN", "I-20", facts, IN_2026)["mediaan"] == 791.0  # 366 + 365 + 60 days


def test_c5_i24_a_plan_of_before_goes_with_the_young_person() -> None:
    plan = Toekomstplan(gemeente=A, client="noor", goedgekeurd=date(2025, 6, 1), regimes=("zvw",))
    facts = replace(CARE, clienten={"noor": Client("2009-02", "2")}, toekomstplannen=[plan])
    assert told(of("SAMEN", "I-24", facts, IN_2026), "zeventien", "metPlan") == {
        "zeventien": 1,
        "metPlan": 100.0,
    }


def test_i15_who_waits_in_a_gemeente_that_left_waits_elsewhere() -> None:
    waiting = Verwijzing(
        gemeente=A,
        aanbieder=AGB,
        client="noor",
        status="toegewezen",
        verwezen=date(2025, 11, 1),
        toegewezen=date(2025, 11, 8),
    )
    started = replace(waiting, client="sem", status="gestart", start=date(2025, 12, 1))
    facts = Feiten(verwijzingen=[waiting, started])
    names = ("wachtlijst", "gestart", "mediaan")
    assert told(of("OUD", "I-15", facts, IN_2025), *names) == {
        "wachtlijst": 1,
        "gestart": 1,
        "mediaan": 30.0,
    }
    assert told(of("OUD", "I-15", facts, IN_2026), *names) == {}
    assert told(of("SAMEN", "I-15", facts, IN_2026), *names) == {"wachtlijst": 1}
    assert told(of("OUD", "I-15", facts, IN_2026, 1), *names) == {"wachtlijst": 1}
    begun = Feiten(verwijzingen=[replace(started, start=date(2026, 2, 1))])
    assert told(of("OUD", "I-15", begun, IN_2026, 2), *names) == {}
    assert told(of("OUD", "I-15", begun, IN_2026, 1), "gestart") == {"gestart": 1}


def test_i05_i06_i30_of_a_gemeente_that_left_the_months_as_a_member_count() -> None:
    """EUR 1 200 of lump sum and EUR 2 400 of budget a year: from October, EUR 300 and 600."""
    figures = {"jeugdigen": 1_000, "taakbijdrage": 120_000, "begroting": 240_000}
    facts = Feiten(
        ingaven=[
            Ingave(gemeente=A, soort=soort, jaar=jaar, waarde=waarde)
            for soort, waarde in figures.items()
            for jaar in (2025, 2026)
        ]
    )
    assert of("OUD", "I-06", facts, BOTH)["bijdragen"] == 30_000
    assert of("SAMEN", "I-06", facts, BOTH)["bijdragen"] == 30_000
    assert of("OUD", "I-06", facts, IN_2026)["bijdragen"] == 0
    assert of("OUD", "I-30", facts, BOTH)["begroting"] == 60_000
    assert of("OUD", "I-30", facts, IN_2026)["begrotingJaar"] == 0
    assert of("OUD", "I-05", facts, IN_2025)["jeugdigen"] == 1_000
    assert of("OUD", "I-05", facts, IN_2026)["jeugdigen"] == 0
    assert of("SAMEN", "I-05", facts, IN_2026)["jeugdigen"] == 1_000


def test_p08_i05_i06_the_first_versions_kept_who_left() -> None:
    """EUR 1 200 of lump sum a year: six months of it, and 1 000 young people for ever."""
    facts = Feiten(
        ingaven=[
            Ingave(gemeente=A, soort=soort, jaar=jaar, waarde=waarde)
            for soort, waarde in {"jeugdigen": 1_000, "taakbijdrage": 120_000}.items()
            for jaar in (2025, 2026)
        ]
    )
    assert of("OUD", "I-06", facts, BOTH, 1)["bijdragen"] == 60_000
    assert of("OUD", "I-06", facts, BOTH, 2)["bijdragen"] == 30_000
    assert of("OUD", "I-05", facts, IN_2026, 1)["jeugdigen"] == 1_000
    assert of("OUD", "I-05", facts, IN_2026, 2)["jeugdigen"] == 0


@pytest.mark.parametrize(("id", "saying"), [("I-02", "niet opnieuw"), ("I-06", "ook de eerste")])
def test_p08_what_a_first_version_no_longer_means_is_said(id: str, saying: str) -> None:
    second = indicator_van(id, 2)
    assert second is not None
    assert saying in second.wijziging


def test_i19_days_of_stay_are_those_as_a_member() -> None:
    """31 days of December are of OUD, 31 of January of SAMEN."""
    stay = [hulp("noor", date(2025, 12, 1), date(2026, 1, 31), hulpvorm="pleegzorg")]
    facts = Feiten(hulp=stay)
    assert of("OUD", "I-19", facts, BOTH)["dagenVerblijf"] == 31
    assert of("SAMEN", "I-19", facts, BOTH)["dagenVerblijf"] == 31


class Walked(list[Hulp]):
    """Counts how often it is gone through."""

    times = 0

    def __iter__(self) -> Iterator[Hulp]:
        self.times += 1
        return super().__iter__()


def test_p03_facts_are_walked_once_however_many_groups_there_are() -> None:
    """A fact of two groups is in both, as far as it counts there."""
    unieke = indicator_van("I-01")
    assert unieke is not None

    def by_parts(count: int) -> tuple[Mapping[Cel, Uitkomst], int]:
        leden = [Lid(f"DEEL-{n}", A, FIRST, None, SUBREGIO) for n in range(count)]
        leden += [Lid("OVER", code, SINCE, None, SUBREGIO) for code in (A, B)]
        facts = Walked(CARE.hulp)
        return bereken(unieke, Feiten(hulp=facts), BOTH, ("subregio",), leden), facts.times

    few, walks = by_parts(1)
    many, same = by_parts(20)

    assert same == walks
    assert few["DEEL-0",].waarden == many["DEEL-19",].waarden == {"uniekeClienten": 2}
    assert few["OVER",].waarden == many["OVER",].waarden == {"uniekeClienten": 4}
    assert len(many) == len(few) + 19
