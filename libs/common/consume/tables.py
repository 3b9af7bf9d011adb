# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The tables of a consumer: inbox, positions, dead letters."""

from dataclasses import dataclass

import sqlalchemy as sa

from libs.common.db import BigId, UtcDateTime


@dataclass(frozen=True, slots=True)
class ConsumerTables:
    """The tables of a consumer in one service."""

    inbox: sa.Table
    consumer_position: sa.Table
    dead_letter: sa.Table


def consumer_tables(metadata: sa.MetaData) -> ConsumerTables:
    """Declare them in a service's metadata."""
    return ConsumerTables(_inbox(metadata), _consumer_position(metadata), _dead_letter(metadata))


def _inbox(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "inbox",
        metadata,
        sa.Column("consumer_group", sa.String(100), primary_key=True),
        sa.Column("event_id", sa.String(36), primary_key=True),
        sa.Column("claimed_at", UtcDateTime, nullable=False),
    )


def _consumer_position(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "consumer_position",
        metadata,
        sa.Column("consumer_group", sa.String(100), primary_key=True),
        sa.Column("topic", sa.String(100), primary_key=True),
        sa.Column("partition", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("next_offset", sa.BigInteger, nullable=False),
    )


def _dead_letter(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "dead_letter",
        metadata,
        sa.Column("seq", BigId, primary_key=True, autoincrement=True),
        sa.Column("consumer_group", sa.String(100), nullable=False),
        sa.Column("topic", sa.String(100), nullable=False),
        sa.Column("partition", sa.Integer, nullable=False),
        sa.Column("log_offset", sa.BigInteger, nullable=False),
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("error", sa.String(100), nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("parked_at", UtcDateTime, nullable=False),
        sa.Column("replayed_at", UtcDateTime),
        sa.UniqueConstraint(
            "consumer_group", "topic", "partition", "log_offset", name="uq_dead_letter_place"
        ),
    )
