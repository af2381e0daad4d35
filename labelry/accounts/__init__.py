"""People: who they are, how they prove it (sessions, tokens), and what they may do everywhere."""
