"""What GitHub makes of the answers to an issue form: a heading of the third level for each question, the answer below it."""

from clearinghouse.forge.question import row_of


def issue_of(questions, data, body, address):
    """The text of an issue in which somebody gave the data of a record as answers."""
    answers = {"id": address, "body": body.strip()}
    parts = []
    for question in questions:
        answer = answers.get(question.name) or _answer(question, data.get(question.name))
        parts.append(f"### {question.label}\n\n{answer or '_No response_'}")
    return "\n\n".join(parts) + "\n"


def _answer(question, value):
    if value is None:
        return ""
    if question.way in ("menu", "menus"):
        values = value if isinstance(value, list) else [value]
        texts = {option.value: option.text for option in question.options}
        return ", ".join(texts[each] for each in values)
    if question.way == "rows":
        return "\n".join(f"- {row_of(item, question.columns)}" for item in value)
    if question.way == "row":
        return row_of(value, question.columns)
    if question.way == "items":
        return "\n".join(f"- {item}" for item in value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
