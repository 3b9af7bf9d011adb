# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The event log that an address names."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from libs.common.eventlog.kafka import KafkaEventLog, KafkaOptions
from libs.common.eventlog.port import EventLog
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.settings import Settings


def open_log(settings: Settings) -> EventLog:
    """`sqlite:///FILE`, or `kafka://HOST:PORT,HOST:PORT?prefix=P`. Raises `ValueError`."""
    scheme, _, path = settings.event_log_url.partition(":///")
    if scheme == "sqlite" and path:
        return SqliteEventLog(Path(path))
    return KafkaEventLog(kafka_options(settings))


def is_kafka(settings: Settings) -> bool:
    """True when the log is a Kafka cluster."""
    return settings.event_log_url.startswith("kafka:")


def kafka_options(settings: Settings) -> KafkaOptions:
    """How the settings say to reach the cluster. Raises `ValueError` when they name none."""
    address = urlsplit(settings.event_log_url)
    if address.scheme != "kafka" or not address.netloc:
        raise ValueError("JEUGDREGIO_EVENT_LOG_URL is sqlite:///FILE or kafka://HOST:PORT,...")
    (prefix,) = parse_qs(address.query).get("prefix", [""])
    return KafkaOptions(
        bootstrap=address.netloc,
        prefix=prefix,
        member=settings.member or None,
        replicas=settings.kafka_replicas,
        security=settings.kafka_security(),
    )
