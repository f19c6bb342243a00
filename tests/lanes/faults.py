#!/usr/bin/env python3
"""What the file promises, under kills, power cuts, failing syncs, full disks and damage.

  faults.py GOLDEN-THREAD WORK-FOLDER [--long] [--only NAME,NAME] [--share K/N]

The short lane (seeds fixed, under ten minutes) runs with every change; --long takes the numbers of the promises:
1,000 kills, 200 of each other command, 2,000 power cuts, 10,000 damaged copies. Needs cc, make, strace and the
programs of tests/tools/faults. Each part prints a line, and a table comes at the end; the exit status is 0 only when nothing failed. With --share 3/20
only the third of twenty shares is run, with seeds of its own, so that a long lane can be cut up.
"""
import json, os, resource, shlex, shutil, subprocess, sys
from fault_content import ContentDrills

HERE = os.path.dirname(os.path.abspath(__file__))
FAULTS = os.path.join(HERE, "..", "tools", "faults")
PASSPHRASE = "fault drill passphrase"
PANEL = "name,agency,role,email\nAnn Drill,education,Lead,\nBo Drill,health,DCO,\nCy Drill,social_care,DSCO,\n"

# Writes a line for each internet socket that is asked for.
SOCKETS = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
int socket(int family, int type, int protocol) {
  int (*real)(int, int, int) = dlsym(RTLD_NEXT, "socket");
  if (family == AF_INET || family == AF_INET6) {
    FILE *out = fopen(getenv("SOCKETS_OUT"), "a");
    if (out) { fprintf(out, "AF_INET %d\n", family); fclose(out); }
  }
  return real(family, type, protocol);
}
"""


class Drill(ContentDrills):
    PASSPHRASE = PASSPHRASE

    def __init__(self, program, work, long, share=(1, 1)):
        self.program, self.work, self.long = os.path.abspath(program), os.path.abspath(work), long
        self.failures, self.share, self.table = [], share, []
        shutil.rmtree(self.work, ignore_errors=True)
        os.makedirs(self.work)
        self.key = self.path("key.txt")
        self.put("key.txt", PASSPHRASE)

    def count(self, long, short):
        """How many of the runs of this lane are ours: with --share K/N the Kth of N shares, each with its own seed."""
        mine, shares = self.share
        every = long if self.long else short
        return str(max(1, every // shares + (1 if mine <= every % shares else 0)))

    def seed(self, seed):
        return str(seed + 1000 * (self.share[0] - 1))

    def path(self, *names):
        return os.path.join(self.work, *names)

    def put(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as f:
            f.write(text)

    def run(self, *args, **kw):
        env = dict(os.environ, **kw.pop("env", {}))
        return subprocess.run([self.program, *args, "--passphrase-file", self.key], cwd=kw.pop("cwd", self.work),
                              capture_output=True, text=True, timeout=300, env=env, **kw)

    def done(self, *args, **kw):
        ran = self.run(*args, **kw)
        if ran.returncode:
            raise SystemExit("could not prepare: %s\n%s" % (shlex.join(args), ran.stderr))
        return ran.stdout

    def report(self, name, line, ok):
        print("%-28s %s%s" % (name, line, "" if ok else "  FAILED"), flush=True)
        self.table.append((name, line, ok))
        if not ok:
            self.failures.append(name)

    def print_table(self):
        print("\n%-28s  %-72s  %s" % ("fault", "runs and what was counted", "pass"))
        for name, line, ok in self.table:
            print("%-28s  %-72s  %s" % (name, line, "yes" if ok else "NO"))

    def tool(self, name, args):
        """Runs a fault tool; gives its last line and whether nothing failed."""
        ran = subprocess.run([sys.executable, os.path.join(FAULTS, name), *args], capture_output=True, text=True)
        lines = ran.stdout.strip().splitlines() or [ran.stderr.strip()]
        if ran.returncode:
            print("\n".join(lines[-12:]), file=sys.stderr)
        return lines[-1], ran.returncode == 0

    # A round with three readers, and what one of them will answer.
    def prepare(self):
        os.makedirs(self.path("base"))
        self.put("plans.csv", "reference,year_group,primary_need\n" +
                 "".join("K%04d,%d,ASD\n" % (n, n % 14) for n in range(1, 201)))
        self.put("more.csv", "reference,year_group,primary_need\n" +
                 "".join("K%04d,%d,SEMH\n" % (n, n % 14) for n in range(1, 4001)))
        self.put("panel.csv", PANEL)
        file = self.path("base", "a.gthread")
        self.done("new", file, "--local-area", "Drillshire")
        self.done("import-plans", file, "plans.csv")
        self.done("people", file, "import", "panel.csv")
        self.done("round", file, "new", "--title", "Drill")
        self.done("sample", file, "--size", "20", "--seed", "1")
        given = json.loads(self.done("allocate", file, "--per-plan", "2", "--json"))["assignments"]
        plans = [one["plan"] for one in given if one["member"] == "Ann Drill"]
        codes = [c["code"] for c in self.criteria(file)]
        lines = ["%s,%s,%s" % (plan, code, ("met", "partly", "not_met")[n % 3])
                 for plan in plans for n, code in enumerate(codes)]
        self.put("lines.csv", "\n".join(lines) + "\n")
        self.prepare_pack(file)
        # A cut of the same file for the power-cut recorder, which traces every write.
        self.put("few.csv", "\n".join(lines[:40]) + "\n")

    def prepare_pack(self, file):
        """A pack of Bo's that came back with answers."""
        folder = self.path("base", "packs")
        self.done("pack", file, "--out", folder, "--member", "Bo Drill", "--pack-passphrase-file", self.key)
        pack = os.path.join(folder, os.listdir(folder)[0])
        own = json.loads(self.done("allocate", file, "--per-plan", "2", "--json"))["assignments"]
        plan = [one["plan"] for one in own if one["member"] == "Bo Drill"][0]
        self.done("answers", pack, "stream", "--as", "Bo Drill", input="%s,A1,met\n" % plan)

    def criteria(self, file):
        self.done("export", file, "--format", "json", "--out", "tool.json", "--as", "Ann Drill")
        with open(self.path("tool.json"), encoding="utf-8") as f:
            tool = json.load(f)["tool"]
        found = [c for h in tool["heading"] for c in h["criterion"]]
        return [c for c in found if c["depth"] in ("workshop", "core") and c["evidence"] in ("plan", "appendices")]

    def verify_command(self, kind, *extra):
        words = [sys.executable, os.path.abspath(__file__), "verify", kind, self.program, self.key, *extra]
        return shlex.join(words)

    def stream(self, lines):
        # In the shell's place: whoever waits for the killed process waits until it has let go of its files.
        return "exec %s answers a.gthread stream --as 'Ann Drill' --passphrase-file %s < %s" % (
            shlex.quote(self.program), shlex.quote(self.key), shlex.quote(self.path(lines)))

    def fresh(self, name):
        folder = self.path(name)
        setup = "rm -rf %s && cp -r %s %s" % tuple(map(shlex.quote, (folder, self.path("base"), folder)))
        return folder, setup

    def kills_of_answers(self):
        folder, setup = self.fresh("kill")
        line, ok = self.tool("killloop.py", [
            "--setup", setup, "--fresh", "--run", "cd %s && %s" % (folder, self.stream("lines.csv")),
            "--verify", "cd %s && %s" % (folder, self.verify_command("answers", self.path("lines.csv"))),
            "--n", self.count(1000, 20), "--seed", self.seed(11), "--min", "0.2", "--max", "0.9"])
        self.report("kill while answers come in", line, ok)

    def kills_of_commands(self):
        program, key = shlex.quote(self.program), " --passphrase-file " + shlex.quote(self.key)
        commands = {
            "import": ("import-plans a.gthread %s" % self.path("more.csv"), "whole"),
            "report": ("report a.gthread --kind summary --out out.pdf", "pdf"),
            "backup": ("backup a.gthread --out out.gthread", "copy"),
            "merge": ("merge a.gthread packs/*.gtpack", "whole"),
            "erasure": ("erase a.gthread --plan K0001 --reason drill --certificate out.pdf", "pdf"),
        }
        for name, (command, kind) in commands.items():
            folder, setup = self.fresh("kill-" + name)
            line, ok = self.tool("killloop.py", [
                "--setup", setup, "--fresh", "--run", "cd %s && exec %s %s%s" % (folder, program, command, key),
                "--verify", "cd %s && %s" % (folder, self.verify_command(kind)),
                "--n", self.count(200, 8), "--seed", self.seed(12), "--min", "0.02", "--max", "0.8"])
            self.report("kill in " + name, line, ok)

    def kills_of_lifting(self):
        """An older file is brought up to date when it is opened."""
        fixture = os.path.join(HERE, "..", "fixtures", "schema", "v1.gthread")
        folder = self.path("kill-lifting")
        setup = "rm -rf %s && mkdir %s && cp %s %s/a.gthread" % (folder, folder, shlex.quote(fixture), folder)
        line, ok = self.tool("killloop.py", [
            "--setup", setup, "--fresh", "--run", "cd %s && exec %s stats a.gthread" % (folder, shlex.quote(self.program)),
            "--verify", "cd %s && %s" % (folder, self.verify_command("plain")),
            "--n", self.count(200, 8), "--seed", self.seed(13), "--min", "0.001", "--max", "0.12"])
        self.report("kill while brought up to date", line, ok)

    def power_cuts(self):
        subprocess.run(["make", "-s", "-C", os.path.join(FAULTS, "nofsync")], check=True)
        folder, setup = self.fresh("power")
        subprocess.run(setup, shell=True, check=True)
        record = [sys.executable, os.path.join(FAULTS, "powerloss.py"), "record", folder, self.path("power-state"), "--",
                  "sh", "-c", "cd %s && %s" % (folder, self.stream("few.csv"))]
        recorded = subprocess.run(record, capture_output=True, text=True)
        if recorded.returncode:
            return self.report("power cuts", recorded.stderr.strip()[-200:], False)
        for model in ("ext4", "strict"):
            line, ok = self.tool("powerloss.py", [
                "replay", self.path("power-state"), self.path("power-out"), self.seed(14), self.count(1000, 12),
                "--verify", self.verify_command("answers", self.path("few.csv")), "--model", model])
            self.report("power cuts, " + model, line, ok)

    def failing_syncs(self):
        """The nth sync fails: what was printed as saved is there, and nothing is printed that is not."""
        so = os.path.join(FAULTS, "nofsync", "nofsync.so")
        wrong, tried = [], 0
        points = range(1, 61 if self.long else 9)
        for point in points:
            folder, setup = self.fresh("sync")
            subprocess.run(setup, shell=True, check=True)
            env = {"LD_PRELOAD": so, "NOFSYNC_FAIL_AT": str(point), "NOFSYNC_REPORT": os.devnull}
            with open(self.path("few.csv"), encoding="utf-8") as lines:
                ran = self.run("answers", "a.gthread", "stream", "--as", "Ann Drill", cwd=folder, env=env, stdin=lines)
            self.put("ack", ran.stdout)
            verify = subprocess.run(self.verify_command("answers", self.path("few.csv")), shell=True, cwd=folder,
                                    env=dict(os.environ, KILLLOOP_ACK=self.path("ack")), capture_output=True, text=True)
            tried += 1
            if ran.returncode < 0 or verify.returncode:
                wrong.append("%d: %s%s" % (point, ran.stderr[-200:], verify.stdout[-200:]))
        print("\n".join(wrong), file=sys.stderr) if wrong else None
        self.report("a sync that fails", "%d points, %d failures" % (tried, len(wrong)), not wrong)

    def full_disk(self):
        """A disk with so much left: no death by signal, no false "saved", and work goes on when there is room again."""
        wrong, sizes = [], [0, 4, 16, 64, 256, 1024]
        probe = subprocess.run(["bash", os.path.join(FAULTS, "fullfs.sh"), "1M", self.path("probe"), "--", "true"],
                               capture_output=True)
        for left in sizes:
            if probe.returncode:
                # No file system may be mounted here: files that may not grow past a size do instead.
                wrong += self.files_that_may_not_grow(left)
                continue
            folder = self.path("full")
            inner = self.verify_command("full", self.path("lines.csv"), str(left))
            command = [os.path.join(FAULTS, "fullfs.sh"), "-l", "%dK" % left, "-p",
                       "cp %s/. . -r" % shlex.quote(self.path("base")), "24M", folder, "--", "sh", "-c",
                       "cd %s && %s" % (shlex.quote(folder), inner)]
            ran = subprocess.run(["bash", *command], capture_output=True, text=True, timeout=300)
            if ran.returncode:
                wrong.append("%dK: %s" % (left, (ran.stdout + ran.stderr)[-300:]))
        print("\n".join(wrong), file=sys.stderr) if wrong else None
        how = "limits on files" if probe.returncode else "small file systems"
        self.report("a full disk", "%d sizes, %d failures (%s)" % (len(sizes), len(wrong), how), not wrong)

    def files_that_may_not_grow(self, left):
        folder, setup = self.fresh("full")
        subprocess.run(setup, shell=True, check=True)
        limit = left * 1024
        with open(self.path("lines.csv"), encoding="utf-8") as lines:
            # The signal that goes with the limit stays ignored, as on a disk that is full there is none.
            ran = self.run("answers", "a.gthread", "stream", "--as", "Ann Drill", cwd=folder, stdin=lines,
                           restore_signals=False,
                           preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        self.put("ack", ran.stdout)
        verify = subprocess.run(self.verify_command("answers", self.path("lines.csv")), shell=True, cwd=folder,
                                env=dict(os.environ, KILLLOOP_ACK=self.path("ack")), capture_output=True, text=True)
        if ran.returncode >= 0 and verify.returncode == 0:
            return []
        return ["%dK: %d %s%s" % (left, ran.returncode, ran.stderr[-200:], verify.stdout[-200:])]

    def odd_files(self):
        """Read-only, deleted, replaced, opened twice: no save into the wrong file, no false "saved", no second writer."""
        wrong = []
        folder, setup = self.fresh("odd")
        subprocess.run(setup, shell=True, check=True)
        feed = subprocess.Popen([self.program, "answers", "a.gthread", "stream", "--as", "Ann Drill", "--passphrase-file",
                                 self.key], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        with open(self.path("few.csv"), encoding="utf-8") as f:
            first, second = f.readline(), f.readline()
        feed.stdin.write(first)
        feed.stdin.flush()
        if feed.stdout.readline() != "saved 1\n":
            wrong.append("the first answer was not saved")
        other = self.run("people", "a.gthread", "list", cwd=folder)
        if other.returncode != 1 or "open" not in other.stderr.lower():
            wrong.append("a second opening was not refused: " + other.stderr)
        os.remove(os.path.join(folder, "a.gthread"))
        feed.stdin.write(second)
        feed.stdin.close()
        said = feed.stdout.read()
        feed.wait()
        if "saved 2" in said:
            wrong.append("saved into a file that was deleted")
        wrong += self.replaced(folder, setup, first, second)
        subprocess.run(setup, shell=True, check=True)
        os.chmod(os.path.join(folder, "a.gthread"), 0o444)
        # For root the mode is no hindrance; where the system allows it, the file is made immutable too.
        subprocess.run(["chattr", "+i", os.path.join(folder, "a.gthread")], capture_output=True)
        with open(self.path("few.csv"), encoding="utf-8") as lines:
            ran = self.run("answers", "a.gthread", "stream", "--as", "Ann Drill", cwd=folder, stdin=lines)
        immutable = subprocess.run(["lsattr", os.path.join(folder, "a.gthread")], capture_output=True, text=True).stdout
        if "i" in immutable.split(" ")[0] and ("saved" in ran.stdout or ran.returncode != 1):
            wrong.append("a read-only file: " + ran.stdout[:100] + ran.stderr[:200])
        subprocess.run(["chattr", "-i", os.path.join(folder, "a.gthread")], capture_output=True)
        print("\n".join(wrong), file=sys.stderr) if wrong else None
        self.report("odd files", "5 cases, %d failures" % len(wrong), not wrong)

    def replaced(self, folder, setup, first, second):
        """Another file takes the place of the open one: nothing is saved into it, and nothing is said to be."""
        subprocess.run(setup, shell=True, check=True)
        file = os.path.join(folder, "a.gthread")
        feed = subprocess.Popen([self.program, "answers", "a.gthread", "stream", "--as", "Ann Drill", "--passphrase-file",
                                 self.key], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL, text=True)
        feed.stdin.write(first)
        feed.stdin.flush()
        feed.stdout.readline()
        shutil.copy(self.path("base", "a.gthread"), file + ".new")
        os.replace(file + ".new", file)
        with open(file, "rb") as f:
            other = f.read()
        feed.stdin.write(second)
        feed.stdin.close()
        said = feed.stdout.read()
        feed.wait()
        with open(file, "rb") as f:
            changed = f.read() != other
        wrong = ["saved into a file that was replaced"] if "saved 2" in said else []
        return wrong + (["the file that took its place was changed"] if changed else [])

    def damage(self):
        line, ok = self.tool("bitflip.py", [
            self.path("base", "a.gthread"), self.path("damaged"), self.seed(15), self.count(10000, 60), "--refuse-all",
            "--run", "%s check {} --passphrase-file %s" % (shlex.quote(self.program), shlex.quote(self.key))])
        self.report("damaged copies", line, ok)

    def network(self):
        """No internet socket in a session of the main commands."""
        folder, setup = self.fresh("network")
        subprocess.run(setup, shell=True, check=True)
        found = []
        traces = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True).returncode == 0
        watch = self.path("sockets.so")
        if not traces:
            # Tracing is not allowed here: the library call is watched instead.
            self.put("sockets.c", SOCKETS)
            subprocess.run(["cc", "-shared", "-fPIC", "-o", watch, self.path("sockets.c"), "-ldl"], check=True)
        for args in (["check", "a.gthread"], ["stats", "a.gthread"], ["demo", "s.gthread"],
                     ["report", "a.gthread", "--kind", "summary", "--out", "s.pdf"],
                     ["export", "a.gthread", "--format", "xlsx", "--out", "s.xlsx"]):
            trace = self.path("strace.txt")
            self.put("strace.txt", "")
            before = ["strace", "-f", "-qq", "-e", "trace=socket,connect", "-o", trace] if traces else []
            env = os.environ if traces else dict(os.environ, LD_PRELOAD=watch, SOCKETS_OUT=trace)
            subprocess.run([*before, self.program, *args, "--passphrase-file", self.key], cwd=folder,
                           capture_output=True, check=True, env=env)
            with open(trace, encoding="utf-8") as f:
                found += [line.strip() for line in f if "AF_INET" in line]
        self.report("network", "%d internet sockets" % len(found), not found)


    def pack_orders(self):
        """Forty packs of twelve members in random orders with repeats, and damaged packs read in the process itself: the
        tests of the project with larger numbers. Only in the long lane; the short numbers run with all tests."""
        if not self.long:
            return
        env = dict(os.environ, GT_PACK_ORDERS=self.count(1000, 4), GT_PACK_DAMAGE=self.count(10000, 24))
        ran = subprocess.run(["cargo", "test", "--locked", "--test", "it", "--", "--nocapture", "in_any_order", "a_damaged_pack"],
                             cwd=os.path.join(HERE, "..", ".."), env=env, capture_output=True, text=True)
        told = [line for line in ran.stdout.splitlines() if "orders of" in line or "damaged packs refused" in line]
        self.report("packs in any order", "; ".join(told) or ran.stderr[-200:], ran.returncode == 0 and len(told) == 2)


def verify(kind, program, key, *extra):
    """Run in the folder after a fault: the file is sound, what was printed as saved is there, and work goes on."""
    def run(*args, **kw):
        return subprocess.run([program, *args, "--passphrase-file", key], capture_output=True, text=True, timeout=60, **kw)

    def need(ok, what):
        if not ok:
            print(what)
            sys.exit(1)

    if kind == "full":
        lines, left = extra
        with open(lines, encoding="utf-8") as f:
            ran = run("answers", "a.gthread", "stream", "--as", "Ann Drill", stdin=f)
        need(ran.returncode >= 0, "death by signal %d" % -ran.returncode)
        ack = os.path.abspath("..") + ".ack"
        with open(ack, "w", encoding="utf-8") as f:
            f.write(ran.stdout)
        os.remove(".filler")
        os.environ["KILLLOOP_ACK"] = ack
        return verify("answers", program, key, lines)
    checked = run("check", "a.gthread")
    need(checked.returncode == 0, "check: " + checked.stdout + checked.stderr)
    if kind == "pdf" and os.path.exists("out.pdf") and os.path.getsize("out.pdf"):
        with open("out.pdf", "rb") as f:
            pdf = f.read()
        need(pdf.startswith(b"%PDF") and pdf.rstrip().endswith(b"%%EOF"), "a torn PDF under its final name")
    if kind == "copy" and os.path.exists("out.gthread"):
        need(run("check", "out.gthread").returncode == 0, "a torn copy under its final name")
    if kind == "answers":
        ack = os.environ.get("KILLLOOP_ACK") or os.environ.get("POWERLOSS_ACK")
        with open(ack, encoding="utf-8") as f:
            saved = [line for line in f.read().split("\n")[:-1] if line.startswith("saved ")]
        exported = run("export", "a.gthread", "--as", "Ann Drill", "--format", "json", "--out", "own.json")
        need(exported.returncode == 0, "export: " + exported.stderr)
        with open("own.json", encoding="utf-8") as f:
            sheets = json.load(f)["sheets"]
        held = {(a["plan"], a["criterion"]): a["answer"] for sheet in sheets for a in sheet["answers"]}
        with open(extra[0], encoding="utf-8") as f:
            given = [line.strip().split(",") for line in f]
        for plan, criterion, answer in given[:len(saved)]:
            need(held.get((plan, criterion)) == answer, "%s %s was said to be saved and is not there" % (plan, criterion))
        need(len(held) <= len(saved) + 1, "%d answers there, %d said" % (len(held), len(saved)))
        again = run("answers", "a.gthread", "stream", "--as", "Ann Drill", input=",".join(given[0]) + "\n")
        need(again.stdout == "saved 1\n", "no new save: " + again.stderr)
    sys.exit(0)


def main():
    if sys.argv[1] == "verify":
        return verify(*sys.argv[2:])
    only = sys.argv[sys.argv.index("--only") + 1].split(",") if "--only" in sys.argv else None
    share = sys.argv[sys.argv.index("--share") + 1].split("/") if "--share" in sys.argv else ("1", "1")
    drill = Drill(sys.argv[1], sys.argv[2], "--long" in sys.argv, (int(share[0]), int(share[1])))
    drill.prepare()
    parts = ["kills_of_answers", "kills_of_commands", "kills_of_lifting", "power_cuts", "failing_syncs", "full_disk",
             "odd_files", "damage", "damaged_packs", "edited_logs", "wrong_passphrases", "markers", "network",
             "window_network", "pack_orders"]
    for part in parts:
        if only is None or part in only:
            getattr(drill, part)()
    drill.print_table()
    shutil.rmtree(drill.work, ignore_errors=True)
    sys.exit(1 if drill.failures else 0)


main()
