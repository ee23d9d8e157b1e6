"""Every format: what is read, in what order, and what is said of files that cannot be read."""

from __future__ import annotations

import codecs
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pdf_maker import write_pdf

from pipelines.load import LOADERS, LoadError, load
from pipelines.load.text import decode
from pipelines.load.word_numbering import format_number

SHORT = "青麓县2021年防汛工作总结"
LONG = ("澜州市教育局2022年工作要点\n全市教育系统要坚持以人民为中心的发展思想，3月底前完成新建幼儿园12所的选址工作，"
        "新增学位3600个，学前教育普惠率达到88%以上。各县（区）教育局负责落实。\n")
TRADITIONAL = "各級政府應當加強應急管理體系建設，六月底前建立風險數據庫，確保責任落實到位，開展專項檢查不少於三次。"


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def texts(path: Path) -> list[str]:
    return [block.text for block in load(path) if block.text.strip()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [SHORT, LONG])
def test_simplified_text_is_read_in_any_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "big5", "gb18030", "utf-16"])
@pytest.mark.parametrize("text", [TRADITIONAL, TRADITIONAL[:12], TRADITIONAL * 30])
def test_traditional_text_is_read_in_any_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_wrong_declaration_does_not_matter() -> None:
    assert decode(LONG.encode("gb18030"), declared="big5") == LONG
    assert decode(LONG.encode("gb18030"), declared="no-such-encoding") == LONG


def test_a_broken_byte_is_shown_and_the_rest_kept() -> None:
    text = decode(LONG.encode()[:-4] + b"\xff" + "完".encode())
    assert text.startswith("澜州市教育局2022年工作要点") and "�" in text


@pytest.mark.parametrize(("data", "message"), [
    (b"", "空"), (b"  \r\n", "空"), (b"%PDF-1.7 ...", "不是文本"), (b"PK\x03\x04....", "不是文本"),
    (bytes(range(256)) * 20, "不是文本|编码"), (codecs.BOM_UTF8 + b"\xff\xfe\xff", "编码"),
])
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(LoadError, match=message):
        load(write(tmp_path / "a.txt", data))


@pytest.mark.parametrize(("name", "message"), [
    ("a.doc", "另存为 .docx 或 PDF"), ("a.wps", "另存为"), ("a.ofd", "另存为"), ("a", "没有扩展名"), ("a.xyz", ".xyz"),
])
def test_other_formats_say_what_to_do(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(LoadError, match=message):
        load(write(tmp_path / name, "正文"))


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="找不到"):
        load(tmp_path / "没有.txt")
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(LoadError, match="文件夹"):
        load(tmp_path / "b.txt")


def test_messages_are_one_line_without_the_path(tmp_path: Path) -> None:
    for suffix in LOADERS:
        with pytest.raises(LoadError) as error:
            load(write(tmp_path / f"x{suffix}", b""))
        assert "\n" not in str(error.value) and str(tmp_path) not in str(error.value)


# Web pages

PAGE = """<html><head><meta charset="%s"><title>澜州市教育局2022年工作要点_澜州市人民政府门户网站</title></head><body>
<div><a href="/">首页</a><a href="/z">政务公开</a><a href="/h">互动交流</a></div>
<h1>澜州市教育局2022年工作要点</h1><div>发布日期：2022-03-02 来源：澜州市教育局</div>
<div id="zoom"><p>一、扩大学位供给</p>
<p>全市新建幼儿园<b>12</b>所，新增学位3600个，9月1日前全部投入使用，由各县（区）教育局组织实施。</p>
<table><tr><th>序号</th><th>任务</th><th>责任单位</th></tr>
<tr><td>1</td><td>改造操场20个</td><td rowspan="2">市教育局</td></tr><tr><td>2</td><td>培训教师800人</td></tr></table>
<p>二、加强保障<br>（一）落实经费。<br>（二）严格考核，每季度通报一次学位建设进展，年底前开展专项督导并公布结果。</p>
<p>澜州市教育局</p><p>2022年3月1日</p></div>
<script>var a = "不要读我";</script>
<div><a href="/1">关于某某的通知</a> <a href="/2">某某会议召开</a></div></body></html>"""


@pytest.mark.parametrize(("declared", "real"), [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("utf-8", "gb18030"),
                                                ("gbk", "utf-8"), ("big5", "gb18030")])
def test_web_pages_whatever_charset_they_declare(tmp_path: Path, declared: str, real: str) -> None:
    lines = texts(write(tmp_path / "a.html", (PAGE % declared).encode(real)))
    assert lines[:2] == ["澜州市教育局2022年工作要点", "发布日期：2022-03-02 来源：澜州市教育局"]
    assert "全市新建幼儿园12所，新增学位3600个，9月1日前全部投入使用，由各县（区）教育局组织实施。" in lines
    assert lines[-2:] == ["澜州市教育局", "2022年3月1日"]
    assert not any("不要读我" in line or "会议召开" in line or "首页" in line for line in lines)
    assert "（一）落实经费。" in lines


def test_tables_of_web_pages_keep_cells_and_head(tmp_path: Path) -> None:
    rows = [block for block in load(write(tmp_path / "a.htm", PAGE % "utf-8")) if block.cells]
    head = ("序号", "任务", "责任单位")
    assert [row.cells for row in rows] == [head, ("1", "改造操场20个", "市教育局"), ("2", "培训教师800人", "市教育局")]
    assert all(row.header == head and row.text == "\t".join(row.cells) for row in rows)


@pytest.mark.parametrize("page", ["<html><body><div id='app'></div></body></html>", "<html></html>", "<!-- 无 -->"])
def test_pages_without_text_are_refused(tmp_path: Path, page: str) -> None:
    with pytest.raises(LoadError, match="没有正文"):
        load(write(tmp_path / "a.html", page))


# Word files

# Lists 1 and 3 share their counters; list 3 starts its third level anew.
NUMBERING = f"""<w:numbering {nsdecls('w')}><w:abstractNum w:abstractNumId="7"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/>
<w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/>
<w:lvlText w:val="%1.%4"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>
<w:lvlText w:val="•"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="7"/>
<w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def numbered(document: docx.document.Document, text: str, number: int, level: int) -> None:
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(parse_xml(
        f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'))


def word_file(path: Path, *rows: tuple[str, int, int] | str) -> Path:
    """A file of plain paragraphs and (text, w:numId, level) ones over the lists of NUMBERING."""
    document = docx.Document()
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    for child in parse_xml(NUMBERING):
        root.append(child)
    for row in rows:
        document.add_paragraph(row) if isinstance(row, str) else numbered(document, *row)
    document.save(str(path))
    return path


def test_automatic_numbers_stand_before_the_text(tmp_path: Path) -> None:
    path = word_file(tmp_path / "a.docx", "标题", ("总体要求", 1, 0), ("指导思想", 1, 1), ("目标", 1, 1), ("甲", 1, 2),
                     ("乙", 1, 2), ("主要任务", 1, 0), ("夯实基础", 1, 1), ("丙", 1, 2), ("要点", 2, 0), ("丁", 3, 2),
                     ("戊", 1, 3))
    assert texts(path) == ["标题", "一、总体要求", "（一）指导思想", "（二）目标", "1.甲", "2.乙", "二、主要任务",
                           "（一）夯实基础",
                           "1.丙", "要点", "1.丁", "2.1 戊"]


@pytest.mark.parametrize(("number", "form", "shown"), [
    (10, "chineseCounting", "十"), (12, "chineseCountingThousand", "十二"), (20, "japaneseCounting", "二十"),
    (105, "chineseCounting", "一百零五"), (110, "chineseCounting", "一百一十"), (10, "chineseLegalSimplified", "壹拾"),
    (3, "ideographTraditional", "丙"), (28, "upperLetter", "BB"), (9, "lowerRoman", "ix"),
    (3, "decimalEnclosedCircle", "③"),
    (5, "decimalZero", "05"), (21, "decimalEnclosedCircle", "21"), (4, "unknownForm", "4"),
    (12, "ideographDigital", "一二"),
])
def test_forms_of_numbers(number: int, form: str, shown: str) -> None:
    assert format_number(number, form) == shown


def test_tables_of_word_files_stand_in_place_with_merged_cells(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("前文")
    table = document.add_table(rows=3, cols=3)
    for n, text in enumerate(("重点工作", "具体任务", "责任单位")):
        table.cell(0, n).text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "防汛"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "县水务局"
    table.cell(1, 1).text, table.cell(2, 1).text = "修复水库3座", "清淤5公里"
    document.add_paragraph("后文\n第二行")
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.save(str(tmp_path / "a.docx"))
    assert texts(tmp_path / "a.docx") == ["前文", "重点工作\t具体任务\t责任单位", "防汛\t修复水库3座\t县水务局",
                                          "\t清淤5公里\t县水务局", "后文", "第二行"]


def test_deleted_text_and_text_boxes_are_left_out(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("保留")._p
    paragraph.append(parse_xml(f'<w:del {nsdecls("w")}><w:r><w:delText>删除</w:delText></w:r></w:del>'))
    paragraph.append(parse_xml(f'<w:ins {nsdecls("w")}><w:r><w:t>插入</w:t></w:r></w:ins>'))
    paragraph.append(parse_xml(f'<w:r {nsdecls("w")}><w:pict><w:txbxContent><w:p><w:r><w:t>文本框</w:t></w:r></w:p>'
                               "</w:txbxContent></w:pict></w:r>"))
    document.save(str(tmp_path / "a.docx"))
    assert texts(tmp_path / "a.docx") == ["保留插入"]


@pytest.mark.parametrize(("data", "message"), [
    (b"", "0 字节"), (b"just text", "不是有效的 Word"), (b"PK\x03\x04broken", "不是有效的 Word"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版"),
])
def test_what_is_no_word_file_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(LoadError, match=message):
        load(write(tmp_path / "a.docx", data))


def test_a_word_file_of_pictures_is_refused(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.docx"))
    with pytest.raises(LoadError, match="没有文字"):
        load(tmp_path / "a.docx")


# PDF files

SIZE, LEFT, RIGHT = 16.0, 90.0, 506.0  # 26 characters a line
PARAGRAPH = ("各乡镇要在4月15日前完成小型水库管理人员培训，培训率达到百分之百，每座水库明确专职人员不少于一名，遇有强"
             "降雨时每两小时巡查一次，"
             "发现险情立即报告。")


def wrapped(text: str, top: float, leading: float = 28.0) -> list[tuple[float, float, float, str]]:
    """The paragraph as lines of 26 characters, the first indented by two."""
    lines = [text[:24], *(text[n:n + 26] for n in range(24, len(text), 26))]
    return [(LEFT + (2 * SIZE if n == 0 else 0), top + n * leading, SIZE, line) for n, line in enumerate(lines)]


def with_edges(texts_: list[tuple[float, float, float, str]], page: int) -> list[tuple[float, float, float, str]]:
    return [(LEFT, 40.0, 9.0, "青麓县防汛抗旱工作手册"), *texts_, (280.0, 800.0, 9.0, f"— {page} —")]


def test_lines_are_joined_and_running_heads_dropped(tmp_path: Path) -> None:
    pages = [(with_edges([(122.0, 100.0, SIZE, f"{number}、第{number}项"), *wrapped(PARAGRAPH, 130.0),
                          *wrapped(f"（一）{PARAGRAPH}", 130.0 + 28 * 3)], n + 1), ())
             for n, number in enumerate("一二三")]
    blocks = load(write_pdf(tmp_path / "a.pdf", pages))
    assert [block.text for block in blocks] == [line for number in "一二三"
                                                for line in (f"{number}、第{number}项", PARAGRAPH,
                                                             f"（一）{PARAGRAPH}")]
    assert [block.page for block in blocks] == [1, 1, 1, 2, 2, 2, 3, 3, 3]
    left, top, right, bottom = blocks[1].box or (0, 0, 0, 0)
    assert (round(left), round(right)) == (90, 506) and 128 < top < 134 and 200 < bottom < 206


def test_a_paragraph_runs_on_over_the_page(tmp_path: Path) -> None:
    first, second = wrapped(PARAGRAPH, 700.0)[:2], wrapped(PARAGRAPH, 100.0)[2:]
    blocks = load(write_pdf(tmp_path / "a.pdf", [(first, ()), ([(LEFT, 100.0, SIZE, line[3]) for line in second], ())]))
    assert [(block.text, block.page) for block in blocks] == [(PARAGRAPH, 1)]


def test_tables_of_pdf_files_run_on_over_the_page(tmp_path: Path) -> None:
    columns, head = (90.0, 130.0, 330.0, 430.0), ("序号", "任务", "责任单位")

    def page(rows: list[tuple[str, str, str]]) -> tuple[list[tuple[float, float, float, str]], list[tuple[float, ...]]]:
        cells = [(columns[n] + 4, 106.0 + 30 * row, 12.0, cell) for row, each in enumerate(rows) for n,
                 cell in enumerate(each)]
        across = [(columns[0], 100.0 + 30 * n, columns[-1], 100.0 + 30 * n) for n in range(len(rows) + 1)]
        return cells, across + [(x, 100.0, x, 100.0 + 30 * len(rows)) for x in columns]

    path = write_pdf(tmp_path / "a.pdf", [page([head, ("1", "整治水库12座", "水务局")]),
                                          page([head, ("2", "清淤36公里", "水务局")])])
    blocks = load(path)
    assert [(block.cells, block.page) for block in blocks] == [
        (head, 1), (("1", "整治水库12座", "水务局"), 1), (("2", "清淤36公里", "水务局"), 2)]
    assert all(block.header == head and block.box for block in blocks)


def test_radicals_are_read_as_characters(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", (Path(__file__).parent / "data" / "radicals.pdf").read_bytes())
    assert "".join(texts(path)) == "青麓县人民政府工作要点"


@pytest.mark.parametrize(("data", "message"), [(b"", "0 字节"), (b"hello world", "不是 PDF"),
                                               (b"%PDF-1.4\nnothing", "损坏")])
def test_what_is_no_pdf_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(LoadError, match=message):
        load(write(tmp_path / "a.pdf", data))


def test_locked_and_scanned_pdfs_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="密码"):
        load(write_pdf(tmp_path / "a.pdf", [(wrapped(PARAGRAPH, 100.0), ())], locked=True))
    with pytest.raises(LoadError, match="没有文字层"):
        load(write_pdf(tmp_path / "b.pdf", [((), [(90.0, 100.0, 400.0, 100.0)])]))
