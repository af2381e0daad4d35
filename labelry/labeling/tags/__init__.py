"""The built-in tags, one file a family. Each class declares one tag and enters the registry."""
