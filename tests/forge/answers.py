"""Answers made at random: data of a record that its form asks for, of every shape that the form takes."""

from hypothesis import strategies as st

from clearinghouse.core.naming import id_from_title
from clearinghouse.forge.address import numbered

HARMLESS = st.characters(exclude_categories=("C", "Z"))
LINES = st.one_of(
    st.text(HARMLESS, min_size=1, max_size=12),
    st.sampled_from(["### Outcomes", "## Heading", "---", "${{ github.token }}", "$(rm -rf /)", "../../etc/passwd", "a | b", "\\", "\\|", "- - x", "_No", "a: b", "#x", "NO", "1.0", "'", '"', "- [ ] x", "`", "null"]),
)  # fmt: skip
WORDS = st.lists(LINES, min_size=1, max_size=4).map(" ".join)
TEXTS = st.lists(st.one_of(WORDS, st.just("")), min_size=1, max_size=6).map("\n".join)


def is_answer(text):
    """GitHub and people leave spaces at the ends of what they write, which mean nothing."""
    return bool(text) and text == text.strip() and text != "_No response_"


def singles(field, known):
    """Values of one field."""
    if field.kind == "code":
        return st.sampled_from(list(known.code_lists[field.code_list].concepts))
    if field.kind == "reference":
        return st.sampled_from([*known.titles[field.reference.collection], "not-there"])
    if field.kind == "integer":
        return st.integers(0, 10**9)
    if field.kind == "number":
        return st.one_of(st.integers(0, 10**12), st.decimals(0, 10**6, places=2))
    if field.kind == "boolean":
        return st.booleans()
    if field.kind == "date":
        return st.dates().map(lambda day: f"{day.year:04}-{day.month:02}")
    return WORDS.filter(is_answer)


def rows(question, known):
    """Groups of the parts that a row has room for, at least one of them."""
    parts = {column.name: singles(column, known) for column in question.columns}
    return st.fixed_dictionaries({}, optional=parts).filter(bool)


def values(question, known):
    """Values of one question, as data of a record."""
    field = question.field
    if question.way == "menu":
        return st.sampled_from([option.value for option in question.options])
    if question.way == "menus":
        return st.lists(
            st.sampled_from([option.value for option in question.options]), min_size=1, max_size=4, unique=True
        )
    if question.way == "text":
        return TEXTS.filter(is_answer)
    if question.way == "row":
        return rows(question, known)
    if question.way == "rows":
        return st.lists(rows(question, known), min_size=1, max_size=3).map(lambda items: with_ids(question, items))
    if question.way == "items":
        return st.lists(singles(field, known), min_size=1, max_size=3)
    if question.way == "values":
        return st.lists(singles(field, known).filter(lambda value: "," not in str(value)), min_size=1, max_size=3)
    return singles(field, known)


def with_ids(question, items):
    """Items with the ids that they are given when an issue is read."""
    if not any(part.name == "id" for part in question.field.fields):
        return items
    named = []
    for item in items:
        first = str(next(item[column.name] for column in question.columns if column.name in item))
        taken = {each["id"] for each in named}
        named.append({"id": numbered(id_from_title(first, 40) or question.name.replace("_", "-"), taken), **item})
    return named


def records(questions, known):
    """Data of a record, and its text."""
    asked = {question.name: values(question, known) for question in questions if question.field}
    return st.tuples(st.fixed_dictionaries({}, optional=asked), st.one_of(st.just(""), TEXTS.filter(is_answer)))
