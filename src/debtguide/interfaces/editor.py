"""The line editor of a terminal: prompt_toolkit with our keys, completions and status line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.filters import is_searching
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.styles import Style

from debtguide.interfaces.history import PrivateHistory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document
    from prompt_toolkit.key_binding import KeyPressEvent

    from debtguide.interfaces.completion import Completion as Offers

_ROWS_OF_MENU = 5
_STYLE = Style.from_dict({"bottom-toolbar": "noreverse", "bottom-toolbar.text": "noreverse"})


class _Offered(Completer):
    """What our completion offers, as prompt_toolkit takes it."""

    def __init__(self, offers: Offers) -> None:
        self._offers = offers

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Yield what may stand at the end of what was typed."""
        if document.text_after_cursor:
            return
        for offer in self._offers.offers(document.text, asked_for=complete_event.completion_requested):
            yield Completion(offer.text, -offer.replaced, display_meta=offer.meaning)


def line_editor(prompt: str, offers: Offers, status: Callable[[], str], history: str | None) -> Callable[[], str]:
    """Return what reads one turn from the keyboard.

    Args:
        prompt: what stands before it.
        offers: what Tab completes.
        status: gives the line at the bottom, empty for none.
        history: a file for what was typed, or None to remember it only until the end.
    """
    session: PromptSession[str] = PromptSession(
        multiline=True,
        key_bindings=_keys(),
        completer=_Offered(offers),
        complete_while_typing=True,
        history=InMemoryHistory() if history is None else PrivateHistory(history),
        bottom_toolbar=lambda: status() or None,
        reserve_space_for_menu=_ROWS_OF_MENU,
        style=_STYLE,
        prompt_continuation=lambda width, line, wrapped: " " * width,
    )
    return lambda: session.prompt(prompt)


def _keys() -> KeyBindings:
    """Enter sends; Alt-Enter begins a new line. What is pasted comes in whole, line ends and all.

    Ctrl-J stays what Enter is, since that is how Enter arrives that was pressed before anybody read it. On Windows, where
    Alt-Enter belongs to the window, it begins a new line too.
    """
    keys = KeyBindings()

    @keys.add("enter", filter=~is_searching)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    @keys.add("escape", "enter")
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    if sys.platform == "win32":

        @keys.add("c-j")
        def _(event: KeyPressEvent) -> None:
            event.current_buffer.insert_text("\n")

    return keys
