"""mkdocs-macros: offers the words of `cam.embed` to the prose pages."""

import os
import sys
from functools import partial
from pathlib import Path

sys.path.insert(0, os.path.dirname(__file__))

from cam import embed, live


def define_env(env):
    """Register every word; each is said in the language and at the address of the page that uses it."""
    root = Path(env.conf.config_file_path).parent

    def say(word, *arguments, **named):
        language = env.conf["plugins"]["i18n"].current_language
        path = env.page.url.removeprefix(f"{language}/").removeprefix("./")
        return embed.say(live.current(root), word, language, path, *arguments, **named)

    for word in embed.WORDS:
        env.macro(partial(say, word), word)
