# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Art. 16 AVG through HTTP: what is wrong of a client is corrected here and told to who has it."""

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import pytest

from libs.common.contracts import ClientGecorrigeerd, ToewijzingVastgesteld
from libs.common.runtime import settle
from tests.referral.conftest import Published
from tests.referral.harness import Json, Referral, client_json, mother_json
from tests.referral.messages import BSN, GEMEENTE, jw305, start
from tests.referral.vernietiging import person

RIGHT = "999900249"


def a_correction(**right: Any) -> Json:
    return {"reden": "onjuist-vastgelegd", "bron": "Verzoek 2026-0412"} | right


async def correct(
    referral: Referral, client: Json, *, versie: int | None = None, **right: Any
) -> httpx.Response:
    """Correct a client, of the version that it has."""
    answer = await referral.gemeente.post(
        f"/clienten/{client['id']}/_corrigeren",
        json=a_correction(**right),
        headers={"If-Match": f'"{versie or client["versie"]}"'},
    )
    await settle(referral.service)
    return answer


async def history(referral: Referral, client: Json) -> list[Json]:
    """What was corrected of it, newest first."""
    answer = await referral.gemeente.get(f"/clienten/{client['id']}/correcties")
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()["resultaten"]
    return found


@pytest.mark.both_databases
async def test_avg16_what_is_corrected_is_kept_told_and_sent(
    referral: Referral, published: Published
) -> None:
    """Sex and birth date go to who counts; the name to the aanbieder only, in a JW301."""
    client = await referral.register()
    await referral.award()
    sent = len(await referral.outgoing("JW301"))
    done = await correct(referral, client, geslacht="2", geboortedatum="2010-03-14")
    assert (done.status_code, done.headers["ETag"]) == (200, '"2"'), done.text
    named = await correct(referral, done.json(), naam={"achternaam": "Witte"})
    assert (named.status_code, named.json()["versie"]) == (200, 3)

    told, again = await published(ClientGecorrigeerd)
    assert (told.geboortemaand, told.geslacht, told.versie) == ("2010-03", "2", 2)
    assert told.client_pseudoniem == told.opvolger
    assert "Witte" not in str(again)
    messages = await referral.outgoing("JW301")
    assert len(messages) == sent + 2
    told_of = (await referral.jw301()).client
    assert (told_of.naam.geslachtsnaam.achternaam, told_of.geslacht) == ("Witte", "2")
    second, first = await history(referral, client)
    assert second["gewijzigd"] == [{"veld": "naam", "oud": None, "nieuw": None}]
    assert first["gewijzigd"] == [
        {"veld": "geboortedatum", "oud": "2010-02", "nieuw": "2010-03"},
        {"veld": "geslacht", "oud": "1", "nieuw": "2"},
    ]
    assert (first["bron"], first["door"]) == ("Verzoek 2026-0412", f"gemeente:{GEMEENTE}")


@pytest.mark.both_databases
async def test_avg16_a_wrong_bsn_is_replaced_and_still_means_the_client(
    referral: Referral, published: Published
) -> None:
    """Events name both pseudonyms and no BSN; a start under the old BSN is of this client."""
    client = await referral.register()
    award = await referral.award()
    (before,) = await published(ToewijzingVastgesteld)
    done = await correct(referral, client, bsn=RIGHT)
    assert (done.status_code, done.json()["bsn"]) == (200, RIGHT), done.text

    (told,) = await published(ClientGecorrigeerd)
    assert told.client_pseudoniem == before.client_pseudoniem != told.opvolger
    assert not {BSN, RIGHT} & set(str(told).split("'"))
    assert (await referral.jw301()).client.bsn == RIGHT
    started = await referral.judge(jw305(start(award["toewijzingNummer"], date(2026, 1, 1))))
    assert started["status"] == "verwerkt", started
    for bsn in (BSN, RIGHT):
        found = await referral.gemeente.post("/clienten/_zoek", json={"bsn": bsn})
        assert [one["id"] for one in found.json()["resultaten"]] == [client["id"]]
    again = await referral.gemeente.post("/clienten", json=client_json(BSN))
    assert (again.status_code, again.json()["code"]) == (409, "bsn-gecorrigeerd")

    back = await correct(referral, done.json(), bsn=BSN)
    assert (back.status_code, back.json()["bsn"]) == (200, BSN), back.text
    _, returned = await published(ClientGecorrigeerd)
    assert (returned.client_pseudoniem, returned.opvolger) == (
        told.opvolger,
        told.client_pseudoniem,
    )


@pytest.mark.both_databases
async def test_avg16_two_records_of_one_child_become_one(
    referral: Referral, published: Published
) -> None:
    """Only when the gemeente says which; all of both is of the one that stays."""
    wrong = await referral.register()
    await referral.award()
    right = await referral.register(RIGHT)
    await referral.award(bsn=RIGHT, product={"categorie": "45", "code": "45B02"})
    unsaid = await correct(referral, wrong, bsn=RIGHT)
    assert (unsaid.status_code, unsaid.json()["code"]) == (409, "bsn-bekend")
    other = await correct(referral, wrong, bsn="999900250", samenvoegenMet=right["id"])
    assert (other.status_code, other.json()["code"]) == (409, "niet-dubbel")

    done = await correct(referral, wrong, bsn=RIGHT, samenvoegenMet=right["id"])
    assert done.status_code == 200, done.text
    gone = await referral.gemeente.get(f"/clienten/{right['id']}")
    assert gone.status_code == 404
    assert {one["clientId"] for one in await referral.toewijzingen()} == {wrong["id"]}
    sent = await referral.jw301()
    assert sent.client.bsn == RIGHT
    assert len(sent.client.toegewezen_producten) == 2
    (told,) = await published(ClientGecorrigeerd)
    pseudonyms = {one.client_pseudoniem for one in await published(ToewijzingVastgesteld)}
    assert {told.client_pseudoniem, told.opvolger} == pseudonyms


async def test_avg16_what_a_person_has_once_stops_a_merger(referral: Referral) -> None:
    """Two stays of now: people must say which; nothing is half done."""
    wrong, right = await referral.register(), await referral.register(RIGHT)
    for client in (wrong, right):
        stay = {
            "clientId": client["id"],
            "vorm": "pleegzorg",
            "begindatum": "2026-05-01",
            "reden": "eerste-plaatsing",
        }
        made = await referral.gemeente.post("/verblijven", json=stay)
        assert made.status_code == 201, made.text
    refused = await correct(referral, wrong, bsn=RIGHT, samenvoegenMet=right["id"])
    assert (refused.status_code, refused.json()["code"]) == (409, "dubbel-in-beide")
    assert "verblijf" in refused.json()["detail"]
    still = await referral.gemeente.get(f"/clienten/{right['id']}")
    assert still.status_code == 200
    assert await history(referral, wrong) == []


async def test_tr302_the_same_help_on_both_records_stops_a_merger(referral: Referral) -> None:
    """No JW301 could tell of both; once one of them is taken back, it goes."""
    wrong, right = await referral.register(), await referral.register(RIGHT)
    await referral.award()
    double = await referral.award(bsn=RIGHT)
    refused = await correct(referral, wrong, bsn=RIGHT, samenvoegenMet=right["id"])
    assert (refused.status_code, refused.json()["code"]) == (409, "TR302")
    taken_back = await referral.gemeente.post(
        f"/toewijzingen/{double['id']}/wijzigingen",
        json={"redenWijziging": "13"},
        headers={"If-Match": '"1"'},
    )
    assert taken_back.status_code == 201, taken_back.text
    done = await correct(referral, wrong, bsn=RIGHT, samenvoegenMet=right["id"])
    assert done.status_code == 200, done.text


async def test_op003_who_is_kept_out_of_the_messages_is_not_merged_into_them(
    referral: Referral,
) -> None:
    """Where the child is would go to the aanbieder; first both are kept out of them."""
    wrong = await referral.register()
    await referral.award()
    outside: Json = {"buitenBerichten": "veiligheid", "adres": None, "relaties": None}
    right = await referral.register(RIGHT, **outside)
    sent = len(await referral.outgoing())
    refused = await correct(referral, wrong, bsn=RIGHT, samenvoegenMet=right["id"])
    assert (refused.status_code, refused.json()["code"]) == (409, "buiten-berichten")
    assert len(await referral.outgoing()) == sent
    still = await referral.gemeente.get(f"/clienten/{right['id']}")
    assert still.json()["buitenBerichten"] == "veiligheid"


@pytest.mark.both_databases
async def test_op002_who_has_authority_is_kept_of_either_record(referral: Referral) -> None:
    """The next award is not refused, and the number that was given is given to no other (OP071)."""
    wrong = await referral.register(relaties=[])
    right = await referral.register(RIGHT)
    done = await correct(referral, wrong, bsn=RIGHT, samenvoegenMet=right["id"])
    assert [one["nummer"] for one in done.json()["relaties"]] == ["1"], done.text
    award = await referral.award(bsn=RIGHT)
    assert award["clientId"] == wrong["id"]
    father = mother_json(naam={"achternaam": "Wit", "voorvoegsel": "de"})
    more = await referral.register(RIGHT, relaties=[father])
    assert [one["nummer"] for one in more["relaties"]] == ["2"]


@pytest.mark.both_databases
async def test_x05_what_is_held_of_either_record_is_held(
    referral: Referral, client: Callable[..., httpx.AsyncClient]
) -> None:
    wrong, right = await referral.register(), await referral.register(RIGHT)
    anna = person(client, referral, "Anna Vos")
    held = await anna.hold(right["id"])
    done = await correct(referral, wrong, bsn=RIGHT, samenvoegenMet=right["id"])
    assert done.status_code == 200, done.text
    found = await anna.http.post("/bewaarplichten/_zoek", json={"clientId": wrong["id"]})
    assert [one["id"] for one in found.json()["resultaten"]] == [held["id"]]


async def test_avg16_what_is_so_already_changes_nothing(
    referral: Referral, published: Published
) -> None:
    client = await referral.register()
    same = await correct(referral, client, geslacht=client["geslacht"], bsn=BSN)
    assert (same.status_code, same.json()) == (200, client)
    assert (await history(referral, client), await published(ClientGecorrigeerd)) == ([], [])


async def test_avg16_who_corrects_says_of_what_and_of_which_version(referral: Referral) -> None:
    client = await referral.register()
    path = f"/clienten/{client['id']}/_corrigeren"
    body = a_correction(geslacht="2")
    stale = await referral.gemeente.post(path, json=body, headers={"If-Match": '"9"'})
    assert stale.status_code == 412
    for wrong in (
        a_correction(),
        body | {"bron": " "},
        body | {"reden": "zomaar"},
        body | {"samenvoegenMet": client["id"]},
        a_correction(bsn="123456789"),
        a_correction(geboortedatum="2031-01-01"),
    ):
        answer = await referral.gemeente.post(path, json=wrong, headers={"If-Match": '"1"'})
        assert answer.status_code == 400, wrong
    other = referral.as_party("0363")
    for answer in (
        await other.post(path, json=body, headers={"If-Match": '"1"'}),
        await other.get(f"/clienten/{client['id']}/correcties"),
    ):
        assert answer.status_code == 404
    assert (await referral.aanbieder.post(path, json=body)).status_code == 403


@pytest.mark.both_databases
async def test_avg16_the_same_key_corrects_once_and_of_two_at_once_one_wins(
    referral: Referral, published: Published
) -> None:
    client = await referral.register()
    path = f"/clienten/{client['id']}/_corrigeren"
    headers = {"If-Match": '"1"', "Idempotency-Key": "correctie-0001"}
    one, again = [
        await referral.gemeente.post(path, json=a_correction(bsn=RIGHT), headers=headers)
        for _ in range(2)
    ]
    assert (one.status_code, again.status_code, one.json()) == (200, 200, again.json())
    bodies = [a_correction(geslacht=sex) for sex in ("2", "0")]
    second = {"If-Match": '"2"'}
    both = await asyncio.gather(
        *(referral.gemeente.post(path, json=body, headers=second) for body in bodies)
    )
    assert sorted(answer.status_code for answer in both) == [200, 412]
    await settle(referral.service)
    assert len(await published(ClientGecorrigeerd)) == 2
    assert len(await history(referral, client)) == 2


async def test_avg16_a_registration_that_changes_a_birth_month_is_told_too(
    referral: Referral, published: Published
) -> None:
    client = await referral.register()
    changed = client_json() | {"geboortedatum": "2011-02-14"}
    headers = {"If-Match": f'"{client["versie"]}"'}
    done = await referral.gemeente.post("/clienten", json=changed, headers=headers)
    assert done.status_code == 200, done.text
    await settle(referral.service)
    (told,) = await published(ClientGecorrigeerd)
    assert told.geboortemaand == "2011-02"
