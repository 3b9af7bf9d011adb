# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Lines for which there is a version now that they were judged without.

True may be said of a line too many, which is judged again and found the same.
"""

import sqlalchemy as sa

from services.billing import tables as t

_r = t.regel.c
_product_id = _r.feiten["productId"].as_string()
_pgb_id = _r.feiten["pgbId"].as_string()


def unseen() -> sa.ColumnElement[bool]:
    """Of a line: a version of whatever bears on it that is newer than the one it saw, if any."""
    return sa.or_(_awarded(), _sold(), _contracted(), _sold_first(), _capped(), _budgeted())


def _seen(name: str) -> sa.ColumnElement[int]:
    """The version of this that the line saw; 0 when it saw none."""
    return sa.func.coalesce(_r.feiten[name].as_integer(), 0)


def _awarded() -> sa.ColumnElement[bool]:
    c = t.toewijzing.c
    return sa.exists().where(
        c.gemeentecode == _r.gemeentecode,
        c.toewijzing_nummer == _r.toewijzing_nummer,
        c.agb_code == _r.agb_code,
        c.versie > _seen("toewijzingVersie"),
    )


def _sold() -> sa.ColumnElement[bool]:
    c = t.contractproduct.c
    return sa.exists().where(c.product_id == _product_id, c.versie > _seen("productVersie"))


def _contracted() -> sa.ColumnElement[bool]:
    c, product = t.contract.c, t.contractproduct.c
    return sa.exists().where(
        product.product_id == _product_id,
        c.contract_id == product.contract_id,
        c.versie > _seen("contractVersie"),
    )


def _sold_first() -> sa.ColumnElement[bool]:
    """There was no product, and now there is one."""
    c, product = t.contract.c, t.contractproduct.c
    return sa.exists().where(
        _product_id.is_(None),
        c.agb_code == _r.agb_code,
        c.contract_id == product.contract_id,
        product.categorie == _r.categorie,
        product.code == _r.code,
    )


def _capped() -> sa.ColumnElement[bool]:
    c, product = t.plafond.c, t.contractproduct.c
    return sa.exists().where(
        product.product_id == _product_id,
        c.contract_id == product.contract_id,
        c.jaar == sa.extract("year", _r.periode_begin),
        c.versie > _seen("plafondVersie"),
    )


def _budgeted() -> sa.ColumnElement[bool]:
    """A newer version of the budget that excluded the line, or another that may exclude it."""
    c, awarded = t.pgb.c, t.toewijzing.c
    of_client = sa.exists().where(
        awarded.gemeentecode == _r.gemeentecode,
        awarded.toewijzing_nummer == _r.toewijzing_nummer,
        awarded.client_pseudoniem == c.client_pseudoniem,
    )
    excludes = sa.and_(
        c.gemeentecode == _r.gemeentecode,
        c.categorie == _r.categorie,
        c.begindatum <= _r.periode_eind,
        sa.or_(c.einddatum.is_(None), c.einddatum >= _r.periode_begin),
        sa.or_(_pgb_id.is_(None), c.pgb_id != _pgb_id),
        of_client,
    )
    newer = sa.and_(c.pgb_id == _pgb_id, c.versie > _seen("pgbVersie"))
    return sa.exists().where(sa.or_(newer, excludes))
