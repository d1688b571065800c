"""Rules in the language of their reader; what a rule says stands in its pack, in English and French."""

from dataclasses import replace

from tidings.policy.rules.packs import Pack, Rule


def rule_in(language: str, rule: Rule) -> Rule:
    """Return a rule with its title, note and source in French, where that is the language and they are there."""
    if language != "fr":
        return rule
    return replace(rule, title=rule.title_fr or rule.title, note=rule.note_fr or rule.note, source=rule.source_fr or rule.source)


def pack_in(language: str, pack: Pack) -> Pack:
    """Return a pack with its name and all its rules in a language."""
    if language != "fr":
        return pack
    return replace(pack, name=pack.name_fr or pack.name, rules=tuple(rule_in(language, rule) for rule in pack.rules))
