"""What the guide says about the conversation itself: what it noted, what it asks, why, and what it understood so far."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from debtguide.dialogue.case import Entry, debts, entries, public_facts, value
from debtguide.dialogue.slots import ME, Slot
from debtguide.dialogue.values import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from debtguide.dialogue.telling import Change
    from debtguide.model.interview import Interview, Question
    from debtguide.model.law import ArticleVersion

HELP = (
    "直接用平常的话说就行：发生了什么，或者想问什么。例如：网贷逾期三个月会被起诉吗。\n"
    "我问的，都可以说“不知道”或“不想说”；说错了直接更正，例如：不对，是五个月。\n"
    "/依据 上一个答复的法条原文    /为什么 为什么问这个    /复核 看我记下了什么\n"
    "/改 序号 新的说法    /撤销 退回一步    /重做    /方案 期限和要做的事\n"
    "/清除 全部忘掉    /退出 结束。也可以打字母：/h /y /w /f /g /u /r /p /c /q"
)
BYE = "好的。需要的时候随时回来。"
EMPTY = "我在。您可以直接说发生了什么，或者问一个问题。"
NOTHING_CITED = "还没有引用法条的答复。先问一个问题，再输入 /依据。"
NO_SUCH_COMMAND = f"没有这个命令。\n{HELP}"
NOTHING_ASKED = "我现在没有在问您什么。"
NOTHING_TO_UNDO = "没有可以撤销的了。"
TOO_OLD_TO_UNDO = "更早的步骤已经不再保留，撤销不了；要改哪一条，可以用 /复核 看序号，再用 /改。"
STEPS_FORGOTTEN = "（说得久了，最早的几步不再能撤销；记下的情况都还在。）"
NOTHING_TO_REDO = "没有可以重做的。"
CLEARED = "好，记下的情况和撤销记录都已清除，不能恢复。可以重新说。"
CLEAR_ASKED = "记下的情况和撤销记录会全部清除，不能恢复。真要清除，请再输入一次 /清除；不清除，接着说就行。"
ALL_NOTED = "好，都记下了。/方案 看要做的事；有新的情况随时说。"
KNOWN_ALREADY = "嗯，这个我已经记着了。"
STOPPED = "好，我不问了。/方案 看现在能算出的期限和要做的事；有话直接说，想让我接着问，就说“接着问”。"
GO_ON = "好，接着来。"
NOT_FOLLOWED = "这句我没听懂问的是哪一样，不当作回答。换个说法、多说几个字再问一次就行；也可以先答下面这个。"
ENOUGH_ASKED = "先问到这里，按已经知道的来看。想起什么直接说；想让我接着问，就说“接着问”。"
DEBT_DROPPED = "好，去掉了{name}，只记一笔。去错了，/撤销 可以退回来。"
HOW_TO_DROP = "我记着不止一笔，拿不准该去掉哪一笔。可以用 /撤销 退回一步，或者用 /复核 看序号、/改 改过来。"
NOTHING_KNOWN = "我还没有记下您的情况。您可以直接说，例如：借呗两万五，逾期四个月。"
NO_PLAN_YET = "还不知道您的情况，排不出方案。您可以先说：欠的是哪一类、多少、逾期多久、收到过什么。"
HOW_TO_EDIT = "说“/改 序号 新的说法”，例如：/改 2 五个月。序号用 /复核 看。"
COMFORT = "我在。您不用急着说欠款的事，先顾好自己；身边有能信任的人，就让他陪着您。"
COMFORT_CALL = "难受的时候，随时可以打 {number}（{title}）。想说债务的时候再说，我都在。"
CHOOSE_AGAIN = "那请换个说法，再说一次您最想知道的那件事。"
WHAT_IS_WRONG = "好，哪里不对？直接说对的就行；或者用 /撤销 退回一步，用 /复核 看我记下的全部。"
LET_IT_BE = "没关系，这个先放一放。"
FOR_THE_HOST = "这件事要由您现在用的程序来做；我这里不保存文件。"
OTHER_PLAN = "方案跟着变了：/方案 看全部。"
OTHER_KNOWLEDGE = "知识库更新过了：现在的答复按新的知识库。"
DROPPED = "知识库更新过了：现在的答复按新的知识库。以前记下的这几样新库里没有，已经去掉：{titles}。"
_FIRST_TIME = "想按您的情况说得更准，可以告诉我（也可以说“不知道”“不想说”，或者直接问别的）："
_LONG_LIST, _A_LINE = 10, 3
_LEFT_SAID = 5
"""How many questions may still come, said only where they are few: a large number frightens, and most are never asked."""
_SPEAK_FOR_THEMSELVES = ("lender", "lender_kind", "role")


def noted(changes: Sequence[Change], interview: Interview, core: Mapping[str, Any]) -> str:
    """Return in one line what a turn noted, changed or took back; empty where that is nothing."""
    said = told(changes, interview, core)
    return f"记下了：{said}。" if said else ""


def told(changes: Sequence[Change], interview: Interview, core: Mapping[str, Any]) -> str:
    """Return facts that changed, debt by debt, without a full stop; empty where there are none."""
    news = [change for change in changes if change.after is None or change.after.told or change.before]
    news.sort(key=lambda change: (change.slot.owner, change.slot.document is not None))
    several = len(debts(core)) > 1
    groups = []
    for owner in dict.fromkeys(change.slot.owner for change in news):
        name = f"{debt_name(owner, interview, core)}：" if several and owner != ME else ""
        groups.append(name + "，".join(_change(change, interview) for change in news if change.slot.owner == owner))
    return "；".join(groups)


def _change(change: Change, interview: Interview) -> str:
    question = interview.questions[change.slot.fact]
    title = _titled(change.slot, interview)
    if change.after is None or not change.after.told:
        return f"{title}不再算数"
    after = shown(question, change.after.value, approx=change.after.mark == "approx")
    if change.before is not None and change.before.told and question.kind != "choices":
        return f"{title}由{shown(question, change.before.value, approx=change.before.mark == 'approx')}改为{after}"
    return after if question.fact in _SPEAK_FOR_THEMSELVES else f"{title}：{after}"


def _whose(slot: Slot, interview: Interview, core: Mapping[str, Any]) -> str:
    if slot.owner == ME:
        return ""
    debt = debt_name(slot.owner, interview, core) if len(debts(core)) > 1 else ""
    papers = interview.questions.get("documents_received")
    paper = papers.choice(slot.document) if papers is not None and slot.document else None
    return debt + (_short(paper.title) if paper is not None else "")


def debt_name(debt: str, interview: Interview, core: Mapping[str, Any]) -> str:
    """Return how a debt is called among several: 第2笔（花呗）."""
    name = value(core, Slot(debt, "lender"))
    kind = value(core, Slot(debt, "lender_kind"))
    if name is None and kind is not None:
        choice = interview.questions["lender_kind"].choice(kind) if "lender_kind" in interview.questions else None
        name = choice.title.split("（")[0] if choice is not None else None
    return f"第{debt[1:]}笔" + (f"（{name}）" if name else "")


def choices_of(question: Question) -> tuple[str, ...]:
    """Return the choices that a question offers."""
    if question.kind == "flag":
        return ("有", "没有", "不清楚")
    return tuple([choice.title for choice in question.choices])


def asked(question: Question, slot: Slot, left: int, interview: Interview, core: Mapping[str, Any], *, first: bool, again: bool) -> str:
    """Return the question as it is put: ``first`` of all, or ``again`` after something else; then a long list is left out."""
    whose = _whose(slot, interview, core)
    remain = "" if left > _LEFT_SAID else f"（最多还有{left}个问题）" if left > 1 else "（最后一个问题）"
    lead = f"{_FIRST_TIME}\n" if first else ""
    return f"{lead}{whose + '：' if whose else ''}{question.ask}{remain}{'' if again and len(question.choices) > _LONG_LIST else _listed(question)}"


def _listed(question: Question) -> str:
    if question.kind not in ("choice", "choices"):
        return ""
    lines = [f"{number}. {title}" for number, title in enumerate(choices_of(question), 1)]
    # All that may be chosen by number is shown; of a long list several stand in a line.
    many = _A_LINE if len(lines) > _LONG_LIST else 1
    return "".join("\n" + "　".join(lines[place : place + many]) for place in range(0, len(lines), many))


def clarified(question: Question) -> str:
    """Return the one further attempt at a question whose answer was not clear; choices are put below the question itself."""
    return question.retry or "我没听明白。"


_OFFERS = {
    "money": "是还欠的本金，就说“本金{words}”",
    "day": "是从那天起逾期的，就说“{words}开始逾期”；是最近一次还款，就说“{words}还过款”",
    "days": "是逾期的时间，就说“逾期{words}”",
    "rate": "是利率，就说“年利率{words}”",
}


def whose_value(kind: str, words: str) -> str:
    """Return how to say what a value is that nobody asked for; the question that waits is put below it."""
    return f"您说的“{words}”我看到了，还不知道是哪一样：{_OFFERS[kind].format(words=words)}。"


def why(question: Question, provisions: Sequence[ArticleVersion]) -> str:
    """Return why a question is asked, with the provisions it rests on."""
    lines = [question.why or "知道这一点，我才好判断后面的话对您适不适用。"]
    lines += [f"依据：{version.name}" for version in provisions]
    return "\n".join(lines)


def rows(core: Mapping[str, Any]) -> tuple[tuple[Slot, Entry], ...]:
    """Return everything that was told or left untold, in the order of the review's numbers."""
    return tuple(sorted(entries(core), key=lambda row: (row[0].owner != ME, row[0])))


def review(core: Mapping[str, Any], interview: Interview) -> str:
    """Return everything that was understood, numbered, with the words it came from."""
    lines = ["我记下的是这些（更正用 /改 序号 新的说法）："]
    owner = ""
    several = len(debts(core)) > 1
    for number, (slot, kept) in enumerate(rows(core), 1):
        if several and slot.owner != owner and slot.owner != ME:
            lines.append(f"【{debt_name(slot.owner, interview, core)}】")
        owner = slot.owner
        question = interview.questions[slot.fact]
        words = core.get(f"s:{kept.turn}")
        source = f"（您说：“{words}”）" if words and kept.told else ""
        lines.append(f"{number}. {_titled(slot, interview)}：{_value(question, kept)}{source}")
    return "\n".join(lines) if len(lines) > 1 else NOTHING_KNOWN


def _titled(slot: Slot, interview: Interview) -> str:
    """Return the name of a fact, with the paper it is about: 收到文书的日子（传票）."""
    title = interview.questions[slot.fact].title
    papers = interview.questions.get("documents_received")
    paper = papers.choice(slot.document) if papers is not None and slot.document else None
    return title if paper is None else f"{title}（{_short(paper.title)}）"


def _short(title: str) -> str:
    """Return the first of the names that a choice goes by."""
    return re.split("[、或（]", title)[0]


def _value(question: Question, kept: Entry) -> str:
    if not kept.told:
        return "不知道" if kept.mark == "unknown" else "不想说"
    return shown(question, kept.value, approx=kept.mark == "approx")


def recap(core: Mapping[str, Any], interview: Interview, day: str, stage: str | None) -> str:
    """Return in three lines where a talk that is taken up again stands; empty where nothing is known."""
    known = public_facts(core, day)
    if not known:
        return ""
    order = ("lender", "lender_kind", "principal_yuan", "overdue_days", "documents_received")
    shown_facts = [shown(interview.questions[fact], known[fact]) for fact in order if fact in known and not (fact == "lender_kind" and "lender" in known)]
    count = len(debts(core))
    first = f"上次说到：{'共' + str(count) + '笔债，' if count > 1 else ''}{'，'.join(shown_facts) or '一些情况已经记下'}。"
    second = f"现在大概在“{stage}”这一步。" if stage else "走到哪一步还不清楚。"
    return f"{first}\n{second}\n有变化直接说；/复核 看全部，/方案 看要做的事。"


def moved(then: Mapping[str, Any], now: Mapping[str, Any], interview: Interview) -> str:
    """Return what is different in the facts after a step back or forth."""
    before, after = dict(entries(then)), dict(entries(now))
    lines = []
    for slot in sorted({*before, *after}):
        old, new = before.get(slot), after.get(slot)
        if (None if old is None else old[:2]) == (None if new is None else new[:2]):
            continue
        question = interview.questions[slot.fact]
        lines.append(f"{_whose(slot, interview, now)}{question.title}：" + ("没有记" if new is None else _value(question, new)))
    return f"现在是：{'；'.join(lines)}。" if lines else "记下的情况没有变。"
