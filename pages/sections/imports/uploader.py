"""The uploader in the reader's words: the framework has its own in English alone."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analytics.i18n import Catalog

STYLE = """<style>
[data-testid=stFileUploaderDropzone] > span button p,
[data-testid=stFileUploaderDropzoneInstructions] span {{ font-size: 0 }}
[data-testid=stFileUploaderDropzone] > span button p::after {{ content: "{button}"; font-size: 1rem }}
[data-testid=stFileUploaderDropzoneInstructions] span::after {{ content: "{limit}"; font-size: 0.875rem }}
[data-testid=stElementContainer]:has([data-testid=stHtml] style) {{ display: none }}
</style>"""


def uploaded_files(t: Catalog, key: str) -> Sequence[UploadedFile]:
    """The files that the reader dropped or picked."""
    limit = t("imports.upload_limit", mb=st.get_option("server.maxUploadSize"))
    st.html(STYLE.format(button=t("imports.upload_button"), limit=limit))
    return st.file_uploader(t("imports.upload"), accept_multiple_files=True, key=key, help=t("imports.upload_help"))
