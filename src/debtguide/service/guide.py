"""The guide: a knowledge base that answers questions. Frozen, thread-safe, shared by all conversations."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from debtguide.language.normalize import Normalizer, admit
from debtguide.language.words import WordCutter
from debtguide.matching.matcher import MOST_TOPICS, Matcher
from debtguide.matching.parts import asked_parts, same_subject
from debtguide.replies.answer import Answer, Explanation, Part, RankedTopic, Said
from debtguide.replies.compose import Composed, Composer
from debtguide.replies.several import also_answered
from debtguide.safety import SafetyGate
from debtguide.service.clock import today
from debtguide.service.day import iso_day
from debtguide.service.listening import Listened
from debtguide.understanding.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from debtguide.matching.matcher import Candidate, Match
    from debtguide.model.knowledge_base import KnowledgeBase
    from debtguide.safety import Alarm
    from debtguide.service.session import Session
    from debtguide.service.talk import Talk

_KEPT_ANSWERS = 4096
_DANGER = ("danger_self", "danger_others", "under_threat")
_NONE_OF_THESE = "都不是"
_NOT_UNDERSTOOD = "oos.other"
_BARELY_HEARD = 0.15
_UNDERSTOOD = "您说的情况，我听到的是：{told}。没有问具体的事，先说眼下最要紧的。{text}"


class Guide:
    """Answers questions over one knowledge base.

    What a user types never raises; the same question, knowledge and day give the same answer.
    """

    def __init__(self, knowledge_base: KnowledgeBase) -> None:
        tables = knowledge_base.tables
        self.knowledge_base = knowledge_base
        self._titles = {card.id: card for card in knowledge_base.topics}
        self._reader = Reader(
            Normalizer(*tables.variants), WordCutter(tables.initial, tables.total), tables.initial, tables.concepts, tables.names, tables.guards
        )
        self._matcher = Matcher(knowledge_base)
        self._gate = SafetyGate(knowledge_base, self._reader.read, self._matcher)
        self._composed: dict[tuple[str, str], Composed] = {}

    def ask(self, question: str, as_of: date | str | None = None, *, id: str | int | float | None = None) -> Answer:
        """Answer one question.

        Args:
            question: anything a user typed.
            as_of: the day the answer is for; None is today in China.
            id: echoed in the answer.

        Raises:
            ValueError: ``as_of`` is no day.
        """
        listened, day = self.listen(question), iso_day(as_of, today())
        if listened.alarm is None and listened.match.outcome != "unknown" and not any(clause.asks for clause in listened.reading.clauses):
            told = self._told(listened, day, id)
            if told is not None:
                return told
        return self.answer(listened, day, id=id)

    def listen(self, question: str, *, expected: bool = False) -> Listened:
        """Return what was read of ``question``, before any day or case bears on it.

        Args:
            question: anything a user typed.
            expected: whether it goes on from something that the guide is for.
        """
        admitted = admit(question)
        reading = self._reader.read(admitted.text)
        held = self._matcher.patterns(reading)
        match = self._matcher.match(reading, held, expected=expected)
        return Listened(admitted, reading, held, match, self._gate.alarm(reading, held, match))

    def answer(
        self,
        listened: Listened,
        day: str,
        facts: Mapping[str, Any] | None = None,
        *,
        id: str | int | float | None = None,
        pressing: str | None = None,
    ) -> Answer:
        """Answer what was read, for a day (ISO) and for what is known of the case.

        Args:
            listened: what ``listen`` gave.
            day: the day the answer is for.
            facts: known public facts; None where nothing is known.
            id: echoed in the answer.
            pressing: the topic to answer first, whatever was heard best; None for that.
        """
        admitted, reading, held, match, alarm = listened
        explanation = Explanation(reading, held, match, alarm, self._matcher)
        notice = self._notice(day, admitted.shortened)
        asked = _Asked(id, admitted.text, day, notice, explanation, facts or {})
        if alarm is not None:
            return self._alarmed(asked, alarm, match)
        if pressing is not None:
            beside = [found for found in self._ranked(match.ranked) if match.outcome == "answered" and found.id != pressing]
            first = RankedTopic(pressing, self._titles[pressing].title, max([found.score for found in self._ranked(match.ranked)], default=0.0))
            return self._gently(self._answer(asked, pressing, "answered", (first, *beside)[:MOST_TOPICS]), match)
        if match.outcome == "ask_back":
            return self._ask_back(asked, match)
        if match.outcome == "unknown":
            return self._answer(asked, _NOT_UNDERSTOOD, "declined", (RankedTopic(_NOT_UNDERSTOOD, self._titles[_NOT_UNDERSTOOD].title, 0.0),))
        ranked = self._ranked(match.ranked)
        if match.outcome == "declined" and ranked[0].score < _BARELY_HEARD and not ranked[0].id.startswith(f"{_NOT_UNDERSTOOD}."):
            # Nobody is told on a guess that he is a creditor, or quarrels with his landlord.
            ranked = (RankedTopic(_NOT_UNDERSTOOD, self._titles[_NOT_UNDERSTOOD].title, ranked[0].score), *ranked[:2])
        return self._also(self._gently(self._answer(asked, ranked[0].id, match.outcome, ranked), match), listened, asked)

    def _told(self, listened: Listened, day: str, id: str | int | float | None) -> Answer | None:
        """Answer a text that asks nothing by what it tells: what was understood first; None where nothing was."""
        from debtguide.service.facts_told import understood

        told = understood(listened, self.talk.hear(listened, day), self.talk.interview, day)
        if told is None:
            return None
        answer = self.answer(listened, day, told.facts, id=id, pressing=told.pressing)
        if answer.outcome != "answered":
            return answer
        return answer._replace(summary=answer.summary._replace(text=_UNDERSTOOD.format(told=told.words, text=answer.summary.text)))

    def _also(self, answer: Answer, listened: Listened, asked: _Asked) -> Answer:
        """Return ``answer`` with what its question asked beside: the parts, and the bottom line of each."""
        found = asked_parts(listened.reading, listened.held, listened.match, self._matcher)
        if not found:
            return answer
        normal, best = listened.reading.normal, answer.topics[0]
        ends = [normal.span(part.start, part.end).end for part in found[:-1]]
        parts = list(map(Part, [0, *ends], [*ends, len(asked.question)], [part.topic.topic for part in found]))
        others = {}
        for part in sorted(found, key=lambda part: -part.topic.points):
            topic = part.topic.topic
            if not same_subject(topic, best.id):
                ranked = RankedTopic(topic, self._titles[topic].title, min(part.topic.score, best.score))
                others[topic] = (ranked, self._compose(topic, asked.day, asked.facts))
        return also_answered(answer, parts, others)

    def _gently(self, answer: Answer, match: Match) -> Answer:
        """Return ``answer``, and before its warnings a gentle word where the text sounds a little like an alarm."""
        gentle = self._gate.gentle(match)
        said = None if gentle is None else Composer(self.knowledge_base, answer.as_of, {}).fill(gentle)
        return answer if said is None else answer._replace(warnings=(Said(said, (), None), *answer.warnings))

    def answer_on(self, topic: str, listened: Listened, day: str, facts: Mapping[str, Any] | None = None) -> Answer | None:
        """Return the answer of ``topic`` itself, whatever was said: for a choice between readings; None where there is no such topic."""
        card = self._titles.get(topic)
        if card is None:
            return None
        explanation = Explanation(listened.reading, listened.held, listened.match, None, None)
        asked = _Asked(None, listened.admitted.text, day, self._notice(day, False), explanation, facts or {})
        return self._answer(asked, topic, "answered" if card.in_scope else "declined", (RankedTopic(topic, card.title, 1.0),))

    def composed(self, key: str, day: str, facts: Mapping[str, Any] | None = None) -> Composed | None:
        """Return what the answer ``key`` (a topic, or ``safety/RULE``) says, or None where there is none."""
        return None if self.knowledge_base.bodies.answer(key) is None else self._compose(key, day, facts or {})

    @cached_property
    def talk(self) -> Talk:
        """What holds conversations over this guide; made when the first one begins."""
        from debtguide.service.talk import Talk

        return Talk(self)

    def session(self, state: dict[str, Any] | None = None, *, as_of: date | str | None = None) -> Session:
        """Return a conversation; ``state`` is what an earlier one's ``to_dict()`` gave.

        Args:
            state: None for a new conversation.
            as_of: the day of every turn; None is each turn's own day.

        Raises:
            StateError: ``state`` is damaged, too new, or not one of ours.
            ValueError: ``as_of`` is no day.
        """
        from debtguide.service.session import Session

        return Session(self.talk, state, as_of=as_of)

    def _ranked(self, candidates: tuple[Candidate, ...]) -> tuple[RankedTopic, ...]:
        return tuple([RankedTopic(found.topic, self._titles[found.topic].title, found.score) for found in candidates])

    def _notice(self, day: str, shortened: bool) -> str:
        key = ("notice", day)
        kept = self._composed.get(key)
        if kept is None:
            text = Composer(self.knowledge_base, day, {}).fill(self.knowledge_base.notice) or self.knowledge_base.notice
            kept = self._keep(key, Composed("", Said(text, (), None), (), (), (), (), (), ()))
        if shortened:
            return "您的话很长，只读了开头和结尾。" + kept.summary.text
        return kept.summary.text

    def _compose(self, key: str, day: str, facts: Mapping[str, Any]) -> Composed:
        if facts:
            return Composer(self.knowledge_base, day, facts).compose(self.knowledge_base.answer(key))
        kept = self._composed.get((key, day))
        if kept is None:
            composer = Composer(self.knowledge_base, day, {})
            kept = self._keep((key, day), composer.compose(self.knowledge_base.answer(key)))
        return kept

    def _keep(self, key: tuple[str, str], composed: Composed) -> Composed:
        """Keep what was composed; many days asked for by one host must not fill the memory."""
        if len(self._composed) >= _KEPT_ANSWERS:
            self._composed.clear()
        self._composed[key] = composed
        return composed

    def _alarmed(self, asked: _Asked, alarm: Alarm, match: Match) -> Answer:
        rule = alarm.rule
        topic = RankedTopic(rule.topic, self._titles[rule.topic].title, 1.0)
        if rule.kind in _DANGER:
            own = f"safety/{rule.id}" if self.knowledge_base.bodies.answer(f"safety/{rule.id}") is not None else rule.topic
            return self._answer(asked, own, "crisis", (topic,), crisis=True)
        others = tuple([found for found in self._ranked(match.ranked) if found.id != rule.topic and match.outcome == "answered"])
        if rule.kind == "evasion":
            return self._answer(asked, f"safety/{rule.id}", "declined", (topic, *others)[:3])
        answer = self._answer(asked, rule.topic, "answered", (topic, *others)[:3])
        warning = self._compose(f"safety/{rule.id}", asked.day, asked.facts)
        cited = dict.fromkeys((*answer.citations, *warning.citations))
        return answer._replace(warnings=(warning.summary, *answer.warnings), citations=tuple(cited))

    def _ask_back(self, asked: _Asked, match: Match) -> Answer:
        readings = self._ranked(match.ranked)
        lines = "".join(f"\n{number}. {reading.title}" for number, reading in enumerate(readings, 1))
        text = f"我不确定您想问的是哪一件，请选一个：{lines}\n{len(readings) + 1}. {_NONE_OF_THESE}，请换个说法再问一次"
        empty = Composed("uncertain", Said(text, (), None), (), (), (), (), (), ())
        return self._assemble(asked, empty, "ask_back", readings, readings, crisis=False)

    def _answer(self, asked: _Asked, key: str, outcome: str, topics: tuple[RankedTopic, ...], *, crisis: bool = False) -> Answer:
        return self._assemble(asked, self._compose(key, asked.day, asked.facts), outcome, topics, (), crisis=crisis)

    def _assemble(
        self,
        asked: _Asked,
        composed: Composed,
        outcome: str,
        topics: tuple[RankedTopic, ...],
        readings: tuple[RankedTopic, ...],
        *,
        crisis: bool,
    ) -> Answer:
        card = self._titles[topics[0].id]
        return Answer(
            id=asked.id,
            question=asked.question,
            as_of=asked.day,
            kb=self.knowledge_base.digest,
            outcome=outcome,
            in_scope=card.in_scope,
            crisis=crisis,
            certainty=composed.certainty,
            topics=topics,
            parts=(Part(0, len(asked.question), topics[0].id),) if outcome == "answered" else (),
            readings=readings,
            stage=card.stage,
            sub_stage=card.sub_stage,
            summary=composed.summary,
            points=composed.points,
            warnings=composed.warnings,
            steps=composed.steps,
            citations=composed.citations,
            contacts=composed.contacts,
            follow_ups=composed.follow_ups,
            notice=asked.notice,
            explanation=asked.explanation,
            festivals=self.knowledge_base.tables.festivals,
        )


class _Asked:
    """What an answer echoes of its question, and what is known of the case it is for."""

    __slots__ = ("day", "explanation", "facts", "id", "notice", "question")

    def __init__(
        self,
        id: str | int | float | None,
        question: str,
        day: str,
        notice: str,
        explanation: Explanation,
        facts: Mapping[str, Any],
    ) -> None:
        self.id = id
        self.question = question
        self.day = day
        self.notice = notice
        self.explanation = explanation
        self.facts = facts
