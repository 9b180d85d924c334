"""The fields of every kind of knowledge file: what an author may write, and what it means.

Readers and the JSON Schema (``debtguide kb schema``) are both made from these tables.
"""

from __future__ import annotations

from typing import NamedTuple

from debtguide.knowledge.kinds import (
    ByDay,
    ByFact,
    Choice,
    ConditionKind,
    Day,
    Field,
    Flag,
    Id,
    Kind,
    ListOf,
    Number,
    RecordOf,
    Ref,
    Text,
    Value,
)
from debtguide.model.assessment_rules import ROLES

LEVELS = ("法律", "司法解释", "行政法规", "部门规章", "规范性文件", "行业自律")
BASES = (*LEVELS, "实务")
BINDING = frozenset(LEVELS[:-1])
UNITS = [
    "year",
    "month",
    "day",
    "working_day",
    "hour",
    "percent_per_year",
    "percent",
    "per_ten_thousand_per_day",
    "yuan",
    "times",
    "count",
    "instalment",
    "clock",
    "date",
    "age",
]
FACT_KINDS = ["money", "day", "days", "rate", "text", "flag", "choice", "choices", "count"]
DUE_EVENTS = ["service", "overdue", "judgment", "contract", "event"]
CERTAINTIES = ("clear", "conditional", "uncertain", "see_lawyer")
SERVICE_METHODS = ("in_person", "family", "electronic", "public_notice", "unknown")
NAME_KINDS = ["lender", "document", "person", "none"]
SAFETY_KINDS = ["danger_self", "danger_others", "under_threat", "evasion", "scam_offer"]

_article = Ref("article", "一条法条的 id，例如 civil-code/675")
_topic = Ref("topic", "一个话题的 id")
_cites = Field("cites", ListOf(_article, may_be_empty=True), "依据的法条")
_basis = Field("basis", Choice(*BASES), "这句话属于哪一层：法律、司法解释……实务；没有说到法律的不写")
_conditional = (
    Field("when", ConditionKind(), "在什么条件下才说这句话"),
    Field("label", Text(), "条件还不知道时，放在句前的短语，例如“信用卡”"),
    Field("from", Day(), "从哪一天的答复起才说这句话"),
    Field("until", Day(), "到哪一天的答复为止说这句话"),
)
_statement = (Field("text", Text(), "正文", True), _cites, _basis, *_conditional)

STATEMENT = RecordOf(_statement)
MYTH = RecordOf((Field("says", Text(), "民间的说法", True), *_statement))
DUE = RecordOf(
    (
        Field("within", Ref("parameter", "一个期间参数的 id"), "期间", True),
        Field("from", Choice(*DUE_EVENTS), "从哪件事起算", True),
    )
)
STEP = RecordOf((*_statement, Field("due", DUE, "这一步的法定期限")))
SCRIPT = RecordOf((Field("to", Text(), "对谁说", True), Field("text", Text(), "逐字的话", True), *_conditional))
ANSWER = RecordOf(
    (
        Field("certainty", Choice(*CERTAINTIES), "这个答复有多确定", True),
        Field("summary", STATEMENT, "一句话的结论，先说最要紧的", True),
        Field("earlier", ListOf(STATEMENT), "按以前的日子问、结论那天不能说时，改说哪一句"),
        Field("points", ListOf(STATEMENT), "要点"),
        Field("shows_stages", ListOf(Ref("stage", "一个阶段的 id")), "依次列出这些阶段的结论"),
        Field("myths", ListOf(MYTH), "常见误解和更正"),
        Field("steps", ListOf(STEP), "按顺序要做的事"),
        Field("say", ListOf(SCRIPT), "电话里可以逐字照说的话"),
        Field("warnings", ListOf(STATEMENT), "提醒"),
        Field("contacts", ListOf(Ref("contact", "一个求助渠道的 id")), "可以找谁"),
        Field("follow_ups", ListOf(_topic), "接着可以问的话题"),
    )
)
_matching = (
    Field("patterns", ListOf(Text()), "句式：任何一行对上就算"),
    Field("utterances", ListOf(Text()), "人们会怎么问；每一句都要能找到本话题"),
    Field("not_utterances", ListOf(Text()), "看着像、其实不是本话题的问法"),
)
_reviewed = Field("reviewed_on", Day(), "最近一次按法条逐句审读的日子")

GUIDE = RecordOf(
    (
        Field("version", Text(), "知识库的版本", True),
        Field("jurisdiction", Text(), "适用的地方"),
        Field("reviewed_on", Day(), "最近一次法律审读的日子"),
        Field("notice", Text(), "每个答复后面的说明"),
        Field("extends", Choice("builtin"), "在内置知识库之上叠加"),
        Field(
            "literals",
            ListOf(RecordOf((Field("text", Text(), "允许写在正文里的数字说法", True), Field("why", Text(), "为什么它不是法定的数", True)))),
            "不算“把法定数字写死”的说法",
        ),
    )
)
STAGE = RecordOf(
    (
        Field("id", Id(), "阶段的 id", True),
        Field("title", Text(), "阶段的名称", True),
        Field("order", Number(), "先后", True),
        Field("parent", Ref("stage", "上一级阶段的 id"), "属于哪个阶段"),
        Field("topic", Id(), "说明本阶段的话题 id", True),
        _reviewed,
        *_matching,
        Field("answer", ANSWER, "答复", True),
    )
)
TOPIC = RecordOf(
    (
        Field("id", Id(), "话题的 id，和文件名相同", True),
        Field("title", Text(), "标题，用人们会说的话", True),
        Field("stage", Ref("stage", "一个阶段的 id"), "属于哪个阶段"),
        Field("sub_stage", Ref("stage", "一个子阶段的 id"), "属于哪个子阶段"),
        Field("status", Choice("finished", "stub"), "写完了，还是占位", True),
        _reviewed,
        *_matching,
        Field("needs", ListOf(Ref("fact", "一个事实的 id")), "知道哪些事实会改变答复"),
        Field("answer", ANSWER, "答复", True),
    )
)
EDITION = RecordOf(
    (
        Field("effective_from", Day(), "这一版施行的日子", True),
        Field("effective_to", Day(), "这一版有效的最后一天"),
        Field("doc_no", Text(), "文号"),
        Field("source", Text(), "文本出处", True),
        Field("read_on", Day(), "哪一天读到的", True),
    )
)
ARTICLE = RecordOf(
    (
        Field("id", Id(), '条号，例如 "675"、"293-1"；条号没有核到的写 u1、u2', True),
        Field("effective_from", Day(), "这些字句从哪天起有效", True),
        Field("effective_to", Day(), "有效的最后一天"),
        Field("verbatim", Flag(), "是不是原文；false 表示要旨"),
        Field("part", Flag(), "是不是只收了其中几句或几款"),
        Field("renumbered_from", _article, "以前是哪一条"),
        Field("became", ListOf(_article), "现在是哪一条"),
        Field(
            "reads_today",
            ListOf(RecordOf((Field("says", Text(), "文中写的条号", True), Field("now", _article, "现在的条文", True)))),
            "文中引用的旧条号现在是哪一条",
        ),
        Field("topic_words", ListOf(Text()), "百姓会用来找这一条的词"),
        Field("source", Text(), "出处与该版本不同时写"),
        Field("text", Text(), "条文或要旨", True),
    )
)
STATUTE = RecordOf(
    (
        Field("id", Id(), "法律的 id", True),
        Field("title", Text(), "正式名称", True),
        Field("short", Text(), "简称", True),
        Field("aliases", ListOf(Text()), "别的叫法"),
        Field("level", Choice(*LEVELS), "效力层级", True),
        Field("issuer", Text(), "发布机关", True),
        Field("editions", ListOf(EDITION), "各个版本，从旧到新", True),
        Field("articles", ListOf(ARTICLE), "条文", True),
    )
)
DATED_VALUE = RecordOf(
    (
        Field("value", Value(), "值", True),
        Field("cites", ListOf(_article, may_be_empty=True), "依据"),
        Field("until", Day(), "没有下一个值时，到哪天为止"),
    )
)
PARAMETER = RecordOf(
    (
        Field("id", Id(), "参数的 id", True),
        Field("title", Text(), "名称", True),
        Field("unit", Choice(*UNITS), "单位", True),
        Field("day", Choice("as_of", "contract", "event"), "由哪一天决定用哪个值", True),
        Field("fact", Ref("fact", "一个事实的 id"), "哪个事实说出那一天"),
        Field("known_to", Day(), "核对到哪一天"),
        Field("source", Text(), "没有法条时的出处"),
        Field("values", ByDay(DATED_VALUE), "各个值和它的第一天"),
        Field("of", Ref("parameter", "一个参数的 id"), "由哪个参数推算"),
        Field("factor", Number(), "乘以几"),
        Field("cites", ListOf(_article, may_be_empty=True), "推算的依据"),
    )
)
CONTACT = RecordOf(
    (
        Field("id", Id(), "渠道的 id", True),
        Field("title", Text(), "名称", True),
        Field("number", Text(), "号码"),
        Field("url", Text(), "网址；号码和网址至少写一个"),
        Field("for", Text(), "能帮什么", True),
        Field("cannot", Text(), "帮不了什么"),
        Field("lender_kinds", ListOf(Text()), "管哪些放款机构"),
        Field("since", Day(), "开通的日子"),
        Field("source", Text(), "出处"),
        Field("read_on", Day(), "哪一天核对的"),
    )
)
CONCEPT = RecordOf(
    (
        Field("id", Id(), "概念的 id", True),
        Field("title", Text(), "名称", True),
        Field("terms", ListOf(Text()), "人们的各种说法", True),
        Field("misspellings", ListOf(Text()), "常见错字"),
        Field("legal_term", Flag(), "是不是法律用语"),
        Field("note", Text(), "说明：法律上是什么"),
        Field("lender_kind", Text(), "产品背后的放款机构种类"),
        Field("names", ListOf(Text()), "其中哪些词是放款方或产品的名字；不写就是全部"),
        Field("as_said", Flag(), "一个概念里装着许多家：名字照原话，不用概念的名称"),
    )
)
NAME = RecordOf(
    (
        Field("kind", Choice(*NAME_KINDS), "哪一种实体；none 是看着像、其实不是的词", True),
        Field("value", Text(), "文书和人写 id，放款方写名称"),
        Field("lender_kind", Text(), "放款方的种类"),
        Field("terms", ListOf(Text()), "人们的各种说法", True),
    )
)
EVASION = RecordOf((Field("typed", ListOf(Text()), "打成什么样", True), Field("means", Text(), "意思是哪个词", True)))
INITIALS = RecordOf(
    (
        Field("typed", Text(), "缩写", True),
        Field("means", Text(), "意思是哪个词", True),
        Field("near", ListOf(Text()), "附近有其中一个词才算", True),
    )
)
LEXICON = RecordOf(
    (
        Field("id", Id(), "词表的 id", True),
        Field("title", Text(), "名称", True),
        Field("concepts", ListOf(CONCEPT), "概念"),
        Field("names", ListOf(NAME), "实体的名字：文书、人、哪一类钱"),
        Field("spelled", ListOf(Text()), "要认出错别字的词：同音字、形近字、拼音由程序生成"),
        Field("right", ListOf(Text()), "看着像错字、其实写对了的说法"),
        Field("lookalikes", ListOf(Text()), "形近字，两个字一组"),
        Field("evasions", ListOf(EVASION), "避开审查的写法"),
        Field("initials", ListOf(INITIALS), "拼音缩写"),
    )
)
SAFETY = RecordOf(
    (
        Field("id", Id(), "id", True),
        Field("title", Text(), "名称", True),
        Field("kind", Choice(*SAFETY_KINDS), "哪一种", True),
        Field("topic", _topic, "用哪个话题答复", True),
        _reviewed,
        Field("traps", ListOf(Text()), "看着像、其实不是的说法；先抹去再匹配"),
        Field("gentle", Text(), "没有句式对上、只是有几分像的时候，照常答复，另外轻轻说的一句"),
        *_matching,
        Field("answer", ANSWER, "答复"),
    )
)
_says = ListOf(Text())
FACT_CHOICE = RecordOf(
    (
        Field("id", Id(), "选项的 id", True),
        Field("title", Text(), "选项", True),
        Field("says", _says, "人们会怎么说这个选项"),
        Field("topic", _topic, "没有问什么、只说有这一样的人，先答复他哪个话题"),
    )
)
FACT = RecordOf(
    (
        Field("fact", Id(), "事实的 id", True),
        Field("title", Text(), "名称", True),
        Field("kind", Choice(*FACT_KINDS), "值的种类", True),
        Field("about", Choice("person", "debt", "document"), "说的是人、某一笔债，还是某一份文书；不写就是某一笔债"),
        Field("choices", ListOf(FACT_CHOICE), "可选的值"),
        Field("yes", _says, "是否类：哪些话等于“是”"),
        Field("no", _says, "是否类：哪些话等于“否”"),
        Field("cues", _says, "话里有哪些词，旁边的钱数、日期、时长就是说它"),
        Field("not_cues", _says, "话里有哪些词，旁边的钱数、日期、时长就不是说它"),
        Field("ahead", Flag(), "日期类：可以是还没到的日子"),
        Field("ask", Text(), "怎么问"),
        Field("why", Text(), "为什么问"),
        _cites,
        Field("retry", Text(), "没听懂时怎么再问"),
        Field("when", ConditionKind(), "什么时候还值得问；不写就是一直值得"),
        Field("order", Number(), "同样要紧时先问谁，小的在前"),
    )
)
MANNER = RecordOf(
    (
        Field("id", Id(), "id", True),
        Field("title", Text(), "名称", True),
        Field("says", _says, "人们会怎么说", True),
        Field("whole", Flag(), "是不是整句话只说了这个才算"),
        Field("reply", Text(), "怎么回"),
    )
)
STAGE_REACHED = RecordOf(
    (
        Field("stage", Ref("stage", "一个阶段的 id"), "走到了哪个阶段", True),
        Field("sub_stage", Ref("stage", "一个子阶段的 id"), "哪个子阶段"),
        Field("certainty", Choice(*CERTAINTIES), "有多确定", True),
    )
)
DEADLINE = RecordOf(
    (
        Field("what", STATEMENT, "到期以前要做成什么，连同依据", True),
        Field("document", Id(), "从收到哪种文书起算：documents_received 的一个选项"),
        Field("fact", Ref("fact", "一个日期事实的 id"), "不从文书起算的，从哪个日期事实起算"),
        Field("within", Ref("parameter", "一个期间参数的 id"), "期间；由法院或仲裁机构定的不写"),
        Field("at_most", Flag(), "这是最长的期间，文书上写得更短的以文书为准"),
        Field("served_by", Choice("court", "tribunal", "nobody"), "谁送达：法院，仲裁机构，或者不用送达、从文书当天起算；不写就是法院"),
        Field("not_by", ListOf(Choice(*SERVICE_METHODS)), "这种文书不能用的送达方式"),
        Field("notes", ListOf(STATEMENT), "算日子时要知道的"),
        Field("missed", ListOf(STATEMENT), "已经过了日子还能做什么"),
        Field("act", ListOf(STATEMENT), "要做的事：只剩三天以内写进今天，不然写进这周，过了不说"),
        Field("on_the_day", Flag(), "那个日期事实的当天就是要到的日子，不用数"),
        Field("unset_when", ConditionKind(), "在什么条件下日子由法院定：不数，只说以法院写的为准"),
        Field("before", Ref("fact", "一个日期事实的 id"), "要在哪个日期事实以前：数出来到了那天或者更晚的，也不数"),
    )
)
SPOKEN = RecordOf((Field("to", Text(), "对谁说", True), *_statement))
SERVICE = RecordOf((Field("method", Choice(*SERVICE_METHODS, "tribunal", "undated", "future", "not_out", "court_sets"), "哪种送达方式", True), *_statement))
ASSESSMENT = RecordOf(
    (
        Field("id", Id(), "判断的 id，条件里写 `is 它`", True),
        Field("title", Text(), "名称", True),
        Field("when", ConditionKind(), "在什么条件下成立；有 deadline 的可以不写，收到那种文书就成立"),
        Field("roles", ListOf(Choice(*ROLES)), "对谁说；不写就是借款人、共同借款人和担保人，有 deadline 的还有家人；写了借款人就有共同借款人"),
        Field("about", Choice("debt", "person"), "对每一笔债说，还是只对这个人说一遍；不写就是每一笔"),
        Field("rank", Number(), "先后，大的在前；不写就是 50"),
        Field("stage", STAGE_REACHED, "成立时这笔债走到了哪一步；几条都成立的，rank 大的算数"),
        Field("deadline", DEADLINE, "成立时有什么期限"),
        Field("service", ListOf(SERVICE), "这样送达的文书，算日子时要知道的"),
        Field("next", ListOf(STATEMENT), "接下来可能怎样；跟着 stage 写"),
        Field("risks", ListOf(STATEMENT), "风险"),
        Field("today", ListOf(STATEMENT), "今天要做的"),
        Field("week", ListOf(STATEMENT), "这周要做的"),
        Field("month", ListOf(STATEMENT), "这个月要做的"),
        Field("say", ListOf(SPOKEN), "电话里怎么说，逐字"),
        Field("keep", ListOf(STATEMENT), "要留好什么"),
        Field("avoid", ListOf(STATEMENT), "别做什么"),
        Field("figures", ListOf(STATEMENT), "一行一行的算式，用 {figure:…} 写算出来的数"),
        Field("limitation", ListOf(STATEMENT), "关于时效的话"),
        Field("contacts", ListOf(Ref("contact", "一个求助渠道的 id")), "可以找谁"),
        Field("first", STATEMENT, "几笔债里为什么先办这一笔"),
    )
)


EXPECTED_DEADLINE = RecordOf(
    (
        Field("says", Text(), "期限的话里要有的字", True),
        Field("date", Day(), "到哪一天；算不出的不写"),
        Field("state", Choice("open", "past", "uncertain"), "还没到、已过、说不准"),
    )
)
CASE_TURN = RecordOf(
    (
        Field("said", Text(), "用户说的话或命令", True),
        Field("on", Day(), "这一轮是哪一天说的；不写就是 as_of"),
        Field("act", Id(), "指引这一轮做了什么：answer、choose、note、clarify、pass、why、small_talk、crisis、comfort、welcome_back、command"),
        Field("outcome", Choice("answered", "ask_back", "declined", "crisis"), "结果"),
        Field("topic", _topic, "答的是哪个话题"),
        Field("facts", ByFact(), "这一轮以后整件事知道什么；只比写出来的"),
        Field("unset", ListOf(Ref("fact", "一个事实的 id")), "这一轮以后仍然不知道的"),
        Field("debts", ListOf(ByFact()), "每一笔债知道什么，笔数也要对"),
        Field("asks", Id(), "最后问的是哪个事实；什么都不问写 nothing"),
        Field("left_at_most", Number(), "说最多还有几个问题"),
        Field("stage", Ref("stage", "一个阶段的 id"), "走到哪个阶段"),
        Field("sub_stage", Ref("stage", "一个子阶段的 id"), "哪个子阶段"),
        Field("deadlines", ListOf(EXPECTED_DEADLINE), "算出的期限里要有的"),
        Field("cites", ListOf(_article), "引用的法条里要有的"),
        Field("says", ListOf(Text()), "给用户看的话里要有的字"),
        Field("says_not", ListOf(Text()), "给用户看的话里不能有的字"),
        Field("host", Id(), "请宿主程序做的事：quit、save、open、export、keep_as_case"),
    )
)
CASE = RecordOf(
    (
        Field("id", Id(), "对话的 id，和文件名相同", True),
        Field("title", Text(), "一句话说清这段对话要守住什么", True),
        Field("as_of", Day(), "哪一天的对话", True),
        Field("turns", ListOf(CASE_TURN), "一轮一轮，先后照写", True),
    )
)
ADDITION = RecordOf(
    (
        Field("adds_to", Id(), "加到哪个话题或概念", True),
        *_matching,
        Field("contacts", ListOf(Ref("contact", "一个求助渠道的 id")), "话题的答复里再加上谁可以找"),
        Field("terms", ListOf(Text()), "概念的更多说法"),
        Field("misspellings", ListOf(Text()), "概念的更多错字"),
    )
)


class FileKind(NamedTuple):
    """Which files hold what: folder (with subfolders where ``nested``), table, and the key that must equal the file name."""

    name: str
    folder: str
    table: Kind
    key: str = "id"
    nested: bool = False


FILE_KINDS = (
    FileKind("stage", "stages", STAGE),
    FileKind("topic", "topics", TOPIC, nested=True),
    FileKind("statute", "statutes", STATUTE),
    FileKind("parameter", "parameters", PARAMETER),
    FileKind("contact", "contacts", CONTACT),
    FileKind("lexicon", "lexicon", LEXICON),
    FileKind("safety", "safety", SAFETY),
    FileKind("fact", "interview", FACT, key="fact"),
    FileKind("manner", "manners", MANNER),
    FileKind("assessment", "assessments", ASSESSMENT),
    FileKind("addition", "additions", ADDITION, key="adds_to"),
)

CASE_FILES = FileKind("case", "cases", CASE)
"""Conversations that must come out right; no part of the knowledge that answers, so that they do not change its digest."""
