"""Returns as text that must not come in: each is refused with its place, and not a byte of the ledger changes."""

import json

import pytest

from tests.returns import HEAD, Office, office

FULL = "target,year,value,unit,agency,region,note,evidence,state,numerator,denominator,period\n"
GOOD = HEAD + "training,2023,12000\n"
NUMBER = "Write it like 12000, 12,000, 1.2万, 56.3% or 264万/592.4万."
BEHIND = "Look for a comma, bracket or quotation mark that is missing."
QUOTES = "Look for a quotation mark that is missing or too many."
ENCODED = "Save the file as “CSV UTF-8”, or name its encoding with --encoding."


@pytest.fixture(name="ours")
def _ours() -> Office:
    return office()


def row(target: str = "training", year: str = "2023", value: str = "12000", **more: str) -> str:
    """Give a file with one row; what is not named is left empty."""
    cells = {"target": target, "year": year, "value": value, **more}
    return FULL + ",".join(cells.get(column, "") for column in FULL.strip().split(",")) + "\n"


def figure(typed: str) -> str:
    """Give a file with one figure."""
    return f'{HEAD}training,2023,"{typed}"\n'


def one(record: str) -> str:
    """Give a document with one record on its second line."""
    return f'[\n{{"target": "training", "year": 2023, {record}}}]'


FILES: dict[str, tuple[str | bytes, str]] = {
    "UTF-16 without a mark": (
        GOOD.encode("utf-16-le"),
        f"1: wrong-encoding: The line holds a character that no text has (U+0000). {ENCODED}",
    ),
    "any bytes": (bytes(range(256)) * 4, "2: wrong-encoding: The line is not text in UTF-8 or GB18030."),
    "a broken character": (GOOD.encode() + b"training,2022,\xff\xff\n", "3: wrong-encoding: The line is not text in"),
    "a NUL byte": (GOOD.encode() + b"training,2022,1\x002\n", "3: wrong-encoding: The line holds a character that"),
    "a NUL byte in Chinese": (
        "指标,年度,数值,备注\n培训,2021,1,好\n培训,2022,2,好\n培训,2023,3,\0\n",
        "4: wrong-encoding: The line holds a character that no text has (U+0000).",
    ),
    "a broken byte in Chinese": (
        "指标,年度,数值,备注\n培训,2021,1,好\n培训,2022,2,好\n".encode() + b"\xe5\x9f\xff,2023,3,\n",
        "4: wrong-encoding: The line is not text in UTF-8 or GB18030.",
    ),
    "an unclosed quote": (
        GOOD + 'training,2022,"5\ntraining,2021,6\n',
        f"3: open-quote: The quotation marks do not match from here on; nothing behind it was read. {QUOTES}",
    ),
    "two quotes that swallow rows": (
        HEAD + 'training,2021,"1\ntraining,2022,2\ntraining,2023,3"\n',
        f"2: open-quote: The row runs on to line 4. {QUOTES}",
    ),
    "text behind a quote": (
        HEAD + 'training,2021,1\n"training,2022,2\ntraining,2023,3\ntraining,2024,"4\n',
        "3: open-quote: The quotation marks do not match from here on",
    ),
    "a short row": (
        GOOD + "training,2022\n",
        "3: ragged-row: The row has 2 cells, the header 3. Look for a comma too many or too few.",
    ),
    "an unquoted comma": (HEAD + "training,2023,12,000\n", "2: ragged-row: The row has 4 cells, the header 3."),
    "a heading twice": (
        "target,year,value,value\ntraining,2023,1,2\n",
        "1: duplicate-column: The column “value” stands twice. Keep one of them.",
    ),
    "one column under two names": (
        "target,指标,year,value\ntraining,培训,2023,1\n",
        "1: duplicate-column: “target” and “指标” both name the column target.",
    ),
    "no figures": (
        "target,year,note\ntraining,2023,n\n",
        "1: missing-column: The column “value” is missing (数值). Add it, or say with --map HEADING=value which",
    ),
    "no years": ("target,value\ntraining,2023\n", "1: missing-column: The column “year” is missing (年度)."),
    "no targets": ("year,value\n2023,1\n", "1: missing-column: The column “target” is missing (指标)."),
    "a foreign heading": (
        "target,year,value,电话\ntraining,2023,5,1\n",
        "1: unknown-column: There is no column “电话”. Say what it is with --map 电话=COLUMN, or --map 电话=ignored",
    ),
    "a misspelt heading": (
        "target,yaer,period,value\ntraining,,2023,5\n",
        "1: unknown-column: There is no column “yaer”. Did you mean “year”?",
    ),
    "an ambiguous heading": (
        "target,year,value,单位\ntraining,2023,5,1\n",
        "1: unknown-column: “单位” can mean two things. Write 填报单位 for the agency or 计量单位 for the unit.",
    ),
    "nothing": (b"", ": empty-file: The file holds no rows. Check that it is the right file."),
    "empty lines": ("\n\n   \n,,\n", ": empty-file: The file holds no rows."),
    "a header alone": (HEAD, ": empty-file: There is no figure in the file."),
    "empty rows": (HEAD + "training,2023,\n", ": empty-file: There is no figure in the file."),
    "no target": (HEAD + ",2023,5\n", "2: unknown-target: The row names no target. Give its key or its whole name."),
    "a part of a name": (
        HEAD + "训,2023,5\n",
        "2: unknown-target: “训” is not a whole name. Write 培训 or training.",
    ),
    "a misspelt target": (
        HEAD + "trainng,2023,5\n",
        "2: unknown-target: There is no target “trainng” in this plan. Did you mean training (培训)?",
    ),
    "a target with others' figures": (
        HEAD + "contests-all,2023,5\n",
        "2: unknown-target: contests-all is judged on the figures of contests. Record the figure for contests.",
    ),
    "a name that is a formula": (
        HEAD + "=cmd|' /C calc'!A0,2023,5\n",
        "2: unknown-target: There is no target “=cmd|' /C calc'!A0” in this plan.",
    ),
    "a name with an escape": (
        HEAD + "\x1b]0;x\x07,2023,5\n",
        "2: unknown-target: The text contains a character that cannot be seen (U+001B). Type it again",
    ),
    "a name that runs backwards": (
        HEAD + "train\u202eing,2023,5\n",
        "2: unknown-target: The text contains a character",
    ),
    "no period": (HEAD + "training,,5\n", "2: wrong-period: The row has no year. Write it like 2023, or 2023Q2."),
    "a period that is none": (HEAD + "training,12/2023,5\n", "2: wrong-period: “12/2023” is not a period."),
    "a year to come": (
        HEAD + "training,2027,5\n",
        "2: wrong-period: 2027 is outside the plan, which runs from 2021 to 2025.",
    ),
    "too long a period": (HEAD + "contests,2023,5\n", "2: wrong-period: contests is judged half-year by half-year;"),
    "two years": (
        "year,period,target,value\n2023,2022H1,contests,5\n",
        "2: wrong-period: “2023 2022H1” is not a period.",
    ),
    "crossing periods": (
        "target,period,value\ntraining,..2023Q2,5\ntraining,2023,6\n",
        "3: overlap: 2023 overlaps ..2023Q2, for which the file says 5 above. Keep one of them, or report for periods",
    ),
    "a region that must not report": (
        row("spending", value="3", region="630000"),
        "2: unknown-region: spending is reported region by region; 青海省 is none of them.",
    ),
    "a part of a region": (
        row("spending", value="3", region="西宁"),
        "2: unknown-region: “西宁” is not a whole name. Write 西宁市 or 630100.",
    ),
    "no region": (row(region="999"), "2: unknown-region: There is no region “999” in this plan."),
    "an agency for another one": (
        row(agency="agri"),
        "2: unknown-agency: agri neither leads nor answers for training. It is the business of: 教育厅.",
    ),
    "a part of an agency": (row(agency="教育"), "2: unknown-agency: “教育” is not a whole name. Write 教育厅 or edu."),
    "another unit in its column": (
        row(unit="人"),
        "2: wrong-unit: training is counted in 人次, not in 人. Give the number in 人次.",
    ),
    "another unit behind a figure": (figure("12000人"), "2: wrong-figure: training is counted in 人次, not in 人."),
    "another unit in the heading": (
        "target,year,value（人）\ntraining,2023,5\n",
        "2: wrong-figure: training is counted in 人次, not in 人.",
    ),
    "万 twice": (
        "指标,年度,数值（万人次）\n培训,2023,1.2万\n",
        "2: wrong-figure: “1.2万” stands where 万 is counted already; 万 would count twice. Give the number in 万人次",
    ),
    "万 in the heading alone": (
        "target,year,数值（万人次）,unit\ntraining,2023,1.2,人次\n",
        "2: wrong-figure: The heading says 万人次, the unit 人次. Keep one of them.",
    ),
    "a percentage of a count": (figure("15%"), "2: wrong-figure: training is counted in 人次, not in %."),
    "a ratio of a count": (figure("1/2"), "2: wrong-figure: training is counted in 人次; a ratio cannot be counted."),
    "more than all": (HEAD + "share,2023,152%\n", "2: wrong-figure: “152%” is more than 100 %."),
    **{
        f"the number {typed}": (figure(typed), f"2: wrong-figure: “{typed}” is not a number. {NUMBER}")
        for typed in ("1,2345", "1e5", "NaN", "Infinity", "٣", "①", "1_000", "0x10", "=1+1", "很多", "1 2", "1.", "..")
    },
    "digits of another script": (
        HEAD + "training,2021,1\ntraining,2022,١٢\n",
        "3: wrong-figure: “١٢” is not a number.",
    ),
    "a negative count": (figure("-5"), "2: wrong-figure: “-5” is negative, which training cannot be."),
    "seven decimals": (figure("0.1234567"), "2: wrong-figure: “0.1234567” has more than six decimals."),
    "too large a number": (figure("1000000000000"), "2: wrong-figure: “1000000000000” is too large"),
    "an escape in a figure": (
        figure("\x1b[31m5"),
        "2: wrong-figure: The text contains a character that cannot be seen",
    ),
    "a numerator alone": (
        row("share", value="", numerator="1"),
        "2: wrong-figure: A numerator and a denominator belong together. Give both, or the value alone.",
    ),
    "a denominator of nothing": (
        row("share", value="", numerator="1", denominator="0"),
        "2: wrong-figure: “1/0” divides by 0, which no ratio can. Give a denominator above zero.",
    ),
    "a value beside another ratio": (
        row("share", value="60", numerator="1", denominator="2"),
        "2: wrong-figure: The value 60 is not the numerator by the denominator. Leave the value empty, or mend one",
    ),
    "a state for a number": (
        row(value="", state="done"),
        "2: wrong-state: training is a number in 人次, and has no state. Leave the state empty.",
    ),
    "a number for a state": (
        row("publicity", value="5"),
        "2: wrong-figure: “5” is not a state; publicity has no number.",
    ),
    "an unknown state": (row("publicity", value="", state="half"), "2: wrong-state: “half” is not a state;"),
    "verified without evidence": (
        row("publicity", value="", state="已核验"),
        "2: wrong-state: “verified” needs evidence. Name the file that proves it in the column “evidence”",
    ),
    "evidence elsewhere": (row(evidence="../x.pdf"), "2: missing-evidence: “../x.pdf” does not lie beside the file."),
    "evidence anywhere": (
        row(evidence="/etc/hosts"),
        "2: missing-evidence: “/etc/hosts” does not lie beside the file.",
    ),
    "missing evidence": (row(evidence="no.pdf"), "2: missing-evidence: no.pdf cannot be read: it does not exist."),
    "a note with a bell": (
        row(note="a\x07b"),
        "2: wrong-note: The text contains a character that cannot be seen (U+0007).",
    ),
    "a note that runs backwards": (row(note="a\u202eb"), "2: wrong-note: The text contains a character"),
    "a note without end": (
        row(note="x" * 2001),
        "2: wrong-note: The text is 2001 characters long; 2000 are kept. Shorten it.",
    ),
    "two figures for one slot": (
        HEAD + "training,2023,5\ntraining,2023,6\n",
        "3: conflict: training 2023 is given twice, as 5 in row 2 and as 6 here. Keep the right one.",
    ),
    "a total that does not fit": (
        HEAD + "training,2022,5\ntraining,2023,6\n合计,,12\n",
        "4: control-total: The total of training says 12, the rows make 11. Look for a row that is missing, doubled",
    ),
    "a subtotal": (
        HEAD + "training,2022,5\n小计,,5\n",
        "3: subtotal: The row is a subtotal; nobody can tell of which rows. Take it out.",
    ),
    "one total of two targets": (
        HEAD + "training,2022,5\nshare,2023,6\n合计,,11\n",
        "4: control-total: One total cannot be that of 2 targets. Give a total for each target, or leave the row out.",
    ),
    "a total of percentages": (
        HEAD + "share,2022,5\nshare,2023,6\n合计,,11\n",
        "4: control-total: share is counted in %, which does not add up.",
    ),
}
JSON = {
    "broken JSON": (
        '[{"target": "training", "year": 2023, "value": 5},\n {"target": "training" "year": 2022}]',
        f"2: json-syntax: The file is not well-formed JSON from here on. {BEHIND}",
    ),
    "a comma before the end": ('[{"target": "training", "year": 2023, "value": 5},\n]', "2: json-syntax:"),
    "a comma within": (one('"value": 5,'), "2: json-syntax:"),
    "text behind": (one('"value": 5') + "\nx", "2: json-syntax:"),
    "a name twice": (one('"value": 5, "value": 6'), "2: duplicate-column: “value” stands twice in one record."),
    "a column twice": (one('"value": 5, "数值": 6'), "2: duplicate-column: “value” stands twice in one record."),
    "a nested value": (
        one('"value": {"a": 1}'),
        "2: wrong-shape: The value of “value” is neither text nor a number. Give one value.",
    ),
    "a list for a value": (one('"value": [1, 2]'), "2: wrong-shape: The value of “value”"),
    "true": (one('"value": true'), "2: wrong-shape: The value of “value”"),
    "NaN": (one('"value": NaN'), "2: wrong-figure: “NaN” is not a number."),
    "an exponent": (one('"value": 1e5'), "2: wrong-figure: “1e5” is not a number."),
    "a foreign name": (
        one('"wert": 5'),
        "2: unknown-column: There is no column “wert”. The columns are: target, year,",
    ),
    "deep nesting": ("[" * 100_000, ": json-syntax: The file is nested too deeply. Check the brackets."),
    "deep nesting in a record": ('[{"target":' + "[" * 100_000, ": json-syntax: The file is nested too deeply."),
    "no list": ("5", "1: wrong-shape: The file holds no list of records. Write a list, or a document"),
    "no record": ("[5]", "1: wrong-shape: A record is an object with names and values. Write it like"),
    "no entries": ('{"rows": []}', "1: unknown-column: There is no member “rows” beside “entries”."),
    "nothing": ("", "1: wrong-shape: The file holds no list of records."),
    "no records": ("[]", ": empty-file: There is no figure in the file."),
    "another plan": (
        json.dumps({"plan": "other", "entries": [{"target": "training", "year": "2023", "value": "5"}]}),
        ": unreadable: The document holds figures of the plan other, not of tiny.",
    ),
    "another kind": (
        json.dumps({"entries": [{"target": "training", "year": "2023", "value": "5"}], "schema": "sciplan/log/1"}),
        ": unreadable: The document is of the kind sciplan/log/1, not sciplan/entries/1.",
    ),
}
YAML = {
    "an anchor": ("- &a {target: training, year: 2023, value: 5}\n", "1: yaml-anchor: Anchors (&) and aliases (*)"),
    "a bomb": ("a: &a [x, x]\nb: &b [*a, *a]\nentries: [*b, *b]\n", "1: yaml-anchor: Anchors (&) and aliases (*)"),
    "a name twice": ("- target: training\n  target: share\n", "2: duplicate-field: “target” stands twice;"),
    "a tag": ("- !!python/object:os.system {target: training}\n", "1: yaml-tag: Tags (!) are not used here."),
    "deep nesting": ("[" * 30_000, "1: yaml-depth: Lists and mappings are nested more than 20 deep."),
    "broken YAML": ("- {target: training\n", "1: yaml-syntax: The YAML cannot be read on from here"),
    "a nested value": ("- {target: training, year: 2023, value: {a: 1}}\n", "1: wrong-shape: The value of “value”"),
    "a number of YAML's own": (
        "- {target: training, year: 2023, value: 1_000}\n",
        "1: yaml-number: YAML programs read “1_000” in different ways.",
    ),
    "no list": ("", "1: wrong-shape: The file holds no list of records."),
    "no record": ("- 5\n", "1: wrong-shape: A record is an object with names and values."),
}
OPTIONS: dict[str, tuple[str | bytes, tuple[str, ...], int, str]] = {
    "an unknown encoding": (
        GOOD,
        ("--encoding", "latin-1"),
        2,
        "Error: There is no encoding “latin-1”.|  Choose one of: utf-8, gb18030, gbk, gb2312, big5, utf-16.",
    ),
    "another encoding": (
        "指标,年度,数值\n培训,2023,5\n".encode("gbk"),
        ("--encoding", "utf-8"),
        3,
        f"r.csv:1: wrong-encoding: The line is not text in UTF-8. {ENCODED}",
    ),
    "an encoding that does not fit": (
        "指标,年度,数值\n培训,2023,5\n",
        ("--encoding", "big5"),
        3,
        "r.csv:1: wrong-encoding: The line is not text in BIG5.",
    ),
    "an unknown column": (GOOD, ("--map", "a=b"), 2, "Error: “a=b” says of no heading which column it is.|"),
    "no column": (GOOD, ("--map", "a"), 2, "Error: “a” says of no heading which column it is.|"),
    "a correction without reason": (GOOD, ("--correct",), 2, "Error: What is the reason?|  Add --reason TEXT;"),
    "a blank reason": (GOOD, ("--correct", "--reason", " "), 2, "Error: What is the reason?|"),
    "a reason for nothing": (GOOD, ("--reason", "r"), 2, "Error: --reason belongs to --correct.|"),
    "a hidden character": (GOOD, ("--correct", "--reason", "a\x07"), 3, "Error: The text contains a character"),
    "a format": (GOOD, ("--format", "csv"), 2, "Error: There is no format “csv”.|"),
    "another plan": (GOOD, ("--plan", "nothing"), 3, "Error: There is no plan “nothing” in this database.|"),
}


@pytest.mark.parametrize(("content", "said"), FILES.values(), ids=FILES)
def test_csv(content: str | bytes, said: str, ours: Office) -> None:
    """What is wrong with a CSV file is told with its line and with what to do about it."""
    _check(ours.refuses(content), "r.csv", said)


@pytest.mark.parametrize(("content", "said"), JSON.values(), ids=JSON)
def test_json(content: str, said: str, ours: Office) -> None:
    """What is wrong with a JSON file is told with the line on which the record begins."""
    _check(ours.refuses(content, name="r.json"), "r.json", said)


@pytest.mark.parametrize(("content", "said"), YAML.values(), ids=YAML)
def test_yaml(content: str, said: str, ours: Office) -> None:
    """YAML is read in its small, strict part alone."""
    _check(ours.refuses(content, name="r.yaml"), "r.yaml", said)


def _check(lines: list[str], file: str, said: str) -> None:
    place = f"{file}{said}" if said.startswith(":") else f"{file}:{said}"
    assert lines[0].startswith(place), lines
    assert lines[-1].startswith(f"{file}: refused, {len(lines) - 1} problem")
    assert lines[-1].endswith("; nothing was imported.")
    assert "\x1b" not in "".join(lines)


@pytest.mark.parametrize(("content", "options", "code", "said"), OPTIONS.values(), ids=OPTIONS)
def test_options(content: str | bytes, options: tuple[str, ...], code: int, said: str, ours: Office) -> None:
    """An option that says nothing, or does not fit, is refused before anything is written."""
    assert "|".join(ours.refuses(content, *options, code=code)).startswith(said)
