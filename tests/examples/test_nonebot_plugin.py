"""The plugin in NoneBot itself, with events as OneBot sends them; nothing leaves this process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import nonebot
import pytest
from nonebot.adapters.onebot.v11 import Adapter, Bot, Event, GroupMessageEvent, Message, MessageSegment, PrivateMessageEvent

import nonebot_plugin_debtguide as plugin
from nonebot_plugin_debtguide import wording
from nonebot_plugin_debtguide.config import Config
from nonebot_plugin_debtguide.desk import Desk

if TYPE_CHECKING:
    from nonebug import App

    from debtguide import Guide

pytestmark = pytest.mark.anyio

QUESTION = "网贷逾期三个月会被起诉吗"
DESPERATE = "我真的不想活了"


@pytest.fixture(autouse=True)
def fresh(guide: Guide, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk without conversations, slices without a pause; returns a second desk that says what is to be expected."""
    config = Config(debtguide_pause_seconds=0)
    desks = [Desk(config, "/债务") for _ in range(2)]
    for desk in desks:
        desk.__dict__["guide"] = guide
    monkeypatch.setattr(plugin, "desk", desks[0])
    monkeypatch.setattr(plugin, "config", config)
    return desks[1]


def event_of(message: str | Message, *, group: int | None = None, user: int = 10, to_me: bool = False) -> Event:
    content = Message(message)
    plain: dict[str, Any] = {
        "time": 0, "self_id": 1, "post_type": "message", "sub_type": "friend", "message_id": 1, "user_id": user, "font": 0,
        "message": content, "original_message": content, "raw_message": str(content), "sender": {"user_id": user},
    }  # fmt: skip
    if group is None:
        return PrivateMessageEvent(**plain, message_type="private", to_me=True)
    return GroupMessageEvent(**plain, message_type="group", group_id=group, to_me=to_me)


async def told(app: App, event: Event, texts: list[str], **extra: Any) -> None:
    """Let the bot receive ``event`` and hold that it sends ``texts``, in this order, and nothing else."""
    async with app.test_matcher() as context:
        bot = context.create_bot(base=Bot, adapter=nonebot.get_adapter(Adapter), self_id="1")
        context.receive_event(bot, event)
        for text in texts:
            context.should_call_send(event, text, None, bot=bot, **extra)


def test_the_plugin_says_what_it_is() -> None:
    (loaded,) = [found for found in nonebot.get_loaded_plugins() if found.name == "nonebot_plugin_debtguide"]
    about = loaded.metadata
    assert about is not None
    assert about.type == "application"
    assert about.config is Config
    assert about.homepage
    assert "/债务 帮助" in about.usage


async def test_a_private_message_is_answered_as_it_is(app: App, fresh: Desk) -> None:
    private = plugin.Visitor("OneBot V11", "1", "10", "10", True)
    for said in (QUESTION, "/依据", "更多"):
        await told(app, event_of(said), fresh.answer(private, said, 0))


async def test_a_member_is_answered_when_addressed_and_by_name(app: App, fresh: Desk) -> None:
    member = plugin.Visitor("OneBot V11", "1", "group_5_10", "10", False)
    texts = fresh.answer(member, QUESTION, 0)
    await told(app, event_of(QUESTION, group=5, to_me=True), texts, at_sender=True)
    await told(app, event_of(f"/债务 {QUESTION}", group=5), texts, at_sender=True)
    await told(app, event_of(f"/债务{QUESTION}", group=5), texts, at_sender=True)


@pytest.mark.parametrize("said", [QUESTION, DESPERATE, "债务", "帮助", "/复核"])
async def test_a_group_that_does_not_address_the_bot_hears_nothing(app: App, said: str) -> None:
    await told(app, event_of(said, group=5), [])


async def test_the_case_of_one_is_not_told_to_another(app: App, fresh: Desk) -> None:
    private = plugin.Visitor("OneBot V11", "1", "10", "10", True)
    story = "微粒贷三万二，逾期四个月"
    await told(app, event_of(story), fresh.answer(private, story, 0))
    asked = event_of("/债务 /复核", group=5)
    await told(app, asked, [wording.COMMANDS_IN_PRIVATE.format(command="/债务")], at_sender=True)
    stranger = plugin.Visitor("OneBot V11", "1", "11", "11", True)
    shown = fresh.answer(stranger, "/复核", 0)
    assert "微粒贷" not in "".join(shown)
    await told(app, event_of("/复核", user=11), shown)


async def test_danger_is_answered_in_a_group_too(app: App, guide: Guide) -> None:
    reply = guide.session().send(DESPERATE)
    assert len(reply.text) < 1000
    await told(app, event_of(DESPERATE, group=5, to_me=True), [reply.text], at_sender=True)


async def test_the_command_alone_brings_the_help(app: App, fresh: Desk) -> None:
    await told(app, event_of("/债务"), [fresh.usage()])
    await told(app, event_of("/债务 帮助"), [fresh.usage()])
    await told(app, event_of("", group=5, to_me=True), [fresh.usage()], at_sender=True)


async def test_a_picture_is_not_taken_for_silence(app: App) -> None:
    await told(app, event_of(Message(MessageSegment.image("https://example.invalid/summons.jpg"))), [wording.ONLY_TEXT])


async def test_where_only_the_command_is_wanted_nothing_else_is_answered(app: App, fresh: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugin, "config", Config(debtguide_plain=False, debtguide_pause_seconds=0))
    await told(app, event_of(QUESTION), [])
    private = plugin.Visitor("OneBot V11", "1", "10", "10", True)
    await told(app, event_of(f"/债务 {QUESTION}"), fresh.answer(private, QUESTION, 0))
