"""Page shells of further portal systems, most of them used in one province."""

import json
from typing import Callable, Dict

from . import chrome
from .chrome import Page

Shell = Callable[[Page], str]


def vsb(page: Page) -> str:
    """博达: a form with hidden fields, the text in .v_news_content."""
    return f"""<!DOCTYPE html>
<HTML><HEAD>{chrome.meta_charset(page)}<TITLE>{page.title}-{page.site}</TITLE>
{chrome.meta_tags(page)}
<script language="javascript" src="/system/resource/js/dynclicks.js"></script>{chrome.css(page, 9)}</HEAD>
<BODY>
<div class="top">{chrome.nav(page)}</div>
<div class="position">{chrome.crumb(page, " &gt;&gt; ")}</div>
<form name="_newscontent_fromname"><script language="javascript" src="/system/resource/js/ajax.js"></script><script language="javascript">_getBatchClickTimes('null','null','wbnews','{page.ident()}')</script>
<div class="content-title"><h3>{page.title}</h3><i>时间：{page.published} 点击数：<span id="hitcount{page.ident(1, 9)}"></span></i></div>
<div id="vsb_content_2"><div class="v_news_content">
{page.body}
</div></div><div id="div_vote_id"></div>
<p>上一条：<a href="{page.ident(1000, 9999)}.htm">{page.agency.region}{page.year - 1}年政府信息公开工作年度报告</a></p><p>下一条：<a href="{page.ident(1000, 9999)}.htm">关于公布办事指南的通知</a></p>
</form>
{chrome.related(page, 7)}{chrome.friends(page)}{chrome.footer(page)}
</BODY></HTML>
"""


def shaanxi(page: Page) -> str:
    """A list page that shows the newest report in place of a list."""
    years = "".join(f'<li class="{"on" if year == page.year else ""}"><a href="{page.ident(1, 30)}.html">{year}年</a></li>'
                    for year in range(page.year + 1, page.year - 6, -1))
    return f"""<!DOCTYPE html>
<html lang="zh-cn"><head>{chrome.meta_charset(page)}<title>政府信息公开年报 - {page.site}</title>
{chrome.meta_tags(page, leaked="政府信息公开年报")}
{chrome.css(page, 12)}</head>
<body>{chrome.nav(page)}<div class="gkmain">{chrome.catalogue(page)}
<div class="gkright"><div class="nblist"><ul>{years}</ul></div>
<div class="detail"><h1>{page.title}</h1>{chrome.tools(page)}
<div class="pages_content" id="UCAP-CONTENT">
{page.body}
</div></div>
<div class="pagination"><a href="1.html">1</a> <a href="2.html">2</a> 共2页 到第 <input value="1"> 页</div></div></div>
{chrome.footer(page)}{chrome.scripts(page, 2)}</body></html>
"""


def xian(page: Page) -> str:
    return f"""<!DOCTYPE html>
<html><head>{chrome.meta_charset(page)}<title>{page.title}</title>{chrome.meta_tags(page)}{chrome.css(page, 9)}
<script>window.__INITIAL__={{"id":"{page.hexa(24)}","channel":"{page.hexa(24)}","type":"article"}};</script></head>
<body><div id="root"><div class="m-head">{chrome.nav(page)}</div>
<div class="m-detail"><div class="m-txt-crm">{chrome.crumb(page, "&nbsp;/&nbsp;")}</div>
<h5 class="m-txt-tit">{page.title}</h5><div class="m-txt-info"><span>来源：{page.agency.name}</span><span>发布时间：{page.published} 17:20</span></div>
<div class="m-txt-article" data-v-{page.hexa(8)}><div class="rich-text">
{page.body}
</div></div></div>{chrome.related(page, 8)}{chrome.hot_news(page)}{chrome.footer(page)}</div></body></html>
"""


def guangyuan(page: Page) -> str:
    return f"""<!DOCTYPE html>
<html><head>{chrome.meta_charset(page, old=True)}
<title>{page.title}-{page.site}</title><meta name="keywords" content="{page.agency.region},政府信息公开" />{chrome.css(page, 15)}</head>
<body><div class="w1200">{chrome.nav(page)}{chrome.crumb(page, " - ")}
<div class="news-show"><div class="news-title">{page.title}</div>
<div class="news-sub"><span>发布时间：{page.published}</span> <span>作者：{page.rng.choice(("办公室", "信息科", "综合股"))}</span> <span>来源：{page.agency.name}</span></div>
<div class="news-body" id="fontzoom">
{page.body}
</div><div class="qrcode"><img src="/qr/{page.ident()}.png" alt="扫一扫在手机打开当前页" /></div></div>
{chrome.hot_news(page)}{chrome.related(page, 9)}{chrome.friends(page)}{chrome.footer(page)}</div>{chrome.scripts(page, 3)}</body></html>
"""


def hebei(page: Page) -> str:
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">
<html xmlns="http://www.w3.org/1999/xhtml"><head>{chrome.meta_charset(page, old=True)}<title>{page.site}信息公开平台</title>
{chrome.meta_tags(page)}{chrome.css(page, 8)}</head>
<body><div id="xxgkptMain">{chrome.nav(page)}
<table width="1000" border="0" align="center"><tr><td class="xxgk_left" valign="top" width="220">{chrome.catalogue(page)}{chrome.calendar(page)}</td>
<td valign="top">{chrome.info_table(page, "xx_table")}
<div class="xxgk_tit">{page.title}</div>
<div class="xxgk_bmxl">
{page.body}
</div></td></tr></table>
{chrome.related(page, 10)}{chrome.footer(page)}</div>{chrome.scripts(page, 2)}</body></html>
"""


def liaoning(page: Page) -> str:
    return f"""<!DOCTYPE html>
<html><head>{chrome.meta_charset(page)}<title>{page.title}_{page.agency.region}</title>{chrome.meta_tags(page)}{chrome.css(page, 10)}
<base target="_blank"></head>
<body><div class="wrapper">{chrome.nav(page)}<div class="dqwz">{chrome.crumb(page)}</div>
<div class="TRS_Title">{page.title}</div><div class="dlist_title"><em>发布时间：{page.published}</em><em>浏览次数：{page.ident(10, 999)}</em></div>
<div class="dlist_content" id="lscontent">
{page.body}
</div>{chrome.tools(page)}{chrome.related(page, 7)}{chrome.friends(page)}{chrome.footer(page)}</div>{chrome.scripts(page, 3)}</body></html>
"""


def hunan(page: Page) -> str:
    """A directory page that is the report itself."""
    return f"""<!DOCTYPE html>
<html><head>{chrome.meta_charset(page)}<title>{page.site}_政府信息公开年报</title>{chrome.meta_tags(page, leaked="年报")}{chrome.css(page, 11)}</head>
<body>{chrome.nav(page)}<div class="w1000">{chrome.crumb(page, " ＞ ")}
<div class="gk-l">{chrome.catalogue(page)}</div>
<div class="gk-r"><div class="xxgk-tab">{chrome.info_table(page)}</div><div class="article"><h1>{page.title}</h1>
<div class="time">{page.agency.region}人民政府门户网站　{page.published}</div><hr/>
<div id="content" class="hnszf_textcontent">
{page.body}
</div></div></div></div>{chrome.hot_news(page)}{chrome.footer(page)}{chrome.scripts(page, 2)}</body></html>
"""


def yunnan(page: Page) -> str:
    orgs = "".join(f'<a href="/nbview?orgCode={page.ident()}&amp;nbYear={page.year}">{name}</a>' for name in chrome.neighbours(page.rng, page.agency, 10))
    return f"""<!DOCTYPE html>
<html><head>{chrome.meta_charset(page)}<title>{page.agency.name}-信息公开年报</title>{chrome.css(page, 12)}{chrome.meta_tags(page)}</head>
<body><div class="head">{chrome.nav(page)}</div><div class="nb-org">{orgs}</div>
<div class="nb-main"><h2>{page.title}</h2><p class="meta">索引号：{page.number}　公开时间：{page.published}　发布机构：{page.agency.name}</p>
<div class="nb-text" style="overflow-x:auto">
{page.body}
</div></div>{chrome.related(page, 8)}{chrome.friends(page)}{chrome.footer(page)}{chrome.scripts(page, 3)}</body></html>
"""


def inner_mongolia(page: Page) -> str:
    """A portlet page: empty boxes, long identifiers, the text deep inside."""
    boxes = "".join(f'<div id="{page.hexa(32)}" class="portlet" pagetype="3"><div class="portlet-header" style="display:none"></div><div></div></div>' for _ in range(6))
    return f"""<!DOCTYPE html>
<html><head>{chrome.meta_charset(page)}<title>{page.site} {page.title}</title>{chrome.meta_tags(page)}{chrome.css(page, 9)}</head>
<body><div easysite="easysite" class="page">{chrome.nav(page)}{boxes}
<div id="{page.hexa(32)}" class="portlet"><div><div class="detail"><div class="detail-title">{page.title}</div>
<div class="detail-info">来源：{page.agency.name}　日期：{page.published}　【字体：<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>】</div>
<div class="easysite-news-text" id="ess_content">
{page.body}
</div></div></div></div>{boxes}{chrome.related(page, 7)}{chrome.footer(page)}</div>{chrome.scripts(page, 4)}</body></html>
"""


def nantong(page: Page) -> str:
    return f"""<!DOCTYPE html>
<html><head>{chrome.meta_charset(page)}<title>{page.title}</title>{chrome.meta_tags(page)}{chrome.css(page, 7)}</head>
<body class="ewb-body"><div class="ewb-head">{chrome.nav(page)}</div><div class="ewb-container">{chrome.crumb(page)}
<div class="ewb-info-table">{chrome.info_table(page, "ewb-table")}</div>
<div class="ewb-article"><h3 class="ewb-article-tt">{page.title}</h3><div class="ewb-article-sources"><p>发布时间：{page.published}</p><p>来源：{page.agency.name}</p></div>
<div class="ewb-article-info" id="mainContent">
{page.body}
</div></div></div>{chrome.hot_news(page)}{chrome.footer(page)}{chrome.scripts(page, 2)}</body></html>
"""


def hengyang(page: Page) -> str:
    return f"""<!DOCTYPE html>
<html><head>{chrome.meta_charset(page)}<title>{page.title} | {page.site}</title>{chrome.meta_tags(page)}{chrome.css(page, 10)}</head>
<body><div class="hy-top">{chrome.nav(page)}</div><div class="hy-crumb">{chrome.crumb(page, " | ")}</div>
<div class="left pc">{chrome.hot_news(page)}{chrome.calendar(page)}</div>
<div class="cont"><div class="bt">{page.title}</div><div class="ly">来源：{page.agency.name} {page.published}</div>
<div class="zwnr">
{page.body}
</div><div class="ewm"><img src="/i/{page.hexa(6)}.png" alt=""/></div></div>{chrome.related(page, 9)}{chrome.footer(page)}{chrome.scripts(page, 3)}</body></html>
"""


def vue_left_in(page: Page) -> str:
    """A page whose placeholders were never filled in; the text is there all the same."""
    return f"""<!DOCTYPE html>
<html><head>{chrome.meta_charset(page)}<title>{{{{ article.title }}}}</title>{chrome.css(page, 8)}</head>
<body><div id="vue" v-cloak>{chrome.nav(page)}<ul><li v-for="item in list">{{{{ item.name }}}} {{{{ item.date }}}}</li></ul>
<h1 class="tit">{page.title}</h1><p class="sub">发布日期：{page.published}　来源：{{{{ article.source }}}}</p>
<div class="txt">
{page.body}
</div></div>{chrome.footer(page)}<script src="/static/js/vue.min.js"></script>{chrome.scripts(page, 2)}</body></html>
"""


def feed(page: Page) -> str:
    """An entry of a feed, the text in a CDATA section."""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>政府信息公开年报</title>
<item><title>{page.title}</title><pubDate>{page.published}</pubDate><content:encoded><![CDATA[
{page.body}
]]></content:encoded></item></channel></rss>
"""


def answer(page: Page) -> str:
    """The answer of an interface: JSON with the text as a string."""
    data = {"title": page.title, "publisher": page.agency.name, "date": page.published, "content": page.body}
    return json.dumps({"code": 200, "data": data}, ensure_ascii=page.rng.random() < 0.5) + "\n"


MORE_SHELLS: Dict[str, Shell] = {name: function for name, function in list(globals().items())
                                 if callable(function) and getattr(function, "__module__", "") == __name__}
