"""The illustrative 示例数据（虚构） returns of `examples/qinghai/returns`: every figure in here is invented.

They are messy in the ways in which offices send them: encodings, titles, full-width digits, 万, percent cells.
`pytest tests/test_examples.py --update` writes the files.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from sciplan.clock import Now
from sciplan.domain.form_layout import COLUMNS, HIDDEN_SHEET
from tests.conftest import run_sciplan

PLAN = "qinghai-2021-2025"
MARK = "illustrative 示例数据（虚构）"
FORM = "illustrative-2023.xlsx"
FORM_MADE = Now(datetime(2024, 1, 3, 1, tzinfo=UTC), date(2024, 1, 3))
"""When the office made the form for 2023."""


THOUSAND = 1000
FIRST_MONEY = 2020


@dataclass(frozen=True, slots=True)
class Place:
    """A prefecture or a county: its people, and its own money for science from 2020 (a county's from 2021) to 2025.

    Both are in thousands.
    """

    code: str
    people: int
    money: tuple[int | None, ...]

    def spent(self, year: int) -> int | None:
        """Give its money of a year in 元."""
        money = self.money[year - FIRST_MONEY]
        return None if money is None else money * THOUSAND

    def ratio(self, year: int) -> tuple[int, int]:
        """Give its money and its people of a year that both are known for."""
        return self.spent(year) or 0, self.people * THOUSAND

    @property
    def in_tens_of_thousands(self) -> str:
        """Its people as offices write them: 137.3万."""
        return f"{self.people / 10:g}万"


@dataclass(frozen=True, slots=True)
class Prefecture(Place):
    """A prefecture: also the farmers trained in 2022, and since when it has a museum and a column on television."""

    trained: int
    museum: int
    column: int


NEVER = 9999
PREFECTURES = {
    "西宁市": Prefecture("630100", 2_470, (3_700, 3_750, 3_880, 4_020, 4_180, 4_330), 2_620, 2022, 2022),
    "海东市": Prefecture("630200", 1_360, (1_900, 2_050, 2_120, 2_180, 2_250, 2_310), 3_150, 2023, 2022),
    "海北藏族自治州": Prefecture("632200", 270, (400, 410, 430, 450, 470, 490), 740, 2024, 2023),
    "黄南藏族自治州": Prefecture("632300", 280, (410, 420, 430, 450, 460, 480), 690, NEVER, 2024),
    "海南藏族自治州": Prefecture("632500", 450, (660, 675, 690, 720, 740, 770), 1_180, 2022, 2023),
    "果洛藏族自治州": Prefecture("632600", 220, (None, 320, 335, 350, 360, 380), 380, NEVER, 2025),
    "玉树藏族自治州": Prefecture("632700", 430, (600, 610, 650, 620, 660, 680), 810, 2025, 2024),
    "海西蒙古族藏族自治州": Prefecture("632800", 470, (750, 780, 820, 860, 900, 950), 890, 2022, 2022),
}
COUNTIES = {
    "城东区": Place("630102", 437, (None, 665, 680, 700, 720, 742)),
    "城中区": Place("630103", 331, (None, 504, 520, 533, 549, 566)),
    "城西区": Place("630104", 326, (None, 496, 510, 527, 541, 560)),
    "城北区": Place("630105", 418, (None, 636, 655, 671, 694, 714)),
    "湟中区": Place("630106", 392, (None, 596, 612, 631, 650, 668)),
    "大通回族土族自治县": Place("630121", 403, (None, 613, 630, 649, 667, 688)),
    "湟源县": Place("630123", 109, (None, 256, 262, 270, 277, 285)),
    "乐都区": Place("630202", 227, (None, 346, 355, 366, 377, 388)),
    "平安区": Place("630203", 111, (None, 258, 265, 273, 281, 290)),
    "民和回族土族自治县": Place("630222", 327, (None, 498, 512, 528, 543, 560)),
    "互助土族自治县": Place("630223", 322, (None, 490, 505, 520, 536, 551)),
    "化隆回族自治县": Place("630224", 213, (None, 324, 334, 344, 354, 365)),
    "循化撒拉族自治县": Place("630225", 132, (None, 260, 268, 276, 284, 293)),
    "门源回族自治县": Place("632221", 127, (None, 259, 266, 274, 282, 291)),
    "祁连县": Place("632222", 46, (None, 254, 258, 265, 271, 278)),
    "海晏县": Place("632223", 33, (None, 252, 257, 262, 268, 275)),
    "刚察县": Place("632224", 41, (None, 253, 258, 264, 270, 277)),
    "同仁市": Place("632301", 101, (None, 257, 264, 272, 280, 288)),
    "尖扎县": Place("632322", 55, (None, 254, 259, 266, 272, 280)),
    "泽库县": Place("632323", 77, (None, 255, 261, 268, 275, 283)),
    "河南蒙古族自治县": Place("632324", 43, (None, 253, 258, 264, 271, 277)),
    "共和县": Place("632521", 133, (None, 260, 269, 277, 286, 295)),
    "同德县": Place("632522", 62, (None, 254, 260, 267, 274, 281)),
    "贵德县": Place("632523", 104, (None, 257, 264, 272, 280, 289)),
    "兴海县": Place("632524", 75, (None, 255, 261, 268, 275, 283)),
    "贵南县": Place("632525", 73, (None, 255, 261, 268, 275, 282)),
    "玛沁县": Place("632621", 57, (None, 254, 259, 266, 273, 280)),
    "班玛县": Place("632622", 31, (None, 252, 256, 262, 268, 274)),
    "甘德县": Place("632623", 40, (None, 253, 257, 263, 270, 276)),
    "达日县": Place("632624", 41, (None, 253, 246, 262, 268, 275)),
    "久治县": Place("632625", 29, (None, 252, 256, 261, 267, 273)),
    "玛多县": Place("632626", 15, (None, 251, 254, 259, 264, 270)),
    "玉树市": Place("632701", 143, (None, 261, 270, 279, 288, 297)),
    "杂多县": Place("632722", 69, (None, 255, 260, 267, 274, 282)),
    "称多县": Place("632723", 61, (None, 254, 260, 266, 273, 281)),
    "治多县": Place("632724", 36, (None, 252, 257, 263, 269, 276)),
    "囊谦县": Place("632725", 111, (None, 258, 265, 273, 281, 290)),
    "曲麻莱县": Place("632726", 36, (None, 252, 257, 263, 269, 275)),
    "格尔木市": Place("632801", 222, (None, 338, 348, 359, 370, 381)),
    "德令哈市": Place("632802", 88, (None, 256, 263, 270, 278, 286)),
    "茫崖市": Place("632803", 19, (None, 251, 255, 260, 265, 271)),
    "乌兰县": Place("632821", 32, (None, 252, 257, 262, 268, 275)),
    "都兰县": Place("632822", 65, (None, 254, 260, 267, 274, 281)),
    "天峻县": Place("632823", 24, (None, 252, 256, 261, 266, 272)),
    "大柴旦行政委员会": Place("632857", 15, (None, 251, 254, 259, 264, 270)),
}

HEADINGS_2021 = ("指标", "年度", "数值", "计量单位", "地区", "填报单位", "备注")
ROWS_2021 = (
    ("每年培训科学教师", "2021年", "385", "名", "青海省", "省教育厅", "不计年度任务"),
    ("农牧民教育培训", "2021年", "1.2万", "人次", "", "省农业农村厅", ""),
    ("培育农牧区创业创新带头人", "2021年", "８６０", "名", "", "省农业农村厅", ""),
    ("组织培训民营经济人士", "2021年", "2,150", "人次", "", "省人力资源社会保障厅", ""),
    ("各类补贴性职业技能培训", "2021年度", "9.8万", "人次", "", "省人力资源社会保障厅", "含线上"),
    ("创建劳模（职工）创新工作室", "2021年", "８", "家", "", "省人力资源社会保障厅", ""),
    ("构建智慧养老社区", "2021年", "0", "个", "", "省民政厅", ""),
    ("构建智慧养老院", "2021年", "1", "个", "", "省民政厅", ""),
    ("培育命名省级科研科普基地", "2021年", "0", "个", "", "省科协", "下半年起命名"),
    ("培育命名省级科普教育基地", "2021年", "4", "个", "", "省科协", ""),
    ("创建全国科普示范县（市、区）", "2021年", "0", "个", "", "省科协", ""),
    ("创建省级科普示范县（市、区）", "2021年", "２", "个", "", "省科协", ""),
    ("培育省级农村科普示范基地", "2021年", "１０", "个", "", "省科协", ""),
    ("培育省级科普示范社区", "2021年", "7", "个", "", "省科协", ""),
    ("创作大型艺术原创作品", "2021年", "1", "部", "", "省委宣传部", ""),
    ("省级年人均科普经费", "2021年", "1,190万/594万", "元/人", "青海省", "", ""),
)

FARMERS_2022 = "农牧民教育培训"
HEADINGS_2022 = ("序号", "指标名称", "计量单位", "年份", "市州", "完成值", "分子", "分母", "填报单位", "备注")
ROWS_2022: tuple[tuple[str, str, int | float | str | None, int | None, int | None, str], ...] = (
    # target, unit, value (text ending in % is a percent cell), numerator, denominator, agency
    ("每年培训科学教师", "名", 412, None, None, "省教育厅"),
    ("培育农牧区创业创新带头人", "名", 905, None, None, "省农业农村厅"),
    ("组织培训民营经济人士", "人次", 2080, None, None, "省人力资源社会保障厅"),
    ("各类补贴性职业技能培训", "万人次", 10.35, None, None, "省人力资源社会保障厅"),
    ("创建劳模（职工）创新工作室", "家", 9, None, None, "省人力资源社会保障厅"),
    ("每年组织开展劳动和技能竞赛", "次", 3, None, None, "省人力资源社会保障厅"),
    ("每年举办青海省职工职业技能大赛", "届", 1, None, None, "省人力资源社会保障厅"),
    ("青海省职工职业技能大赛涵盖行业", "个", 22, None, None, "省人力资源社会保障厅"),
    ("青海省职工职业技能大赛涵盖工种", "个", 96, None, None, "省人力资源社会保障厅"),
    ("构建智慧养老社区", "个", 2, None, None, "省民政厅"),
    ("构建智慧养老院", "个", 2, None, None, "省民政厅"),
    ("具备医养结合服务能力的养老机构占比", "%", "52.5%", 62, 118, "省民政厅"),
    ("老年人健康管理率", "%", "68.4%", None, None, "省民政厅"),
    ("应急管理干部应急知识培训覆盖率", "%", None, 412, 1850, "省应急厅"),
    ("全省居民健康素养", "%", "21.3%", None, None, "省卫生健康委"),
    ("培育命名省级科研科普基地", "个", 2, None, None, "省科协"),
    ("培育命名省级科普教育基地", "个", 4, None, None, "省科协"),
    ("创建全国科普示范县（市、区）", "个", 1, None, None, "省科协"),
    ("创建省级科普示范县（市、区）", "个", 3, None, None, "省科协"),
    ("培育省级农村科普示范基地", "个", 11, None, None, "省科协"),
    ("培育省级科普示范社区", "个", 6, None, None, "省科协"),
    ("乡村、社区科普宣传覆盖率", "%", "67%", 3105, 4635, "省科协"),
    ("创作大型艺术原创作品", "部", 0, None, None, "省委宣传部"),
    ("纳入本地区总体规划的地方政府占比", "%", None, 38, 53, "省纲要办"),
    ("列入年度工作计划的地方政府占比", "%", "100%", 53, 53, "省纲要办"),
    ("纳入目标考核的地方政府占比", "%", None, 45, 53, "省纲要办"),
    ("科普经费列入同级财政预算的地方政府占比", "%", "100%", 53, 53, ""),
    ("省级年人均科普经费", "元/人", 2.2, 13090000, 5950000, ""),
    ("每年制定年度重点工作任务及分工", "份", 1, None, None, "省纲要办"),
    ("每年考核任务落实情况", "次", 1, None, None, "省纲要办"),
)

ANSWERS_2023: Mapping[str, int | float | tuple[int, int]] = {
    "literacy": (267, 3000),
    "teachers-yearly": 430,
    "farmer-training": 9850,
    "agri-leaders": 610,
    "private-economy-training": 2310,
    "subsidised-training": 112000,
    "innovation-studios": 8,
    "labour-contests": 4,
    "staff-contest": 1,
    "staff-contest-industries": 24,
    "staff-contest-trades": 104,
    "smart-communities": 3,
    "smart-homes": 2,
    "medical-care-share": (71, 120),
    "senior-health-management": 72.6,
    "emergency-officials-training": (800, 1850),
    "health-literacy": 23.1,
    "bases-research": 3,
    "bases-education": 5,
    "model-counties-national": 1,
    "model-counties-province": 3,
    "rural-bases": 9,
    "model-communities": 6,
    "village-publicity-coverage": (3702, 4635),
    "local-plans": (46, 53),
    "local-annual-plans": (53, 53),
    "local-assessment": (48, 53),
    "budget-listed": (53, 53),
    "funding-province": (13300000, 5940000),
    "annual-tasks": 1,
    "annual-review": 1,
}
"""What was filled in by target; what is not here was left empty."""
STATES_2023 = {
    "建立“小小科学家”人才库": "已完成",
    "制定出台促进中小学科普工作办法": "已完成",
    "组建校外科学教师队伍": "进行中",
    "建立农牧区科学教育实践基地": "进行中",
    "定期开展科学学习质量监测": "进行中",
    "开足开齐义务教育阶段科学课程": "进行中",
    "建立村（社区）科普小组": "进行中",
    "形成稳定的科技特派员队伍": "已完成",
    "推进信息入户": "进行中",
    "搭建网上培训学习平台": "已完成",
    "建立进城务工人员教育培训制度": "未开始",
    "建设省级养老服务大数据平台": "进行中",
    "组建老专家科普报告团": "已完成",
    "建立健全应急科普协调联动机制": "已完成",
    "制定科技资源科普化工作指南": "未开始",
    "成立科普讲师团": "已完成",
    "建设省级科普信息化综合应用平台": "进行中",
    "建立科普场馆联盟": "未开始",
    "组建科技志愿服务队": "已完成",
    "深化“3+1”模式": "进行中",
    "开展全国科普日、科技活动周等主题活动和“科普六进”": "进行中",
    "省级电视台打造品牌栏目": "进行中",
    "公民科学素质发展目标纳入全省“十四五”规划": "已完成",
    "开展中期评估": "已完成",
    "定期开展公民科学素质监测评估": "进行中",
}

FIGURES_2024: Mapping[str, int | float | tuple[int, int]] = {
    "teachers-yearly": 405,
    "farmer-training": 10230,
    "agri-leaders": 590,
    "private-economy-training": 1990,
    "subsidised-training": 99600,
    "innovation-studios": 9,
    "labour-contests": 4,
    "staff-contest": 1,
    "staff-contest-industries": 21,
    "staff-contest-trades": 108,
    "smart-communities": 4,
    "smart-homes": 2,
    "medical-care-share": (80, 121),
    "senior-health-management": 77.2,
    "emergency-officials-training": (1290, 1850),
    "health-literacy": 24.6,
    "bases-research": 3,
    "bases-education": 4,
    "model-counties-national": 1,
    "model-counties-province": 3,
    "rural-bases": 10,
    "model-communities": 7,
    "village-publicity-coverage": (4210, 4635),
    "local-plans": (51, 53),
    "local-annual-plans": (53, 53),
    "local-assessment": (50, 53),
    "budget-listed": (53, 53),
    "funding-province": (13420000, 5930000),
    "annual-tasks": 1,
    "annual-review": 1,
}
STATES_2024 = {
    "school-popularisation-rules": "done",
    "tv-column-province": "done",
    "elderly-platform": "done",
}

ROWS_2025 = (
    # target, period, value, numerator, denominator, state, agency, note
    ("literacy", "2025", "", "324", "3100", "", "", ""),
    ("teachers-yearly", "2025", "441", "", "", "", "edu", ""),
    ("farmer-training", "2025Q1", "1850", "", "", "", "agri", ""),
    ("farmer-training", "2025Q2", "2640", "", "", "", "agri", ""),
    ("farmer-training", "2025Q3", "3120", "", "", "", "agri", ""),
    ("farmer-training", "2025Q4", "2410", "", "", "", "agri", ""),
    ("agri-leaders", "2025H1", "300", "", "", "", "", ""),
    ("agri-leaders", "2025H2", "340", "", "", "", "", ""),
    ("private-economy-training", "2025", "2240", "", "", "", "", ""),
    ("subsidised-training", "..2025", "51.73万", "", "", "", "", "to date, all five years"),
    ("innovation-studios", "2025", "8", "", "", "", "", ""),
    ("labour-contests", "2025", "5", "", "", "", "", ""),
    ("staff-contest", "2025", "1", "", "", "", "", ""),
    ("staff-contest-industries", "2025", "26", "", "", "", "", ""),
    ("staff-contest-trades", "2025", "112", "", "", "", "", ""),
    ("smart-communities", "2025", "3", "", "", "", "", ""),
    ("smart-homes", "2025", "2", "", "", "", "", ""),
    ("medical-care-share", "2025", "", "88", "123", "", "", ""),
    ("senior-health-management", "2025", "81.2%", "", "", "", "", ""),
    ("emergency-officials-training", "2025", "", "1702", "1850", "", "", ""),
    ("health-literacy", "2025", "26.2%", "", "", "", "", ""),
    ("bases-research", "2025", "3", "", "", "", "", ""),
    ("bases-education", "2025", "5", "", "", "", "", ""),
    ("model-counties-national", "2025", "2", "", "", "", "", ""),
    ("model-counties-province", "2025", "4", "", "", "", "", ""),
    ("rural-bases", "2025", "11", "", "", "", "", ""),
    ("model-communities", "2025", "6", "", "", "", "", ""),
    ("village-publicity-coverage", "2025", "", "4635", "4635", "", "", ""),
    ("local-plans", "2025", "", "53", "53", "", "", ""),
    ("local-annual-plans", "2025", "", "53", "53", "", "", ""),
    ("local-assessment", "2025", "", "52", "53", "", "", ""),
    ("budget-listed", "2025", "", "53", "53", "", "", ""),
    ("funding-province", "2025", "", "1365万", "592万", "", "", ""),
    ("annual-tasks", "2025", "1", "", "", "", "", ""),
    ("annual-review", "2025", "1", "", "", "", "", ""),
)
STATES_2025 = {
    "midterm-evaluation": "done",
    "resource-guide": "done",
    "migrant-training": "done",
    "venue-alliance": "in-progress",
    "info-platform": "done",
    "final-inspection": "in-progress",
}


def files() -> dict[str, bytes]:
    """Give the files by name; the form is made by `sciplan` itself, in the current folder."""
    made = {
        "illustrative-2021.csv": _csv_2021(),
        "illustrative-2022a.xlsx": _farmers_2022(),
        "illustrative-2022b.xlsx": _others_2022(),
        "illustrative-2022c.xlsx": _funding_2022(),
        "illustrative-2024.json": _json_2024(),
        "illustrative-2025.csv": _csv_2025(),
    }
    made[FORM] = _form_2023(made)
    return dict(sorted(made.items()))


def contents(workbook: bytes) -> list[object]:
    """Give what a workbook shows and hides, sheet by sheet; two that agree in this are the same return."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    return [
        (
            sheet.title,
            sheet.sheet_state,
            sorted(str(span) for span in sheet.merged_cells.ranges),
            [[(cell.value, cell.number_format, cell.protection.locked) for cell in row] for row in sheet.iter_rows()],
        )
        for sheet in book.worksheets
    ]


def _wide(number: int) -> str:
    return f"{number:,}".translate(str.maketrans("0123456789,", "０１２３４５６７８９，"))


def _csv_2021() -> bytes:
    out = io.StringIO()
    out.write(f"{MARK}：青海省2021年度全民科学素质工作情况汇总表\r\n")
    out.write("填报口径：经费为本级财政科普经费，人口为常住人口,,,,,,\r\n,,,,,,\r\n")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows((HEADINGS_2021, *ROWS_2021))
    for name, place in PREFECTURES.items():
        for year in (2020, 2021):
            money = place.spent(year)
            said = "" if money is None else f"{money:,}/{place.in_tens_of_thousands}"
            note = "未统计" if money is None else "“十三五”末" if year == FIRST_MONEY else ""
            writer.writerow(("市州级年人均科普经费", f"{year}年", said, "元/人", name, "", note))
    for number, (name, county) in enumerate(COUNTIES.items()):
        money = county.spent(2021) or 0
        shown = f"{money:,}" if number % 5 else _wide(money)
        said = f"{shown}/{county.in_tens_of_thousands}"
        writer.writerow(("县区级年人均科普经费", "2021年", said, "元/人", name, "", ""))
    return out.getvalue().encode("gb18030")


def _farmers_2022() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "培训"
    _titles(sheet, 6, MARK, "2022年度农牧民教育培训情况统计表", "填报：省农业农村厅    日期：2023年1月12日")
    sheet.append(("序号", "指标", "年度", "地区", "数值（万人次）", "备注"))
    for number, (name, place) in enumerate(PREFECTURES.items(), 1):
        sheet.append((number, FARMERS_2022, 2022, name, place.trained / 10_000, None))
    total = sum(place.trained for place in PREFECTURES.values())
    sheet.append((None, FARMERS_2022, 2022, "合计", total / 10_000, "各市州合计"))
    sheet.column_dimensions["B"].width = sheet.column_dimensions["D"].width = 24
    return _saved(book)


def _others_2022() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "汇总"
    _titles(sheet, len(HEADINGS_2022), MARK, "青海省2022年度全民科学素质工作情况汇总表")
    sheet.append(())
    sheet.append(HEADINGS_2022)
    rows: list[tuple[object, ...]] = [
        (target, unit, 2022, None, value, above, below, agency or None, None)
        for target, unit, value, above, below, agency in ROWS_2022
    ]
    for target, since in (("市州级科技馆（室）全覆盖", "museum"), ("市州级电视台打造品牌栏目", "column")):
        rows += [
            (target, "个", 2022, name, int(getattr(place, since) <= 2022), None, None, None, None)
            for name, place in PREFECTURES.items()
        ]
    rows += [
        ("县区级年人均科普经费", "元/人", 2022, name, None, *county.ratio(2022), None, None)
        for name, county in COUNTIES.items()
    ]
    for number, row in enumerate(rows, 1):
        sheet.append((number, *row))
        cell = sheet.cell(sheet.max_row, HEADINGS_2022.index("完成值") + 1)
        if isinstance(cell.value, str):
            cell.value, cell.number_format = round(float(cell.value.removesuffix("%")) / 100, 6), "0.0%"
    sheet.column_dimensions["B"].width = 42
    notes = book.create_sheet("填表说明")
    notes.append((MARK,))
    notes.append(("百分比类请同时填写分子和分母。",))
    return _saved(book)


def _funding_2022() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "经费"
    _titles(sheet, 5, MARK, "2022年度市州本级科普经费")
    sheet.append(("指标", "年度", "市州", "分子（万元）", "分母（万人）"))
    ratios = {name: place.ratio(2022) for name, place in PREFECTURES.items()}
    ratios["合计"] = (
        sum(money for money, _people in ratios.values()),
        sum(people for _money, people in ratios.values()),
    )
    for name, (money, people) in ratios.items():
        sheet.append(("市州级年人均科普经费", 2022, name, money / 10_000, people / 10_000))
    return _saved(book)


def _titles(sheet: Worksheet, width: int, *titles: str) -> None:
    for row, title in enumerate(titles, 1):
        cell = sheet.cell(row, 1, title)
        cell.font, cell.alignment = Font(bold=True), Alignment(horizontal="center")
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)


def _saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _form_2023(before: Mapping[str, bytes]) -> bytes:
    """Make the form for 2023 when all before it is in, fill it in, and sort it as somebody did."""
    database = ("--database", str(Path("returns.db").absolute()))
    _run(*database, "init", PLAN)
    for name, content in before.items():
        if name < FORM:
            Path(name).write_bytes(content)
            _run(*database, "import", name, "--plan", PLAN)
    _run(*database, "form", PLAN, "--year", "2023", "-o", FORM)
    book = openpyxl.load_workbook(FORM)
    sheet = book.worksheets[0]
    sheet["A1"] = f"{MARK}　{sheet['A1'].value}"
    lines = list(sheet.iter_rows())
    header = next(number for number, row in enumerate(lines) if row[0].value == "编号")
    slots = {str(row[0]): (str(row[1]), str(row[3])) for row in book[HIDDEN_SHEET].iter_rows(10, values_only=True)}
    rows = [row for row in lines[header + 1 :] if str(row[0].value) in slots]
    filled = []
    for row in rows:
        cells = {name: (cell.value, copy(cell._style)) for name, cell in zip(COLUMNS, row, strict=True)}
        for name, value in _answer(*slots[str(row[0].value)], str(row[1].value)).items():
            cells[name] = (value, cells[name][1])
        filled.append(cells)
    filled.sort(key=lambda cells: (str(cells["region"][0]), str(cells["unit"][0])))
    for row, cells in zip(rows, filled, strict=True):
        for cell, (value, style) in zip(row, cells.values(), strict=True):
            cell.value, cell._style = value, style
    return _saved(book)


def _answer(target: str, region: str, name: str) -> dict[str, object]:
    """Give what was filled into a row of the form, by column; nothing for a row that was left empty."""
    if name in STATES_2023:
        return {"state": STATES_2023[name]}
    of_place = _of_place(target, region, 2023)
    found = ANSWERS_2023.get(target) if of_place is None else of_place
    if found is None:
        return {}
    if isinstance(found, tuple):
        return {"numerator": found[0], "denominator": found[1]}
    return {"value": found}


def _of_place(target: str, region: str, year: int) -> tuple[int, int] | int | None:
    """Give a region's figure of a target that each region reports for itself."""
    for key, places in (("funding-prefecture", PREFECTURES), ("funding-county", COUNTIES)):
        place = next((place for place in places.values() if place.code == region), None)
        if target == key and place is not None:
            return place.ratio(year)
    prefecture = next((place for place in PREFECTURES.values() if place.code == region), None)
    if prefecture is None or target not in ("prefecture-museums", "tv-column-prefectures"):
        return None
    return int((prefecture.museum if target == "prefecture-museums" else prefecture.column) <= year)


def _json_2024() -> bytes:
    entries: list[dict[str, object]] = []
    for target, said in FIGURES_2024.items():
        entries.append({"target": target, "year": 2024, **_figures(said), "note": "示例"})
    for target, region, found in _places(2024):
        entries.append({"target": target, "year": 2024, "region": region, **_figures(found)})
    for target, state in STATES_2024.items():
        entries.append({"target": target, "period": "2024-11", "state": state, "note": "示例"})
    lines = ",\n".join(f"    {json.dumps(entry, ensure_ascii=False)}" for entry in entries)
    return f'{{\n  "plan": "{PLAN}",\n  "entries": [\n{lines}\n  ]\n}}\n'.encode()


def _figures(found: float | tuple[int, int]) -> dict[str, object]:
    return {"numerator": found[0], "denominator": found[1]} if isinstance(found, tuple) else {"value": found}


def _places(year: int) -> Iterator[tuple[str, str, int | tuple[int, int]]]:
    """Give target, region and figure of what each prefecture and county reports for itself."""
    prefectures = [place.code for place in PREFECTURES.values()]
    for target in ("prefecture-museums", "tv-column-prefectures", "funding-prefecture"):
        for code in prefectures:
            yield target, code, _of_place(target, code, year) or 0
    for place in COUNTIES.values():
        yield "funding-county", place.code, _of_place("funding-county", place.code, year) or 0


def _csv_2025() -> bytes:
    out = io.StringIO()
    out.write(f"{MARK}: returns for 2025\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("target", "period", "region", "value", "numerator", "denominator", "state", "agency", "note"))
    for target, period, value, above, below, state, agency, note in ROWS_2025:
        writer.writerow((target, period, "", value, above, below, state, agency, note))
    for target, region, found in _places(2025):
        figures = ("", *found) if isinstance(found, tuple) else (found, "", "")
        writer.writerow((target, "2025", region, *figures, "", "", ""))
    for place in COUNTIES.values():
        writer.writerow(("mobile-museum-coverage", "..2025", place.code, 1, "", "", "", "", ""))
    for target, state in STATES_2025.items():
        writer.writerow((target, "2025", "", "", "", "", state, "", ""))
    return out.getvalue().encode("utf-8-sig")


def _run(*command: str) -> None:
    done = run_sciplan(*command, now=FORM_MADE)
    if done.code != 0:
        raise AssertionError(done.err)
