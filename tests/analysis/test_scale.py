"""What grows in a clause costs in proportion: a file that repeats one phrase for pages must not hang anybody."""

from __future__ import annotations

import pytest
from growth import TOLERATED, growth

from regparse.analysis import pipeline
from regparse.model import Notice

pytestmark = pytest.mark.slow

ZH = """灯发〔2031〕3号
关于规范灯具租赁业务的通知

各港口：

现将有关事项通知如下：

一、{}。
二、租赁机构不得出租铜灯。"""
EN = """Notice of the Ports Office on Lamps
Dengfa [2031] No. 3

To all ports:

The relevant matters are notified as follows:

(1) {}.

(2) Banks shall not lend on lamps."""
TIMES = 2_000


@pytest.mark.parametrize(
    ("page", "phrase"),
    [
        (ZH, "中国人民银行、"),
        (ZH, "《灯具法》"),
        (ZH, "《灯具法》、"),
        (ZH, "灯发〔2021〕237号、"),
        (ZH, "银行应当报告；"),
        (ZH, "银行应当报告。"),
        (ZH, "银行不得隐瞒，"),
        (ZH, "为银行服务的机构"),
        (ZH, "其应当报告。"),
        (ZH, "根据《支付办法》第三条的规定，"),
        (ZH, "处以罚款，"),
        (ZH, "可以应当"),
        (ZH, "应当报告而未报告"),
        (ZH, "禁止"),
        (ZH, "除银行外，"),
        (ZH, "（一）银行应当报告；"),
        (ZH, "依据《关于灯具的通知》"),
        (ZH, "《关于灯具的通知》（灯发〔2021〕237号）、"),
        (ZH, "“"),
        (ZH, "《"),
        (ZH, "银行（以下简称银行）"),
        (ZH, "，但另有规定的除外"),
        (ZH, "自2031年6月1日起施行"),
        (EN, "the People's Bank of China, "),
        (EN, '"Law on Lamps," '),
        (EN, "Dengfa [2021] No. 237, "),
        (EN, "Banks shall report. "),
        (EN, "shall not lend and "),
        (EN, "Article 5, "),
        (EN, "Order of the State Council No. 3 "),
        (EN, "banks for banks of "),
    ],
)
def test_a_phrase_repeated_for_pages_is_read(page: str, phrase: str) -> None:
    def parsed(times: int) -> Notice:
        return pipeline.parse(page.format(phrase * times).encode(), "long.txt")

    notice = parsed(TIMES)
    assert growth(parsed, TIMES // 5, TIMES) < TOLERATED
    assert notice.clauses[-1].provisions, "what stands behind is read too"


@pytest.mark.parametrize(
    "printed", ["第" + "一" * 5_000 + "条", "第" + "9" * 6_000 + "条", "〔2021〕" + "7" * 5_000 + "号"]
)
def test_a_number_of_thousands_of_digits_is_no_number(printed: str) -> None:
    for text in (ZH.format(f"依照{printed}的规定"), ZH.format("银行应当报告") + f"\n{printed} 银行应当报告。"):
        notice = pipeline.parse(text.encode(), "long.txt")
        assert printed[:100] in notice.text
