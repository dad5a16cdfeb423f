"""What this package does on a forge such as GitHub: pull requests in words, issue forms and their answers, owners of files.

Pure functions throughout; files, git and the forge itself are at the edge. Read `comparison.py` first: what a pull request changes.
"""
