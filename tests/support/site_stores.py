"""Stores for the tests of the pages: the shipped corpus, and notices that try to be more than text."""

from __future__ import annotations

from regparse import parse
from regparse.store import Store
from regparse.store.database import in_memory

HOSTILE = """Notice on <script>alert(1)</script> Cards & "Quotes"
Yinfa [2019] No. 7

To all banks:

The relevant matters are notified as follows:

(1) Issuing. Banks shall not issue <img src=x onerror=alert(2)> cards to {{ 7 * 7 }} </script><script>alert(3)</script>.

(2) Reporting. Banks shall report losses to the People's Bank of China.

This Notice shall enter into force on the date of its issuance.

People's Bank of China

March 4, 2019
"""
NEWER = """Notice on Gift Cards
Yinfa [2024] No. 9

To all banks:

The relevant matters are notified as follows:

(1) Issuing. Banks shall not issue gift cards or <b>bold</b> cards.

(2) Reporting. Banks shall report losses to the China Securities Regulatory Commission and the People's Bank of China.

This Notice shall enter into force on the date of its issuance. "Notice on Cards" (Yinfa [2019] No. 7) shall be \
repealed simultaneously.

People's Bank of China

March 4, 2024
"""
CHINESE = """关于礼品卡管理有关事项的通知
银发〔2024〕9号

各商业银行：

现就有关事项通知如下：

一、银行不得发行礼品卡。

二、银行应当向中国人民银行报告损失。

中国人民银行

2024年3月4日
"""


def hostile() -> Store:
    """Give a store of a notice with markup in its title, one that repeals it, and that one in Chinese."""
    return in_memory([parse(HOSTILE), parse(NEWER), parse(CHINESE)])


CHINESE_OLDER = """关于购物卡管理有关事项的通知
银发〔2019〕7号

各商业银行：

现就有关事项通知如下：

一、银行不得发行购物卡。

二、银行应当向中国人民银行报告损失。

中国人民银行

2019年3月4日
"""
CHINESE_NEWER = """关于礼品卡管理有关事项的通知
银发〔2024〕9号

各商业银行：

现就有关事项通知如下：

一、银行不得发行礼品卡。

二、银行应当向中国证监会和中国人民银行报告损失。

三、证监会负责监督礼品卡挖矿业务。

本通知自发布之日起施行。《关于购物卡管理有关事项的通知》（银发〔2019〕7号）同时废止。

中国人民银行

2024年3月4日
"""


def bilingual() -> Store:
    """Give a store of a notice and the one in its place, both in English, which speaks for them, and in Chinese."""
    texts = [(HOSTILE, "en"), (NEWER, "en"), (CHINESE_OLDER, "zh"), (CHINESE_NEWER, "zh")]
    notices = [parse(text).model_copy(update={"edition": edition}) for text, edition in texts]
    return in_memory(notices, preferred=[f"{one.id}@en" for one in notices])
