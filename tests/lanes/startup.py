"""Starts the window several times on one encrypted file, has it visit every place, and reads what it measured.

usage: startup.py PROGRAM FILE OUT TIMES [RENDERER]      (called by startup.sh, on a virtual display)
"""

import os
import subprocess
import sys
import time

PROGRAM, FILE, OUT, TIMES = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
RENDERER = ["--renderer", sys.argv[5]] if len(sys.argv) > 5 else []
PROBE = os.path.abspath("probe.txt")
# What a broken state exceeds, and a slow or busy machine does not.
MOST = {"first frame, ms": 15_000, "file shown, ms": 30_000, "peak memory, MB": 600, "longest frame, ms": 1_000,
        "frames in ten idle seconds": 40}


def lines():
    """What was measured so far: (microseconds, words)."""
    try:
        text = open(PROBE).read()
    except FileNotFoundError:
        return []
    return [(int(at), words) for at, words in (line.split(" ", 1) for line in text.splitlines() if " " in line)]


def wait_for(window, found, seconds, what):
    until = time.time() + seconds
    while time.time() < until:
        if window.poll() is not None:
            sys.exit(f"the program ended with {window.returncode} before: {what}")
        hit = found(lines())
        if hit is not None:
            return hit
        time.sleep(0.02)
    sys.exit(f"not seen in {seconds} seconds: {what}")


def next_begin(seen, test):
    """When the frame after the first one that passes began: that one is on the screen then."""
    passed = False
    for at, words in seen:
        if passed and words == "begin":
            return at
        passed = passed or (words.startswith("frame ") and test(words.split(" ", 5)))
    return None


def status(pid, name):
    return next(int(line.split()[1]) for line in open(f"/proc/{pid}/status") if line.startswith(name + ":"))


def ticks(pid):
    return sum(int(n) for n in open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[11:13])


def once():
    if os.path.exists(PROBE):
        os.remove(PROBE)
    env = {**os.environ, "GOLDEN_THREAD_PROBE": PROBE, "GOLDEN_THREAD_PROBE_TOUR": "1"}
    started = time.time_ns() // 1000
    with open("window.log", "w") as log:
        window = subprocess.Popen([PROGRAM, *RENDERER, FILE], env=env, stderr=log)
    try:
        first = wait_for(window, lambda seen: next_begin(seen, lambda w: True), 60, "the first frame")
        used = ticks(window.pid)
        title = wait_for(window, lambda _: find_window(window.pid), 60, "the window")
        memory = status(window.pid, "VmHWM")
        time.sleep(1)
        subprocess.run(["xdotool", "windowfocus", title], check=True)
        time.sleep(0.5)
        subprocess.run(["xdotool", "type", "--delay", "15", os.environ["GOLDEN_THREAD_PASSPHRASE"]], check=True)
        time.sleep(0.5)
        subprocess.run(["xdotool", "key", "Return"], check=True)
        shown = wait_for(window, lambda seen: next_begin(seen, lambda w: w[4] == "file"), 120, "the file")
        entered = [at for at, words in lines() if words == "enter" and at < shown]
        wait_for(window, lambda seen: True if any(w == "toured" for _, w in seen) else None, 240, "the end of the tour")
        time.sleep(2)
        frames, idle_ticks = len(of_frames(lines())), ticks(window.pid)
        time.sleep(10)
        seen = lines()
        frames, idle_ticks = len(of_frames(seen)) - frames, ticks(window.pid) - idle_ticks
        peak = status(window.pid, "VmHWM")
    finally:
        window.terminate()
        window.wait(30)
    own = {}
    for at, words in seen:
        kind, *rest = words.split(" ", 5)
        if kind == "frame" and rest[3] == "file":
            number = int(rest[0])
            took = int(rest[1]) / 1000 + own.get(number, (0, ""))[0]
            own[number] = (took, rest[4])
    places = {words[3:] for _, words in seen if words.startswith("go ")}
    drawn = {place for _, place in own.values()}
    if len(places) < 19 or not places <= drawn:
        sys.exit(f"places that were not drawn: {sorted(places - drawn)} of {len(places)}")
    longest, where = max(own.values())
    created = next(at for at, words in seen if words == "created")
    return {
        "window and renderer made, ms": (created - started) / 1000,
        "first frame, ms": (first - started) / 1000,
        "processor time until then, ms": used * 1000 / os.sysconf("SC_CLK_TCK"),
        "file shown, ms": (shown - entered[-1]) / 1000,
        "memory before the file is open, MB": memory / 1024,
        "peak memory, MB": peak / 1024,
        "longest frame, ms": longest,
        "longest frame is of": where,
        "frames of the tour": len(own),
        "of them over 16 ms": sum(took > 16 for took, _ in own.values()),
        "frames in ten idle seconds": frames,
        "processor ticks in ten idle seconds": idle_ticks,
    }


def of_frames(seen):
    return [words for _, words in seen if words.startswith("frame ")]


def find_window(pid):
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(pid), "--name", "Golden Thread"],
                           capture_output=True, text=True).stdout.split()
    return found[-1] if found else None


def main():
    runs = [once() for _ in range(TIMES)]
    text = f"{TIMES} starts, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores: the least, then each\n"
    for name in runs[0]:
        each = [run[name] for run in runs]
        if isinstance(each[0], str):
            text += f"{name}: {', '.join(each)}\n"
        else:
            text += f"{name}: {min(each):.1f} ({', '.join(f'{value:.1f}' for value in each)})\n"
    with open(OUT, "w") as out:
        out.write(text)
    print(text, end="")
    # The least of all starts: one that met a busy moment says nothing.
    broken = [name for name, most in MOST.items() if min(run[name] for run in runs) > most]
    if broken:
        sys.exit(f"far beyond what is promised: {', '.join(broken)}")


main()
