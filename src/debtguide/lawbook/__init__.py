"""Provisions as people cite and look for them."""
