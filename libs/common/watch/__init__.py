# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Watching: what a service tells of itself beside its work, for Prometheus to collect."""

from libs.common.watch.counted import count_terms, settled_before
from libs.common.watch.loops import Figures, Watch

__all__ = ["Figures", "Watch", "count_terms", "settled_before"]
