"""`form`: the workbook that a plan office sends to an agency and gets back filled in."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from sciplan.app.reports import STATE_WORDS
from sciplan.domain.form_layout import COLUMNS, HIDDEN_SHEET, Form, headings, looks_like_form, read_form
from sciplan.domain.plan import STATES
from sciplan.i18n import current_language, speaking, use_language
from sciplan.render.words import state_word
from tests.conftest import Sciplan

OFFICE = Path(__file__).parent / "plans" / "office.yaml"
HOSTILE = """\
format: 1
key: hostile
name: "=1+1 & Sons/Plan"
language: en
level: province
region: "630000"
period: [2021, 2025]
document: {title: Plan}
agencies:
  - {key: edu, name: "=cmd|'/C calc'!A0"}
  - {key: agri, name: "a/b:c*?"}
  - {key: fin, name: "A/B/C*?"}
sections:
  - {key: s, kind: action, name: Action, lead: [edu, agri, fin]}
  - {key: open, kind: action, name: Open}
targets:
  - {key: joint, name: "@SUM(A1)", section: s, kind: cumulative, unit: "=1", goal: {at_least: 10}}
  - {key: yes, name: "http://example.org", section: s, kind: state, goal: done, due: 2023, lead: [edu]}
  - {key: nobodys, name: "+1", section: open, kind: annual, unit: "%", goal: {at_least: 5}}
"""


@pytest.fixture
def office(national: Path, sciplan: Sciplan) -> Sciplan:
    """Run commands on a database with a small Chinese plan as its default one and some figures."""
    for command in (
        ("plan", "load", str(OFFICE)),
        ("use", "office"),
        ("record", "training", "8000", "--year", "2021"),
        ("record", "training", "10000", "--year", "2022"),
        ("record", "contests", "2", "--period", "2023H1"),
        ("record", "spending", "3/1", "--year", "2022", "--region", "630100"),
        ("record", "spending", "5/2", "--year", "2022", "--region", "630200"),
    ):
        assert sciplan(*command).code == 0
    return sciplan


@pytest.fixture
def hostile(national: Path, sciplan: Sciplan) -> Sciplan:
    """Run commands on a database with a plan in English whose names look like formulas, links and paths."""
    Path("hostile.yaml").write_text(HOSTILE, encoding="utf-8")
    for command in (("plan", "load", "hostile.yaml"), ("use", "hostile")):
        done = sciplan(*command)
        assert done.code == 0, done.err
    return sciplan


def sheets_of(file: str | Path) -> tuple[Worksheet, Form]:
    """Give the visible sheet of a form and what its hidden sheet says."""
    book = openpyxl.load_workbook(file)
    hidden = book[HIDDEN_SHEET]
    assert hidden.sheet_state == "veryHidden"
    form = read_form([["" if cell is None else str(cell) for cell in row] for row in hidden.values])
    assert form is not None
    return book.worksheets[0], form


def rows_of(file: str | Path) -> list[dict[str, Any]]:
    """Give the cells of each row of a form by column."""
    sheet, form = sheets_of(file)
    texts = [[sheet.cell(form.header, place).value for place in range(1, len(COLUMNS) + 1)]]
    assert looks_like_form([str(text) for text in texts[0]])
    return [
        {name: sheet.cell(form.header + number, place) for place, name in enumerate(COLUMNS, 1)}
        for number in range(1, len(form.rows) + 1)
    ]


def texts_of(file: str | Path) -> list[tuple[str, ...]]:
    """Give what stands before the answers in each row."""
    return [tuple(cell.value or "" for cell in list(row.values())[:8]) for row in rows_of(file)]


def rules_of(sheet: Worksheet) -> dict[str, Any]:
    """Give the validations of a sheet by cell."""
    return {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}


def test_the_rows(office: Sciplan) -> None:
    """A row for each slot that is due and empty, in plan order: last value, goal and expected value beside it."""
    done = office("form", "--year", "2023", "-o", "f.xlsx")
    assert (done.code, done.out, done.err) == (0, "", "Wrote f.xlsx: 6 rows.\n")
    assert texts_of("f.xlsx") == [
        ("1", "农民培训", "2023", "青海省", "人次", texts_of("f.xlsx")[0][5], "≥ 50,000人次", "30,000人次"),
        ("2", "覆盖率", "2023", "青海省", "%", texts_of("f.xlsx")[1][5], "≥ 80%", "56%"),
        ("3", "竞赛", "2023H2", "青海省", "次", "2次", "≥ 2次", ""),
        ("4", "经费", "2023", "西宁市", "元/人", "3元/人", "各地 ≥ 2元/人", ""),
        ("5", "经费", "2023", "海东市", "元/人", "2.5元/人", "各地 ≥ 2元/人", ""),
        ("6", "宣传", "2023", "青海省", "", "", "持续推进", ""),
    ]
    assert "18,000人次" in texts_of("f.xlsx")[0][5]
    assert texts_of("f.xlsx")[1][5].startswith("20%")
    assert "2020" in texts_of("f.xlsx")[1][5]


def test_the_hidden_sheet(office: Sciplan) -> None:
    """The hidden sheet names plan, revision, year, and the slot of each row."""
    assert office("form", "--year", "2023", "-o", "f.xlsx").code == 0
    sheet, form = sheets_of("f.xlsx")
    assert (form.plan, form.revision, form.year, form.agency) == ("office", 1, 2023, "")
    assert [cell.value for cell in sheet[form.header]] == list(headings("zh"))
    assert [(row.target, row.period, row.region, row.agency) for row in form.rows.values()] == [
        ("training", "2023", "630000", ""),
        ("share", "2023", "630000", ""),
        ("contests", "2023H2", "630000", ""),
        ("spending", "2023", "630100", ""),
        ("spending", "2023", "630200", ""),
        ("publicity", "2023", "630000", ""),
    ]
    shown = [(row["number"].value, row["target"].value, row["region"].value) for row in rows_of("f.xlsx")]
    assert shown == [(number, row.name, row.region_name) for number, row in form.rows.items()]


def test_only_answers_are_unlocked(office: Sciplan) -> None:
    """The sheet is protected without a password; open are value or state, the parts of ratios, and the note."""
    assert office("form", "--year", "2023", "-o", "f.xlsx").code == 0
    sheet, form = sheets_of("f.xlsx")
    assert (sheet.protection.sheet, sheet.protection.password) == (True, None)
    assert {sheet.protection.sort, sheet.protection.autoFilter, sheet.protection.formatColumns} == {False}
    ratio = ["value", "numerator", "denominator", "note"]
    found = [[name for name, cell in row.items() if not cell.protection.locked] for row in rows_of("f.xlsx")]
    assert found == [["value", "note"], ratio, ["value", "note"], ratio, ratio, ["state", "note"]]
    for row in rows_of("f.xlsx"):
        fills = {cell.fill.fgColor.rgb for cell in row.values() if not cell.protection.locked}
        assert fills == {"FFFFF8DC"}
        assert {cell.fill.fgColor.rgb for cell in row.values() if cell.protection.locked} == {"FFEDEDED"}
        assert row["target"].alignment.wrap_text
        assert row["target"].font.name == "宋体"
    below = form.header + len(form.rows) + 2
    assert sheet.cell(below, 1).value
    assert not sheet.cell(below, 1).protection.locked


def test_answers_are_checked(office: Sciplan) -> None:
    """Numbers are not below 0, per cent not above 100, denominators above 0; each cell names its unit."""
    assert office("form", "--year", "2023", "-o", "f.xlsx").code == 0
    sheet, _form = sheets_of("f.xlsx")
    rules = rules_of(sheet)
    training, share, spending = (rows_of("f.xlsx")[place] for place in (0, 1, 3))
    limits = {
        training["value"]: ("decimal", "greaterThanOrEqual", "0", None),
        share["value"]: ("decimal", None, "0", "100"),
        share["numerator"]: ("decimal", "greaterThanOrEqual", "0", None),
        share["denominator"]: ("decimal", "greaterThan", "0", None),
        spending["value"]: ("decimal", "greaterThanOrEqual", "0", None),
    }
    for cell, (kind, operator, first, second) in limits.items():
        rule = rules[cell.coordinate]
        assert (rule.type, rule.operator, rule.formula1, rule.formula2) == (kind, operator, first, second)
        assert rule.error
        assert rule.errorStyle in (None, "stop")
    assert "人次" in rules[training["value"].coordinate].prompt
    assert "元/人" in rules[spending["numerator"].coordinate].prompt
    open_answers = [
        cell for row in rows_of("f.xlsx") for cell in list(row.values())[8:12] if not cell.protection.locked
    ]
    assert set(rules) == {cell.coordinate for cell in open_answers}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_states_are_words_that_come_back(language: str) -> None:
    """The words of states in a form are those that the program reads."""
    with speaking(language):
        assert [STATE_WORDS.get(state_word(state), state_word(state)) for state in STATES] == list(STATES)


def test_states_are_chosen(office: Sciplan, hostile: Sciplan) -> None:
    """A state is chosen from a list in the plan's language, whatever the user's is."""
    assert office("form", "office", "--year", "2023", "-o", "zh.xlsx").code == 0
    assert hostile("form", "hostile", "--year", "2023", "-o", "en.xlsx").code == 0
    for file, number, words in (
        ("zh.xlsx", 5, "未开始,进行中,已完成"),
        ("en.xlsx", 1, "not started,in progress,done"),
    ):
        rule = rules_of(sheets_of(file)[0])[rows_of(file)[number]["state"].coordinate]
        assert (rule.type, rule.formula1) == ("list", f'"{words}"')


def test_the_page(office: Sciplan) -> None:
    """A form prints on A4 across, one page wide, with the headings on each page and the plan's name below."""
    assert office("form", "--year", "2023", "--agency", "members", "-o", "f.xlsx").code == 0
    sheet, form = sheets_of("f.xlsx")
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((1, 0), (None, 0), ("1", "0"))
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${form.header}:${form.header}"
    assert sheet.freeze_panes == f"A{form.header + 1}"
    assert sheet.auto_filter.ref == f"A{form.header}:M{form.header + 2}"
    assert sheet.print_area == f"'填报表'!$A$1:$M${form.header + 4}"
    assert sheet.oddFooter.left.text == "示例方案"
    assert "&P" in sheet.oddFooter.right.text.replace("&[Page]", "&P")
    above = " ".join(str(sheet.cell(row, 1).value) for row in range(1, form.header))
    for part in ("示例方案", "2023", "成员单位", "2024-03-31", "15.2"):
        assert part in above


def test_an_agency_keeps_its_rows(office: Sciplan) -> None:
    """`--agency` keeps what an agency owes itself or as a member of a group, and the hidden sheet names it."""
    assert office("form", "--year", "2023", "--agency", "教育局", "-o", "f.xlsx").code == 0
    _sheet, form = sheets_of("f.xlsx")
    assert form.agency == "edu"
    assert {row.target for row in form.rows.values()} == {"share", "spending"}


def test_a_file_for_each_agency(office: Sciplan) -> None:
    """With a folder each agency and group that is asked something gets a file of its own."""
    done = office("form", "--year", "2023", "-o", "out/")
    assert done.code == 0
    names = ["2023-农业局.xlsx", "2023-成员单位.xlsx", "2023-教育局.xlsx"]
    assert sorted(file.name for file in Path("out").iterdir()) == sorted(names)
    assert [sheets_of(Path("out") / name)[1].agency for name in names] == ["agri", "members", "edu"]
    assert done.err.count("Wrote out/") == 3
    Path("here").mkdir()
    assert office("form", "--year", "2023", "--agency", "edu", "-o", "here").code == 0
    assert sorted(file.name for file in Path("here").iterdir()) == ["2023-成员单位.xlsx", "2023-教育局.xlsx"]


def test_hostile_names_stay_text(hostile: Sciplan) -> None:
    """Names that look like formulas or links are text, and their files have names that every system takes."""
    assert hostile("form", "--year", "2023", "-o", "out/").code == 0
    files = sorted(Path("out").iterdir())
    assert [file.name for file in files] == [
        "2023-=cmd_'_C calc'!A0.xlsx",
        "2023-A_B_C_-fin.xlsx",
        "2023-a_b_c_.xlsx",
        "2023-nobody named.xlsx",
    ]
    for file in files:
        for sheet in openpyxl.load_workbook(file).worksheets:
            assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} <= {"s"}
        with zipfile.ZipFile(file) as parts:
            text = b"".join(parts.read(name) for name in parts.namelist())
            assert b"<f>" not in text
            assert b"hyperlink" not in text
    sheet, form = sheets_of(files[0])
    assert [row.name for row in form.rows.values()] == ["@SUM(A1)", "http://example.org"]
    assert "=cmd|'/C calc'!A0" in str(sheet["A2"].value)
    assert sheet.oddFooter.left.text == "=1+1 && Sons/Plan"


def test_joint_leads_and_nobody(hostile: Sciplan) -> None:
    """A joint target stands in the form of each lead; what nobody answers for has a form of its own."""
    assert hostile("form", "--year", "2023", "-o", "out/").code == 0
    found = {file.name: [row.target for row in sheets_of(file)[1].rows.values()] for file in Path("out").iterdir()}
    assert [found[name] for name in sorted(found)] == [["joint", "yes"], ["joint"], ["joint"], ["nobodys"]]
    sheet, form = sheets_of("out/2023-nobody named.xlsx")
    assert form.agency == ""
    assert sheet["A2"].value == "Agency: nobody named"
    assert "each gives the whole figure" in str(sheet["A4"].value)


def test_a_group_is_asked_for_by_its_name(office: Sciplan) -> None:
    """A form for a group holds what is asked of the group, not what its members owe by themselves."""
    assert office("form", "--year", "2023", "--agency", "members", "-o", "f.xlsx").code == 0
    assert {row.target for row in sheets_of("f.xlsx")[1].rows.values()} == {"spending"}


def test_before_and_after_the_year(office: Sciplan, hostile: Sciplan) -> None:
    """A year that is still to come is asked for too; what was reported before is no longer."""
    assert office("form", "office", "--year", "2022", "-o", "2022.xlsx").code == 0
    assert not Path("2022.xlsx").exists()
    assert office("form", "office", "--year", "2025", "-o", "2025.xlsx").code == 0
    assert [row[1] for row in texts_of("2025.xlsx")] == ["农民培训", "覆盖率", "宣传"]
    assert hostile("record", "joint", "4", "--year", "2021").code == 0
    assert hostile("form", "hostile", "--year", "2023", "-o", "joint.xlsx").code == 0
    assert texts_of("joint.xlsx")[0][5:] == ("4 =1 to date (2021)", "≥ 10 =1", "6 =1")


def test_shared_figures(office: Sciplan) -> None:
    """Where several regions make one figure, the goal is said to be theirs together, and none is expected of one."""
    text = OFFICE.read_text(encoding="utf-8")
    text = (
        text.replace("key: office", "key: shared")
        .replace("unit: 元/人", "unit: 元")
        .replace("combine: each", "combine: sum")
    )
    Path("shared.yaml").write_text(text, encoding="utf-8")
    assert office("plan", "load", "shared.yaml").code == 0
    assert office("record", "-p", "shared", "spending", "3", "--year", "2022", "--region", "630100").code == 0
    assert office("form", "shared", "--year", "2023", "-o", "f.xlsx").code == 0
    rows = [row for row in texts_of("f.xlsx") if row[1] == "经费"]
    assert [row[3] for row in rows] == ["西宁市", "海东市"]
    assert [(row[5], row[7]) for row in rows] == [("3元", ""), ("", "")]
    assert all("≥ 2元" in row[6] and row[6] != "≥ 2元" for row in rows)


def test_states_before(office: Sciplan) -> None:
    """The last state stands in the plan's words, with its date."""
    assert office("record", "publicity", "in-progress", "--period", "2022-05").code == 0
    assert office("form", "--year", "2023", "-o", "f.xlsx").code == 0
    assert texts_of("f.xlsx")[-1][5].startswith("进行中")
    assert "2022-05" in texts_of("f.xlsx")[-1][5]


def test_nothing_is_owed(office: Sciplan) -> None:
    """Where nothing is left to report that is said, and no file or folder is made."""
    for place in ("f.xlsx", "out/"):
        done = office("form", "--year", "2023", "--agency", "fin", "-o", place)
        assert (done.code, done.out) == (0, "")
        assert done.err == "Nothing is left to report for 2023; no form was written.\n"
    assert not Path("f.xlsx").exists()
    assert not Path("out").exists()


def test_nothing_is_overwritten_unasked(office: Sciplan) -> None:
    """A file that is there stays, and of a folder nothing at all is written then; `--force` replaces."""
    Path("out").mkdir()
    mine = Path("out/2023-教育局.xlsx")
    mine.write_text("mine", encoding="utf-8")
    done = office("form", "--year", "2023", "-o", "out")
    assert (done.code, "exists already; nothing was written." in done.err) == (3, True)
    assert office("form", "--year", "2023", "-o", str(mine)).code == 3
    assert list(Path("out").iterdir()) == [mine]
    assert mine.read_text(encoding="utf-8") == "mine"
    assert office("form", "--year", "2023", "-o", "out", "--force").code == 0
    assert sheets_of(mine)[1].agency == "edu"
    assert len(list(Path("out").iterdir())) == 3


def test_the_same_form_has_the_same_bytes(office: Sciplan) -> None:
    """Two forms of one state of the ledger are equal to the byte, and private."""
    for name in ("a.xlsx", "b.xlsx"):
        assert office("form", "--year", "2023", "-o", name).code == 0
    assert Path("a.xlsx").read_bytes() == Path("b.xlsx").read_bytes()
    assert Path("a.xlsx").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--year", "2026", "-o", "f.xlsx"], 3, "2026 is outside the plan, which runs from 2021 to 2025."),
        (["--year", "23", "-o", "f.xlsx"], 2, "“23” is not a year."),
        (["--year", "2023", "--agency", "nobody", "-o", "f.xlsx"], 3, "There is no agency “nobody” in this plan."),
        (["--year", "2023", "-o", "f.pdf"], 2, "A form is a workbook."),
        (["--year", "2023"], 2, "is missing."),
        (["-o", "f.xlsx"], 2, "is missing."),
        (["--year", "2023", "-o", "nowhere/f.xlsx"], 4, "cannot be used: it does not exist."),
        (["--year", "2023", "-o", "nowhere/out/"], 4, "cannot be used: it does not exist."),
        (["--year", "2023", "-o", "sciplan.db/"], 4, "cannot be used: it exists already."),
        (["nowhere", "--year", "2023", "-o", "f.xlsx"], 3, "There is no plan “nowhere” in this database."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_questions(arguments: list[str], code: int, sentence: str, office: Sciplan) -> None:
    """A wrong question gets one sentence, the right exit code, and no file."""
    done = office("form", *arguments)
    assert (done.code, done.out, sentence in done.err) == (code, "", True), done.err
    assert [file.name for file in Path().iterdir()] == ["sciplan.db"]


@pytest.fixture
def english() -> Iterator[None]:
    """Speak English after the test as before it."""
    use_language("en")
    yield
    use_language("en")


@pytest.mark.usefixtures("english")
def test_another_language_for_a_while() -> None:
    """The user's language comes back after a document in another one, also when making it fails."""
    with speaking("zh"):
        assert (current_language(), state_word("done")) == ("zh", "已完成")
    with pytest.raises(KeyError), speaking("zh"):
        state_word("nothing")
    assert (current_language(), state_word("done")) == ("en", "done")


def test_a_folder_needs_no_stroke(office: Sciplan) -> None:
    """A name without an ending is that of a folder, whether it is there already or not."""
    assert office("form", "office", "--year", "2023", "-o", "out").code == 0
    first = sorted(path.name for path in Path("out").iterdir())
    assert office("form", "office", "--year", "2023", "-o", "other/").code == 0
    assert first == sorted(path.name for path in Path("other").iterdir())
    assert len(first) > 1
