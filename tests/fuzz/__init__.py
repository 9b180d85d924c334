"""What must hold whatever is typed, cited or written into a knowledge file; and a coverage-guided search for what breaks it.

Each target turns any bytes into a case (plain JSON, as ``found.jsonl`` keeps it) and holds the case against what it promises.
The search (``make fuzz``) needs atheris; the quick tests replay what was found, and hold made-up cases against the same promises.
"""
