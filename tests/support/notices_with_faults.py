"""An invented notice about test accounts: without a fault, with a gap in its numbering, and without any norm."""

from __future__ import annotations

HEAD = (
    "中国人民银行关于测试账户管理有关事项的通知（2019年3月4日印发，自2019年5月1日起施行）\n"
    "银发〔2019〕7号\n各商业银行：\n现就有关事项通知如下：\n"
)
FIRST = "一、银行不得向任何单位或者个人出借、出租测试账户。\n"
GAP = HEAD + FIRST + "二、银行应当报告损失。\n四、银行应当保存记录。\n"
MUTE = HEAD + "一、阅览室位于办公楼二楼东侧，藏有各类报刊和图书。\n二、开放时间为上午九时。\n"
FINE = HEAD + FIRST + "二、银行应当报告损失。\n"
