"""What a captured web page has around its document: patterns of lines that are no part of it."""

from __future__ import annotations

from pipelines.rules import Rule, rule

_TOOL = ("(?:字体|字号|大小|打印|关闭|窗口|本页|页面|分享|转发|收藏|收听|语音|播报|纠错|返回|顶部|登录|注册|简体|繁体"
         "|英文|大|中|小|特大|"
         "默认|无障碍|浏览|阅读|适老化?|长者|关怀|老年人?|模式|微信|微博|QQ|空间|复制|链接|保存|下载|视力保护色|到|至"
         "|[A+\\-T])")
_HOST = "(?:主办|承办|协办|主管|运维|技术支持|建设维护|运行维护)(?:单位)?"

# One match makes the line furniture; a line that also gives a date or source of the document is kept (see clean).
LINE_RULES: tuple[Rule, ...] = (
    rule("position", r"^(?:您?(?:现在)?(?:的|当前|现在|目前)?(?:所在)?(?:的)?位置|当前(?:位置|栏目))\s*(?:是"
                     r"|为)?[：:]", bool,
         ("当前位置：首页", True), ("您现在的位置：首页 > 通知", True), ("现场位置：东侧", None)),
    rule("trail", r"^[>»›]|^(?:网站)?首页\s*(?:$|[>»›/\-|])|^[^>»›，。；]{1,20}(?:\s*[>»›]\s*[^>»›，。；]{1,30}){2,}$",
         bool,
         ("首页 > 政务公开 > 规划计划", True), ("> 机构设置 > 内设科室", True),
         ("指标A > 指标B，高于去年。", None)),
    rule("bar", r"^(?:[^|，。；]{1,12}[|丨]\s*){2,}[^|，。；]{0,12}$", bool,
         ("简体| 繁体| 登录", True), ("甲|乙", None)),
    rule("tools", rf"^【?(?:{_TOOL}[\s：:|/、\[\]【】（）]*)+$", bool,
         ("字体大小： 打印", True), ("【大 中 小】打印 关闭", True), ("分享：", True), ("大中小企业", None)),
    rule("scan", "^[-•·]?\\s*(?:用?(?:手机|微信))?(?:扫一扫|扫码|扫描二维码).{0,16}$|在手机(?:上)?(?:打开|浏览"
                 "|查看).{0,6}$", bool,
         ("扫一扫在手机打开当前页", True), ("• 扫一扫在手机打开", True), ("支持手机扫码找车", None)),
    rule("counter", r"^[-•·]?\s*(?:分类|栏目|作者|访问量?|浏览(?:次数|量)?|阅读(?:次数|量)?|点击(?:次数|数|率)?"
                    r"|责任?编辑|编辑|校对|审核|"
                    r"初审|复审|终审|签发|录入|打印时间)\s*[：:]\s*[^，。；]{0,16}$", bool,
         ("- 访问量：", True), ("责任编辑：李某", True), ("浏览次数： 1,024 次", True),
         ("审核：由市局审核，限期办结。", None)),
    rule("footer", r"(?i)版权所有|Copyright|©|ICP备|公网安备\s*\d|网站标识码|网站地图|站点地图|网站声明|关于我们"
                   r"|建议使用.{0,20}(?:浏览器|分辨率)"
                   rf"|^{_HOST}[：:][^，。；]{{2,40}}$", bool,
         ("版权所有：某市人民政府办公室", True), ("网站标识码：3300000000", True), ("主办单位：某市政府", True),
         ("牵头主办单位要履行职责。", None)),
    rule("neighbour", r"^(?:上|下|前|后)一?(?:篇|条|页|则)\s*(?:[：:].*)?$", bool, ("上一篇：关于通报的函", True),
         ("下一条", True)),
    rule("related", r"^(?:相关(?:文档|链接|阅读|新闻|信息|稿件|解读|文章|资讯|推荐)|推荐阅读|延伸阅读|热门(?:文章"
                    r"|新闻|推荐|阅读)|友情链接|"
                    r"政策解读|图解|更多(?:产品|内容|信息|新闻)?|常用链接)\s*[：:>»]*$", bool,
         ("相关文档：", True), ("更多产品", True), ("相关链接", True), ("相关信息及时公开。", None)),
    rule("comments", r"(?i)^(?:给我们|在线|我要|网友|发表|用户|最新|查看)*(?:留言|评论)(?:区|板|列表)?\s*[：:]?$"
                     r"|^leave\s.*message$", bool,
         ("给我们留言", True), ("发表评论", True), ("LEAVE US A MESSAGE", True), ("办理网上留言120件", None)),
    rule("residue", r"(?i)^(?:true|false|null|undefined|public domain|loading\W*|正在加载\W*)+$", bool,
         ("false", True), ("Public domainPublic domainfalse", True), ("false alarm", None)),
    rule("logo", r"(?i)^\S{2,20}\s*logo$", bool, ("某区人民政府LOGO", True)),
    rule("openness", r"^[（(]?(?:公开(?:方式|属性|类别)|信息公开(?:选项|属性))[：:]\s*\S{0,8}$|^[（(]?此件(?:主动"
                     r"|依申请|不予|公开)\S{0,8}$", bool,
         ("公开方式：主动公开", True), ("（此件公开发布）", True)),
    rule("download", r"(?i)^(?:附件|文件|点击|相关)(?:下载|附件)\s*[：:]?$|^下载(?:附件|文件|文字版|图片版|WORD版"
                     r"|PDF版)", bool,
         ("附件下载：", True), ("点击下载", True)),
)

# After one of these nothing of the document follows, unless prose does.
TAIL_RULES: tuple[str, ...] = ("scan", "footer", "neighbour", "related", "comments")

# Sentences of a licence or of a site about itself, after the document.
LICENCE_RULES: tuple[Rule, ...] = (
    rule("licence", r"(?i)^本作品.{0,40}(?:著作权|官方正式译文|许可)|著作权法.{0,30}(?:不适用|公有领域)|属于公有领域"
                    r"|知识共享(?:署名|许可)|creative commons"
                    r"|维基(?:文库|百科|社群)|^免责声明|本(?:网|站)(?:转载|注明|未注明).{0,40}(?:来源|版权)", bool,
         ("本作品是国家机关的决议，根据著作权法第五条，本作品不适用于该法", True), ("注：维基文库社群认为", True),
         ("保护著作权人的合法权益。", None)),
)

# A line that says where and when the page was published; metadata reads it.
ABOUT_RULES: tuple[Rule, ...] = (
    rule("date of the page", r"(?:发布|发文|成文|生成|印发|公布|公开|更新|添加|录入)?(?:日期|时间)\s*[：:]\s*(?:19"
                             r"|20)\d\d", bool,
         ("发布日期：2023-11-02 浏览次数：", True), ("时间：2023年2月", True), ("完成时间：年底", None)),
    rule("source of the page", r"(?:信息|文章|稿件|文件)?来源\s*[：:]\s*\S", bool, ("信息来源：市应急管理局", True),
         ("来源：", None)),
    rule("index table", r"^(?:文号|发文字号|发布机构|发布单位|发文机关|发文单位|制发机关|成文日期|发布日期|索引号"
                        r"|有效性)\s*[：:]", bool,
         ("发布机构： 某市应急管理局", True)),
)
