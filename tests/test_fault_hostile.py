"""Hostile files and texts, and bytes without sense, in small."""

from benchmarks.faults import fuzzing, hostile_files, hostile_words, round_trips


def test_files() -> None:
    """A file that means harm is refused with one message, and the ledger is unchanged."""
    outcome = hostile_files.hostile_files(every=25, installed=False)
    assert outcome.passed, outcome


def test_there_are_many_files() -> None:
    """A full run has at least 200 of them."""
    from benchmarks.faults import hostile_texts

    assert len(hostile_texts.plans()) + len(hostile_texts.returns()) > 200


def test_texts() -> None:
    """A hostile text is read back the same from every format, and nothing of it runs."""
    outcome = hostile_words.hostile_words(every=3)
    assert outcome.passed, outcome


def test_readers() -> None:
    """Whatever bytes come in, a reader answers or refuses."""
    outcome = fuzzing.fuzzing(examples=10)
    assert outcome.passed, outcome


def test_control_characters_in_yaml() -> None:
    """A control character in YAML is a problem of its line."""
    from benchmarks.faults.readers import any_kind, yaml

    yaml(b"\x1f")
    any_kind(b"- \x01{a: b}")


def test_round_trips() -> None:
    """What is exported and imported elsewhere is the same entries."""
    outcome = round_trips.round_trips(1, entries=60)
    assert outcome.passed, outcome
