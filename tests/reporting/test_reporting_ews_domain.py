# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The early warning system in numbers: every indicator with its worked example (B.3, P-10)."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from services.reporting.domain.ews.indicatoren import (
    INDICATOREN,
    EigenFeiten,
    Feiten,
    metingen,
    omzettrend_per_regio,
)
from services.reporting.domain.ews.levering import (
    Begroting,
    Kwartaalcijfers,
    Wachtlijst,
    fouten_jaar,
    fouten_kwartaal,
)
from services.reporting.domain.ews.niveau import (
    Kleur,
    Omstandigheden,
    Stap,
    fouten_stap,
    niveau,
)
from services.reporting.domain.ews.normen import eigen_normen, normen_op, normen_uit
from services.reporting.domain.ews.perioden import Profiel, ontbrekend, plicht, verwachtingen
from services.reporting.domain.kwartaal import Kwartaal

EURO = 100
NORMEN = normen_uit(eigen_normen())
K1, K2 = Kwartaal(2026, 1), Kwartaal(2026, 2)

CIJFERS = Kwartaalcijfers(
    bedrijfsresultaat=50_000 * EURO,
    bedrijfsopbrengsten=1_000_000 * EURO,
    liquiditeit=950_000 * EURO,
    overige_bedrijfskosten=150_000 * EURO,
    werkkapitaal=200_000 * EURO,
    personeel_loondienst=700_000 * EURO,
    personeel_niet_loondienst=100_000 * EURO,
    opbrengsten_jeugdwet=800_000 * EURO,
    niet_declarabel=40_000 * EURO,
    continuiteitsrisico=False,
    vormen=("45",),
    wachtlijsten=(Wachtlijst("45", "EEMLAND", 30, 40), Wachtlijst("45", "FOODVALLEY", 20, 10)),
)
BEGROTING = Begroting(200_000 * EURO, 4_000_000 * EURO, 0, 0, 0, 0)
EIGEN = EigenFeiten(
    omzet={"EEMLAND": 60_000 * EURO, "FOODVALLEY": 30_000 * EURO},
    omzet_jaar_eerder={"EEMLAND": 40_000 * EURO, "GOOI": 60_000 * EURO},
    regels=200,
    afgekeurd=25,
    antwoorddagen=[Fraction(3), Fraction(10), Fraction(4), Fraction(5)],
    clienten=175,
    cruciale_functies=("pleegzorg",),
)
FEITEN = Feiten(
    cijfers=CIJFERS,
    vorige=replace(CIJFERS, wachtlijsten=(Wachtlijst("45", "EEMLAND", 40, 40),)),
    jaar=(replace(CIJFERS, bedrijfsresultaat=-30_000 * EURO), CIJFERS),
    begroting=BEGROTING,
    eigen=EIGEN,
)


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        ("EWS-01", Fraction(5, 100)),  # 50 000 of 1 000 000
        ("EWS-02", Fraction(-2, 100)),  # -30 000 + 50 000 - 200 000 * 2/4 = -80 000 of 4 000 000
        ("EWS-03", Fraction(90)),  # 950 000 at 950 000 a quarter
        ("EWS-04", Fraction(20, 100)),
        ("EWS-05", Fraction(1, 8)),  # 100 000 of 800 000
        ("EWS-06", Fraction(80, 100)),
        ("EWS-07", Fraction(5, 100)),  # 40 000 of 800 000
        ("EWS-08", Fraction(25, 100)),  # from 40 to 50
        ("EWS-09", Fraction(-10, 100)),  # 90 000 after 100 000
        ("EWS-10", Fraction(2, 3)),  # 60 000 of 90 000
        ("EWS-11", Fraction(125, 1000)),  # 25 of 200
        ("EWS-12", Fraction(9, 2)),  # 3, 4, 5, 10
        ("EWS-13", Fraction(175)),
        ("EWS-14", Fraction(1)),
    ],
)
def test_b3_ews_worked_example(indicator: str, expected: Fraction) -> None:
    assert metingen(FEITEN)[indicator] == expected


def test_b3_every_ews_indicator_has_an_example_and_a_number_of_its_own() -> None:
    assert [one.id for one in INDICATOREN] == [f"EWS-{n:02}" for n in range(1, 15)]
    assert set(NORMEN.grenzen) <= {one.id for one in INDICATOREN}


def test_b3_ews_09_per_region() -> None:
    assert omzettrend_per_regio(EIGEN) == {
        "EEMLAND": Fraction(1, 2),
        "FOODVALLEY": None,  # nothing a year before
        "GOOI": Fraction(-1),
    }


def test_b3_what_is_not_there_is_no_zero() -> None:
    empty = metingen(Feiten(cijfers=None))
    assert {id_ for id_, value in empty.items() if value is not None} == {"EWS-13", "EWS-14"}
    gap = replace(FEITEN, jaar=(None, CIJFERS))
    assert metingen(gap)["EWS-02"] is None, "a quarter of the year was not delivered"
    still = replace(CIJFERS, bedrijfsopbrengsten=0, overige_bedrijfskosten=0)
    still = replace(still, personeel_loondienst=0, personeel_niet_loondienst=0)
    found = metingen(Feiten(cijfers=still))
    assert [found[f"EWS-0{n}"] for n in (1, 3, 4, 5)] == [None] * 4


GREEN = {"EWS-01": Fraction(5, 100), "EWS-03": Fraction(90)}


@pytest.mark.parametrize(
    ("values", "om", "kleur", "redenen"),
    [
        (GREEN, Omstandigheden(), "groen", ()),
        ({"EWS-01": Fraction(0)}, Omstandigheden(), "groen", ()),
        ({"EWS-01": Fraction(-1, 10**9)}, Omstandigheden(), "geel", ("EWS-01",)),
        ({"EWS-05": Fraction(20, 100)}, Omstandigheden(), "groen", ()),
        (
            {"EWS-01": Fraction(-1), "EWS-05": Fraction(21, 100)},
            Omstandigheden(),
            "oranje",
            ("EWS-01", "EWS-05", "meer-signalen"),
        ),
        (GREEN, Omstandigheden(verklaard=True), "oranje", ("zelf-verklaard-risico",)),
        (GREEN, Omstandigheden(risico=("liquiditeit",)), "oranje", ("continuiteitsrisico",)),
        ({"EWS-03": Fraction(30)}, Omstandigheden(), "geel", ("EWS-03",)),
        ({"EWS-03": Fraction(2999, 100)}, Omstandigheden(), "rood", ("EWS-03", "kasdagen")),
        (GREEN, Omstandigheden(trede=2), "groen", ()),
        (GREEN, Omstandigheden(trede=3), "rood", ("trede",)),
        (GREEN, Omstandigheden(ontbreekt=("2026-K1",)), "geel", ("levering-ontbreekt",)),
        (
            GREEN,
            Omstandigheden(ontbreekt=("2026-K1",), trede=6),
            "rood",
            ("trede", "levering-ontbreekt"),
        ),
        ({"EWS-13": Fraction(0), "EWS-06": Fraction(1)}, Omstandigheden(), "groen", ()),
    ],
)
def test_p10_levels(
    values: dict[str, Fraction | None], om: Omstandigheden, kleur: Kleur, redenen: tuple[str, ...]
) -> None:
    found = niveau(values, NORMEN, om)
    assert (found.kleur, found.redenen) == (kleur, redenen)


def test_p10_a_norm_counts_from_its_quarter_on() -> None:
    later = replace(NORMEN, versie=2, geldig_vanaf=date(2026, 4, 1))
    again = replace(NORMEN, versie=3, geldig_vanaf=date(2026, 4, 1))
    assert normen_op([NORMEN, later, again], K1.begin).versie == 1
    assert normen_op([NORMEN, later, again], K2.begin).versie == 3
    assert normen_op([later], K1.begin).versie == 2
    assert "Eigen norm" in NORMEN.bron


def test_rj8g_who_must_deliver() -> None:
    limit = NORMEN.omzetgrens
    assert not plicht(None, limit - 1, NORMEN).verplicht
    assert plicht(None, limit, NORMEN).verplicht
    assert plicht(Profiel("jhp", True), 0, NORMEN).verplicht
    solist = plicht(Profiel("solist", True), 10 * limit, NORMEN)
    assert (solist.verplicht, "8g lid 3" in solist.reden) == (False, True)


def test_rj8g_a_delivery_is_missing_thirty_days_after_its_term() -> None:
    expected = list(verwachtingen(NORMEN, K2))
    assert [(one.periode, one.uiterlijk) for one in expected] == [
        ("2026", date(2026, 2, 15)),
        ("2026-K1", date(2026, 5, 15)),
        ("2026-K2", date(2026, 8, 14)),
    ]
    day = date(2026, 5, 15) + timedelta(days=30)
    assert ontbrekend(NORMEN, K2, {"2026"}, day) == ()
    assert ontbrekend(NORMEN, K2, {"2026"}, day + timedelta(days=1)) == ("2026-K1",)
    assert ontbrekend(NORMEN, K1, {"2026", "2026-K1"}, date(2027, 1, 1)) == ()


def test_a_quarter_has_days_and_neighbours() -> None:
    assert Kwartaal.lees("2026-K4") == Kwartaal.van(date(2026, 12, 31)) == Kwartaal(2026, 4)
    assert (K1.verder(-1), K1.verder(5)) == (Kwartaal(2025, 4), Kwartaal(2027, 2))
    assert (K1.begin, K1.eind) == (date(2026, 1, 1), date(2026, 3, 31))
    assert K1.maanden == (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1))
    assert Kwartaal.laatst_voorbij(date(2026, 4, 1)) == K1
    for text in ("2026-K5", "2026K1", "1999-K1", "2026-K1 "):
        with pytest.raises(ValueError, match=text):
            Kwartaal.lees(text)


def a_delivery(**changes: Any) -> dict[str, Any]:
    """A delivery of which everything is right, as it is kept."""
    return {
        "kvkNummer": "12345678",
        "vormen": ["45"],
        "bedrijfsresultaat": 5_000,
        "bedrijfsopbrengsten": 100_000,
        "liquiditeit": 95_000,
        "overigeBedrijfskosten": 15_000,
        "werkkapitaal": 20_000,
        "personeelLoondienst": 70_000,
        "personeelNietLoondienst": 10_000,
        "opbrengstenJeugdwet": 80_000,
        "nietDeclarabeleProductie": 4_000,
        "wachttijden": [
            {"vorm": "45", "regiocode": "EEMLAND", "wachtenden": 3, "wachtdagen": 20},
        ],
        "wachttijdenMaatregelen": [],
        "continuiteitsrisico": False,
        "onderaannemers": [],
    } | changes


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, set()),
        ({"opbrengstenJeugdwet": 100_001}, {("opbrengstenJeugdwet", "hoger-dan-totaal")}),
        ({"nietDeclarabeleProductie": 80_001}, {("nietDeclarabeleProductie", "hoger-dan-totaal")}),
        ({"bedrijfsresultaat": 10_000}, set()),
        ({"bedrijfsresultaat": 10_001}, {("bedrijfsresultaat", "sluit-niet-aan")}),
        (
            {"wachttijden": [{"vorm": "44", "regiocode": "X", "wachtenden": 1}] * 2},
            {
                ("wachttijden[0].regiocode", "onbekend"),
                ("wachttijden[0].vorm", "niet-aangeboden"),
                ("wachttijden[0].wachtdagen", "ontbreekt"),
                ("wachttijden[1]", "dubbel"),
                ("wachttijden[1].regiocode", "onbekend"),
                ("wachttijden[1].vorm", "niet-aangeboden"),
                ("wachttijden[1].wachtdagen", "ontbreekt"),
            },
        ),
        (
            {"onderaannemers": [{"kvkNummer": "12345678"}], "vormen": ["45", "45"]},
            {("onderaannemers[0].kvkNummer", "zichzelf"), ("vormen[1]", "dubbel")},
        ),
    ],
)
def test_p10_checks_name_field_and_code_all_at_once(
    changes: dict[str, Any], expected: set[tuple[str, str]]
) -> None:
    faults = fouten_kwartaal(K1, a_delivery(**changes), frozenset({"EEMLAND"}), date(2026, 4, 1))
    assert {(one.veld, one.code) for one in faults} == expected


def test_p10_a_quarter_is_delivered_when_it_is_over() -> None:
    found = list(fouten_kwartaal(K1, a_delivery(), frozenset({"EEMLAND"}), K1.eind))
    assert [(one.veld, one.code) for one in found] == [("periode", "nog-niet-voorbij")]
    year = {
        "begrootResultaat": 0,
        "begroteOpbrengsten": 10,
        "begroteOverigeKosten": 0,
        "begrootPersoneelLoondienst": 0,
        "begrootPersoneelNietLoondienst": 0,
        "begroteOpbrengstenJeugdwet": 11,
    }
    assert [one.code for one in fouten_jaar(year)] == ["hoger-dan-totaal"]


@pytest.mark.parametrize(
    ("stap", "expected"),
    [
        (Stap(1, date(2026, 5, 1), "directeur", "gesprek"), set()),
        (Stap(1, date(2026, 6, 2), "directeur", "gesprek"), {("datum", "toekomst")}),
        (Stap(1, date(2026, 3, 1), "directeur", "gesprek"), {("datum", "volgorde")}),
        (Stap(3, date(2026, 5, 1), "directeur", "herstelplan"), {("uiterlijk", "ontbreekt")}),
        (
            Stap(4, date(2026, 5, 1), "directeur", "toezicht", date(2026, 4, 30)),
            {("uiterlijk", "volgorde")},
        ),
    ],
)
def test_p10_a_step_of_the_ladder_has_owner_day_and_action(
    stap: Stap, expected: set[tuple[str, str]]
) -> None:
    before = [Stap(0, date(2026, 4, 1), "directeur", "kennismaking")]
    found = fouten_stap(stap, before, date(2026, 6, 1))
    assert {(one.veld, one.code) for one in found} == expected
