"""Chinese with Western marks, as scans and web pages have it, read with Chinese ones (GB/T 15834-2011), mark for mark.

No character moves, so what is found in the one text stands at the same place in the other: rules read the Chinese
marks, quotations have the printed ones.
"""

from __future__ import annotations

import re
from typing import Any

from regparse.model import Notice
from regparse.notation.expressions import expression
from regparse.notation.numerals import HAN_CLASS as _N

_HAN = "\u3400-\u9fff"
_MARK = expression(rf"[,;:?!](?:(?<=[{_HAN}）〕】》”].)|(?=[{_HAN}（〔【《“]))")
_MARKS = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
# A full stop behind a word; behind a numeral that opens a line it is that of a label (一.). The mark comes first, so
# that the search runs from one to the next.
_STOP = expression(
    rf"[.．](?<=[{_HAN}）)〕】》”].)(?<![\n（(][{_N}].)(?<!\n[{_N}]{{2}}.)(?<!\n[{_N}]{{3}}.)(?=[{_HAN}（《“\n]|\Z)",
    re.DOTALL,
)
# A label that opens a line is left as it is: (一) is read in either style.
_BRACKETS = expression(rf"\((?<=\S\()([^()\n]*[{_HAN}][^()\n]*)\)")
_QUOTED = expression(r'"([^"\n]*)"')


def chinese(text: str) -> str:
    """Give a Chinese text with Chinese marks for the Western ones beside Chinese characters; its length is the same.

    Marks inside numbers, addresses and foreign words stay: 10,000 and 12:30. Straight quotation marks open and close in
    turn, in lines that have an even number of them.
    """
    if '"' in text:
        lines = text.split("\n")
        text = "\n".join([_QUOTED.sub(r"“\1”", line) if line.count('"') % 2 == 0 else line for line in lines])
    text = _MARK.sub(lambda found: _MARKS[found[0]], _BRACKETS.sub(r"（\1）", text))
    return _STOP.sub("。", f"\n{text}")[1:]


def as_printed(notice: Notice, text: str) -> Notice:
    """Give a notice that was read with other marks with all its quotations as ``text`` has them."""
    return Notice.model_validate(_printed(notice.model_dump(), text) | {"text": text})


def _printed(value: Any, text: str) -> Any:
    if isinstance(value, dict):
        made = {name: _printed(inner, text) for name, inner in value.items()}
        for words, span in (("text", "span"), ("heading", "heading_span"), ("title", "title_span")):
            if made.get(words) is not None and made.get(span) and len(made[words]) == made[span][1] - made[span][0]:
                made[words] = text[slice(*made[span])]
        return made
    return tuple(_printed(inner, text) for inner in value) if isinstance(value, (list, tuple)) else value
