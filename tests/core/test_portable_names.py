"""Names of files that some system does not take."""

import pytest

from clearinghouse.core.portable_names import faults_in_names


@pytest.mark.parametrize(
    ("paths", "told"),
    [
        (["a/aux.html"], "device"), (["a/COM1.csv"], "device"), (["a/b:c.html"], "':'"), (["a/b "], "a dot or a space"),
        (["a/Zambia.html", "a/zambia.html"], "same name"), (["A/x.html", "a/y.html"], "same name"), (["a/" + "x" * 149], "151 characters"),
        (["cafe\u0301.html"], "accents"),
    ],
)  # fmt: skip
def test_a_name_that_some_system_does_not_take_is_told(paths, told):
    (fault,) = faults_in_names(paths)
    assert told in fault
    assert paths[-1] in fault
