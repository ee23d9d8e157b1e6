"""A page's widgets and its address in step, so that a search or a comparison can be passed on as a link.

Streamlit's own bind="query-params" forbids links within the page, since it lets nobody else set a bound parameter.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

Default = str | bool | None


def follow_address(page: str, defaults: Mapping[str, Default]) -> None:
    """Before the widgets run: where a link or the browser changed the address, set them by it.

    `defaults` are the widgets' keys, which are the parameters' names, with their empty values. An address that lags
    behind a widget changed a moment ago is no reason to set that widget back.
    """
    written, values = st.session_state.get(_name(page), (None, None))
    current = {key: st.session_state.get(key) for key in defaults}
    first = any(key not in st.session_state for key in defaults)
    if first or (st.query_params.to_dict() != written and current == values):
        for key, default in defaults.items():
            given = st.query_params.get(key, default)
            st.session_state[key] = given is not False if isinstance(default, bool) else given


def keep_address(page: str, defaults: Mapping[str, Default], parameters: Mapping[str, str]) -> None:
    """After the widgets: write what they say into the address."""
    current = {key: st.session_state.get(key) for key in defaults}
    st.session_state[_name(page)] = dict(parameters), current
    if st.query_params.to_dict() != parameters:
        st.query_params.from_dict(parameters)


def _name(page: str) -> str:
    return f"address of {page}"
