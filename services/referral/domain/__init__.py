# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What referral reasons about: pure values and decisions, without session, clock or log."""
