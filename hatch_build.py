"""Build hook: a wheel carries the knowledge twice, as YAML (overlays point into it) and compiled (start-up reads it).

An editable install gets neither: it reads the repository's ``knowledge/`` folder and recompiles on change. A source
distribution carries ``knowledge/`` and this hook, and so builds the same wheel.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA = "debtguide/_data"


class KnowledgeHook(BuildHookInterface[Any]):
    """Puts ``knowledge/`` and ``compiled.kb`` below ``debtguide/_data`` of a wheel."""

    _folder: str | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the knowledge before a wheel is put together; problems of the knowledge end the build and are all shown."""
        if self.target_name != "wheel" or version == "editable":
            return
        knowledge = Path(self.root, "knowledge")
        self._folder = tempfile.mkdtemp(prefix="debtguide-build-")
        compiled = Path(self._folder, "compiled.kb")
        compiled.write_bytes(self._compiled(knowledge))
        included = build_data["force_include"]
        included[str(compiled)] = f"{DATA}/compiled.kb"
        for path in sorted(knowledge.rglob("*.yaml")):
            place = path.relative_to(knowledge)
            if path.is_file() and not any(part.startswith(".") for part in place.parts):
                included[str(path)] = f"{DATA}/knowledge/{place.as_posix()}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Delete what was compiled; it is in the wheel now."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _compiled(self, knowledge: Path) -> bytes:
        """Return the compiled knowledge, made by the very code that goes into the wheel."""
        source = str(Path(self.root, "src"))
        sys.path.insert(0, source)
        try:
            from debtguide.errors import KnowledgeError
            from debtguide.knowledge.build import compile_directory

            try:
                return compile_directory(str(knowledge), str(knowledge))
            except KnowledgeError as error:
                self.app.abort(f"knowledge/ has problems, no wheel was built:\n{error}")
                raise
        finally:
            sys.path.remove(source)
