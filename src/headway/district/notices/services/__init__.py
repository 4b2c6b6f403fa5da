"""Telling people, reading, choosing how to be told, and sending what is due."""

from headway.district.notices.services.reading import mark_read, open_notice, set_preferences
from headway.district.notices.services.sending import send_again, send_due
from headway.district.notices.services.telling import settle, settle_many, tell, tell_all, tell_anew
from headway.district.notices.services.tidying import kept_months, tidy

__all__ = [
    "kept_months",
    "mark_read",
    "open_notice",
    "send_again",
    "send_due",
    "set_preferences",
    "settle",
    "settle_many",
    "tell",
    "tell_all",
    "tell_anew",
    "tidy",
]
