"""What is said on the forge: the comment under a pull request, the draft of an issue, the list of what is overdue.

Run by jobs that may write there, on code of the default branch, with data that other jobs left (`python -m
clearinghouse.posting KIND FOLDER`). The data may be hostile, so it is bounded, checked and shown as what it is (see
`forge/outline.py`); whom it concerns is not taken from it but asked of the forge. All of this uses the standard library and
`gh` alone: a job that may write installs nothing.
"""
