# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""R-12 at the door: until which age help is awarded, and until when it is made longer."""

from datetime import UTC, datetime
from http import HTTPStatus

import pytest

from libs.common.clock import SimulatedClock
from libs.common.runtime import settle
from tests.referral.conftest import Publish
from tests.referral.harness import Json, Referral, award_json
from tests.referral.messages import AANBIEDER, contract, contractproduct
from tests.referral.verwijzingen import refer


@pytest.mark.parametrize(
    ("referred", "ended", "status"),
    [
        (None, None, 409),
        ("2028-02-13", None, 201),
        ("2028-02-14", None, 409),
        (None, "2028-02-01", 201),
        (None, "2027-09-01", 201),
        (None, "2027-08-31", 409),
    ],
)
async def test_r12_after_eighteen_only_what_was_needed_before_or_is_taken_up_again(
    referral: Referral,
    clock: SimulatedClock,
    referred: str | None,
    ended: str | None,
    status: int,
) -> None:
    """On 1 March 2028, two weeks after 18: referred before, or helped until half a year ago."""
    await referral.register()
    if ended is not None:
        await referral.award(ingangsdatum="2026-11-23", einddatum=ended)
    clock.move_to(datetime(2028, 3, 1, 9, tzinfo=UTC))
    body: Json = {"ingangsdatum": "2028-03-01", "einddatum": "2028-12-31"}
    if referred is not None:
        made = await refer(referral, verwijsdatum=referred)
        body["verwijzingId"] = made["id"]
    answer = await referral.gemeente.post("/toewijzingen", json=award_json() | body)

    assert answer.status_code == status, answer.text
    if status == HTTPStatus.CONFLICT:
        assert answer.json()["code"] == "WJ759-9"


async def test_r12_help_is_extended_to_twenty_three_and_no_further(
    referral: Referral, clock: SimulatedClock
) -> None:
    """Born on 14 February 2010: until and including 13 February 2033; foster care the same."""
    await referral.register()
    made = await referral.award(ingangsdatum="2026-12-01", einddatum="2028-02-13")
    path = f"/toewijzingen/{made['id']}/wijzigingen"
    longer: Json = {"redenWijziging": "04", "einddatum": "2033-02-14"}
    head = {"If-Match": '"1"'}
    too_long = await referral.gemeente.post(path, json=longer, headers=head)
    longer["einddatum"] = "2033-02-13"
    long = await referral.gemeente.post(path, json=longer, headers=head)

    assert (too_long.status_code, too_long.json()["code"]) == (409, "WJ759-9")
    assert long.status_code == 201, long.text


async def test_r12_foster_care_begins_before_twenty_one(
    referral: Referral, publish: Publish, clock: SimulatedClock
) -> None:
    """The gemeente says which product it is; jeugdreclassering has no limit."""
    await publish(
        contractproduct(AANBIEDER, product_id="pleeg", categorie="44", code="44A01", eenheid="14"),
        contractproduct(AANBIEDER, product_id="jr", categorie="47", code="47A01", eenheid="04"),
        contract(AANBIEDER, versie=2),
    )
    await settle(referral.service)
    forms = {"verblijfsvormen": {"44A01": "pleegzorg"}}
    assert (await referral.gemeente.put("/gemeenten/0384/casusbeleid", json=forms)).is_success
    tom = await referral.register()
    skipped = [{"vorm": v, "reden": "veiligheid"} for v in ("netwerk", "netwerkpleegzorg")]
    weighed = {"clientId": tom["id"], "vorm": "pleegzorg", "overgeslagen": skipped}
    assert (await referral.gemeente.post("/verblijfsafwegingen", json=weighed)).is_success
    clock.move_to(datetime(2031, 2, 1, 9, tzinfo=UTC))
    stay = {"categorie": "44", "code": "44A01"}
    omvang = {"volume": 1, "eenheid": "14", "frequentie": "2"}
    body = award_json() | {"product": stay, "omvang": omvang, "einddatum": "2031-12-31"}
    late = await referral.gemeente.post("/toewijzingen", json=body | {"ingangsdatum": "2031-02-14"})
    last = {"ingangsdatum": "2031-02-13"}
    in_time = await referral.gemeente.post("/toewijzingen", json=body | last)
    criminal = award_json() | {
        "product": {"categorie": "47", "code": "47A01"},
        "ingangsdatum": "2031-02-14",
        "einddatum": "2035-12-31",
    }
    no_limit = await referral.gemeente.post("/toewijzingen", json=criminal)

    assert (late.status_code, late.json()["code"]) == (409, "WJ759-9")
    assert in_time.status_code == 201, in_time.text
    assert no_limit.status_code == 201, no_limit.text
