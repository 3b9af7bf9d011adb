# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What billing takes and shows over HTTP; Dutch names, one file per resource."""
