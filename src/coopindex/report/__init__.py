"""What there is to say and how it looks.

`table` holds typed tables and pages, `pages/` describes each answer once, `written` and `render/`
lay it out, `context` and `write` make a report's folder.
"""
