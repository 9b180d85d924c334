"""Command line and terminal: guests of the service."""
