# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""An event names the key of its pseudonyms; whom those of another key mean is told by command."""

import base64
import io

import pytest
import sqlalchemy as sa

from libs.common.commands import RefusedError
from libs.common.commands.parser import parser_of
from libs.common.contracts import Envelope, PseudoniemenVertaald
from libs.common.contracts.schemas import has_pseudonyms
from libs.common.crypto import PURPOSE_CHAIN, Vault
from libs.common.runtime import settle
from services.referral import tables as t
from services.referral.app import COMMANDS
from tests.referral.conftest import Published
from tests.referral.harness import Referral
from tests.referral.messages import BSN
from tests.referral.test_referral_correctie import RIGHT, correct

OTHER = b"o" * 32
OUTBOX = t.MECHANICS.outbox.outbox


async def tell(
    referral: Referral, monkeypatch: pytest.MonkeyPatch, key: bytes = OTHER
) -> list[str]:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{base64.b64encode(key).decode()}\n"))
    asked = parser_of("referral", COMMANDS).parse_args(["tell-pseudonyms"])
    run = COMMANDS["tell-pseudonyms"].run(referral.service.runtime, asked)
    return [line async for line in run]


@pytest.mark.both_databases
async def test_all_bsns_are_told_under_both_keys(
    referral: Referral, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That of before a correction too: events under it may be parked."""
    client = await referral.register()
    answer = await correct(referral, client, bsn=RIGHT)
    assert answer.status_code == 200, answer.text
    own = referral.service.runtime.need_vault()
    other = Vault(b"d" * 32, OTHER)

    lines = await tell(referral, monkeypatch)
    await settle(referral.service)

    assert lines == [
        f"2 pseudonyms of key {other.pseudonym_key} told under key {own.pseudonym_key}"
    ]
    told = await published(PseudoniemenVertaald)
    assert {event.sleutel for event in told} == {other.pseudonym_key}
    pairs = {(one.oud, one.nieuw) for event in told for one in event.vertalingen}
    assert pairs == {
        tuple(vault.pseudonym(bsn, PURPOSE_CHAIN) for vault in (other, own)) for bsn in (BSN, RIGHT)
    }


async def test_the_key_of_now_and_what_is_no_key_are_refused(
    referral: Referral, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RefusedError, match="nothing to translate"):
        await tell(referral, monkeypatch, b"h" * 32)
    with pytest.raises(RefusedError, match="no key"):
        await tell(referral, monkeypatch, b"short")


async def test_events_name_the_key_of_their_pseudonyms(referral: Referral) -> None:
    """And those without pseudonyms name none."""
    await referral.ask()
    await settle(referral.service)

    runtime = referral.service.runtime
    async with runtime.db.read() as session:
        raw = (await session.scalars(sa.select(OUTBOX.c.envelope))).all()
    envelopes = [Envelope.from_bytes(one.encode()) for one in raw]
    own = runtime.need_vault().pseudonym_key
    assert {has_pseudonyms(one.type) for one in envelopes} == {True, False}
    for one in envelopes:
        assert one.pseudoniemsleutel == (own if has_pseudonyms(one.type) else None)
