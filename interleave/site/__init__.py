"""The pages: Markdown extensions, what MkDocs needs, the fences of a page, and what authors forgot."""
