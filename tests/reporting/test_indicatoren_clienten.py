# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The worked examples of the catalogue (B.1), each under the id of its indicator: who and what."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from services.reporting.domain.indicatoren import indicator_van
from services.reporting.domain.indicatoren.cellen import bereken, uitgelijnd
from services.reporting.domain.indicatoren.feiten import (
    Bedrag,
    Client,
    Contract,
    Feiten,
    Hulp,
    Ingave,
    Pgb,
    Plaatsen,
    Verblijf,
    Vraag,
)
from services.reporting.domain.indicatoren.register import Getal, groei

A, B = "0307", "0342"
JAAR = Vraag(date(2020, 1, 1), date(2020, 12, 31), date(2021, 6, 1))


def hulp(client: str, begin: date = date(2020, 3, 1), **changes: object) -> Hulp:
    made = Hulp(
        gemeente=A, aanbieder="90000101", client=client, begin=begin, zorgvorm="behandeling"
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def bedrag(client: str, cents: int, **changes: object) -> Bedrag:
    made = Bedrag(
        gemeente=A, aanbieder="90000101", client=client, maand=date(2020, 3, 1), bedrag=cents
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def values(id: str, feiten: Feiten, vraag: Vraag = JAAR) -> dict[str, Getal]:
    found = indicator_van(id)
    assert found is not None
    return dict(found.bereken(feiten, vraag).waarden)


def many(count: int, prefix: str = "c") -> Iterable[str]:
    return (f"{prefix}{n}" for n in range(count))


def test_i01_a_client_counts_once_and_only_with_a_day_of_help_in_the_period() -> None:
    spells = [
        hulp("noor"),
        hulp("noor", zorgvorm="verblijf"),
        hulp("sem", date(2019, 1, 1), eind=date(2020, 1, 1)),
        hulp("liv", date(2019, 1, 1), eind=date(2019, 12, 31)),
        hulp("max", date(2021, 1, 1)),
    ]
    assert values("I-01", Feiten(hulp=spells)) == {"uniekeClienten": 2}


def test_i02_each_form_and_the_total_are_counts_of_their_own() -> None:
    spells = [hulp("noor"), hulp("noor", zorgvorm="verblijf"), hulp("sem")]
    indicator = indicator_van("I-02")
    assert indicator is not None

    found = bereken(indicator, Feiten(hulp=spells), JAAR, indicator.vast)

    counts = {cel: one.waarden["uniekeClienten"] for cel, one in found.items()}
    assert counts == {(): 2, ("behandeling",): 2, ("verblijf",): 1}


@pytest.mark.parametrize(
    ("clients", "movers", "summed"), [(8_972, 51, 9_023), (8_967, 59, 9_026)], ids=["2019", "2020"]
)
def test_i03_rows_exceed_the_total_by_who_moved(clients: int, movers: int, summed: int) -> None:
    """Table 2: 9 023 in rows and 8 972 in all, so 51 moved; and a year later 59."""
    spells = [hulp(one) for one in many(clients)]
    spells += [hulp(one, date(2020, 6, 1), gemeente=B) for one in many(movers)]
    indicator = indicator_van("I-03")
    assert indicator is not None

    found = dict(bereken(indicator, Feiten(hulp=spells), JAAR, indicator.vast))

    total = int(found.pop(()).waarden["uniekeClienten"] or 0)
    rows = sum(int(one.waarden["uniekeClienten"] or 0) for one in found.values())
    assert (total, rows, rows - total) == (clients, summed, movers)


@pytest.mark.parametrize(
    ("clients", "forms", "overlap", "each"),
    [(8_972, 11_026, 2_054, 1.23), (8_967, 11_611, 2_644, 1.29)],
    ids=["2019", "2020"],
)
def test_i04_overlap_is_the_forms_above_one_each(
    clients: int, forms: int, overlap: int, each: float
) -> None:
    """The legible rows of table 1 add up to 11 026 and 11 611."""
    spells = [hulp(one) for one in many(clients)]
    spells += [hulp(one, zorgvorm="verblijf") for one in many(forms - clients)]
    found = values("I-04", Feiten(hulp=spells))
    assert found == {
        "overlap": overlap,
        "vormenPerClient": each,
        "clientenMetMeerVormen": overlap,
    }


def test_i05_use_of_8967_clients_by_70000_young_people_is_12_8_percent() -> None:
    spells = [hulp(one) for one in many(8_967)]
    ages = dict.fromkeys(many(8_967), Client("2010-05", "1")) | {"c0": Client("2001-05", "2")}
    youth = [
        Ingave(gemeente=A, soort="jeugdigen", jaar=2019, waarde=1),
        Ingave(gemeente=A, soort="jeugdigen", jaar=2020, waarde=50_000),
        Ingave(gemeente=B, soort="jeugdigen", jaar=2020, waarde=20_000),
        Ingave(gemeente=B, soort="jeugdigen", jaar=2021, waarde=1),
    ]
    found = values("I-05", Feiten(hulp=spells, clienten=ages, ingaven=youth))
    assert (found["gebruikAlleClienten"], found["gebruik"]) == (12.8, 12.8)
    assert (found["clientenTot18"], found["jeugdigen"]) == (8_966, 70_000)


def test_i08_trajectories_per_client_go_from_2_to_1_73() -> None:
    """MLO: 8 000 trajectories of 4 000 clients, and 7 439 of 4 300."""
    for clients, count, ratio in ((4_000, 8_000, 2.0), (4_300, 7_439, 1.73)):
        spells = [hulp(one) for one in many(clients)]
        spells += [hulp(one, zorgvorm="verblijf") for one in many(count - clients)]
        found = values("I-08", Feiten(hulp=spells))
        assert found == {"trajectenPerClient": ratio, "trajecten": count}


def test_i08_a_gap_of_thirty_days_keeps_a_trajectory_whole() -> None:
    first = hulp("noor", date(2020, 1, 1), eind=date(2020, 1, 31))
    for begin, count in ((date(2020, 3, 1), 1), (date(2020, 3, 3), 2)):  # 29 and 31 days between
        again = hulp("noor", begin)
        assert values("I-08", Feiten(hulp=[again, first]))["trajecten"] == count


def test_i13_cbs_jeugdbescherming_first_half_of_2023() -> None:
    """29 115 + 4 470 - 5 625 = 27 960; who ends on the last day is not in the final stock."""
    half = Vraag(date(2023, 1, 1), date(2023, 6, 30), date(2023, 9, 1))
    before, last = date(2022, 5, 1), date(2023, 6, 30)
    spells = [hulp(one, before) for one in many(29_115 - 5_625, "loopt")]
    spells += [hulp(one, before, eind=last) for one in many(5_625, "uit")]
    spells += [hulp(one, date(2023, 2, 1)) for one in many(4_470, "in")]

    found = values("I-13", Feiten(hulp=spells), half)

    assert (found["beginstand"], found["instroom"], found["uitstroom"]) == (29_115, 4_470, 5_625)
    assert (found["herinstroom"], found["eindstand"]) == (0, 27_960)


def test_i13_who_returns_within_a_year_is_no_inflow_and_the_stocks_still_add_up() -> None:
    spells = [
        hulp("terug", date(2019, 1, 1), eind=date(2019, 11, 30)),
        hulp("terug", date(2020, 5, 1)),
        hulp("lang-weg", date(2018, 1, 1), eind=date(2018, 2, 1)),
        hulp("lang-weg", date(2020, 5, 1), eind=date(2020, 7, 1)),
        hulp("door", date(2019, 1, 1), eind=date(2020, 4, 1)),
        hulp("door", date(2020, 4, 20), zorgvorm="verblijf"),
    ]
    found = values("I-13", Feiten(hulp=spells))
    assert found == {
        "beginstand": 1,
        "instroom": 1,
        "herinstroom": 1,
        "uitstroom": 1,
        "eindstand": 2,
        "doorstroom": 1,
        "overgekomen": 0,
        "overgegaan": 0,
    }


def test_i14_classes_by_days_since_the_start() -> None:
    begins = {
        "tot3Maanden": date(2020, 11, 1),
        "tot6Maanden": date(2020, 7, 1),
        "tot12Maanden": date(2020, 2, 1),
        "tot2Jaar": date(2019, 1, 1),
        "tot3Jaar": date(2018, 1, 1),
        "tot4Jaar": date(2017, 1, 1),
        "langer": date(2016, 12, 31),
    }
    found = values("I-14", Feiten(hulp=[hulp(name, begin) for name, begin in begins.items()]))
    assert {name: found[name] for name in begins} == dict.fromkeys(begins, 1)
    assert (found["korterDan2Jaar"], found["vanaf2Jaar"]) == (4, 3)


def test_i18_45_of_101_providers_are_small() -> None:
    """MLO 2020: 45 of 101 ambulant providers below EUR 20 000 is 44.6 percent."""
    spent = [bedrag("x", 1_999_999, aanbieder=f"klein{n}") for n in range(45)]
    spent += [bedrag("y", 2_000_000, aanbieder=f"groot{n}") for n in range(56)]
    agreed = [Contract(gemeente=A, aanbieder="stil", begin=date(2019, 1, 1))]
    helped = [hulp("x", aanbieder="klein1")]
    found = values("I-18", Feiten(bedragen=spent, contracten=agreed, hulp=helped))
    assert (found["klein"], found["aanbieders"], found["aandeelKlein"]) == (45, 101, 44.6)
    assert (found["eenClient"], found["zonderLevering"]) == (1, 1)


def test_i17_seven_providers_have_eighty_percent() -> None:
    spent = [bedrag("x", 12_000, aanbieder=f"groot{n}") for n in range(7)]
    spent += [bedrag("x", 1_000, aanbieder=f"klein{n}") for n in range(16)]
    found = values("I-17", Feiten(bedragen=spent))
    assert (found["aanbiedersVoor80"], found["aanbieders"]) == (7, 23)
    assert (found["aandeelTop5"], found["hhi"]) == (60.0, 0.1024)


def test_i19_the_movement_to_families_is_not_yet_visible() -> None:
    """Eemland 2019 to 2020: stay 339 to 345, family forms 373 to 319 (-14.5 percent)."""
    found = []
    for other, family in ((339, 373), (345, 319)):
        spells = [hulp(one, hulpvorm="ander verblijf") for one in many(other, "v")]
        spells += [hulp(one, hulpvorm="pleegzorg") for one in many(family, "g")]
        found.append(values("I-19", Feiten(hulp=spells)))
    before, after = found
    assert groei(before["clientenGezinsvorm"], after["clientenGezinsvorm"]) == -14.5
    assert (before["clientenVerblijf"], after["clientenVerblijf"]) == (712, 664)
    assert (before["aandeelGezinsvorm"], after["aandeelGezinsvorm"]) == (52.4, 48.0)


def test_i19_two_forms_on_one_day_are_one_day() -> None:
    spells = [
        hulp("noor", date(2020, 1, 1), eind=date(2020, 1, 10)),
        hulp("noor", date(2020, 1, 6), eind=date(2020, 1, 15), zorgvorm="dyslexie"),
    ]
    assert values("I-19", Feiten(hulp=spells))["dagenAmbulant"] == 15


def test_i20_places_go_from_285_to_210() -> None:
    agreed = [
        Plaatsen(
            aanbieder="90000101", functie="jeugdzorgplus", jaar=jaar, afgesproken=n, beschikbaar=0
        )
        for jaar, n in ((2015, 285), (2019, 200), (2019, 10))
    ]
    stays = [hulp(one, date(2019, 6, 1), hulpvorm="gesloten plaatsing") for one in many(189)]
    for jaar, places, occupied in ((2015, 285, 0), (2019, 210, 189)):
        vraag = Vraag(date(jaar, 1, 1), date(jaar, 12, 31), date(2020, 3, 1))
        found = values("I-20", Feiten(plaatsen=agreed, hulp=stays), vraag)
        assert (found["plaatsen"], found["bezet"]) == (places, occupied)
    assert found["bezetting"] == 90.0


def test_i22_transfers_per_child_and_drop_out() -> None:
    def place(client: str, begin: date, eind: date | None, **changes: object) -> Verblijf:
        made = Verblijf(gemeente=A, client=client, vorm="pleegzorg", begin=begin, eind=eind)
        return replace(made, **changes)  # type: ignore[arg-type]

    moved = date(2020, 5, 1)
    places = [
        place("noor", date(2019, 1, 1), moved, einde_reden="uitval"),
        place("noor", moved, None, vorm="instelling", onvrijwillig=True),
        place("sem", date(2019, 1, 1), date(2020, 6, 1), einde_reden="naar-huis"),
        place("sem", date(2020, 8, 1), None),  # two months at home: no transfer
    ]
    ends = [
        hulp(f"e{code}", eind=date(2020, 9, 1), reden=code) for code in ("31", "32", "34", "20")
    ]
    found = values("I-22", Feiten(verblijven=places, hulp=ends))
    assert (found["overplaatsingen"], found["onvrijwillig"], found["perKind"]) == (1, 1, 0.5)
    assert (found["uitvalPleegzorg"], found["voortijdig"]) == (50.0, 66.7)


def test_i23_who_comes_back_within_a_year() -> None:
    left = date(2020, 3, 1)
    spells = [hulp(one, date(2019, 1, 1), eind=left) for one in ("a", "b", "c")]
    spells += [hulp("a", date(2021, 3, 1)), hulp("b", date(2021, 3, 2))]
    found = values("I-23", Feiten(hulp=spells), replace(JAAR, peildag=date(2021, 3, 10)))
    assert (found["uitgestroomd"], found["teruggekeerd"], found["terugkeer"]) == (3, 1, 33.3)


def test_i26_a_client_with_both_counts_on_both_sides() -> None:
    budgets = [Pgb(gemeente=A, client=one, begin=date(2020, 2, 1)) for one in ("noor", "sem")]
    spent = [Ingave(gemeente=A, soort="pgb-uitgaven", jaar=2020, waarde=900_00)]
    facts = Feiten(
        pgbs=budgets, hulp=[hulp("noor"), hulp("liv")], bedragen=[bedrag("noor", 5)], ingaven=spent
    )
    assert values("I-26", facts) == {
        "clientenPgb": 2,
        "clientenZin": 2,
        "aandeelPgb": 66.7,
        "bedragZin": 5,
        "bedragPgb": 900_00,
    }


def test_i27_lta_of_eemland_286_and_269() -> None:
    for count in (286, 269):
        spells = [hulp(one, segment="lta") for one in many(count)] + [hulp("ander")]
        spent = [bedrag("c1", 700, segment="lta"), bedrag("ander", 900)]
        found = values("I-27", Feiten(hulp=spells, bedragen=spent))
        assert found == {"uniekeClienten": count, "bedrag": 700}


def test_growth_of_i07_and_i09_as_midden_limburg_oost_prints_them() -> None:
    assert groei(453_700, 536_000) == 18.1
    assert groei(226_850, 309_827) == 36.6


def test_a_period_is_laid_beside_another_under_the_same_labels() -> None:
    indicator = indicator_van("I-01")
    assert indicator is not None
    vorig = Vraag(date(2019, 1, 1), date(2019, 12, 31), JAAR.peildag)
    spells = [hulp("noor", date(2019, 3, 1), eind=date(2019, 4, 1)), hulp("sem", gemeente=B)]
    by = ("maand", "gemeente")
    before = bereken(indicator, Feiten(hulp=spells), vorig, by)

    assert uitgelijnd(before, by, 12).keys() == {(), ("2020-03", A), ("2020-04", A)}
    by_quarter = bereken(indicator, Feiten(hulp=spells), vorig, ("kwartaal",))
    assert uitgelijnd(by_quarter, ("kwartaal",), 12).keys() == {(), ("2020-K1",), ("2020-K2",)}
    assert uitgelijnd(by_quarter, ("kwartaal",), 13) == by_quarter
