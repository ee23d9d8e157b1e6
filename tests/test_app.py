"""The app in a real headless Chromium: a server on a free port, a small knowledge base, what a user does with it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest

from kb.home import open_home
from kb.ingest import ingest

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
sync_api = pytest.importorskip("playwright.sync_api", reason="没有安装 playwright，跳过网页测试")
# A busy machine draws a page piece by piece: what is expected is waited for.
sync_api.expect.set_options(timeout=15_000)
Page = sync_api.Page
pytestmark = [pytest.mark.slow,
              pytest.mark.skipif(CHROMIUM is None, reason="没有安装 Chromium（apt install chromium），跳过网页测试")]

_FILLER = "\n".join(f"{n}．落实第{n}项日常工作。组织第{n}轮业务培训，做好资料归档。" for n in range(1, 41))
FILES = {
    "澜州市水务局2024年工作要点.txt": f"""澜州市水务局2024年工作要点
一、日常工作
{_FILLER}
二、水库除险加固
6月底前完成15座小型水库除险加固，由市水库中心牵头，市财政局配合。
全年建成高标准堤防36公里。
三、节水
印发《澜州市节水行动方案》。
12月底前创建节水型小区20个。
城市供水管网漏损率控制在9%以内。
每季度开展1次饮用水水源地巡查。
""",
    "澜州市水务局2024年工作总结.txt": """澜州市水务局2024年工作总结
一、工作成效
全年完成15座小型水库除险加固。
建成高标准堤防40公里。
创建节水型小区12个。
城市供水管网漏损率为8.7%。
二、存在的问题
饮用水水源地巡查力度还不够。
""",
    "澜州市怪字局2024年工作要点.txt": """澜州市怪字局2024年工作要点
一、标记测试
年底前完成<script>alert("坏")</script><img src=x onerror=alert(1)>清理3处，$x$与*a*照原样显示。
""",
    "澜州市核对局2024年工作总结.txt": """澜州市核对局2024年工作总结
一、工作成效
全市有养老院58家，其中公办21家，民办39家。
""",
    "澜州市临时局2024年工作要点.txt": "澜州市临时局2024年工作要点\n一、临时\n9月底前修缮旧站房4座。\n",
}
# Words of Streamlit's that a user could meet.
_ENGLISH = re.compile(
    r"\b(?:Running|Stop|Rerun|Deploy|Browse|Upload|Drag|Drop|Limit|per file|Choose|Select|Press|Enter|Close|Open|Clear"
    r"|Results?|Settings|Print|About|Streamlit|Error|Delete|Remove|Download|Add|files?|Search|Menu|Main|Skip|Show|Page"
    r"|Loading)\b", re.I)
# innerText of what is shown, plus what is said in tooltips and to screen readers.
_SHOWN = """() => {
  const shown = [...document.querySelectorAll('[aria-label],[title],[placeholder]')].filter((e) => e.checkVisibility());
  const said = shown.filter((e) => !e.closest('.stHtml')).flatMap((e) => ['aria-label', 'title', 'placeholder']
    .map((name) => e.getAttribute(name) ?? ''));
  // An icon is a word to the page and a picture to its reader.
  const icons = [...document.querySelectorAll('[data-testid=stIconMaterial]')].map((e) => e.innerText).filter(Boolean);
  const text = icons.reduce((text, icon) => text.replace(`${icon}\\n`, ''), document.body.innerText);
  return [text, ...said].join('\\n');
}"""
_OVERFLOW = """() => [...document.querySelectorAll('body *')].filter((e) => e.checkVisibility()
    && e.getBoundingClientRect().width && e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.className)"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base of a few documents."""
    folder = tmp_path_factory.mktemp("files")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    root = tmp_path_factory.mktemp("home")
    assert not ingest([folder], open_home(root)).refused
    return root


@pytest.fixture(scope="module")
def site(home: Path) -> Iterator[str]:
    """The address of a running `python -m kb serve`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "kb", "serve", "--port", str(port), "--home", str(home)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                               encoding="utf-8")
    assert process.stdout is not None
    said = ""
    while not (address := re.search(r"http://127\.0\.0\.1:\d+", said)):
        line = process.stdout.readline()
        assert line, f"kb serve ended without an address: {said}"
        said += line
    yield address[0]
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 0


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    """One headless Chromium."""
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: sync_api.Browser, site: str) -> Iterator[Page]:
    """A page of an office screen; a dialog, a script error or a request to elsewhere fails the test."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, base_url=site,
                                  permissions=["clipboard-read", "clipboard-write"])
    context.set_default_timeout(15_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("dialog", lambda dialog: (wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: wrong.append(f"error {error}"))
    page.on("request", lambda request: wrong.append(request.url) if request.url.startswith("http")
            and not request.url.startswith(site) else None)
    yield page
    context.close()
    assert not wrong


def _settled(page: Page) -> None:
    """Wait until the page's script has run and nothing changes any more."""
    page.locator(".stMain .stHtml:visible").first.wait_for()
    page.wait_for_function("document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'")


def _in_view(page: Page, selector: str) -> bool:
    box = page.locator(selector).first.bounding_box()
    return box is not None and box["height"] > 0 and box["y"] >= 0 and box["y"] + box["height"] <= 768


def test_a_hit_opens_its_document_at_the_place(page: Page) -> None:
    page.goto("/")
    page.get_by_label("检索词").fill("小型水库除险加固")
    page.get_by_label("检索词").press("Enter")
    hit = page.locator(".hit").filter(has_text="6月底前完成15座")
    hit.locator("mark").first.wait_for()
    assert "水库" in " ".join(hit.locator("mark").all_inner_texts())
    for words in ("任务", "至2024-06-30", "15座", "牵头", "市水库中心", "配合", "二、水库除险加固"):
        sync_api.expect(hit).to_contain_text(words)
    hit.get_by_text("打开原文").click()
    page.wait_for_url("**/document?*")
    query = parse_qs(urlparse(page.url).query)
    assert query["doc"] and query["record"]
    place = page.locator(f".text [data-record='{query['record'][0]}']").first
    place.wait_for()
    sync_api.expect(place).to_contain_text("6月底前完成15座小型水库")
    page.wait_for_timeout(200)
    assert _in_view(page, ".text .chosen") and _in_view(page, ".records .chosen")
    page.reload()
    place.wait_for()
    page.wait_for_timeout(200)
    assert _in_view(page, ".text .chosen")


def test_a_sentence_that_is_no_record_stands_below_the_hits_and_opens_at_its_place(page: Page) -> None:
    page.goto("/?q=水源地巡查力度还不够")
    sentence = page.locator(".body-hit").filter(has_text="饮用水水源地巡查力度还不够。")
    sentence.locator("mark").first.wait_for()
    assert sentence.inner_text().startswith("正文") and "二、存在的问题" in sentence.inner_text()
    order = page.locator(".hit, .body-hit").all()
    assert [each.get_attribute("class") for each in order][-2:] == ["hit", "body-hit"]
    sentence.get_by_role("button", name="复制引用").click()
    sentence.get_by_text("已复制").wait_for()
    sentence.get_by_text("打开原文").click()
    page.wait_for_url("**/document?*at=*")
    page.locator(".text .at").first.wait_for()
    assert page.locator(".text .at").first.inner_text() == "饮用水水源地巡查力度还不够。"
    page.wait_for_timeout(200)
    assert _in_view(page, ".text .at")


def test_outline_records_and_text_lead_to_each_other(page: Page) -> None:
    page.goto("/document")
    page.get_by_role("link", name="澜州市水务局2024年工作要点").click()
    page.locator(".outline button").filter(has_text="三、节水").click()
    assert _in_view(page, ".text .head:has-text('三、节水')")
    page.locator(".card").filter(has_text="漏损率").locator(".card-quote").click()
    assert _in_view(page, ".text .chosen") and "漏损率" in page.locator(".text .chosen").first.inner_text()
    assert "record=" in page.url
    page.get_by_role("button", name=re.compile("^任务")).click()
    assert not page.locator(".card.task:visible").count() and page.locator(".card.target:visible").count()


def test_the_citation_goes_to_the_clipboard(page: Page) -> None:
    page.goto("/?q=节水型小区")
    hit = page.locator(".hit").filter(has_text="创建节水型小区20个")
    hit.get_by_role("button", name="复制引用").click()
    hit.get_by_text("已复制").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "《澜州市水务局2024年工作要点》三、节水：“12月底前创建节水型小区20个。”"
    assert hit.locator("[data-citation]").inner_text() == copied


def test_filters_narrow_and_what_to_loosen_is_said(page: Page) -> None:
    page.goto("/?kind=结果&year=2024")
    _settled(page)
    assert page.locator(".hit").count() == page.locator(".hit .kind.result").count() > 0
    page.get_by_label("责任单位").fill("没有这个单位")
    page.get_by_label("责任单位").press("Enter")
    looser = page.get_by_role("link", name="去掉“责任单位：没有这个单位”")
    looser.click()
    page.locator(".hit").first.wait_for()
    assert page.get_by_label("责任单位").input_value() == ""


def test_examples_find_something(page: Page) -> None:
    page.goto("/")
    page.locator(".example").first.click()
    page.locator(".hit").first.wait_for()
    assert "q=" in page.url


def test_compare_shows_verdicts_and_silent_drops(page: Page) -> None:
    page.goto("/compare")
    page.locator(".pairs a").first.click()
    page.locator(".matches").wait_for()
    rows = page.locator(".matches tbody tr")
    assert "plan=" in page.url and "report=" in page.url
    kept, dropped = (rows.filter(has=page.locator("td:nth-child(2)", has_text=words))
                     for words in ("6月底前完成15座小型水库除险加固", "印发《澜州市节水行动方案》"))
    sync_api.expect(kept).to_contain_text("已达到")
    assert "目标\n15座\n实际\n15座" in kept.inner_text()
    sync_api.expect(dropped).to_contain_text("未提及")
    every = rows.count()
    page.get_by_text(re.compile(r"^未提及 \d+$")).click()
    page.wait_for_function(f"document.querySelectorAll('.matches tbody tr').length < {every}")
    assert set(page.locator(".matches .verdict").all_inner_texts()) == {"未提及"}
    page.get_by_text(re.compile(r"^全部 \d+$")).click()
    kept.get_by_text("打开总结").first.click()
    page.wait_for_url("**/document?*")
    page.locator(".text .chosen, .text .at").first.wait_for()


def test_upload_reports_what_was_read_and_what_was_refused(page: Page, tmp_path: Path) -> None:
    good, empty, picture = (tmp_path / name for name in ("新文件2024年工作要点.txt", "空.docx", "照片.pdf"))
    good.write_text("澜州市新文件局2024年工作要点\n一、任务\n10月底前新建气象站7座。\n", encoding="utf-8")
    empty.write_bytes(b"")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    page.goto("/ingest")
    page.locator("input[type=file]").set_input_files([good, empty, picture])
    page.get_by_role("button", name="读入 3 个文件").click()
    report = page.locator(".report")
    report.wait_for(timeout=30_000)
    assert report.locator("tr").filter(has_text="新增").count() == 1
    for name in ("空.docx", "照片.pdf"):
        row = report.locator("tr").filter(has_text=name)
        assert "未读入" in row.inner_text() and re.search("[一-鿿]{4}", row.locator("td").last.inner_text())
    assert not _ENGLISH.search(page.evaluate(_SHOWN).replace("TXT", ""))
    page.goto("/?q=新建气象站")
    sync_api.expect(page.locator(".hit").first).to_contain_text("7座")


def test_delete_asks_first_and_can_be_undone(page: Page) -> None:
    page.goto("/ingest")
    row = page.locator("table.list tr").filter(has_text="澜州市临时局")
    row.get_by_role("button", name="删除").click()
    dialog = page.get_by_role("dialog")
    sync_api.expect(dialog).to_contain_text("澜州市临时局2024年工作要点")
    dialog.get_by_role("button", name="取消").click()
    dialog.wait_for(state="detached")
    sync_api.expect(row).to_have_count(1)
    row.get_by_role("button", name="删除").click()
    dialog.get_by_role("button", name="删除").click()
    page.get_by_text("已删除《澜州市临时局2024年工作要点》").wait_for()
    sync_api.expect(row).to_have_count(0)
    page.get_by_role("button", name="撤销删除").click()
    row.wait_for()
    row.get_by_role("button", name="重新读取").click()
    page.locator(".report").filter(has_text="澜州市临时局").wait_for()


def _saved(page: Page, button: str) -> None:
    """Press a button of the correction form and wait until the form is gone."""
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=button).click()
    dialog.wait_for(state="detached")
    _settled(page)


def test_a_correction_survives_a_new_reading_and_can_be_undone(page: Page) -> None:
    page.goto("/document")
    page.get_by_role("link", name="澜州市水务局2024年工作要点").click()
    card = page.locator(".card").filter(has_text="每季度开展1次饮用水水源地巡查")
    card.get_by_role("button", name="改正").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("截止").first.fill("下个月")
    dialog.get_by_role("button", name="保存改正").click()
    dialog.get_by_text("日期不对：下个月").wait_for()
    assert not _ENGLISH.findall(page.evaluate(_SHOWN)) and not card.locator(".marks").count()
    dialog.get_by_label("截止").first.fill("2024-11-30")
    dialog.get_by_text("结果", exact=True).click()
    _saved(page, "保存改正")
    assert _in_view(page, ".text .chosen") and _in_view(page, ".records .chosen .marks")
    page.goto("/ingest")
    page.locator("table.list tr").filter(has_text="水务局2024年工作要点").get_by_role("button", name="重新读取").click()
    page.locator(".report").wait_for()
    page.goto("/document")
    page.get_by_role("link", name="澜州市水务局2024年工作要点").click()
    assert all(words in card.inner_text() for words in ("结果", "2024-11-30", "已改正"))
    for _ in range(2):
        left = card.locator(".marks button").get_attribute("data-item")
        card.get_by_role("button", name="撤销").click()
        page.locator(f".marks [data-item='{left}']").wait_for(state="detached")
    assert "任务" in card.inner_text() and not card.locator(".marks").count()


def test_what_is_no_record_goes_and_comes_back(page: Page) -> None:
    page.goto("/document")
    page.get_by_role("link", name="澜州市水务局2024年工作总结").click()
    card = page.locator(".card[data-record]").filter(has_text="漏损率")
    card.get_by_role("button", name="改正").click()
    _saved(page, "不是记录")
    assert not card.count() and "漏损率" in page.locator(".text .at").inner_text()
    page.locator(".card.without").get_by_role("button", name="撤销").click()
    card.wait_for()


def test_what_was_confirmed_needs_no_look_any_more(page: Page) -> None:
    page.goto("/review?field=record")
    row = page.locator(".looks tbody tr").filter(has_text="9月底前修缮旧站房4座。")
    assert re.search(r"\d+%", row.inner_text()) and "《澜州市临时局2024年工作要点》一、临时" in row.inner_text()
    row.get_by_role("button", name="确认无误").click()
    page.get_by_text("已记下：核对无误").wait_for()
    sync_api.expect(row).to_have_count(0)
    page.get_by_role("button", name="撤销").click()
    row.get_by_text("打开原文").click()
    page.wait_for_url("**/document?*")
    page.locator(".text .chosen").wait_for()


def test_a_finding_opens_at_its_place_and_is_in_the_table(page: Page) -> None:
    page.goto("/checks")
    row = page.locator(".findings tr").filter(has_text="养老院")
    row.first.wait_for()
    assert row.locator("mark").all_inner_texts() == ["58家", "21家", "39家"]
    assert "分项与总数" in page.locator("section h2").all_inner_texts()[0]
    with page.expect_download() as download:
        page.get_by_role("button", name="下载表格（CSV）").click()
    table = download.value.path().read_text(encoding="utf-8-sig")
    assert table.startswith("序号,文件,核查项") and "58家，其中公办21家，民办39家" in table
    row.first.get_by_text("打开原文").first.click()
    page.wait_for_url("**/document?*")
    place = page.locator(".text .chosen, .text .at").first
    place.wait_for()
    sync_api.expect(place).to_contain_text("养老院58家")
    page.get_by_role("link", name="‹ 全部文件").click()
    page.get_by_role("link", name="澜州市怪字局2024年工作要点").click()
    page.locator(".legend").get_by_text("核查").click()
    page.get_by_text("核查了 1 个文件，没有发现不一致。").wait_for()
    sync_api.expect(page.locator(".silent")).to_contain_text("分项与总数")


def test_a_script_in_a_document_is_text(page: Page) -> None:
    for path in ("/?q=清理3处", "/document"):
        page.goto(path)
        _settled(page)
    page.get_by_role("link", name="澜州市怪字局2024年工作要点").click()
    text = page.locator(".text")
    text.wait_for()
    assert '<script>alert("坏")</script><img src=x onerror=alert(1)>清理3处，$x$与*a*照原样显示。' in text.inner_text()
    assert not page.locator(".text img, .text script, .text em").count()


def test_every_page_is_chinese_and_fits_the_screen(page: Page) -> None:
    for path in ("/", "/?q=水库&year=2024", "/?due=明天", "/document", "/document?doc=zzz", "/compare", "/ingest",
                 "/review", "/review?doc=zzz&field=zzz", "/checks", "/nowhere"):
        page.goto(path)
        _settled(page)
        page.wait_for_timeout(300)
        assert not _ENGLISH.findall(page.evaluate(_SHOWN)), path
        assert page.evaluate("document.documentElement.scrollWidth") <= 1366, path
        assert page.evaluate(_OVERFLOW) == [], path
        assert page.evaluate("document.documentElement.lang") == "zh-CN"
    page.get_by_role("dialog").get_by_label("关闭").click()
    page.get_by_label("地区").click()
    page.keyboard.type("没有")
    page.get_by_text("没有这一项").wait_for()


def test_what_a_query_was_understood_as_is_shown_and_taken_back_with_one_click(page: Page) -> None:
    page.goto("/")
    page.get_by_label("检索词").fill("2024年水务局每季度的任务")
    page.get_by_label("检索词").press("Enter")
    chips = page.locator(".understood .condition")
    chips.nth(3).wait_for()
    assert [label.rstrip("✕").strip() for label in chips.all_inner_texts()] == [
        "年份：2024", "单位：水务局", "频次：每季度", "类别：任务或目标"]
    page.locator(".hit").filter(has_text="饮用水水源地巡查").wait_for()
    sync_api.expect(page.locator(".hit")).to_have_count(1)
    assert _in_view(page, ".understood .condition") and not page.evaluate(_OVERFLOW)
    chips.filter(has_text="每季度").locator("a").click()
    page.locator(".hit").nth(1).wait_for()
    assert chips.count() == 3 and "plain=" in page.url
    page.reload()
    page.locator(".hit").nth(1).wait_for()
    assert chips.count() == 3 and page.locator(".condition", has_text="每季度").count() == 0
    page.get_by_text("恢复条件").click()
    chips.nth(3).wait_for()
    page.get_by_text("全部按原话检索").click()
    page.get_by_text("恢复条件").wait_for()
    page.wait_for_function("!document.querySelector('.understood .condition')")
    page.get_by_label("检索词").fill("“没有这句话的水库")
    page.get_by_label("检索词").press("Enter")
    page.get_by_text("引号没有成对").wait_for()


def test_facets_narrow_and_are_taken_back(page: Page) -> None:
    page.goto("/?q=水库&sort=date")
    side = page.locator(".side")
    side.get_by_role("link", name="结果", exact=True).click()
    side.get_by_role("link", name="结果 ✕").wait_for()
    assert {each.split("\n")[0] for each in page.locator(".hit .kind").all_inner_texts()} == {"结果"}
    assert "kind=" in page.url and "sort=date" in page.url
    side.get_by_role("link", name="澜州市水务局", exact=True).click()
    issuer = page.locator(".understood .condition").filter(has_text="发文机关：澜州市水务局")
    issuer.wait_for()
    _settled(page)
    issuer.locator("a").click()
    page.wait_for_function("!location.search.includes('issuer')")
    issuer.wait_for(state="detached")
    _settled(page)
    side.get_by_role("link", name="结果 ✕").click()
    page.locator(".hit .kind.task").first.wait_for()
    assert page.get_by_label("类别").input_value() == ""


def test_pages_turn_and_a_new_search_begins_at_the_first(page: Page) -> None:
    page.goto("/?year=2024&apart=true")
    page.get_by_role("link", name="下一页").click()
    page.locator(".pages b").filter(has_text="2").wait_for()
    assert "p=2" in page.url and page.locator(".hit").count() == 20
    first = page.locator(".hit .quote").first.inner_text()
    page.reload()
    page.locator(".hit").first.wait_for()
    assert page.locator(".hit .quote").first.inner_text() == first
    page.get_by_label("检索词").fill("水库")
    page.get_by_label("检索词").press("Enter")
    page.wait_for_function("location.search.includes('q=')")
    _settled(page)
    assert "p=2" not in page.url
    page.goto("/?year=2024")
    page.locator(".same summary").first.click()
    same = page.locator(".same li a").first
    same.wait_for()
    said = same.inner_text()
    same.click()
    assert said in page.locator(".text .chosen").first.inner_text()


def test_what_is_like_a_record(page: Page) -> None:
    page.goto("/?q=创建节水型小区")
    page.locator(".hit").filter(has_text="20个").get_by_role("link", name="相近的").click()
    page.locator(".understood").filter(has_text="“12月底前创建节水型小区20个。”相近的").wait_for()
    sync_api.expect(page.locator(".hit").first).to_contain_text("创建节水型小区12个。")
    page.get_by_label("检索词").fill("堤防")
    page.get_by_label("检索词").press("Enter")
    page.locator(".hit mark").filter(has_text="堤防").first.wait_for()
    assert "like=" not in page.url


def test_a_search_is_saved_looked_at_and_deleted_and_its_results_are_a_workbook(page: Page) -> None:
    page.goto("/?q=水库")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载表格（Excel）").click()
    assert download.value.path().read_bytes().startswith(b"PK")
    page.get_by_role("button", name="保存这个检索").click()
    page.get_by_label("名称").fill("水库的事")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("已保存为“水库的事”").wait_for()
    page.goto("/")
    page.get_by_role("link", name="水库的事").click()
    page.get_by_text("以来新增 0 条").wait_for()
    page.locator(".hit").first.wait_for()
    _settled(page)
    assert not _ENGLISH.findall(page.evaluate(_SHOWN))
    assert page.evaluate(_OVERFLOW) == []
    page.get_by_role("button", name="删除这个检索").click()
    page.wait_for_function("!document.querySelector('.saved')")


def test_the_back_button_returns_to_the_search(page: Page) -> None:
    page.goto("/?q=水库&unit=水库中心")
    page.locator(".hit a").first.click()
    page.locator(".panes").wait_for()
    page.go_back()
    page.locator(".hit").first.wait_for()
    assert [page.get_by_label(name).input_value() for name in ("检索词", "责任单位")] == ["水库", "水库中心"]


def test_another_search_replaces_the_first(page: Page) -> None:
    page.goto("/?q=水库")
    page.locator(".hit").first.wait_for()
    page.get_by_label("检索词").fill("堤防")
    page.get_by_label("检索词").press("Enter")
    page.locator(".hit mark").filter(has_text="堤防").first.wait_for()


def _serve(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "kb", "serve", *arguments], cwd=ROOT, capture_output=True, text=True,
                          encoding="utf-8", timeout=30)


def test_serve_refuses_a_taken_port_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = _serve("--port", str(port), "--home", str(tmp_path))
    assert result.returncode == 2 and f"端口 {port} 已被占用" in result.stderr and result.stderr.count("\n") == 1


@pytest.mark.parametrize("port", ["0", "70000", "abc", "-1"])
def test_serve_refuses_a_port_that_is_none(port: str, tmp_path: Path) -> None:
    result = _serve(f"--port={port}", "--home", str(tmp_path))
    assert result.returncode == 2 and "端口" in result.stderr and result.stderr.count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="一个文件占着文件夹的名字，在 Windows 上报另一种错")
def test_serve_refuses_a_home_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = _serve("--port", "8999", "--home", str(tmp_path / "file"))
    assert result.returncode == 2 and "不能写入" in result.stderr and result.stderr.count("\n") == 1
