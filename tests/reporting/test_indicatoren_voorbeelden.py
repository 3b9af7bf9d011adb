# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Worked examples of parts of indicators (B.1, B.2), each under its id and reckoned by hand."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from services.reporting.domain.indicatoren import indicator_van, indicatoren
from services.reporting.domain.indicatoren.cellen import bereken
from services.reporting.domain.indicatoren.feiten import (
    Bedrag,
    Client,
    Feiten,
    Hulp,
    Ingave,
    Maand,
    Maatregel,
    Toewijzing,
    Uitvoering,
    Vraag,
)
from services.reporting.domain.indicatoren.register import Getal

A, AGB = "0327", "90000101"
JAN, FEB, MAR = date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)
KWARTAAL = Vraag(JAN, date(2024, 3, 31), date(2024, 6, 1))
JAAR = Vraag(JAN, date(2024, 12, 31), date(2025, 6, 1))


def values(
    id: str, feiten: Feiten, vraag: Vraag = JAAR, versie: int | None = None
) -> dict[str, Getal]:
    found = indicator_van(id, versie)
    assert found is not None
    return dict(found.bereken(feiten, vraag).waarden)


def hulp(client: str, begin: date, eind: date | None = None, **changes: Any) -> Hulp:
    made = Hulp(gemeente=A, aanbieder=AGB, client=client, begin=begin, eind=eind)
    return replace(made, **changes)


def bedrag(client: str, cents: int, maand: date = JAN, **changes: Any) -> Bedrag:
    made = Bedrag(gemeente=A, aanbieder=AGB, client=client, maand=maand, bedrag=cents)
    return replace(made, **changes)


def test_every_indicator_has_a_worked_example_under_its_id() -> None:
    """One that is new cannot come without."""
    here = Path(__file__).parent
    files = ("voorbeelden", "clienten", "geld")
    text = "".join((here / f"test_indicatoren_{name}.py").read_text("utf-8") for name in files)
    names = re.findall(r"^def (test_\w+)", text, re.MULTILINE)
    known = {f"I-{number}" for name in names for number in re.findall(r"_i([0-9]{2})(?=_)", name)}
    assert {one.id for one in indicatoren()} - known == set()
    assert len(known) >= 30


def test_i11_with_what_is_outside_the_formula_makes_up_all_spending() -> None:
    """EUR 400 on the award, 7 on it after its end, 3 on one without a value, 900 of a lump sum."""
    award = Toewijzing(
        gemeente=A,
        aanbieder=AGB,
        client="noor",
        nummer=1,
        ingang=JAN,
        eind=date(2024, 2, 29),
        maanden=[Maand(JAN, 80_000), Maand(FEB, 64_000)],
        uitvoering=[Uitvoering(JAN)],
        gefactureerd={JAN: 40_000, MAR: 700},
    )
    facts = Feiten(
        toewijzingen=[award],
        bedragen=[
            bedrag("noor", 40_000, toewijzing=1),
            bedrag("noor", 700, MAR, toewijzing=1),
            bedrag("sem", 300, toewijzing=9),
        ],
        ingaven=[Ingave(gemeente=A, soort="taakbijdrage", jaar=2024, waarde=360_000)],
    )
    found = values("I-11", facts, KWARTAAL)
    parts = (found["gefactureerd"], found["buitenFormule"], found["bijdragen"])
    assert parts == (40_000, 1_000, 90_000)
    assert values("I-06", facts, KWARTAAL)["uitgaven"] == 131_000
    before = values("I-11", facts, KWARTAAL, versie=1)
    assert (before["buitenFormule"], "bijdragen" in before) == (300, False)


def test_i30_there_is_no_forecast_while_no_month_is_ripe() -> None:
    """On 30 March EUR 5 of January is known, and nothing of how many claims are still to come."""
    facts = Feiten(
        bedragen=[bedrag("noor", 500)],
        ingaven=[Ingave(gemeente=A, soort="begroting", jaar=2024, waarde=12_000)],
    )
    names = ("nogTeVerwachten", "prognose", "afwijking")
    early = values("I-30", facts, replace(KWARTAAL, peildag=date(2024, 3, 30)))
    ripe = values("I-30", facts, replace(KWARTAAL, peildag=date(2024, 3, 31)))
    assert [early[name] for name in names] == [None, None, None]
    assert (early["gerealiseerd"], early["begrotingJaar"]) == (500, 12_000)
    # February and March lack 500 each, and nine months of 500 are to come.
    assert [ripe[name] for name in names] == [1_000, 6_000, -6_000]
    was = values("I-30", facts, replace(KWARTAAL, peildag=date(2024, 3, 30)), versie=1)
    assert [was[name] for name in names] == [0, 500, -11_500]


def test_a_month_has_who_was_of_that_age_and_under_that_measure_then() -> None:
    """Twelve in February; under supervision from March."""
    facts = Feiten(
        hulp=[hulp("noor", JAN)],
        clienten={"noor": Client("2012-02", "2")},
        maatregelen=[Maatregel(gemeente=A, client="noor", soort="ots", begin=MAR)],
    )
    indicator = indicator_van("I-01")
    assert indicator is not None
    ages = bereken(indicator, facts, KWARTAAL, ("maand", "leeftijd"))
    assert set(ages) == {
        (),
        ("2024-01", "4-11"),
        ("2024-02", "12-17"),
        ("2024-03", "12-17"),
    }
    frames = bereken(indicator, facts, KWARTAAL, ("kader", "maand"))
    assert set(frames) == {
        (),
        ("vrijwillig", "2024-01"),
        ("vrijwillig", "2024-02"),
        ("jb", "2024-03"),
    }


def test_i17_i18_a_provider_with_a_lump_sum_has_turnover() -> None:
    """EUR 900 of a lump sum beside EUR 100 of claims: 90 percent, and no contract that is idle."""
    facts = Feiten(
        bedragen=[bedrag("noor", 10_000)],
        ingaven=[
            Ingave(gemeente=A, soort="taakbijdrage", jaar=2024, waarde=90_000, aanbieder="90000102")
        ],
    )
    found = values("I-17", facts)
    assert (found["aanbieders"], found["aanbiedersVoor80"], found["hhi"]) == (2, 1, 0.82)
    assert values("I-18", facts)["aanbieders"] == 2
    assert values("I-17", facts, versie=1)["aanbieders"] == 1


def test_i20_median_stay_and_return_within_half_a_year() -> None:
    """Stays of 31, 60 and 91 days: the median is 60; of three who left one is back within half a
    year, and one after it."""
    closed: dict[str, Any] = {"hulpvorm": "gesloten plaatsing"}
    facts = Feiten(
        hulp=[
            hulp("noor", JAN, date(2024, 1, 31), **closed),
            hulp("noor", date(2024, 7, 31), None, **closed),
            hulp("sem", JAN, date(2024, 2, 29), **closed),
            hulp("sem", date(2024, 8, 30), None, **closed),
            hulp("liv", JAN, date(2024, 3, 31), **closed),
        ]
    )
    found = values("I-20", facts)
    assert (found["mediaan"], found["terugkeer"], found["bezet"]) == (60.0, 33.3, 2)


def test_i21_probation_that_runs_on_the_last_day() -> None:
    """65 run, and one ended in June."""
    measures = [
        Maatregel(gemeente=A, client=f"c{n}", soort="jeugdreclassering", begin=FEB)
        for n in range(65)
    ]
    ended = replace(measures[0], client="klaar", eind=date(2024, 6, 30))
    found = values("I-21", Feiten(maatregelen=[*measures, ended]))
    assert (found["jeugdreclassering"], found["otsLopend"], found["voogdij"]) == (65, 0, 0)


def test_i19_the_shift_to_help_at_home_and_what_each_side_costs() -> None:
    """Three of four at home become four of five: a shift of 5.0 points; EUR 30 against EUR 70."""
    shares = []
    for at_home in (3, 4):
        spells = [hulp(f"c{n}", JAN) for n in range(at_home)]
        spells.append(hulp("weg", JAN, hulpvorm="pleegzorg"))
        shares.append(float(values("I-19", Feiten(hulp=spells))["aandeelAmbulant"] or 0))
    assert shares == [75.0, 80.0]
    assert shares[1] - shares[0] == 5.0
    spent = [bedrag("c0", 3_000), bedrag("weg", 7_000, hulpvorm="pleegzorg")]
    found = values("I-19", Feiten(bedragen=spent))
    assert (found["bedragAmbulant"], found["bedragVerblijf"]) == (3_000, 7_000)


def test_i14_long_trajectories_grow_more_than_short_ones() -> None:
    """The finding of Midden-Limburg: of two years and longer from 2 to 3, shorter from 10 to 11."""
    spells = [hulp(f"oud{n}", date(2018, 6, 1)) for n in range(2)]
    spells += [hulp("wordt-oud", date(2019, 9, 1))]
    spells += [hulp(f"kort{n}", date(2020, 3, 1), date(2020, 9, 1)) for n in range(9)]
    spells += [hulp(f"nieuw{n}", date(2021, 3, 1)) for n in range(11)]
    found = []
    for year in (2020, 2021):
        asked = Vraag(date(year, 1, 1), date(year, 12, 31), date(2022, 6, 1))
        found.append(values("I-14", Feiten(hulp=spells), asked))
    assert [(one["vanaf2Jaar"], one["korterDan2Jaar"]) for one in found] == [(2, 10), (3, 11)]
    assert 3 / 2 > 11 / 10
