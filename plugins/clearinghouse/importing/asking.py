"""Asking the person at the keyboard what is not clear in a file, and keeping the answers for the next time."""

from __future__ import annotations

import click

from clearinghouse.core.diagnostic import quoted
from clearinghouse.importing.answering import answer_to, text_with_answers
from clearinghouse.importing.batch import Outcome, run
from clearinghouse.importing.destination import Destination
from clearinghouse.importing.files import laid_out_as, put_file
from clearinghouse.importing.mapping import Answers
from clearinghouse.importing.opening import Opened
from clearinghouse.importing.values import Question


def ask_until_clear(opened: Opened, outcome: Outcome, destination: Destination) -> Outcome:
    """Ask every question once; answers are offered to be written into the mapping file.

    The answer is what the import comes to with them. Raises ProjectFault where they cannot be written.
    """
    answers, asked = Answers(), set[tuple[str, str, str]]()
    while questions := [each for each in outcome.questions if each.what not in asked]:
        for question in questions:
            asked.add(question.what)
            answers = answers.and_then(_ask(question))
        outcome = run(opened.given, opened.mapping.with_answers(answers), destination)
    _offer_to_keep(opened, answers)
    return outcome


def _offer_to_keep(opened: Opened, answers: Answers) -> None:
    """Write answers into the mapping file that was read, if the person wants it; never over what somebody wrote meanwhile."""
    file = opened.mapping_file
    if file and answers.as_data() and click.confirm(f"Write these answers into {file.name}?", default=True):
        text = text_with_answers(opened.written.text, opened.written.answers.and_then(answers), opened.written.file)
        put_file(file, opened.mapping_content, laid_out_as(opened.mapping_content, text))


def _ask(question: Question) -> Answers:
    """Ask until the person gives an answer that can be taken, or none."""
    click.echo(f"\n{quoted(question.text)} in the column {quoted(question.heading)} is not clear.")
    numbers = [str(number) for number in range(1, len(question.choices) + 1)]
    for number, (value, meaning) in zip(numbers, question.choices, strict=True):
        click.echo(f"  {number}  {value} ({meaning})")
    is_value = question.about == "values"
    other = ", another value, - for nothing" if is_value else ""
    hint = (
        f"A number{other}, or Enter to reject such rows"
        if question.choices
        else "The value, - for nothing, or Enter to reject such rows"
    )
    while True:
        said = str(click.prompt(hint, default="", show_default=False)).strip()
        if not said:
            return Answers()
        if said in numbers:
            return answer_to(question, question.choices[numbers.index(said)][0])
        if is_value:
            return answer_to(question, None if said == "-" else said)
