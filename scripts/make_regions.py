#!/usr/bin/env python3
"""Write data/regions.csv from the npm package `china-division` (MIT).

    npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
    pip install pypinyin
    python3 scripts/make_regions.py package            write data/regions.csv again
    python3 scripts/make_regions.py package --check    fail if the committed file differs

The package has the codes of the National Bureau of Statistics. Taken over are provinces, cities, counties and townships. Left out are
its placeholders (市辖区 as a city, units that are no townships). Short names and pinyin are made here, so that the
program needs no rules for them. What the package lacks stands in data/regions_own.csv.
"""

import argparse
import csv
import io
import re
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "data" / "regions.csv"

# Cities of the package that only hold the counties directly under a province.
PLACEHOLDERS = re.compile(r"^(市辖区|县|.*直辖县级行政区划)$")
# Townships of the package that are none: blocks of villages without a name of their own.
NO_TOWNSHIP = re.compile(r"(村级区划|乡级单位|局局直|生活区|虚拟|片区|（其他.*）)")
# A city without counties, which the package gives a county of its own name.
OWN_COUNTY = {"620201": "620200"}

PEOPLES = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 "
    "土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 "
    "赫哲 门巴 珞巴 基诺 各"
).split()
PEOPLES_AT_END = re.compile(
    "(" + "|".join(sorted([f"{p}族" for p in PEOPLES] + ["蒙古", "哈萨克", "塔吉克", "锡伯", "柯尔克孜"], key=len, reverse=True)) + ")$"
)
LEVELS = ["特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "新区", "林区", "特区", "省", "市", "盟", "县", "区", "旗"]
SHORT_LEVEL = {"自治州": "州", "自治县": "县", "自治旗": "旗"}


def stem(name):
    """The name without its level and the peoples it is named after: 峨山彝族自治县, 峨山."""
    level = next((level for level in LEVELS if name.endswith(level) and len(name) > len(level)), "")
    rest = name[: len(name) - len(level)] if level else name
    if level.startswith("自治"):
        while (found := PEOPLES_AT_END.search(rest)) and len(rest) - len(found.group()) >= 2:
            rest = rest[: found.start()]
        if len(rest) > 2 and rest.endswith("族"):
            rest = rest[:-1]
    return rest, level


def short_names(name):
    rest, level = stem(name)
    if not level:
        return []
    names = [rest + SHORT_LEVEL[level]] if level in SHORT_LEVEL else []
    return names + ([rest] if len(rest) >= 2 else [])


def township_names(name, simplified):
    """A township and how else it is written: 鲊埠回族乡 as 鲊埠乡, 三星镇（产业园区） as 三星镇, 於潜镇 as 于潜镇."""
    plain = name.translate(simplified)
    if plain != name:
        return f"{name}={plain}"
    if name.endswith("）") and name.index("（") > 1:
        return f"{name}={name[:name.index('（')]}"
    if name.endswith("族乡"):
        rest = name[:-1]
        while (found := PEOPLES_AT_END.search(rest)) and found.start() >= 2:
            rest = rest[: found.start()]
        if rest != name[:-1]:
            return f"{name}={rest}乡"
    return name


def spelled(name, lazy_pinyin):
    """Syllables, with the readings that these characters have in names of places."""
    syllables = lazy_pinyin(name)
    readings = {"长": "zhang" if name == "长子" else "chang", "都": "du", "朝": "chao"}
    return [readings.get(character, syllable) for character, syllable in zip(name, syllables)]


def rows(package):
    from pypinyin import lazy_pinyin

    def table(name):
        with open(package / "dist" / f"{name}.csv", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    with open(TARGET.parent / "traditional.csv", encoding="utf-8", newline="") as file:
        pairs = [row for row in csv.reader(file) if len(row) == 2 and len(row[0]) == 1]
    simplified = {ord(traditional): simple for traditional, simple in pairs}
    found = {}
    for row in table("provinces"):
        found[row["code"].ljust(6, "0")] = row["name"]
    for row in table("cities"):
        if not PLACEHOLDERS.match(row["name"]):
            found[row["code"].ljust(6, "0")] = row["name"]
    for row in table("areas"):
        if row["code"] not in OWN_COUNTY and not row["name"].endswith("的岛礁及其海域"):
            found[row["code"]] = row["name"]
    towns = {}
    for row in table("streets"):
        if NO_TOWNSHIP.search(row["name"]):
            continue
        over = OWN_COUNTY.get(row["areaCode"], row["areaCode"])
        own = row["code"] if over == row["areaCode"] else None
        digits = row["code"][6:] if own else row["code"][4:]
        towns.setdefault(over, []).append((digits, row["name"].replace(" ", "")))
    for code in sorted(found):
        name = found[code]
        places = " ".join(digits + township_names(town, simplified) for digits, town in sorted(towns.get(code, [])))
        pinyin = " ".join(spelled(stem(name)[0], lazy_pinyin))
        # 镇江新区 is not 镇江.
        short = [] if code[4] == "7" else short_names(name)
        yield [code, name, " ".join(short), pinyin, places]


def text(package):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["code", "name", "short", "pinyin", "townships"])
    writer.writerows(rows(package))
    return out.getvalue()


def main():
    parser = argparse.ArgumentParser(description="Write data/regions.csv")
    parser.add_argument("package", type=Path, help="the unpacked package china-division")
    parser.add_argument("--check", action="store_true", help="fail if the committed file differs")
    args = parser.parse_args()
    made = text(args.package)
    if args.check:
        if TARGET.read_text(encoding="utf-8") != made:
            print(f"{TARGET} is not what this script makes of {args.package}", file=sys.stderr)
            return 1
        return 0
    TARGET.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
