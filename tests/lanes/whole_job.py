#!/usr/bin/env python3
"""The whole job in a real window, with real keys and clicks: a new encrypted file, its cohort, panel, round, sample and
allocation; scoring with a crash in the middle; a pack out and back; agreeing; the report as a PDF; lock and unlock.

usage: whole_job.py PROGRAM PICTURES     (run by whole_job.sh, which brings the display and the bus)"""

import csv, glob, json, os, subprocess, sys, tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
from window_driver import FIELDS, Lost, Window

PASSPHRASE = "four ordinary words here"


def run(program, *arguments, passphrase=PASSPHRASE):
    environment = dict(os.environ, GOLDEN_THREAD_PASSPHRASE=passphrase)
    done = subprocess.run([program, *arguments], env=environment, capture_output=True, text=True)
    if done.returncode:
        raise Lost(f"{arguments}: {done.stdout}{done.stderr}")
    return done.stdout


def step(words):
    print(f"-- {words}", flush=True)


def prepare(window, folder):
    step("a new file, encrypted")
    window.see("First steps, 1 of 3")
    window.click("No first steps")
    window.click("Make a new audit file…")
    window.fill("Local area", "Testshire")
    window.fill("New file", f"{folder}/autumn.gthread")
    window.fill("Passphrase", PASSPHRASE)
    window.fill("Passphrase again", PASSPHRASE)
    window.picture("job-01-new-file")
    window.click("Make the file")
    window.see("Import the plans")
    step("cohort, panel, round, sample, allocation")
    window.click("Import plans…")
    window.fill("File or folder", f"{folder}/plans.csv")
    window.click("Look at what it would do")
    window.see("30 plans new")
    window.click("Import the plans", {"push button"})
    window.see("The plans are in: 30 new plans.")
    window.click("Bring the panel in…")
    window.fill("Panel", f"{folder}/panel.csv")
    window.click("Look at it")
    window.see("2 people read, 2 new")
    window.click("Put them on the panel")
    window.click("Make the round…")
    window.fill("Title", "Autumn")
    window.click("Workshop*")
    window.picture("job-02-round")
    window.click("Make the round", {"push button"})
    window.click("Draw the sample…")
    window.fill("Plans in the sample", "2")
    window.click("Draw the sample", {"push button"})
    window.see("The sample is drawn: 2 plans.")
    window.click("Allocate the plans…")
    window.click("Allocate the plans", {"push button"})
    window.see("Every plan has its readers.")
    window.picture("job-03-allocated")


def act_as(window, name):
    window.click("Acting: *")
    window.see("Who is acting?")
    window.click(f"{name}*", {"row header"})


def answered(window):
    """How many are answered, of how many, as the foot of the sheet says; none where no sheet is open."""
    for said in window.words():
        words = said.split()
        if "answered" in words and "of" in words:
            at = words.index("of")
            if words[at - 1].isdigit() and words[at + 1].isdigit():
                return int(words[at - 1]), int(words[at + 1])
    return None


def answer(window, keys, until=None):
    """Answers with these keys in turn until so many are answered, or all are."""
    for count in range(100):
        done, asked = window.until(lambda: answered(window), "a score sheet")
        if done >= (until or asked):
            return
        window.key(keys[count % len(keys)])
        window.until(lambda: answered(window) != (done, asked), f"answer {done + 1} to be taken", 20)
    raise Lost("the sheet does not fill")


def hand_in(window):
    window.key("ctrl+Return")
    window.see("Hand in")
    window.key("Return")
    window.see("Handed in")


PIN = "270419"


def lock_and_unlock(window):
    """Hidden with Ctrl+L: nothing of the file is on the screen or on the bus; the PIN brings it back."""
    window.key("ctrl+l")
    window.see("The screen is hidden")
    window.fill("New session PIN", PIN)
    window.fill("The same again", PIN)
    window.click("Use this PIN", {"push button"})
    window.until(lambda: window.find("Session PIN", FIELDS), "the field for the PIN")
    window.picture("job-06-hidden")
    for secret in ("Testshire", "Ada", "Autumn", "autumn.gthread"):
        if window.says(secret):
            raise Lost(f"{secret!r} can be read while the screen is hidden")
    window.fill("Session PIN", PIN)
    window.key("Return")
    window.see("Testshire")


def open_file(window, passphrase=PASSPHRASE):
    window.see("Open the file")
    window.fill("Passphrase", passphrase)
    window.key("Return")


def whole_job(program, pictures, folder, log):
    window = Window(program, [], pictures, log)
    prepare(window, folder)

    step("Ada scores; the program is killed in the middle and opened again")
    act_as(window, "Ada")
    window.see("Your plans")
    window.key("Return")
    answer(window, "1", 5)
    window.see("All changes saved")
    window.crash()
    window = Window(program, [f"{folder}/autumn.gthread"], pictures, log)
    open_file(window)
    act_as(window, "Ada")
    window.see("Your plans")
    window.key("Return")
    window.until(lambda: (answered(window) or (0, 0))[0] == 5, "the five answers from before")
    window.picture("job-04-after-the-crash")
    answer(window, "1")
    window.picture("job-05-all-answered")
    hand_in(window)

    step("lock and unlock")
    lock_and_unlock(window)

    step("packs out")
    act_as(window, "Audit lead")
    window.click("Packs*", {"link"})
    os.mkdir(f"{folder}/out")
    window.fill("Folder for the packs", f"{folder}/out")
    window.click("Make the packs", {"push button"})
    window.see("2 packs are made.")
    window.fill("List of passphrases", f"{folder}/list.csv")
    window.click("Save the list", {"push button"})
    window.until(lambda: os.path.exists(f"{folder}/list.csv"), "the list of passphrases")
    window.picture("job-07-packs")
    window.close()

    step("each member scores in their pack")
    for row in csv.DictReader(open(f"{folder}/list.csv")):
        member, words = row["member"], row["passphrase"]
        [pack] = [path for path in glob.glob(f"{folder}/out/*.gtpack") if os.path.basename(path) == row["file"]]
        window = Window(program, [pack], pictures, log)
        open_file(window, words)
        window.see("Your plans")
        for other in {"Ada", "Ben"} - {member}:
            if window.says(other):
                raise Lost(f"the pack of {member} names {other}")
        for _ in range(1 if member == "Ada" else 2):
            window.click("Next plan:*")
            window.see("What good looks like")
            window.until(lambda: answered(window), "a score sheet")
            answer(window, "1" if member == "Ada" else "112")
            hand_in(window)
            window.click("Back to the plans")
            window.see("Your plans")
        window.picture(f"job-08-pack-of-{member.lower()}")
        window.close()

    step("packs back, agreed, reported")
    window = Window(program, [f"{folder}/autumn.gthread"], pictures, log)
    open_file(window)
    act_as(window, "Audit lead")
    window.click("Packs*", {"link"})
    window.fill("Pack that came back", f"{folder}/out")
    window.key("Return")
    window.click("Take in 2 packs")
    window.see("came in")
    window.picture("job-09-packs-back")
    window.click("Agree*", {"link"})
    window.click("Take * unanimous answers" if False else "Take*", {"push button"})
    window.picture("job-10-agree")
    for _ in range(30):
        if not window.find("Agree", {"push button"}):
            break
        window.key("1")
        window.type("The panel read the page together.")
        window.key("Return")
    window.click("Reports*", {"link"})
    window.see("Page 1")
    window.picture("job-11-report")
    window.click("Save as PDF…")
    window.fill("Save the report as", f"{folder}/summary.pdf")
    window.click("Save", {"push button"})
    window.until(lambda: os.path.exists(f"{folder}/summary.pdf"), "the report")
    window.close()

    step("what the file says now")
    run(program, "check", f"{folder}/autumn.gthread")
    stats = json.loads(run(program, "stats", f"{folder}/autumn.gthread", "--json"))
    assert stats["sheets"] == {"submitted": 4, "draft": 0}, stats["sheets"]
    text = subprocess.run(["pdftotext", f"{folder}/summary.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "Testshire" in text and "Autumn" in text, text[:400]


def main():
    program, pictures = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/plans.csv", "w") as out:
            out.write("reference,year_group,primary_need\n" + "".join(f"K{n:03},{n % 14},ASD\n" for n in range(30)))
        with open(f"{folder}/panel.csv", "w") as out:
            out.write("name,agency,role,email\nAda,education,SEND officer,\nBen,health,Paediatrician,\n")
        whole_job(program, pictures, folder, f"{folder}/window.log")
    print("the whole job is done: new file to PDF, crash, lock, packs out and back")


main()
