"""Furniture of a government web page: menus, bread crumbs, link lists, calendars, scripts, footers."""

from dataclasses import dataclass, field
from random import Random
from typing import List

from .names import COUNTIES, Agency, neighbours

_MENU = (
    ("首页", ()),
    ("走进{region}", ("区域概况", "历史沿革", "行政区划", "自然资源", "城市荣誉", "图说{region}")),
    ("新闻中心", ("时政要闻", "政务动态", "部门信息", "乡镇动态", "通知公告", "专题专栏", "视频新闻")),
    ("政务公开", ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报", "依申请公开", "政府公报", "重点领域公开")),
    ("政务服务", ("个人办事", "法人办事", "便民查询", "阳光政务", "中介超市", "好差评")),
    ("互动交流", ("领导信箱", "意见征集", "在线访谈", "网上调查", "常见问题", "12345热线")),
    ("数据发布", ("统计公报", "统计月报", "数据解读", "开放目录")),
)
_CATALOGUE = ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "机构职能", "领导信息", "政策文件", "政策解读", "规划计划",
              "财政预决算", "行政许可", "行政处罚", "行政强制", "行政事业性收费", "政府采购", "重大建设项目", "社会公益事业",
              "人事信息", "应急管理", "建议提案办理", "政府信息公开年报", "依申请公开")
_NEWS = ("全县秋粮收购工作有序推进", "城区供水管网改造一期完工", "老旧小区加装电梯今年已投用36部", "市民文化节下周开幕",
         "今冬明春火灾防控部署会召开", "第三季度空气质量优良天数比例公布", "农村公路养护招标公告", "关于调整公交17路走向的通知",
         "2025年公开招聘工作人员公告", "2022年度部门决算公开", "高校毕业生就业服务专场", "关于征求停车收费标准意见的函",
         "小微企业贷款贴息申报开始", "河长制工作简报第8期", "防汛物资储备点增至21处", "秋季义务教育招生划片结果")
_SCRIPTS = (
    "var _hmt=_hmt||[];(function(){{var hm=document.createElement('script');hm.src='https://stat.example.cn/h.js?{n}';var s=document.getElementsByTagName('script')[0];s.parentNode.insertBefore(hm,s);}})();",
    "$(function(){{$('.nav li').hover(function(){{$(this).find('.sub').stop().slideDown(150);}},function(){{$(this).find('.sub').stop().slideUp(100);}});if($(window).width()<{n}){{$('.pc').hide();}}}});",
    "function doZoom(size){{var z=document.getElementById('zoom');if(z)z.style.fontSize=size+'px';}}var siteId={n};",
    "if(!window.console){{window.console={{log:function(){{}}}};}}var total={n},page=1;function gotoPage(n){{if(n<1||n>total)return false;location.href='index_'+n+'.html';}}",
    "var share={{bdText:'',bdMini:'2',bdPic:'',bdStyle:'0',bdSize:'{n}'}};function copyUrl(){{var t=location.href;try{{navigator.clipboard.writeText(t);}}catch(e){{}}}}",
)
_CSS = ("body{{margin:0;font:{a}px/1.8 \"Microsoft YaHei\",SimSun,sans-serif;color:#{c}}}", ".wrap{{width:{b}px;margin:0 auto}}",
        ".nav li{{float:left;position:relative;padding:0 {a}px;list-style:none}}", ".sub{{display:none;position:absolute;top:42px;z-index:99}}",
        ".crumb{{height:36px;line-height:36px;color:#{c};border-bottom:1px solid #ddd}}", ".footer{{background:#{c};padding:{a}px 0;text-align:center}}",
        "table td{{word-break:break-all}}", ".clear{{clear:both;height:0;overflow:hidden}}", ".left-nav dt{{background:#{c};color:#fff;padding-left:{a}px}}",
        "@media screen and (max-width:{b}px){{.pc{{float:none;width:auto}}}}", "a{{color:#{c};text-decoration:none}}a:hover{{color:#c00}}")


@dataclass
class Page:
    """What a shell wraps: the body and the facts that its furniture prints."""

    title: str
    agency: Agency
    year: int
    body: str
    rng: Random
    published: str = ""
    number: str = ""
    charset: str = "utf-8"
    declared: str = "utf-8"
    links: List[str] = field(default_factory=list)

    @property
    def site(self) -> str:
        return self.agency.site

    def ident(self, low: int = 100000, high: int = 9999999) -> int:
        return self.rng.randint(low, high)

    def hexa(self, length: int) -> str:
        return "".join(self.rng.choice("0123456789abcdef") for _ in range(length))


def meta_charset(page: Page, old: bool = False) -> str:
    """The declaration of the encoding, absent when none is declared."""
    if not page.declared:
        return ""
    if old:
        return f'<meta http-equiv="Content-Type" content="text/html; charset={page.declared}" />'
    return f'<meta charset="{page.declared}">'


def meta_tags(page: Page, leaked: str = "") -> str:
    """The tags of the page standard; `leaked` puts a wrong column name there, as leaked headers do."""
    column = leaked or page.rng.choice(("政府信息公开年报", "政府信息公开年度报告", "信息公开年报"))
    rows = [("SiteName", page.site), ("SiteDomain", page.agency.domain), ("SiteIDCode", str(page.ident(10 ** 9, 10 ** 10 - 1))),
            ("ColumnName", column), ("ColumnType", "信息公开年报"), ("ColumnDescription", f"{page.site}{column}栏目发布年度报告"),
            ("ColumnKeywords", "政府信息公开,年度报告")]
    if not leaked:
        rows += [("ArticleTitle", page.title), ("PubDate", page.published + " 09:41"), ("ContentSource", page.agency.name)]
    rows += [("Keywords", "政府信息公开,年度报告"), ("Author", page.rng.choice(("管理员", "系统发布", "")))]
    return "\n".join(f'<meta name="{name}" content="{value}" />' for name, value in rows)


def css(page: Page, count: int = 14) -> str:
    rules = [page.rng.choice(_CSS).format(a=page.rng.randint(12, 18), b=page.rng.randint(960, 1280), c=page.hexa(6))
             for _ in range(count)]
    return '<style type="text/css">\n' + "\n".join(rules) + "\n</style>"


def scripts(page: Page, count: int = 3) -> str:
    chosen = [page.rng.choice(_SCRIPTS).format(n=page.ident()) for _ in range(count)]
    return "\n".join(f'<script type="text/javascript">{text}</script>' for text in chosen)


def nav(page: Page) -> str:
    """The main menu with its submenus."""
    out = ['<div class="nav"><ul>']
    for head, items in _MENU:
        sub = "".join(f'<li><a href="/col/{page.ident(1000, 9999)}/" target="_blank">{item.format(region=page.agency.region)}</a></li>'
                      for item in items)
        out.append(f'<li><a href="/{page.hexa(4)}/">{head.format(region=page.agency.region)}</a>'
                   + (f'<ul class="sub">{sub}</ul>' if sub else "") + "</li>")
    return "\n".join(out) + "\n</ul></div>"


def crumb(page: Page, mark: str = " &gt; ") -> str:
    parts = ["首页", "政务公开", "政府信息公开", page.rng.choice(("政府信息公开年报", "年度报告", "部门年报")),
             f"{page.year + 1}年" if page.rng.random() < 0.5 else "县级部门"]
    links = mark.join(f'<a href="/{page.hexa(5)}/">{text}</a>' for text in parts)
    return f'<div class="crumb">您当前的位置：{links}{mark}正文</div>'


def catalogue(page: Page) -> str:
    """The left-hand list of the disclosure platform."""
    items = "".join(f'<li><a href="/zfxxgk/{page.hexa(6)}/">{text}</a></li>' for text in _CATALOGUE)
    return f'<dl class="left-nav"><dt>{page.site}信息公开目录</dt><dd><ul>{items}</ul></dd></dl>'


def related(page: Page, count: int = 10) -> str:
    """Reports of other years and other bodies: neither this agency's name nor this year may come from here."""
    rng = page.rng
    items = []
    for name in neighbours(rng, page.agency, count // 2):
        year = page.year + rng.choice((-2, -1, 0, 1))
        items.append(f"{name}{year}年政府信息公开工作年度报告")
    for year in range(page.year - 4, page.year):
        items.append(f"{page.agency.name}{year}年政府信息公开工作年度报告")
    rng.shuffle(items)
    lines = "\n".join(f'<li><a href="./t{page.ident()}.html" title="{text}">{text}</a><span>{page.year + 1}-0{rng.randint(1, 9)}-{rng.randint(10, 28)}</span></li>'
                      for text in items[:count])
    return f'<div class="xglj"><h4>{rng.choice(("相关信息", "相关链接", "相关文档", "历年年报"))}</h4><ul>\n{lines}\n</ul></div>'


def hot_news(page: Page, count: int = 8) -> str:
    lines = "".join(f'<li><a href="/art/{page.ident()}.html">{text}</a></li>' for text in page.rng.sample(_NEWS, count))
    return f'<div class="hot"><h4>热点信息</h4><ul>{lines}</ul></div>'


def calendar(page: Page) -> str:
    """A month as a table, which is not a table of the report."""
    days = [str(day) for day in range(1, 31)]
    start = page.rng.randint(0, 6)
    cells = [""] * start + days + [""] * ((7 - (start + 30) % 7) % 7)
    rows = "".join("<tr>" + "".join(f"<td>{day}</td>" for day in cells[i:i + 7]) + "</tr>" for i in range(0, len(cells), 7))
    return '<table class="rili" width="210"><tr>' + "".join(f"<th>{d}</th>" for d in "日一二三四五六") + f"</tr>{rows}</table>"


def info_table(page: Page, css_class: str = "xxgk_head") -> str:
    """The table of document facts that precedes the text on disclosure platforms."""
    rng = page.rng
    rows = [("索引号", page.number, "主题分类", rng.choice(("综合政务", "政府信息公开年报", "其他"))),
            ("发布机构", page.agency.name, "发文日期", page.published),
            ("名称", page.title, "文号", rng.choice(("无", "", "/"))),
            ("有效性", "有效", "公开方式", "主动公开")]
    body = "".join(f"<tr><td class=\"tit\">{a}：</td><td>{b}</td><td class=\"tit\">{c}：</td><td>{d}</td></tr>" for a, b, c, d in rows)
    return f'<table class="{css_class}" width="100%" border="0" cellspacing="0"><tbody>{body}</tbody></table>'


def tools(page: Page) -> str:
    """Font size, print and share buttons."""
    hits = page.ident(20, 9000)
    return (f'<div class="tools">发布时间：{page.published} 字号：[<a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(16)">中</a> '
            f'<a href="javascript:doZoom(14)">小</a>] 浏览次数：<span id="hits">{hits}</span> <a href="javascript:window.print()">打印</a> '
            f'<a href="javascript:void(0)" onclick="copyUrl()">复制链接</a></div>')


def friends(page: Page) -> str:
    """Drop-down lists of other sites."""
    groups = (("国家部委网站", ("外交部", "国家发展改革委", "教育部", "科技部", "公安部", "民政部", "财政部", "审计署")),
              ("区县网站", COUNTIES[:12]), ("新闻媒体", ("新华网", "人民网", "央视网", "中国日报网")))
    selects = "".join(f'<select onchange="window.open(this.value)"><option>{head}</option>'
                      + "".join(f'<option value="http://{page.hexa(5)}.example.cn/">{item}</option>' for item in items)
                      + "</select>" for head, items in groups)
    return f'<div class="links">{selects}</div>'


def footer(page: Page) -> str:
    n = page.ident()
    return (f'<div class="footer"><p>主办：{page.agency.region}人民政府办公室　承办：{page.agency.region}政务信息中心　技术支持：示例信息技术有限公司</p>'
            f'<p>网站标识码：{page.ident(10 ** 9, 10 ** 10 - 1)}　备案序号：X ICP备{n}号-1　公网安备 {page.ident(10 ** 9, 10 ** 10 - 1)}号</p>'
            f'<p>地址：{page.agency.region}中心路{page.rng.randint(1, 299)}号　邮编：{page.ident(100000, 899999)}　联系电话：0{page.ident(100, 999)}-{page.ident(2000000, 8999999)}</p>'
            f'<p><a href="/sitemap.html">网站地图</a> | <a href="/about.html">关于我们</a> | <a href="/copy.html">版权声明</a> | <a href="javascript:wzaHref()">无障碍浏览</a></p></div>')
