"""Bringing data in: bodies and files become tasks, whole or not at all."""
