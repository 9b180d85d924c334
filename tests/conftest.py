"""What several tests share: a small sound knowledge base to change at will, and the guides over it and over the built-in one."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from debtguide import Guide, load_guide
from debtguide.knowledge import store
from debtguide.knowledge.build import compile_directory
from debtguide.knowledge.cache import cache_folder
from debtguide.service.locate import builtin_directory

if TYPE_CHECKING:
    from debtguide.model.knowledge_base import KnowledgeBase

settings.register_profile("debtguide", deadline=None)
settings.load_profile("debtguide")

MINIMAL = Path(__file__).parent / "minimal_knowledge"


def pytest_configure(config: pytest.Config) -> None:
    """Lend the tests what this user's own commands compiled already: learning from every utterance takes most of a minute."""
    own = cache_folder()
    if hasattr(config, "workerinput") or not config.pluginmanager.hasplugin("cacheprovider") or own is None or not os.path.isdir(own):
        return
    lent = config.cache.mkdir("debtguide")
    for path in Path(own).glob("*.kb"):
        with contextlib.suppress(OSError):
            os.link(path, lent / path.name)


@pytest.fixture
def minimal_knowledge(tmp_path: Path) -> Path:
    """A copy of the minimal knowledge that a test may spoil."""
    return Path(shutil.copytree(MINIMAL, tmp_path / "knowledge"))


@pytest.fixture(scope="session")
def minimal_compiled() -> bytes:
    return compile_directory(str(MINIMAL), str(MINIMAL))


@pytest.fixture(scope="session")
def minimal_base(minimal_compiled: bytes) -> KnowledgeBase:
    return store.loads(minimal_compiled)


@pytest.fixture(scope="session")
def minimal_guide(minimal_base: KnowledgeBase) -> Guide:
    return Guide(minimal_base)


@pytest.fixture(scope="session")
def builtin_knowledge() -> Path:
    return Path(builtin_directory())


@pytest.fixture(scope="session")
def guide(request: pytest.FixtureRequest) -> Guide:
    """The guide over the built-in knowledge, compiled once and kept beside pytest's own cache."""
    with pytest.MonkeyPatch.context() as patch:
        if request.config.pluginmanager.hasplugin("cacheprovider"):
            patch.setenv("DEBTGUIDE_CACHE_DIR", str(request.config.cache.mkdir("debtguide")))
        return load_guide()
