# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Another data key: what is sealed is sealed anew, in batches, while others write."""

from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import replace

import pytest
import sqlalchemy as sa

from libs.common import rotate
from libs.common.clock import SimulatedClock
from libs.common.commands import RefusedError
from libs.common.commands.parser import OPERATE, parser_of
from libs.common.crypto import SealBroken, Vault
from libs.common.mailbox import MailStatus, Received
from libs.common.rotate import rotation_of
from libs.common.runtime import Runtime, Service
from libs.common.watch import Watch
from services.billing import tables as billing
from services.referral import tables as referral

Start = Callable[..., Awaitable[Service]]
OLD, NEW, HASH = b"d" * 32, b"n" * 32, b"h" * 32
ANSWERS = billing.metadata.tables["idempotency"]
MAIL = billing.metadata.tables["mail_in"]


@pytest.fixture
async def runtime(start: Start) -> Runtime:
    """Billing with messages and answers that were sealed under the old key; then it got a new."""
    made = (await start("billing")).runtime
    vault = made.need_vault()
    async with made.db.begin() as session:
        for n in range(3):
            content = f"<bericht>{n}</bericht>".encode() * 100
            mail = Received("90000101", content, len(content), MailStatus.AFGEKEURD)
            await made.need_mailbox().receive(session, mail)
        answers = [_answer(made, f"key-{n}", vault.seal(f"{n}".encode())) for n in range(11)]
        await session.execute(sa.insert(ANSWERS), answers)
    return replace(made, vault=Vault(NEW, HASH, [OLD]))


def _answer(runtime: Runtime, key: str, body: bytes) -> dict[str, object]:
    return {
        "client_id": "gemeente:0363",
        "key": key,
        "request_hash": "x",
        "status": 200,
        "headers": {},
        "body": body,
        "kept_at": runtime.clock.now(),
    }


async def command(runtime: Runtime, *arguments: str) -> list[str]:
    asked = parser_of(runtime.name).parse_args(["rotate-keys", *arguments])
    return [line async for line in OPERATE["rotate-keys"](runtime, asked)]


async def opened(runtime: Runtime, vault: Vault) -> list[bytes]:
    async with runtime.db.read() as session:
        answers = await session.scalars(sa.select(ANSWERS.c.body).order_by(ANSWERS.c.key))
        mails = await session.scalars(sa.select(MAIL.c.inhoud).order_by(MAIL.c.id))
        return [vault.open(sealed) for sealed in [*answers, *mails]]


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotate, "MOST_ROWS", 4)
    monkeypatch.setattr(rotate, "_FIRST_ROWS", 2)


@pytest.mark.both_databases
@pytest.mark.usefixtures("small_batches")
async def test_all_is_sealed_anew_and_the_old_key_can_go(runtime: Runtime) -> None:
    before = await opened(runtime, runtime.need_vault())

    told = await command(runtime)

    assert "mail_in.inhoud 3 values sealed anew" in told
    assert "idempotency.body 11 values sealed anew" in told
    assert await opened(runtime, Vault(NEW, HASH)) == before
    with pytest.raises(SealBroken):
        await opened(runtime, Vault(OLD, HASH))
    assert "idempotency.body 0 values sealed anew" in await command(runtime)


@pytest.mark.both_databases
@pytest.mark.usefixtures("small_batches")
async def test_what_was_broken_off_goes_on(runtime: Runtime) -> None:
    rotation = rotation_of(runtime)
    assert rotation is not None
    async with aclosing(rotation.reseal(ANSWERS.c.body)) as batches:
        assert await anext(batches) == 2

    assert await rotation.waiting() == 3 + 9
    assert "idempotency.body 9 values sealed anew" in await command(runtime)


@pytest.mark.both_databases
async def test_a_dry_run_tells_and_changes_nothing(runtime: Runtime) -> None:
    assert "idempotency.body 11 values under another key" in await command(runtime, "--dry-run")
    assert len(await opened(runtime, Vault(OLD, HASH))) == 14


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_what_somebody_writes_meanwhile_is_theirs(runtime: Runtime) -> None:
    """By a program that still seals under the old key, in a transaction that is not over yet."""
    theirs = Vault(OLD, HASH).seal(b"theirs")
    row = ANSWERS.c.key == "key-3"
    async with runtime.db.begin() as session:
        await session.execute(sa.update(ANSWERS).where(row).values(body=theirs))
        with pytest.raises(RefusedError, match="1 values are still under another key"):
            await command(runtime)
    assert "idempotency.body 1 values sealed anew" in await command(runtime)

    assert b"theirs" in await opened(runtime, Vault(NEW, HASH))


@pytest.mark.both_databases
async def test_a_key_that_is_not_given_is_refused_before_anything_is_done(
    runtime: Runtime,
) -> None:
    lost = Vault(b"l" * 32, HASH)
    async with runtime.db.begin() as session:
        await session.execute(sa.insert(ANSWERS), [_answer(runtime, "lost", lost.seal(b"x"))])
    with pytest.raises(RefusedError, match=f"id {lost.key_id.hex()}.*OTHER_DATA_KEYS"):
        await command(runtime)

    rotation = rotation_of(runtime)
    assert rotation is not None
    assert await rotation.waiting() == 3 + 12


async def test_a_changed_value_stops_it_by_name(runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        await session.execute(
            sa.update(ANSWERS)
            .where(ANSWERS.c.key == "key-4")
            .values(body=sa.func.substr(ANSWERS.c.body, 1, 20))
        )
    with pytest.raises(RefusedError, match=r"idempotency\.body: the stored bytes were changed"):
        await command(runtime)


async def test_a_service_without_personal_data_refuses(start: Start) -> None:
    with pytest.raises(RefusedError, match="contract holds no personal data"):
        await command((await start("contract")).runtime)


async def _ready() -> None:
    return None


async def test_what_waits_is_counted_while_another_key_is_given(
    runtime: Runtime, clock: SimulatedClock
) -> None:
    async def counted(rt: Runtime) -> float:
        assert not await Watch(rt, _ready).count_seals()
        (line,) = [
            line
            for line in rt.metrics.exposition().decode().splitlines()
            if line.startswith("jeugdregio_sealed_under_other_key ")
        ]
        return float(line.split()[1])

    assert await counted(runtime) == 14
    await command(runtime)
    assert await counted(runtime) == 0


def test_every_place_of_bytes_is_known_to_be_sealed() -> None:
    """A column of bytes that is not sealed needs another way to be told apart."""
    found = {
        name: {f"{c.table.name}.{c.name}" for c in rotate.sealed_columns(tables.metadata)}
        for name, tables in (("billing", billing), ("referral", referral))
    }
    shared = {"mail_in.inhoud", "mail_out.inhoud", "idempotency.body"}
    assert all(shared <= columns for columns in found.values())
    own = {one for columns in found.values() for one in columns - shared}
    assert {one for one in own if "verzegeld" not in one} == set()
