#!/usr/bin/env python3
"""Writes resources/sample/*.csv.qz from a folder with the original traces.

    scripts/build_sample.py TRACES_FOLDER --loadgen build/tests/support/loadgen

A .csv.qz is what Qt's qCompress writes: the length as four big-endian bytes, then a zlib stream. Four samples are the
original traces, byte for byte; support_assistant is made by the load generator, which reads two of the others.
"""
import argparse
import hashlib
import pathlib
import struct
import subprocess
import tempfile
import zlib

TRACES = ("ragpulse", "mooncake_synthetic", "azure2023_code", "llmperf")
SUPPORT_ASSISTANT_SCALE = "0.049"  # about 70,000 requests over 61 days
SUPPORT_ASSISTANT_SEED = "7"

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "resources" / "sample"


def write(name, content):
    packed = struct.pack(">I", len(content)) + zlib.compress(content, 9)
    (FOLDER / f"{name}.csv.qz").write_bytes(packed)
    rows = content.count(b"\n") - 1
    print(f"{name}: {rows} rows, {len(content)} bytes, {len(packed)} packed, sha256 {hashlib.sha256(content).hexdigest()}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("traces", type=pathlib.Path)
    parser.add_argument("--loadgen", required=True)
    arguments = parser.parse_args()

    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in TRACES:
        write(name, (arguments.traces / f"{name}.csv").read_bytes())
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "load.csv"
        subprocess.run([arguments.loadgen, "--scale", SUPPORT_ASSISTANT_SCALE, "--seed", SUPPORT_ASSISTANT_SEED,
                        "--out", str(out)], check=True, stdout=subprocess.DEVNULL)
        write("support_assistant", out.read_bytes())


if __name__ == "__main__":
    main()
