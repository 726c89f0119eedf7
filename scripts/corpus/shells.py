"""Page shells of the common portal systems: TRS, Hanweb, Guangdong, Anhui, Jiangsu, Shanghai."""

import json
from typing import Callable, Dict

from . import chrome
from .chrome import Page

Shell = Callable[[Page], str]


def plain(page: Page) -> str:
    """A page written by hand: title and body only."""
    return (f'<!DOCTYPE html>\n<html lang="zh-CN"><head>{chrome.meta_charset(page)}<title>{page.title}</title></head>\n'
            f"<body>\n<h1>{page.title}</h1>\n{page.body}\n</body></html>\n")


def trs_wcm(page: Page) -> str:
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
{chrome.meta_charset(page, old=True)}
<title>{page.title}_{page.site}</title>
{chrome.meta_tags(page)}
<link href="../../images/trs_style.css" rel="stylesheet" type="text/css" />
{chrome.css(page)}
{chrome.scripts(page, 2)}
</head>
<body>
<div class="wrap">
{chrome.nav(page)}
{chrome.crumb(page)}
<div class="main">
<div class="side pc">{chrome.catalogue(page)}{chrome.calendar(page)}</div>
<div class="view">
{chrome.info_table(page, "xxgk_table")}
<div class="xl_title">{page.title}</div>
{chrome.tools(page)}
<div class="TRS_UEDITOR TRS_WEB"><div id="zoom" class="trs_editor_view">
{page.body}
</div></div>
<div class="fujian"><script>var appendix='';if(appendix!=''){{document.write(appendix);}}</script></div>
{chrome.related(page)}
</div></div>
{chrome.friends(page)}
{chrome.footer(page)}
</div>
{chrome.scripts(page, 2)}
</body>
</html>
"""


def trs_recordset(page: Page) -> str:
    """A record-set page: lists of other columns stand in CDATA inside script tags."""
    records = "".join(f'<record><![CDATA[<li><a href="/art/{page.ident()}.html">{page.agency.region}{year}年政府信息公开工作年度报告</a></li>]]></record>'
                      for year in range(page.year - 3, page.year + 2))
    return f"""<!DOCTYPE html>
<html>
<head>{chrome.meta_charset(page)}<title>{page.site} 年度报告 {page.title}</title>{chrome.meta_tags(page)}{chrome.css(page, 8)}</head>
<body>
{chrome.nav(page)}{chrome.crumb(page, " / ")}
<script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/module/jslib/jquery/jpage/dataproxy.jsp?page=1&webid=1&columnid={page.hexa(16)}"></a>]]></nextgroup><recordset>{records}</recordset></datastore></script>
<div class="article-box"><p class="con-title">{page.title}</p><p class="con-info">日期：{page.published}　来源：{page.agency.name}</p>
<div class="Article_xx" id="zoom">
{page.body}
</div></div>
{chrome.hot_news(page)}
{chrome.footer(page)}{chrome.scripts(page, 3)}
</body></html>
"""


def hanweb_jcms(page: Page) -> str:
    """JCMS: comments of the template engine, layout tables round the article."""
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html><head>{chrome.meta_charset(page, old=True)}
<title>{page.site} {chrome.neighbours(page.rng, page.agency, 1)[0]} {page.title}</title>
{chrome.meta_tags(page)}
<link type="text/css" rel="stylesheet" href="/script/page.css" />{chrome.css(page, 9)}
</head><body bgcolor="#FFFFFF">
<table width="1000" border="0" align="center" cellpadding="0" cellspacing="0"><tr><td>{chrome.nav(page)}</td></tr></table>
<table width="1000" border="0" align="center"><tr><td width="230" valign="top">{chrome.catalogue(page)}</td><td valign="top">
<!--<$[信息内容]>begin--><div id="barrierfree_container">
{chrome.crumb(page)}
<table id="article" width="96%" align="center"><tr><td class="title" align="center"><!--<$[标题名称(html)]>begin-->{page.title}<!--<$[标题名称(html)]>end--></td></tr>
<tr><td align="center">发布日期：{page.published}　信息来源：{page.agency.name}　浏览次数：<script src="/module/visitcount/articlehits.jsp?colid={page.ident(10, 999)}&amp;artid={page.ident()}"></script></td></tr>
<tr><td class="bt_content"><div id="zoom">
<!--ZJEG_RSS.content.begin-->
{page.body}
<!--ZJEG_RSS.content.end--></div></td></tr></table>
</div><!--<$[信息内容]>end-->
{chrome.related(page, 8)}
</td></tr></table>
{chrome.friends(page)}{chrome.footer(page)}{chrome.scripts(page)}
</body></html>
"""


def jpaas(page: Page) -> str:
    """The newer Hanweb platform: article tags, a modern head, the text in #zoom."""
    return f"""<!doctype html>
<html lang="zh"><head>{chrome.meta_charset(page)}<meta name="viewport" content="width=device-width, initial-scale=1.0"><meta name="renderer" content="webkit">
<title>{page.title}</title>
{chrome.meta_tags(page)}
{chrome.css(page)}
<script src="/jpaas-jsurvey-web-server/front/js/common.js" webid="{page.ident(1, 99)}" tplsetid="{page.hexa(20)}"></script></head>
<body data-col="{page.ident(1000, 9999)}">
<header>{chrome.nav(page)}</header>
<main class="wrap">{chrome.crumb(page, " &raquo; ")}
<div class="xxgk-info">{chrome.info_table(page)}</div>
<article class="art-con art-con-bottonmLine" id="zoom">
<h2 class="art-title">{page.title}</h2>
{page.body}
</article>
<aside>{chrome.hot_news(page)}{chrome.related(page, 6)}</aside></main>
<footer>{chrome.footer(page)}</footer>{chrome.scripts(page)}
</body></html>
"""


def xxgk_annual_report(page: Page) -> str:
    """The annual-report module of JCMS: the whole answer is the report."""
    return f"""



<html>
<head>
<title>政府信息公开年报</title>
{chrome.meta_charset(page, old=True)}
<style>body{{padding:12px}} td{{font-size:14px}}</style>
</head>
<body>
<div style="margin:0 auto;width:900px">
<div class="nb_tit" style="text-align:center;font-size:22px">{page.title}</div>
{page.body}
</div>
<input type="hidden" id="area" value="00100800{page.ident(1000, 9999)}"/><input type="hidden" id="fbtime" value="{page.year}"/>
</body>
</html>
"""


def gkmlpt(page: Page) -> str:
    """The disclosure platform of one province: server-written text with a fact table."""
    config = json.dumps({"SID": page.ident(1000, 99999), "TREE": [{"id": page.ident(), "name": "年度报告"}],
                         "DETAIL": {"id": page.ident(), "title": page.title, "publisher": page.agency.name}}, ensure_ascii=False)
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head>{chrome.meta_charset(page)}
<title>{page.title} - {page.site}</title>
{chrome.meta_tags(page)}
<script>window._CONFIG = {config};</script>{chrome.css(page, 6)}</head>
<body><div id="app"><div class="header">{page.site}信息公开平台</div>{chrome.crumb(page)}
<div class="content"><div class="classify">{chrome.info_table(page, "classify-table")}</div>
<div class="article-content"><h1 class="title">{page.title}</h1><div class="date-row">发布日期：{page.published}　浏览次数：-</div>
{page.body}
</div></div>
<div class="tree">{chrome.catalogue(page)}</div></div>
{chrome.footer(page)}<script src="/gkmlpt/public/js/detail.{page.hexa(8)}.js"></script>
</body></html>
"""


def gkmlpt_facts(page: Page) -> str:
    """The text inside the page's JSON configuration, the table of document facts in the page itself."""
    facts = (f'<div class="classify"><table><tr><td>索引号：</td><td>{page.number}</td><td>分类：</td><td>年度报告</td></tr>'
             f'<tr><td>发布机构：</td><td>{page.agency.name}</td><td>成文日期：</td><td>{page.published}</td></tr>'
             f'<tr><td>名称：</td><td colspan="3">{page.title}</td></tr><tr><td>文号：</td><td></td><td>发布日期：</td>'
             f'<td>{page.published}</td></tr></table></div>')
    return gkmlpt_config(page).replace('<div id="app"></div>', facts + '<div id="app"></div>')


def gkmlpt_config(page: Page) -> str:
    """The same platform with the text only inside the page's JSON configuration."""
    detail = {"id": page.ident(), "title": page.title, "publisher": page.agency.name, "identifier": page.number,
              "date": page.published, "first_publish_time": page.ident(10 ** 9, 2 * 10 ** 9), "content": page.body,
              "attachment": [], "is_abolished": 0}
    config = {"HOST": "http://" + page.agency.domain, "SID": page.ident(1000, 99999), "SITE_NAME": page.site,
              "TREE": [{"id": 1, "name": "政府信息公开指南"}, {"id": 2, "name": "年度报告"}], "DETAIL": detail}
    text = json.dumps(config, ensure_ascii=page.rng.random() < 0.5).replace("</", "<\\/")
    return f"""<!DOCTYPE html>
<html><head>{chrome.meta_charset(page)}<meta http-equiv="X-UA-Compatible" content="IE=edge"><title>{page.title}</title>
{chrome.meta_tags(page)}
<link rel="stylesheet" href="/gkmlpt/public/css/app.{page.hexa(8)}.css"></head>
<body><noscript>请启用 JavaScript 后浏览本页。</noscript>
<div id="app"></div>
<script>window._CONFIG = {text};</script>
<script src="/gkmlpt/public/js/manifest.{page.hexa(8)}.js"></script><script src="/gkmlpt/public/js/app.{page.hexa(8)}.js"></script>
</body></html>
"""


def nfcms(page: Page) -> str:
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
{chrome.meta_charset(page)}
<title>{page.title} {page.site}</title>
{chrome.meta_tags(page)}
<script>var NFCMS_SITE_ID = {page.ident(100, 9999)}; var NFCMS_POST_ID = "{page.ident()}"; var NFCMS_CATEGORY_ID = {page.ident(1000, 9999)};</script>
{chrome.css(page, 10)}
</head>
<body>
<div class="top">{chrome.nav(page)}</div>
<div class="news_cont_d">
{chrome.crumb(page, " &gt; ")}
<div class="news_cont_d_title"><h3>{page.title}</h3><div class="msg"><span>时间：{page.published} 10:02:33</span><span>来源：{page.agency.name}</span></div></div>
<div class="news_cont_d_wrap">
{page.body}
</div>
<div class="share">{chrome.tools(page)}</div>
</div>
{chrome.related(page)}
{chrome.footer(page)}
{chrome.scripts(page, 4)}
</body>
</html>
"""


def anhui_openness(page: Page) -> str:
    years = "".join(f'<option value="{year}"{" selected" if year == page.year else ""}>{year}年</option>' for year in range(2014, page.year + 3))
    bodies = "".join(f'<li data-org="{page.ident(100, 999)}">{name}</li>' for name in chrome.neighbours(page.rng, page.agency, 14))
    return f"""<!DOCTYPE html>
<html><head>{chrome.meta_charset(page)}<title>{page.site}-政府信息公开年度报告</title>
{chrome.meta_tags(page, leaked="头部")}
{chrome.css(page)}</head>
<body><div class="container">
{chrome.nav(page)}
<div class="year-report-search">年份：<select name="year">{years}</select> 单位：<ul class="org-list">{bodies}</ul></div>
<div class="xxgk_report j-report"><h1 class="newstitle">{page.title}</h1>
<div class="newsinfo">来源：{page.agency.name} 发布时间：{page.published} <a href="/OpennessAnnualReport/download/{page.ident()}.html">下载</a></div>
<div class="j-fontContent newscontnet minh300" id="J_content">
{page.body}
</div></div>
{chrome.friends(page)}{chrome.footer(page)}</div>{chrome.scripts(page)}
</body></html>
"""


def public_org(page: Page) -> str:
    """Sites with /public/ORG/ID.html addresses."""
    return f"""<!DOCTYPE html>
<html><head>
{chrome.meta_charset(page, old=True)}
<title>{page.site}政府信息公开目录 - {page.title}</title>
{chrome.meta_tags(page)}
{chrome.css(page, 16)}
</head><body class="public">
<div class="public_top">{chrome.nav(page)}</div>
<div class="public_nav">{chrome.catalogue(page)}</div>
<div class="public_content" tabindex="0">
{chrome.info_table(page, "table_suoyin")}
<h1 class="wztit">{page.title}</h1>
<div class="wzfbxx">信息来源：{page.agency.name}　发布时间：{page.published}　阅读：<i class="j-info-hit" data-id="{page.ident()}">-</i> 次</div>
<div class="wzcon j-fontContent">
{page.body}
</div>
<p class="bottom"><a href="javascript:window.close()">【关闭窗口】</a></p></div>
{chrome.related(page, 9)}{chrome.footer(page)}{chrome.scripts(page, 2)}
</body></html>
"""


def ucap(page: Page) -> str:
    """Pages with pseudo-elements round title, date and text."""
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
{chrome.meta_charset(page)}
{chrome.meta_tags(page, leaked="头部")}
<title><ucaptitle>{page.title}</ucaptitle></title>
{chrome.css(page)}
</head>
<body>
{chrome.nav(page)}
{chrome.crumb(page)}
<div class="content-box">
<table class="xxgk-table" border="1"><tbody>
<tr><th>名称</th><td colspan="3">{page.title}</td></tr>
<tr><th>索引号</th><td>{page.number}</td><th>分类</th><td>政府信息公开年度报告 其他 其他</td></tr>
<tr><th>发布机构</th><td>{page.agency.name}</td><th>公开日期</th><td><publishtime>{page.published}</publishtime></td></tr>
<tr><th>文件下载</th><td></td><th>时效</th><td>有效</td></tr></tbody></table>
<h1 class="article-title"><ucaptitle>{page.title}</ucaptitle></h1>
<div id="zoomcon" class="article-content"><ucapcontent>
{page.body}
</ucapcontent></div>
{chrome.related(page, 8)}
</div>
{chrome.friends(page)}{chrome.footer(page)}
{chrome.scripts(page, 4)}
</body>
</html>
"""


def shanghai(page: Page) -> str:
    return f"""<!DOCTYPE html>
<html><head>{chrome.meta_charset(page)}<title>{page.title}_政府信息公开年报_{page.site}</title>
{chrome.meta_tags(page)}
{chrome.css(page, 8)}</head><body>
<div id="header">{chrome.nav(page)}</div>
<div class="container">{chrome.crumb(page)}
<div class="Article"><h2 id="ivs_title">{page.title}<small class="PBtime">({page.published.replace("-", "年", 1).replace("-", "月", 1)}日)</small></h2>
<div class="Article_content" id="ivs_content">
{page.body}
</div></div>
<div class="sidebar">{chrome.hot_news(page)}{chrome.related(page, 6)}</div></div>
{chrome.footer(page)}{chrome.scripts(page, 3)}
</body></html>
"""


SHELLS: Dict[str, Shell] = {name: function for name, function in list(globals().items())
                            if callable(function) and getattr(function, "__module__", "") == __name__}
