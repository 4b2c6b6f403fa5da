"""What is sent is stopped while it arrives: before it fills the disk, and before anybody has read it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import Refused

__all__ = ["LimitedUpload", "UploadMiddleware", "too_large", "too_much"]

# What a form holds besides its files.
AROUND = 2 * 1024 * 1024
# Strangers sign in and choose a language; neither is long.
OF_STRANGERS = 1024 * 1024


def _largest() -> int:
    return max(settings.MAX_UPLOAD_BYTES, *settings.FILE_LIMITS.values())


class UploadMiddleware:
    """Refuses what says beforehand that it is too much, without reading it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        most = _largest() + AROUND if getattr(request, "viewer", None) else OF_STRANGERS
        if _length(request) <= most:
            return self.get_response(request)
        return render(
            request,
            "errors/notice.html" if getattr(request, "htmx", False) else "errors/sentence.html",
            {"error": too_much(most)},
            status=413,
        )


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


class LimitedUpload(FileUploadHandler):
    """Lets no single file of a form grow past the largest that is taken of any kind; the form goes on without it.

    The first in the list of handlers, so that neither memory nor disk see what is too much. `too_large(request)` says
    which files were left out.
    """

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self._count = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._count += len(raw_data)
        if self._count > _largest():
            left_out = getattr(self.request, "files_left_out", [])
            self.request.files_left_out = [*left_out, self.file_name]  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers that follow keep the file."""


def too_large(request: HttpRequest) -> tuple[str, ...]:
    """The names of files that were left out of this request because they are larger than any that is taken."""
    request.FILES  # noqa: B018  # they are read first
    return tuple(getattr(request, "files_left_out", ()))


def too_much(most: int) -> Refused:
    return Refused(
        _("This is larger than %(limit)s megabytes, so it was not taken.") % {"limit": most // 1024 // 1024},
        remedy=_("Send a shorter recording or a smaller file, or put a link to it."),
    )
