"""Title, kind, issuer, region, period, dates and number of documents as offices write them."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.clean import clean
from pipelines.document import Block
from pipelines.load import load
from pipelines.metadata import read_metadata
from pipelines.places import Place, completed_from, gazetteer, place_at_start, places_in, short_name

EVAL = Path(__file__).parents[2] / "shared" / "eval"
BODY = ("一、总体要求", "坚持问题导向，全面完成年度任务，3月底前制定方案。", "二、重点任务",
        "（一）加强培训。全年培训2000人次。")


def metadata(*lines: str, source: str = "a.txt") -> Any:
    return read_metadata(clean(Block(line) for line in lines), source)


TITLE_CASES = [
    (("澜州市应急管理局2022年工作要点",), "澜州市应急管理局2022年工作要点"),
    (("澜州市教育局关于印发《2022年全市教育工作要点》的通知", "各县（区）教育局：",
      "现将《2022年全市教育工作要点》印发给你们，请结合实际抓好落实。", "澜州市教育局", "2022年3月1日",
      "2022年全市教育工作要点"),
     "2022年全市教育工作要点"),
    (("澜州市人民政府办公室关于印发澜州市", "“十四五”应急体系规划的通知", "各县（区）人民政府：",
      "现将规划印发给你们，请认真贯彻执行。", "澜州市“十四五”应急体系规划"), "澜州市“十四五”应急体系规划"),
    (("青麓县人民政府", "关于做好2023年防汛抗旱工作的通知", "各乡镇人民政府："),
     "青麓县人民政府关于做好2023年防汛抗旱工作的通知"),
    (("澜州市农业农村局", "2021年工作总结"), "澜州市农业农村局2021年工作总结"),
    (("澜州市林业局2021年工作总结_澜州市人民政府门户网站",), "澜州市林业局2021年工作总结"),
    (("岭东省数字政府建设实施方案", "（2023—2025年）"), "岭东省数字政府建设实施方案（2023—2025年）"),
    (("某行业数字化标准体系", "建设指南", "（试行）"), "某行业数字化标准体系建设指南（试行）"),
    (("关于2021年工作总结和2022年工作打算的报告",), "关于2021年工作总结和2022年工作打算的报告"),
    (("通知公告", "2022年全县卫生健康工作要点", "来源：青麓县卫生健康局 2022-03-04"), "2022年全县卫生健康工作要点"),
    (("为推进全市数字化改革，结合我市实际，制定本实施方案。",), None),
    (("各县（区）人民政府，市直各部门：", "经市政府同意，现就有关事项通知如下："), None),
]


@pytest.mark.parametrize(("head", "title"), TITLE_CASES)
def test_titles(head: tuple[str, ...], title: str | None) -> None:
    assert metadata(*head, *BODY).title == title


@pytest.mark.parametrize(("line", "kind"), [
    ("澜州市应急管理局2022年工作要点", "plan"), ("澜州市应急管理局2021年工作总结", "summary"),
    ("澜州市“十四五”应急管理规划", "five_year_plan"),
    ("政府工作报告", "report"), ("关于促进民营经济发展的若干措施", "policy"),
    ("澜州市老旧小区改造三年行动计划", "plan"),
    ("澜州市教育局关于印发《学前教育行动计划》的通知", "plan"), ("澜州市房屋安全管理办法", "policy"),
    ("澜州市2021年法治政府建设年度报告", "report"),
    ("关于2021年工作总结和2022年工作打算的报告", "summary"), ("为做好全年工作，制定本工作要点。", "plan"),
    ("为支持企业发展，制定以下政策措施。", "policy"), ("现在，我代表市人民政府，向大会报告工作，请予审议。", "report"),
    ("为推动“十四五”时期农业农村现代化，依据省有关规划，编制本规划。", "five_year_plan"),
    ("昨日，全市召开了现场会。", "other"),
])
def test_kinds(line: str, kind: str) -> None:
    assert metadata(line, "正文内容若干，按时完成。").doc_type == kind


ISSUER_CASES = [
    (("2022年工作要点", "正文若干。", "澜州市应急管理局", "2022年2月22日"), "澜州市应急管理局", "澜州市", "city"),
    (("绍兴市教育局2020年工作总结",), "绍兴市教育局", "浙江省绍兴市", "city"),
    (("2021年度青麓县住房和城乡建设局工作总结",), "青麓县住房和城乡建设局", "青麓县", "county"),
    (("岭东省澜州市青麓县人民政府关于开展森林防火工作的意见",), "岭东省澜州市青麓县人民政府", "岭东省澜州市青麓县",
     "county"),
    (("政府工作报告", "——2023年1月5日在澜州市第九届人民代表大会第三次会议上",
      "现在，我代表澜州市人民政府，向大会报告工作。"),
     "澜州市人民政府", "澜州市", "city"),
    (("2022年工作要点", "来源：浙江应急管理厅 发布时间：2022-03-01"), "浙江省应急管理厅", "浙江省", "province"),
    (("2021年工作总结", "正文若干。", "澜州市人民政府办公室 2022年1月10日印发"), "澜州市人民政府办公室", "澜州市",
     "city"),
    (("关于加强数据管理的通知", "正文若干。", "国 家 数 据 局", "教育部", "2024年5月14日"), "国家数据局、教育部", None,
     "national"),
    (("关于加强城市管理的意见", "正文若干。", "北京市海淀区人民政府（盖章）", "2021年4月9日"), "北京市海淀区人民政府",
     "北京市海淀区", "county"),
    (("2022年工作要点", "来源：澜州日报 2022-01-05"), None, None, "national"),
    (("清河县水利发展“十四五”规划", "清河县水利局", "二〇二一年十月"), "清河县水利局", "河北省邢台市清河县", "county"),
    (("农村供水发展规划（节选）", "（岭东省水利厅  岭东省发展和改革委员会  2021年10月）"),
     "岭东省水利厅、岭东省发展和改革委员会", "岭东省", "province"),
    (("政府工作报告", "——2023年1月5日在柳溪镇第九届人民代表大会第三次会议上", "我代表镇人民政府向大会报告工作。"),
     "柳溪镇人民政府", "柳溪镇", "county"),
    (("石泉县2022年工作要点", "安康市部署要求县级落实。", "安康市、石泉县联合推进。"), None, "陕西省安康市石泉县",
     "county"),
]


@pytest.mark.parametrize(("lines", "issuer", "region", "level"), ISSUER_CASES)
def test_issuer_region_and_level(lines: tuple[str, ...], issuer: str | None, region: str | None, level: str) -> None:
    found = metadata(*lines)
    assert (found.issuer, found.region, found.level) == (issuer, region, level)


def test_a_body_that_speaks_of_its_province_only() -> None:
    found = metadata("为推进全省数字化转型，结合我省实际，制定本方案。",
                     "支持杭州、宁波先行，打造浙江样板。（省科技厅负责）", "浙江全省推广，省财政厅保障。")
    assert (found.region, found.level) == ("浙江省", "province")


@pytest.mark.parametrize(("lines", "source", "period"), [
    (("澜州市“十三五”教育规划",), "a.txt", (2016, 2020)),
    (("岭东省数字化行动方案（2021—2023年）",), "a.txt", (2021, 2023)),
    (("澜州市教育局2022年工作要点",), "a.txt", (2022, 2022)),
    (("关于2021年工作总结和2022年工作打算的报告",), "a.txt", (2021, 2022)),
    (("制定本方案。到2025年，建成中心12个。", "某市人民政府办公室", "2023年1月10日"), "a.txt", (2023, 2025)),
    (("制定本方案。到2027年，建成中心12个。",), "a.txt", (None, 2027)),
    (("制定若干政策措施如下。",), "a.txt", (None, None)),
    (("制定本方案。到2020年底前见效，到2021年底前巩固，到2022年底前提升。",), "a.txt", (2020, 2022)),
    (("现在，我代表市人民政府，向大会报告政府工作，请予审议。", "一、2018年工作回顾", "全年增长7%。"), "a.txt",
     (2019, 2019)),
    (("现在，我代表市人民政府，向大会报告政府工作，请予审议。", "一、过去五年工作回顾"), "zfgz_2018.txt", (2018, 2018)),
])
def test_periods(lines: tuple[str, ...], source: str, period: tuple[int | None, int | None]) -> None:
    assert metadata(*lines, source=source).period == period


@pytest.mark.parametrize(("lines", "issued", "published"), [
    (("2022年工作要点", "发布日期：2022-03-05 浏览次数：9", "正文。", "澜州市教育局", "2022年3月1日"),
     date(2022, 3, 1), date(2022, 3, 5)),
    (("2022年工作要点", "成文日期：2022年3月1日", "发布时间：2022年3月7日"), date(2022, 3, 1), date(2022, 3, 7)),
    (("工作总结", "来源：澜州市林业局 2021-01-19 14:48", "正文。"), None, date(2021, 1, 19)),
    (("工作方案", "正文。", "澜州市林业局", "二〇二二年七月二十八日"), date(2022, 7, 28), None),
    (("工作方案", "正文自2022年7月28日起施行。", "2022年7月"), None, None),
    (("工作方案", "根据2019年1月3日的会议精神，制定方案。"), None, None),
    (("政府工作报告", "（2021年1月16日在青麓县第十届人民代表大会第五次会议上）"), date(2021, 1, 16), None),
    (("工作方案", "正文。", "2022年2月30日"), None, None),
])
def test_dates(lines: tuple[str, ...], issued: date | None, published: date | None) -> None:
    found = metadata(*lines)
    assert (found.issue_date, found.publish_date) == (issued, published)


@pytest.mark.parametrize(("lines", "number"), [
    (("澜应急〔2021〕5号", "关于做好防汛工作的通知"), "澜应急〔2021〕5号"),
    (("关于做好防汛工作的通知", "（澜政发[2020]12号）"), "澜政发[2020]12号"),
    (("发文字号：澜农发〔2022〕3号", "2022年工作要点"), "澜农发〔2022〕3号"),
    (("2022年工作要点", "根据《通知》（澜政办函〔2020〕5号）要求，抓好落实。"), None),
])
def test_document_numbers(lines: tuple[str, ...], number: str | None) -> None:
    assert metadata(*lines).doc_number == number


# The gazetteer

def test_the_gazetteer_is_whole() -> None:
    book = gazetteer()
    entries = [entry for each in book.by_name.values() for entry in each]
    counts = {level: sum(entry.level == level for entry in entries) for level in ("province", "city", "county")}
    assert counts["province"] == 34 and counts["city"] >= 333 and counts["county"] >= 2800
    assert all(entry.parent in book.by_name for entry in entries if entry.parent)
    assert {"province", "city"} >= {parent.level for entry in entries for parent in book.by_name.get(entry.parent, ())
                                    if parent.level != "county"}


@pytest.mark.parametrize(("text", "name", "length"), [
    ("长沙市望城区应急管理局", "湖南省长沙市望城区", 6), ("望城区应急管理局", "湖南省长沙市望城区", 3),
    ("浙江应急管理厅", "浙江省", 2),
    ("北京市海淀区政府", "北京市海淀区", 6), ("内蒙古自治区财政厅", "内蒙古自治区", 6),
    ("仙桃市水利局", "湖北省仙桃市", 3),
    ("岭东省澜州市青麓县水务局", "岭东省澜州市青麓县", 9), ("云桥县农业农村局", "云桥县", 3),
    ("恩施州林业局", "恩施州", 3),
    ("鼓楼区教育局", "鼓楼区", 3),
])
def test_places_at_the_start_of_a_name(text: str, name: str, length: int) -> None:
    found = place_at_start(text)
    assert found and (found[0].name, found[1]) == (name, length)


@pytest.mark.parametrize("text", ["市教育局", "全省应急管理工作", "各县区政府", "国家市场监管总局", "教育部办公厅",
                                  "我市实际", "2022年"])
def test_names_that_begin_with_no_place(text: str) -> None:
    assert place_at_start(text) is None


def test_places_are_completed_from_the_text() -> None:
    assert completed_from(Place(county="鼓楼区"), "南京市政府部署，南京各区落实。").name == "江苏省南京市鼓楼区"
    assert completed_from(Place(county="青麓县"),
                          "关于澜州市青麓县的批复：岭东省澜州市同意").name == "岭东省澜州市青麓县"
    assert [place.name for place in places_in("在韶关市曲江区和济南市试点")] == ["广东省韶关市曲江区", "山东省济南市"]


@pytest.mark.parametrize(("name", "short"), [("浙江省", "浙江"), ("内蒙古自治区", "内蒙古"),
                                             ("延边朝鲜族自治州", "延边"),
                                             ("沧州市", "沧州"), ("广西壮族自治区", "广西"),
                                             ("大兴安岭地区", "大兴安岭")])
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short


# The annotated documents

def squash(value: Any) -> Any:
    return re.sub(r"[\W_]+", "", value) if isinstance(value, str) else value


def hits(folder: Path) -> tuple[int, int]:
    """Right fields and all fields of the gold metadata in a folder of gold and docs."""
    right = total = 0
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        found = read_metadata(clean(load(folder / "docs" / gold["doc"])), gold["doc"])
        for key, value in gold["metadata"].items():
            got = getattr(found, key)
            got = got.isoformat() if isinstance(got, date) else list(got) if isinstance(got, tuple) else got
            right, total = right + (squash(got) == squash(value)), total + 1
    return right, total


@pytest.mark.skipif(not EVAL.exists(), reason="the annotated documents of ../shared are not here")
@pytest.mark.parametrize(("folder", "floor"), [(EVAL, 0.98), (EVAL / "more", 0.95)])
def test_metadata_of_the_annotated_documents(folder: Path, floor: float) -> None:
    right, total = hits(folder)
    assert right / total >= floor
