"""stub"""
from __future__ import annotations
from typing import Any
def compile_search(library: Any) -> dict[str, str]:
    return {}
