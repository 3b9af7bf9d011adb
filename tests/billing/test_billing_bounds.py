# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What bounds payment beside the toewijzing: ceilings (C-09) and the end of a contract (C-12)."""

from datetime import date

from libs.common.contracts import PlafondVastgesteld, Tarief
from tests.billing.claims import AANBIEDER
from tests.billing.harness import Billing
from tests.billing.messages import contract, product, toewijzing
from tests.billing.story import Publish, a_claim, awarded, codes, contracted, month, step, tell

GENERIEK = {"categorie": None, "code": None, "omvang": None, "budget": 500_000_000}


async def test_c_09_a_ceiling_stops_only_what_is_not_specific(
    billing: Billing, publish: Publish
) -> None:
    """Full: a generic line is refused, a specific one and crisis are paid; so is what is left."""
    crisis = {"categorie": "46", "code": "46A01"}
    plafond = PlafondVastgesteld(
        contract_id="contract-1", jaar=2026, versie=1, agb_code=AANBIEDER, bedrag=10_000
    )
    await tell(
        billing,
        publish,
        contract(),
        product(),
        contracted(**crisis, product_id="product-crisis"),
        plafond,
        awarded(**GENERIEK),
        toewijzing(10073),
        toewijzing(10074).model_copy(update=GENERIEK | {"categorie": "46"}),
    )
    may = date(2026, 5, 1)
    first = month(date(2026, 4, 1), volume=8, bedrag=10_000)
    assert await codes(billing, a_claim(first)) == [[]]

    lines = (
        month(may, nummer=1, referentie_nummer="RN2", volume=1, bedrag=1250),
        month(may, nummer=2, referentie_nummer="RN3", toewijzing_nummer=10073),
        month(may, **crisis, nummer=3, referentie_nummer="RN4", toewijzing_nummer=10074),
    )
    assert await codes(billing, a_claim(*lines, number=2)) == [["9369"], [], []]
    seen = (await step(billing, "EB005"))["feiten"]
    assert (seen["plafond"], seen["eerderGebruikt"], seen["ruimte"]) == (10_000, 10_000, 0)

    more = plafond.model_copy(update={"versie": 2, "bedrag": 20_000 + 1250})
    await tell(billing, publish, more)
    again = month(may, referentie_nummer="RN5", volume=1, bedrag=1250)
    beyond = month(date(2026, 6, 1), nummer=2, referentie_nummer="RN6", volume=1, bedrag=1250)
    assert await codes(billing, a_claim(again, beyond, number=3)) == [[], ["9369"]]


async def test_c09_at_a_hundred_percent_of_a_million(billing: Billing, publish: Publish) -> None:
    """C-09: at 1 000 000 euro an aspecific line is refused and a specific one is paid in full."""
    plafond = PlafondVastgesteld(
        contract_id="contract-1", jaar=2026, versie=1, agb_code=AANBIEDER, bedrag=100_000_000
    )
    known = (contract(), product(), plafond, awarded(**GENERIEK), toewijzing(10073))
    await tell(billing, publish, *known)
    half = {"volume": 40_000, "bedrag": 50_000_000}
    march = month(date(2026, 3, 1), **half)
    april = month(date(2026, 4, 1), nummer=2, referentie_nummer="RN1B", **half)
    assert await codes(billing, a_claim(march, april)) == [[], []]

    may = date(2026, 5, 1)
    aspecific = month(may, referentie_nummer="RN2", volume=1, bedrag=1250)
    specific = month(may, nummer=2, referentie_nummer="RN3", toewijzing_nummer=10073)
    assert await codes(billing, a_claim(aspecific, specific, number=2)) == [["9369"], []]
    seen = (await step(billing, "EB005"))["feiten"]
    assert (seen["plafond"], seen["eerderGebruikt"]) == (100_000_000, 100_000_000)


async def test_c_12_help_is_finished_at_the_last_tariff(billing: Billing, publish: Publish) -> None:
    """Contract to 30 June, run-off to 30 Sept: what began under it goes on, nothing new does."""
    ended = contract().model_copy(
        update={"geldig_tot": date(2026, 6, 30), "uitloop_tot": date(2026, 9, 30)}
    )
    tarieven = (
        Tarief(bedrag=1200, geldig_van=date(2026, 1, 1), geldig_tot=date(2026, 5, 31)),
        Tarief(bedrag=1250, geldig_van=date(2026, 6, 1), geldig_tot=date(2026, 6, 30)),
    )
    new = toewijzing(10073).model_copy(update={"ingangsdatum": date(2026, 7, 1)})
    await tell(billing, publish, ended, contracted(tarieven=tarieven), toewijzing(), new)
    july, october = date(2026, 7, 1), date(2026, 10, 1)
    went_on = month(july)
    began = month(july, nummer=2, referentie_nummer="RN2", toewijzing_nummer=10073)
    over = month(october, referentie_nummer="RN3")

    assert await codes(billing, a_claim(went_on, began)) == [[], ["0611"]]
    assert (await step(billing, "TR418"))["feiten"]["contracttarief"] == 1250
    assert await codes(billing, a_claim(over, number=2)) == [["0611"]]


async def test_c_12_euros_end_with_their_contract(billing: Billing, publish: Publish) -> None:
    """No tariff tells it (CD087), so the product list of a contract that is over is not in use."""
    ended = contract().model_copy(update={"geldig_tot": date(2026, 6, 30)})
    in_euros = contracted(eenheid="83", variant="outputgericht", tarieven=())
    await tell(billing, publish, ended, in_euros, awarded(omvang=None, budget=500_000_000))
    euros = {"eenheid": "83", "tarief": None, "volume": 5000, "bedrag": 5000}
    june = month(date(2026, 6, 1), **euros)
    july = month(date(2026, 7, 1), nummer=2, referentie_nummer="RN2", **euros)

    assert await codes(billing, a_claim(june, july)) == [[], ["S329"]]
    told = await step(billing, "TR381", nummer=2)
    assert "niet loopt" in told["bevinding"]
