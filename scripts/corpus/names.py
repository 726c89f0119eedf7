"""Invented places, agencies and web sites; none of them exists."""

from dataclasses import dataclass
from random import Random
from typing import List

CITIES = ("青禾市", "临岚市", "松阳岭市", "沧浦市", "望川市", "凤池市", "澄湾市", "长汀洲市", "鹤鸣市", "定远坡市",
          "河间岭市", "曲溪市", "金沙渡市", "槐荫口市", "兰陵渡市")
COUNTIES = ("柳汀县", "双溪县", "石门岭县", "白鹭区", "南屿区", "清江湾区", "永乐坪县", "桃源渡县", "东篱县", "高台岭县",
            "梅岭坡县", "五河口区", "新泉县", "宝塔湾区", "枫桥坞县", "安澜县", "平湖荡县", "玉带河区")
TOWNS = ("柳叶湾镇", "马家渡乡", "石桥坪镇", "青龙坳乡", "老槐坪镇", "三岔溪口镇", "红枫岭街道", "水车巷街道", "板栗坳镇", "望江楼街道")
BUREAUS = ("发展和改革局", "教育局", "财政局", "人力资源和社会保障局", "自然资源和规划局", "生态环境局", "住房和城乡建设局",
           "交通运输局", "水利局", "农业农村局", "文化和旅游局", "卫生健康委员会", "应急管理局", "审计局", "市场监督管理局",
           "统计局", "医疗保障局", "行政审批服务局", "司法局", "民政局", "科学技术局", "退役军人事务局", "林业和草原局",
           "公安局", "气象局", "城市管理综合行政执法局")


@dataclass(frozen=True)
class Agency:
    """A body that reports, and the site that publishes it."""

    name: str          # in full, as its report names it
    region: str        # the place it belongs to
    level: str         # city, county or town
    site: str          # name of the publishing site
    domain: str

    @property
    def short(self) -> str:
        """The name as colleagues would shorten it."""
        return self.name.replace("人民政府办公室", "政府办").replace("人民政府", "").replace("委员会", "委")


def site_of(region: str, rng: Random) -> str:
    return "www." + "".join(rng.choice("abcdghjklmnpqrstwxyz") for _ in range(rng.randint(4, 7))) + ".example.gov.cn"


def draw_agency(rng: Random, level: str = "") -> Agency:
    """An agency of the given level, or of any."""
    level = level or rng.choice(("city", "county", "county", "county", "town"))
    city, county, town = rng.choice(CITIES), rng.choice(COUNTIES), rng.choice(TOWNS)
    if level == "city":
        region = city
        name = city + rng.choice(("人民政府办公室", "人民政府") + BUREAUS[:18])
    elif level == "county":
        region = county
        name = rng.choice((county, county, city + county)) + rng.choice(("人民政府办公室", "人民政府") + BUREAUS)
    else:
        region = county
        name = county + town + ("办事处" if town.endswith("街道") else "人民政府")
    return Agency(name, region, level, region + "人民政府", site_of(region, rng))


def neighbours(rng: Random, agency: Agency, count: int) -> List[str]:
    """Other agencies of the same place, for link lists that must not be read as the author."""
    found = [agency.region + bureau for bureau in rng.sample(BUREAUS, min(count + 1, len(BUREAUS)))]
    return [name for name in found if name not in agency.name and agency.name not in name][:count]
