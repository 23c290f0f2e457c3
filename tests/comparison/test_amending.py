"""A decision that amends an instrument is no new version of it: that is said, and no rule is told as gone."""

from __future__ import annotations

import regparse
from regparse.comparison import compare

OLD = """灯塔点灯管理办法

第一条 为规范点灯，制定本办法。

第二条 守灯人应当每夜点灯。

第三条 灯油费不得低于5万元。

第四条 守灯人应当登记船名。

第五条 雾天应当鸣响汽笛。
"""
DECISION = """灯塔管理局关于修改《灯塔点灯管理办法》的决定
灯塔发〔2032〕9号

各港务局：

灯塔管理局决定对《灯塔点灯管理办法》作如下修改：

一、将《灯塔点灯管理办法》第三条修改为：“灯油费不得低于8万元。”

二、本决定自发布之日起施行。

灯塔管理局
2032年3月1日
"""


def test_a_decision_that_amends_is_said_to_be_one() -> None:
    found = compare(regparse.parse(OLD), regparse.parse(DECISION))
    assert found.amending
    assert found.changes == ()
    assert {pair.state for pair in found.pairs} == {"none"}


def test_a_new_version_is_none() -> None:
    found = compare(regparse.parse(OLD), regparse.parse(OLD.replace("5万元", "8万元")))
    assert not found.amending
    assert [row.change for row in found.changes if row.change != "kept"] == ["widened"]
