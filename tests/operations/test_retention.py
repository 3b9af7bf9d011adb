# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""X-05: how long data is kept is data itself; a list of what is due counts and changes nothing."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from libs.common.clock import SimulatedClock
from libs.common.commands import RefusedError
from libs.common.commands.parser import OPERATE, parser_of
from libs.common.prune import RULES, STAYS
from libs.common.retention import Begin, Bewaarschema, Bewaartermijn, Voorstel, propose
from libs.common.runtime import Runtime, Service
from services.billing import bewaartermijnen as billing_terms
from services.billing import tables as b
from services.referral import bewaartermijnen as referral_terms
from services.referral import tables as t

Start = Callable[..., Awaitable[Service]]
SCHEMAS = {
    "referral": (referral_terms.SCHEMA, t.metadata),
    "billing": (billing_terms.SCHEMA, b.metadata),
}
LONG_AGO = datetime(2004, 5, 1, 12, tzinfo=UTC)
PAST_TWENTY_YEARS = date(2027, 1, 1)


def placed(schema: Bewaarschema) -> list[str]:
    return [plek.table.name for one in schema.termijnen for plek in one.plekken]


@pytest.mark.parametrize("service", SCHEMAS)
def test_every_table_has_one_category_or_a_reason(service: str) -> None:
    schema, metadata = SCHEMAS[service]
    names, pruned = placed(schema), {rule.table for rule in RULES}

    assert len(names) == len(set(names))
    assert not set(names) & set(schema.zonder)
    assert set(schema.zonder) <= set(metadata.tables)
    assert set(metadata.tables) == (
        set(names) | set(schema.zonder) | (pruned | set(STAYS)) & set(metadata.tables)
    )


def tells_of_a_person(column: sa.Column[Any]) -> bool:
    """Sealed, a keyed hash, a pseudonym, or a reference to a client."""
    refers = any(key.column.table.name == "client" for key in column.foreign_keys)
    named = column.name.endswith(("bsn_hash", "pseudoniem", "client_id", "dossier"))
    return refers or named or isinstance(column.type, sa.LargeBinary)


@pytest.mark.parametrize("service", SCHEMAS)
def test_a_table_that_tells_of_a_person_is_in_a_category(service: str) -> None:
    """No reason is good enough for one; what of the mechanics goes within days needs none."""
    schema, metadata = SCHEMAS[service]
    short = {rule.table for rule in RULES if rule.after < timedelta(days=31)}
    telling = {
        table.name
        for table in metadata.tables.values()
        if any(tells_of_a_person(column) for column in table.columns)
    }
    assert telling - short - set(placed(schema)) == set()


@pytest.mark.parametrize("service", SCHEMAS)
def test_a_category_says_why_where_it_stands_and_who_decides(service: str) -> None:
    schema, _ = SCHEMAS[service]
    for one in schema.termijnen:
        assert (one.naam and one.grondslag and one.bron and one.eigenaar) != "", one.sleutel
        assert one.jaren > 0, one.sleutel
        assert one.plekken, one.sleutel


def a_term(begin: Begin, jaren: int) -> Bewaartermijn:
    return Bewaartermijn("k", "n", begin, jaren, "g", "b", "e", ())


@pytest.mark.parametrize(
    ("begin", "jaren", "today", "grens"),
    [
        (Begin.LAATSTE_WIJZIGING, 20, date(2026, 11, 30), date(2006, 11, 30)),
        (Begin.LAATSTE_WIJZIGING, 7, date(2024, 2, 29), date(2017, 2, 28)),
        # A line of 2018 is kept up to the last day of 2025.
        (Begin.EINDE_BOEKJAAR, 7, date(2025, 12, 31), date(2018, 1, 1)),
        (Begin.EINDE_BOEKJAAR, 7, date(2026, 1, 1), date(2019, 1, 1)),
    ],
)
def test_a_term_ends_after_whole_years(begin: Begin, jaren: int, today: date, grens: date) -> None:
    assert a_term(begin, jaren).grens(today) == grens


NOTHING: tuple[tuple[type[sa.types.TypeEngine[Any]], Any], ...] = (
    (sa.LargeBinary, b"x"),
    (sa.Boolean, False),
    (sa.Integer, 1),
    (sa.Date, LONG_AGO.date()),
    (sa.JSON, []),
    (sa.String, "x"),
)


def filled(table: sa.Table, values: dict[str, Any]) -> dict[str, Any]:
    """A row with `values`, and in what else it must have something of no meaning, long ago."""
    wanted = [
        one
        for one in table.columns
        if not one.nullable and one.name not in values and one.server_default is None
    ]
    meaningless = {
        column.name: next((v for kind, v in NOTHING if isinstance(column.type, kind)), LONG_AGO)
        for column in wanted
    }
    return meaningless | values


async def put(rt: Runtime, table: sa.Table, **values: Any) -> None:
    async with rt.db.begin() as session:
        await session.execute(sa.insert(table).values(filled(table, values)))


async def proposed(rt: Runtime, sleutel: str, on: date) -> Voorstel:
    assert rt.retention is not None
    (termijn,) = [one for one in rt.retention.termijnen if one.sleutel == sleutel]
    async with rt.db.read() as session:
        return await propose(session, termijn, on)


async def a_file(rt: Runtime, client: str, **award: Any) -> None:
    """A client with an award, all of it long ago but for what is said."""
    await put(rt, t.client, id=client, bsn_hash=client, pseudoniem=client)
    number = int(client.removeprefix("c"))
    ended = {"einddatum": LONG_AGO.date()} | award
    await put(rt, t.toewijzing, id=client, client_id=client, toewijzing_nummer=number, **ended)


@pytest.fixture
async def referral(start: Start) -> Runtime:
    return (await start("referral")).runtime


@pytest.fixture
async def billing(start: Start) -> Runtime:
    return (await start("billing")).runtime


@pytest.mark.both_databases
async def test_a_file_goes_as_a_whole_and_one_late_row_keeps_all(referral: Runtime) -> None:
    await a_file(referral, "c1")
    await a_file(referral, "c2", einddatum=date(2010, 1, 1))
    await a_file(referral, "c3", einddatum=None)  # it runs
    await a_file(referral, "c4")
    await put(referral, t.taak, client_id="c4", afgehandeld_op=datetime(2020, 1, 1, tzinfo=UTC))

    found = await proposed(referral, "clientdossier", PAST_TWENTY_YEARS)

    assert (found.voor, found.personen) == (date(2007, 1, 1), 1)
    assert found.rijen == {"client": 1, "toewijzing": 1}


@pytest.mark.both_databases
async def test_a_row_of_a_family_goes_when_it_goes_for_all_of_it(referral: Runtime) -> None:
    await a_file(referral, "c1")
    await a_file(referral, "c2", einddatum=None)
    await put(referral, t.gezin, id="g1")
    for client in ("c1", "c2"):
        await put(referral, t.gezinslid, gezin_id="g1", client_id=client)

    found = await proposed(referral, "clientdossier", PAST_TWENTY_YEARS)

    assert found.personen == 1
    assert found.rijen == {"client": 1, "gezinslid": 1, "toewijzing": 1}


@pytest.mark.both_databases
async def test_a_plan_that_runs_keeps_its_family(referral: Runtime) -> None:
    for number, einddatum in ((1, None), (2, LONG_AGO.date())):
        client, gezin = f"c{number}", f"g{number}"
        await a_file(referral, client)
        await put(referral, t.gezin, id=gezin)
        await put(referral, t.gezinslid, gezin_id=gezin, client_id=client)
        await put(referral, t.gezinsplan, id=gezin, gezin_id=gezin, einddatum=einddatum)

    found = await proposed(referral, "clientdossier", PAST_TWENTY_YEARS)

    assert found.personen == 1
    assert found.rijen == {
        "client": 1,
        "gezin": 1,
        "gezinslid": 1,
        "gezinsplan": 1,
        "toewijzing": 1,
    }


@pytest.mark.both_databases
async def test_a_day_decides(referral: Runtime) -> None:
    await a_file(referral, "c1", einddatum=date(2006, 12, 31))

    before = await proposed(referral, "clientdossier", date(2026, 12, 31))
    after = await proposed(referral, "clientdossier", date(2027, 1, 1))

    assert (before.personen, after.personen) == (0, 1)


async def a_line(rt: Runtime, number: int, bsn_hash: str, ends: date) -> None:
    key = f"d{number}"
    await put(rt, b.declaratie, id=key, bericht_id=key, declaratie_nummer=key, periode_eind=ends)
    await put(rt, b.declaratie_client, id=key, declaratie_id=key, bsn_hash=bsn_hash)
    await put(rt, b.regel, id=key, declaratie_id=key, client_id=key, periode_eind=ends)


@pytest.mark.both_databases
async def test_lines_go_by_themselves_after_their_year(billing: Runtime) -> None:
    await a_line(billing, 1, "h1", date(2018, 12, 31))
    await a_line(billing, 2, "h1", date(2019, 1, 1))
    await a_line(billing, 3, "h2", date(2019, 1, 1))

    found = await proposed(billing, "declaraties", date(2026, 1, 1))

    assert found.personen == 1
    assert found.rijen == {"declaratie_client": 1, "regel": 1}


@pytest.mark.both_databases
async def test_an_award_that_got_an_end_in_a_later_version_runs_no_longer(
    billing: Runtime,
) -> None:
    for versie, einddatum in ((1, None), (2, date(2010, 1, 1))):
        await put(billing, b.toewijzing, client_pseudoniem="p1", versie=versie, einddatum=einddatum)
    await put(billing, b.levering, begindatum=date(2009, 1, 1))
    await put(billing, b.toewijzing, client_pseudoniem="p2", toewijzing_nummer=2, einddatum=None)

    found = await proposed(billing, "aanspraken", date(2026, 1, 1))

    assert found.personen == 1
    assert found.rijen == {"levering": 1, "toewijzing": 2}


@pytest.mark.both_databases
async def test_a_budget_runs_until_a_version_has_an_end(billing: Runtime) -> None:
    ended = date(2010, 1, 1)
    for pgb, versie, einddatum in (("b1", 1, None), ("b1", 2, ended), ("b2", 1, None)):
        values = {"pgb_id": pgb, "client_pseudoniem": pgb}
        await put(billing, b.pgb, versie=versie, einddatum=einddatum, **values)

    found = await proposed(billing, "aanspraken", date(2026, 1, 1))

    assert found.personen == 1
    assert found.rijen == {"pgb": 2}


async def corrected(
    rt: Runtime, oud: str, nieuw: str, vervallen_op: datetime | None = None
) -> None:
    """Long ago."""
    key, meant = f"{oud}-{nieuw}", {"pseudoniem": oud, "vervallen_op": vervallen_op}
    await put(rt, b.clientcorrectie, correctie_id=key, client_pseudoniem=oud, opvolger=nieuw)
    await put(rt, b.opvolging, opvolger=nieuw, **meant)


@pytest.mark.both_databases
async def test_whom_a_pseudonym_means_is_kept_as_long_as_its_award(billing: Runtime) -> None:
    """The award is under the one before; one that is over keeps nobody, nor one corrected back."""
    await corrected(billing, "old", "new")
    await put(billing, b.toewijzing, client_pseudoniem="old", einddatum=None)
    await corrected(billing, "gone", "person")
    await corrected(billing, "x", "y", LONG_AGO)
    await corrected(billing, "y", "x")
    ended = LONG_AGO.date()
    await put(billing, b.toewijzing, client_pseudoniem="x", toewijzing_nummer=2, einddatum=ended)

    found = await proposed(billing, "aanspraken", date(2026, 1, 1))

    assert found.personen == 3
    assert found.rijen == {"toewijzing": 1, "clientcorrectie": 3, "opvolging": 3}


def test_who_looked_is_kept_as_long_as_the_log() -> None:
    terms = {one.sleutel: one for one in billing_terms.SCHEMA.termijnen}
    looked, log = terms["detailcontrole"], terms["logboek"]
    assert (looked.begin, looked.jaren, looked.grondslag) == (log.begin, log.jaren, log.grondslag)


async def command(rt: Runtime, *arguments: str) -> list[str]:
    asked = parser_of(rt.name).parse_args(["retention", *arguments])
    return [line async for line in OPERATE["retention"](rt, asked)]


async def test_the_list_counts_and_names_nobody(referral: Runtime, clock: SimulatedClock) -> None:
    await a_file(referral, "c1")

    told = await command(referral, "proposal")

    assert told[0].startswith("clientdossier 1 persons, 2 rows, client 1, toewijzing 1; before ")
    assert "Jeugdwet art. 7.3.8 lid 3" in told[0]
    assert any(line.startswith("logboek no list: ") for line in told)
    assert "c1" not in "".join(told)
    yesterday = clock.today() - timedelta(days=1)
    with pytest.raises(RefusedError, match="a day to come"):
        await command(referral, "proposal", "--on", yesterday.isoformat())


async def test_the_schedule_is_shown(billing: Runtime) -> None:
    told = await command(billing, "schedule")
    assert len(told) == len(billing_terms.SCHEMA.termijnen)
    assert '"grondslag": "Algemene wet inzake rijksbelastingen art. 52 lid 4' in told[0]


async def test_who_holds_no_personal_data_has_no_schedule(start: Start) -> None:
    with pytest.raises(RefusedError, match="holds no personal data"):
        await command((await start("contract")).runtime, "schedule")
