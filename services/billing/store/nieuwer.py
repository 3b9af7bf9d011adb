# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Lines for which there is a version now that they were judged without.

True may be said of a line too many, which is judged again and found the same.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from services.billing import tables as t

_VERSIES = ("toewijzingVersie", "productVersie", "contractVersie", "plafondVersie", "pgbVersie")
"""Of the facts of a line: the version that it saw of each, if any."""


BEFORE = timedelta(hours=2)
"""What a verdict missed may have been taken in so long before the verdict is stamped: neither
transaction lasts an hour.
"""


def outdated(declaraties: sa.Select[Any], since: datetime | None = None) -> sa.Select[Any]:
    """Of these declaraties the ids of those with a line that did not see all there is now.

    Which products a line was not judged by it does not say: when these were judged `since` a
    moment, those of which something was taken in from then on count too.
    """
    line = _lines(declaraties)
    held: list[sa.ColumnElement[bool]] = [newer(line.c).correlate(line) for newer in _NEWER]
    if since is not None:
        product = sa.tuple_(line.c.agb_code, line.c.categorie, line.c.code)
        held.append(product.in_(_told(since - BEFORE)))
    return sa.select(line.c.declaratie_id).where(sa.or_(*held))


def _told(since: datetime) -> sa.Select[Any]:
    """Aanbieder, category and code of products of which a version came here since, or one of their
    contract: another contract may be the one that counts now.
    """
    c, product, inbox = t.contract.c, t.contractproduct.c, t.metadata.tables["inbox"].c
    came = sa.select(inbox.event_id).where(inbox.claimed_at >= since)
    return (
        sa.select(c.agb_code, product.categorie, product.code)
        .join_from(t.contractproduct, t.contract, c.contract_id == product.contract_id)
        .where(sa.or_(c.gebeurtenis_id.in_(came), product.gebeurtenis_id.in_(came)))
    )


def _lines(declaraties: sa.Select[Any]) -> sa.CTE:
    """Their lines with what each saw, 0 for the version of what it saw none of.

    Found before anything is compared: a planner that compares first does so for all lines there
    are, and reads the facts of a line once for each version of a contract.
    """
    r = t.regel.c
    fields = (r.declaratie_id, r.gemeentecode, r.toewijzing_nummer, r.agb_code, r.categorie, r.code)
    ids = [r.feiten[name].as_string().label(name) for name in ("productId", "pgbId")]
    seen = [sa.func.coalesce(r.feiten[name].as_integer(), 0).label(name) for name in _VERSIES]
    found = sa.select(*fields, r.periode_begin, r.periode_eind, *ids, *seen)
    own = declaraties.subquery("own")
    joined = found.join(own, own.c.id == r.declaratie_id)
    return joined.cte("line").prefix_with("MATERIALIZED")


Lines = sa.ColumnCollection[str, sa.ColumnElement[Any]]


def _awarded(line: Lines) -> sa.Exists:
    c = t.toewijzing.c
    return sa.exists().where(
        c.gemeentecode == line.gemeentecode,
        c.toewijzing_nummer == line.toewijzing_nummer,
        c.agb_code == line.agb_code,
        c.versie > line.toewijzingVersie,
    )


def _sold(line: Lines) -> sa.Exists:
    c = t.contractproduct.c
    return sa.exists().where(c.product_id == line.productId, c.versie > line.productVersie)


def _contracted(line: Lines) -> sa.Exists:
    c, product = t.contract.c, t.contractproduct.c
    newest = _newest(c.versie, c.contract_id == product.contract_id)
    return sa.exists().where(product.product_id == line.productId, newest > line.contractVersie)


def _newest(versie: sa.Column[int], *of: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    """The last version of one thing: at the end of its index, however few a planner expects."""
    return (
        sa.select(sa.func.max(versie)).where(*of).correlate_except(versie.table).scalar_subquery()
    )


def _sold_first(line: Lines) -> sa.Exists:
    """There was no product, and now there is one."""
    c, product = t.contract.c, t.contractproduct.c
    return sa.exists().where(
        line.productId.is_(None),
        c.agb_code == line.agb_code,
        c.contract_id == product.contract_id,
        product.categorie == line.categorie,
        product.code == line.code,
    )


def _capped(line: Lines) -> sa.Exists:
    c, product = t.plafond.c, t.contractproduct.c
    of_year = c.jaar == sa.cast(sa.extract("year", line.periode_begin), sa.Integer)
    newest = _newest(c.versie, c.contract_id == product.contract_id, of_year)
    return sa.exists().where(product.product_id == line.productId, newest > line.plafondVersie)


def _budgeted(line: Lines) -> sa.Exists:
    """A newer version of the budget that excluded the line."""
    c = t.pgb.c
    return sa.exists().where(c.pgb_id == line.pgbId, c.versie > line.pgbVersie)


def _budgeted_otherwise(line: Lines) -> sa.Exists:
    """Another budget of the client that may exclude it."""
    c, awarded = t.pgb.c, t.toewijzing.c
    return sa.exists().where(
        awarded.gemeentecode == line.gemeentecode,
        awarded.toewijzing_nummer == line.toewijzing_nummer,
        awarded.client_pseudoniem == c.client_pseudoniem,
        c.gemeentecode == line.gemeentecode,
        c.categorie == line.categorie,
        c.begindatum <= line.periode_eind,
        sa.or_(c.einddatum.is_(None), c.einddatum >= line.periode_begin),
        sa.or_(line.pgbId.is_(None), c.pgb_id != line.pgbId),
    )


def _corrected(line: Lines) -> sa.Exists:
    """Its client, or who its client turned out to be, was ever corrected."""
    awarded, meant = t.toewijzing.c, t.opvolging.c
    return sa.exists().where(
        awarded.gemeentecode == line.gemeentecode,
        awarded.toewijzing_nummer == line.toewijzing_nummer,
        meant.gemeentecode == line.gemeentecode,
        sa.or_(
            meant.pseudoniem == awarded.client_pseudoniem,
            meant.opvolger == awarded.client_pseudoniem,
        ),
    )


_NEWER: tuple[Callable[[Lines], sa.Exists], ...] = (
    _awarded,
    _sold,
    _contracted,
    _sold_first,
    _capped,
    _budgeted,
    _budgeted_otherwise,
    _corrected,
)
