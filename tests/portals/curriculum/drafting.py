"""What the tests of the drafts' pages share: where a page is, what is stored, what a form would send."""

from __future__ import annotations

import html as markup
import re

from django.urls import reverse

from headway.district.continuum.api import content_of
from headway.district.continuum.models import Competency

ADDING = "world-MA.FR.3"


def row(draft, code="MA.FR.3"):
    return Competency.objects.get(version_id=draft.id, code=code)


def at(name, draft, code="MA.FR.3", *more):
    return reverse(f"curriculum:{name}", args=[draft.uuid, row(draft, code).uuid, *more])


def stored(draft, identifier=ADDING):
    return next(one for one in content_of(draft.id).competencies if one.identifier == identifier)


def text_of(response):
    return response.content.decode()


def fields_of(response):
    """Everything that the first form with words would send, as a browser would."""
    page = text_of(response)
    form = page[page.index("data-warn") :]
    form = form[: form.index("</form>")]
    sent = {}
    for name, value in re.findall(r'<input[^>]*name="([^"]+)"[^>]*?value="([^"]*)"', form):
        if 'type="radio"' not in re.search(rf'<input[^>]*name="{re.escape(name)}"', form).group():
            sent[name] = markup.unescape(value)
    for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', form):
        sent[name] = markup.unescape(value)
    for tag in re.findall(r"<input[^>]*type=\"radio\"[^>]*checked[^>]*>", form):
        sent[re.search('name="([^"]+)"', tag)[1]] = re.search('value="([^"]*)"', tag)[1]
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        sent[name] = markup.unescape(chosen[1]) if chosen else ""
    return sent
