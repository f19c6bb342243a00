"""Parts of the fault lanes that look at content: an edited log, wrong passphrases, markers in forbidden fields, live
payloads in exports, internet sockets of the window, damaged packs. Mixed into the drills of faults.py."""
import glob, hashlib, io, json, os, random, re, shutil, sqlite3, subprocess, time, zipfile

# What a source file may hold and no export, report, name of a file or metadata ever may.
FORBIDDEN = {
    "forename": "Zephyrine", "surname": "Quistgaard", "upn": "B801200005001", "uln": "9990007771",
    "dateofbirth": "2014-02-29", "postcode": "ZX9 8QQ", "nhsnumber": "943 476 5919", "address": "77 Marker Crescent",
}
# What would do something when opened in a spreadsheet or a viewer, were it not written as plain text.
PAYLOADS = ["=cmd|'/C calc'!A0", "@SUM(1+1)*cmd|'/C calc'!A0", "+HYPERLINK(\"http://marker.invalid\")",
            ")>> /OpenAction << /S /JavaScript /JS (app.alert(1)) >>", "/URI (http://marker.invalid/x)",
            "</rdf:li><script>alert(1)</script>"]
REPORTS = ("summary", "board", "agreement", "learning", "record")


def digest(path):
    with open(path, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


class ContentDrills:
    def edited_logs(self):
        """Somebody who has the passphrase edits log or content by SQL, and puts the guards back."""
        plain = self.path("plain.gthread")
        self.done("new", plain, "--local-area", "Drillshire", "--no-passphrase")
        self.done("import-plans", plain, "plans.csv")
        self.done("people", plain, "import", "panel.csv")
        self.done("round", plain, "new", "--title", "Drill")
        self.done("sample", plain, "--size", "20", "--seed", "1")
        self.done("allocate", plain, "--per-plan", "2")
        with open(self.path("few.csv"), encoding="utf-8") as lines:
            given = json.loads(self.done("allocate", plain, "--per-plan", "2", "--json"))["assignments"]
            plan = [one["plan"] for one in given if one["member"] == "Ann Drill"][0]
            codes = [line.split(",")[1] for line in lines]
        self.done("answers", plain, "stream", "--as", "Ann Drill", input="".join("%s,%s,met\n" % (plan, c) for c in codes))
        assert self.run("check", plain).returncode == 0, "the control must pass"
        count, wrong, work = int(self.count(400, 40)), [], self.path("edited.gthread")
        rng = random.Random(int(self.seed(16)))
        for n in range(count):
            shutil.copy(plain, work)
            what = self.edit(work, rng, n)
            ran = self.run("check", work)
            if ran.returncode != 1:
                wrong.append("%s: status %d %s" % (what, ran.returncode, ran.stdout[:100]))
        self.note(wrong)
        self.report("edited logs", "%d edits, %d undetected" % (count, len(wrong)), not wrong)

    @staticmethod
    def edit(path, rng, n):
        db = sqlite3.connect(path)
        guards = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'log_%'").fetchall()
        for name, _ in guards:
            db.execute("DROP TRIGGER " + name)
        last = db.execute("SELECT max(seq) FROM log").fetchone()[0]
        seq = rng.randint(1, last)
        flip = lambda blob: bytes([blob[0] ^ (1 + rng.randrange(255))]) + blob[1:]
        kind = n % 12
        if kind == 0:
            db.execute("UPDATE log SET actor = actor || 'x' WHERE seq = ?", (seq,))
        elif kind == 1:
            db.execute("UPDATE log SET at_ms = at_ms + ? WHERE seq = ?", (rng.randint(1, 10**6), seq))
        elif kind == 2:
            db.execute("UPDATE log SET event = 'note_set2' WHERE seq = ?", (seq,))
        elif kind == 3:
            column = rng.choice(["state_digest", "content_hash", "hash"])
            old = db.execute("SELECT %s FROM log WHERE seq = ?" % column, (seq,)).fetchone()[0]
            db.execute("UPDATE log SET %s = ? WHERE seq = ?" % column, (flip(old), seq))
        elif kind == 4:
            db.execute("PRAGMA foreign_keys = OFF")
            db.execute("DELETE FROM log WHERE seq = ?", (seq,))
            db.execute("DELETE FROM log_content WHERE seq = ?", (seq,))
        elif kind == 5:
            # The newest entries cut off: the content is then ahead of its log.
            seq = last - rng.randrange(min(20, last - 1))
            db.execute("DELETE FROM log_content WHERE seq >= ?", (seq,))
            db.execute("DELETE FROM log WHERE seq >= ?", (seq,))
        elif kind == 6:
            db.execute("UPDATE log_content SET content = json_object('edited', ?) WHERE seq = ?", (n, seq))
        elif kind == 7:
            old = db.execute("SELECT salt FROM log_content WHERE seq = ?", (seq,)).fetchone()[0]
            db.execute("UPDATE log_content SET salt = ? WHERE seq = ?", (flip(old), seq))
        elif kind == 8:
            answers = db.execute("SELECT sheet_id, criterion FROM sheet_answer").fetchall()
            db.execute("UPDATE sheet_answer SET answer = 'not_met' WHERE sheet_id = ? AND criterion = ?", rng.choice(answers))
        elif kind == 9:
            answers = db.execute("SELECT sheet_id, criterion FROM sheet_answer").fetchall()
            db.execute("DELETE FROM sheet_answer WHERE sheet_id = ? AND criterion = ?", rng.choice(answers))
        elif kind == 10:
            db.execute("UPDATE plan SET year_group = 13 - year_group WHERE reference = ?", ("K%04d" % rng.randint(1, 200),))
        else:
            # An entry made up, with hashes that look right.
            db.execute("INSERT INTO log SELECT seq + 1, at_ms, 'Ann Drill', event, round_id, subject_id, state_digest, "
                       "content_hash, randomblob(32) FROM log WHERE seq = ?", (last,))
        for _, sql in guards:
            db.execute(sql)
        db.commit()
        db.close()
        return "edit %d of kind %d at entry %d" % (n, kind, seq)

    def wrong_passphrases(self):
        """A hundred wrong passphrases: none opens, none changes a byte."""
        folder, setup = self.fresh("wrong")
        subprocess.run(setup, shell=True, check=True)
        file, right = os.path.join(folder, "a.gthread"), self.PASSPHRASE
        kinds = ["", " ", right + " ", " " + right, right.upper(), right.title(), right[:-1], right[1:], right[::-1],
                 right * 2, right.replace(" ", ""), right.replace(" ", "  "), right.replace(" ", "_"), right + "\n\n",
                 right + "\0", "x'" + "00" * 32 + "'", "x'" + "00" * 48 + "'", "'; DROP TABLE log; --", "\"", "'", "%s", "\\",
                 right.replace("a", "\u0430"), right + "\u200b", "\ufeff" + right, right.encode().hex(), "\u00e9" * 30,
                 "e\u0301" * 30, "0", "null", "a" * 4096, "\U0001f511" * 20, "\t" + right, right.replace("i", "1")]
        rng = random.Random(17)
        while len(kinds) < 100:
            letters = list(right)
            at = rng.randrange(len(letters))
            letters[at] = chr(33 + rng.randrange(94))
            if "".join(letters) != right and "".join(letters) not in kinds:
                kinds.append("".join(letters))
        before, wrong = digest(file), []
        tried = kinds if self.long else kinds[:34] + kinds[34::11]
        for text in tried:
            key = self.path("wrong.txt")
            with open(key, "wb") as f:
                f.write(text.encode("utf-8"))
            ran = subprocess.run([self.program, "stats", file, "--passphrase-file", key], capture_output=True, timeout=60)
            if ran.returncode == 0 or ran.returncode < 0:
                wrong.append("%r: status %d" % (text[:40], ran.returncode))
            if digest(file) != before:
                wrong.append("%r: the file changed" % text[:40])
                break
        self.note(wrong)
        if self.run("check", file).returncode != 0:
            wrong.append("the right one does not open it any more")
        self.report("wrong passphrases", "%d kinds, %d failures" % (len(tried), len(wrong)), not wrong)

    def markers(self):
        """Names, numbers and dates of birth in a source, formulas and scripts in every text that is taken in: none of
        the first comes out anywhere, and none of the second is live."""
        folder = self.path("markers")
        os.makedirs(folder)
        put = lambda name, text: self.put(os.path.join("markers", name), text)
        run = lambda *args, **kw: self.done(*args, cwd=folder, **kw)
        extra = list(FORBIDDEN)
        put("plans.csv", ",".join(["reference", "year_group", "primary_need", "setting", *extra]) + "\n" + "".join(
            ",".join(["M%03d" % n, "4", "ASD", '"%s"' % PAYLOADS[n % len(PAYLOADS)].replace('"', '""'),
                      *FORBIDDEN.values()]) + "\n" for n in range(12)))
        quoted = ['"%s"' % p.replace('"', '""') for p in PAYLOADS]
        put("panel.csv", "name,agency,role,email\n" + "Ann Drill,education,%s,\nBo Drill,health,%s,\n" % (quoted[0], quoted[3]))
        run("new", "m.gthread", "--local-area", PAYLOADS[3])
        run("import-plans", "m.gthread", "plans.csv")
        run("people", "m.gthread", "import", "panel.csv")
        run("round", "m.gthread", "new", "--title", PAYLOADS[0], "--depth", "workshop", "--evidence", "plan")
        run("sample", "m.gthread", "--size", "4", "--seed", "1")
        given = json.loads(run("allocate", "m.gthread", "--per-plan", "2", "--json"))["assignments"]
        run("export", "m.gthread", "--format", "json", "--out", "tool.json")
        with open(os.path.join(folder, "tool.json"), encoding="utf-8") as f:
            tool = json.load(f)["tool"]
        codes = [c["code"] for h in tool["heading"] for c in h["criterion"]
                 if c["depth"] == "workshop" and c["evidence"] == "plan"]
        rows = ["plan,member,criterion,answer,note"]
        rows += ['%s,%s,%s,met,%s' % (one["plan"], one["member"], code, quoted[n % len(quoted)])
                 for one in given for n, code in enumerate(codes)]
        put("sheets.csv", "\n".join(rows) + "\n")
        run("answers", "m.gthread", "import", "sheets.csv")
        run("agree", "m.gthread", "--unanimous")
        out = os.path.join(folder, "out")
        os.makedirs(out)
        run("export", "m.gthread", "--format", "csv", "--out", "out/tables")
        run("export", "m.gthread", "--format", "xlsx", "--out", "out/all.xlsx")
        run("export", "m.gthread", "--format", "json", "--out", "out/all.json")
        run("export", "m.gthread", "--format", "json", "--letters", "--out", "out/letters.json")
        for kind in REPORTS:
            run("report", "m.gthread", "--kind", kind, "--out", "out/%s.pdf" % kind)
        run("pack", "m.gthread", "--out", "out/packs", "--member", "Bo Drill", "--pack-passphrase-file", self.key)
        run("erase", "m.gthread", "--plan", "M011", "--reason", PAYLOADS[1], "--certificate", "out/certificate.pdf")
        found, files, live, texts = [], 0, [], []
        # Controls that must fail: a formula in a cell, a script and a link in a PDF, a formula in a worksheet.
        controls = [("c.csv", b"a,=1+1\n"), ("c.pdf (objects)", b"<< /S /JavaScript >>"),
                    ("c.pdf (objects)", b"<< /A << /URI (http://x) >> >>"), ("c.xlsx/sheet1.xml", b"<c><f>1+1</f></c>")]
        assert all(self.live(*control) for control in controls), "a control did not fail"
        for path in sorted(glob.glob(os.path.join(out, "**", "*"), recursive=True)):
            if os.path.isfile(path):
                files += 1
                texts += list(self.readable(path))
        assert any(b"M001" in text or b"M002" in text for name, text in texts if name.endswith(".csv")), "nothing was read"
        for name, text in texts:
            compact = re.sub(rb"\s+", b" ", text)
            for field, marker in FORBIDDEN.items():
                if marker.encode() in compact or marker.encode() in name.encode():
                    found.append("%s in %s" % (field, name))
            live += self.live(name, text)
        self.note(found + live)
        self.report("markers and payloads", "%d files, %d texts, %d markers found, %d live" % (
            files, len(texts), len(found), len(live)), not found and not live and files > 8)

    @staticmethod
    def readable(path):
        """The name of a file and everything in it that can be read: parts of an XLSX, streams and metadata of a PDF."""
        name = os.path.basename(path)
        if path.endswith(".xlsx"):
            with zipfile.ZipFile(path) as parts:
                for part in parts.namelist():
                    yield name + "/" + part, parts.read(part)
        elif path.endswith(".pdf"):
            open_form = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", path, "-"], capture_output=True)
            yield name + " (objects)", open_form.stdout
            yield name + " (text)", subprocess.run(["pdftotext", path, "-"], capture_output=True).stdout
            yield name + " (metadata)", subprocess.run(["pdfinfo", "-meta", path], capture_output=True).stdout
        else:
            with open(path, "rb") as f:
                yield name, f.read()

    @staticmethod
    def live(name, text):
        """What would act when the file is opened."""
        if name.endswith("(objects)"):
            # Outside the strings of the document, where text from people stands.
            bare = re.sub(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>", b"", re.sub(rb"stream\r?\n.*?endstream", b"", text, flags=re.S))
            return ["%s in %s" % (key.decode(), name) for key in (b"/JavaScript", b"/JS ", b"/URI", b"/OpenAction", b"/Launch",
                                                                 b"/AA ", b"/EmbeddedFile") if key in bare]
        if name.endswith(".csv"):
            import csv
            rows = csv.reader(io.StringIO(text.decode("utf-8-sig")))
            cells = [cell for row in rows for cell in row if cell[:1] in "=+-@\t\r" and cell and not re.fullmatch(r"[-+]?[0-9.]+", cell)]
            return ["a formula in %s: %s" % (name, cell[:40]) for cell in cells]
        if ".xlsx/" in name:
            keys = (b"<f>", b"<f ", b"hyperlink", b"vbaProject", b"externalLink")
            return ["%s in %s" % (key.decode(), name) for key in keys if key in text]
        return []

    def window_network(self):
        """A session in the window under a virtual display: no internet socket from its start to its end."""
        if subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True).returncode:
            return self.report("network of the window", "not run: nothing may be traced here", True)
        folder, setup = self.fresh("window")
        subprocess.run(setup, shell=True, check=True)
        env = dict(os.environ, HOME=folder, XDG_CONFIG_HOME=os.path.join(folder, "config"))
        env.pop("WAYLAND_DISPLAY", None)
        subprocess.run([self.program, "new", "p.gthread", "--local-area", "Drillshire", "--no-passphrase"], cwd=folder,
                       capture_output=True, check=True)
        # The server picks a free number, says it once it answers, and does not start over between two windows.
        said, tell = os.pipe()
        display = subprocess.Popen(["Xvfb", "-displayfd", str(tell), "-noreset", "-screen", "0", "1366x820x24"],
                                   pass_fds=[tell], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(tell)
        with os.fdopen(said) as number:
            env["DISPLAY"] = ":" + number.readline().strip()
        trace, came_up = self.path("window-trace.txt"), False
        try:
            window = subprocess.Popen(["strace", "-f", "-qq", "-e", "trace=socket,connect,bind,sendto", "-o", trace, self.program,
                                       "p.gthread"], cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            ident = ""
            for _ in range(300):
                seen = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Golden Thread"], env=env,
                                      capture_output=True, text=True).stdout.split()
                if seen:
                    ident, came_up = seen[-1], True
                    break
                time.sleep(0.2)
            if came_up:
                time.sleep(3)
                for key in ("Return", "Tab", "F1", "Escape", "ctrl+plus", "Down", "Return", "Tab", "Tab", "Return"):
                    subprocess.run(["xdotool", "key", key], env=env, capture_output=True)
                    time.sleep(0.4)
                subprocess.run(["xdotool", "windowclose", ident], env=env, capture_output=True)
            try:
                window.wait(20)
            except subprocess.TimeoutExpired:
                window.terminate()
                window.wait(20)
        finally:
            display.terminate()
            display.wait()
        with open(trace, encoding="utf-8", errors="replace") as f:
            lines = f.read().splitlines()
        found = [line for line in lines if "AF_INET" in line]
        # A control: the display itself was reached, so sockets were seen at all.
        local = sum("AF_UNIX" in line for line in lines)
        self.note(found)
        self.report("network of the window", "%d internet sockets, %d calls for local ones" % (len(found), local),
                    came_up and not found and local > 0)

    def damaged_packs(self):
        """A damaged pack is refused, and nothing of it is half taken in."""
        folder, setup = self.fresh("packs-damaged")
        subprocess.run(setup, shell=True, check=True)
        pack = glob.glob(os.path.join(folder, "packs", "*.gtpack"))[0]
        file = os.path.join(folder, "a.gthread")
        head = lambda: json.loads(self.done("history", file, "--json"))["head"]
        before = head()
        line, ok = self.tool("bitflip.py", [
            pack, self.path("damaged-packs"), self.seed(18), self.count(200, 18), "--refuse-all", "--run",
            "%s merge %s {} --passphrase-file %s" % (self.program, file, self.key)])
        half = head() != before
        self.report("damaged packs", line + (", something was taken in" if half else ""), ok and not half)

    def note(self, lines):
        if lines:
            print("\n".join(lines[:20]), flush=True)
