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
    verklaring: sa.Table
    merk: sa.Table


def vernietiging_tables(metadata: sa.MetaData) -> VernietigingTables:
    """Declare them in a service's metadata."""
    return VernietigingTables(
        _lijst(metadata),
        _regel(metadata),
        _bewaarplicht(metadata),
        _verklaring(metadata),
        _merk(metadata),
    )


def _lijst(metadata: sa.MetaData) -> sa.Table:
    """A list; `stappen` are who did what to it: {handeling, persoon, client_id, op, reden}.

    `verzocht_op` is the day on which a client asked, `voor` the day before which all of it began.
    `gewist` are the rows elsewhere that were wiped so far, by table.
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
        sa.Column("gewist", sa.JSON),
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
    """What goes of one person, by the key that the service has for one; `rijen` by table.

    `verzegeld` is by what to find what is left, while a list is carried out.
    """
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
        sa.Column("verzegeld", sa.LargeBinary),
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


def _verklaring(metadata: sa.MetaData) -> sa.Table:
    """The proof of a list that was carried out, sealed with the one before it; names no client."""
    return sa.Table(
        "vernietigingsverklaring",
        metadata,
        sa.Column("volgnummer", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("lijst_id", sa.ForeignKey("vernietigingslijst.id"), nullable=False, unique=True),
        sa.Column("gemeentecode", sa.String(4), nullable=False),
        sa.Column("categorie", sa.String(30), nullable=False),
        sa.Column("grond", sa.String(8), nullable=False),
        sa.Column("begin", sa.String(60), nullable=False),
        sa.Column("jaren", sa.Integer, nullable=False),
        sa.Column("grondslag", sa.String(200), nullable=False),
        sa.Column("bron", sa.String(100), nullable=False),
        sa.Column("personen", sa.Integer, nullable=False),
        sa.Column("gebleven", sa.Integer, nullable=False),
        sa.Column("elders_bekend", sa.Integer, nullable=False),
        sa.Column("rijen", sa.JSON, nullable=False),
        sa.Column("gewist", sa.JSON, nullable=False),
        sa.Column("stappen", sa.JSON, nullable=False),
        sa.Column("vernietigd_op", UtcDateTime, nullable=False),
        sa.Column("keten", sa.String(64), nullable=False),
        sa.Index("ix_vernietigingsverklaring_lijst", "gemeentecode", "volgnummer"),
    )


def _merk(metadata: sa.MetaData) -> sa.Table:
    """Marks of who is destroyed, of a purpose of their own: by them alone nobody is found."""
    return sa.Table(
        "vernietigd_merk",
        metadata,
        sa.Column("merk", sa.String(32), primary_key=True),
        sa.Column("persoon_merk", sa.String(32), nullable=False),
        sa.Column("vernietigd_op", UtcDateTime, nullable=False, index=True),
    )
