# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Lines that were judged before, as far as they bear on these: in a statement for each question."""

from collections.abc import Mapping, Sequence
from operator import attrgetter

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import Columns, listed
from services.billing import tables as t
from services.billing.domain.declaratie import Sleutel
from services.billing.domain.feiten import Debetregel, Gebruik
from services.billing.store.regels import credited, is_debit, signed_meetvolume
from services.billing.store.rows import as_kern
from services.billing.store.vernietigen import signed_bedrag
from services.billing.store.vraag import NUMMERS, Partijen, Vraag

_line, _gone = t.regel.c, t.vernietigde_regels.c


async def load_references(
    session: AsyncSession, vragen: Sequence[Vraag]
) -> dict[str, frozenset[str]]:
    """Over all gemeenten, rejected lines included (TR314).

    Asked for in the order of the message, in which most count up: neighbours are found quickly.
    """
    used: dict[str, dict[str, None]] = {}
    for v in vragen:
        of_aanbieder = used.setdefault(v.partijen.agb_code, {})
        of_aanbieder.update(dict.fromkeys(map(attrgetter("referentie_nummer"), v.regels)))
    wanted = [(code, number) for code in sorted(used) for number in used[code]]
    given = listed(session, {"agb": sa.String(), "referentie": sa.String()}, wanted)
    same = sa.and_(_line.agb_code == given.c.agb, _line.referentie_nummer == given.c.referentie)
    query = sa.select(_line.agb_code, _line.referentie_nummer).join_from(given, t.regel, same)
    found: dict[str, set[str]] = {}
    for agb_code, referentie in await session.execute(query):
        found.setdefault(agb_code, set()).add(referentie)
    return {agb_code: frozenset(numbers) for agb_code, numbers in found.items()}


_between = attrgetter("gemeentecode", "agb_code")


async def load_debits(
    session: AsyncSession, vragen: Sequence[Vraag]
) -> dict[Partijen, dict[str, Debetregel]]:
    """The approved debits that credits in these messages name."""
    wanted = {
        (*_between(v.partijen), r.vorig_referentie_nummer)
        for v in vragen
        for r in v.regels
        if r.vorig_referentie_nummer
    }
    kinds: Columns = {"gemeente": sa.String(), "agb": sa.String(), "referentie": sa.String()}
    given = listed(session, kinds, sorted(wanted))
    same = sa.and_(
        _line.gemeentecode == given.c.gemeente,
        _line.agb_code == given.c.agb,
        _line.referentie_nummer == given.c.referentie,
    )
    query = (
        sa.select(t.regel, credited.label("gecrediteerd"))
        .join_from(given, t.regel, same)
        .where(_line.toegekend, is_debit)
    )
    found: dict[Partijen, dict[str, Debetregel]] = {}
    for row in await session.execute(query):
        debit = Debetregel(row.id, row.referentie_nummer, as_kern(row), bool(row.gecrediteerd))
        found.setdefault(Partijen(*_between(row)), {})[row.referentie_nummer] = debit
    return found


async def load_open_debits(
    session: AsyncSession,
    vragen: Sequence[Vraag],
    used: Mapping[Partijen, Mapping[int, Gebruik]],
) -> dict[Partijen, dict[Sleutel, str]]:
    """Approved debits, not credited, in the months that debits in these messages are about.

    Only on toewijzingen on which something was approved: on others there are none.
    """
    wanted = {
        (v.partijen.gemeentecode, r.toewijzing_nummer, r.periode_begin)
        for v in vragen
        if (known := used.get(v.partijen))
        for r in v.regels
        if not r.credit and r.toewijzing_nummer in known
    }
    given = listed(session, {**NUMMERS, "begin": sa.Date()}, sorted(wanted))
    same = sa.and_(
        _line.gemeentecode == given.c.gemeente,
        _line.toewijzing_nummer == given.c.nummer,
        _line.periode_begin == given.c.begin,
    )
    query = (
        sa.select(t.regel)
        .join_from(given, t.regel, same)
        .where(_line.toegekend, is_debit, sa.not_(credited))
    )
    found: dict[Partijen, dict[Sleutel, str]] = {}
    for row in await session.execute(query):
        found.setdefault(Partijen(*_between(row)), {})[as_kern(row)[0]] = row.referentie_nummer
    return found


async def load_used(
    session: AsyncSession, nummers: Sequence[tuple[str, int]]
) -> dict[Partijen, dict[int, Gebruik]]:
    """Approved minus credited per toewijzing, hours counted in minutes, destroyed lines too."""
    given = listed(session, NUMMERS, nummers)
    same = sa.and_(
        _line.gemeentecode == given.c.gemeente, _line.toewijzing_nummer == given.c.nummer
    )
    of_toewijzing = ("gemeentecode", "agb_code", "toewijzing_nummer")
    lines = (
        sa.select(
            *(_line[name] for name in of_toewijzing),
            signed_meetvolume.label("volume"),
            _line.bedrag.label("bedrag"),
        )
        .join_from(given, t.regel, same)
        .where(_line.toegekend)
    )
    of_number = sa.and_(
        _gone.gemeentecode == given.c.gemeente, _gone.toewijzing_nummer == given.c.nummer
    )
    gone = sa.select(
        *(_gone[name] for name in of_toewijzing), _gone.volume, signed_bedrag()
    ).join_from(given, t.vernietigde_regels, of_number)
    both = sa.union_all(lines, gone).subquery("both")
    query = sa.select(
        *(both.c[name] for name in of_toewijzing),
        sa.func.sum(both.c.volume).label("volume"),
        sa.func.sum(both.c.bedrag).label("bedrag"),
    ).group_by(*(both.c[name] for name in of_toewijzing))
    found: dict[Partijen, dict[int, Gebruik]] = {}
    for row in await session.execute(query):
        used = Gebruik(int(row.volume), int(row.bedrag))
        found.setdefault(Partijen(*_between(row)), {})[row.toewijzing_nummer] = used
    return found
