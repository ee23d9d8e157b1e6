"""Captured pages without what surrounds the document; broken lines joined; nothing of the document lost."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pipelines.clean import clean, unreadable_stretches
from pipelines.document import Block
from pipelines.load import load
from pipelines.paragraphs import join_wrapped, width, wrap_width

EVAL = Path(__file__).parents[2] / "shared" / "eval"
PROSE = ("全市要在6月底前完成12座水库的除险加固，建立巡查台账，落实专职人员，确保汛期安全，"
         "并按月通报工程进展情况和资金拨付情况，接受社会监督。")


def cleaned(*lines: str) -> list[str]:
    return [block.text for block in clean(Block(line) for line in lines)]


@pytest.mark.parametrize("line", [
    "当前位置：首页", "您现在的位置： 首页 > 政务公开 > 计划总结", "> 政务公开 > 组织机构", "首页 >> 通知公告 >> 正文",
    "简体| 繁體| 登录| 注册",
    "字体大小：【大 中 小】 打印 关闭", "分享到：", "【打印】【关闭】", "浏览次数：1,235", "责任编辑：某某",
    "- 訪問量:", "版权所有：某市人民政府",
    "Copyright © 2021 某市政府网", "某ICP备05000001号-1", "网站标识码：3300000001", "主办：某市人民政府办公室",
    "上一篇：关于会议的通知",
    "下一篇", "扫一扫在手机打开当前页", "相关文档：", "发表评论", "false", "某区人民政府LOGO", "公开方式：主动公开",
    "（此件公开发布）", "附件下载：", "​", "　",
    "— 12 —", "第 3 页 共 9 页",
])
def test_lines_that_are_no_part_of_the_document(line: str) -> None:
    assert cleaned("某市2022年工作要点", line, PROSE) == ["某市2022年工作要点", PROSE]


@pytest.mark.parametrize("line", [
    "发布日期:2023-11-02 08:15 浏览次数: 字体:[ ]", "来源：某市应急管理局 发布时间：2022-04-20 字体大小：",
    "某政务网 发布日期 : 2023-02-24",
    "成文日期：2022年3月1日", "澜应急〔2021〕5号", "澜州市应急管理局", "2022年3月1日", "一、总体要求",
    "（二）强化登录注册管理", "附件", "支持手机扫码报警。",
    "推进首页改版和网站地图更新。", "建立相关信息公开制度", "责任编辑制度落实到位，全年零差错。", "上下级联动",
    "大中小学安全教育", "保护著作权人的合法权益",
    "序号", "3", "办理网上留言120件，评论回复率100%", "1.打印机等设备更新50台",
])
def test_lines_that_stay(line: str) -> None:
    assert cleaned("某市2022年工作要点", line, PROSE)[1] == line


def test_everything_after_related_documents_goes_unless_prose_follows() -> None:
    links = ("相关文档：", "关于召开会议的通知", "• 某局领导调研")
    assert cleaned(PROSE, "某市应急管理局", "2022年3月1日", *links) == [PROSE, "某市应急管理局", "2022年3月1日"]
    assert cleaned(PROSE, *links, PROSE) == [PROSE, "关于召开会议的通知", "• 某局领导调研", PROSE]
    assert cleaned(PROSE, "扫一扫", "关闭", "信息来源：市应急管理局") == [PROSE, "信息来源：市应急管理局"]


def test_menus_and_link_lists_go() -> None:
    menu = ("网站首页", "新闻", "政务公开", "互动交流", "专题")
    links = ("关于做好春节期间安全工作的通知 2022-01-20", "某市召开安全生产工作会议部署 2022-01-18",
             "全市应急管理系统培训班开班 01-15")
    assert cleaned(*menu, "某市2022年工作要点", PROSE, *links) == ["某市2022年工作要点", PROSE]
    assert cleaned("某市应急管理局", "2022年3月1日", "某市教育局", "2022年3月2日", "某市林业局",
                   "2022年3月3日")[1] == "2022年3月1日"


def test_contents_go_and_the_chapters_stay() -> None:
    body = ("第一章 现状", PROSE, "第二章 目标", PROSE)
    assert cleaned("某市规划", "目 录", "第一章 现状", "第二章 目标", *body) == ["某市规划", *body]
    assert cleaned("某市规划", "目录", "第一章 现状……………1", "第二章 目标 .......... 12", *body) == ["某市规划", *body]
    assert cleaned("某市规划", "目录", *body) == ["某市规划", *body]


def test_an_abstract_that_the_text_repeats_goes() -> None:
    lines = ("某市工作要点", "【概要描述】(一)夯实基础。 (二)强化执法。", "【概要描述】(一)夯实基础。",
             "(二)强化执法。", "发布时间:2021-05-19",
             PROSE, "(一)夯实基础。", PROSE, "(二)强化执法。")
    assert cleaned(*lines) == ["某市工作要点", "发布时间:2021-05-19", PROSE, "(一)夯实基础。", PROSE, "(二)强化执法。"]


def hard_wrapped(paragraphs: list[str], full: int) -> list[str]:
    """The paragraphs as a PDF capture cuts them, page numbers between, without the indentation."""
    lines: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        lines.append("")
        room = full - 2.0
        for char in paragraph:
            if width(lines[-1] + char) > room:
                lines.append("")
                room = full
            lines[-1] += char
        if number % 3 == 2:
            lines.append(str(number // 3 + 1))
    return lines


@pytest.mark.parametrize("full", [24, 26, 32])
def test_hard_wrapped_files_are_joined(full: int) -> None:
    paragraphs = ["一、总体要求",
                  *(f"（{n}）{PROSE}{PROSE}第{n}项工作按月调度，未完成的单位要在全市通报" + "批评。" for n in "一二三"
                                                                                    "四五六七八九十")]
    assert cleaned(*hard_wrapped(paragraphs, full)) == paragraphs


def test_ordinary_files_are_not_joined() -> None:
    lines = ["一、总体要求", "主要目标", PROSE, "二、工作安排", "重点项目", PROSE] * 6
    assert wrap_width(lines) is None and cleaned(*lines) == lines


@pytest.mark.parametrize(("lines", "joined"), [
    (["网络用户数在全国率先达到每百人拥有", "18.5 亿户，位居前列"],
     ["网络用户数在全国率先达到每百人拥有18.5 亿户，位居前列"]),
    (["推动建立完善的网络安全防护制度体系", "（二）强化监管"],
     ["推动建立完善的网络安全防护制度体系", "（二）强化监管"]),
    (["各单位要认真落实各项工作任务要求，", "按期完成。"], ["各单位要认真落实各项工作任务要求，按期完成。"]),
    (["工作目标", "到年底完成全部建设任务"], ["工作目标", "到年底完成全部建设任务"]),
    (["提升企业应用云计算和大数据分析能力的", "Intelligence 水平"],
     ["提升企业应用云计算和大数据分析能力的Intelligence 水平"]),
])
def test_where_lines_are_joined(lines: list[str], joined: list[str]) -> None:
    assert join_wrapped(lines, 17.0) == joined


def test_captures_broken_at_links_are_joined() -> None:
    lines = ["各位代表：", "", "一年来，我们扎实推进", "乡村振兴", "，完成高标准农田建设12万亩，打造“", "一村一品",
             "”示范村30个。", "",
             "二、", "今年工作安排", "", "深入实施《", "某市条例", "》，持续优化环境。", "", "（一）稳增长",
             "加快项目建设，全年开工30个"]
    assert cleaned(*lines) == ["各位代表：", "一年来，我们扎实推进乡村振兴，完成高标准农田建设12万亩，打造“一村一品”"
                                        "示范村30个。", "二、今年工作安排",
                               "深入实施《某市条例》，持续优化环境。", "（一）稳增长", "加快项目建设，全年开工30个"]


def test_table_rows_keep_their_cells() -> None:
    row = Block("1\t整治水库\t水务局", cells=("1", "整治水库", "水务局"), header=("序号", "任务", "单位"))
    assert clean([row, Block("  "), row]) == [row, row]


def test_width_counts_full_characters() -> None:
    assert width("到2025年，") == 5.0


@pytest.mark.parametrize(("text", "count"), [
    ("排查?;?、矿山企业9家", 1), ("建成�个中心", 1), ("ÄãºÃÊÀ½ç的文字", 1), ("锟斤拷锟斤拷", 2),
    ("是否需要？不需要。", 0), ("增长8%；下降3%", 0),
    ("各项工作???推进", 1), ("café 与 naïve", 0),
])
def test_unreadable_stretches_are_told(text: str, count: int) -> None:
    warnings = unreadable_stretches(text)
    assert len(warnings) == count and all("请对照原件" in warning for warning in warnings)


def squash(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


@pytest.mark.skipif(not EVAL.exists(), reason="the annotated documents of ../shared are not here")
@pytest.mark.parametrize("folder", [EVAL, EVAL / "more"])
def test_no_record_or_heading_of_the_annotated_documents_is_lost(folder: Path) -> None:
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        blocks = [squash(block.text) for block in clean(load(folder / "docs" / gold["doc"]))]
        quotes = [squash(record["quote"]) for record in gold["records"]]
        assert not [quote for quote in quotes if not any(quote in block for block in blocks)]
        assert not [head["title"] for head in gold["outline"] if squash(head["title"]) not in "".join(blocks)]
