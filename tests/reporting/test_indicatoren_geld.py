# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The worked examples of the catalogue (B.1, B.2), each under its id: money, waiting, measures."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from libs.ijw.volumes import Omvang
from libs.ijw.worth import Award, Tarief, maandwaarden
from services.reporting.domain.indicatoren import indicator_van
from services.reporting.domain.indicatoren.cellen import bereken
from services.reporting.domain.indicatoren.feiten import (
    Achterstand,
    Bedrag,
    Berichten,
    Client,
    Consult,
    Feiten,
    Hulp,
    Ingave,
    Maand,
    Maatregel,
    Toekomstplan,
    Toewijzing,
    Uitvoering,
    Verwijzing,
    Verzoek,
    Vraag,
)
from services.reporting.domain.indicatoren.register import Getal, groei

A, AGB = "0327", "90000101"
JAN, FEB, MAR = date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)
KWARTAAL = Vraag(JAN, date(2024, 3, 31), date(2024, 6, 1))
JAAR = Vraag(JAN, date(2024, 12, 31), date(2025, 6, 1))


def outcome(id: str, feiten: Feiten, vraag: Vraag = JAAR) -> tuple[dict[str, Getal], list[str]]:
    found = indicator_van(id)
    assert found is not None
    made = found.bereken(feiten, vraag)
    return dict(made.waarden), list(made.signalen)


def values(id: str, feiten: Feiten, vraag: Vraag = JAAR) -> dict[str, Getal]:
    return outcome(id, feiten, vraag)[0]


def bedrag(client: str, cents: int, **changes: object) -> Bedrag:
    made = Bedrag(gemeente=A, aanbieder=AGB, client=client, maand=JAN, bedrag=cents)
    return replace(made, **changes)  # type: ignore[arg-type]


def hulp(client: str, begin: date = JAN, **changes: object) -> Hulp:
    made = Hulp(gemeente=A, aanbieder=AGB, client=client, begin=begin)
    return replace(made, **changes)  # type: ignore[arg-type]


def weekly(
    invoiced: dict[date, int] | None = None, *deliveries: Uitvoering, end: date | None = None
) -> Toewijzing:
    """Two hours a week at EUR 80 from 1 January through 31 March 2024."""
    end = end or date(2024, 3, 31)
    award = Award(JAN, end, Omvang(volume=2, eenheid="04", frequentie="2"), None, None)
    months = maandwaarden(award, [Tarief(8_000, "04", JAN, None)])
    return Toewijzing(
        gemeente=A,
        aanbieder=AGB,
        client="noor",
        nummer=1,
        ingang=JAN,
        eind=end,
        frequentie="2",
        maanden=[Maand(one.maand, one.bedrag, one.dubbel) for one in months],
        uitvoering=deliveries,
        gefactureerd=invoiced or {},
    )


def test_i06_claims_and_the_months_of_contributions() -> None:
    told = [
        Ingave(gemeente=A, soort="taakbijdrage", jaar=2024, waarde=1_200),
        Ingave(gemeente=A, soort="subsidie", jaar=2024, waarde=2_400),
        Ingave(gemeente=A, soort="begroting", jaar=2024, waarde=99_999),
    ]
    spent = [bedrag("noor", 500), bedrag("noor", -100), bedrag("sem", 7, maand=date(2024, 4, 1))]
    found = values("I-06", Feiten(bedragen=spent, ingaven=told), KWARTAAL)
    assert found == {"uitgaven": 1_300, "toegekend": 400, "bijdragen": 900}


def test_i07_4537_becomes_5360_which_is_18_1_percent_more() -> None:
    found = []
    for clients, each in ((4_000, 453_700), (4_300, 536_000)):
        helped = [hulp(f"c{n}") for n in range(clients)]
        spent = [bedrag(f"c{n}", each) for n in range(clients)]
        found.append(values("I-07", Feiten(hulp=helped, bedragen=spent))["kostenPerClient"])
    assert found == [453_700, 536_000]
    assert groei(*found) == 18.1


def test_i09_the_cost_of_a_trajectory_rises_by_36_6_percent() -> None:
    found = []
    for clients, count, each in ((4_000, 8_000, 453_700), (4_300, 7_439, 536_000)):
        helped = [hulp(f"c{n}") for n in range(clients)]
        helped += [hulp(f"c{n}", zorgvorm="verblijf") for n in range(count - clients)]
        spent = [bedrag(f"c{n}", each) for n in range(clients)]
        found.append(values("I-09", Feiten(hulp=helped, bedragen=spent))["kostenPerTraject"])
    assert found == [226_850, 309_827]
    assert groei(*found) == 36.6


def test_i10_indexation_is_told_apart_from_use() -> None:
    """100 units at 50 become 120 at 55, and 10 at 100 become 10 at 110: price +10 %."""
    before, now = date(2023, 3, 1), date(2024, 3, 1)
    spent = [
        bedrag("a", 5_000, maand=before, volume=100, product="45B01", eenheid="04"),
        bedrag("a", 1_000, maand=before, volume=10, product="44A01", eenheid="16"),
        bedrag("a", 6_600, maand=now, volume=120, product="45B01", eenheid="04"),
        bedrag("a", 1_100, maand=now, volume=10, product="44A01", eenheid="16"),
    ]
    helped = [hulp("a", date(2023, 1, 1))]
    found = values("I-10", Feiten(hulp=helped, bedragen=spent))
    assert (found["prijs"], found["volume"], found["restPerClient"]) == (10.0, 16.7, 16.7)
    assert (found["bedragBasis"], found["bedrag"]) == (6_000, 7_700)


def test_i11_of_the_worked_example_is_53_8_percent() -> None:
    """B.2: thirteen weeks of 2 h at EUR 80 is 2 080; 14 h claimed is 1 120; factor 1.857."""
    award = weekly({JAN: 40_000, FEB: 40_000, MAR: 32_000}, Uitvoering(JAN))
    found = values("I-11", Feiten(toewijzingen=[award]), KWARTAAL)
    assert (found["toegewezen"], found["gefactureerd"]) == (208_000, 112_000)
    assert (found["bruto"], found["netto"], found["rijp"]) == (53.8, 53.8, 53.8)
    assert found["factor"] == 1.857


def test_i11_of_the_region_is_just_above_half() -> None:
    """Awarded 20.0 million, claimed 10.4 million: 52.0 percent, factor 1.92."""
    awards = [
        replace(
            weekly(),
            nummer=n,
            maanden=[Maand(JAN, 20_000_00)],
            gefactureerd={JAN: 10_400_00},
            uitvoering=[Uitvoering(JAN)],
        )
        for n in range(1_000)
    ]
    found = values("I-11", Feiten(toewijzingen=awards), KWARTAAL)
    assert (found["toegewezen"], found["gefactureerd"]) == (2_000_000_000, 1_040_000_000)
    assert (found["bruto"], round(float(found["factor"] or 0), 2)) == (52.0, 1.92)


@pytest.mark.parametrize(
    ("deliveries", "invoiced", "reasons"),
    [
        ((), {}, {"geenStart": 208_000}),
        (
            (Uitvoering(FEB),),
            {FEB: 64_000, MAR: 64_000},
            {"lateStart": 80_000},
        ),
        (
            (Uitvoering(JAN, date(2024, 1, 31)),),
            {JAN: 80_000},
            {"stopZonderIntrekking": 128_000},
        ),
        (
            (Uitvoering(JAN, date(2024, 1, 31), tijdelijk=True), Uitvoering(MAR)),
            {JAN: 80_000, MAR: 64_000},
            {"tijdelijkeStop": 64_000},
        ),
        ((Uitvoering(JAN),), {JAN: 80_000, MAR: 64_000}, {"nietGedeclareerd": 64_000}),
        (
            (Uitvoering(JAN),),
            {JAN: 60_000, FEB: 64_000, MAR: 70_000},
            {"onderlevering": 20_000, "meerGedeclareerd": -6_000},
        ),
    ],
)
def test_i11_shows_why(
    deliveries: tuple[Uitvoering, ...], invoiced: dict[date, int], reasons: dict[str, int]
) -> None:
    """A week that two months touch counts in the first: 800, 640 and 640 euros."""
    found = values("I-11", Feiten(toewijzingen=[weekly(invoiced, *deliveries)]), KWARTAAL)
    names = (
        "geenStart",
        "lateStart",
        "tijdelijkeStop",
        "stopZonderIntrekking",
        "nietGedeclareerd",
        "onderlevering",
        "meerGedeclareerd",
    )
    assert {name: found[name] for name in names if found[name]} == reasons
    gap = int(found["toegewezen"] or 0) - int(found["gefactureerd"] or 0)
    assert sum(reasons.values()) == gap


def test_i11_netto_ends_at_a_definitive_stop_and_not_at_a_pause() -> None:
    stopped = Uitvoering(JAN, date(2024, 2, 4))  # five weeks of thirteen
    for delivery, netto in ((stopped, 100.0), (replace(stopped, tijdelijk=True), 38.5)):
        award = weekly({JAN: 80_000}, delivery)
        found = values("I-11", Feiten(toewijzingen=[award]), KWARTAAL)
        assert (found["bruto"], found["netto"]) == (38.5, netto)


def test_i11_rijp_leaves_out_months_whose_claims_are_still_to_come() -> None:
    award = weekly({JAN: 80_000}, Uitvoering(JAN))
    asked = replace(KWARTAAL, peildag=date(2024, 3, 31))
    found = values("I-11", Feiten(toewijzingen=[award]), asked)
    assert (found["bruto"], found["rijp"]) == (38.5, 100.0)
    assert values("I-11", Feiten(toewijzingen=[award]), replace(asked, peildag=JAN))["rijp"] is None


def test_i11_signals_three_ripe_months_below_sixty_percent() -> None:
    low = weekly({JAN: 40_000, FEB: 38_000, MAR: 32_000}, Uitvoering(JAN))
    one_better = replace(low, gefactureerd={JAN: 40_000, FEB: 39_000, MAR: 32_000})
    assert outcome("I-11", Feiten(toewijzingen=[low]), KWARTAAL)[1] == ["verzilvering-laag"]
    assert outcome("I-11", Feiten(toewijzingen=[one_better]), KWARTAAL)[1] == []


def test_i11_what_has_no_value_stands_beside_the_formula() -> None:
    spent = [bedrag("noor", 900, toewijzing=1), bedrag("sem", 500, toewijzing=9)]
    award = weekly({JAN: 900}, Uitvoering(JAN))
    found = values("I-11", Feiten(toewijzingen=[award], bedragen=spent), KWARTAAL)
    assert (found["gefactureerd"], found["buitenFormule"]) == (900, 500)


def test_i12_open_is_what_lacks_and_what_is_to_come() -> None:
    award = weekly({JAN: 90_000, FEB: 50_000}, Uitvoering(JAN))
    asked = replace(KWARTAAL, peildag=date(2024, 3, 15))
    found = values("I-12", Feiten(toewijzingen=[award]), asked)
    # 800 + 640 awarded and 1 400 approved of two months that are over; 640 is still to come.
    assert (found["verstreken"], found["komend"], found["open"]) == (4_000, 64_000, 68_000)
    assert found["tot3Maanden"] == 4_000


def test_i15_median_p80_and_share_within_the_norm() -> None:
    def referral(client: str, days: int | None, **changes: object) -> Verwijzing:
        start = None if days is None else FEB + timedelta(days=days)
        made = Verwijzing(
            gemeente=A, aanbieder=AGB, client=client, status="gestart", verwezen=FEB, start=start
        )
        return replace(made, **changes)  # type: ignore[arg-type]

    breach = referral("r11", 121, contact=date(2024, 3, 15))  # 43 and 78 days
    crisis = referral("crisis", 0, crisis=True)
    waiting = referral("wacht", None, status="toegewezen", toegewezen=MAR)
    asked_only = referral("vraag", None, status="in-onderzoek")
    started = [referral(f"c{n}", n) for n in (10, 20, 30, 98, 99)]
    facts = Feiten(verwijzingen=[breach, crisis, waiting, asked_only, *started])

    found = values("I-15", facts, replace(JAAR, peildag=date(2024, 7, 1)))

    assert (found["gestart"], found["mediaan"], found["p80"]) == (6, 64.0, 99.0)
    assert found["binnenNorm"] == 66.7  # four of six
    assert (found["wachtlijst"], found["wachtMediaan"]) == (1, 151.0)
    assert found["wachtBovenNorm"] == 1


def test_i16_the_gi_has_thirty_percent_of_the_cost() -> None:
    helped = [hulp("a", verwijzer="02"), hulp("b", verwijzer="02"), hulp("c", verwijzer="04")]
    spent = [bedrag("a", 70, verwijzer="02"), bedrag("c", 30, verwijzer="04")]
    indicator = indicator_van("I-16")
    assert indicator is not None
    found = bereken(indicator, Feiten(hulp=helped, bedragen=spent), JAAR, indicator.vast)
    assert found[("04",)].waarden == {"uniekeClienten": 1, "bedrag": 30, "bedragPerClient": 30}
    assert found[("02",)].waarden["bedragPerClient"] == 35
    assert found[()].waarden["bedrag"] == 100


def test_i21_351_supervision_orders_become_369() -> None:
    for count in (351, 369):
        measures = [
            Maatregel(gemeente=A, client=f"c{n}", soort="ots", begin=date(2023, 6, 1))
            for n in range(count)
        ]
        measures += [
            Maatregel(
                gemeente=A,
                client=f"n{n}",
                soort="ots",
                begin=FEB,
                eind=MAR,
                oorzaken=("complexe-scheiding",) if n < 2 else (),
            )
            for n in range(3)
        ]
        measures += [
            Maatregel(gemeente=A, client=f"v{n}", soort="voogdij", begin=JAN) for n in range(150)
        ]
        found = values("I-21", Feiten(maatregelen=measures))
        assert (found["otsLopend"], found["otsBegonnen"], found["voogdij"]) == (count, 3, 150)
        assert (found["otsLangerDanJaar"], found["aandeelScheiding"]) == (100.0, 66.7)


def test_i24_plans_at_seventeen_and_what_follows_at_eighteen() -> None:
    ages = {
        "zeventien": Client("2007-06", "1"),
        "zonder": Client("2007-06", "1"),
        "achttien": Client("2006-03", "2"),
        "geen": Client("2006-03", "2"),
    }
    helped = [hulp("zeventien"), hulp("zonder")]
    helped += [hulp(one, date(2023, 1, 1), eind=MAR) for one in ("achttien", "geen")]
    plans = [
        Toekomstplan(gemeente=A, client="zeventien", goedgekeurd=FEB, regimes=("zvw",)),
        Toekomstplan(gemeente=A, client="achttien", goedgekeurd=JAN, regimes=("wlz",)),
        Toekomstplan(gemeente=A, client="geen", goedgekeurd=JAN, regimes=("geen",)),
    ]
    facts = Feiten(hulp=helped, clienten=ages, toekomstplannen=plans)
    assert values("I-24", facts) == {
        "zeventien": 2,
        "metPlan": 50.0,
        "geeindigdOp18": 2,
        "metVervolg": 50.0,
    }


def test_i25_few_cases_have_a_fifth_of_the_cost() -> None:
    spent = [bedrag("complex", 4_000_001)] + [bedrag(f"c{n}", 400_000) for n in range(40)]
    found = values("I-25", Feiten(bedragen=spent))
    assert (found["casussen"], found["bedrag"]) == (1, 4_000_001)
    assert (found["aandeelKosten"], found["aandeelClienten"]) == (20.0, 2.4)


def test_i28_rejected_overdue_and_how_long_an_answer_took() -> None:
    received = date(2024, 2, 1)
    facts = Feiten(
        berichten=[
            Berichten(gemeente=A, aanbieder=AGB, ontvangen=received, aantal=8, afgekeurd=1),
            Berichten(gemeente=A, aanbieder=AGB, ontvangen=date(2023, 1, 1), aantal=9, afgekeurd=9),
        ],
        verzoeken=[
            Verzoek(gemeente=A, aanbieder=AGB, ontvangen=received, beantwoord=date(2024, 2, 4)),
            Verzoek(gemeente=A, aanbieder=AGB, ontvangen=received, te_laat=True),
        ],
        achterstanden=[
            Achterstand(gemeente=A, aanbieder=AGB, maand=JAN, dagen=10, regels=5),
            Achterstand(gemeente=A, aanbieder=AGB, maand=JAN, dagen=50, regels=4),
        ],
    )
    assert values("I-28", facts) == {
        "berichten": 8,
        "afgekeurd": 12.5,
        "verzoeken": 2,
        "teLaat": 50.0,
        "antwoordMediaan": 3.0,
        "declaratieAchterstand": 10,
    }


def test_i29_consults_solved_without_a_referral() -> None:
    given = [
        Consult(gemeente=A, datum=FEB, vervolg=vervolg)
        for vervolg in ("geen", "lokaal-team", "jeugdhulp", "vrij-toegankelijk", None)
    ]
    assert values("I-29", Feiten(consulten=given)) == {
        "consulten": 5,
        "opgelost": 75.0,
        "zonderBekendVervolg": 1,
    }


def test_i30_forecast_is_realised_and_expected_and_the_usual_of_the_rest() -> None:
    told = [
        Ingave(gemeente=A, soort="begroting", jaar=2024, waarde=1_200),
        Ingave(gemeente=A, soort="taakbijdrage", jaar=2024, waarde=240),
    ]
    # Known on 31 May: January to March are ripe at 100 each, April lacks 60, May has nothing.
    spent = [bedrag("a", 100, maand=date(2024, m, 1)) for m in (1, 2, 3)]
    spent.append(bedrag("a", 40, maand=date(2024, 4, 1)))
    asked = Vraag(JAN, date(2024, 5, 31), date(2024, 5, 31))

    found = values("I-30", Feiten(bedragen=spent, ingaven=told), asked)

    assert (found["begroting"], found["gerealiseerd"], found["uitputting"]) == (500, 440, 88.0)
    assert found["nogTeVerwachten"] == 160
    assert found["prognose"] == 340 + 160 + 7 * 100 + 240
    assert (found["begrotingJaar"], found["afwijking"]) == (1_200, 240)
    assert found["bijdrageTaakgericht"] == 100
