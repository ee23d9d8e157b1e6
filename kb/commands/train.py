"""python -m kb train encoder --text FILE | compare [--pairs DIR] | confidence GOLD_DIR…"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kb.encoder import BUILT_IN, load_encoder
from kb.errors import KbError

_PAIRS = Path(__file__).parents[2] / "corpora" / "pairs"


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the verb."""
    parser.add_argument("what", choices=["encoder", "compare", "confidence"], metavar="WHAT",
                        help="训练什么：encoder 是检索用的语义模型，compare 是对照计划和总结的权重，"
                             "confidence 是每个值把握多大的权重")
    parser.add_argument("folders", nargs="*", type=Path, metavar="GOLD_DIR",
                        help="confidence：标注文件（*.json）所在的文件夹，可以写几个；原有的和自己的都要写上")
    parser.add_argument("--text", type=Path, metavar="FILE", help="encoder：一行一段的 UTF-8 文本，可以是 .xz")
    parser.add_argument("--out", type=Path, default=BUILT_IN, metavar="DIR",
                        help="encoder：模型写到哪里（默认：替换内置模型）")
    parser.add_argument("--pairs", type=Path, default=_PAIRS, metavar="DIR",
                        help="compare：标注好的计划和总结所在的文件夹（默认：corpora/pairs）")


def run(arguments: argparse.Namespace) -> int:
    """Train and write the model, or the weights; indexes are made anew when they are next used."""
    if arguments.what == "compare":
        return _train_compare(arguments.pairs)
    if arguments.what == "confidence":
        return _train_confidence(arguments.folders)
    if arguments.text is None:
        raise KbError("训练 encoder 需要文本：--text FILE")
    from kb.training.train_encoder import train_encoder

    train_encoder(arguments.text, arguments.out, lambda line: print(line, file=sys.stderr))
    return 0


def _train_compare(folder: Path) -> int:
    """Write the weights; print how each couple is judged by weights that were learned from the others."""
    from kb.evaluate_pairs import leave_one_out
    from kb.pairs import example, read_couples
    from kb.scorer import WEIGHTS, save
    from kb.training.train_compare import train

    encoder, couples = load_encoder(), read_couples(folder)
    if len(couples) < 2:
        raise KbError(f"{folder}：至少需要两对标注好的计划和总结（*.json）。")
    for couple, counts in zip(couples, leave_one_out(couples, encoder), strict=True):
        print(couple.name, *(f"{name} {value:.1f}" for name, value in counts.figures().items()), sep="  ")
    save(train([example(couple, encoder) for couple in couples]))
    print(f"权重已写入 {WEIGHTS}", file=sys.stderr)
    return 0


def _train_confidence(folders: list[Path]) -> int:
    """Write the weights; print their reliability; 2 where an annotation could not be used."""
    from kb.training.train_confidence import train_confidence
    from pipelines.extract.confidence import WEIGHTS

    if not folders:
        raise KbError("训练 confidence 需要标注文件所在的文件夹：train confidence GOLD_DIR…")
    refused = train_confidence(folders, WEIGHTS, print)
    for refusal in refused:
        print(f"{refusal.path}：{refusal.reason}", file=sys.stderr)
    return 2 if refused else 0
