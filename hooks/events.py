"""MkDocs events: each asks `cam` and hands the answer to MkDocs. No knowledge lives here."""

import os
import sys
from pathlib import Path

sys.path.insert(0, os.path.dirname(__file__))

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs_static_i18n.config import I18nPluginLanguage

from cam import frame, live
from cam.problems import BadInput


@event_priority(100)
def on_config(config):
    """Read and check the knowledge base, write the record pages, and say where the site stands."""
    root = Path(config.config_file_path).parent
    try:
        site = live.prepare(root)
    except BadInput as problems:
        site = live.last_good(root)
        if site is None:
            raise PluginError(f"\n{problems}\nNothing was built.") from None
        # While serving: a server whose build fails answers nothing, so the last good records are shown again.
        print(f"\n{problems}\nThe pages show the last good state of data/.", file=sys.stderr, flush=True)
    config.site_url = frame.place_of(site.catalogue).site
    config.plugins["i18n"].config.languages = [_language_of(told) for told in frame.languages(site.catalogue)]
    language = live.one_language()
    if language:  # as static-i18n's own nested builds do it: this language only, and no further ones after it
        config.plugins["i18n"].current_language = language
        config.plugins["i18n"].building = True
    return config


def _language_of(told):
    """Return what static-i18n is to know of a language; its own check fills in the rest."""
    language = I18nPluginLanguage()
    language.load_dict(told)
    language.validate()
    return language


@event_priority(-200)
def on_page_markdown(markdown, page, config, files):
    """Keep a record page's body, which is HTML already, out of the Markdown parser: it takes a third of a build."""
    if "record" not in page.meta:
        return markdown
    page.record_body = markdown
    return ""


@event_priority(200)
def on_page_content(html, page, config, files):
    """Put the body of a record page back."""
    return getattr(page, "record_body", html)


@event_priority(-200)
def on_page_context(context, page, config, nav):
    """Give the theme the frame of the page."""
    site = live.current(Path(config.config_file_path).parent)
    language = config.plugins["i18n"].current_language
    path = page.url.removeprefix(f"{language}/").removeprefix("./")
    source = Path(page.file.abs_src_path).relative_to(Path(config.config_file_path).parent).as_posix()
    context["cam"] = frame.frame(
        site.catalogue,
        frame.place_of(site.catalogue),
        language,
        path,
        source,
        site.matter(language, path, page.meta),
        site.standing(source, language),
    )
    return context


@event_priority(-200)
def on_post_build(config):
    """After the last language: everything beside the pages."""
    if not config.plugins["i18n"].building:
        live.finish(Path(config.config_file_path).parent, Path(config.site_dir))
