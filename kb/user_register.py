"""The users' own register of bodies, HOME/lexicon/bodies.tsv: what stands there wins over the package's."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from kb.user_files import read_user_file
from pipelines.body_register import Register, package_entries, package_register, read_entries

_HEAD = """\
# 单位登记册：同一个单位的全称、简称、旧称写在一行，检索和单位列表就把它们当作一个单位。
# 这里写的优先于程序自带的登记册（pipelines/lexicon/bodies.tsv）；改完保存就生效，不用重新读入文件。
# 四栏，用制表符（Tab）隔开，后三栏可以空着；一栏里有几个名称时用空格隔开：
#   全称	简称	旧称	国家机关的名称
# 省、市、县和地名不写，各级同名的单位一行就够；地名夹在名称中间的，用〇表示（〇委组织部）。
# 名称以局、厅、委员会结尾的，各级的叫法（局、厅、委、部、部门）都算。以 # 开头的行是说明，不起作用。例如：
#   蚕桑产业发展局	蚕桑局 蚕业局	蚕业管理总站
"""


@dataclass(frozen=True, slots=True)
class UserRegister:
    """The register in force and one Chinese line for each line of the user's table that was passed over."""

    register: Register
    warnings: tuple[str, ...] = ()


def user_register(path: Path) -> UserRegister:
    """The register with the user's table at `path`, the package's alone where there is none; KbError if unreadable."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return UserRegister(package_register())
    return _read(path, found.st_mtime_ns, found.st_size)


def create_register(path: Path) -> None:
    """Write a table that holds only its explanation, where there is none yet."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_HEAD, encoding="utf-8")


@functools.lru_cache(maxsize=4)
def _read(path: Path, changed_ns: int, size: int) -> UserRegister:
    """The register as the file was at that time, so that a change is seen and an unchanged file is read once."""
    entries, wrong = read_entries(read_user_file(path, "单位登记册"))
    warnings = tuple(f"单位登记册 {path} 第 {each.number} 行没有采用：{each.reason}。" for each in wrong)
    return UserRegister(Register(entries, package_entries()) if entries else package_register(), warnings)
