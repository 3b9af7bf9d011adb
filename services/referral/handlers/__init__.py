# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use cases of referral: judge what aanbieders send, decide what gemeenten award."""
