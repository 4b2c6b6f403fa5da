"""Reports on paper: a Typst template of ours, and words as data, set as tagged PDF (PDF/UA-1).

Everything that people wrote enters as JSON and is set as plain text: a title with `#`, `$` or `*` in it stays what it
is. Templates stand in `presenting/typst/`; they read nothing but `sys.inputs`, and the compiler's root is that folder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

__all__ = ["TEMPLATES", "pdf_of"]

TEMPLATES = Path(__file__).parent / "typst"


def pdf_of(template: str, content: Mapping[str, Any]) -> bytes:
    """The report of this template as PDF. content: what JSON can hold; `title` and `language` are needed by UA-1."""
    compiled = typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        format="pdf",
        sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    return bytes(compiled)
