"""The one error that reaches a user: a single Chinese line that says what is wrong and what to do."""

from __future__ import annotations


class KbError(Exception):
    """Something was refused; str() of it is one Chinese line for the user."""

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))
