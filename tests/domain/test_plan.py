"""Looking things up in a plan."""

from sciplan.domain.plan import Agency, AgencyGroup, Plan, Section
from tests.domain.builders import a_plan, cumulative

SECTIONS = (
    Section("goals", "", "goals", "Goals"),
    Section("farmers", "", "action", "Farmers", lead=("agriculture",), responsible=("all",)),
    Section("training", "farmers", "part", "Training"),
    Section("villages", "training", "part", "Villages", responsible=("labour",)),
)
AGENCIES = (Agency("agriculture", "Agriculture"), Agency("edu", "Education"), Agency("labour", "Labour"))
GROUPS = (AgencyGroup("all", "All members", ("edu", "labour")),)


def plan() -> Plan:
    """Give a plan with an outline of three levels and a group."""
    return a_plan(
        cumulative(key="own"),
        cumulative(key="stated")._replace(section="training", lead=("edu",)),
        cumulative(key="helped")._replace(section="training", responsible=("edu",)),
        cumulative(key="inherited")._replace(section="training"),
        cumulative(key="nearest")._replace(section="villages"),
        cumulative(key="nobody")._replace(section="goals"),
        sections=SECTIONS,
        agencies=AGENCIES,
        groups=GROUPS,
    )


def test_things_are_found_by_key() -> None:
    """Targets, sections, agencies, groups and regions are found by their keys."""
    found = plan()
    assert found.target_by_key["own"].key == "own"
    assert found.section_by_key["farmers"] is SECTIONS[1]
    assert found.agency_by_key["edu"] is AGENCIES[1]
    assert found.group_by_key["all"] is GROUPS[0]
    assert found.region_by_code["xining"].name == "Xining"


def test_a_section_path_runs_from_the_outermost_section_down() -> None:
    """The path to a section names what it lies in, outermost first."""
    assert [one.key for one in plan().section_path("villages")] == ["farmers", "training", "villages"]
    assert plan().section_path("") == ()


def test_a_target_answers_with_its_own_agencies_or_the_nearest_sections() -> None:
    """Agencies of a section hold for everything below it that states none, neither a lead nor others."""
    found = plan()
    answers = {key: found.answerable(found.target_by_key[key]) for key in found.target_by_key if key != "own"}
    assert answers == {
        "stated": (("edu",), ()),
        "helped": ((), ("edu",)),
        "inherited": (("agriculture",), ("all",)),
        "nearest": ((), ("labour",)),
        "nobody": ((), ()),
    }


def test_groups_stand_for_their_members_each_once() -> None:
    """A group stands for its members; an agency that is named twice is there once, in order."""
    assert plan().members(("labour", "all", "agriculture")) == ("labour", "edu", "agriculture")


def test_a_region_lies_in_its_line_of_ancestors() -> None:
    """A county lies in itself, its prefecture and the province; an unknown region in nothing."""
    assert plan().within("datong") == ("datong", "xining", "qinghai")
    assert plan().within("qinghai") == ("qinghai",)
    assert plan().within("elsewhere") == ()
