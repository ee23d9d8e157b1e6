"""Small sentence-transformers models made on the spot: random weights, the real libraries' files."""

from __future__ import annotations

import warnings
from pathlib import Path

# The libraries are imported where they are used: collecting the tests should not wait five seconds for them.
_CHARACTERS = "新增学位个安装报警器全年开展防汛演练次校园食堂检查每季度一水库除险加固3270,。"
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def bert(folder: Path, width: int = 32, pooling: str = "mean", seed: int = 0, longest: int = 24) -> Path:
    """A transformer of two layers, with the steps Pooling and Normalize; the folder."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(seed)
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *dict.fromkeys(_CHARACTERS)]
    config = BertConfig(vocab_size=len(vocabulary), hidden_size=width, num_hidden_layers=2, num_attention_heads=2,
                        intermediate_size=2 * width, max_position_embeddings=longest, initializer_range=0.3)
    parts = folder.with_name(f"{folder.name} parts")
    BertModel(config).save_pretrained(parts)
    BertTokenizerFast(vocab={token: row for row, token in enumerate(vocabulary)}).save_pretrained(parts)
    SentenceTransformer(modules=[Transformer(str(parts)), Pooling(width, pooling_mode=pooling), Normalize()],
                        device="cpu").save(str(folder))
    return folder


def with_onnx(folder: Path) -> Path:
    """The transformer's folder, its network written to onnx/model.onnx as well."""
    import torch
    from transformers import AutoTokenizer, BertModel

    class Hidden(torch.nn.Module):
        """The network with its inputs in order, as the export passes them."""

        def __init__(self, network: torch.nn.Module) -> None:
            super().__init__()
            self.network = network

        def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
            return self.network(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state

    network = Hidden(BertModel.from_pretrained(folder, attn_implementation="eager")).eval()
    example = AutoTokenizer.from_pretrained(folder)(["新增学位", "防汛"], padding=True, return_tensors="pt")
    (folder / "onnx").mkdir()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(network, tuple(example[name] for name in _INPUTS), str(folder / "onnx" / "model.onnx"),
                          input_names=list(_INPUTS), output_names=["last_hidden_state"], dynamo=False,
                          dynamic_axes={name: {0: "texts", 1: "tokens"} for name in (*_INPUTS, "last_hidden_state")})
    return folder


def static(folder: Path, tokenizer: Path, width: int = 8) -> Path:
    """A StaticEmbedding of random rows over another folder's tokenizer; the folder."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer

    torch.manual_seed(1)
    module = StaticEmbedding(Tokenizer.from_file(str(tokenizer)), embedding_dim=width)
    SentenceTransformer(modules=[module], device="cpu").save(str(folder))
    return folder
