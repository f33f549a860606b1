"""The model: what exists and how it is called, as Turtle files and the names in them.

Nothing here reads a file; the layers above do. The folders are kept apart because they change for different
reasons: the model by argument, the shapes by what goes wrong, the alignments when a standard moves.
"""

from pathlib import Path

__version__ = "0.2.0"
#: The day of that release.
__released__ = "2026-11-28"

_HERE = Path(__file__).parent

#: Classes and properties, one file per topic.
MODEL = tuple(sorted((_HERE / "model").glob("*.ttl")))
#: SHACL shapes, one file per model file of the same name, and one for the concept schemes.
SHAPES = tuple(sorted((_HERE / "shapes").glob("*.ttl")))
#: Concept schemes, one file each.
VOCABULARIES = tuple(sorted((_HERE / "vocabularies").glob("*.ttl")))
#: How our terms relate to published standards, one file for each standard.
ALIGNMENTS = tuple(sorted((_HERE / "alignments").glob("*.ttl")))
