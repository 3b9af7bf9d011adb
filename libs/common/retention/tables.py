# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The tables of destruction: lists with a row for each person, and what holds it back."""

from dataclasses import dataclass

import sqlalchemy as sa

from libs.common.db import UtcDateTime, partial_index


@dataclass(frozen=True, slots=True)
class VernietigingTables:
    """Handles to those tables."""

    lijst: sa.Table
    regel: sa.Table
    bewaarplicht: sa.Table


def vernietiging_tables(metadata: sa.MetaData) -> VernietigingTables:
    """Declare them in a service's metadata."""
    return VernietigingTables(_lijst(metadata), _regel(metadata), _bewaarplicht(metadata))


def _lijst(metadata: sa.MetaData) -> sa.Table:
    """A list; `stappen` are who did what to it: {handeling, persoon, client_id, op, reden}.

    `verzocht_op` is the day on which a client asked, `voor` the day before which all of it began.
    """
    lijst = sa.Table(
        "vernietigingslijst",
        metadata,
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("gemeentecode", sa.String(4), nullable=False),
        sa.Column("categorie", sa.String(30), nullable=False),
        sa.Column("grond", sa.String(8), nullable=False),
        sa.Column("peildatum", sa.Date, nullable=False),
        sa.Column("voor", sa.Date, nullable=False),
        sa.Column("verzocht_op", sa.Date),
        sa.Column("toestand", sa.String(12), nullable=False),
        sa.Column("versie", sa.Integer, nullable=False),
        sa.Column("stappen", sa.JSON, nullable=False),
        sa.Index("ix_vernietigingslijst_lijst", "gemeentecode", "id"),
    )
    partial_index(
        "uq_vernietigingslijst_open",
        lijst.c.gemeentecode,
        lijst.c.categorie,
        where="grond = 'termijn' AND toestand NOT IN ('uitgevoerd', 'afgewezen')",
        unique=True,
    )
    return lijst


def _regel(metadata: sa.MetaData) -> sa.Table:
    """What goes of one person, by the key that the service has for one; `rijen` by table."""
    return sa.Table(
        "vernietigingsregel",
        metadata,
        sa.Column("lijst_id", sa.ForeignKey("vernietigingslijst.id"), primary_key=True),
        sa.Column("nummer", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("persoon", sa.String(36), index=True),
        sa.Column("begonnen_op", sa.Date),
        sa.Column("bewaard_tot", sa.Date),
        sa.Column("rijen", sa.JSON, nullable=False),
        sa.Column("toestand", sa.String(12), nullable=False),
        sa.Column("bewaarplicht_id", sa.String(36)),
        sa.Column("reden", sa.String(30)),
    )


def _bewaarplicht(metadata: sa.MetaData) -> sa.Table:
    """Why data of a person may not be destroyed for a time, and who said so; days inclusive."""
    return sa.Table(
        "bewaarplicht",
        metadata,
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("gemeentecode", sa.String(4), nullable=False),
        sa.Column("persoon", sa.String(36), nullable=False, index=True),
        sa.Column("reden", sa.String(30), nullable=False),
        sa.Column("grondslag", sa.String(200), nullable=False),
        sa.Column("sinds", sa.Date, nullable=False),
        sa.Column("tot", sa.Date),
        sa.Column("opgelegd_door", sa.String(100), nullable=False),
        sa.Column("opgelegd_op", UtcDateTime, nullable=False),
        sa.Column("opgeheven_door", sa.String(100)),
        sa.Column("opgeheven_op", UtcDateTime),
        sa.Column("versie", sa.Integer, nullable=False),
        sa.Index("ix_bewaarplicht_lijst", "gemeentecode", "id"),
    )
