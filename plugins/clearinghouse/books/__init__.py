"""The clearinghouse as one file to carry away: a handbook as PDF or EPUB, and the site as a ZIM archive for Kiwix.

`handbook.py` puts records together into a book, whose parts are trees of HTML; `epub.py` and `pdf.py` write that book.
`zim.py` packs a built site as it stands. All three give the same bytes for the same content.
"""
