"""Prints a page with the style sheet and the script that it names inside it: inline.py PAGE FOLDER."""

import re
import sys
from pathlib import Path

STYLE = r'<link rel="stylesheet" href="([\w.]+)" />'
SCRIPT = r'<script type="module" src="([\w.]+)"></script>'


def put_inside(page, folder, reference, opening, closing):
    """Replaces the one reference to a file by what the file says."""

    def whole(match):
        text = (folder / match[1]).read_text().strip()
        # Within a string too, it would end the element.
        text = re.sub("</(script|style)", r"<\\/\1", text, flags=re.IGNORECASE)
        return f"{opening}{text}{closing}"

    page, found = re.subn(reference, whole, page)
    if found != 1:
        sys.exit(f"the page has {found} of {reference}, where one is needed")
    return page


page, folder = Path(sys.argv[1]).read_text(), Path(sys.argv[2])
page = put_inside(page, folder, STYLE, "<style>", "</style>")
page = put_inside(page, folder, SCRIPT, '<script type="module">', "</script>")
print(page, end="")
