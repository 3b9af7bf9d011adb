# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Of whom there is something to destroy, who is meant by it, and what stays of what goes.

A person is named by the code of the gemeente with a key behind it: the keyed hash of the BSN in
what was claimed, the pseudonym in what was awarded.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import bulk_insert, listed
from libs.common.clock import AMSTERDAM
from libs.common.contracts.vernietiging import BewaarplichtVastgesteld
from libs.common.crypto import PURPOSE_CHAIN, Vault
from libs.common.ids import new_id
from libs.common.retention import store_plichten
from libs.common.retention.lijst import ELDERS, Bewaarplicht
from libs.common.retention.model import GEMEENTECODE, Gekend, Keys, persoon_in
from services.billing import tables as t
from services.billing.store import personen
from services.billing.store.grootboek import month_of
from services.billing.store.regels import signed_meetvolume

BIJ_HET_DOSSIER = "Staat bij de bewaarplicht op het dossier"

_c, _d, _r, _o = t.declaratie_client.c, t.declaratie.c, t.regel.c, t.opgave_regel.c
_g = t.vernietigde_regels.c


async def who_claimed(session: AsyncSession, vault: Vault, persoon: str) -> Gekend | None:
    """By the sealed BSN in a claim or a return; its rows are locked until the transaction ends."""
    code, bsn_hash = persoon[:GEMEENTECODE], persoon_in(persoon)
    claimed = (
        sa.select(_c.bsn_verzegeld)
        .join_from(t.declaratie_client, t.declaratie, _d.id == _c.declaratie_id)
        .where(_c.bsn_hash == bsn_hash, _d.gemeentecode == code)
        .order_by(_c.id)
        .with_for_update(of=t.declaratie_client)
    )
    returned = (
        sa.select(_o.bsn_verzegeld)
        .join_from(t.opgave_regel, t.opgave, t.opgave.c.id == _o.opgave_id)
        .where(_o.bsn_hash == bsn_hash, t.opgave.c.gemeentecode == code)
        .order_by(_o.opgave_id, _o.nummer)
        .with_for_update(of=t.opgave_regel)
    )
    found = [*await session.scalars(claimed), *await session.scalars(returned)]
    if not found:
        return None
    bsn = vault.open(found[0]).decode()
    return Gekend(vault.pseudonym(bsn, PURPOSE_CHAIN), (bsn_hash, bsn))


async def who_was_awarded(session: AsyncSession, _vault: Vault, persoon: str) -> Gekend | None:
    """By the pseudonym in an award, a budget or a correction; those rows are locked."""
    code, pseudoniem = persoon[:GEMEENTECODE], persoon_in(persoon)
    for table, column in (
        (t.toewijzing, t.toewijzing.c.client_pseudoniem),
        (t.pgb, t.pgb.c.client_pseudoniem),
        (t.clientcorrectie, t.clientcorrectie.c.opvolger),
        (t.opvolging, t.opvolging.c.opvolger),
    ):
        mine = sa.select(column).where(column == pseudoniem, table.c.gemeentecode == code)
        mine = mine.order_by(*table.primary_key.columns).with_for_update()
        if (await session.scalars(mine)).all():
            return Gekend(pseudoniem, (pseudoniem,))
    return None


async def held_by_claim(
    session: AsyncSession, vault: Vault, them: Collection[str]
) -> dict[str, Sequence[str]]:
    """A hold is kept by pseudonym, so that it holds what was awarded as well."""
    hashes = {persoon_in(one) for one in them}
    known = {
        bsn_hash: vault.pseudonym(vault.open(sealed).decode(), PURPOSE_CHAIN)
        for bsn_hash, sealed in (await sealed_by_hash(session, hashes)).items()
    }
    pseudoniemen = {one: known[persoon_in(one)] for one in them if persoon_in(one) in known}
    return {one: [one] for one in them} | await _held_by(session, pseudoniemen)


async def held_by_award(
    session: AsyncSession, _vault: Vault, them: Collection[str]
) -> dict[str, Sequence[str]]:
    """By every pseudonym that means the same person, first that of now."""
    return await _held_by(session, {one: persoon_in(one) for one in them})


async def hold(session: AsyncSession, told: BewaarplichtVastgesteld, moment: datetime) -> None:
    """Keep a hold that was placed on the file of a client, and take that off open lists."""
    tables = t.MECHANICS.vernietiging
    assert tables is not None  # noqa: S101 - billing keeps lists of what is to be destroyed
    held = Bewaarplicht(
        id=told.bewaarplicht_id,
        gemeentecode=told.gemeentecode,
        persoon=f"{told.gemeentecode}{told.client_pseudoniem}",
        reden=told.reden,
        grondslag=BIJ_HET_DOSSIER,
        sinds=told.sinds,
        tot=told.tot,
        opgelegd_door=ELDERS,
        opgelegd_op=told.opgelegd_op,
        opgeheven_door=None if told.opgeheven_op is None else ELDERS,
        opgeheven_op=told.opgeheven_op,
        versie=told.versie,
    )
    is_news = await store_plichten.keep_told(session, tables, held)
    if is_news and held.geldt(moment.astimezone(AMSTERDAM).date()):
        await store_plichten.suspend(session, tables, held, {held.persoon})


async def sealed_by_hash(session: AsyncSession, hashes: Collection[str]) -> dict[str, bytes]:
    """A sealed BSN for each of these keyed hashes that is known."""
    found: dict[str, bytes] = {}
    first = sa.select(sa.func.min(_c.id)).where(_c.bsn_hash.in_(hashes)).group_by(_c.bsn_hash)
    for query in (
        sa.select(_c.bsn_hash, _c.bsn_verzegeld).where(_c.id.in_(first)),
        sa.select(_o.bsn_hash, _o.bsn_verzegeld).where(_o.bsn_hash.in_(hashes)),
    ):
        for bsn_hash, sealed in await session.execute(query):
            found.setdefault(bsn_hash, sealed)
    return found


async def _held_by(
    session: AsyncSession, pseudoniemen: Mapping[str, str]
) -> dict[str, Sequence[str]]:
    corrected = await personen.load(session, {one[:GEMEENTECODE] for one in pseudoniemen})
    found = dict[str, Sequence[str]]()
    for persoon, pseudoniem in pseudoniemen.items():
        code = persoon[:GEMEENTECODE]
        meant = corrected.get(code, {}).get(pseudoniem, pseudoniem)
        same = personen.under_any({(code, pseudoniem)}, corrected)
        others = sorted(one for _, one in same if one != meant)
        found[persoon] = [f"{code}{one}" for one in (meant, *others)]
    return found


async def keep_sums(session: AsyncSession, keys: Keys) -> None:
    """Keep of lines that go what the ledger, totals and toewijzingen add up."""
    ids = [(key[0],) for key in keys.get(t.regel, ())]
    if not ids:
        return
    going = listed(session, {"id": sa.String(36)}, ids)
    cel = (
        _r.declaratie_id,
        _r.gemeentecode,
        _r.agb_code,
        _r.toewijzing_nummer,
        month_of(_r.periode_begin).label("maand"),
        sa.case((_r.bedrag < 0, "gecrediteerd"), else_="goedgekeurd").label("soort"),
        _r.categorie,
    )
    sums = (
        sa.func.count().label("aantal"),
        sa.func.sum(sa.func.abs(_r.bedrag)).label("bedrag"),
        sa.func.sum(signed_meetvolume).label("volume"),
    )
    query = (
        sa.select(*cel, *sums)
        .join_from(t.regel, going, going.c.id == _r.id)
        .where(_r.toegekend)
        .group_by(*cel)
    )
    rows = [
        dict(row._mapping) | {"id": new_id(), "bedrag": int(row.bedrag), "volume": int(row.volume)}
        for row in await session.execute(query)
    ]
    await bulk_insert(session, t.vernietigde_regels, rows)
    await _forget_verdicts(session, ids)


async def _forget_verdicts(session: AsyncSession, ids: Sequence[tuple[str]]) -> None:
    """Of what goes it is of no use any more that it would be judged otherwise now."""
    lines = await session.execute(
        sa.select(_r.declaratie_id, _r.nummer).where(_r.id.in_([one for (one,) in ids]))
    )
    v = t.verschil.c
    for declaratie_id, nummer in lines.all():
        own = (v.declaratie_id == declaratie_id, v.nummer == nummer)
        await session.execute(sa.delete(t.verschil).where(*own))


async def months_destroyed(
    session: AsyncSession, gemeentecode: str, nummers: Collection[int]
) -> set[tuple[int, int]]:
    """Toewijzing and month (year * 100 + month) of lines that are kept no longer."""
    wanted = listed(session, {"nummer": sa.Integer()}, [(one,) for one in sorted(nummers)])
    query = (
        sa.select(_g.toewijzing_nummer, _g.maand)
        .join(wanted, wanted.c.nummer == _g.toewijzing_nummer)
        .where(_g.gemeentecode == gemeentecode)
    )
    return {(row[0], row[1]) for row in await session.execute(query.distinct())}


async def still_claimed(
    session: AsyncSession, vault: Vault, berichten: Sequence[str]
) -> dict[str, set[str]]:
    """Of whom lines are left that came in one of these messages, or were answered in it."""
    found: dict[str, set[str]] = {}
    query = sa.select(_d.bericht_id, _d.antwoord_id, _c.bsn_verzegeld).join_from(
        t.declaratie, t.declaratie_client, _c.declaratie_id == _d.id
    )
    of_these = sa.or_(_d.bericht_id.in_(berichten), _d.antwoord_id.in_(berichten))
    for bericht_id, antwoord_id, sealed in await session.execute(query.where(of_these)):
        bsn = vault.open(sealed).decode()
        for one in (bericht_id, antwoord_id):
            found.setdefault(one, set()).add(bsn)
    return found


def signed_bedrag() -> sa.ColumnElement[int]:
    """Cents of destroyed lines, negative for credits, as they stood in a line."""
    return sa.case((_g.soort == "gecrediteerd", -_g.bedrag), else_=_g.bedrag)
