"""Invented notices for the exports, each with something that is awkward to write down and to read back."""

from __future__ import annotations

from regparse import readers
from regparse.analysis import pipeline
from regparse.model import Notice, Source
from regparse.structure import locate

MEASURES = """关于印发《礼品卡管理办法》的通知
银发〔2031〕12号

各商业银行：

现将《礼品卡管理办法》印发给你们，请遵照执行。

中国人民银行
2031年3月5日

礼品卡管理办法

第一章　总则

第一条 为规范礼品卡业务，依据《中华人民共和国中国人民银行法》，制定本办法。

第二条 商业银行发行礼品卡，应当遵守本办法。
本办法所称礼品卡，是指以卡片形式发行的凭证。

第二章　发行

第一节　条件

第三条 发卡银行应当具备下列条件：
（一）有健全的制度；
（二）有专门的人员。
发卡银行应当每年报告。

第二节　禁止

第四条 发卡银行不得有下列行为：
（一）出租、出借礼品卡；
（二）违反本办法第三条的规定：
1.没有制度；
2.没有人员。

第三章　附则

第五条 本办法自2031年6月1日起施行，《礼品卡暂行规定》（银发〔2019〕3号）同时废止。

附件：礼品卡登记表
序号	名称	金额
1	甲	100
附件2
=1+1
"""
"""Promulgated measures: two titles, chapters and sections, items in items, text behind a list, annexes, a table."""

TWICE = """Notice on Market Stalls
Kafa [2031] No. 9

To all markets:

The following is hereby notified:

I. Stalls. Stalls shall be registered.

(1) Register. The People's Bank of China keeps a register.

(2) Fees. =SUM(A1) is no fee; stalls shall not charge "fees" & <interest>.

(2) @noon, stalls shall close.

(3) Stalls may open on Sundays.

II. Markets

(1) Markets shall report to the People's Bank of China under Article 3 of Kafa [2029] No. 3.

Kafa [2029] No. 3 is repealed.

People's Bank of China

March 5, 2031

Annex 1: forms
"""
"""A label that is printed twice, numbers that begin anew, words on a heading's line, signs that XML and tables mind."""


def read(text: str, name: str = "invented.txt") -> Notice:
    """Parse a text as it stands, whatever it is."""
    source = Source(name=name, media_type="text/plain", sha256="0" * 64, encoding="utf-8")
    return pipeline.analyse(locate.whole(text), readers.Document(source, text))
