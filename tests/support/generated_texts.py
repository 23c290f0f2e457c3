"""Texts made of lines that instruments have, in any order, and notices read from them."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from regparse import readers
from regparse.analysis import pipeline
from regparse.model import Notice, Source
from regparse.structure import locate

# Lines of every kind that a stage knows, so that random texts reach every branch.
LABELS_ZH = [
    "一、",
    "二、",
    "三、",
    "（一）",
    "（二）",
    "（1）",
    "①",
    "第一条 ",
    "第二条",
    "第一章 ",
    "第一节",
    "“第五条 ",
]
LABELS_EN = ["1.", "2. ", "(I) ", "(II)", "(3) ", "I. ", "Article 1 ", "Chapter II "]
LABELS = ["", *LABELS_ZH, *LABELS_EN, "附件"]
PROSE = [
    "",
    "总则",
    "银行应当核实客户身份，不得出租、出借账户；支付机构可以收取手续费。",
    "收单机构不得：",
    "未经中国人民银行同意，任何单位和个人不得为上述业务提供账户开立、资金划转和清算结算等服务，但公益项目除外。",
    "由中国人民银行牵头，公安部、财政部等部门参加，在省级人民政府领导下移送司法机关。",
    "违反规定的，依法追究刑事责任；损失由其自行承担。",
    "本通知自发布之日起施行，《旧办法》（银发〔2021〕1号）同时废止。",
    "关于账户管理有关事项的通知",
    "各省级分行、各商业银行：",
    "现就有关事项通知如下：",
    "银发〔2024〕7号",
    "中国人民银行",
    "2024年7月1日",
    "（此件公开发布）",
    "抄送：各有关单位。",
    "Banks shall not lend, rent or sell accounts, except for savings banks; merchants may display a logo.",
    "Without the approval of the People's Bank of China, no entity or individual shall provide clearing services:",
    "The People's Bank of China, together with the Ministry of Finance, shall strengthen coordination with the courts.",
    "Lending accounts is strictly prohibited, and breaches shall be punished in accordance with the law.",
    "Notice of the Example Bank on Accounts (Yinfa [2024] No. 7)",
    "To all banks:",
    "Matters are hereby notified as follows:",
    "This Notice shall enter into force on July 1, 2024.",
    "People's Bank of China",
    "July 1, 2024",
    "Related articles",
    "打印",
]
LINE = st.one_of(
    st.builds(str.__add__, st.sampled_from(LABELS), st.sampled_from(PROSE)),
    st.builds(str.__add__, st.sampled_from(LABELS), st.text(max_size=12)),
    st.text(
        alphabet="不得应当可以须，。；：、（）《》“”的和等除外第条一二三1.() shallnotmay,;:\"'银行会同", max_size=40
    ),
)
TEXT = st.lists(LINE, max_size=14).map("\n".join)
MODEST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def analysed(text: str) -> Notice:
    source = Source(name="any", media_type="text/plain", sha256="0" * 64, encoding="utf-8")
    return pipeline.analyse(locate.whole(text), readers.Document(source, text))
