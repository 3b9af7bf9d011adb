# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Measurements: each prints a ratio against a baseline taken in the same run."""
