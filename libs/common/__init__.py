# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Mechanics that every service shares: no domain word outside `contracts`."""
