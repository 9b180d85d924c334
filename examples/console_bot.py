"""A bot in twenty lines: one guide for everybody, one state a person, kept as JSON wherever you like.

Each line is ``NAME: MESSAGE``, as if several people wrote to the bot:

    echo 小王: 网贷逾期三个月会被起诉吗 | python examples/console_bot.py
"""

import json
import sys

from debtguide import StateError, load_guide

guide = load_guide()
states: dict[str, str] = {}  # a table in a database would do as well


def turn(person: str, message: str) -> str:
    """Take one turn with ``person`` and return what to send back."""
    lost = ""
    try:
        session = guide.session(json.loads(states.get(person, "null")))
    except StateError:  # damaged, or from a later release; the message is answered all the same
        session, lost = guide.session(), "\n\n（以前记下的读不出来了，要紧的情况请再说一遍。）"
    reply = session.send(message)
    states[person] = json.dumps(session.to_dict())
    return reply.text + lost


if __name__ == "__main__":
    for line in sys.stdin:
        name, _, said = line.strip().partition(": ")
        print(f"→ {name}\n{turn(name, said)}\n", flush=True)
