"""Deadlines: one row a phrasing, with the years of the document that it stands in."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.extract.deadlines import TimeContext, find_deadlines
from pipelines.fold import fold

PLAN = TimeContext(2024, 2024, date(2024, 2, 20))
UNDATED = TimeContext(2022, 2022, None)
SUMMARY = TimeContext(2023, 2023, date(2024, 1, 9))
ACTION = TimeContext(2023, 2025, None)
FIVE_YEARS = TimeContext(2021, 2025, date(2021, 12, 15))
REPORT = TimeContext(2024, 2024, date(2024, 1, 25))
LOOK_BACK = TimeContext(2024, 2024, date(2024, 1, 25), looks_back=True)
UNKNOWN = TimeContext(None, None, None)

Row = tuple[str, str | None, str | None, str | None]


def by(end: str | None) -> Row:
    return "by", None, end, None


def during(start: str | None, end: str | None = None) -> Row:
    return "during", start, end, None


def each(freq: str | None, start: str | None = None, end: str | None = None) -> Row:
    return "recurring", start, end, freq


EVENT: Row = ("event", None, None, None)

BY = [
    ("3月底前印发年度监督抽查方案。", PLAN, [by("2024-03-31")]),
    ("力争2月底前完成村级防汛物资清点。", PLAN, [by("2024-02-29")]),
    ("2月底前完成清点。", UNDATED, [by("2022-02-28")]),
    ("9月30日前报送半年进展。", PLAN, [by("2024-09-30")]),
    ("十月底前完成秋粮收购贷款投放。", PLAN, [by("2024-10-31")]),
    ("11月中旬前完成供热管网打压试水。", PLAN, [by("2024-11-20")]),
    ("年底前建成县级医共体12个。", PLAN, [by("2024-12-31")]),
    ("年底前全部完成搬迁。", ACTION, [by("2025-12-31")]),
    ("年底前80%的行政村通快递。", PLAN, [by("2024-12-31")]),
    ("到年底，城区公交新能源占比达到90%。", PLAN, [by("2024-12-31")]),
    ("今年年底前完成农房抗震改造。", PLAN, [by("2024-12-31")]),
    ("明年6月底前竣工投用。", PLAN, [by("2025-06-30")]),
    ("到明年底，新增学位2万个。", PLAN, [by("2025-12-31")]),
    ("到2025年，学前教育普惠率达到88%。", FIVE_YEARS, [by("2025-12-31")]),
    ("到 2025 年，基本建成三级养老服务网络。", FIVE_YEARS, [by("2025-12-31")]),
    ("力争到2027年，主导产业产值突破千亿元。", ACTION, [by("2027-12-31")]),
    ("2025年底前，县级中医院全部达到二甲标准。", ACTION, [by("2025-12-31")]),
    ("2025年年底前完成燃气老旧管网改造。", ACTION, [by("2025-12-31")]),
    ("2023年12月底前，完成第一批试点验收。", ACTION, [by("2023-12-31")]),
    ("2024 年 7 月 20 日前完成主体封顶。", ACTION, [by("2024-07-20")]),
    ("二〇二五年六月底前完成普查。", ACTION, [by("2025-06-30")]),
    ("二季度末前完成招标。", PLAN, [by("2024-06-30")]),
    ("三季度末之前出台实施细则。", PLAN, [by("2024-09-30")]),
    ("上半年前完成土地报批。", PLAN, [by("2024-06-30")]),
    ("到上半年末完成投资过半。", PLAN, [by("2024-06-30")]),
    ("截至2023年底，累计建成充电桩3.2万个。", SUMMARY, [by("2023-12-31")]),
    ("截止2023年11月末，贷款余额820亿元。", SUMMARY, [by("2023-11-30")]),
    ("截至去年底，参保人数达到410万人。", REPORT, [by("2023-12-31")]),
    ("截至目前，已整改销号46项。", SUMMARY, []),
    ("今年的预期目标是：工业增加值增长6%。", PLAN, [during("2024-01-01", "2024-12-31")]),
    ("今年的预期目标如期实现。", PLAN, []),
    ("五年新增供水能力20万吨。", FIVE_YEARS, [during("2021-01-01", "2025-12-31")]),
    ("展望2035年，全面建成现代化水网。", FIVE_YEARS, [by("2035-12-31")]),
    ("到“十四五”末，森林覆盖率稳定在60%以上。", FIVE_YEARS, [by("2025-12-31")]),
    ("到本世纪中叶，全面建成宜居城市。", FIVE_YEARS, [by("2050-12-31")]),
    ("2030年前实现碳达峰。", FIVE_YEARS, [by("2030-12-31")]),
    ("赶在5月1日以前完成公厕改造。", PLAN, [by("2024-05-01")]),
    ("最迟10月底完成验收。", PLAN, [by("2024-10-31")]),
    ("完成时限：2024年9月底", PLAN, [by("2024-09-30")]),
    ("办结时限：11月15日", PLAN, [by("2024-11-15")]),
    ("2024-06-30前完成系统迁移。", PLAN, [by("2024-06-30")]),
    ("2024年4月底前启动，6月底前完成，9月底前转入常态运行。", ACTION,
     [by("2024-04-30"), by("2024-06-30"), by("2024-09-30")]),
    ("3月底前完成摸底，11月底前全部整改到位。", PLAN, [by("2024-03-31"), by("2024-11-30")]),
    ("年中前完成预算调整。", PLAN, [by("2024-06-30")]),
    ("岁末前完成困难群众慰问。", PLAN, [by("2024-12-31")]),
    ("本月底前上报自查报告。", PLAN, [by("2024-02-29")]),
    ("到12月底前实现集中供水全覆盖。", PLAN, [by("2024-12-31")]),
    ("至2024年末，存量隐患全部清零。", PLAN, [by("2024-12-31")]),
    ("元旦后至3月底前清理库存。", PLAN, [by("2024-03-31")]),
    ("6月底前完成验收。", UNKNOWN, [by(None)]),
]

DURING = [
    ("5月组织一次全县防震演练。", PLAN, [during("2024-05-01", "2024-05-31")]),
    ("9月份开展质量提升行动。", PLAN, [during("2024-09-01", "2024-09-30")]),
    ("6月上旬召开现场推进会。", PLAN, [during("2024-06-01", "2024-06-10")]),
    ("7月中旬开展中期评估。", PLAN, [during("2024-07-11", "2024-07-20")]),
    ("2月下旬完成签约。", PLAN, [during("2024-02-21", "2024-02-29")]),
    ("3月初启动春季造林。", PLAN, [during("2024-03-01", "2024-03-10")]),
    ("12月底完成总结评比。", PLAN, [during("2024-12-31", "2024-12-31")]),
    ("4月15日集中宣传国家安全知识。", PLAN, [during("2024-04-15", "2024-04-15")]),
    ("一季度完成项目入库。", PLAN, [during("2024-01-01", "2024-03-31")]),
    ("第三季度组织跨区联合演练。", PLAN, [during("2024-07-01", "2024-09-30")]),
    ("前三季度，规上工业增加值增长6.8%。", SUMMARY, [during("2023-01-01", "2023-09-30")]),
    ("2023年前三季度新签约项目62个。", SUMMARY, [during("2023-01-01", "2023-09-30")]),
    ("1—11月，固定资产投资增长5.2%。", SUMMARY, [during("2023-01-01", "2023-11-30")]),
    ("前11个月完成税收收入96亿元。", SUMMARY, [during("2023-01-01", "2023-11-30")]),
    ("上半年完成选址。", PLAN, [during("2024-01-01", "2024-06-30")]),
    ("下半年开展“回头看”。", PLAN, [during("2024-07-01", "2024-12-31")]),
    ("年内新建改建农村公路300公里。", PLAN, [during("2024-01-01", "2024-12-31")]),
    ("全年开展夜查行动12次。", PLAN, [during("2024-01-01", "2024-12-31")]),
    ("今年计划改造老旧小区40个。", PLAN, [during("2024-01-01", "2024-12-31")]),
    ("明年重点抓好三项改革。", SUMMARY, [during("2024-01-01", "2024-12-31")]),
    ("去年新登记经营主体5.1万户。", REPORT, [during("2023-01-01", "2023-12-31")]),
    ("2023年，全市粮食播种面积稳中有增。", SUMMARY, [during("2023-01-01", "2023-12-31")]),
    ("2023年度12项重点任务如期完成。", SUMMARY, [during("2023-01-01", "2023-12-31")]),
    ("本年度安排专项资金2000万元。", PLAN, [during("2024-01-01", "2024-12-31")]),
    ("3月至10月开展非法采砂专项整治。", PLAN, [during("2024-03-01", "2024-10-31")]),
    ("6月—8月集中攻坚。", PLAN, [during("2024-06-01", "2024-08-31")]),
    ("4-6月开展培训轮训。", PLAN, [during("2024-04-01", "2024-06-30")]),
    ("11月至次年3月实施错峰生产。", PLAN, [during("2024-11-01", "2025-03-31")]),
    ("6月1日至6月30日组织安全宣传。", PLAN, [during("2024-06-01", "2024-06-30")]),
    ("9月10—16日举办职业技能大赛。", PLAN, [during("2024-09-10", "2024-09-16")]),
    ("2023—2025年共整治小微水体150条。", ACTION, [during("2023-01-01", "2025-12-31")]),
    ("2023年到2025年分三批实施。", ACTION, [during("2023-01-01", "2025-12-31")]),
    ("从2019到2023年，城镇化率提高6个百分点。", SUMMARY, [during("2019-01-01", "2023-12-31")]),
    ("2022年9月至2023年6月，试运行平稳。", SUMMARY, [during("2022-09-01", "2023-06-30")]),
    ("“十四五”期间新增床位5000张。", FIVE_YEARS, [during("2021-01-01", "2025-12-31")]),
    ("“十三五”时期，贫困人口全部脱贫。", FIVE_YEARS, [during("2016-01-01", "2020-12-31")]),
    ("十四五期间完成渠系配套。", FIVE_YEARS, [during("2021-01-01", "2025-12-31")]),
    ("“十五五”时期谋划一批重大项目。", PLAN, [during("2026-01-01", "2030-12-31")]),
    ("“十三五”末，公路密度居全省第三。", FIVE_YEARS, [during("2020-12-31", "2020-12-31")]),
    ("“十四五”以来累计投入12亿元。", PLAN, [during("2021-01-01")]),
    ("2024年起，新建住宅一律按绿色建筑标准设计。", PLAN, [during("2024-01-01")]),
    ("自7月1日起推行电子证照。", PLAN, [during("2024-07-01")]),
    ("从今年秋季起，实行课后服务全覆盖，从今年开始免收教材费。", PLAN,
     [during("2024-01-01", "2024-12-31"), during("2024-01-01")]),
    ("今年以来，查处各类案件76起。", SUMMARY, [during("2023-01-01")]),
    ("2018年以来，空气质量持续改善。", SUMMARY, [during("2018-01-01")]),
    ("年末常住人口432万人。", SUMMARY, [during("2023-12-31", "2023-12-31")]),
    ("年初完成班子换届。", SUMMARY, [during("2023-01-01", "2023-01-31")]),
    ("五年来，新增高新技术企业260家。", REPORT, [during("2019-01-01", "2023-12-31")]),
    ("近三年，累计培训农民1.8万人次。", SUMMARY, [during("2021-01-01", "2023-12-31")]),
    ("过去一年，全市外贸进出口逆势增长。", REPORT, [during("2023-01-01", "2023-12-31")]),
    ("过去五年，累计减税降费46亿元。", REPORT, [during("2019-01-01", "2023-12-31")]),
    ("财政科技支出五年增长2.4倍。", REPORT, [during("2019-01-01", "2023-12-31")]),
    ("五年建成农村公路6200公里。", REPORT, [during("2019-01-01", "2023-12-31")]),
    ("一年来，各项改革稳步推进。", REPORT, [during("2023-01-01", "2023-12-31")]),
    ("今后三年，每个乡镇建成一处区域养老中心。", ACTION, [during("2023-01-01", "2025-12-31")]),
    ("未来五年新建泵站40座。", FIVE_YEARS, [during("2021-01-01", "2025-12-31")]),
    ("利用3年时间，打造50个乡村旅游重点村。", ACTION, [during("2023-01-01", "2025-12-31")]),
    ("用两年左右时间完成雨污分流。", ACTION, [during("2023-01-01", "2024-12-31")]),
    ("力争三年内培育上市企业10家。", ACTION, [during("2023-01-01", "2025-12-31")]),
    ("计划用3到5年时间补齐短板。", FIVE_YEARS, [during(None)]),
    ("全年完成营造林8万亩，年末林长制考核全覆盖。", LOOK_BACK,
     [during("2023-01-01", "2023-12-31"), during("2023-12-31", "2023-12-31")]),
    ("去年底不良贷款率降至1.4%。", LOOK_BACK, [during("2023-12-31", "2023-12-31")]),
    ("全省网上零售额增加到2023年的9600亿元。", SUMMARY, [during("2023-01-01", "2023-12-31")]),
    ("从2018年的21万吨提高到2023年的46万吨。", SUMMARY, [during("2023-01-01", "2023-12-31")]),
    ("2023年新增贷款310亿元，比2022年多增40亿元。", SUMMARY, [during("2023-01-01", "2023-12-31")]),
    ("2024.05.20完成系统割接。", PLAN, [during("2024-05-20", "2024-05-20")]),
    ("“十四五”以来累计建成公厕300座。", LOOK_BACK, [during("2021-01-01", "2023-12-31")]),
    ("去年以来新增床位800张。", LOOK_BACK, [during("2023-01-01", "2023-12-31")]),
    ("尾工结转至2025年一季度收尾。", SUMMARY, [during("2025-01-01", "2025-03-31")]),
    ("2024年全年压减财政支出5%。", PLAN, [during("2024-01-01", "2024-12-31")]),
]

RECURRING = [
    ("每月开展一次设备巡检。", PLAN, [each("monthly")]),
    ("每个月通报一次进度。", PLAN, [each("monthly")]),
    ("每季度召开调度会。", PLAN, [each("quarterly")]),
    ("每半年组织一次技能比武。", PLAN, [each("half_yearly")]),
    ("每年安排不少于500万元。", PLAN, [each("yearly")]),
    ("每周发布一次预警研判。", PLAN, [each("weekly")]),
    ("每日报送客流数据。", PLAN, [each("daily")]),
    ("每天清运生活垃圾。", PLAN, [each("daily")]),
    ("每两年开展一次体检评估。", PLAN, [each("every_n_years")]),
    ("区级预案每3年修订一次。", PLAN, [each("every_n_years")]),
    ("每2-3年轮训一遍。", PLAN, [each("every_n_years")]),
    ("每3个月复核一次补贴对象。", PLAN, [each("quarterly")]),
    ("每6个月开展一次风险评估。", PLAN, [each("half_yearly")]),
    ("逐月调度项目进展。", PLAN, [each("monthly")]),
    ("按季度公布排名。", PLAN, [each("quarterly")]),
    ("实行周调度、按月通报制度。", PLAN, [each("monthly")]),
    ("建立月一通报机制。", PLAN, [each("monthly")]),
    ("每年3月底前公布清单。", PLAN, [each("yearly")]),
    ("每年6月、12月各报告一次。", PLAN, [each("yearly")]),
    ("每月10日前报送上月台账。", PLAN, [each("monthly")]),
    ("每年汛期前组织排查。", PLAN, [each("yearly")]),
    ("每年年底前兑现奖补。", PLAN, [each("yearly")]),
    ("每季度末进行考核。", PLAN, [each("quarterly")]),
    ("每学期开展两次应急疏散演练。", PLAN, [each("half_yearly")]),
    ("每学年设立劳动周。", PLAN, [each("yearly")]),
    ("每旬报送一次苗情。", PLAN, [each(None)]),
    ("4月起每月公布水质排名。", PLAN, [each("monthly", "2024-04-01")]),
    ("自2024年起，每年培育20家。", PLAN, [each("yearly", "2024-01-01")]),
    ("2025年底前，每年新建冷库容量5万吨。", ACTION, [each("yearly", None, "2025-12-31")]),
    ("到2025年，全市每年新增绿地100公顷。", FIVE_YEARS, [each("yearly", None, "2025-12-31")]),
    ("“十四五”期间，每年改造村卫生室60个。", FIVE_YEARS, [each("yearly", "2021-01-01", "2025-12-31")]),
    ("2023—2025年每年组织一次联合执法。", ACTION, [each("yearly", "2023-01-01", "2025-12-31")]),
    ("对每家企业每年给予30万元补助，连续补助三年。", PLAN, [each("yearly")]),
]

EVENTS = [
    ("汛期前完成病险水库除险。", PLAN, [EVENT]),
    ("汛前开展拉网式排查。", PLAN, [EVENT]),
    ("主汛期加密雨情会商频次。", PLAN, [EVENT]),
    ("加强汛期山洪防御。", PLAN, [EVENT]),
    ("春节前完成欠薪清零。", PLAN, [EVENT]),
    ("国庆节前投入运营。", PLAN, [EVENT]),
    ("元旦、春节期间严查酒驾。", PLAN, [EVENT]),
    ("“五一”前完成景区道路提升。", PLAN, [EVENT]),
    ("春运期间增开列车30列。", PLAN, [EVENT]),
    ("高考期间禁止工地夜间施工。", PLAN, [EVENT]),
    ("中秋、国庆前夕开展食品抽检。", PLAN, [EVENT]),
    ("森林防火期严禁野外用火。", PLAN, [EVENT]),
    ("采暖季开始前完成设备检修。", PLAN, [EVENT]),
    ("今冬明春组织农田水利建设。", PLAN, [EVENT]),
    ("重要节假日加强值守。", PLAN, [EVENT]),
    ("利用安全生产月、防灾减灾日组织疏散演练。", PLAN, [EVENT, EVENT]),
    ("持续跟踪，直至隐患销号。", PLAN, [EVENT]),
    ("党的十九大以来，全市生态质量明显好转。", SUMMARY, [EVENT]),
    ("疫情发生后，迅速组建流调队伍。", SUMMARY, [EVENT]),
    ("在抗击疫情期间，保供企业满负荷生产。", SUMMARY, [EVENT]),
    ("赶在雨季前完成边坡加固。", PLAN, [EVENT]),
    ("开学前完成校园食堂检查。", PLAN, [EVENT]),
    ("秋收前完成农机检修。", PLAN, [EVENT]),
    ("开工前征求业主意见，完工后由社区组织验收。", PLAN, [EVENT, EVENT]),
    ("房屋交付前实行分户验收。", PLAN, [EVENT]),
    ("施工中落实扬尘防治措施。", PLAN, [EVENT]),
    ("撤并过程中确保学生有学上。", PLAN, [EVENT]),
    ("过渡期间保留原有服务窗口。", PLAN, [EVENT]),
    ("灾后抢通县乡公路46处。", SUMMARY, [EVENT]),
    ("“7·12”洪灾期间转移群众3200人。", SUMMARY, [EVENT]),
    ("“7·12”特大暴雨后，逐户核查受损农房。", SUMMARY, [EVENT]),
    ("8月强台风灾害后补种蔬菜1.2万亩。", SUMMARY, [EVENT]),
    ("低温、雨雪等灾害性天气前后巡查大棚。", PLAN, [EVENT]),
    ("赶在台风季来临之前加固渔港堤岸。", PLAN, [EVENT]),
    ("利用儿童节前后开展关爱活动。", PLAN, [EVENT]),
    ("春播结束前补齐种肥缺口。", PLAN, [EVENT]),
    ("夏收夏种期间开放粮食烘干点。", PLAN, [EVENT]),
    ("消费券分批投放，用完为止。", PLAN, [EVENT]),
    ("待主体封顶后安装管线。", PLAN, [EVENT]),
    ("红色预警信号发布后，停工停课停运。", PLAN, [EVENT]),
    ("确保在供暖开始前完成打压。", PLAN, [EVENT]),
    ("新校区师资要提前一个学期谋划。", PLAN, [EVENT]),
    ("元宵、冬至期间禁放烟花。", PLAN, [EVENT]),
]

NONE = [
    ("居民收入年均增长7%。", FIVE_YEARS),
    ("连年获得先进称号。", SUMMARY),
    ("多年来坚持共建共享。", SUMMARY),
    ("近年来，产业规模不断扩大。", SUMMARY),
    ("定期开展安全检查，推进常态化管理。", PLAN),
    ("及时更新台账，进一步压实责任。", PLAN),
    ("较2020年提高5个百分点。", SUMMARY),
    ("比上年增长6.3%，同比多增2亿元。", SUMMARY),
    ("与2019年同期相比下降12%。", SUMMARY),
    ("恢复到2019年水平。", SUMMARY),
    ("以2020年为基期测算。", FIVE_YEARS),
    ("是2015年的3倍。", SUMMARY),
    ("落实《全市2024年营商环境工作要点》。", PLAN),
    ("对照2024年工作要点逐项落实。", PLAN),
    ("制定年度任务清单和责任清单。", PLAN),
    ("完善年度述职制度和季度例会制度。", PLAN),
    ("严格24小时专人值守。", PLAN),
    ("事故发生后15分钟内电话报告。", PLAN),
    ("受灾群众临时安置不超过6小时。", PLAN),
    ("实施乡村医生素质提升三年行动。", PLAN),
    ("深入推进燃气安全专项整治三年行动方案。", PLAN),
    ("落实汛期联合值班制度。", PLAN),
    ("优化汛期限制水位运行方案。", PLAN),
    ("组织开展安全生产月系列活动。", PLAN),
    ("做好今年工作，意义重大。", PLAN),
    ("完成全年目标任务。", PLAN),
    ("2024年是实施规划的关键一年。", PLAN),
    ("根据2019年省政府办公厅印发的《管理办法》，规范流程。", PLAN),
    ("按照“一年打基础、三年见成效”的思路推进。", PLAN),
    ("修订应急预案（2021年版）。", PLAN),
    ("办好2024年中国国际轮滑节。", PLAN),
    ("列入市政府2023年民生实事。", SUMMARY),
    ("面向2035年的科技专项抓紧论证。", PLAN),
    ("新进教师跟岗学习不少于2个月。", PLAN),
    ("信访件限县级20日、乡级10日办结。", PLAN),
    ("“十四五”规划编制完成。", SUMMARY),
    ("健全年轻干部培养机制。", PLAN),
    ("改进环节前置审批。", PLAN),
    ("促进老年人就业。", PLAN),
    ("对2022年后投产的项目给予奖励。", PLAN),
    ("加强前期工作，做好后续服务。", PLAN),
    ("推进5G基站建设，人口5.12万人。", PLAN),
    ("每百名学生拥有数字终端22台。", PLAN),
    ("目前进展顺利，今后继续推进，此前已有安排。", PLAN),
    ("加强事前审批、事中事后监管。", PLAN),
    ("会后合影，课后服务全面铺开。", PLAN),
    ("完善售后体系，提升产前诊断能力。", PLAN),
    ("学前教育普惠发展，前后端系统打通。", PLAN),
    ("险情发生后20分钟内报告。", PLAN),
    ("经专家评审完成后报市政府审定。", PLAN),
    ("规范改造后的小区物业管理。", PLAN),
    ("疫情前客流10万人次。", PLAN),
    ("做好施工期间交通疏导。", PLAN),
    ("监督过程中发现的问题限期整改。", PLAN),
    ("到目前为止进展平稳。", PLAN),
    ("残疾人待遇提高后继续动态调整。", PLAN),
    ("改造前后对比明显。", PLAN),
    ("面对7月两轮强降雨，连续作战。", SUMMARY),
    ("从去年事故情况看，", PLAN),
    ("去年结转的隐患逐条销号。", PLAN),
    ("把治水作为全年头号工程。", PLAN),
    ("十年来的实践弥足珍贵。", SUMMARY),
    ("年初安排的8公里未能建成。", SUMMARY),
    ("完善高火险期联防机制。", PLAN),
    ("与年初设想有落差。", SUMMARY),
    ("新增学位为“十四五”以来最多的一年。", SUMMARY),
    ("对2021年以来建成项目开展“回头看”。", PLAN),
    ("研究提出过渡期后帮扶政策建议。", PLAN),
    ("实现了大灾之后无大疫。", SUMMARY),
]

FOUND = [*BY, *DURING, *RECURRING, *EVENTS, *((text, when, []) for text, when in NONE)]


def rows(text: str, when: TimeContext) -> list[Row]:
    """Type, start, end and frequency of each deadline; dates in ISO form."""
    return [(d.type, d.start.isoformat() if d.start else None, d.end.isoformat() if d.end else None, d.freq)
            for d in find_deadlines(fold(text), when)]


def test_number_of_phrasings() -> None:
    assert len({text for text, _, _ in FOUND}) >= 150


@pytest.mark.parametrize(("text", "when", "expected"), FOUND, ids=[text for text, _, _ in FOUND])
def test_phrasing(text: str, when: TimeContext, expected: list[Row]) -> None:
    assert rows(text, when) == expected


@pytest.mark.parametrize("text", [text for text, _, _ in FOUND])
def test_spans_hold_the_text(text: str) -> None:
    for deadline in find_deadlines(text, PLAN):
        assert text[deadline.span.start:deadline.span.end] == deadline.text
        assert 0 < deadline.confidence <= 1


def test_traditional_script_is_folded() -> None:
    assert rows("6月底前建立數據庫，汛期前完成檢查。", PLAN) == [by("2024-06-30"), EVENT]


@pytest.mark.parametrize("text", ["", " ", "。", "\n\n", "2024", "9" * 300, "13月32日前", "2月31日前", "0月", "每"])
def test_odd_input_is_survived(text: str) -> None:
    for deadline in find_deadlines(text, PLAN):
        assert deadline.end is None or deadline.end.year == 2024


@pytest.mark.parametrize("char", ["年", "每", "1", "月", "（", "“", "十", "五", " ", "前"])
def test_long_input_is_survived(char: str) -> None:
    assert all(each.span.end <= 100_000 for each in find_deadlines(char * 100_000, PLAN))
