#!/usr/bin/env python3
"""Time the kernels of one card, wherever PyTorch runs (CUDA, ROCm, other accelerators).

    python3 measure.py OUT.json [--quick] [--only gemm,grouped,attn_prefill,copy,launch] [--device cuda:0]

Writes the format of schema.json, which `chokepoint calibrate --file OUT.json` fits and `validate --file` compares.
Device time a call: the median of replays of a captured graph where the device has graphs, else of plain calls between
two events. Inputs are rotated through more memory than the last cache holds, so that weights come from memory as they
do in a model. A kernel that the library lacks leaves a row with "error" and no time: nothing is filled in.
"""
import argparse
import datetime
import json
import statistics
import sys
import time

try:
    import torch
except ImportError:
    sys.exit("measure.py needs PyTorch: install the build for your card first")

# Layers of models in wide use: outputs n, inputs k.
LAYERS = {
    "dsv3.q_a": (1536, 7168),
    "dsv3.q_b": (24576, 1536),
    "dsv3.kv_a": (576, 7168),
    "dsv3.o": (7168, 16384),
    "dsv3.o_tp8": (7168, 2048),
    "dsv3.dense_gate_up": (36864, 7168),
    "dsv3.shared_gate_up": (4096, 7168),
    "qwen3_8b.gate_up": (24576, 4096),
    "llama70b.down_tp8": (8192, 3584),
}
EXPERTS = {"gate_up": (4096, 7168), "down": (7168, 2048)}
ROWS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192]
ROWS_A_GROUP = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]
GROUPS = [2, 8, 16, 32]
ATTENTION = [(16, 128, 128), (128, 192, 128)]
LENGTHS = [512, 1024, 2048, 4096, 8192, 16384]
REPLAYS = 30
# Without a known cache size, weights rotate through this much memory.
USUAL_CACHE = 128 << 20
FP8_ALIGNMENT = 16


class Card:
    """The device: its clock, its cache, and whether it captures graphs."""

    def __init__(self, name):
        self.device = torch.device(name)
        self.module = getattr(torch, self.device.type)
        self.properties = self.module.get_device_properties(self.device)
        self.graphs = hasattr(self.module, "CUDAGraph")

    def cache(self):
        return getattr(self.properties, "L2_cache_size", None) or USUAL_CACHE

    def describe(self):
        described = {
            "device": self.properties.name,
            "torch": torch.__version__,
            "date": datetime.date.today().isoformat(),
        }
        for ours, theirs in (("sms", "multi_processor_count"), ("l2_bytes", "L2_cache_size"), ("memory_bytes", "total_memory")):
            value = getattr(self.properties, theirs, None)
            if value:
                described[ours] = value
        return described

    def free(self):
        return self.module.mem_get_info(self.device)[0]

    def microseconds(self, calls):
        """Median device time of one of `calls`, each of which uses inputs of its own."""
        for call in calls[:2]:
            call()
        self.module.synchronize(self.device)
        run, count = self._graph(calls) if self.graphs else (lambda: [call() for call in calls], len(calls))
        run()
        self.module.synchronize(self.device)
        times = []
        for _ in range(REPLAYS):
            start, end = self.module.Event(enable_timing=True), self.module.Event(enable_timing=True)
            start.record()
            run()
            end.record()
            end.synchronize()
            times.append(start.elapsed_time(end) * 1e3 / count)
        return round(statistics.median(times), 3)

    def _graph(self, calls):
        side = self.module.Stream(self.device)
        side.wait_stream(self.module.current_stream(self.device))
        with self.module.stream(side):
            for call in calls:
                call()
        self.module.current_stream(self.device).wait_stream(side)
        graph = self.module.CUDAGraph()
        with self.module.graph(graph):
            for call in calls:
                call()
        return graph.replay, len(calls)


def copies(card, weight_bytes):
    """Sets of weights that together exceed the cache four times, as far as half the free memory allows."""
    wanted = max(2, -(-4 * card.cache() // weight_bytes))
    return int(max(1, min(64, wanted, card.free() // 2 // max(1, weight_bytes))))


def row(measure, **named):
    try:
        return {**named, "us": measure()}
    except (RuntimeError, NotImplementedError, AttributeError, TypeError, ValueError) as problem:
        return {**named, "error": str(problem).splitlines()[0] if str(problem) else type(problem).__name__}


def random(card, *shape):
    return torch.randn(*shape, device=card.device, dtype=torch.bfloat16)


def eight_bits(tensor):
    return (tensor * 0.5).clamp(-448, 448).to(torch.float8_e4m3fn)


def ones(card, *shape):
    return torch.ones(*shape, device=card.device, dtype=torch.float32)


def gemm_bf16(card, m, n, k):
    weights = [random(card, n, k) for _ in range(copies(card, 2 * n * k))]
    x = random(card, m, k)
    return card.microseconds([lambda w=w: torch.mm(x, w.t()) for w in weights])


def gemm_fp8(card, m, n, k):
    m = max(FP8_ALIGNMENT, m)
    weights = [eight_bits(random(card, n, k)) for _ in range(copies(card, n * k))]
    x = eight_bits(random(card, m, k))
    by_row, by_column = ones(card, m, 1), ones(card, 1, n)

    def call(w):
        return torch._scaled_mm(x, w.t(), scale_a=by_row, scale_b=by_column, out_dtype=torch.bfloat16, use_fast_accum=True)

    return card.microseconds([lambda w=w: call(w) for w in weights])


def ends(card, groups, rows):
    return torch.arange(rows, rows * (groups + 1), rows, device=card.device, dtype=torch.int32)


def grouped_bf16(card, groups, m, n, k):
    weights = [random(card, groups, n, k) for _ in range(copies(card, 2 * groups * n * k))]
    x, offsets = random(card, groups * m, k), ends(card, groups, m)
    return card.microseconds([lambda w=w: torch._grouped_mm(x, w.transpose(-2, -1), offs=offsets) for w in weights])


def grouped_fp8(card, groups, m, n, k):
    weights = [eight_bits(random(card, groups, n, k)) for _ in range(copies(card, groups * n * k))]
    x, offsets = eight_bits(random(card, groups * m, k)), ends(card, groups, m)
    by_row, by_column = ones(card, groups * m), ones(card, groups, n)

    def call(w):
        return torch._scaled_grouped_mm(x, w.transpose(-2, -1), by_row, by_column, offs=offsets, out_dtype=torch.bfloat16, use_fast_accum=True)

    return card.microseconds([lambda w=w: call(w) for w in weights])


def attention(card, backend, heads, d_qk, d_v, s):
    from torch.nn.attention import SDPBackend, sdpa_kernel

    chosen = {"flash": SDPBackend.FLASH_ATTENTION, "cudnn": SDPBackend.CUDNN_ATTENTION}[backend]
    q, key, value = random(card, 1, heads, s, d_qk), random(card, 1, heads, s, d_qk), random(card, 1, heads, s, d_v)

    def call():
        return torch.nn.functional.scaled_dot_product_attention(q, key, value, is_causal=True)

    with sdpa_kernel(chosen):
        return card.microseconds([call] * 3)


def copy_rate(card):
    """GB/s of a copy of a quarter of a GiB, bytes read and written counted."""
    size = 256 << 20
    source = [torch.empty(size, device=card.device, dtype=torch.uint8) for _ in range(4)]
    target = torch.empty_like(source[0])
    us = card.microseconds([lambda s=s: target.copy_(s) for s in source])
    return 2 * size / us / 1e3


def launch_cost(card):
    """Wall microseconds a kernel of almost no work: called one by one, and inside a graph."""
    small, count = torch.zeros(1, device=card.device), 1000
    calls = [lambda: small.add_(1)] * count

    def wall(run):
        run()
        card.module.synchronize(card.device)
        began = time.perf_counter()
        run()
        card.module.synchronize(card.device)
        return (time.perf_counter() - began) * 1e6 / count

    eager = wall(lambda: [call() for call in calls])
    graph = wall(card._graph(calls)[0]) if card.graphs else eager
    return {"eager_per_kernel": round(eager, 3), "graph_per_kernel": round(graph, 3)}


def series_of(card, wanted, quick):
    rows, per_group = (ROWS[::3], ROWS_A_GROUP[::3]) if quick else (ROWS, ROWS_A_GROUP)
    if "gemm" in wanted:
        for dtype, measure in (("bf16", gemm_bf16), ("fp8", gemm_fp8)):
            for name, (n, k) in LAYERS.items():
                yield f"gemm.{dtype}.{name}", {"n": n, "k": k}, [
                    row(lambda m=m: measure(card, m, n, k), m=m) for m in rows
                ]
    if "grouped" in wanted:
        for dtype, measure in (("fp8", grouped_fp8), ("bf16", grouped_bf16)):
            for name, (n, k) in EXPERTS.items():
                for groups in GROUPS[:2] if quick else GROUPS:
                    yield f"grouped.{dtype}.{name}.g{groups}", {"n": n, "k": k, "groups": groups}, [
                        row(lambda m=m: measure(card, groups, m, n, k), m_per_group=m) for m in per_group
                    ]
    if "attn_prefill" in wanted:
        for backend in ("flash", "cudnn"):
            for heads, d_qk, d_v in ATTENTION:
                yield f"attn_prefill.bf16.{backend}.h{heads}.d{d_qk}v{d_v}", {"heads": heads, "d_qk": d_qk, "d_v": d_v}, [
                    row(lambda s=s: attention(card, backend, heads, d_qk, d_v, s), s=s)
                    for s in (LENGTHS[::2] if quick else LENGTHS)
                ]


def main():
    kinds = ["gemm", "grouped", "attn_prefill", "copy", "launch"]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", metavar="OUT.json")
    parser.add_argument("--quick", action="store_true", help="every third size only")
    parser.add_argument("--only", default=",".join(kinds), help="comma-separated: " + ", ".join(kinds))
    parser.add_argument("--device", default="cuda", help="cuda (ROCm too), xpu, npu …")
    asked = parser.parse_args()
    wanted = asked.only.split(",")
    card = Card(asked.device)
    result = card.describe()
    if "copy" in wanted:
        result["copy_gbps"] = copy_rate(card)
    if "launch" in wanted:
        result["launch_us"] = launch_cost(card)
    result["series"] = {}
    for name, shape, rows in series_of(card, wanted, asked.quick):
        result["series"][name] = {**shape, "rows": rows}
        print(name, " ".join(str(each.get("us", "error")) for each in rows), file=sys.stderr)
        # Written after every series: a run that is stopped keeps what it has.
        with open(asked.out, "w", encoding="utf-8") as file:
            json.dump(result, file, indent=1)
        card.module.empty_cache()


if __name__ == "__main__":
    main()
