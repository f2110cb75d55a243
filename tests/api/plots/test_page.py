from api.plots.page import Section, Table, page

TABLE = Table(("policy", "0"), [("a & b", 0.5)])


def test_a_page_shows_each_picture_and_its_table() -> None:
    html = page("Sets", "In words.", [Section("Rates", ["rates.png"], TABLE)])
    assert html.startswith('<!doctype html><html lang="en">')
    assert '<h1>Sets</h1><p>In words.</p><h2>Rates</h2><img src="rates.png" alt="Rates">' in html
    assert "<tr><th>policy</th><th>0</th></tr><tr><td>a &amp; b</td><td>0.5</td></tr>" in html


def test_what_is_told_cannot_be_markup() -> None:
    html = page("<script>", "<b>", [Section('"', ['"><script>'], TABLE)])
    assert "<script>" not in html
    assert "<b>" not in html
