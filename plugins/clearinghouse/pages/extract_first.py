"""What a page says when it is opened inside the ZIP, where Windows shows one file alone: extract all files first.

On every page of a copy it stands above all else, and the style sheet of the copy hides it, also from screen readers and
from paper. So it needs no script: who sees it sees a page without its style sheet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from clearinghouse.pages.html import Html

EXTRACT_FIRST: Mapping[str, tuple[str, str]] = {
    "en": (
        "Extract all files first",
        ("You are looking inside the ZIP file, where the pages do not work. Close this window, right-click the ZIP file and choose "
        "“Extract All…”. Then open START-HERE.html in the new folder."),
    ),
    "ar": (
        "استخرج جميع الملفات أولاً",
        ("أنت تنظر داخل ملف ZIP، والصفحات لا تعمل من هناك. أغلق هذه النافذة، وانقر بزر الفأرة الأيمن على ملف ZIP واختر «استخراج الكل…»، "
        "ثم افتح START-HERE.html في المجلد الجديد."),
    ),
    "es": (
        "Primero extraiga todos los archivos",
        ("Está viendo el interior del archivo ZIP, donde las páginas no funcionan. Cierre esta ventana, haga clic con el botón derecho en el "
        "archivo ZIP y elija «Extraer todo…». Después abra START-HERE.html en la carpeta nueva."),
    ),
    "fr": (
        "Extrayez d’abord tous les fichiers",
        ("Vous regardez à l’intérieur du fichier ZIP, où les pages ne fonctionnent pas. Fermez cette fenêtre, cliquez avec le bouton droit sur "
        "le fichier ZIP et choisissez « Extraire tout… ». Ouvrez ensuite START-HERE.html dans le nouveau dossier."),
    ),
    "ru": (
        "Сначала извлеките все файлы",
        ("Вы смотрите внутрь ZIP-файла, где страницы не работают. Закройте это окно, щёлкните ZIP-файл правой кнопкой мыши и выберите "
        "«Извлечь все…». Затем откройте START-HERE.html в новой папке."),
    ),
    "zh": (
        "请先解压全部文件",
        "您正在查看 ZIP 文件内部，页面在那里无法使用。请关闭此窗口，右键单击 ZIP 文件，选择“全部解压缩…”，然后打开新文件夹中的 START-HERE.html。",
    ),
}  # fmt: skip
"""What is said inside the ZIP, in the languages of the United Nations: title and text. Not by the language of the site,
since nobody knows who opens it."""


def notice() -> Html:
    """The titles in all six languages, as they stand on a page; on one line, so that frames leave them as they are."""
    lines = "".join(
        f'<div lang="{language}" dir="{direction_of(language)}">{title}</div>'
        for language, (title, _) in EXTRACT_FIRST.items()
    )
    return f'<div class="ch-alone" style="{_STYLE}">{lines}</div>'


def direction_of(language: str) -> str:
    """The direction in which one of the six languages is written, as HTML says it."""
    return "rtl" if language == "ar" else "ltr"


def with_notice(page: Html) -> Html:
    """A page with the notice at the top of its body."""
    return _BODY.sub(lambda found: f"{found[0]}{_NOTICE}", page, count=1)


def without_notice(page: bytes) -> bytes:
    """A page, as it lies in a copy, without the notice: for an archive, out of which nobody takes one file alone."""
    return page.replace(_NOTICE.encode(), b"", 1)


_STYLE = "max-width:32rem;margin:1rem auto;padding:1rem;border:4px solid #9a3d00;font:700 1.5rem/1.5 sans-serif"
"""How the notice looks where there is no style sheet."""

_BODY = re.compile(r"<body\b[^>]*>")
_NOTICE = notice()
