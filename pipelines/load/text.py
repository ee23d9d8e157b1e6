"""Plain text files: the encoding is found out, every line becomes a block."""

from __future__ import annotations

import codecs
import re
from itertools import groupby
from pathlib import Path

from pipelines.document import Block
from pipelines.load.errors import LoadError
from pipelines.load.tables import table_blocks

# Strict decodings, tried on text without a byte order mark. GB18030 and Big5 accept most of each other's bytes, so the
# reading with the largest share of everyday characters wins; the order breaks ties.
_CHINESE_ENCODINGS = ("gb18030", "big5hkscs")
_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
                     (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BINARY_BEGINNINGS = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!",
                      b"\x1f\x8b", b"7z\xbc\xaf")

# What is a table and no sentence with a bar in it.
_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 2
_RULE = re.compile(r"[|\t :：—\-]+")

# The commonest characters of official writing, simplified and traditional; wrongly decoded bytes hardly ever give them.
_EVERYDAY = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定"
    "行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四"
    "日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通"
    "并提直题党程展"
    "五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放"
    "决西被干做必战"
    "先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采"
    "转更单风切打白"
    "教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段"
    "研界拉林律叫且"
    "究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消"
    "构府称太准精值"
    "号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价"
    "严首底液官德随"
    "應與為會國來時們這個業產發動過開關點實現經濟體機對從進長務員總結設計導組織規劃區領縣鄉鎮營農報師學習積極統籌協調"
    "態勢條層執罰"
    "鐵車馬門見觀覽頭頁題類飛風雲電話說認識議論證護質貿資費貨財責貢獻種穩財政衛監督審標準確責單獨圍團園圖場壓強歷備優"
    "億價傷傳僅備"
    "，。、；：“”《》（）！？一二三四五六七八九十〇　"
)


def load(path: Path) -> list[Block]:
    """One block a line, blank lines included (they part paragraphs); a table typed with bars or tabs by its rows.

    Raises LoadError where the file is no text.
    """
    lines = decode(path.read_bytes()).splitlines()
    return [block for columns, rows in groupby(lines, _columns) for block in _blocks(columns, list(rows))]


def _columns(line: str) -> int:
    """How many columns a line has as the row of a table; 0 for running text and for rules such as |---|---|."""
    cells = _cells(line)
    return len(cells) if len(cells) >= _FEWEST_COLUMNS else 0


def _cells(line: str) -> tuple[str, ...]:
    bar = "|" if "|" in line else "\t"
    return tuple(cell.strip() for cell in line.strip().strip(bar).split(bar))


def _blocks(columns: int, lines: list[str]) -> list[Block]:
    if not columns or len(lines) < _FEWEST_ROWS:
        return [Block(line) for line in lines]
    return table_blocks([_cells(line) for line in lines if not _RULE.fullmatch(line.strip())])


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of the bytes; `declared` is an encoding that the file names itself, used only where it fits best.

    Raises LoadError for empty, binary and undecodable content.
    """
    if not data.strip():
        raise LoadError("文件是空的：请确认文件已经保存完整")
    if data.startswith(_BINARY_BEGINNINGS):
        raise LoadError("内容不是文本：请检查扩展名是否与文件的实际格式一致")
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    text = _utf16_without_mark(data) or _best_reading(data, declared)
    if _looks_binary(text):
        raise LoadError("内容不是文本：请检查扩展名是否与文件的实际格式一致")
    return text


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise LoadError("文字编码有损坏：请用记事本打开后另存为 UTF-8 编码再试") from error


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 shows by its zero bytes: ASCII line ends and digits have one at every other place."""
    head = data[:4096]
    zeros_even, zeros_odd = head[0::2].count(0), head[1::2].count(0)
    if len(data) % 2 or max(zeros_even, zeros_odd) < max(1, len(head) // 400) or min(zeros_even, zeros_odd) > 0:
        return None
    try:
        return data.decode("utf-16-le" if zeros_odd else "utf-16-be")
    except UnicodeDecodeError:
        return None


def _best_reading(data: bytes, declared: str | None) -> str:
    """UTF-8 where it is valid (it hardly ever is by chance), else the Chinese encoding that reads most naturally."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    encodings = dict.fromkeys((*_CHINESE_ENCODINGS, *([declared] if declared else [])))
    readings = [text for encoding in encodings if (text := _reading(data, encoding)) is not None]
    if not readings:
        return _lenient_utf8(data)
    return max(readings, key=everyday_share)


def _reading(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _lenient_utf8(data: bytes) -> str:
    """Text with a few broken bytes: the encoding that loses least, broken places shown as U+FFFD."""
    readings = [data.decode(encoding, errors="replace") for encoding in ("utf-8", *_CHINESE_ENCODINGS)]
    best = min(readings, key=lambda text: text.count("�") - len(text) * everyday_share(text))
    if best.count("�") > len(best) // 20:
        raise LoadError("识别不了文字编码：请用记事本打开后另存为 UTF-8 编码再试")
    return best


def everyday_share(text: str) -> float:
    """Share of the non-ASCII characters that are everyday Chinese ones, 0 to 1 (1 for pure ASCII)."""
    foreign = [char for char in text if ord(char) > 127]
    return sum(char in _EVERYDAY for char in foreign) / len(foreign) if foreign else 1.0


def _looks_binary(text: str) -> bool:
    controls = sum(char < " " and char not in "\t\n\r\f\v\x1a" for char in text)
    return controls > max(2, len(text) // 100)
