"""Responsible units: one row a form of bracket, of line, of sentence; what is no unit."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipelines.document import ResponsibleUnit
from pipelines.extract.closing_brackets import first_named_leads, led_by_first
from pipelines.extract.units import find_closing_bracket, find_units, read_responsibility
from pipelines.fold import fold

LEAD, RESPONSIBLE, SUPPORT = "lead", "responsible", "support"
Roles = dict[str, str]


def lead(*names: str) -> Roles:
    return dict.fromkeys(names, LEAD)


def responsible(*names: str) -> Roles:
    return dict.fromkeys(names, RESPONSIBLE)


def support(*names: str) -> Roles:
    return dict.fromkeys(names, SUPPORT)


BRACKETS: list[tuple[str, Roles]] = [
    ("建设便民服务点。（责任单位：市民政局、市商务局）", responsible("市民政局", "市商务局")),
    ("建设便民服务点（责任单位：市民政局）。", responsible("市民政局")),
    ("（牵头单位：市教育局；配合单位：市财政局、市人力资源社会保障局）",
     lead("市教育局") | support("市财政局", "市人力资源社会保障局")),
    ("（牵头单位：市教育局，责任单位：各区县政府）", lead("市教育局") | responsible("各区县政府")),
    ("（牵头单位：省农业农村厅，参加单位：省供销合作社、青麓市政府）",
     lead("省农业农村厅") | support("省供销合作社", "青麓市政府")),
    ("（责任单位：市水务局；完成时限：2024年10月底）", responsible("市水务局")),
    ("（责任单位：市水务局）（完成时限：10月底前）", responsible("市水务局")),
    ("（牵头领导：李某某；牵头单位：市住房城乡建设局；责任人：王某某）", lead("市住房城乡建设局")),
    ("（市财政局牵头，市审计局、市税务局配合）", lead("市财政局") | support("市审计局", "市税务局")),
    ("（市财政局、市审计局牵头，各县（市、区）政府负责）",
     lead("市财政局", "市审计局") | responsible("各县（市、区）政府")),
    ("（市林业局负责）", responsible("市林业局")),
    ("（市林业局、市公安局分工负责）", responsible("市林业局", "市公安局")),
    ("（市林业局、市公安局按职责分工负责）", responsible("市林业局", "市公安局")),
    ("（市林业局等按职责分工负责）", responsible("市林业局")),
    ("（水利部、中国气象局等有关部门及各省份按职责分工负责）", responsible("水利部", "中国气象局", "各省份")),
    ("（水利部牵头，有关部门及各省份分工负责）",
     lead("水利部") | responsible("有关部门", "各省份")),
    ("（各地区、各有关部门负责）", responsible("各地区", "各有关部门")),
    ("（县政府有关部门分头负责）", responsible("县政府有关部门")),
    ("（市大数据局牵头，市直有关部门具体实施）", lead("市大数据局") | responsible("市直有关部门")),
    ("（市商务局会同市交通运输局、市邮政管理局负责）", lead("市商务局") | support("市交通运输局", "市邮政管理局")),
    ("（由市商务局牵头负责）", lead("市商务局")),
    ("（责任单位：北湾区政府，市科技局、市财政局）", responsible("北湾区政府", "市科技局", "市财政局")),
    ("（牵头单位：省地方金融监管局，参加单位：澜州、沙渡、白芷市政府）",
     lead("省地方金融监管局") | support("澜州市政府", "沙渡市政府", "白芷市政府")),
    ("（发展改革、教育、财政等部门按职责分工负责）", responsible("发展改革部门", "教育部门", "财政部门")),
    ("（市教育局、市体育局）", responsible("市教育局", "市体育局")),
    ("（市文化和旅游局、市住房和城乡建设局）", responsible("市文化和旅游局", "市住房和城乡建设局")),
    ("（市教育局和市体育局负责）", responsible("市教育局", "市体育局")),
    ("（责任处室：办公室、规划科技处）", responsible("办公室", "规划科技处")),
    ("（主办单位：市残联；协办单位：市红十字会）", lead("市残联") | support("市红十字会")),
    ("（责任单位:市残联;配合单位:团市委、市妇联）", responsible("市残联") | support("团市委", "市妇联")),
    ("(責任單位:市教育局、市財政局)", responsible("市教育局", "市财政局")),
    ("【责任单位：市残联】", responsible("市残联")),
    ("责任单位：市人民防空办公室、市应急管理局", responsible("市人民防空办公室", "市应急管理局")),
    ("全面推行阳光招生。责任单位：市教育局", responsible("市教育局")),
    ("牵头单位：市教育局\n配合单位：市公安局、各县区", lead("市教育局") | support("市公安局", "各县区")),
    ("完善机制。\n牵头单位：市教育局；责任单位：市公安局。", lead("市教育局") | responsible("市公安局")),
    ("（省科技厅、中国人民银行岭东省分行牵头）", lead("省科技厅", "中国人民银行岭东省分行")),
    ("（省委组织部、省委编办、团省委负责）", responsible("省委组织部", "省委编办", "团省委")),
    ("（牵头单位：市城市管理局（市综合行政执法局））", lead("市城市管理局")),
]

NO_BRACKETS = [
    "开展试点（2023—2025年）。", "建设文化礼堂（含农家书屋）。", "完善镇（街道）应急站。", "各县（市、区）",
    "制定方案（见附件）。", "依法办理（以下简称负面清单）。", "提升企业（机构）活力（不含金融业）。", "（企业）",
    "（完成时限：2024年10月底）", "（联系人：李某某，电话：12345678）", "", "（）", "（（（", "）", "压实主体责任",
    "落实主要负责人责任（负责人）。", "增加值增长6%（同比）。",
]

SENTENCES: list[tuple[str, Roles]] = [
    ("文化站牵头，图书馆、文化馆、学区配合，办好读书节。", lead("文化站") | support("图书馆", "文化馆", "学区")),
    ("年底前竣工，由工程建设股牵头，县供水公司具体实施；", lead("工程建设股") | responsible("县供水公司")),
    ("乡镇人民政府是责任主体，县水利局每季度开展一次检查。", responsible("乡镇人民政府", "县水利局")),
    ("各社区每月走访独居老人，", responsible("各社区")),
    ("市农业农村局要制定春耕技术指导意见。", responsible("市农业农村局")),
    ("各级人民法院要依法惩处拒执行为。", responsible("各级人民法院")),
    ("各县（区）要建立工作专班，逐项推进。", responsible("各县（区）")),
    ("各乡镇、各部门要加强协作。", responsible("各乡镇", "各部门")),
    ("各级党委、政府要把防汛摆在突出位置。", responsible("各级党委", "各级政府")),
    ("各有关部门应当按期公示补贴名册。", responsible("各有关部门")),
    ("任何单位和个人不得截留救灾款物。", responsible("任何单位", "任何个人")),
    ("医疗机构应保留人工挂号窗口。", responsible("医疗机构")),
    ("有条件的村庄和学校要建立微型消防站。", responsible("有条件的村庄", "有条件的学校")),
    ("完善评估机制，市统计局要组织开展监测。", responsible("市统计局")),
    ("年底前，市商务局建成电商服务中心。", responsible("市商务局")),
    ("到年底每个县扶持3家龙头企业。", responsible("每个县")),
    ("原则上年内各乡（镇）至少培育1个示范合作社。", responsible("各乡（镇）")),
    ("市财政局负责落实专项经费。", responsible("市财政局")),
    ("市财政局具体负责资金拨付。", responsible("市财政局")),
    ("由市财政局牵头制定资金管理办法。", lead("市财政局")),
    ("由市水务局会同市气象局发布预警。", lead("市水务局") | support("市气象局")),
    ("由县教育局、县公安局按职责分工负责。", responsible("县教育局", "县公安局")),
    ("由企业自主申报。", responsible("企业")),
    ("由县防指统筹、各乡镇落实、水利部门具体负责，限期修复。",
     lead("县防指") | responsible("各乡镇", "水利部门")),
    ("省发展改革委会同省财政厅、省审计厅开展督查。", lead("省发展改革委") | support("省财政厅", "省审计厅")),
    ("会同市纪委、市委组织部开展专项检查。", support("市纪委", "市委组织部")),
    ("联合市公安局、交通运输局、市场监管局等部门整治黑车。", support("市公安局", "交通运输局", "市场监管局")),
    ("市交通运输局牵头制定实施方案。", lead("市交通运输局")),
    ("市交通运输局牵头，市公安局配合，做好春运保障。", lead("市交通运输局") | support("市公安局")),
    ("积极与高校、科研院所合作，共建实验室。", support("高校", "科研院所")),
    ("与教育、民政、司法等成员单位密切配合。", support("教育", "民政", "司法")),
    ("发挥市防指牵头抓总作用，健全会商机制。", lead("市防指")),
    ("发挥县农办统筹协调职能和牵头作用。", lead("县农办")),
    ("民政、教育、卫生健康等部门要加强协作。", responsible("民政部门", "教育部门", "卫生健康部门")),
    ("国家网信办组织开展专项治理。", responsible("国家网信办")),
    ("各地加快推进高标准农田建设。", responsible("各地")),
    ("市级安排奖补90万元。", responsible("市级")),
    ("市县两级投入防疫经费1.2亿元。", responsible("市县两级")),
    ("浙江、江苏等地探索建立容缺受理机制。", responsible("浙江", "江苏")),
    ("上海、武汉、成都等城市加快建设智算中心。", responsible("上海", "武汉", "成都")),
    ("2023年12月，国务院办公厅印发指导意见。", responsible("国务院办公厅")),
    ("地方和企业要增加安全投入。", responsible("地方", "企业")),
    ("市委组织部要加强村干部培训。", responsible("市委组织部")),
    ("各申报单位要如实填报材料。", responsible("各申报单位")),
    ("省政府有关部门和单位要密切配合。", responsible("省政府有关部门", "单位")),
    ("副市长担任指挥长，市直有关部门负责人为成员。", responsible("副市长", "市直有关部门负责人")),
    ("市水务局、市气象局联合发布山洪预警。", responsible("市水务局", "市气象局")),
    ("一切单位和个人都不得倒卖种苗补贴指标。", responsible("一切单位", "一切个人")),
    ("市、县（市、区）政府负责秸秆禁烧。", responsible("市政府", "县（市、区）政府")),
    ("（市财政局牵头）加强资金监管，市审计局要跟踪审计。", responsible("市审计局")),
    ("各級政府要大力支持春耕。", responsible("各级政府")),
    ("云桥县新建水肥一体化基地12处。", responsible("云桥县")),
    ("青麓县还引入专业机构评估地力。", responsible("青麓县")),
    ("城中区、江左区要逐栋建立整改台账。", responsible("城中区", "江左区")),
    ("北湾区、澜州经开区要对照清单补齐短板。", responsible("北湾区", "澜州经开区")),
    ("各县（区）、各有关单位要对照要点制定措施。", responsible("各县（区）", "各有关单位")),
    ("各镇（街道）要落实属地责任。", responsible("各镇（街道）")),
    ("橘城街道、澜滨街道要做好居民协商。", responsible("橘城街道", "澜滨街道")),
    ("市委人才办牵头，市委编办、团市委配合。", lead("市委人才办") | support("市委编办", "团市委")),
    ("市委教育工作领导小组办公室要会同组织部门加强指导。",
     lead("市委教育工作领导小组办公室") | support("组织部门")),
    ("城市建设股每月巡查一次工地。", responsible("城市建设股")),
    ("局办公室每旬调度一次。", responsible("局办公室")),
    ("学校书记、校长每学期听课不少于10节。", responsible("学校书记", "校长")),
    ("局领导班子成员分片包联12个镇。", responsible("局领导班子成员")),
    ("市、县两级教研机构每学期组织集体备课。", responsible("市、县两级教研机构")),
    ("市、县两级制定年度执法计划。", responsible("市、县两级")),
    ("每所学校建立校医室。", responsible("每所学校")),
    ("市属优质高中要结对帮扶县中。", responsible("市属优质高中")),
    ("民办园要执行普惠收费标准。", responsible("民办园")),
    ("预警叫应责任人必须逐户通知。", responsible("预警叫应责任人")),
    ("全市农业农村系统要抓好春管。", responsible("全市农业农村系统")),
    ("国家金融监督管理总局澜州监管分局要加强风险监测。",
     responsible("国家金融监督管理总局澜州监管分局")),
    ("由市教育局会同市财政局制定办法。", lead("市教育局") | support("市财政局")),
    ("由市教育局商市财政局核定标准。", lead("市教育局") | support("市财政局")),
    ("由澜州经济技术开发区管委会牵头、澜州职业技术学院具体承办，共建实训中心。",
     lead("澜州经济技术开发区管委会") | responsible("澜州职业技术学院")),
    ("跨县（区）集团由市教育局直接考核。", responsible("市教育局")),
    ("对失管小区由街道兜底管护。", responsible("街道")),
    ("由县园林绿化中心先行试点。", responsible("县园林绿化中心")),
    ("由澜溪镇、黄沙坪镇各建1处。", responsible("澜溪镇", "黄沙坪镇")),
    ("由街道、社区、设计、监理四方共同验收。", responsible("街道", "社区", "设计", "监理")),
    ("由市委人才办、市财政局给予专项支持。", support("市委人才办", "市财政局")),
    ("市卫生健康委、团市委要在师资上给予支持。", support("市卫生健康委", "团市委")),
    ("在县法院、县公安局和各银行的支持下，两个楼盘复工。", support("县法院", "县公安局", "各银行")),
    ("坚持每月与民政、残联等部门比对数据。", support("民政", "残联")),
    ("市、区水务部门要加强水质监测。", responsible("市水务部门", "区水务部门")),
    ("公安、应急等部门每周开展一次联合检查。", responsible("公安部门", "应急部门")),
    ("会同相关行业主管、监管部门划清职责。", support("相关行业主管、监管部门")),
    ("元宵期间公安、应急、市场监管部门要加强巡查。",
     responsible("公安部门", "应急部门", "市场监管部门")),
    ("市级安排奖补资金600万元。", responsible("市级")),
    ("市应急管理局（市减灾委办公室）牵头编制规划。", lead("市应急管理局")),
]

NO_UNITS = [
    "督促餐饮店签订承诺书。", "指导各地编制应急预案。", "组织全市学校开展消防演练。", "推动各县区建成示范园区。",
    "鼓励乡贤捐建农家书屋。", "支持龙头合作社牵头成立联合社。", "引导金融机构加大信贷投放。",
    "对市直部门开展督导检查。",
    "加强部门联动，完善工作机制。", "健全村支部领导、村委会负责的议事规则。", "政府投资项目管理更加规范。",
    "企业创新能力明显提升。",
    "落实主要负责人第一责任。", "逐项列明责任单位和责任人。", "建立牵头部门抓总机制。", "将山塘水库全部纳入巡查范围。",
    "县级以上城市普遍建成充电设施。", "采取联合办公方式提高效率。", "市级局牵头或参与的机制占比达到90%。",
    "加强政府自身建设。",
    "构建新发展格局，优化产业布局。", "把不该由乡镇承担的事项退回去。", "全部完成农村危房改造。",
    "组织年轻干部参加培训。",
    "县直机构改革顺利收官。", "数字社会、数字政府建设取得新成效。", "推进产学研用联合的创新中心建设。",
    "省级示范合作社净增18家。", "市级储备库建成投用。", "各级督查检查要统筹安排。", "未经审批任何学校不得组织研学。",
    "试点县建成示范基地6个。", "建成区绿地率达到38%。", "完成市、县预案衔接。", "经济运行处于合理区间。",
    "全市中职学校由21所调整为17所。", "由企业年检制度改为年报公示制度。", "白芷县试点经验上半年总结推广。",
    "由经开区牵头的联合体挂牌。", "中央财政安排补助资金2亿元。", "云桥县探索的做法得到推广。", "专项由5个处组成。",
    "委托省规划设计院开展体检。", "石泉县通过省级评估验收。", "石泉县职业高中整合工作6月完成。",
    "支持企业联合高校开展攻关。", "随着智慧法院建设不断深入，效率持续提高。", "以数字政府建设引领治理现代化。", "",
    "。",
]


def roles(units: Sequence[ResponsibleUnit]) -> Roles:
    return {unit.name: unit.role for unit in units}


def test_number_of_rows() -> None:
    assert len(BRACKETS) + len(NO_BRACKETS) + len(SENTENCES) + len(NO_UNITS) >= 80


@pytest.mark.parametrize(("text", "expected"), BRACKETS)
def test_closing_bracket(text: str, expected: Roles) -> None:
    folded = fold(text)
    found = find_closing_bracket(folded)
    assert found is not None
    span, units = found
    assert roles(units) == expected
    assert folded[span.end:].strip("。； \n") == ""
    for unit in units:
        assert folded[unit.span.start:unit.span.end] == unit.text


@pytest.mark.parametrize("text", NO_BRACKETS)
def test_no_closing_bracket(text: str) -> None:
    assert find_closing_bracket(fold(text)) is None


def test_span_begins_with_the_first_of_two_brackets() -> None:
    text = "实施清淤工程（责任单位：市水务局）（完成时限：10月底前）。"
    found = find_closing_bracket(text)
    assert found is not None
    assert text[:found[0].start] == "实施清淤工程"


@pytest.mark.parametrize(("text", "first_leads"), [
    ("（市教育局、市财政局负责，列第一位者为牵头部门，下同）", True), ("（排在首位的单位为牵头单位）", True),
    ("（责任单位：市水务局、市财政局，排名第一的为牵头单位）", True), ("综合得分列第一位。", False),
    ("各牵头单位要把好第一关", False),
])
def test_who_is_named_first_may_lead(text: str, first_leads: bool) -> None:
    assert first_named_leads(fold(text)) is first_leads


@pytest.mark.parametrize(("bracket", "expected"), [
    ("市水务局、市财政局", lead("市水务局") | responsible("市财政局")), ("市水务局", responsible("市水务局")),
    ("市水务局牵头，市财政局配合", lead("市水务局") | support("市财政局")),
])
def test_the_first_leads_where_no_word_says_who(bracket: str, expected: Roles) -> None:
    assert roles(led_by_first(tuple(read_responsibility(bracket) or ()))) == expected


def test_cell_of_a_table() -> None:
    assert roles(read_responsibility("市水务局、各县区政府") or []) == responsible("市水务局", "各县区政府")
    assert read_responsibility("10月底前") is None


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentence(text: str, expected: Roles) -> None:
    folded = fold(text)
    units = find_units(folded)
    assert roles(units) == expected
    assert [unit.span.start for unit in units] == sorted(unit.span.start for unit in units)
    for unit in units:
        assert folded[unit.span.start:unit.span.end] == unit.text
        assert 0 < unit.confidence <= 1


@pytest.mark.parametrize("text", NO_UNITS)
def test_sentence_without_units(text: str) -> None:
    assert find_units(fold(text)) == []


@pytest.mark.parametrize("part", ["（", "部", "由", "1", "、", "要", "（责任单位："])
def test_long_input_is_survived(part: str) -> None:
    text = part * (100_000 // len(part))
    assert all(each.span.end <= len(text) for each in find_units(text))
    assert find_closing_bracket(text) is None
