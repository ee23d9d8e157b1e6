"""The app's navigation: `python -m kb serve` or `streamlit run app.py`."""

from __future__ import annotations

import logging

import streamlit as st

from kb.errors import KbError
from kb.views import compare, document, ingest, search
from kb.views.links import COMPARE, DOCUMENT, INGEST, SEARCH
from kb.views.page import behaviour, style

_PAGES = {
    SEARCH: st.Page(search.show, title="检索", url_path=SEARCH, default=True),
    DOCUMENT: st.Page(document.show, title="文档", url_path=DOCUMENT),
    COMPARE: st.Page(compare.show, title="对照", url_path=COMPARE),
    INGEST: st.Page(ingest.show, title="入库", url_path=INGEST),
}

st.set_page_config(page_title="政策文件知识库", page_icon="kb/views/icon.svg", layout="wide")
style()
_page = st.navigation(list(_PAGES.values()), position="top")
behaviour(_PAGES)
try:
    _page.run()
except KbError as error:
    st.error(str(error))
# Streamlit would show an English box; what went wrong goes to the log, the reader gets a Chinese line.
except Exception:
    logging.getLogger(__name__).exception("a page failed")
    st.error("页面出错了，没有改动任何数据。请刷新后再试；还不行，请把终端里的最后几行发给维护人员。")
