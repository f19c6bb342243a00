#!/usr/bin/env python3
"""The baseline of the import bench: reads and joins the same files of a SEN2 export with Python's csv module.

It parses no date, checks nothing and saves nothing. usage: join_sen2.py FOLDER
"""
import csv, pathlib, sys

folder = pathlib.Path(sys.argv[1])

def rows(name):
    path = next(folder.glob(f"*_{name}.csv"))
    with open(path, newline="", encoding="utf-8-sig") as f:
        yield from csv.DictReader(f)

people = {r["persontableid"]: r for r in rows("person")}
requests = {r["requeststableid"]: r for r in rows("requests")}
assessments = {r["assessmenttableid"]: r["requeststableid"] for r in rows("assessment")}
named = {assessments[r["assessmenttableid"]]: r for r in rows("namedplan") if r["assessmenttableid"] in assessments}
placements, needs = {}, {}
for r in rows("placementdetail"):
    if r["placementrank"] == "1" and not r["leavingdate"]:
        placements[r["activeplanstableid"]] = r
for r in rows("senneed"):
    needs.setdefault(r["activeplanstableid"], {})[r["sentyperank"]] = r["sentype"]
plans = []
for r in rows("activeplans"):
    request = requests[r["requeststableid"]]
    plan, key = named.get(r["requeststableid"], {}), r["activeplanstableid"]
    plans.append((people[request["persontableid"]], request, plan, placements.get(key), needs.get(key)))
print(len(plans))
