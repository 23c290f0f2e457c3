"""Three invented notices on gift cards for a store: one that another repeals, and one in Chinese."""

from __future__ import annotations

from regparse.store import Store

OLD = """Notice on the Administration of Gift Cards
Yinfa [2015] No. 8

To all banks:

In accordance with the "Law of the People's Republic of China on the People's Bank of China," and other provisions, \
the relevant matters are notified as follows:

(1) Issuing. Banks shall not issue bearer cards.

(2) Reporting. Banks shall report losses to the People's Bank of China.

This Notice shall enter into force on the date of its issuance.

People's Bank of China

May 5, 2015
"""
NEW = """Notice on the Administration of Gift Cards and Vouchers
Yinfa [2020] No. 9

To all banks:

In accordance with the "Law of the People's Republic of China on the People's Bank of China," and other provisions, \
the relevant matters are notified as follows:

(1) Issuing. Banks and payment institutions shall not issue bearer cards or vouchers.

(2) Reporting. Banks shall report losses to the China Securities Regulatory Commission.

(3) Records. Enterprises shall keep records for five years.

This Notice shall enter into force on July 1, 2020. The "Notice on the Administration of Gift Cards" (Yinfa [2015] \
No. 8) shall be repealed simultaneously.

People's Bank of China

June 1, 2020
"""
CHINESE = """中国人民银行关于礼品卡管理的通知
银发〔2018〕3号

各银行：

根据《中华人民共和国中国人民银行法》等规定，现就有关事项通知如下：

一、发行。银行不得发行不记名礼品卡。

二、备案。银行应当按照银发〔2015〕8号的规定向中国人民银行备案。

中国人民银行

2018年3月4日
"""


def clauses(store: Store, words: str = "", **conditions: object) -> list[str]:
    """Give the clauses of the hits of a query, in their order."""
    return [hit.clause for hit in store.query(words, **conditions)]
