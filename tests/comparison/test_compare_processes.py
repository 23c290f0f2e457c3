"""Another process finds the same: nothing hangs on the order in which it keeps a set, nor on addresses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_PRINT = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
import regparse, test_compare_processes as t
for old, new in t.PAIRS:
    found = regparse.compare(regparse.parse(old), regparse.parse(new))
    print(hashlib.sha256(found.to_json().encode()).hexdigest(), len(found.changes))
"""
_HEAD = "灯塔管理办法\n\n"
_TWO_NAMES = (
    "第一条　灯塔信息服务中心（以下简称服务中心）负责登记。灯塔信息服务中心（以下简称中心）设在港口。\n"
    "第二条　{}应当每日记录灯塔的开启时间。\n第三条　{}应当保存值守日志。\n第四条　{}应当向港务局报送报告。\n"
)
"""One body with two short forms: which of them its name is compared by must not hang on their order in a set."""
_SAME = "".join(f"第{n}条　守塔人应当擦拭第{n}号透镜。守塔人应当记录。\n" for n in "一二三四五六七八九")
_TURNED = "".join(f"第{n}条　守塔人应当记录并擦拭第{n}号透镜。守塔人不得离岗。\n" for n in "九三一七五八二六")
PAIRS = [
    ("yinfa-2021-237", "yinfa-2026-42"),
    (_HEAD + _TWO_NAMES.format(*["服务中心"] * 3), _HEAD + _TWO_NAMES.format("灯塔信息服务中心", "中心", "服务中心")),
    (_HEAD + _TWO_NAMES.format(*["灯塔信息服务中心"] * 3), _HEAD + _TWO_NAMES.format("中心", "中心", "服务中心")),
    (_HEAD + _SAME, _HEAD + _TURNED),
    (_HEAD + _SAME + _SAME, _HEAD + _TURNED + _SAME + _TURNED),
]


def _hashes(seed: str) -> list[str]:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", _PRINT, str(Path(__file__).parent)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.splitlines()


def test_three_processes_give_the_same_comparisons() -> None:
    first = _hashes("0")
    assert len(first) == len(PAIRS)
    assert _hashes("3") == first
    assert _hashes("4242") == first
