"""Every kind of mistake that the core can find, in one table.

CH1xx file and YAML, CH2xx schema, CH3xx across records, CH4xx body and links, CH9xx our own faults.
A code, once published, never changes its meaning; the page `contribute/errors.html` is made from this table.
"""

from __future__ import annotations

from clearinghouse.core.diagnostic import Rule, Severity

RULES: dict[str, Rule] = {}


def _rule(code: str, severity: Severity, title: str, explanation: str, wrong: str, right: str) -> Rule:
    rule = RULES[code] = Rule(code, severity, title, explanation, wrong, right)
    return rule


_E, _W = Severity.ERROR, Severity.WARNING

# --- CH1xx: the file and its YAML -----------------------------------------------------------------

BYTE_ORDER_MARK = _rule(
    "CH101", _W, "Invisible mark at the start of the file",
    "Some editors put an invisible “byte order mark” in front of the first line. Other tools then do not see "
    "the front matter. Save the file as “UTF-8”, not as “UTF-8 with BOM”.",
    "(invisible mark)---\ntitle: …\n---", "---\ntitle: …\n---",
)  # fmt: skip
NOT_UTF_8 = _rule(
    "CH102", _E, "The file is not written in UTF-8",
    "Letters with accents and other scripts are only read the same way everywhere in UTF-8. "
    "In your editor choose “Save as”, encoding “UTF-8”.",
    "a file saved as “Unicode” (UTF-16) or “ANSI”", "the same file saved as “UTF-8”",
)  # fmt: skip
EMPTY_FILE = _rule(
    "CH103", _E, "The file is empty",
    "A record starts with its front matter, between two lines of three hyphens. Delete the file if it is not needed.",
    "(nothing)", "---\ntitle: …\nsummary: …\n---\n",
)  # fmt: skip
FILE_TOO_LARGE = _rule(
    "CH104", _E, "The file is too large",
    "A record is a page that people read: at most 256 KiB, of which at most 64 KiB front matter. Put long documents "
    "elsewhere and link to them.",
    "the whole text of a report below the front matter", "a summary of it, and a link to the report",
)  # fmt: skip
CONTROL_CHARACTER = _rule(
    "CH105", _E, "A character that cannot be seen",
    "Control characters and Unicode line separators come with text copied from other programs. Delete the character "
    "and type a normal space or a line break. Signs that turn the direction of the text around are refused as well: what is read would "
    "not be what is written. Arabic needs none of them.",
    "title: Training(control character)course", "title: Training course",
)  # fmt: skip
OUTSIDE_FOLDER = _rule(
    "CH106", _E, "The file is a link to another place",
    "Only real files inside the content folder are read, so that nothing else of a computer is ever published.",
    "content/initiatives/x.md → another file", "content/initiatives/x.md as a file of its own",
)  # fmt: skip
TRANSLATION = _rule(
    "CH107", _W, "A translation, which is not published yet",
    "A file named <id>.<language>.md is the translation of a record. This version of the site publishes each record in one language.",
    "content/initiatives/zm-norway.fr.md", "content/initiatives/zm-norway.md",
)  # fmt: skip
FILE_NAME = _rule(
    "CH108", _E, "The file name cannot be an id",
    "The file name is the id of the record and part of its address: lower-case letters a–z, digits and single hyphens, at most 80 "
    "characters, then `.md`.",
    "content/initiatives/Zambia Norway.md", "content/initiatives/zambia-norway.md",
)  # fmt: skip
FILE_PLACE = _rule(
    "CH109", _E, "The file is in the wrong folder",
    "Records lie directly in the folder of their collection, without further folders.",
    "content/initiatives/2006/zm-norway.md", "content/initiatives/zm-norway.md",
)  # fmt: skip
NO_FRONT_MATTER = _rule(
    "CH110", _E, "There is no front matter",
    "The first line of a record is three hyphens; the fields follow, then three hyphens again, then the text.",
    "title: Training course\n\nThe course …", "---\ntitle: Training course\n---\n\nThe course …",
)  # fmt: skip
TEXT_BEFORE_FRONT_MATTER = _rule(
    "CH111", _E, "Something stands before the front matter",
    "The three hyphens must be the very first line. Even an empty line before them makes some tools miss the fields.",
    "(empty line)\n---\ntitle: …\n---", "---\ntitle: …\n---",
)  # fmt: skip
FRONT_MATTER_NOT_CLOSED = _rule(
    "CH112", _E, "The front matter is not closed",
    "The fields end with a second line of three hyphens. Without it the text is read as fields.",
    "---\ntitle: …\n\nThe course …", "---\ntitle: …\n---\n\nThe course …",
)  # fmt: skip
NOT_A_MAPPING = _rule(
    "CH113", _E, "The front matter is not a list of fields",
    "Each line of the front matter is a field name, a colon, a space and a value.",
    "---\n- Training course\n---", "---\ntitle: Training course\n---",
)  # fmt: skip
NO_RECORD = _rule(
    "CH114", _W, "A file that looks like a record and is none",
    "Records are the files directly in the folder of a collection whose names end in `.md`. A file with another ending, or in a folder "
    "that is not that of a collection, is not read, and has no page as a record.",
    "content/initiatives/zm-norway.md.txt", "content/initiatives/zm-norway.md",
)  # fmt: skip
FILE_KIND = _rule(
    "CH115", _E, "A file of a kind that is not published",
    "Beside records and pages, the content folder holds pictures (png, jpg, jpeg, gif, webp), documents (pdf, docx, xlsx, pptx, odt, ods, "
    "odp), tables and text (csv, tsv, txt, ics) and zip. Whatever else it holds would be published unseen; a page of HTML, a script or "
    "an SVG drawing could even run in the browsers of readers.",
    "content/about/map.svg", "content/about/map.png",
)  # fmt: skip
FILE_IN_THE_WAY = _rule(
    "CH116", _E, "A file where the site has files of its own",
    "Some folders and files of a site are made by the program: scripts, data, downloads. A file at the same place would take the place "
    "of one of them.",
    "content/assets/plan.pdf", "content/about/plan.pdf",
)  # fmt: skip
UNPORTABLE_NAME = _rule(
    "CH117", _E, "A name that not every computer takes",
    "People unpack copies of the site on all kinds of computers. Windows is the strictest: it takes no file called con, aux, nul or com1, "
    "none of the signs < > : \" | ? * \\, no very long names, and no two names that differ in capitals only.",
    "content/initiatives/con.md", "content/initiatives/convention.md",
)  # fmt: skip
TAB = _rule(
    "CH120", _E, "A tab where spaces are wanted",
    "YAML is indented with spaces only. Replace the tab by two spaces.",
    "period:\n(tab)start: 2006", "period:\n  start: 2006",
)  # fmt: skip
NO_BREAK_SPACE = _rule(
    "CH121", _E, "A no-break space where a space is wanted",
    "Text copied from a word processor can hold spaces that look normal but are not. Type the space anew.",
    "status:(no-break space)ongoing", "status: ongoing",
)  # fmt: skip
CURLY_QUOTES = _rule(
    "CH122", _E, "Curly quotation marks around a value",
    "Word processors change straight quotation marks into curly ones, which become part of the value. Use straight ones, or none.",
    "start: “2003-01-01”", "start: 2003-01-01",
)  # fmt: skip
DUPLICATE_KEY = _rule(
    "CH123", _E, "A field is given twice",
    "Each field may stand once; otherwise one of the two values would be lost without a word.",
    "status: ongoing\nstatus: completed", "status: completed",
)  # fmt: skip
UNQUOTED_COLON = _rule(
    "CH124", _E, "A colon inside a value that has no quotation marks",
    "A colon followed by a space starts a new field. Put the whole value into straight quotation marks.",
    "title: Zambia: assistance by Norway", 'title: "Zambia: assistance by Norway"',
)  # fmt: skip
NO_SPACE_AFTER_COLON = _rule(
    "CH125", _E, "No space after the colon",
    "Between the colon of a field and its value there must be a space.",
    "status:ongoing", "status: ongoing",
)  # fmt: skip
RESERVED_CHARACTER = _rule(
    "CH126", _E, "A value starts with a reserved character",
    "The characters @ and ` may not start a value, and % ! & * [ { | > # have a meaning of their own there. Put the value into "
    "straight quotation marks.",
    "channel: @biosafety", 'channel: "@biosafety"',
)  # fmt: skip
YAML_MACHINERY = _rule(
    "CH127", _E, "Anchors, aliases and tags are not used here",
    "The signs &name, *name and !name at the start of a value are YAML machinery that records do without. Write the value out, or put it "
    "into quotation marks.",
    "summary: *same", 'summary: "The same …"',
)  # fmt: skip
TOO_DEEP = _rule(
    "CH128", _E, "The front matter is nested too deep or has too many values",
    "Fields are nested at most 12 levels deep and hold at most 5,000 values.",
    "lessons: [[[[[[[[[[[[[Begin early.]]]]]]]]]]]]]", "lessons: [Begin early.]",
)  # fmt: skip
YAML_SYNTAX = _rule(
    "CH129", _E, "The front matter cannot be read",
    "Something breaks the YAML of the front matter: often a quotation mark or a bracket that is not closed, or an indentation that "
    "does not fit the lines above.",
    'title: "Training course', 'title: "Training course"',
)  # fmt: skip
READ_DIFFERENTLY = _rule(
    "CH130", _W, "A value that programs read in different ways",
    "Without quotation marks some programs read NO as “false” and 0150 as 104. With them everybody reads the same.",
    "countries: [NO]", 'countries: ["NO"]',
)  # fmt: skip

# --- CH2xx: the schema ----------------------------------------------------------------------------

UNKNOWN_FIELD = _rule(
    "CH201", _E, "A field that this kind of record does not have",
    "Perhaps the name is misspelt; the page of the record type lists all its fields.",
    "countrys: [ZM]", "countries: [ZM]",
)  # fmt: skip
MISSING_FIELD = _rule(
    "CH202", _E, "A field is missing",
    "These few fields are needed in every record of the kind. What is not known is only left out where the field is optional.",
    "title: Training course", "title: Training course\nstatus: ongoing",
)  # fmt: skip
EMPTY_VALUE = _rule(
    "CH203", _E, "A field without a value",
    "What is not known is left out: delete the line, or give the value.",
    "start:", "start: 2003-05",
)  # fmt: skip
NOT_IN_CODE_LIST = _rule(
    "CH210", _E, "A value that is not in the code list",
    "The field takes one of a fixed list of codes, so that records can be found and counted together.",
    "status: running", "status: ongoing",
)  # fmt: skip
NAME_FOR_CODE = _rule(
    "CH211", _E, "A name where a code is wanted",
    "The field takes the code, not the name; the site shows the name in the reader's language.",
    "countries: [Norway, ZM]", 'countries: ["NO", ZM]',
)  # fmt: skip
WRONG_TYPE = _rule(
    "CH220", _E, "The wrong kind of value",
    "The field wants another kind of value: text, a number, yes or no (true or false), a list, or a group of fields.",
    "pooled: perhaps", "pooled: true",
)  # fmt: skip
NUMBER_AS_TEXT = _rule(
    "CH221", _E, "A number written as text",
    "Numbers have digits only, with a point before decimals: no thousands separators, no currency signs, no quotation marks.",
    'amount: "1,500,000"', "amount: 1500000",
)  # fmt: skip
LIST_WANTED = _rule(
    "CH222", _E, "A list is wanted",
    "The field can hold several values; even a single one stands in square brackets or behind a hyphen.",
    "countries: ZM", "countries: [ZM]",
)  # fmt: skip
THREE_DECIMALS = _rule(
    "CH223", _W, "An amount with three digits after the point",
    "A point stands before decimals; where some countries part thousands with it, records do not. So 672.000 is 672.",
    "money: {amount: 672.000, currency: USD}", "money: {amount: 672000, currency: USD}",
)  # fmt: skip
WRONG_DATE = _rule(
    "CH230", _E, "A date that cannot be read",
    "Dates are written year-month-day, as in 2006-01-18. Where a field allows it, the year (2006) or year and month (2006-01) will do.",
    "start: 31/01/2003", "start: 2003-01-31",
)  # fmt: skip
WRONG_ADDRESS = _rule(
    "CH231", _E, "Not a web address",
    "A web address starts with https:// or http://.",
    "url: www.cbd.int", "url: https://www.cbd.int",
)  # fmt: skip
WRONG_FORM = _rule(
    "CH240", _E, "A value too long, too short, too large, or of the wrong form",
    "The description of the field says what it takes.",
    "id: Need 1", "id: need-1",
)  # fmt: skip
VALUE_TWICE = _rule(
    "CH241", _E, "The same value twice in a list",
    "Each value of this list may stand once.",
    "countries: [ZM, ZM]", "countries: [ZM]",
)  # fmt: skip
UNKNOWN_PROPERTY_NAME = _rule(
    "CH242", _E, "A source that backs a field which the record does not have",
    "`supports` lists names of fields of this record, or `body` for its text.",
    "supports: [budgett]", "supports: [budget]",
)  # fmt: skip
KNOWN_AFTER_ALL = _rule(
    "CH243", _E, "A field said to be not known that has a value",
    "`not_known` lists fields of this record that no source tells of. A field with a value does not belong there.",
    "countries: [ZM]\nnot_known: [countries]", "countries: [ZM]\nnot_known: [lessons]",
)  # fmt: skip
END_BEFORE_START = _rule(
    "CH250", _E, "The end comes before the start",
    "One of the two dates is wrong, or they are exchanged.",
    "start: 2006-05\nend: 2003-05", "start: 2003-05\nend: 2006-05",
)  # fmt: skip

# --- CH3xx: across records ------------------------------------------------------------------------

DUPLICATE_ID = _rule(
    "CH301", _E, "An id that another record has",
    "An id, also an old one under `aliases`, belongs to one record of the collection for ever.",
    "aliases: [zm-norway]  # zm-norway.md is another record", "aliases: [zm-norad]",
)  # fmt: skip
DANGLING_REFERENCE = _rule(
    "CH302", _E, "A reference to a record that is not there",
    "The value is the id (file name without .md) of a record in the collection that the field names. Perhaps it is misspelt, or that record still has "
    "to be written.",
    "organisation: noradd", "organisation: norad",
)  # fmt: skip
DUPLICATE_ITEM_ID = _rule(
    "CH303", _E, "Two items of a list have the same id",
    "Other records and links point at items by their id; so each id may stand once in its list.",
    "needs:\n  - id: n1\n  - id: n1", "needs:\n  - id: n1\n  - id: n2",
)  # fmt: skip
OLD_ID = _rule(
    "CH304", _W, "A reference by an old id",
    "The record was renamed. The old id still works; the new one is better.",
    "organisation: dn", "organisation: dirnat",
)  # fmt: skip

# --- CH4xx: body and links ------------------------------------------------------------------------

BROKEN_LINK = _rule(
    "CH401", _E, "A link to a page that is not there",
    "Links to other records name their file, relative to this one.",
    "[Zambia](../countries/zambia.md)", "[Zambia](../countries/zm.md)",
)  # fmt: skip
UNSAFE_LINK = _rule(
    "CH402", _E, "A link that is not allowed",
    "Links lead to web addresses (https:, http:), to mailboxes (mailto:) or to other pages of this site.",
    "[click](javascript:…)", "[report](https://www.cbd.int/)",
)  # fmt: skip
EXTERNAL_IMAGE = _rule(
    "CH403", _E, "A picture from another site",
    "Pages must work without a network and send readers nowhere: put the picture beside the record and name its file.",
    "![Laboratory](https://example.org/lab.png)", "![Laboratory](lab.png)",
)  # fmt: skip
RAW_HTML = _rule(
    "CH404", _W, "HTML in the text",
    "The text of a record is Markdown; HTML is not published. Use Markdown instead.",
    "<b>Important</b>", "**Important**",
)  # fmt: skip

NESTED_TEXT = _rule(
    "CH405", _E, "The text is nested too deep",
    "Lists, quotations and emphasis stand in each other at most 50 levels deep. Often signs were typed or pasted by mistake.",
    "(51 times >) Quoted", "> Quoted",
)  # fmt: skip

# --- CH9xx: our own faults ------------------------------------------------------------------------

SCHEMA_FAULT = _rule(
    "CH901", _E, "A schema or code list is wrong",
    "This is a fault of the site, not of a record: a file under schemas/ breaks the rules of schemas/vocabulary.schema.json. "
    "Please tell the maintainers.",
    '"x-refrence": {"collection": "organisations", "inverse": "Works in"}',
    '"x-reference": {"collection": "organisations", "inverse": "Works in"}',
)  # fmt: skip
