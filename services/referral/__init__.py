# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Referral: requests for help, what gemeenten award on them, and how delivery starts and stops."""
