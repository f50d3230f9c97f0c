"""Plan files, returns and paragraphs as text, each of which must be refused."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.faults.offices import OFFICE, ROOT

Files = dict[str, tuple[str, bytes]]
"""What each file is, with its name and its bytes."""

HEAD = "target,year,value\n"
INFORMATION = ("missing-fact", "unanswered", "unused-agency", "lead-also-responsible", "two-figures", "yearly-total")
_FIGURES = (
    "=1+1", "=cmd|' /C calc'!A0", "@SUM(1)", "1e5", "1E400", "NaN", "Infinity", "-inf", "0x10", "0b1",
    "1_000", "٣", "①", "Ⅳ",
    "五", "1,2345", "1 2", "1.", ".5.", "..", "--5", "+-5", "1/0", "1/2/3", "/", "%", "5%", "9"  * 13,
    "9"  * 400, "0." + "1"  * 7,
    "0." + "0"  * 500, "-5", "true", "null", "[5]", "{}", "<b>5</b>", "5;6", "5\u200b", "5\u202e",
    "\ufeff5", "5人", "5元", "5万万",
    "$5", "'5'x", "5kg", "²", "1’000", "∞", "½", "5\x07", "很多", "若干", "约5", "≥5", "5-6", "5~6", "12/100",
)  # fmt: skip
_PERIODS = (
    "20233", "23", "-2023", "2023-13", "2023-00", "2023Q5", "2023Q0", "2023H3", "2023-1-1", "0000", "9999",
    "2027", "2019", "今年",
    "2023..2024", "....2023", "2023年13月", "二〇二三", "NaN", "1e3", "2023\u202e", "2023Q1H1", "None",
)  # fmt: skip
_TARGETS = (
    "", "nothing", "train", "农民", "../training", "training'; DROP TABLE entry; --", "training\x00",
    "%s%s%s%n", "{0.__class__}",
    "<script>alert(1)</script>", "x"  * 5000, "training\u202e", "\u200btraining", "contests-all",
    "=training", "TRAINING/", "1",
)  # fmt: skip
_HEADS = (
    "target,year,value,value", "target,year", "year,value", "target,value", "a,b,c",
    "target,year,value,电话", ",,", "target;year,value",
    "target,year,value,region,region", "目标,目标,目标", "target|year|value", '"target,year,value',
    "target,year,value,__class__",
)  # fmt: skip
_YAML = {
    "a bomb": "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nentries: [*c, *c]\n",
    "a merge": "- &a {target: training, year: 2023, value: 5}\n- {<<: *a, year: 2022}\n",
    "python/object": "- !!python/object/apply:os.system ['true']\n",
    "python/name": "- !!python/name:os.system\n",
    "a binary": "- !!binary aGVsbG8=\n",
    "a custom tag": "- !x {target: training}\n",
    "deep brackets": "[" * 30_000,
    "deep braces": "{a: " * 30_000,
    "deep indents": "".join(f"{' ' * depth}-\n" for depth in range(900)),
    "a name twice": "- target: training\n  target: share\n",
    "two documents": "- {target: training, year: 2023, value: 5}\n---\n- {target: training, year: 2022, value: 5}\n",
    "a tab": "-\t{target: training}\n\t- x\n",
    "octal": "- {target: training, year: 2023, value: 010}\n",
    "sexagesimal": "- {target: training, year: 2023, value: 1:30}\n",
    "a directive": "%YAML 9.9\n---\n- 5\n",
    "an open string": '- {target: "training\n',
    "no list": "5\n",
    "a cycle": "&a [*a]\n",
    "a complex key": "- ? [target]\n  : training\n",
    "a block without end": "- target: |\n" + "  x\n" * 50_000,
}
_JSON = {
    "deep lists": "[" * 100_000,
    "deep objects": '{"a":' * 100_000,
    "a number of a million digits": '[{"target": "training", "year": 2023, "value": ' + "9" * 1_000_000 + "}]",
    "a year of a million digits": '[{"target": "training", "value": 5, "year": ' + "9" * 1_000_000 + "}]",
    "an exponent": '[{"target": "training", "year": 2023, "value": 1e999999999}]',
    "half a surrogate": '[{"target": "\\ud800", "year": 2023, "value": 5}]',
    "a name twice": '[{"target": "training", "target": "share", "year": 2023, "value": 5}]',
    "a bare word": "[{target: 1}]",
    "text behind": '[{"target": "training", "year": 2023, "value": 5}] x',
    "a comma behind": '[{"target": "training", "year": 2023, "value": 5},]',
    "nothing": "",
    "null": "null",
    "a string": '"training"',
    "lists": "[[[]]]",
    "a nested value": '[{"target": ["training"], "year": 2023, "value": 5}]',
    "true": '[{"target": "training", "year": 2023, "value": true}]',
    "NaN": '[{"target": "training", "year": 2023, "value": NaN}]',
    "__proto__": '[{"__proto__": {"target": "training"}, "year": 2023, "value": 5}]',
    "a NUL": '[{"target": "training\\u0000", "year": 2023, "value": 5}]',
    "entries twice": '{"entries": [], "entries": []}',
    "another schema": '{"schema": "x/1", "entries": [{"target": "training", "year": "2023", "value": "5"}]}',
    "no string": '[{"target": "training',
    "comments": '/* x */ [{"target": "training", "year": 2023, "value": 5}]',
}


def returns() -> Files:
    """Give returns as CSV, JSON and YAML."""
    made: dict[str, str | bytes] = {f"figure {typed[:20]!r}": f'{HEAD}training,2024,"{typed}"\n' for typed in _FIGURES}
    made |= {f"period {typed!r}": f'target,period,value\ntraining,"{typed}",5\n' for typed in _PERIODS}
    made |= {f"target {typed[:20]!r}": f'{HEAD}"{typed}",2024,5\n' for typed in _TARGETS}
    made |= {f"head {typed!r}": f"{typed}\ntraining,2024,5\n" for typed in _HEADS}
    made |= {
        "every byte": bytes(range(256)) * 40,
        "UTF-16 without a mark": f"{HEAD}training,2024,5\n".encode("utf-16-le"),
        "UTF-32": f"{HEAD}training,2024,5\n".encode("utf-32"),
        "broken UTF-8": f"{HEAD}training,2024,".encode() + b"\xff\xfe\xfd\n",
        "overlong UTF-8": f"{HEAD}training,2024,".encode() + b"\xc0\xb5\n",
        "NUL bytes": bytes(100_000),
        "an open quote before much": f'{HEAD}training,2024,"5\n' + "training,2023,5\n" * 100_000,
        "a cell of ten megabytes": f"{HEAD}training,2024," + "9" * 10_000_000,
        "a hundred thousand columns": "a," * 100_000 + "\n" + "1," * 100_000,
        "a million commas": HEAD + "," * 1_000_000,
        "a million quotes": HEAD + '"' * 1_000_001,
        "two million blank lines": "\n" * 2_000_000,
        "wrong rows without end": HEAD + "nothing,2024,5\n" * 200_000,
        "CR alone": f"{HEAD}training,2024,5\nx".replace("\n", "\r"),
        "evidence elsewhere": "target,year,value,evidence\ntraining,2024,5,../sciplan.db\n",
        "evidence at the root": "target,year,value,evidence\ntraining,2024,5,/etc/passwd\n",
        "evidence that is a device": "target,year,value,evidence\ntraining,2024,5,/dev/zero\n",
        "a note with an escape": "target,year,value,note\ntraining,2024,5,\x1b]52;c;x\x07\n",
        "a note without end": "target,year,value,note\ntraining,2024,5," + "x" * 100_000 + "\n",
        "another place": "target,year,value,region\ntraining,2024,5,110000\n",
        "another office": "target,year,value,agency\ntraining,2024,5,nobody\n",
        "one slot twice": f"{HEAD}training,2024,5\ntraining,2024,6\n",
        "over what stands": f"{HEAD}training,2023,99\n",
        "nothing": b"",
    }
    texts: list[tuple[str, Mapping[str, str | bytes]]] = [("csv", made), ("json", _JSON), ("yaml", _YAML)]
    return {
        f"{ending}, {what}": (
            f"r.{ending}",
            content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"),
        )
        for ending, files in texts
        for what, content in files.items()
    }


def plans() -> Files:
    """Give plan files: one for each problem that a plan can have, and some that mean harm."""
    broken = sorted((ROOT / "tests" / "problems").glob("*.yaml"))
    good = OFFICE.read_text(encoding="utf-8")
    made = {
        path.stem: path.read_bytes() for path in broken if _is_refused(path.with_suffix(".expected").read_text("utf-8"))
    }
    made |= {what: text.encode() for what, text in _YAML.items()}
    made |= {
        "half of one": good[: len(good) // 2].rpartition("{")[0].encode() + b"{",
        "every byte": bytes(range(256)),
        "UTF-16": good.encode("utf-16"),
        "GBK": good.encode("gb18030"),
        "too large": good.encode() + b"# x\n" * 300_000,
        "a name that runs backwards": good.replace("name: 农民培训", 'name: "农民\u202e培训"').encode(),
        "a name with an escape": good.replace("name: 农民培训", 'name: "农民\\x1b[31m"').encode(),
        "a key that is a path": good.replace("key: office", "key: ../../office", 1).encode(),
        "a goal without end": good.replace("50000", "9" * 5000, 1).encode(),
        "nothing": b"",
    }
    return {what: ("p.yaml", content) for what, content in made.items()}


def _is_refused(expected: str) -> bool:
    """Say whether the problems of a broken plan keep it from being loaded: there are some that only inform."""
    codes = {line.split(": ", 2)[1] for line in expected.splitlines() if ": " in line}
    return not codes & {*INFORMATION, "goal-behind-baseline", "higher-goal"}


def notes() -> Files:
    """Give paragraphs for a report that cannot be used."""
    made = {what: text.encode() for what, text in _YAML.items() if what != "a block without end"}
    made |= {
        "no section": b"nowhere: text\n",
        "a mapping": b"overview: {a: b}\n",
        "not UTF-8": b"overview: \xff\xfe\n",
        "too large": b"overview: " + b"x" * 1_100_000,
        "an escape": b'overview: "\x1b[31m"\n',
        "a hidden character": "overview: 一\u202e二\n".encode(),
    }
    return {what: ("n.yaml", content) for what, content in made.items()}
