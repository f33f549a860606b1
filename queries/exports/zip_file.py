"""Office files are ZIP archives with moments in them; without those the same answer is the same bytes."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: A moment as an Office file writes when it was made and changed.
_MOMENT = re.compile(rb"(?<=W3CDTF\">)[0-9T:.+-]+Z?")


def strip_timestamps(file: bytes) -> bytes:
    """Rewrite the Office *file* without moments in time, so that the same content is the same bytes."""
    out = BytesIO()
    with ZipFile(BytesIO(file)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            new.writestr(ZipInfo(name), _MOMENT.sub(rb"1980-01-01T00:00:00Z", old.read(name)), ZIP_DEFLATED)
    return out.getvalue()
