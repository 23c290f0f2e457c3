"""An invented notice about prepaid vouchers, once in Chinese and once in a faithful translation."""

from __future__ import annotations

from regparse.analysis import pipeline
from regparse.model import Notice

ZH = """中国人民银行 金融监管总局关于规范预付凭证业务有关事项的通知
银发〔2024〕88号

各省、自治区、直辖市人民政府：

为规范预付凭证业务，依据《中华人民共和国中国人民银行法》等规定，经国务院同意，现就有关事项通知如下：

一、规范业务

（一）未经中国人民银行批准，任何单位和个人不得发行预付凭证。境外机构不得以任何形式非法向境内个人销售预付凭证。

（二）支付机构不得为预付凭证交易提供账户开立、资金划转服务，不得将预付凭证纳入抵质押品范围。

（三）支付机构应当在30日内向中国人民银行报告损失情况。支付机构应当保存客户资料五年以上。

二、加强监管

（四）中国人民银行会同公安部、金融监管总局加强风险监测，及时处置风险。各省级人民政府负责本地区清理工作。

（五）违反本通知规定的，依照有关规定处5万元以上50万元以下罚款；构成犯罪的，依法追究刑事责任。

本通知自发布之日起施行。中国人民银行等三部门《关于管理储值凭证的通知》（银发〔2015〕12号）同时废止。

中国人民银行
金融监管总局

2024年3月4日
"""
EN = """Notice of the People's Bank of China and the National Financial Regulatory Administration on Regulating the \
Business of Prepaid Vouchers
Yinfa [2024] No. 88

To the people's governments of all provinces, autonomous regions, and municipalities directly under the Central \
Government:

In order to regulate the business of prepaid vouchers, in accordance with the "Law of the People's Republic of China \
on the People's Bank of China" and other provisions, and with the consent of the State Council, the relevant matters \
are notified as follows:

I. Regulating the Business

(1) Without the approval of the People's Bank of China, no entity or individual shall issue prepaid vouchers. Overseas \
institutions shall not illegally sell prepaid vouchers to domestic individuals in any form.

(2) Payment institutions shall not provide account opening or fund transfer services for transactions in prepaid \
vouchers, and shall not include prepaid vouchers in the scope of collateral.

(3) Payment institutions shall report losses to the People's Bank of China within 30 days. Payment institutions shall \
keep customer records for five years or more.

II. Strengthening Regulation

(4) The People's Bank of China, together with the Ministry of Public Security and the National Financial Regulatory \
Administration, strengthens risk monitoring and deals with risks in time. The people's governments at the provincial \
level are responsible for the clean-up in their regions.

(5) Whoever violates the provisions of this Notice shall be fined not less than 50,000 yuan and not more than 500,000 \
yuan in accordance with relevant provisions; where a crime is constituted, criminal liability shall be pursued in \
accordance with the law.

This Notice shall enter into force on the date of its issuance. The "Notice on Managing Stored-Value Vouchers" \
(Yinfa [2015] No. 12) of three departments including the People's Bank of China is repealed at the same time.

People's Bank of China
National Financial Regulatory Administration

March 4, 2024
"""


def parsed(text: str, edition: str) -> Notice:
    return pipeline.parse(text.encode(), f"{edition}.txt", edition=edition)
