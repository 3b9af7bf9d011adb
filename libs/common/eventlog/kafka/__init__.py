# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The adapter of the event log to Apache Kafka: the only package that knows it."""

from libs.common.eventlog.kafka.log import KafkaEventLog
from libs.common.eventlog.kafka.options import KafkaOptions
from libs.common.eventlog.kafka.topics import (
    BrokerError,
    TooFewBrokersError,
    create_topics,
    differences,
)

__all__ = [
    "BrokerError",
    "KafkaEventLog",
    "KafkaOptions",
    "TooFewBrokersError",
    "create_topics",
    "differences",
]
