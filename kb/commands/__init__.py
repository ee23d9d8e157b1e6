"""The verbs of the command line, one module a verb.

To add a verb, write kb/commands/<module>.py with two functions and add a row to VERBS:

    configure(parser: argparse.ArgumentParser) -> None     add the arguments, help texts in Chinese
    run(arguments: argparse.Namespace) -> int              do it; 0 all done, 2 something was refused

Results go to stdout, messages to stderr. Raise KbError for what ends the whole command with one Chinese line.
A module is imported only when its verb is asked for, so it may import what it likes; `options.add_home(parser)`
gives the verb --home, and `open_kb(arguments.home)` the knowledge base.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: its module in kb.commands, its one line of help and real examples (without `python -m kb`)."""

    name: str
    module: str
    help: str
    examples: tuple[str, ...]


VERBS: tuple[Verb, ...] = (
    Verb("ingest", "ingest", "把文件或文件夹读入知识库", ("ingest corpora/", "ingest 2023年工作要点.docx 总结/")),
    Verb("search", "search", "检索任务、目标和结果",
         ("search 冬季取暖安全 --year 2023 --kind task", "search 老旧小区改造 --facets --sort 文件日期 --page 2",
          "search --like 2024年工作要点 r012", "search 防汛 --xlsx 防汛.xlsx --save 防汛",
          "search --queries 问题.txt --top 20")),
    Verb("saved", "saved", "保存过的检索：列出、运行、删除；运行时说上次查看以后新增了什么",
         ("saved", "saved 防汛", "saved 防汛 --delete")),
    Verb("compare", "compare", "对照计划和总结：每一项做到没有，哪些没有提到",
         ("compare 2024年工作要点.docx 2024年工作总结.pdf", "compare 教育局2024年工作要点 总结.pdf --out 对照.csv")),
    Verb("diff", "diff", "两份计划逐项相比：保持、改述、提高、降低、推后、提前、删去、新增",
         ("diff 2024年工作要点.docx 2025年工作要点.docx", "diff 2024年工作要点 2025年工作要点 --xlsx 跨年.xlsx")),
    Verb("coverage", "coverage", "五年规划（上级计划）的目标在各年度（下级）计划里有没有任务",
         ("coverage 第十四个五年规划", "coverage 第十四个五年规划 2024年工作要点 2025年工作要点 --xlsx 覆盖.xlsx")),
    Verb("indicators", "indicators", "同一指标在各文件里的目标和实际：逐年的数、进度、互相矛盾的地方",
         ("indicators 普惠率", "indicators --xlsx 指标.xlsx")),
    Verb("track", "track", "到某一天为止：哪些即将到期，哪些逾期没有报告，按单位、按月份",
         ("track --on 2025-06-30", "track --on 2025-12-31 --unit 教育局 --state unreported --xlsx 督办.xlsx")),
    Verb("serve", "serve", "启动网页应用", ("serve", "serve --port 8600 --home 知识库")),
    Verb("list", "list_documents", "列出知识库里的文件", ("list",)),
    Verb("show", "show", "显示一个文件的信息、目录和记录", ("show 2023年工作要点", "show 要点.docx --json")),
    Verb("check", "check", "核对文件里前后不一致的数字、期限和年份", ("check 2023年工作要点", "check 总结.pdf --json")),
    Verb("review", "review", "列出把握不大、需要对照原文看一眼的读数",
         ("review", "review 2023年工作要点 --below 0.7 --top 50")),
    Verb("units", "units", "列出责任单位：各种写法算一个，各牵头、负责、配合多少条，接下来的期限",
         ("units", "units 2024年工作要点 --json")),
    Verb("correct", "correct", "改正读错的记录、时限、数量、单位和文件信息，可以撤销",
         ("correct 2024年工作要点 r012 --kind target", "correct 2024年工作要点 r012 --deadline 6月底前=by:2024-06-30",
          "correct 2024年工作要点 r012 --unit 市民政局=牵头 --remove-unit 市财政局 --note 见会议纪要",
          "correct 2024年工作要点 r013 --reject", "correct 2024年工作要点 --add 全年开展演练…4次。 --kind task",
          "correct 2024年工作要点 --meta 年份=2024", "correct 2024年工作要点 --list",
          "correct 2024年工作要点 r012 --undo", "correct --unplaced")),
    Verb("delete", "delete", "从知识库里删除文件", ("delete 2023年工作要点",)),
    Verb("extract", "extract", "只抽取，不入库：每个文件写出一个 JSON（改正过的按改正后的）",
         ("extract corpora/ --out out/",)),
    Verb("export", "export", "导出人工改正过的文件，用作标注",
         ("export gold --out 标注/", "export gold 2024年工作要点 --out 标注/")),
    Verb("eval", "evaluate", "用标注检验抽取的质量", ("eval corpora/gold", "eval corpora/gold --errors 教育局")),
    Verb("model", "model", "显示或更换检索用的语义模型；换好之前用原来的",
         ("model", "model BAAI/bge-small-zh-v1.5", "model ../模型文件夹 --instruction 为这个句子生成表示：",
          "model --built-in")),
    Verb("rebuild", "rebuild", "从数据库重建全部索引", ("rebuild",)),
    Verb("train", "train", "训练内置的语义模型、对照的权重或把握的权重",
         ("train encoder --text paragraphs.txt.xz", "train compare", "train confidence corpora/gold")),
    Verb("doctor", "doctor", "检查知识库、索引和模型是否完好", ("doctor",)),
)
