"""The report of 运城市人民政府办公室 for 2023: its tables as published, tabs and slips included, and its figures."""

from typing import List, Tuple

from . import forms
from .build import Built, Golden

AGENCY = "运城市人民政府办公室"
TITLE = "运城市人民政府办公室 2023 年政府信息公开工作年度报告"

_PROACTIVE = "\n".join((
    "第二十条第（一）项\t\t\t",
    "信息内容\t本年度制发件数\t本年废止件数\t现行有效件数",
    "规章\t2\t0\t5",
    "行政规范性文件\t8\t103\t100",
    "第二十条第（五）项\t\t\t",
    "信息内容\t本年处理决定数量\t\t",
    "行政许可\t0\t\t",
    "第二十条第（六）项\t\t\t",
    "信息内容\t本年处理决定数量\t\t",
    "行政处罚\t0\t\t",
    "行政强制\t0\t\t",
    "第二十条第（八）项\t\t\t",
    "信息内容\t本年收费金额（单位：万元）\t\t",
    "行政事业性收费\t0\t\t",
))

_REQUESTS = "\n".join((
    "(本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项)\t\t申请人情况\t\t\t\t\t\t总计\t",
    "\t\t自然人\t法人或其他组织\t\t\t\t\t\t",
    "\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t\t",
    "一、本年新收政府信息公开申请数量\t\t89\t3\t0\t0\t1\t0\t93\t",
    "二、上年结转政府信息公开申请数量\t\t1\t0\t0\t0\t0\t0\t1\t",
    "三、本年度办理结果\t(一) 予以公开\t4\t0\t0\t0\t0\t0\t4\t",
    "\t(二) 部分公开(区分处理的, 只记这一情形, 不计其他情形)\t11\t1\t0\t0\t0\t0\t12\t",
    "\t(三) 不予公开\t1. 属于国家秘密\t0\t0\t0\t0\t0\t0\t0",
    "\t\t2. 其他法律行政法规禁止公开\t0\t0\t0\t0\t0\t0\t0",
    "\t\t3. 危及“三安全一稳定”\t0\t0\t0\t0\t0\t0\t0",
    "\t\t4. 保护第三方合法权益\t0\t0\t0\t0\t0\t0\t0",
    "\t\t5. 属于三类内部事物信息\t0\t0\t0\t0\t0\t0\t0",
    "\t\t6. 属于四类过程性信息\t0\t0\t0\t0\t0\t0\t0",
    "\t\t7. 属于行政执法案卷\t0\t0\t0\t0\t1\t0\t1",
    "\t\t8. 属于行政查询事项\t0\t0\t0\t0\t0\t0\t0",
    "\t(四) 无法提供\t1. 本机关不掌握相关政府信息\t34\t1\t0\t0\t0\t0\t35",
    "\t\t2. 没有现成信息需要另外制作\t0\t0\t0\t0\t0\t0\t0",
    "\t\t3. 补正后申请内容仍不明确\t0\t0\t0\t0\t0\t0\t0",
    "\t(五) 不予处理\t1. 信访举报投诉类申请\t0\t0\t0\t0\t0\t0\t0",
    "\t\t2. 重复申请\t3\t0\t0\t0\t0\t0\t3",
    "\t\t3. 要求提供公开出版物\t0\t0\t0\t0\t0\t0\t0",
    "\t\t4. 无正当理由大量反复申请\t0\t0\t0\t0\t0\t0\t0",
    "5. 要求行政机关确认或重新出具已获取信息\t\t0\t0\t0\t0\t0\t0\t0\t",
    "(六) 其他处理\t1. 申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请\t0\t0\t0\t0\t0\t0\t0\t",
    "\t2. 申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请\t0\t0\t0\t0\t0\t0\t0\t",
    "\t3. 其他\t37\t0\t0\t0\t0\t0\t37\t",
    "(七) 总计\t89\t2\t0\t0\t1\t0\t92\t\t",
    "四、结转下年度继续处理\t\t1\t1\t0\t0\t0\t0\t2\t",
))

_DISPUTES = "\n".join((
    "行政复议\t\t\t\t\t行政诉讼\t\t\t\t\t\t\t\t\t",
    "结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t",
    "\t\t\t\t\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计",
    "0\t0\t1\t0\t1\t1\t0\t0\t0\t1\t0\t0\t0\t0\t0",
))

_BEFORE = """

运城市人民政府办公室

运城市人民政府办公室 2023 年政府信息公开工作年度报告

这份报告依照《中华人民共和国政府信息公开条例》以及国务院办公厅政府信息公开与政务公开办公室规定的年度报告格式（国办公开办函〔2021〕30 号）写成，分六个部分，统计时段为 2023 年 1 月 1 日至 12 月 31 日。

一、总体情况

（一）主动公开

2023年，市政府门户网站发布各类政务信息9808条，其中动态类4472条、专题类931条，政策解读22个；《运城市人民政府公报》出刊6期，刊登市政府文件32件、市政府办公室文件70件。

（二）依申请公开

全年收到和办理的申请合计94件，即本年新收93件（自然人89件、法人或其他组织4件）加上年结转1件。办结92件，结转下年度继续办理2件。答复当中，予以公开4件，部分公开12件，不予公开1件，因本机关不掌握相关政府信息而无法提供35件，重复申请不予处理3件，其他处理37件。

（三）政府信息管理

市政府办公室审查文件公开属性206件，没有发现差错。

（四）平台建设

全市政务新媒体由 169 个整合到 157 个，网站增设了政策咨询入口。

（五）监督保障

组织了年度专项考核和针对性检查，结果在全市通报。行政复议1件，为其他结果；行政诉讼1件，结果维持。

二、主动公开政府信息情况

"""
_AFTER = """

五、存在的主要问题及改进情况

解读的形式还不够多样，对部门的指导还要加强，工作人员的专业水平有待提高。下一年将从保密审查、解读质量和业务培训三个方面改进。

六、其他需要报告的事项

2023 年度没有收取政府信息公开信息处理费。

运城市人民政府办公室

2024 年 1 月 29 日
"""

# Typed from the published tables, row by row in the order of the form.
_PROACTIVE_FIGURES = "2 0 5 8 103 100 0 0 0 0"
_REQUEST_FIGURES = """
89 3 0 0 1 0 93
1 0 0 0 0 0 1
4 0 0 0 0 0 4
11 1 0 0 0 0 12
0 0 0 0 0 0 0
0 0 0 0 0 0 0
0 0 0 0 0 0 0
0 0 0 0 0 0 0
0 0 0 0 0 0 0
0 0 0 0 0 0 0
0 0 0 0 1 0 1
0 0 0 0 0 0 0
34 1 0 0 0 0 35
0 0 0 0 0 0 0
0 0 0 0 0 0 0
0 0 0 0 0 0 0
3 0 0 0 0 0 3
0 0 0 0 0 0 0
0 0 0 0 0 0 0
0 0 0 0 0 0 0
0 0 0 0 0 0 0
0 0 0 0 0 0 0
37 0 0 0 0 0 37
89 2 0 0 1 0 92
1 1 0 0 0 0 2
"""
_DISPUTE_FIGURES = "0 0 1 0 1 1 0 0 0 1 0 0 0 0 0"


def golden() -> Golden:
    """The 200 figures of the report."""
    values = (_PROACTIVE_FIGURES + _REQUEST_FIGURES + _DISPUTE_FIGURES).split()
    pairs: List[Tuple[forms.Key, str]] = list(zip(forms.form_keys("2021", "2021"), values))
    assert len(pairs) == len(values) == 200
    return pairs


def text() -> str:
    heads = forms.SECTIONS
    return (_BEFORE + _PROACTIVE + "\n\n" + heads[3] + "\n\n" + _REQUESTS + "\n\n" + heads[4] + "\n\n"
            + _DISPUTES + _AFTER)


def document() -> Built:
    row = {"id": "yuncheng-2023", "file": "txt/yuncheng-2023.txt", "format": "txt", "family": "text_tabs_ragged",
           "template": "2021", "year": "2023", "agency": AGENCY, "title": TITLE, "status": "extracted", "n_reports": "1",
           "notes": "published tables with their ragged rows and slips; running text written for the project"}
    return Built("yuncheng-2023", "txt", text().encode("utf-8"), row, [golden()])
