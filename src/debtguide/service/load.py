"""Load a guide: compiled knowledge from the wheel, from the cache, or compiled now."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from debtguide.knowledge import store
from debtguide.service.guide import Guide
from debtguide.service.locate import COMPILED, builtin_directory, package_directory

if TYPE_CHECKING:
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
    return Guide(_knowledge_base(None if knowledge is None else os.fspath(knowledge)))


def _knowledge_base(directory: str | None) -> KnowledgeBase:
    if directory is None and os.path.isfile(COMPILED):
        return store.load(COMPILED)
    from debtguide.knowledge import cache

    builtin = builtin_directory()
    directory = directory or builtin
    if not os.path.isdir(directory):
        return store.loads(_compile(directory, builtin))
    folders = [directory, package_directory()] if directory == builtin else [directory, builtin, package_directory()]
    key = cache.signature(*map(os.path.abspath, folders))
    kept = cache.read_cached(key)
    if kept is not None:
        try:
            return store.loads(kept)
        except (ValueError, KeyError, TypeError, IndexError):
            pass
    data = _compile(directory, builtin)
    cache.keep(key, data)
    return store.loads(data)


def _compile(directory: str, builtin: str) -> bytes:
    from debtguide.knowledge.build import compile_directory

    return compile_directory(directory, builtin)
