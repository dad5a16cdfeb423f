"""Words: what the browser must read in the same way is kept in tests/search/words; client/tests/words.test.js checks the same files."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lunr.stemmer import PorterStemmer

from clearinghouse.search.stem_rules import RULES
from clearinghouse.search.words import LONGEST, fold, rules_for, stem, term_of, terms, tokens, variants

WORDS = Path(__file__).parent / "words"
LANGUAGES = ["ar", "en", "es", "fr", "ru", "zh"]
TEXTS = json.loads((WORDS / "texts.json").read_text(encoding="utf-8"))


def words_of(language):
    return (WORDS / f"{language}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_of_frequent_words_are_the_golden_ones(golden, language):
    words = words_of(language)
    assert len(set(words)) >= 4000
    lines = (f"{word}\t{' '.join(terms(word, language))}\n" for word in words)
    golden(WORDS / f"{language}.terms.txt", "".join(lines))


def test_the_rules_of_the_browser_are_the_golden_ones(golden):
    golden(WORDS / "rules.json", json.dumps(RULES, ensure_ascii=False, indent=1) + "\n")


@pytest.mark.parametrize("case", TEXTS, ids=range(len(TEXTS)))
def test_difficult_texts(case):
    assert tokens(case["text"]) == case["tokens"]
    assert terms(case["text"], case["language"]) == case["terms"]


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", "evaluation evaluations"),
        ("en", "survey surveys"),
        ("es", "evaluación evaluaciones evaluacion"),
        ("fr", "évaluation évaluations evaluation évaluer"),
        ("fr", "laboratoire laboratoires"),
        ("ru", "национальный национальные национального"),
        ("ar", "وراثية الوراثية والوراثية"),
    ],
)
def test_forms_of_a_word_have_one_term(language, forms):
    assert len(set(terms(forms, language))) == 1


@pytest.mark.parametrize("language", list(RULES))
def test_stop_words_are_folded_and_leave_nothing(language):
    stop = RULES[language]["stop"].split()
    assert [tokens(word) for word in stop] == [[word] for word in stop]
    assert terms(RULES[language]["stop"], language) == []


def test_a_token_of_a_query_has_a_term_for_each_language_of_its_script():
    assert variants("evaluations", ["fr", "en", "es", "ru"]) == ["evalu", "evaluations"]
    assert variants("on", ["en", "fr", "es"]) == ["on"]  # a word only in Spanish
    assert variants("le", ["en", "fr"]) == ["le"]
    assert variants("a", ["en", "fr", "es"]) == []
    assert variants("биоразнообразия", ["en", "fr"]) == ["биоразнообраз"]
    assert variants("生物", LANGUAGES) == ["生物"]
    assert variants("projetos", ["pt", "en"]) == ["projetos", "projeto"]


def test_rules_are_found_by_any_tag_of_the_language():
    assert rules_for("fr-CA") is RULES["fr"]
    assert [rules_for(language) for language in ("en", "zh", "pt", "")] == [None] * 4


def test_the_stemmer_of_lunr_alone_would_lose_words():
    """Why the stemmer is ours: once this fails, lunr.py does as lunr.js does, and the correction can go."""
    words = words_of("en")
    theirs = PorterStemmer()
    assert sum(theirs.stem(word) != stem(word, "en") for word in words) > 50


@given(
    st.text() | st.text(alphabet="abdlqu'’s-éßИйˆ\u0301\u0306\u0308\u0345İΣς中文々ﷺأىﾞ한हि\u200d\ufe0f1½", max_size=30)
)
@example("\ud800x")
@example("и\u0323\u0306")
def test_tokens_are_folded_bounded_and_read_again_as_themselves(text):
    for token in tokens(text):
        assert 1 <= len(token) <= LONGEST
        assert fold(token) == token
        assert tokens(token) == [token]


@given(st.text(max_size=40), st.sampled_from([*LANGUAGES, "pt", ""]))
def test_terms_are_those_of_the_tokens_one_by_one(text, language):
    assert terms(text, language) == [term for token in tokens(text) if (term := term_of(token, language))]


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_text_is_read_between_its_spaces(left, right):
    assert tokens(f"{left} {right}") == tokens(left) + tokens(right)
