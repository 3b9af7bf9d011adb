# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What a service measures of itself, for Prometheus to collect."""

from libs.common.metrics.catalogue import (
    CATALOGUE,
    DUE_WITHIN,
    PREFIX,
    CounterName,
    GaugeName,
    HistogramName,
    Metric,
)
from libs.common.metrics.registry import Metrics

__all__ = [
    "CATALOGUE",
    "DUE_WITHIN",
    "PREFIX",
    "CounterName",
    "GaugeName",
    "HistogramName",
    "Metric",
    "Metrics",
]
