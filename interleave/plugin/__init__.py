"""The pytest plugin: contracts become tests; evidence is held and renewed; the fences of the pages are executed."""
