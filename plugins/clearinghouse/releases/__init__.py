"""Releases: a built site with a list of all that is in it, which can be verified, and be put before readers in one step.

Read `manifest.py` first. Building a site is not done here but in `publish/`.
"""
