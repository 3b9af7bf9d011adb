# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How to reach a Kafka cluster."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class KafkaOptions:
    """How to reach a cluster, and how patient to be with it.

    `prefix` stands before the name of every topic and group, so that installations may share a
    cluster. `member` names this process among those of its groups: one that comes back under its
    name within `session_timeout_ms` keeps its partitions. `replicas` brokers keep each topic: of
    three, two must have a record before it counts as written.
    """

    bootstrap: str
    prefix: str = ""
    member: str | None = None
    session_timeout_ms: int = 10_000
    request_timeout_ms: int = 15_000
    hold_rebalance_s: float = 20.0
    replicas: int = 3
    security: Mapping[str, Any] | None = None

    def client(self) -> dict[str, Any]:
        """Arguments of every client."""
        return {
            "bootstrap_servers": self.bootstrap,
            "request_timeout_ms": self.request_timeout_ms,
            "metadata_max_age_ms": 30_000,
            **(self.security or {}),
        }
