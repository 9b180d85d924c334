"""Frozen values that everything else is made of; knows nothing of files, YAML or the clock."""
