"""Changing record files for people: mending them (`fix`), writing them in one form (`fmt`), beginning new ones (`new`).

What is read and checked is read and checked by `core`; here are the changes, as functions from bytes to bytes, and the one
place that puts changed bytes on disk (`writing`).
"""
