"""All targets, in the order in which the search takes them."""

from __future__ import annotations

from .asking import ASKING
from .citing import CITING
from .entities import ENTITIES
from .knowledge_files import KNOWLEDGE_FILES
from .normalising import NORMALISING
from .talking import TALKING

TARGETS = {target.name: target for target in (NORMALISING, ENTITIES, ASKING, TALKING, CITING, KNOWLEDGE_FILES)}
