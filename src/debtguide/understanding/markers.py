"""Words that change what is said around them: 如果, 没有, 会不会, 以前 …, each with what it may do.

At every place the longest word counts and hides what it contains: 会不会 asks and 机会 does nothing, so neither is the 会 that
announces. No regular expressions: compiling them would cost a single question more than answering it.
"""

from __future__ import annotations

from typing import NamedTuple

SUPPOSES, SUPPOSED, LEADS_TO, ACTUAL, INTENDS, HAPPENED, YES_NO, HOW, MODAL, WEAK_MODAL = (1 << number for number in range(10))
NEGATES, BREAKS, ALMOST, PAST_TIME, NOW, BORROWS, STATE, SETTLES, RECEIVES, LESS_SURE_PAST = (1 << number for number in range(10, 20))

_WORDS = {
    SUPPOSES: (
        "如果 要是 假如 假设 假使 倘若 若是 若 如若 要不是 万一 一旦 就算 即使 哪怕 即便 除非 否则 不然 要不然 只要 再不 比如 譬如 例如 比方 "
        "假定 就怕"
    ),
    SUPPOSED: "的话 的情况下 的情形下",
    LEADS_TO: "就 那么 那我 那 会 才 怎么 怎样 咋 吗 什么 如何 多久 要 能 是不是 该 会不会 能不能 怎么办 咋办 要不要 也",
    ACTUAL: "现在 目前 已经 其实 但是 但 可是 不过 结果 事实上 今天 昨天 前天 我欠 我有 我是 我借 我逾期 当时 刚 刚刚 我现在 我目前 我已经",
    INTENDS: (
        "说明天 说明早 说下周 说下个月 说要 说会 说 扬言 声称 威胁 吓唬 想 打算 准备 计划 希望 要 会 将 将要 可能 可能会 也许 或许 快要 即将 怕 "
        "担心 害怕 迟早 早晚 恐怕 考虑 争取 尽量 能 可以 应该 申请 需要 必须 等着 等 免得 避免 防止 以免 下一步 听说 据说 让我 叫我 催我 要求 "
        "不想 不敢 再 等到 同意 拒绝 要来 去"
    ),
    HAPPENED: "已经 已 刚 刚刚 真的 居然 竟然 终于 还是被 结果 没想到 想不到 不料 没料到",
    YES_NO: (
        "会不会 能不能 是不是 是否 能否 可否 要不要 有没有 该不该 算不算 用不用 需不需要 可不可以 行不行 有无 用得着 会否 是不 算不 能不 会不 "
        "该不 可不 难道"
    ),
    HOW: "怎么 如何 咋 怎样",
    MODAL: "会 能 可以 算 算是 需要 必须 应该 该 可能 可能会 会被 能被",
    WEAK_MODAL: "要 是 用 得 有",
    NEGATES: (
        "不是 并不是 并非 没有 没 从未 从没 尚未 并未 并没有 未 不曾 不会 不能 不可能 不用 不必 不存在 无逾期 无欠款 别 还没 还没有 从来没 "
        "从来没有 根本没 根本没有"
    ),
    BREAKS: "就 却 但 但是 可是 而 结果 还是 因为 所以 才 反而 之后 以后 然后 后来 直接 突然 现在 于是 可",
    ALMOST: "差点 差点儿 险些 差一点 差一点儿",
    PAST_TIME: "以前 从前 曾经 曾 当年 早年 前些年 原先 早先",
    LESS_SURE_PAST: "之前 原来 过去",
    NOW: "现在 目前 至今 到现在 还在 还欠 还没 一直 仍 如今 还没有",
    BORROWS: "借 贷 办 签 买 开通 申请 用",
    STATE: "过 欠 逾期 负债 是 拖",
    SETTLES: "还清 结清 还完 还掉 撤诉 解冻 解除 处理完 销户 还清了 结清了 还完了",
    RECEIVES: (
        "收到 接到 收了 寄来 发来 发了 送来 送到 拿到 签收 签了 下来 下了 看到 见到 来了 寄了 收的 发的 寄的 贴了 这 那 我的 有一 有个 有张 有份 "
        "给我发了 上个 收到了 手里"
    ),
    0: (
        "机会 理会 体会 约会 聚会 社会 协会 员会 开会 会计 会员 会议 会上 工会 重要 主要 只要求 要求钱 要钱 要债 要账 索要 将近 能力 功能 性能 "
        "想到 想问 想知道 想请问 想咨询 想了解 想请教 请问 若干 说的话 讲的话 他的话 她的话 你的话 我的话 们的话 的话费 电话 不得不 不能不 "
        "不可能不 没多久 没几天 没过 没两天 没多长时间 不久 不仅 不但 不只 不光 不管 不论 没办法 不小心 不好意思 不知道 不清楚 不明白 不懂 不如 "
        "差不多 不少 不断 不停 不同 没错 不错 没事 没钱 没有钱 没能力 没有能力 没工作 没有工作 没收入 没有收入 没法 没敢 没接 没有接 没去 没有去 "
        "没理 没有理 没管 没签收 没签字 没拆 没看懂 没按 没有按 未按 没还 没有还 未还 还没还 没超过 没有超过 没到 没有到 没满 没有满 没处理 "
        "没有处理 没注意 没在意 没应 没领 没人 没给钱 没交 没完 没停 没出庭 没参加 没回 没当回事 没答复 没写 没盖章 不承认 没意思 没关系 没什么 "
        "没啥 怎么办 怎么就 怎么又 怎么还 怎么会 怎么样 怎么回事 咋办 咋样 咋回事 不管怎么 无论如何 不管如何 无论怎么 为什么 为啥 凭什么 息万一 "
        "日万一 过去了 办理过 就是说 可以前 之前款 是的 就是 还是 也是 但是否 于是否 而且 另外 去年 前几年 用户 信用 费用 用卡 使用 没用 没有用 "
        "有效 有用 有关 所有 有钱花 借呗 网贷 借条 贷款 借款 办公 办法 签收 买卖 超过 经过 通过 不过 过期 过后 再次 再见 可靠 可怕 别人 特别 "
        "区别 分别 级别 会怎样 说明 说法 听说过 听说 等等 等额 等级 去世 出去 过去 去哪 才能 法院说 没理会"
    ),
}  # fmt: skip


class Marker(NamedTuple):
    """A word that changes what is said around it; ``kinds`` are the bits of what it may do."""

    start: int
    end: int
    kinds: int


def _table() -> dict[str, tuple[tuple[str, int], ...]]:
    """Return the words by first character, longest first, with their kinds."""
    kinds: dict[str, int] = {}
    for kind, words in _WORDS.items():
        for word in words.split():
            kinds[word] = kinds.get(word, 0) | kind
    table: dict[str, list[tuple[str, int]]] = {}
    for word in sorted(kinds, key=lambda word: (-len(word), word)):
        table.setdefault(word[0], []).append((word, kinds[word]))
    return {first: tuple(rows) for first, rows in table.items()}


_TABLE = _table()


def markers(text: str, start: int, end: int) -> list[Marker]:
    """Return the markers in ``text[start:end]`` by place; they do not overlap."""
    found = []
    place = start
    while place < end:
        for word, kinds in _TABLE.get(text[place], ()):
            if text.startswith(word, place):
                if kinds:
                    found.append(Marker(place, place + len(word), kinds))
                place += len(word)
                break
        else:
            place += 1
    return found
