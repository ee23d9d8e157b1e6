"""The app's navigation: `python -m kb serve` or `streamlit run app.py`."""

from __future__ import annotations

import logging

import streamlit as st

from kb.errors import KbError
from kb.views import checks, compare, coverage, diff, document, indicators, ingest, review, search, track
from kb.views.links import CHECKS, COMPARE, COVERAGE, DIFF, DOCUMENT, INDICATORS, INGEST, REVIEW, SEARCH, TRACK
from kb.views.page import alert, behaviour, style

st.set_page_config(page_title="政策文件知识库", page_icon="kb/views/icon.svg", layout="wide")
style()
_page = st.navigation(
    [st.Page(search.show, title="检索", url_path=SEARCH, default=True),
     st.Page(document.show, title="文档", url_path=DOCUMENT),
     st.Page(compare.show, title="对照", url_path=COMPARE),
     st.Page(diff.show, title="跨年", url_path=DIFF),
     st.Page(coverage.show, title="覆盖", url_path=COVERAGE),
     st.Page(indicators.show, title="指标", url_path=INDICATORS),
     st.Page(track.show, title="督办", url_path=TRACK),
     st.Page(review.show, title="校对", url_path=REVIEW),
     st.Page(checks.show, title="核查", url_path=CHECKS),
     st.Page(ingest.show, title="入库", url_path=INGEST)], position="top")
try:
    behaviour()
    _page.run()
except KbError as error:
    alert(str(error))
# Streamlit would show an English box; what went wrong goes to the log, the reader gets a Chinese line.
except Exception:
    logging.getLogger(__name__).exception("a page failed")
    alert("页面出错了。请刷新后再试；还不行，请把终端里的最后几行发给维护人员。")
