"""An invented notice about prepaid cards, in English and in Chinese, to be stored in a user's corpus."""

from __future__ import annotations

from regparse.corpus import collection

EN = """Notice on the Administration of Prepaid Cards
Yinfa [2019] No. 7

To all banks:

The relevant matters are notified as follows:

(1) Banks shall not issue bearer cards.

(2) Banks shall report losses in good time.
"""
ZH = """关于预付卡管理有关事项的通知
银发〔2019〕7号

各商业银行：

现就有关事项通知如下：

一、银行不得向任何单位或者个人发行不记名的预付卡。

二、银行应当及时报告损失。
"""


def new(notice: str = "yinfa-2019-7", name: str = "en", **more: str) -> collection.New:
    return collection.New(notice, name, "en", "text/plain", "notice.txt", **more)  # type: ignore[arg-type]
