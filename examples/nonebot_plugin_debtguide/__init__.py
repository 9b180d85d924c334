"""A NoneBot2 plugin over debtguide: private talks as they are, general answers in groups.

Nothing but memory is written to; a turn takes milliseconds and runs in the event loop, so that the messages of one person are
answered in their order. Annotations are no strings here: NoneBot reads those of handlers, and on newer Pythons not without a warning.
"""

import time
from collections.abc import Iterable
from typing import Any

import anyio
from nonebot import get_driver, get_plugin_config, on_command, on_message
from nonebot.adapters import Bot, Event, Message
from nonebot.matcher import Matcher
from nonebot.params import CommandArg
from nonebot.plugin import PluginMetadata
from nonebot.utils import run_sync

from . import wording
from .config import Config
from .conversations import Visitor
from .desk import Desk

_NAME = "债务"
_MENTIONS = ("OneBot V11", "OneBot V12")
"""Adapters whose ``send`` can name the person it answers."""

_ONE_MINUTE = 60

config = get_plugin_config(Config)
_starts = get_driver().config.command_start
_command = min(_starts, default="") + _NAME
desk = Desk(config, _command)

__plugin_meta__ = PluginMetadata(
    name="逾期债务自助指引",
    description="网贷、信用卡逾期了怎么办：离线、按规则回答，每句涉及法律的话都注明法条",
    usage=desk.usage(),
    type="application",
    homepage="https://pypi.org/project/debtguide/",
    config=Config,
    supported_adapters=None,
)


@get_driver().on_startup
async def load() -> None:
    """Load the guide before the first message comes."""
    await run_sync(lambda: desk.guide)()
    get_driver().task_group.start_soon(_forget)


async def _forget() -> None:
    """Forget idle conversations also where nobody writes any more."""
    while True:
        await anyio.sleep(_ONE_MINUTE)
        desk.forget_idle(time.monotonic())


async def _addressed(event: Event) -> bool:
    return bool(config.debtguide_plain and event.is_tome())


# Where commands need no slash, 债务重组怎么办 is a question and no command.
asked = on_command(_NAME, aliases={"debtguide"}, force_whitespace=("" in _starts) or None, priority=10, block=True)
spoken = on_message(rule=_addressed, priority=90, block=True)


@asked.handle()
async def answer_command(matcher: Matcher, bot: Bot, event: Event, argument: Message[Any] = CommandArg()) -> None:  # noqa: B008
    """Answer what stands after the command."""
    await _answer(matcher, bot, event, argument)


@spoken.handle()
async def answer_message(matcher: Matcher, bot: Bot, event: Event) -> None:
    """Answer a message that was addressed to the bot."""
    await _answer(matcher, bot, event, event.get_message())


async def _answer(matcher: Matcher, bot: Bot, event: Event, message: Message[Any]) -> None:
    visitor = _visitor(bot, event)
    said = message.extract_plain_text()
    if said.strip():
        texts = desk.answer(visitor, said, time.monotonic())
    else:
        texts = [desk.usage() if all(segment.is_text() for segment in message) else wording.ONLY_TEXT]
    # In a busy group nobody must take another's answer for their own.
    extra: dict[str, Any] = {"at_sender": True} if not visitor.private and visitor.adapter in _MENTIONS else {}
    await _send_all(matcher, texts, extra)


async def _send_all(matcher: Matcher, texts: Iterable[str], extra: dict[str, Any]) -> None:
    for number, text in enumerate(texts):
        if number:
            await anyio.sleep(config.debtguide_pause_seconds)
        await matcher.send(text, **extra)


def _visitor(bot: Bot, event: Event) -> Visitor:
    """Return who speaks; a place that is not known to be private is taken for a group, where less is said."""
    place, member = event.get_session_id(), event.get_user_id()
    kind = getattr(event, "message_type", None) or getattr(event, "detail_type", None)
    private = kind == "private" if kind else place == member
    return Visitor(bot.adapter.get_name(), bot.self_id, place, member, private)
