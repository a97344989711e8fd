"""Imports as a new user tries them in a real browser: a good pair, a bad pair, a fix, fewer rows, the way back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from analytics.i18n import Catalog, catalog
from analytics.store.versions import current_version
from tests.browser.conftest import OpenTab, Watched, serving
from tests.conftest import first_of

pytestmark = pytest.mark.browser

ADDRESSES = {"id": "imports", "en": "imports?lang=English"}
GOOD = {
    "grants.csv": """grant_id,programme,regency,amount_idr,disbursed_on
KUBE-1,KUBE,Samarinda,20000000,2022-03-05
KUBE-2,KUBE,Bontang,20000000,2022-03-06
UEP-3,UEP,Berau,5000000,2024-08-07
""",
    "visits.csv": """grant_id,visited_on,status
KUBE-1,2024-01-15,running
UEP-3,2025-02-17,closed
""",
}
BAD = {
    "grants.csv": GOOD["grants.csv"] + "KUBE-4,KUBE,Kutai,20000000,2022-03-07\n",
    "visits.csv": GOOD["visits.csv"] + "KUBE-1,2025-01-15,entahlah\n",
}
FIX = {"fixed.csv": "grant_id,programme,regency,amount_idr,disbursed_on\nKUBE-4,KUBE,Paser,20000000,2022-03-07\n"}
NEW_WORDS = {
    "visits.csv": GOOD["visits.csv"] + "KUBE-1,2025-01-15,jalan terus\nKUBE-2,2025-01-16,ngadat\n",
}
FEWER = {"grants.csv": "".join(GOOD["grants.csv"].splitlines(keepends=True)[:3])}


class Imports:
    """The page in the hands of a user."""

    def __init__(self, tab: Watched, t: Catalog, folder: Path) -> None:
        self.tab, self.t, self.folder = tab, t, folder

    def bring(self, files: Mapping[str, str | bytes]) -> None:
        paths = [self.folder / name for name in files]
        for path, content in zip(paths, files.values(), strict=True):
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        self.tab.page.locator("input[type=file]").set_input_files(paths)
        self.tab.page.get_by_text(paths[-1].name, exact=True).first.wait_for()
        self.tab.idle()

    def press(self, key: str, **values: object) -> None:
        self.tab.page.get_by_role("button", name=self.t(key, **values), exact=True).click()
        self.tab.idle()

    def tick(self, key: str, **values: object) -> None:
        self.tab.page.locator("[data-testid=stCheckbox] label", has_text=self.t(key, **values)).click()
        self.tab.idle()

    def pick(self, key: str) -> None:
        """One of a few that stand below one another."""
        self.tab.page.locator("[data-testid=stRadio] label", has_text=self.t(key)).last.click()
        self.tab.idle()

    def open_part(self, name: str) -> None:
        """Another tab of the page."""
        self.tab.page.get_by_role("tab", name=self.t(f"imports.tab.{name}"), exact=True).click()
        self.tab.idle()

    def open_list(self, title: str) -> None:
        self.tab.page.locator("[data-testid=stExpander] summary", has_text=title).click()
        self.tab.idle()

    def says(self, key: str, **values: object) -> bool:
        return self.t(key, **values) in self.tab.text


@pytest.mark.parametrize("lang", first_of(ADDRESSES))
def test_a_good_pair_a_bad_pair_a_fix_fewer_rows_and_the_way_back(lang: str, open_tab: OpenTab, tmp_path: Path) -> None:
    store, files = tmp_path / "store", tmp_path / "files"
    files.mkdir()
    with serving(store, DASHBOARD_EXPORTS=str(files / "none")) as address:
        page = Imports(open_tab(f"{address}/{ADDRESSES[lang]}"), catalog(lang), files)
        assert page.says("imports.state.sample")

        page.bring(GOOD)
        page.press("imports.check")
        assert page.says("imports.all_ready", ok=5, bad=0)
        assert current_version(store) is None
        page.press("imports.load.button")
        assert page.says("imports.loaded.done", version="0001", accepted=5, rejected=0)

        page.bring(BAD)
        page.press("imports.check")
        assert page.says("imports.some_ready", ok=5, bad=2)
        assert "Kutai Kartanegara" in page.tab.text
        assert "entahlah" in page.tab.text
        with page.tab.page.expect_download() as download:
            page.press("imports.rejected.download")
        assert download.value.suggested_filename == page.t("imports.rejected.file")
        page.press("imports.load.button")
        assert page.says("imports.loaded.unchanged", version="0001")

        page.bring(FIX)
        page.tick("imports.add")
        page.press("imports.check")
        page.press("imports.load.button")
        assert page.says("imports.loaded.done", version="0002", accepted=1, rejected=0)

        page.bring(FEWER)
        page.press("imports.check")
        assert page.says("imports.drop.warning", rows=3)
        assert page.tab.page.get_by_role("button", name=page.t("imports.load.button"), exact=True).is_disabled()
        page.tick("imports.drop.agree", rows=3)
        page.press("imports.load.button")
        assert page.says("imports.loaded.done", version="0003", accepted=2, rejected=0)

        page.open_part("versions")
        page.tab.page.get_by_label(page.t("imports.versions.pick")).click()
        page.tab.page.get_by_role("option").last.click()
        page.tab.idle()
        page.press("imports.versions.restore")
        page.press("imports.versions.yes", version="0001")
        assert page.says("imports.versions.restored", version="0001")
        assert current_version(store) == "0001"
        assert (page.tab.outside, page.tab.errors) == ([], [])


@pytest.mark.long
@pytest.mark.parametrize("lang", ADDRESSES)
def test_new_words_are_given_their_meaning_and_their_rows_are_loaded(
    lang: str, open_tab: OpenTab, tmp_path: Path
) -> None:
    store, files = tmp_path / "store", tmp_path / "files"
    files.mkdir()
    with serving(store, DASHBOARD_EXPORTS=str(files / "none")) as address:
        page = Imports(open_tab(f"{address}/{ADDRESSES[lang]}"), catalog(lang), files)
        page.bring(GOOD)
        page.press("imports.check")
        page.press("imports.load.button")

        page.bring(NEW_WORDS)
        page.press("imports.check")
        assert page.says("imports.some_ready", ok=2, bad=2)
        rows = page.t("imports.unmapped.rows", count=1)
        asked = page.t("imports.unmapped.means", found="jalan terus", column="status", rows=rows)
        page.tab.choose(asked, page.t("imports.status.running"))
        page.press("imports.unmapped.add")
        assert page.says("imports.some_ready", ok=3, bad=1)

        page.open_part("words")
        page.open_list(page.t("imports.mapping.status_words"))
        page.tab.page.get_by_label(page.t("imports.words.word.status_words")).fill("ngadat")
        page.tab.page.keyboard.press("Tab")
        page.tab.idle()
        page.tab.choose(page.t("imports.words.means"), page.t("imports.status.closed"))
        page.press("imports.words.add")
        assert page.says("imports.words.added", word="ngadat", meaning=page.t("imports.status.closed"))
        page.open_part("load")
        assert page.says("imports.all_ready", ok=4, bad=0)
        page.press("imports.load.button")
        assert page.says("imports.loaded.done", version="0002", accepted=4, rejected=0)
        page.open_part("versions")
        assert page.says("imports.versions.own_words", count=2)

        page.open_list(page.t("imports.moved.title", version="0002", before="0001"))
        assert page.t("indicators.visited_rate.name") in page.tab.text
        assert (page.tab.outside, page.tab.errors) == ([], [])
