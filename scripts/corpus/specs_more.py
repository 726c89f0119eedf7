"""The committed documents, continued: labels, numbers, hidden copies, text files, planted inconsistencies."""

from typing import Dict

from .options import Options as O

LABELS: Dict[str, O] = {
    "labels-half-width": O(family="trs_wcm", hand="bare", labels="half_width", year=2023, headings="spaced"),
    "labels-typos": O(family="vsb", hand="bare", labels="typos+half_width", year=2023, size="county", headings="typos"),
    "labels-short": O(family="nantong", hand="bare", labels="short", year=2022, headings="short"),
    "labels-old": O(family="plain", hand="plain", labels="old", year=2021, headings="unnumbered"),
    "labels-verbose-2019": O(family="hunan", hand="bare", labels="verbose", form="2019", year=2020, size="county",
                             faults=("extra_row",), headings="brackets"),
    "labels-wrapped": O(family="ucap", hand="one_line", labels="wrapped", year=2023, size="county"),
    "labels-spaced": O(family="guangyuan", hand="bare", labels="spaced+ragged_wrap", year=2024),
    "labels-vertical": O(family="plain", hand="one_line", labels="wrapped+vertical", form="2019", year=2019, size="county"),
    "labels-odd-marks": O(family="hengyang", hand="bare", labels="odd_marks", year=2022, headings="renumbered"),
    "labels-single-other": O(family="xian", hand="bare", requests_form="2019", year=2023, size="county",
                             notes="（六）其他处理 as one row in a report on the form of 2021"),
    "labels-old-section-two": O(family="liaoning", hand="bare", proactive_form="2019", year=2023, size="county",
                                notes="section two on the form of 2019, section three on that of 2021"),
    "labels-old-form-in-2022": O(family="plain", hand="thead", form="2019", year=2022, size="small",
                                 notes="the form of 2019 used for 2022"),
    "labels-truncated-2019": O(family="plain", hand="one_line", labels="truncated", form="2019", year=2019, size="county",
                               notes="two columns with the same truncated header"),
    "labels-truncated": O(family="jpaas", hand="one_line", labels="truncated", year=2023),
    "labels-one-key-two-forms": O(family="plain", hand="bare", labels="old_decisions", year=2022, size="county",
                                  notes="处理决定数量 of the form of 2019 in the tables of 2021"),
    "beside-last-year": O(family="plain", hand="plain", extras=("beside_last_year",), year=2023, size="county"),
    "beside-half-year": O(family="plain", hand="bare", extras=("beside_half_year",), year=2022, size="county"),
    "beside-example": O(family="plain", hand="plain", extras=("beside_example",), form="2019", year=2020, size="county"),
    "beside-other-form": O(family="plain", hand="bare", extras=("beside_other_form",), form="2019", year=2020, size="county",
                           notes="section two once more on the other form, for another year"),
    "beside-withdrawn": O(family="plain", hand="bare", extras=("beside_withdrawn",), year=2024, size="county"),
    "title-no-agency": O(family="public_org", hand="bare", title="no_agency", year=2022, extras=("stale_year",)),
    "title-no-year": O(family="plain", hand="padded", title="no_year", year=2023, extras=("stale_year",)),
    "title-year-lost": O(family="xian", hand="one_line", title="year_lost", year=2021),
    "title-moved-page": O(family="shanghai", hand="bare", extras=("migrated", "stale_year"), form="2019", year=2020,
                          notes="publication date of the moved page five years after the report"),
    "labels-titles": O(family="public_org", hand="bare", title="varied", level="town", size="tiny", year=2021, labels="typos",
                       extras=("instructions", "table_notes")),
}

_FEES = ("proactive", "fees", "amount")
_SPENT = ("proactive", "procurement", "amount")
_CHANGES = {("proactive", row, column): value for row, before, change in (
    ("licensing", "21", "19"), ("other_services", "1215", "-35"), ("penalties", "6", "-3"))
    for column, value in (("items_last_year", before), ("items_change", change))}
_FOOTNOTE = {("requests", "received_new", "natural_person"): ("{n}①", "{n}<sup>①</sup>"),
             ("requests", "granted", "total"): ("{n}1", "{n}<sup>1</sup>"),
             ("proactive", "licensing", "decisions"): ("{n}[2]", "{n}<sup>[2]</sup>")}
_IN_CELL = {("proactive", "normative_documents", "repealed"): ("{n}（其中修订16件）", None),
            ("proactive", "normative_documents", "in_force"): ("{n}（含自然失效29件）", None),
            ("requests", "granted", "natural_person"): ("{n}件（含上年2件）", None)}
_SENTENCE = {("proactive", "regulations", "created"): ("本单位未制作规章", None),
             ("proactive", "regulations", "newly_public"): ("本单位未制作规章", None),
             ("proactive", "regulations", "total_public"): ("本单位未制作规章", None),
             ("proactive", "coercion", "decisions"): ("不涉及（见附件2）", None),
             ("proactive", "fees", "items_change"): ("无变化", None)}

NUMBERS: Dict[str, O] = {
    "numbers-blank": O(family="trs_wcm", hand="plain", numbers="blank", year=2023),
    "numbers-blank-totals": O(family="jpaas", hand="word", numbers="blank_totals", year=2022, size="tiny"),
    "numbers-slash": O(family="gkmlpt", hand="bare", numbers="slash", year=2024),
    "numbers-dash": O(family="plain", hand="strong_heads", numbers="dash", form="2019", year=2020),
    "numbers-em-dash": O(family="nfcms", hand="bare", numbers="em_dash", year=2023),
    "numbers-wu": O(family="shaanxi", hand="one_line", numbers="wu", year=2022, size="tiny"),
    "numbers-mixed-nil": O(family="vsb", hand="bare", numbers="mixed", year=2023, size="county"),
    "numbers-full-width": O(family="hebei", hand="bare", numbers="full_width", year=2023, size="city", level="city"),
    "numbers-commas": O(family="shanghai", hand="bare", numbers="commas", year=2024, size="city", level="city"),
    "numbers-wide-commas": O(family="plain", hand="one_line", numbers="wide_commas", year=2023, size="city", level="city"),
    "numbers-thin-spaces": O(family="hunan", hand="bare", numbers="thin_spaces", year=2022, size="city", level="city"),
    "numbers-inner-space": O(family="plain", hand="bare", numbers="inner_space", form="2019", year=2020, size="county"),
    "numbers-counter": O(family="yunnan", hand="bare", numbers="counter", year=2023, size="county"),
    "numbers-signed": O(fixed=_CHANGES, family="nantong", hand="bare", numbers="true_minus", form="2019", year=2020, size="county"),
    "numbers-words": O(fixed=_CHANGES, family="plain", hand="bare", numbers="words", form="2019", year=2019, size="county"),
    "numbers-money-in-cell": O(fixed={_SPENT: "3700"}, family="xian", hand="bare", numbers="money_in_cell", form="2019", year=2020,
                               size="county"),
    "numbers-money-in-cell-2021": O(fixed={_FEES: "43.788"}, family="plain", hand="bare", numbers="money_in_cell", year=2021,
                                    size="city"),
    "numbers-yuan-in-cell": O(fixed={_FEES: "59237.2449"}, family="plain", hand="one_line", numbers="yuan_in_cell", year=2023,
                              size="city", notes="the cell says 元 under a header that says 万元"),
    "numbers-yuan-header": O(fixed={_FEES: "12.5"}, family="liaoning", hand="bare", numbers="yuan_header", year=2023, size="city"),
    "numbers-wan-header": O(fixed={_SPENT: "70487"}, family="plain", hand="bare", numbers="wan_header", form="2019", year=2019,
                            size="county"),
    "numbers-torn-unit": O(fixed={_FEES: "12.5"}, family="plain", hand="bare", numbers="torn_unit", year=2023, size="city",
                           notes="万 and 元 apart in the header"),
    "numbers-torn-unit-2019": O(fixed={_SPENT: "70487"}, family="plain", hand="bare", numbers="torn_unit", form="2019", year=2020,
                                size="county"),
    "numbers-unit-missing": O(fixed={_FEES: "18.871"}, family="plain", hand="one_line", numbers="unit_missing", year=2022,
                              size="city"),
    "numbers-unit-missing-2019": O(fixed={_SPENT: "8040"}, family="hengyang", hand="bare", form="2019", year=2020, level="town",
                                   size="tiny", notes="an amount without any unit, in 元"),
    "numbers-note-in-cell": O(fixed={("proactive", "normative_documents", "repealed"): "22"}, special=_IN_CELL, family="ucap",
                              hand="bare", year=2025, size="city", level="city"),
    "numbers-footnote": O(family="plain", hand="plain", special=_FOOTNOTE, year=2023, size="city", faults=("trailing_notes",)),
    "numbers-sentence": O(family="public_org", hand="bare", special=_SENTENCE, form="2019", year=2020),
    "numbers-never-filled": O(family="plain", hand="bare", numbers="nothing", form="2019", year=2019, size="none",
                              notes="every label printed, every value left blank"),
    "missing-total-column": O(family="plain", hand="one_line", total_column=False, year=2023, size="county"),
    "missing-requests": O(family="guangyuan", hand="bare", omit=("requests",), year=2022),
    "missing-disputes": O(family="plain", hand="bare", omit=("disputes",), form="2019", year=2020),
    "missing-rows": O(family="plain", hand="bare", omit=("proactive.regulations", "proactive.coercion",
                                                         "requests.denied.administrative_query"), year=2023,
                      notes="rows of the form not printed; the balance counts them as zero", size="tiny"),
    "missing-tables": O(family="trs_wcm", omit=("proactive", "requests", "disputes"), year=2022, notes="running text only"),
    "missing-end": O(family="vsb", hand="plain", cut="unavailable.unclear", year=2023,
                     notes="page cut off in the middle of section three"),
    "picture-tables": O(family="hebei", container="picture", year=2019, form="2019", notes="tables as pictures"),
}

HIDDEN: Dict[str, O] = {
    "hidden-display-none": O(family="plain", hand="bare", hidden=("display_none",), year=2023),
    "hidden-class-rule": O(family="plain", hand="one_line", hidden=("class_rule", "hidden_rows"), year=2022),
    "hidden-attribute": O(family="plain", hand="bare", hidden=("hidden_attribute", "visibility"), form="2019", year=2020),
    "hidden-template": O(family="plain", hand="one_line", hidden=("template", "script_template"), year=2024),
    "hidden-comment": O(family="plain", hand="bare", hidden=("comment",), year=2021, size="county"),
    "hidden-print-copy": O(family="plain", hand="one_line", hidden=("print_copy",), year=2023, size="county"),
}

TEXTS: Dict[str, O] = {
    "text-tabs": O(family="text", text_table="tabs", year=2023, size="county"),
    "text-tabs-blank-2019": O(family="text", text_table="tabs", form="2019", year=2020, numbers="blank"),
    "text-ragged": O(family="text", text_table="tabs_ragged", year=2022, labels="typos+half_width", size="county"),
    "text-aligned": O(family="text", text_table="aligned", year=2023),
    "text-aligned-2019": O(family="text", text_table="aligned", form="2019", year=2019, size="county", headings="short"),
    "text-markdown": O(family="text", text_table="markdown", year=2024, size="county"),
    "text-markdown-2019": O(family="text", text_table="markdown", form="2019", year=2020, proactive="captioned", numbers="slash"),
    "text-one-per-line": O(family="text", text_table="one_per_line", year=2023, size="county"),
    "text-one-per-line-rows": O(family="text", text_table="one_per_line", year=2020, form="2019", size="city", level="city",
                                numbers="commas", disputes="rows", requests_depth=1, proactive="five"),
    "text-one-per-line-total": O(family="text", text_table="one_per_line", year=2022, size="county", requests_header="outer_total",
                                 notes="nothing tells whether 总计 stands first or last but the sums"),
    "text-one-per-line-numbers": O(family="text", text_table="one_per_line", year=2024, size="county", faults=("row_numbers",)),
    "text-spaced": O(family="text", text_table="spaced", year=2023, size="county"),
    "text-spaced-turned": O(family="text", text_table="spaced", year=2023, size="county", disputes="transposed"),
    "text-wide-spaced": O(family="text", text_table="wide_spaced", form="2019", year=2020, size="county"),
    "text-csv": O(family="text", text_table="csv", year=2023, size="county", proactive="five", numbers="blank"),
    "text-loose-markdown": O(family="text", text_table="loose_markdown", year=2022, size="county", proactive="captioned"),
    "text-boxed": O(family="text", text_table="boxed", year=2022, size="tiny", disputes="rows"),
    "text-gbk": O(family="text", text_table="tabs", charset="gbk", year=2021, extras=("crlf",)),
    "text-utf16": O(family="text", text_table="tabs_ragged", charset="utf-16-le", year=2023, requests_depth=1),
    "text-utf8-bom": O(family="text", text_table="tabs", charset="utf-8-bom", year=2023, requests_form="2019", extras=("crlf",)),
}

WORD: Dict[str, O] = {
    "word-office": O(family="word", hand="office", year=2023, size="county", extras=("empty_lines",)),
    "word-office-2019": O(family="word", hand="office", form="2019", year=2020, size="county", numbers="commas", disputes="tall"),
    "word-wps": O(family="word", hand="wps", year=2024, size="county", numbers="blank", proactive="five", extras=("text_box",)),
    "word-wps-2019": O(family="word", hand="wps", form="2019", year=2019, labels="wrapped", requests_depth=2),
    "word-converter": O(family="word", hand="converter", year=2022, numbers="dash", disputes="two"),
    "word-changes": O(family="word", hand="office", year=2023, size="county", extras=("changes", "hidden_run"),
                      notes="tracked changes and hidden text"),
    "word-footnotes": O(family="word", hand="office", special=_FOOTNOTE, year=2023, size="city", extras=("footnote",)),
    "word-layout-table": O(family="word", hand="wps", year=2021, size="county", extras=("layout_table",),
                           notes="each table inside a cell of another"),
    "word-split": O(family="word", hand="office", year=2022, size="county", faults=("split_bare",)),
    "word-pictures": O(family="word", hand="wps", year=2020, form="2019", container="picture", notes="tables as pictures"),
    "word-missing-tables": O(family="word", hand="converter", omit=("proactive", "requests", "disputes"), year=2022,
                             notes="running text only"),
    "word-planted": O(family="word", hand="wps", planted=("row_total",), year=2023, size="county"),
}

PLANTED: Dict[str, O] = {
    "planted-row-total": O(family="plain", hand="bare", planted=("row_total",), year=2023, size="county"),
    "planted-balance": O(family="plain", hand="one_line", planted=("balance",), year=2022, size="county"),
    "planted-outcome-sum": O(family="trs_wcm", hand="bare", planted=("outcome_sum",), year=2024, size="county"),
    "planted-dispute-total": O(family="plain", hand="bare", planted=("dispute_total",), year=2023, size="county"),
    "planted-items-decisions": O(family="plain", hand="one_line", planted=("items_decisions",), form="2019", year=2020,
                                 numbers="signed"),
    "planted-prose": O(family="plain", hand="bare", planted=("prose",), year=2021, size="county"),
    "planted-prose-agrees": O(family="plain", hand="bare", prose="with_carried", year=2022, size="county",
                              notes="收到 in the text includes carried-over requests: no inconsistency"),
    "planted-several": O(family="text", text_table="tabs", planted=("row_total", "dispute_total"), year=2023, size="county"),
    "planted-shifted": O(family="text", text_table="tabs_ragged", planted=("shifted",), form="2019", year=2020, size="tiny"),
}

# Pages with two reports: (name, first, second).
PAIRS = (
    ("two-reports", O(family="hunan", hand="bare", agency="安澜县水利局", year=2022),
     O(family="hunan", hand="plain", agency="安澜县民政局", year=2022, labels="half_width")),
    ("two-reports-years", O(family="plain", hand="one_line", agency="新泉县统计局", year=2020, form="2019"),
     O(family="plain", hand="bare", agency="新泉县统计局", year=2021)),
)
