"""What a part of a clearinghouse says where it has nothing: that it is not in this copy, never that it is nowhere.

All words of absence are here, so that no view needs to know whether it shows a part.
"""

from __future__ import annotations

from gettext import NullTranslations


def say(text: str) -> str:
    """A text as it stands; by this name the message catalogue finds it."""
    return text


_MAY_BE_ELSEWHERE = say("“None in this copy” need not be a gap: records that are left out of this copy may fill it.")

IN_A_PART = {
    "none recorded": say("none in this copy"),
    "overdue: none recorded": say("none in this copy"),
    "overdue: none recorded since": say("none since in this copy"),
    "none published": say("none in this copy"),
    "not recorded": say("not shown by this copy"),
    "nothing on record": say("nothing in this copy"),
    "at none on record": say("at none in this copy"),
    "no year recorded": say("no year in this copy"),
    "Countries without a national mechanism": say("Countries without a national mechanism in this copy"),
    "Countries without a national contact point": say("Countries without a national contact point in this copy"),
    "Countries without contact": say("Countries without contact in this copy"),
    "Countries that nobody names": say("Countries that nothing in this copy names"),
    "Needs without an answer": say("Needs without an answer in this copy"),
    "Without answer": say("No answer in this copy"),
    "What nothing answers": say("What nothing in this copy answers"),
    "Where several donors work without one": say("Where several donors work, without one in this copy"),
    "Without evidence of follow-up": say("Without evidence of follow-up in this copy"),
    "Initiatives without strategy": say("Initiatives without strategy in this copy"),
    "Initiatives with and without strategy": say("Initiatives with and without strategy in this copy"),
    "Donors without a contact at their home office": say("Donors without a contact at their home office in this copy"),
    "Nothing coordinates them so far": say("Nothing in this copy coordinates them"),
    "nothing coordinates them so far": say("nothing in this copy coordinates them"),
    "There is no record of the meeting with this number: {numbers}.": say(
        "This copy has no record of the meeting with this number: {numbers}."
    ),
    "Initiatives that name no need, where there is no assessment": say(
        "Initiatives that name no need, where this copy has no assessment"
    ),
    "No needs assessment is recorded for any of their countries or regions; the gap is there, not with them.": say(
        "This copy has no needs assessment for any of their countries or regions."
    ),
    "Initiatives in the country of which no record says so": say(
        "Initiatives in the country of which no record in this copy says so"
    ),
    "No report on it and no monitoring framework is recorded.": say(
        "This copy has no report on it and no monitoring framework."
    ),
    "No other record names it yet.": say("No other record in this copy names it."),
    "No initiative is recorded yet.": say("No initiative is in this copy."),
    "Nothing is recorded here yet.": say("Nothing of this is in this copy, which has only a part of the clearinghouse."),
    "None is known: no other initiative in the country has dates that fall into the time of this strategy.": say(
        "No other initiative in this copy has dates that fall into the time of this strategy."
    ),
    "Countries and territories that no record here names. That nothing is recorded does not mean that nothing is done.": say(
        "Countries and territories that no record in this copy names. Records that are left out of it may name them."
    ),
    "Each Government is asked to set one up (decision BS-I/5, paragraph 23); none is recorded for these.": say(
        "Each Government is asked to set one up (decision BS-I/5, paragraph 23); this copy has none of these."
    ),
    "What the rules of coordination find in the record of the country and in all records about it: work to do, not a verdict.": say(
        "What the rules of coordination find in the whole clearinghouse, of which this copy has a part: work to do, not a verdict."
    ),
    "“None recorded” is a gap: the country has initiatives or other records here, but no strategy that may be in force.": _MAY_BE_ELSEWHERE,
    "“None recorded” is a gap: the strategy has the item, and no sum names it.": _MAY_BE_ELSEWHERE,
    "“None recorded” is a gap: nothing is published here, which need not mean that nothing was done.": _MAY_BE_ELSEWHERE,
    "“None recorded” is a gap: the paragraph asks for something that no record shows.": _MAY_BE_ELSEWHERE,
    "%(count)s date has passed, and nothing is recorded of what was due:": say(
        "%(count)s date has passed, and nothing in this copy tells of what was due:"
    ),
    "%(count)s dates have passed, and nothing is recorded of what was due:": say(
        "%(count)s dates have passed, and nothing in this copy tells of what was due:"
    ),
}  # fmt: skip
"""What is said of the whole, and what is said in its place where only a part is there. Both are messages of the catalogue."""


class InPart(NullTranslations):
    """The messages of a language for a part of a clearinghouse."""

    def __init__(self, messages: NullTranslations) -> None:
        """Take `messages` for what is said alike of a part and of the whole."""
        super().__init__()
        self._messages = messages

    def gettext(self, message: str) -> str:
        """A message in the language."""
        return self._messages.gettext(IN_A_PART.get(message, message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """A message that counts, in the language."""
        return self._messages.ngettext(IN_A_PART.get(msgid1, msgid1), IN_A_PART.get(msgid2, msgid2), n)
