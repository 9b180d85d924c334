"""What a turn of the guide does: the closed set of its dialogue acts."""

from __future__ import annotations

ANSWER = "answer"
"""A question was answered, or declined with where to go."""
CHOOSE = "choose"
"""The question could be several; the user is asked which."""
NOTE = "note"
"""Facts were told, and are read back in one line."""
CLARIFY = "clarify"
"""What was said does not answer what was asked; the choices are named."""
PASS = "pass"  # noqa: S105
"""The user does not know, or would rather not say."""
WHY = "why"
"""Why the question is asked."""
SMALL_TALK = "small_talk"
"""A greeting, thanks, abuse: answered calmly and briefly."""
CRISIS = "crisis"
"""Someone is in danger; nothing else is said."""
COMFORT = "comfort"
"""After danger: there, without debts, until the person speaks of them."""
WELCOME_BACK = "welcome_back"
"""An empty message, or a talk taken up again: where we were, in three lines."""
COMMAND = "command"
"""A command was done."""

ACTS = (ANSWER, CHOOSE, NOTE, CLARIFY, PASS, WHY, SMALL_TALK, CRISIS, COMFORT, WELCOME_BACK, COMMAND)
