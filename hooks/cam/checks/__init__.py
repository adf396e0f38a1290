"""The rules of the knowledge base: one small generator each, whose docstring is the rule, in one flat list."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cam.checks import cooperation, dates, figures, languages, law, links, lists, programs, prose, references
from cam.embed import Site
from cam.problems import Problem
from cam.store import Catalogue

Check = Callable[[Catalogue], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    references.references_exist,
    references.codes_are_listed,
    references.parents_are_of_the_same_plan,
    references.sources_say_where,
    languages.languages_are_known,
    languages.titles_and_summaries_speak_every_language,
    languages.languages_have_names,
    languages.lists_speak_every_language,
    languages.lists_are_plain_text,
    languages.labels_have_the_same_places,
    lists.framework_and_parts_have_distinct_labels,
    lists.numbers_are_given_once,
    dates.spans_end_after_they_start,
    dates.meetings_end_after_they_start,
    dates.agendas_run_forward,
    links.web_addresses_are_sources,
    law.laws_end_after_they_begin,
    law.replacements_belong_together,
    law.a_replaced_law_says_so,
    law.memory_says_nothing_of_force,
    law.chains_have_an_end,
    law.treaties_bind_after_adoption,
    law.every_state_stands_once,
    law.participations_have_sources,
    law.unsure_names_keys,
    law.the_map_knows_the_states,
    cooperation.addresses_say_how_sure_they_are,
    cooperation.real_cooperation_has_sources,
    cooperation.members_are_institutions,
    cooperation.examples_meet_only_examples,
    cooperation.matches_join_two_members,
    cooperation.practices_stand_under_the_framework,
    programs.programs_lead_somewhere,
    programs.programs_end_after_they_start,
    programs.participants_are_counted_once,
    programs.partial_counts_say_of_what,
    figures.frozen_files_stay_as_they_were,
    figures.breaks_name_a_column,
    figures.editions_replace_earlier_ones,
    figures.states_take_part_once,
)


def run(catalogue: Catalogue) -> list[Problem]:
    """Return the problems that all rules find, sorted, each once."""
    return sorted({problem for check in CHECKS for problem in check(catalogue)})


PageCheck = Callable[[Site], Iterator[Problem]]

PAGE_CHECKS: tuple[PageCheck, ...] = (
    prose.pages_can_be_read,
    prose.pages_have_title_and_description,
    prose.front_matter_keys_are_known,
    prose.pages_exist_in_every_language,
    prose.pages_have_the_same_structure,
    prose.words_are_known,
    prose.words_take_their_arguments,
    prose.bulletins_are_dated,
    prose.untranslated_pages_say_so_alike,
)


def run_pages(site: Site) -> list[Problem]:
    """Return the problems of the prose pages."""
    return sorted({problem for check in PAGE_CHECKS for problem in check(site)})


NOTICES: tuple[PageCheck, ...] = ()
"""Rules whose findings are told and stop nothing: what a reader would hardly notice, and an editor may put right."""


def run_notices(site: Site) -> list[Problem]:
    """Return what could be better in sound records and pages."""
    return sorted({problem for check in NOTICES for problem in check(site)})
