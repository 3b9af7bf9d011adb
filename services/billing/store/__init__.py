# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every SQL statement of billing: facts to judge by, verdicts, views, and foreign sources."""
