# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The tables of a log of processing: actions, and the persons of each."""

from dataclasses import dataclass

import sqlalchemy as sa

from libs.common.db import BigId, UtcDateTime, partial_index


@dataclass(frozen=True, slots=True)
class LogboekTables:
    """Handles to those tables."""

    verwerking: sa.Table
    betrokkene: sa.Table


def logboek_tables(metadata: sa.MetaData) -> LogboekTables:
    """Declare them in a service's metadata."""
    id = sa.Column("id", sa.String(36), primary_key=True)
    verwerking = sa.Table(
        "verwerking",
        metadata,
        id,
        sa.Column("activiteit", sa.String(60), nullable=False),
        sa.Column("actie", sa.String(120), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("onderwerp", sa.String(36), nullable=False, index=True),
        sa.Column("bundel", sa.String(36), nullable=False, index=True),
        sa.Column("trace_id", sa.String(32), nullable=False),
        sa.Column("span_id", sa.String(16), nullable=False),
        sa.Column("begin_op", UtcDateTime, nullable=False),
        sa.Column("eind_op", UtcDateTime, nullable=False),
        sa.Column("volgnummer", BigId),
        sa.Column("keten", sa.String(64)),
        sa.UniqueConstraint("volgnummer", name="uq_verwerking_volgnummer"),
        partial_index("ix_verwerking_open", id, where="volgnummer IS NULL"),
    )
    betrokkene = sa.Table(
        "verwerking_betrokkene",
        metadata,
        sa.Column("verwerking_id", sa.String(36), primary_key=True),
        sa.Column("gemeentecode", sa.String(4), primary_key=True),
        sa.Column("pseudoniem", sa.String(32), primary_key=True),
        sa.Index("ix_verwerking_betrokkene_wie", "gemeentecode", "pseudoniem", "verwerking_id"),
    )
    return LogboekTables(verwerking, betrokkene)
