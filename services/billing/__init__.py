# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Billing: judges claims against toewijzingen and contracts, and explains each verdict."""
