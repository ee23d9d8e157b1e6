"""The pages 跨年, 覆盖, 指标 and 督办 in a real browser, on an office screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_app import _ENGLISH, _SHOWN, CHROMIUM, Page, _settled, browser, page, site

from kb.home import open_home
from kb.ingest import ingest

pytestmark = [pytest.mark.slow,
              pytest.mark.skipif(CHROMIUM is None, reason="没有安装 Chromium（apt install chromium），跳过网页测试")]
# The fixtures of the other pages' tests, on the documents below.
__all__ = ["browser", "page", "site"]

FILES = {
    "澜州市水务局2024年工作要点.txt": """澜州市水务局2024年工作要点
一、重点工作
6月底前完成15座小型水库除险加固，由市水库中心牵头。
新建口袋公园6个。
供水管网漏损率控制在9.2%以内。
3月底前印发《澜州市节水行动方案》。
<b>更换</b>城区节能路灯1200盏，$x$。
""",
    "澜州市水务局2025年工作要点.txt": """澜州市水务局2025年工作要点
一、重点工作
新建口袋公园5个。
供水管网漏损率控制在9%以内。
6月底前完成10座小型水库除险加固。
""",
    "澜州市水务局2024年工作总结.txt": """澜州市水务局2024年工作总结
一、工作成效
全年完成15座小型水库除险加固。
供水管网漏损率为9.1%。
""",
    "澜州市国民经济和社会发展第十四个五年规划.txt": """澜州市国民经济和社会发展第十四个五年规划
（2021—2025年）
第一章 主要任务
城市供水管网漏损率控制在9%以内。
新建口袋公园260个。
建设水文化博物馆1座。
""",
}
_TOO_WIDE = """() => [...document.querySelectorAll('.stMain *')].filter((e) => e.checkVisibility()
    && e.getBoundingClientRect().width && e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.className)"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base of two plans, a report and a five-year plan."""
    folder = tmp_path_factory.mktemp("files")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    root = tmp_path_factory.mktemp("home")
    assert not ingest([folder], open_home(root)).refused
    return root


def _opened(page: Page, selector: str, words: str) -> None:
    """The link of a quote opens its document at the place."""
    page.locator(selector).filter(has_text=words).get_by_role("link").first.click()
    page.wait_for_url("**/document?*")
    assert words in page.locator(".text .chosen, .text .at").first.inner_text()


def test_plans_are_compared_and_both_quotes_open(page: Page) -> None:
    page.goto("/diff")
    page.locator(".pairs a").first.click()
    page.locator(".differences").wait_for()
    assert "first=" in page.url and "second=" in page.url
    row = page.locator(".differences tbody tr").filter(has_text="新建口袋公园6个")
    assert "降低" in row.inner_text() and "6个 → 5个" in row.inner_text() and row.get_by_role("link").count() == 2
    assert "<b>更换</b>" in page.locator(".differences").inner_text()
    page.get_by_text(re.compile(r"^删去 \d+$")).click()
    page.wait_for_function("document.querySelectorAll('.differences .status:not(.dropped)').length === 0")
    assert not page.evaluate(_TOO_WIDE)
    _opened(page, ".differences tbody tr", "节水行动方案")


def test_the_matrix_shows_years_and_what_is_never_planned(page: Page) -> None:
    page.goto("/coverage")
    page.locator(".matrix").wait_for()
    heads = page.locator(".matrix thead th").all_inner_texts()
    assert heads[1:3] == ["2024年", "2025年"]
    rows = page.locator(".matrix tbody tr")
    parks = rows.filter(has_text="口袋公园260个")
    assert "新建口袋公园6个" in parks.inner_text() and "新建口袋公园5个" in parks.inner_text()
    assert "未见安排" in rows.filter(has_text="水文化博物馆").inner_text()
    assert not page.evaluate(_TOO_WIDE)
    page.get_by_text(re.compile(r"^没有上级的任务 \d+$")).click()
    page.locator(".orphans").wait_for()
    _opened(page, ".orphans tbody tr", "路灯")


def test_an_indicator_is_a_series_with_its_chart(page: Page) -> None:
    page.goto("/indicators?indicator=漏损率")
    page.locator(".indicators").wait_for()
    row = page.locator(".indicators tbody tr").first
    assert "供水管网漏损率" in row.inner_text()
    assert row.locator("img.series").evaluate("(image) => image.naturalWidth") > 0
    row.locator("summary").click()
    assert "2024年实际：9.1%" in row.inner_text() and "2024年目标：" in row.inner_text()
    assert not page.evaluate(_TOO_WIDE)
    page.goto("/indicators?indicator=没有的指标")
    page.get_by_text("没有名称里带“没有的指标”的指标").wait_for()


def test_what_is_overdue_on_a_chosen_day(page: Page) -> None:
    page.goto("/track?on=2025-05-31")
    page.locator(".tracked").wait_for()
    assert set(page.locator(".tracked .status").all_inner_texts()) == {"逾期未报告"}
    assert "节水行动方案" in page.locator(".tracked").inner_text()
    page.get_by_text(re.compile(r"^即将到期 \d+$")).click()
    page.locator(".tracked").get_by_text("10座小型水库").wait_for()
    assert not page.evaluate(_TOO_WIDE)
    page.goto("/track?on=六月")
    page.get_by_text("日期不对：六月").wait_for()
    _settled(page)


@pytest.mark.parametrize("address", ["/diff", "/coverage", "/indicators", "/track?on=2025-05-31"])
def test_nothing_is_said_in_english(address: str, page: Page) -> None:
    page.goto(address)
    _settled(page)
    for box in page.locator(".stMain details summary:visible").all()[:1]:
        box.click()
    page.wait_for_timeout(300)
    assert not _ENGLISH.findall(page.evaluate(_SHOWN))
