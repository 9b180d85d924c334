"""From the facts of a case to its stage, deadlines and plan; knows no YAML and no conversation."""
