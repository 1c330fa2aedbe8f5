"""Run the tests as processors with and without AVX-512 would, with one thread and with two.

    python kernels.py [pytest's arguments]

OpenBLAS and numpy choose their kernels by the processor; both can be told to take those of a lesser
one. Four runs let every pair of settings meet. What this machine cannot do is said and left out.
"""

import json
import os
import subprocess
import sys

WIDE = ("AVX512", "X86_V4")  # how numpy's names of what AVX-512 brings begin
ASK = """
import json, numpy, scipy.linalg, threadpoolctl
blas = {lib["architecture"] for lib in threadpoolctl.threadpool_info() if "architecture" in lib}
simd = numpy.show_config(mode="dicts")["SIMD Extensions"]
print(json.dumps([sorted(blas), simd.get("found", [])]))
"""
RUNS = [  # OpenBLAS's kernels, whether numpy may use AVX-512, threads
    ("Haswell", True, 1),
    ("Haswell", False, 2),
    ("SkylakeX", True, 2),
    ("SkylakeX", False, 1),
]


def asked(environment: dict[str, str]) -> tuple[list[str], list[str]]:
    """Return the kernels that OpenBLAS takes and the extensions that numpy finds."""
    found = subprocess.run(
        [sys.executable, "-c", ASK],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    kernels, extensions = json.loads(found.stdout)
    return kernels, extensions


def main(arguments: list[str]) -> int:
    """Run all, say how each ended, and return 1 if one failed."""
    wide = [name for name in asked({})[1] if name.startswith(WIDE)]
    ends, failed = [], False
    for kernel, allowed, threads in RUNS:
        with_or_without = "with" if allowed else "without"
        name = f"OpenBLAS {kernel}, numpy {with_or_without} AVX-512, {threads} thread(s)"
        environment = {
            "OPENBLAS_CORETYPE": kernel,
            "NPY_DISABLE_CPU_FEATURES": "" if allowed else " ".join(wide),
            "OPENBLAS_NUM_THREADS": str(threads),
            "OMP_NUM_THREADS": str(threads),
        }
        if kernel == "SkylakeX" and not wide:
            ends.append(f"left out   {name}: the processor has no AVX-512")
            continue
        if (taken := asked(environment)[0]) != [kernel]:
            ends.append(f"left out   {name}: OpenBLAS takes {', '.join(taken) or 'no kernels'}")
            continue
        print(f"== {name}", flush=True)
        command = [sys.executable, "-m", "pytest", *(arguments or ["-n", "2"])]
        code = subprocess.run(command, env=os.environ | environment, check=False).returncode
        failed |= code != 0
        ends.append(f"{'failed' if code else 'passed'}     {name}")
    print("\n".join(ends))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
