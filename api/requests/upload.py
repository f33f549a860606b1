"""A file that who is at this machine sends from a page of ours, as far as it may be looked into."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from api.http.locality import is_request_from_here
from api.http.own_form import has_good_token, is_from_own_page, make_token

#: For what the token of the form is made, and the field with the file.
PURPOSE, FILE_FIELD = "give a document", "text"


@dataclass(frozen=True)
class Upload:
    """The `data` of a file; nothing of it where it `is_foreign`, or `is_too_large`: more than `most` bytes in all."""

    data: bytes = b""
    is_foreign: bool = False
    is_too_large: bool = False
    most: int = 0


def read_upload() -> Upload:
    """Read the file of this request, if a page of ours had it sent by who is at this machine."""
    most = request.max_content_length or 0
    if not is_from_own_page():
        return Upload(is_foreign=True)
    if (request.content_length or 0) > most:
        return Upload(is_too_large=True, most=most)
    try:
        if not has_good_token(PURPOSE):
            return Upload(is_foreign=True)
        sent = request.files.get(FILE_FIELD)
        return Upload(sent.read() if sent else b"")
    except RequestEntityTooLarge:
        return Upload(is_too_large=True, most=most)


def describe_uploading() -> dict[str, object]:
    """Describe, for a template, whether who asks can send a file, and the token to do so."""
    able = is_request_from_here()
    return {"can_give": able, "token": make_token(PURPOSE) if able else ""}
