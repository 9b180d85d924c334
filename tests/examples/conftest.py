"""The plugin's tests run where NoneBot's test plugin does: ``make slow`` calls them with ``-p nonebug``; elsewhere they are not collected."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
OF_THE_PLUGIN = "test_nonebot_"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    if collection_path.name.startswith(OF_THE_PLUGIN) and not config.pluginmanager.hasplugin("nonebug"):
        return True
    return None


def pytest_configure(config: pytest.Config) -> None:
    """Load the plugin as a bot would, before the tests import from it."""
    if config.pluginmanager.hasplugin("nonebug"):
        import nonebot
        from nonebot.adapters.onebot.v11 import Adapter

        sys.path.insert(0, str(EXAMPLES))
        nonebot.init(driver="~none", log_level="WARNING")
        nonebot.get_driver().register_adapter(Adapter)
        nonebot.load_plugin("nonebot_plugin_debtguide")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session", autouse=True)
def after_nonebot_init(request: pytest.FixtureRequest) -> None:
    """Let the plugin's guide come from where the other tests keep theirs; called before the bot starts, where there is one."""
    if request.config.pluginmanager.hasplugin("nonebug"):
        request.getfixturevalue("anyio_backend")
        os.environ["DEBTGUIDE_CACHE_DIR"] = str(request.config.cache.mkdir("debtguide"))
