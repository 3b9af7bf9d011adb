# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The tables of a mailbox."""

from dataclasses import dataclass

import sqlalchemy as sa

from libs.common.db import UtcDateTime


@dataclass(frozen=True, slots=True)
class MailboxTables:
    """Handles to the tables of a mailbox."""

    mail_in: sa.Table
    mail_identification: sa.Table
    mail_out: sa.Table
    mail_counter: sa.Table


def mailbox_tables(metadata: sa.MetaData) -> MailboxTables:
    """Declare the tables in a service's metadata."""
    return MailboxTables(
        _mail_in(metadata),
        _mail_identification(metadata),
        _mail_out(metadata),
        _mail_counter(metadata),
    )


def _mail_in(metadata: sa.MetaData) -> sa.Table:
    """What came in."""
    return sa.Table(
        "mail_in",
        metadata,
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("ingediend_door", sa.String(32), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("soort", sa.String(8)),
        sa.Column("afzender", sa.String(8)),
        sa.Column("ontvanger", sa.String(8)),
        sa.Column("identificatie", sa.String(12)),
        sa.Column("dagtekening", sa.Date),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("inhoud", sa.LargeBinary, nullable=False),
        sa.Column("grootte", sa.Integer, nullable=False),
        sa.Column("ontvangen_op", UtcDateTime, nullable=False),
        sa.Column("uiterlijk", sa.Date),
        sa.Column("bevindingen", sa.JSON, nullable=False),
        sa.Column("antwoord_id", sa.String(36)),
        sa.Column("afgehandeld_op", UtcDateTime),
        sa.Column("barriere", sa.JSON),
        sa.Column("pogingen", sa.Integer, nullable=False),
        sa.Column("traceparent", sa.String(55)),
        sa.UniqueConstraint("ingediend_door", "fingerprint", name="uq_mail_in_fingerprint"),
        sa.Index("ix_mail_in_status", "status", "id"),
        sa.Index("ix_mail_in_ingediend_door", "ingediend_door", "id"),
        sa.Index("ix_mail_in_ontvanger", "ontvanger", "id"),
    )


def _mail_identification(metadata: sa.MetaData) -> sa.Table:
    """Identificaties that are used up, each by one message."""
    return sa.Table(
        "mail_identification",
        metadata,
        sa.Column("soort", sa.String(8), primary_key=True),
        sa.Column("afzender", sa.String(8), primary_key=True),
        sa.Column("identificatie", sa.String(12), primary_key=True),
        sa.Column("mail_id", sa.String(36), nullable=False),
    )


def _mail_out(metadata: sa.MetaData) -> sa.Table:
    """What goes out; without `vrijgegeven_op` its receiver does not see it yet."""
    return sa.Table(
        "mail_out",
        metadata,
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("soort", sa.String(8), nullable=False),
        sa.Column("afzender", sa.String(8), nullable=False),
        sa.Column("ontvanger", sa.String(8), nullable=False),
        sa.Column("identificatie", sa.String(12), nullable=False),
        sa.Column("betreft", sa.String(36)),
        sa.Column("inhoud", sa.LargeBinary, nullable=False),
        sa.Column("aangemaakt_op", UtcDateTime, nullable=False),
        sa.Column("bundle", sa.String(36), nullable=False),
        sa.Column("vrijgegeven_op", UtcDateTime),
        sa.Column("volgnummer", sa.Integer),
        sa.UniqueConstraint("soort", "afzender", "identificatie", name="uq_mail_out_identificatie"),
        sa.Index("ix_mail_out_bundle", "bundle"),
        sa.Index("ix_mail_out_postbus", "ontvanger", "volgnummer", unique=True),
    )


def _mail_counter(metadata: sa.MetaData) -> sa.Table:
    """The last number given per receiver."""
    return sa.Table(
        "mail_counter",
        metadata,
        sa.Column("ontvanger", sa.String(8), primary_key=True),
        sa.Column("laatste", sa.Integer, nullable=False),
    )
