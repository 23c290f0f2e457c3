"""What a line of an official document is, by its form alone.

These are the forms that :class:`regparse.structure.lines.Line` is asked for, which remembers the answers. Nothing here
looks at a line's neighbours: :mod:`regparse.structure.locate` and :mod:`regparse.structure.outline` do.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from regparse.lexicon import agencies, patterns, tables
from regparse.notation import dates
from regparse.notation.expressions import expression

LONGEST_COLOPHON = 400
"""A line of a colophon is shorter than this, in code points."""

TYPES_ZH = (
    "通知|公告|通告|指导意见|意见|办法|规定|细则|决定|命令|令|指引|规则|条例|通报|批复|答复|复函|函|方案|规程|准则|章程|"
    "纲要|规划|法|制度|标准|目录|修正案|决议|解释|指南|通则|守则|预案"
)
_TYPES_EN = (
    "Notice|Announcement|Circular|Measures|Opinions|Provisions|Rules|Regulations|Guidelines|Guiding Opinions|"
    "Decision|Order|Interim Measures|Implementing Rules|Plan|Reply|Law|Guidance"
)
TITLE_ZH = expression(
    rf"(?=.{{4,300}}$)(?!.*[。；！？].)[^，。]*?(?:关于.+的|.{{2,}})(?:{TYPES_ZH})"
    rf"(?:\s*[（(](?!以下)[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)]"
    rf"|\s*[〔\[［【]\s*\d{{4}}\s*[〕\]］】]\s*第?\s*\d+\s*号)*$"
)
TITLE_EN = expression(
    rf"(?=.{{12,400}}$)(?:[\w’',.&() -]+?\s)?(?:{_TYPES_EN})\s(?:of|on|for|concerning|regarding|"
    rf"issued)\b[^.!?]*(?:No\.[^.!?]*)*\)?$",
    re.IGNORECASE,
)
_TITLE_TYPE_LAST = expression(
    r"(?!(?:General|Supplementary|Supplemental|Final|Other|Miscellaneous|Additional|Special|Transitional|Common)\s\w+$)"
    r"(?=.{12,200}$)(?:[A-Z][\w’'&-]*\s(?:(?:of|and|on|the|for|in|to|by)\s)*){2,16}(?:Measures|Provisions|Rules|Regulations?"
    r"|Guidelines|Law|Code|Decision|Standards)(?:\s\((?:Trial|Interim|Provisional|Revised|Draft|\d{4})[^()]{0,40}\))?$"
)
"""An English title whose sort of document comes last (Gift Card Management Regulations); not Final Provisions."""
_KEYWORDS_ZH = expression(rf"(?:[\u4e00-\u9fff]{{1,8}}[\s　]+){{1,12}}(?:{TYPES_ZH})")
"""Keywords (主题词) are parted by blanks and end in the sort of document: 体育　运动会　函."""
_RECIPIENTS_ZH = expression(
    r"(?=.*(?:各|人民政府|总部|分行|银行|公司|机构|厅|局|委员会|办公室|单位|商会|协会|交易所|中心))"
    r"(?!.*(?:应|不得|须|可以|下列|以下|如下|按照|按|为|由|将|请|如|是|(?<!国)有(?!限|关)|包括|的(?!其)|至少))[^。]{2,1500}[：:]$"
)
_IN_BRACKETS = expression(r"（[^（）]*）|\([^()]*\)")
_RECIPIENTS_EN = expression(
    r"(?:To\b[:\s].{4,1200}|(?:All|Each)\s(?!.*\b(?:shall|should|must|may|are|is|will|follow\w*|includ\w+)\b).{0,1200}"
    r"\b(?:governments?|banks?|branches|institutions?|departments?|bureaus?|offices?|administrations?|commissions?"
    r"|companies|associations?|exchanges?|centers?|centres?|regulatory authorities)\b.{0,400})[:：]$"
    r"|(?:To\s(?:the|all|each)\b|All\s|Each\s|The\s(?:[\w’']+\s){0,3}(?:branches|offices|bureaus)\b)"
    r"(?!.*\b(?:shall|should|must|may|are|is|will|has|have)\b).{12,1200},$"
)
_ANNEX = expression(
    r"^(?:附\s*件|附\s*表|附\s*录|附\s*[：:1-9一二三四五六七八九十]|Annex|Appendix|Attachment)(?![\w]*的)",
    re.IGNORECASE,
)
# A bare number is none: it may be the cell of a table.
_PAGE = expression(r"[—\-－–―─·]+\s*\d{1,4}\s*[—\-－–―─·]+|第\s*\d+\s*页.{0,12}|[Pp]age \d+(?: of \d+)?")
_ADDRESS = expression(r"(?:https?://|www\.)\S{4,400}(?:\s+\d{1,4}\s*/\s*\d{1,4})?|\d{1,4}\s*/\s*\d{1,4}")
"""The address of a page, as a browser prints it below it, with the page and how many there are."""
_PRINTED = expression(
    r"\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}[,，]?\s+(?:[上下]午)?\d{1,2}:\d{2}(?::\d{2})?(?:\s[^。；]{1,60})?"
    r"|\d{1,2}/\d{1,2}/\d{2,4},\s\d{1,2}:\d{2}(?:\s?[AP]M)?(?:\s[^.;]{1,100})?"
)
"""When a browser printed a page, above it, with the page's title."""
_HISTORY = expression(r"^[（(].{6,}(?:通过|公布|发布|修订|修正|施行|批准).*[）)]$")
_HISTORY_EN = expression(
    r"^[(\[（](?=.{6,})[^()]*\b(?:adopted|promulgated|issued|published|amended|revised|passed|approved|effective)\b.*[)\]）]\.?$",
    re.IGNORECASE,
)
_OFFICER = expression(
    r"(?:[\u4e00-\u9fff\s　]{2,40}?(?=\S{1,4}\s*[：:]|\S\s+\S\s*[：:]))?"
    r"(?:行\s*长|主\s*席|部\s*长|主\s*任|总\s*理|署\s*长|局\s*长|国家主席)"
    r"(?:[：:\s　]+[\u4e00-\u9fff\s　]{2,6}|\s*[：:])$"
)
"""The officer who signs an order, with or without the body: 行长：…, 公 安 部 部长：…; a scan may lack the name."""
_SIGNATORY = expression(
    r"[\u4e00-\u9fff\s　]{2,40}?(?:行\s*长|主\s*席|部\s*长|主\s*任|署\s*长|局\s*长|会\s*长|总经理|总\s*理)"
    r"[\s　]+[\u4e00-\u9fff](?:[\s　]*[\u4e00-\u9fff·]){1,3}$"
)
"""The officer with the body and without a colon: 中国人民银行行长 张三."""
_BETWEEN = expression(r"[\s、,，&·()（）]|\b(?:[Tt]he|and|办公厅)\b|办公厅")
_NOTE = expression(r"^[（(](?:此件|本件|此文|附)[^）)]*[）)]$")
_HAN = expression("[㐀-鿿]+")
_LETTER = expression(r"[^\W\d_]+")
_ENDS = expression(r"[.。!！?？;；:：”\"’'）)]$")


class Furniture(NamedTuple):
    """Whole lines and line openings that belong to a page, not to a notice; lower case."""

    lines: frozenset[str]
    starts: tuple[str, ...]


@cache
def _furniture() -> Furniture:
    table = tables.load("furniture")
    return Furniture(frozenset(x.lower() for x in table["line"]), tuple(x.lower() for x in table["start"]))


def page_number(line: str) -> bool:
    """Say whether a line is a page number ("— 6 —", "Page 2 of 9")."""
    return len(line) < 20 and bool(_PAGE.fullmatch(line))


def history(line: str) -> bool:
    """Say whether a line is the note on a law's making under its title (（…通过，…修订）)."""
    return bool(_HISTORY.match(line)) and not note(line)


def history_en(line: str) -> bool:
    """Say whether a line is an English note on a law's making ("(Adopted at … on …, amended on …)")."""
    return line[:1] in "([（" and bool(_HISTORY_EN.match(line))


_LEADER = expression(
    r"[^.…·．‥。]{2,80}?\s*(?:(?:[.·．‥]\s?){3}|(?:…\s?){2})[.…·．‥\s]*[—－-]?\s*(?:\d{1,4}|[ivx]{1,6})?\s*[—－-]?$"
)


def leader(line: str) -> bool:
    """Say whether a line is an entry of a table of contents: words, a row of dots, a page."""
    return (
        len(line) < 200
        and ("..." in line or "…" in line or "··" in line or ". ." in line)
        and bool(_LEADER.match(line))
    )


def contents(line: str) -> bool:
    """Say whether a line opens a table of contents."""
    return "".join(line.split()).strip("　").lower() in ("目录", "目次", "contents")


def furniture(line: str) -> bool:
    """Say whether a line is page furniture: a page number, or in the furniture table."""
    if page_number(line) or (line.isascii() and _ADDRESS.fullmatch(line)) or _PRINTED.fullmatch(line):
        return True
    words = line.lower()
    known = _furniture()
    return words.strip(" .:：|>»") in known.lines or words.startswith(known.starts)


def says(formula: str, line: str, *, chinese: bool) -> bool:
    """Say whether a formula of the table ``formulas.toml`` stands in a line."""
    return patterns.load_row("formulas", formula, chinese).stands(line)


def chinese(text: str) -> bool:
    """Say whether a text is Chinese: more than a tenth of the letters of its first 4,000 characters are Han."""
    if text.isascii():
        return False
    sample = text[:4000]
    han = len(sample) - len(_HAN.sub("", sample))
    return han * 10 > len(sample) - len(_LETTER.sub("", sample))


def titled_zh(line: str) -> bool:
    """Say whether a Chinese line is formed as an instrument's title, or as the line that addresses one."""
    return bool(TITLE_ZH.match(line)) and not _KEYWORDS_ZH.fullmatch(line)


def titled_en(line: str) -> bool:
    """Say whether an English line is formed as an instrument's title, or as the words that open one."""
    formed = TITLE_EN.match(line) or _TITLE_TYPE_LAST.match(line)
    return formed is not None and not line.endswith((":", "：", ","))


def addressed(line: str) -> bool:
    """Say whether a line names bodies and ends in a colon, as an addressee line and some openings do."""
    if _RECIPIENTS_EN.match(line):
        return True
    # What a bracket says of a body (需要依法履行…的机构) is no sentence of the line's own.
    bare = _IN_BRACKETS.sub("", line) if line.endswith(("：", ":")) else ""
    return bool(_RECIPIENTS_ZH.match(bare))


def annex(line: str) -> bool:
    """Say whether a line opens an annex or the list of annexes."""
    return bool(_ANNEX.match(line))


def note(line: str) -> bool:
    """Say whether a line is a note in brackets under the signature (此件公开发布)."""
    return bool(_NOTE.match(line))


def date(line: str) -> bool:
    """Say whether a line is a date and nothing else."""
    if len(line) > 40:
        return False
    found = dates.find(line)
    return (
        len(found) == 1
        and not line[: found[0].start].strip(" 　()（）")
        and not line[found[0].end :].strip(" 　()（）.")
    )


def signature(line: str) -> bool:
    """Say whether a line is only the names of bodies, or of the officer who signs an order."""
    if len(line) > 200:
        return False
    if _OFFICER.match(line) or (len(line) < 40 and _SIGNATORY.match(line)):
        return True
    rest, last = "", 0
    for mention in agencies.load().find(line):
        rest += line[last : mention.start]
        last = mention.end
    return last > 0 and not _BETWEEN.sub("", rest + line[last:])


def sentence(line: str) -> bool:
    """Say whether a line ends as a sentence does; a headline or a caption does not."""
    return bool(_ENDS.search(line))
