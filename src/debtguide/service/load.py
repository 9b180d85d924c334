"""Load a guide: compiled knowledge from the wheel, from the cache, or compiled now."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from debtguide.knowledge import store
from debtguide.service.guide import Guide
from debtguide.service.locate import COMPILED, builtin_directory, package_directory

if TYPE_CHECKING:
    from collections.abc import Callable

    from debtguide.model.knowledge_base import KnowledgeBase


def load_guide(knowledge: str | os.PathLike[str] | None = None) -> Guide:
    """Return the guide over the built-in knowledge, or over another knowledge directory.

    Args:
        knowledge: a knowledge directory; where its guide.yaml says ``extends: builtin``, it lies over the built-in one.

    Returns:
        A frozen guide: share one between all threads and conversations.

    Raises:
        KnowledgeError: the directory has problems; the error carries all of them with file, line and column.
    """
    return guide_over(None if knowledge is None else os.fspath(knowledge), lambda: None)


def guide_over(directory: str | None, announce: Callable[[], None]) -> Guide:
    """Return the guide as ``load_guide`` does; ``announce`` is called before knowledge is compiled, which takes a while."""
    return Guide(_knowledge_base(directory, announce))


def _knowledge_base(directory: str | None, announce: Callable[[], None]) -> KnowledgeBase:
    if directory is None and os.path.isfile(COMPILED):
        return store.load(COMPILED)
    from debtguide.knowledge import cache

    builtin = builtin_directory()
    directory = directory or builtin
    if not os.path.isdir(directory):
        return store.loads(_compile(directory, builtin))
    folders = [directory, package_directory()] if directory == builtin else [directory, builtin, package_directory()]
    key = cache.signature(*map(os.path.abspath, folders))
    kept = cache.find(key)
    if kept is not None:
        with contextlib.suppress(OSError, ValueError):
            return store.load(kept)
    announce()
    data = _compile(directory, builtin)
    cache.keep(key, data)
    return store.loads(data)


def _compile(directory: str, builtin: str) -> bytes:
    from debtguide.knowledge.build import compile_directory

    return compile_directory(directory, builtin)
