"""The trail: who changed what and when, in rows that are only ever added."""
