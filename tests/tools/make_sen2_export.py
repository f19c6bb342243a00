#!/usr/bin/env python3
"""Write a synthetic SEN2 person-level return, as the nine CSV files that DfE's COLLECT exports
("Blade export"), for one local authority.

People are invented. How many plans there are, and how they divide by age, sex, ethnicity, primary
need, placement and years in place, are the real published January 2025 figures for that authority
(assets/benchmarks/dfe-ehc-plan-cohorts-2025.csv, DfE statistics, Open Government Licence v3): each margin is met
exactly; the joint distribution is random.

Ids differ from table to table, and the return also holds what a real one holds and an active plan is not: refused and
open requests, assessments without a plan, ceased plans, placements left, plans transferred in without an assessment here.

usage: make_sen2_export.py --la 314 --out DIR [--seed 1] [--repeat 1] [--year 2025] [--key-out KEY.csv] [--settings-out GIAS.csv]
  --la            three-digit local authority code (314 Kingston upon Thames, 886 Kent)
  --repeat        write the authority K times over, for size tests
  --year          2023, 2024 or 2025: the columns of that year's return
  --key-out       also write upn,reference, as a case system would
  --settings-out  also write urn,name,type for the schools placed at
"""
import argparse, csv, datetime as dt, pathlib, random, sys

HERE = pathlib.Path(__file__).resolve().parent
COHORTS = HERE.parent.parent / "assets" / "benchmarks" / "dfe-ehc-plan-cohorts-2025.csv"
CENSUS = dt.date(2025, 1, 16)
BASE = {"person": 700000, "requests": 150000, "assessment": 420000, "namedplan": 880000, "plandetail": 310000, "activeplans": 540000, "placementdetail": 260000, "senneed": 930000}
URN_BLOCK = {}
ETHNICITY = {"White - White British": "WBRI", "White - Irish": "WIRI", "White - Any other White background": "WOTH",
    "White - Gypsy/Roma": "WROM", "White - Traveller of Irish heritage": "WIRT", "Mixed - White and Black Caribbean": "MWBC",
    "Mixed - White and Black African": "MWBA", "Mixed - White and Asian": "MWAS", "Mixed - Any other Mixed background": "MOTH",
    "Asian - Indian": "AIND", "Asian - Pakistani": "APKN", "Asian - Bangladeshi": "ABAN", "Asian - Any other Asian background": "AOTH",
    "Asian - Chinese": "CHNE", "Black - Black Caribbean": "BCRB", "Black - Black African": "BAFR",
    "Black - Any other Black background": "BOTH", "Any other ethnic group": "OOTH", "Unclassified": "NOBT"}
SETTING = {"elective_home_education": "EHE", "other_arrangements_la": "OLA", "other_arrangements_parents": "OPA",
    "neet": "NEET", "neet_ntci": "NIEC", "neet_other": "NIEO", "neet_other_csa": "NIEO", "nm_early_years": "EYP",
    "placement_unknown": "OTH", "other_placement_settings": "OTH"}
SURNAMES = "Ashdown Bexley Cartwright Dunmore Ellwood Fairburn Garside Holloway Ives Jessop Kirkby Lomax Marchant Newbold Oakes Penrose Quill Rowntree Selby Thackeray Underhill Varley Wexford Yardley O'Neill-Żak Łukasz-Ward Ní-Bhriain Ōta Đặng".split()
FORENAMES = "Ada Ben Chloe Dev Ewa Finn Gwen Hari Isla Jakub Kemi Leo Maya Nia Omar Priya Quinn Rosa Siân Tom Uma Vikram Wren Xanthe Yusuf Zoë".split()
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"

def upn(la, serial):
    digits = f"{int(la):03d}{1000 + serial // 1000 % 9000:04d}{serial % 15 + 10:02d}{serial % 1000:03d}"
    check = UPN_LETTERS[sum(int(d) * w for d, w in zip(digits, range(2, 14))) % 23]
    return check + digits

def margin(rows, la, dimension, total, rng, fill):
    out = []
    for r in rows:
        if r["la_code"] == la and r["dimension"] == dimension:
            out += [r["category"]] * int(r["plans"])
    out = out[:total] + [fill] * max(0, total - len(out))
    rng.shuffle(out)
    return out

def age_of(label):
    return 2 if label.startswith("under") else min(25, int("".join(c for c in label if c.isdigit()) or 2))

def day(d):
    return "" if d is None else d.strftime("%Y-%b-%d 00:00:00")

def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--la", required=True); p.add_argument("--out", required=True)
    p.add_argument("--seed", type=int, default=1); p.add_argument("--repeat", type=int, default=1)
    p.add_argument("--year", type=int, default=2025, choices=[2023, 2024, 2025]); p.add_argument("--key-out"); p.add_argument("--settings-out")
    a = p.parse_args()
    rng = random.Random(a.seed)
    rows = list(csv.DictReader(open(COHORTS, encoding="utf-8")))
    total = next((int(r["plans"]) for r in rows if r["la_code"] == a.la and r["dimension"] == "all"), None)
    if total is None:
        sys.exit(f"no plans published for local authority code {a.la}")
    out = pathlib.Path(a.out); out.mkdir(parents=True, exist_ok=True)
    stamp = "16-01-2025"
    heads = {
        "sen2": "sen2tableid NativeId sen2orderseqcolumn sourceid collection year referencedate sourcelevel lea softwarecode release serialno datetime dmo dco dsco",
        "person": "persontableid NativeId personorderseqcolumn sourceid sen2tableid surname forename personbirthdate sex ethnicity postcode upn uniquelearnernumber upnunknown",
        "requests": "requeststableid NativeId requestsorderseqcolumn sourceid persontableid receiveddate requestsource rya requestoutcomedate requestoutcome requestmediation requesttribunal exported",
        "assessment": "assessmenttableid NativeId assessmentorderseqcolumn sourceid requeststableid assessmentoutcome assessmentoutcomedate assessmentmediation assessmenttribunal othermediation othertribunal week20",
        "namedplan": "namedplantableid NativeId namedplanorderseqcolumn sourceid assessmenttableid startdate planres planwbp pb oa dp ceasedate ceasereason",
        "plandetail": "plandetailtableid NativeId plandetailorderseqcolumn sourceid namedplantableid urn ukprn sensetting sensettingother placementrank senunitindicator resourcedprovisionindicator",
        "activeplans": "activeplanstableid NativeId activeplansorderseqcolumn sourceid requeststableid transferla reviewmeeting reviewoutcome reviewdraft phasetransferduedate phasetransferfinaldate lastreview",
        "placementdetail": "placementdetailtableid NativeId placementdetailorderseqcolumn sourceid activeplanstableid urn ukprn sensetting sensettingother placementrank entrydate leavingdate senunitindicator resourcedprovisionindicator res wbp",
        "senneed": "senneedtableid NativeId senneedorderseqcolumn sourceid activeplanstableid sentype sentyperank"}
    drop = {2023: "dsco requestsource reviewmeeting reviewoutcome reviewdraft phasetransferduedate phasetransferfinaldate", 2024: "dsco requestsource reviewdraft phasetransferduedate phasetransferfinaldate", 2025: ""}[a.year].split()
    if a.year == 2023:
        heads["person"] = heads["person"].replace(" sex ", " gendercurrent ")
    cols = {k: h.split() for k, h in heads.items()}
    keep = {k: [i for i, c in enumerate(v) if c not in drop] for k, v in cols.items()}
    if a.year == 2023:
        keep["placementdetail"] = [i for i in keep["placementdetail"] if cols["placementdetail"][i] not in ("res", "wbp")]
    files = {k: open(out / f"Blade-Export_{stamp}_{k}.csv", "w", newline="", encoding="utf-8-sig") for k in heads}
    class Table:
        """One CSV of the export: numbers its rows from a base of its own and keeps the year's columns."""
        def __init__(self, name, f):
            self.name, self.w, self.n = name, csv.writer(f), 0
            self.w.writerow([cols[name][i] for i in keep[name]])
        def writerow(self, parent, *rest):
            self.n += 1
            i = BASE.get(self.name, 0) + self.n
            row = [i, i, self.n, 1, *([parent] if parent is not None else []), *rest]
            self.w.writerow([row[k] for k in keep[self.name]])
            return i
    w = {k: Table(k, f) for k, f in files.items()}
    key, schools = [], {}
    w["sen2"].writerow(None, "SEN2", a.year, day(CENSUS), "L", a.la, "synthetic", "1", 1, day(CENSUS), "Invented Medical Officer", "Invented Clinical Officer", "Invented Social Care Officer")
    def person(birth, sex, eth, serial):
        u = upn(a.la, serial)
        i = w["person"].writerow(1, rng.choice(SURNAMES), rng.choice(FORENAMES), day(birth), sex, eth, "ZZ99 9ZZ", u, "", "")
        key.append((u, f"K{serial:06d}"))
        return i
    def request(parent, received, outcome):
        decided = day(received + dt.timedelta(days=rng.randrange(25, 55))) if outcome else ""
        return w["requests"].writerow(parent, day(received), rng.choice([1, 2, 3, 4]), "false", decided, outcome, "false", "false", "")
    def urn_for(place):
        block = URN_BLOCK.setdefault(place, 100000 + 1000 * len(URN_BLOCK))
        urn = block + rng.randrange(12 if place.startswith("special") else 40)
        schools.setdefault(urn, (f"Invented {place.replace('_', ' ')} {urn % 1000 + 1}", place))
        return str(urn)
    n = serial = 0
    for _ in range(a.repeat):
        ages = margin(rows, a.la, "age", total, rng, "age 10"); sexes = margin(rows, a.la, "sex", total, rng, "Male")
        eths = margin(rows, a.la, "ethnicity", total, rng, "Unclassified"); needs = margin(rows, a.la, "need", total, rng, "OTH")
        places = margin(rows, a.la, "placement", total, rng, "placement_unknown"); years = margin(rows, a.la, "years_in_place", total, rng, "1")
        second = [r["category"] for r in rows if r["la_code"] == a.la and r["dimension"] == "need"]
        for i in range(total):
            n += 1; serial += 1
            age = age_of(ages[i])
            birth = CENSUS - dt.timedelta(days=int(age * 365.25) + rng.randrange(5, 360))
            held = 0 if years[i].startswith("Less") else int("".join(c for c in years[i] if c.isdigit()))
            held = max(0, min(held, age - 2))
            start = CENSUS - dt.timedelta(days=int(held * 365.25) + rng.randrange(3, 360))
            received = start - dt.timedelta(days=rng.choice([126, 133, 138, 140, 140, 140, 147, 168, 196, 252]))
            review = None
            if held >= 1:
                review = CENSUS - dt.timedelta(days=rng.randrange(10, 360) if rng.random() < .85 else rng.randrange(360, 900))
            who = person(birth, sexes[i][:1], ETHNICITY.get(eths[i], "NOBT"), serial)
            if rng.random() < .04:                                   # an earlier request was refused
                request(who, received - dt.timedelta(days=400), "N")
            req = request(who, received, "Y")
            transfer = rng.random() < .03
            setting = SETTING.get(places[i], "")
            urn = "" if setting else urn_for(places[i])
            unit = "true" if places[i].endswith("senunit") else "false"
            rp = "true" if places[i].endswith("resourced_provision") else "false"
            if not transfer:
                ass = w["assessment"].writerow(req, "Y", day(start - dt.timedelta(days=14)), "false", "false", "false", "false", "true" if rng.random() < .1 else "false")
                pb = rng.random() < .02
                named = w["namedplan"].writerow(ass, day(start), "", "", "true" if pb else "false", "false", "ED" if pb else "", "", "")
                w["plandetail"].writerow(named, urn, "", setting, "", 1, unit, rp)
            act = w["activeplans"].writerow(req, "305" if transfer else "", day(review), rng.choice("MAC") if review and rng.random() < .97 else "", "", "", "", day(review + dt.timedelta(days=rng.randrange(7, 70))) if review else "")
            if rng.random() < .08:                                   # a placement left before
                left = start + dt.timedelta(days=200)
                w["placementdetail"].writerow(act, urn_for("mainstream_la_maintained"), "", "", "", 1, day(start), day(left), "false", "false", "", "")
            w["placementdetail"].writerow(act, urn, "", setting, "", 1, day(start), "", unit, rp, "", "")
            w["senneed"].writerow(act, needs[i], 1)
            if rng.random() < .4:
                w["senneed"].writerow(act, rng.choice(second), 2)
        for _ in range(total // 20):                                 # people of the return without an active plan
            serial += 1
            birth = CENSUS - dt.timedelta(days=rng.randrange(1200, 8500))
            who = person(birth, rng.choice("MF"), "WBRI", serial)
            received = CENSUS - dt.timedelta(days=rng.randrange(20, 300))
            kind = rng.random()
            if kind < .4:
                request(who, received, "N")
            elif kind < .6:
                request(who, received, "")
            elif kind < .8:
                w["assessment"].writerow(request(who, received, "Y"), "N", day(received + dt.timedelta(days=110)), "false", "false", "false", "false", "false")
            else:                                                    # a plan that ceased
                ass = w["assessment"].writerow(request(who, received - dt.timedelta(days=900), "Y"), "Y", day(received - dt.timedelta(days=780)), "false", "false", "false", "false", "false")
                w["namedplan"].writerow(ass, day(received - dt.timedelta(days=760)), "", "", "false", "false", "", day(received), rng.choice([1, 2, 5, 6]))
    for path, head, data in ((a.key_out, ["upn", "reference"], key), (a.settings_out, ["urn", "name", "type"], [(u, *v) for u, v in sorted(schools.items())])):
        if path:
            with open(path, "w", newline="", encoding="utf-8") as f:
                csv.writer(f).writerows([head, *data])
    for f in files.values():
        f.close()
    print(f"{n} plans, {len(heads)} files in {out.name}")

if __name__ == "__main__":
    main()
