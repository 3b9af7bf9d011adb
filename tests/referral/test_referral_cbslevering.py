# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What a gemeente delivers to the CBS of its wijkteams (P-11, B.6): whole, merged, its own."""

from datetime import date

import pytest

from tests.referral.harness import Json, Referral
from tests.referral.messages import AANBIEDER, BSN, jw305, jw307, start, stop
from tests.referral.verwijzingen import act, refer

FREE: Json = {
    "toegang": "vrij-toegankelijk",
    "verwijzerType": "cjg",
    "zorgverlenerCode": None,
    "verwijsdatum": "2025-12-01",
    "product": None,
}
PATH = "/cbs-leveringen/_samenstellen"


async def given(referral: Referral, begin: str, end: str | None = None, **fields: object) -> None:
    """Free help from a day, and perhaps until another."""
    one = await refer(referral, **(FREE | fields))
    await act(referral, one, "start", op=begin)
    if end is not None:
        ended = await act(referral, one, "beeindig", op=end)
        assert ended["http"] == 200, ended


async def delivered(referral: Referral, periode: str = "2026-H1") -> list[Json]:
    answer = await referral.gemeente.post(PATH, json={"periode": periode})
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()["resultaten"]
    return found


async def test_p11_records_with_all_that_is_known(referral: Referral) -> None:
    await referral.register()
    await given(referral, "2026-03-01", "2026-05-31")

    (record,) = await delivered(referral)

    assert record == {
        "bsn": BSN,
        "geboortedatum": "20100214",
        "geslacht": "M",
        "postcode": "1111AB",
        "gemeente": "0384",
        "verwijzer": "06",
        "hulpvorm": "01",
        "gestartMetCrisis": "02",
        "begindatum": "2026-03-01",
        "einddatum": "2026-05-31",
        "redenBeeindiging": None,
    }


async def test_p11_overlapping_modules_are_one_record_and_others_are_not_ours(
    referral: Referral,
) -> None:
    await referral.register()
    await given(referral, "2026-01-01", "2026-04-01")
    await given(referral, "2026-03-01", "2026-06-01")
    await given(referral, "2026-05-01", hulp="preventie")
    await refer(referral)

    (record,) = await delivered(referral)

    assert (record["begindatum"], record["einddatum"]) == ("2026-01-01", "2026-06-01")
    assert await delivered(referral, "2025-H2") == []
    assert await delivered(referral, "2026-H2") == []


@pytest.mark.both_databases
async def test_p11_what_an_aanbieder_reported_helps_it_to_its_delivery(
    referral: Referral,
) -> None:
    await referral.register()
    number = (await referral.award())["toewijzingNummer"]
    begin, end = date(2026, 2, 1), date(2026, 3, 31)
    await referral.judge(jw305(start(number, begin)))
    stopped = await referral.judge(jw307(stop(number, begin, end, reden="32")))
    assert stopped["status"] == "verwerkt", stopped
    await given(referral, "2026-03-01")
    body = {"periode": "2026-H1", "aanbieder": AANBIEDER}

    answer = await referral.gemeente.post(PATH, json=body)

    assert answer.status_code == 200, answer.text
    (record,) = answer.json()["resultaten"]
    assert (record["bsn"], record["hulpvorm"], record["redenBeeindiging"]) == (BSN, "02", "03")
    assert (record["begindatum"], record["einddatum"]) == ("2026-02-01", "2026-03-31")
    other = await referral.gemeente.post(PATH, json=body | {"aanbieder": "90000199"})
    assert other.json()["resultaten"] == []


async def test_p11_as_csv_and_only_to_its_own_gemeente(referral: Referral) -> None:
    await referral.register()
    await given(referral, "2026-03-01")
    body = {"periode": "2026-H1"}

    text = await referral.gemeente.post(PATH, json=body, headers={"Accept": "text/csv"})
    refused = await referral.aanbieder.post(PATH, json=body)
    wrong = await referral.gemeente.post(PATH, json={"periode": "2026-K1"})

    lines = text.text.split("\r\n")
    assert lines[0].startswith("bsn;geboortedatum;geslacht;postcode;gemeente")
    assert lines[1].startswith(f"{BSN};20100214;M;1111AB;")
    assert (refused.status_code, wrong.status_code) == (403, 400)
