"""Revisions of a notice whose changes in law are known, because they are written here.

A notice of invented bans and duties, a clause each, is revised: a norm is dropped or added, somebody is bound besides,
a way out is opened, a norm changes its place, another is put in other words. Both texts are parsed as any other.
"""

from __future__ import annotations

import random

import regparse
from regparse.comparison import compare

HEAD = "关于灯塔管理的通知\n灯塔发〔{year}〕{serial}号\n\n各港务局：\n\n现就有关事项通知如下：\n\n一、管理要求\n\n"
BANS = [
    "以虚拟货币为抵押向渔船发放贷款",
    "为代币发行融资活动开立账户",
    "代销境外发行的稳定币",
    "向未成年人出售灯油期货产品",
    "将客户寄存的虚拟货币出借给第三方",
    "以会员积分兑换虚拟货币",
    "为矿机买卖办理资金划转",
    "在灯塔外墙展示虚拟货币广告",
    "承保运输矿机的货物险",
    "利用码头广播推荐代币投资",
]
DUTIES = [
    "每季度盘点灯油仓库的钥匙",
    "在营业场所公示风浪预警等级",
    "每年演练一次火灾应急处置",
    "妥善保存船舶进出港的登记簿",
    "指定专人核对潮汐表的印刷错误",
    "于每月五日前报送灯塔能耗数据",
    "为新入职的看守人安排岗前培训",
    "对破损的浮标及时拍照留存",
    "建立缆绳更换的双人复核制度",
    "定期清洗透镜并做好记录",
]
NUMBERS = "一二三四五六七八九十"


def notice(year: int, norms: list[str]) -> str:
    """Give the text of a notice with these norms, a clause each."""
    lines = [f"（{_number(n)}）{norm}" for n, norm in enumerate(norms, 1)]
    return HEAD.format(year=year, serial=year - 2000) + "\n\n".join(lines) + f"\n\n灯塔管理局\n{year}年3月1日\n"


def _number(n: int) -> str:
    tens, ones = divmod(n, 10)
    return ("" if tens < 2 else NUMBERS[tens - 1]) + ("十" if tens else "") + (NUMBERS[ones - 1] if ones else "")


def ban(act: str, who: str = "商业银行", unless: str = "") -> str:
    return f"{unless}{who}不得{act}。"


def duty(act: str, cue: str = "应当") -> str:
    return f"支付机构{cue}{act}。"


def revise(edits: int, chance: random.Random) -> tuple[list[str], list[str], set[tuple[str, str]]]:
    """Give the norms before and after, and what changed: how, and the words by which to know it."""
    bans, duties = chance.sample(BANS, len(BANS)), chance.sample(DUTIES, len(DUTIES))
    spare = [bans.pop(), bans.pop(), duties.pop(), duties.pop()]
    before = {act: ban(act) for act in bans} | {act: duty(act) for act in duties}
    after, truth = dict(before), set[tuple[str, str]]()
    chance.shuffle(spare)
    for act in chance.sample(list(before), edits):
        kind = chance.choice(["drop", "add", "widen", "narrow", "reword"])
        if kind == "drop":
            del after[act]
            truth.add(("removed", act))
        elif kind == "add" and spare:
            fresh = spare.pop()
            after[fresh] = ban(fresh) if fresh in BANS else duty(fresh)
            truth.add(("added", fresh))
        elif kind == "widen" and act in BANS:
            after[act] = ban(act, "商业银行、支付机构")
            truth.add(("widened", act))
        elif kind == "narrow" and act in BANS:
            after[act] = ban(act, unless="未经港务局批准，")
            truth.add(("narrowed", act))
        elif kind == "reword":  # the same law in other words: nothing to tell
            after[act] = ban(act).replace("不得", "禁止") if act in BANS else duty(act, "须")
    order = list(after.values())
    chance.shuffle(order)
    return list(before.values()), order, truth


def judge(edits: int, revisions: int) -> list[tuple[int, int, int]]:
    """Count hits, changes told and changes made for revisions of so many edits each."""
    chance, counts = random.Random(edits), list[tuple[int, int, int]]()
    for _ in range(revisions):
        before, after, truth = revise(edits, chance)
        old, new = regparse.parse(notice(2031, before)), regparse.parse(notice(2032, after))
        told = set[tuple[str, str]]()
        for row in compare(old, new).changes:
            if row.change != "kept" and row.kind not in {"agency", "legal-basis", "citation"}:
                words = (row.new or row.old).text  # type: ignore[union-attr]
                told.add((row.change, next((act for act in (*BANS, *DUTIES) if act in words), words)))
        counts.append((len(told & truth), len(told), len(truth)))
    return counts
