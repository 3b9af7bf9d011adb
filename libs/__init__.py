# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Libraries: shared mechanics (`common`) and the message standard (`ijw`)."""
