"""The table of old and new (新旧对照表), and what is gone as a heading of its own."""

from __future__ import annotations

import re

import pytest

import regparse
from regparse.documents.synopsis import render_comparison
from regparse.model import Language

OLD = """灯塔管理局关于灯油仓库的通知
灯塔发〔2031〕8号

各港务局：

现就有关事项通知如下：

一、商业银行应当登记灯油的来源，并每年更换灯芯。

二、船长书面同意的，商业银行可以出借灯具。

三、商业银行不得收购鲸油。

灯塔管理局
2031年3月1日
"""
NEW = OLD.replace("，并每年更换灯芯", "").replace("书面", "").replace("2031", "2032")
NEW = NEW.replace("三、商业银行不得收购鲸油。", "三、浮标由守灯人逐日擦拭，发现锈蚀的应当除锈。")


def page(language: Language) -> str:
    """Return the page without its marks."""
    old, new = regparse.parse(OLD), regparse.parse(NEW)
    made = render_comparison(regparse.compare(old, new), old, new, format="html", language=language).decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", made.partition("<main>")[2]))


def test_every_clause_stands_in_the_table_with_what_became_of_it() -> None:
    text = page("zh")
    assert "修改情况" in text
    assert "备注" in text
    for what in ("修改", "新增", "删除"):
        assert what in text
    assert "要求降低：不再要求“书面”" in text


@pytest.mark.parametrize(("language", "heading"), [("zh", "不再规定的内容"), ("en", "What is said no longer")])
def test_what_is_gone_has_a_heading(language: Language, heading: str) -> None:
    text = page(language).partition(heading)[2]
    assert text
    for words in ("每年更换灯芯", "书面", "商业银行不得收购鲸油"):
        assert words in text
