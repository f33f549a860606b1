"""The questions to which the packaged plan has no answer; `test_library` holds that it is these alone."""

#: The packaged plan names no indicators, has no reports on what became of its measures, and no later decisions. The
#: small plan has all three, so what holds of every row is held there.
WITHOUT_ROWS = ("agreed-later", "indicators", "progress")
