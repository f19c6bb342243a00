//! Reads the tables one after another and joins them: first the active plans, then only what belongs to them.

use super::files::{ReturnFiles, TableKind};
use super::ids::{Ids, Index};
use super::key::{Key, Looked};
use crate::domain::plan::{PlanFacts, PlanKind, age_on, last_31_august_before, year_group_of_age};
use crate::exchange::cells::{DateCell, return_date, sex_code, yes_no};
use crate::exchange::cohort::{CohortKind, CohortOptions, CohortRead, Fact, Notes, Progress, Rejected, in_order};
use crate::exchange::csv_table::{Column, CsvFile, Row, Table};
use crate::exchange::import_error::{ImportError, file_name};
use crate::exchange::safe_text::check_reference;
use crate::exchange::settings::Settings;
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

/// The named plan that counts so far.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    /// First in the order: one that has not ceased goes before any that has.
    open: bool,
    start: Option<Date>,
}

/// A plan while its facts come together.
struct Draft {
    /// Its row in activeplans.
    row: u64,
    facts: PlanFacts,
    person: Option<super::ids::Id>,
    request_row: Option<u64>,
    person_row: Option<u64>,
    named: Option<Named>,
    named_row: u64,
    /// When the placement taken so far was entered.
    placed: Option<Option<Date>>,
    refusal: Option<Rejected>,
}

impl Draft {
    /// The first reason stays.
    fn refuse(&mut self, file: &str, row: u64, column: Option<&str>, message: impl Into<String>) {
        let (file, column, message) = (file.to_owned(), column.map(str::to_owned), message.into());
        self.refusal.get_or_insert(Rejected { file, row, column, message });
    }
}

pub(super) struct Join<'a, 'p> {
    options: &'a CohortOptions,
    notes: Notes,
    progress: &'a mut Progress<'p>,
    key: Option<Key>,
    settings: Option<Settings>,
    year: i16,
    as_of: Date,
    /// The name of the file of active plans, where rejections without a row of their own are found.
    active_plans: String,
    ids: Ids,
    drafts: Vec<Draft>,
    by_plan: Index,
    by_request: Index,
    by_assessment: Index,
    by_person: Index,
    columns: BTreeSet<Fact>,
}

impl<'a, 'p> Join<'a, 'p> {
    pub(super) fn new(
        options: &'a CohortOptions,
        notes: Notes,
        progress: &'a mut Progress<'p>,
    ) -> Result<Self, ImportError> {
        Ok(Self {
            options,
            notes,
            progress,
            key: options.key.as_deref().map(Key::read).transpose()?,
            settings: options.settings.as_deref().map(Settings::read).transpose()?,
            year: 0,
            as_of: options.today,
            active_plans: String::new(),
            ids: Ids::default(),
            drafts: Vec::new(),
            by_plan: Index::default(),
            by_request: Index::default(),
            by_assessment: Index::default(),
            by_person: Index::default(),
            columns: BTreeSet::new(),
        })
    }

    pub(super) fn read(mut self, files: &ReturnFiles) -> Result<CohortRead, ImportError> {
        let active_plans = files.needed(TableKind::ActivePlans)?;
        let requests = files.needed(TableKind::Requests)?;
        let person = files.needed(TableKind::Person)?;
        self.progress.start(bytes_of_all(files))?;
        let reference_date = self.read_header(files.get(TableKind::Sen2))?;
        self.read_active_plans(active_plans)?;
        self.read_requests(requests)?;
        self.read_issues(files)?;
        self.read_person(person)?;
        self.read_placements(files)?;
        self.read_needs(files)?;
        if self.key.is_none() {
            let message = "no key was given, so the references are made from the return (SEN2-year-number): these \
                           plans cannot be found by the case number, and a return of another year will not match them";
            self.notes.warn(&file_name(person), None, None, message);
        }
        Ok(self.finish(reference_date))
    }

    /// The year and the date of the return.
    fn read_header(&mut self, path: Option<&Path>) -> Result<Option<Date>, ImportError> {
        let (mut year, mut reference_date) = (None, None);
        if let Some(path) = path {
            let file = CsvFile::open(path)?;
            let mut table = file.table()?;
            let of_year = self.column(&table, "year", "the year of the return")?;
            let of_date = self.column(&table, "referencedate", "the date of the return")?;
            if let Some(row) = table.next_row()? {
                year = row.text(of_year).parse().ok().filter(|y| (2000..=2100).contains(y));
                // A return is prepared before its day: a date ahead is no mistake here.
                reference_date = return_date(row.bytes(of_date));
            }
            self.progress.file_done(file.size())?;
        } else {
            self.missing_table(TableKind::Sen2, "the year and the date of the return are not known");
        }
        self.as_of = self.options.as_of.or(reference_date).unwrap_or(self.options.today);
        let shown_file = path.map_or_else(|| ending(TableKind::Sen2), file_name);
        if reference_date.is_none() && self.options.as_of.is_none() {
            self.notes.warn(&shown_file, None, Some("referencedate"), "no date of the return; today's date is used");
        }
        self.year = year.unwrap_or_else(|| {
            let message = "no year of the return; the year of the as-of date is used";
            self.notes.warn(&shown_file, None, Some("year"), message);
            self.as_of.year()
        });
        Ok(reference_date)
    }

    fn read_active_plans(&mut self, path: &Path) -> Result<(), ImportError> {
        let file = CsvFile::open(path)?;
        self.active_plans = file.name().to_owned();
        let mut table = file.table()?;
        let id = Some(table.needed("activeplanstableid")?);
        let request = Some(table.needed("requeststableid")?);
        let review = ReviewColumns {
            transfer: self.column(&table, "transferla", "whether a plan was transferred in")?,
            meeting: self.column(&table, "reviewmeeting", "the date of the last review meeting")?,
            outcome: self.column(&table, "reviewoutcome", "whether a reviewed plan was amended")?,
            decision: self.column(&table, "lastreview", "the date of the decision after the last review")?,
            phase_due: self.column(&table, "phasetransferduedate", "by when a plan is due for the next phase")?,
            phase_final: self.column(&table, "phasetransferfinaldate", "when a plan was final for the next phase")?,
        };
        self.carries(Fact::LastReviewOn, review.meeting);
        self.carries(Fact::DecisionOn, review.decision);
        self.carries(Fact::PhaseTransferDueOn, review.phase_due);
        self.carries(Fact::PhaseTransferFinalOn, review.phase_final);
        self.columns.insert(Fact::PlanKind);
        self.each_row(&mut table, true, |join, row| join.add_active_plan(file.name(), row, id, request, review))?;
        if self.drafts.is_empty() {
            return Err(ImportError::NoRows { file: file.name().to_owned() });
        }
        Ok(())
    }

    fn add_active_plan(&mut self, file: &str, row: Row<'_>, id: Column, request: Column, review: ReviewColumns) {
        let mut draft = Draft {
            row: row.number(),
            facts: PlanFacts::default(),
            person: None,
            request_row: None,
            person_row: None,
            named: None,
            named_row: 0,
            placed: None,
            refusal: None,
        };
        let place = self.drafts.len();
        if row.is_shifted() {
            draft.refuse(
                file,
                row.number(),
                None,
                "this row has more cells than there are columns; save the export again",
            );
            self.drafts.push(draft);
            return;
        }
        match self.ids.get(row.bytes(id)) {
            None => draft.refuse(file, row.number(), Some("activeplanstableid"), "this row has no id"),
            Some(own) => match self.by_plan.get(own) {
                None => self.by_plan.insert(own, place),
                Some(first) => {
                    // Needs and placements of either may be the other's.
                    let message = |other| format!("the id of row {other} is repeated here");
                    draft.refuse(file, row.number(), Some("activeplanstableid"), message(self.drafts[first].row));
                    let first = &mut self.drafts[first];
                    first.refuse(file, first.row, Some("activeplanstableid"), message(row.number()));
                }
            },
        }
        match self.ids.get(row.bytes(request)) {
            None => draft.refuse(file, row.number(), Some("requeststableid"), "this row names no request"),
            Some(of) => match self.by_request.get(of) {
                None => self.by_request.insert(of, place),
                Some(first) => {
                    let message = second_plan(self.drafts[first].row);
                    draft.refuse(file, row.number(), Some("requeststableid"), message);
                }
            },
        }
        draft.facts.last_review_on = self.day(file, row, review.meeting, "reviewmeeting");
        draft.facts.decision_on = self.day(file, row, review.decision, "lastreview");
        draft.facts.phase_transfer_due_on = self.limit(file, row, review.phase_due, "phasetransferduedate");
        draft.facts.phase_transfer_final_on = self.day(file, row, review.phase_final, "phasetransferfinaldate");
        draft.facts.plan_kind = self.plan_kind(file, row, review);
        self.drafts.push(draft);
    }

    fn plan_kind(&mut self, file: &str, row: Row<'_>, review: ReviewColumns) -> Option<PlanKind> {
        if !row.bytes(review.transfer).is_empty() {
            return Some(PlanKind::TransferredIn);
        }
        let reviewed = !row.bytes(review.meeting).is_empty() || !row.bytes(review.decision).is_empty();
        match row.bytes(review.outcome) {
            b"A" | b"a" => Some(PlanKind::Amended),
            b"M" | b"m" | b"C" | b"c" => Some(PlanKind::New),
            // A reviewed plan without a column for the outcome may be either.
            b"" => (review.outcome.is_some() || (review.tells_reviews() && !reviewed)).then_some(PlanKind::New),
            _ => {
                let message = "this is not A, C or M; whether the plan was amended is not known";
                self.notes.warn(file, Some(row.number()), Some("reviewoutcome"), message);
                None
            }
        }
    }

    fn read_requests(&mut self, path: &Path) -> Result<(), ImportError> {
        let file = CsvFile::open(path)?;
        let mut table = file.table()?;
        let id = Some(table.needed("requeststableid")?);
        let person = Some(table.needed("persontableid")?);
        let received = self.column(&table, "receiveddate", "when the assessment was asked for")?;
        self.carries(Fact::RequestedOn, received);
        self.each_row(&mut table, false, |join, row| {
            let Some(place) = join.find(row, id, |j| &j.by_request) else { return };
            if let Some(first) = join.drafts[place].request_row {
                let message =
                    format!("the id of row {first} is repeated here, so the request of the plan is not certain");
                join.drafts[place].refuse(file.name(), row.number(), Some("requeststableid"), message);
                return;
            }
            let requested_on = join.day(file.name(), row, received, "receiveddate");
            let of_person = join.ids.get(row.bytes(person));
            let made = if join.key.is_none() { Some(join.made_reference(row.text(person))) } else { None };
            let draft = &mut join.drafts[place];
            draft.request_row = Some(row.number());
            draft.facts.requested_on = requested_on;
            draft.person = of_person;
            match made {
                None => {}
                Some(Ok(reference)) => draft.facts.reference = reference,
                Some(Err(problem)) => {
                    draft.refuse(file.name(), row.number(), Some("persontableid"), problem.to_string())
                }
            }
            if of_person.is_none() {
                draft.refuse(file.name(), row.number(), Some("persontableid"), "this request names no person");
            }
        })?;
        self.find_persons();
        Ok(())
    }

    fn made_reference(&self, person: &str) -> Result<String, crate::exchange::safe_text::ReferenceProblem> {
        check_reference(&format!("SEN2-{}-{person}", self.year))
    }

    /// Which person each plan is for; a second plan of one person has no reference of its own.
    fn find_persons(&mut self) {
        for place in 0..self.drafts.len() {
            let draft = &self.drafts[place];
            let (row, person) = (draft.row, draft.person);
            if draft.request_row.is_none() {
                let message = "the request of this plan is not in the file of requests";
                self.drafts[place].refuse(&self.active_plans, row, Some("requeststableid"), message);
            }
            let Some(person) = person else { continue };
            match self.by_person.get(person) {
                None => self.by_person.insert(person, place),
                Some(first) => {
                    let message = second_plan(self.drafts[first].row);
                    self.drafts[place].refuse(&self.active_plans, row, Some("requeststableid"), message);
                }
            }
        }
    }

    /// When plans were issued, through the assessment of their request.
    fn read_issues(&mut self, files: &ReturnFiles) -> Result<(), ImportError> {
        let consequence = "when plans were issued and their personal budgets are not known";
        let (assessment, named_plan) = (files.get(TableKind::Assessment), files.get(TableKind::NamedPlan));
        if assessment.is_none() {
            self.missing_table(TableKind::Assessment, consequence);
        }
        if named_plan.is_none() {
            self.missing_table(TableKind::NamedPlan, consequence);
        }
        let (Some(assessment), Some(named_plan)) = (assessment, named_plan) else { return Ok(()) };
        let file = CsvFile::open(assessment)?;
        let mut table = file.table()?;
        let id = Some(table.needed("assessmenttableid")?);
        let request = Some(table.needed("requeststableid")?);
        self.each_row(&mut table, false, |join, row| {
            let Some(place) = join.find(row, request, |j| &j.by_request) else { return };
            let Some(id) = join.ids.get(row.bytes(id)) else { return };
            let before = join.by_assessment.get(id);
            join.by_assessment.insert(id, place);
            if before.is_some_and(|before| before != place) {
                let message = "the id of another plan's assessment is repeated here, so its request is not certain";
                join.drafts[place].refuse(file.name(), row.number(), Some("assessmenttableid"), message);
            }
        })?;
        self.read_named_plans(named_plan)
    }

    fn read_named_plans(&mut self, path: &Path) -> Result<(), ImportError> {
        let file = CsvFile::open(path)?;
        let mut table = file.table()?;
        let assessment = Some(table.needed("assessmenttableid")?);
        let start = self.column(&table, "startdate", "when plans were issued")?;
        let budget = self.column(&table, "pb", "whether there is a personal budget")?;
        let ceased = self.column(&table, "ceasedate", "whether a plan has ceased")?;
        self.carries(Fact::IssuedOn, start);
        self.carries(Fact::PersonalBudget, budget);
        self.each_row(&mut table, false, |join, row| {
            let Some(place) = join.find(row, assessment, |j| &j.by_assessment) else { return };
            let start = join.day(file.name(), row, start, "startdate");
            let ceased_on = join.day(file.name(), row, ceased, "ceasedate");
            let named = Named { open: ceased_on.is_none_or(|day| day > join.as_of), start };
            if join.drafts[place].named.is_some() {
                let message = "a second plan of one request; the one that has not ceased counts, then the newest";
                join.notes.warn(file.name(), Some(row.number()), Some("assessmenttableid"), message);
            }
            if join.drafts[place].named >= Some(named) {
                return;
            }
            let personal_budget = join.flag(file.name(), row, budget, "pb");
            let draft = &mut join.drafts[place];
            draft.named = Some(named);
            draft.facts.issued_on = start;
            draft.facts.personal_budget = personal_budget;
            draft.named_row = row.number();
        })?;
        for draft in self.drafts.iter().filter(|d| d.named.is_some_and(|named| !named.open)) {
            let message = "an active plan that had ceased by the date of the cohort; it is kept; check it";
            self.notes.warn(file.name(), Some(draft.named_row), Some("ceasedate"), message);
        }
        Ok(())
    }

    fn read_person(&mut self, path: &Path) -> Result<(), ImportError> {
        let file = CsvFile::open(path)?;
        let mut table = file.table()?;
        let id = Some(table.needed("persontableid")?);
        let upn = if self.key.is_some() { Some(table.needed("upn")?) } else { None };
        let birth = self.column(&table, "personbirthdate", "age and year group")?;
        let (sex, sex_name) = match (table.column("sex")?, table.column("gendercurrent")?) {
            (None, None) => (self.column(&table, "sex", "sex")?, "sex"),
            (None, older) => (older, "gendercurrent"),
            (newer, _) => (newer, "sex"),
        };
        let ethnicity = self.column(&table, "ethnicity", "ethnicity")?;
        for (fact, column) in
            [(Fact::Age, birth), (Fact::YearGroup, birth), (Fact::Sex, sex), (Fact::Ethnicity, ethnicity)]
        {
            self.carries(fact, column);
        }
        self.each_row(&mut table, false, |join, row| {
            let Some(place) = join.find(row, id, |j| &j.by_person) else { return };
            if let Some(first) = join.drafts[place].person_row {
                let message = format!("the id of row {first} is repeated here, so the person is not certain");
                join.drafts[place].refuse(file.name(), row.number(), Some("persontableid"), message);
                return;
            }
            let ages = join.ages(file.name(), row, birth);
            let sex = join.code(file.name(), row, sex, sex_name, 1).map(sex_code);
            let ethnicity = join.code(file.name(), row, ethnicity, "ethnicity", 4);
            let draft = &mut join.drafts[place];
            draft.person_row = Some(row.number());
            (draft.facts.age, draft.facts.year_group) = ages.unzip();
            draft.facts.sex = sex;
            draft.facts.ethnicity = ethnicity;
            if let Some(key) = &join.key {
                refer(draft, key, file.name(), row, upn);
            }
        })?;
        for draft in self.drafts.iter_mut().filter(|d| d.person_row.is_none()) {
            let message = "the person of this plan's request is not in the file of persons";
            draft.refuse(&self.active_plans, draft.row, Some("requeststableid"), message);
        }
        Ok(())
    }

    /// Age on the as-of date, and the year group.
    fn ages(&mut self, file: &str, row: Row<'_>, birth: Column) -> Option<(i32, i32)> {
        let birth = self.day(file, row, birth, "personbirthdate")?;
        let age = age_on(birth, self.as_of);
        if !(0..=30).contains(&age) {
            let message = "nobody of this age has a plan; age and year group taken as not known";
            self.notes.warn(file, Some(row.number()), Some("personbirthdate"), message);
            return None;
        }
        // A baby born after that 31 August is in the youngest group there is.
        let age_then = age_on(birth, last_31_august_before(self.as_of)).max(0);
        Some((age, year_group_of_age(age_then)))
    }

    fn read_placements(&mut self, files: &ReturnFiles) -> Result<(), ImportError> {
        let Some(path) = files.get(TableKind::PlacementDetail) else {
            self.missing_table(TableKind::PlacementDetail, "settings and placements are not known");
            return Ok(());
        };
        let file = CsvFile::open(path)?;
        let mut table = file.table()?;
        let columns = PlacementColumns {
            plan: Some(table.needed("activeplanstableid")?),
            urn: self.column(&table, "urn", "the setting's URN")?,
            ukprn: self.column(&table, "ukprn", "the UKPRN of a setting without a URN")?,
            kind: self.column(&table, "sensetting", "placements other than a setting")?,
            rank: self.column(&table, "placementrank", "which placement is the first")?,
            entered: self.column(&table, "entrydate", "which placement is the newest")?,
            left: self.column(&table, "leavingdate", "which placements were left")?,
            unit: self.column(&table, "senunitindicator", "SEN units")?,
            resourced: self.column(&table, "resourcedprovisionindicator", "resourced provision")?,
        };
        self.carries(Fact::Setting, columns.urn.or(columns.ukprn));
        self.carries(Fact::Placement, columns.kind);
        self.carries(Fact::SenUnit, columns.unit);
        self.carries(Fact::ResourcedProvision, columns.resourced);
        if self.settings.is_some() {
            self.carries(Fact::SettingType, columns.urn);
        }
        self.each_row(&mut table, false, |join, row| join.add_placement(file.name(), row, columns))
    }

    fn add_placement(&mut self, file: &str, row: Row<'_>, columns: PlacementColumns) {
        let Some(place) = self.find(row, columns.plan, |j| &j.by_plan) else { return };
        if !row.bytes(columns.left).is_empty() || !self.has_rank(file, row, columns.rank, "placementrank", b"1") {
            return;
        }
        let entered = self.day(file, row, columns.entered, "entrydate");
        if let Some(before) = self.drafts[place].placed {
            let message = "a second present placement of rank 1; the one entered last is taken";
            self.notes.warn(file, Some(row.number()), Some("placementrank"), message);
            if entered <= before {
                return;
            }
        }
        let setting = match self.code(file, row, columns.urn, "urn", 8) {
            None => self.code(file, row, columns.ukprn, "ukprn", 8),
            urn => urn,
        };
        let setting_type = setting.as_deref().and_then(|s| self.settings.as_ref()?.get_type(s)).map(str::to_owned);
        let placement = self.code(file, row, columns.kind, "sensetting", 6);
        let sen_unit = self.flag(file, row, columns.unit, "senunitindicator");
        let resourced_provision = self.flag(file, row, columns.resourced, "resourcedprovisionindicator");
        let draft = &mut self.drafts[place];
        draft.placed = Some(entered);
        draft.facts.setting = setting;
        draft.facts.setting_type = setting_type;
        draft.facts.placement = placement;
        draft.facts.sen_unit = sen_unit;
        draft.facts.resourced_provision = resourced_provision;
    }

    fn read_needs(&mut self, files: &ReturnFiles) -> Result<(), ImportError> {
        let Some(path) = files.get(TableKind::SenNeed) else {
            self.missing_table(TableKind::SenNeed, "needs are not known");
            return Ok(());
        };
        let file = CsvFile::open(path)?;
        let mut table = file.table()?;
        let plan = Some(table.needed("activeplanstableid")?);
        let need = Some(table.needed("sentype")?);
        let rank = Some(table.needed("sentyperank")?);
        self.columns.extend([Fact::PrimaryNeed, Fact::SecondaryNeed]);
        self.each_row(&mut table, false, |join, row| {
            let Some(place) = join.find(row, plan, |j| &j.by_plan) else { return };
            let second = row.bytes(rank) == b"2";
            if !second && !join.has_rank(file.name(), row, rank, "sentyperank", b"1") {
                return;
            }
            let code = join.code(file.name(), row, need, "sentype", 6);
            let facts = &mut join.drafts[place].facts;
            let of_plan = if second { &mut facts.secondary_need } else { &mut facts.primary_need };
            if of_plan.is_none() {
                *of_plan = code;
            } else if *of_plan != code {
                let message = "a second need of this rank; the first is taken";
                join.notes.warn(file.name(), Some(row.number()), Some("sentyperank"), message);
            }
        })
    }

    fn finish(mut self, reference_date: Option<Date>) -> CohortRead {
        let (mut plans, mut rejected) = (Vec::with_capacity(self.drafts.len()), Vec::new());
        let (mut without_start, mut without_need, mut without_placement) = (0u64, 0u64, 0u64);
        let mut rows_of_references: HashMap<String, u64> = HashMap::with_capacity(self.drafts.len());
        for mut draft in std::mem::take(&mut self.drafts) {
            if draft.refusal.is_none() {
                match rows_of_references.get(&draft.facts.reference) {
                    None => _ = rows_of_references.insert(draft.facts.reference.clone(), draft.row),
                    Some(first) => {
                        let message = format!("the key gives this plan the reference of row {first}; it is repeated");
                        draft.refuse(&self.active_plans, draft.row, None, message);
                    }
                }
            }
            if let Some(refusal) = draft.refusal {
                rejected.push(refusal);
                continue;
            }
            let came_here = draft.facts.plan_kind == Some(PlanKind::TransferredIn);
            without_start += u64::from(draft.facts.issued_on.is_none() && !came_here);
            without_need += u64::from(draft.facts.primary_need.is_none());
            without_placement += u64::from(draft.placed.is_none());
            plans.push(draft.facts);
        }
        for (fact, table, column, without, what) in [
            (Fact::IssuedOn, TableKind::NamedPlan, "startdate", without_start, "date of issue"),
            (Fact::PrimaryNeed, TableKind::SenNeed, "sentype", without_need, "primary need"),
            (Fact::Setting, TableKind::PlacementDetail, "placementrank", without_placement, "present placement"),
        ] {
            if without > 0 && self.columns.contains(&fact) {
                let message = format!("{without} of {} plans have no {what}; it is not known", plans.len());
                self.notes.warn(&ending(table), None, Some(column), message);
            }
        }
        CohortRead {
            kind: CohortKind::Sen2 { year: self.year, reference_date },
            as_of: self.as_of,
            plans,
            columns: in_order(&self.columns),
            rejected,
            warnings: self.notes.finish(),
            keyed: self.key.is_some(),
        }
    }

    /// Walks a table. A row whose cells have moved is passed over with a warning, unless the caller takes it.
    fn each_row(
        &mut self,
        table: &mut Table<'_>,
        take_shifted: bool,
        mut add: impl FnMut(&mut Self, Row<'_>),
    ) -> Result<(), ImportError> {
        let file = table.file();
        while let Some(row) = table.next_row()? {
            if row.is_short() {
                let message = "this row ends early; the facts it lacks are not known";
                self.notes.warn(file, Some(row.number()), None, message);
            }
            if take_shifted || !row.is_shifted() {
                add(self, row);
            } else {
                let message = "this row has more cells than there are columns; it was left out";
                self.notes.warn(file, Some(row.number()), None, message);
            }
            self.progress.within(table.bytes_read())?;
        }
        self.progress.file_done(table.size())
    }

    /// The draft to which a row belongs.
    fn find(&mut self, row: Row<'_>, column: Column, index: fn(&Self) -> &Index) -> Option<usize> {
        let id = self.ids.get(row.bytes(column))?;
        index(self).get(id)
    }

    /// A column that may be missing, with the one warning if it is.
    fn column(&mut self, table: &Table<'_>, name: &str, what: &str) -> Result<Column, ImportError> {
        let column = table.column(name)?;
        if column.is_none() {
            let message = format!("this column is not in the return; not known from it: {what}");
            self.notes.warn(table.file(), None, Some(name), message);
        }
        Ok(column)
    }

    fn carries(&mut self, fact: Fact, column: Column) {
        if column.is_some() {
            self.columns.insert(fact);
        }
    }

    fn missing_table(&mut self, table: TableKind, consequence: &str) {
        self.notes.warn(&ending(table), None, None, format!("this file of the return is missing; {consequence}"));
    }

    fn day(&mut self, file: &str, row: Row<'_>, column: Column, name: &str) -> Option<Date> {
        let message = match DateCell::of_return(row.bytes(column), self.options.today) {
            DateCell::Empty => return None,
            DateCell::Day(day) => return Some(day),
            DateCell::Unlikely => "this date is before 1900 or in the future; taken as not known",
            DateCell::Unreadable => "this is not a date; taken as not known",
        };
        self.notes.warn(file, Some(row.number()), Some(name), message);
        None
    }

    /// A day that may lie ahead.
    fn limit(&mut self, file: &str, row: Row<'_>, column: Column, name: &str) -> Option<Date> {
        let cell = row.bytes(column);
        let day = return_date(cell).filter(|day| (1900..=2200).contains(&day.year()));
        if day.is_none() && !cell.is_empty() {
            self.notes.warn(file, Some(row.number()), Some(name), "this is not a date; taken as not known");
        }
        day
    }

    fn flag(&mut self, file: &str, row: Row<'_>, column: Column, name: &str) -> Option<bool> {
        let cell = row.text(column);
        let read = yes_no(cell);
        if read.is_none() && !cell.is_empty() {
            let message = "this is neither true nor false; taken as not known";
            self.notes.warn(file, Some(row.number()), Some(name), message);
        }
        read
    }

    /// A code of the return. Letters and digits up to the length that its codes have: should cells stand in the wrong
    /// columns, no name or date is taken for one.
    fn code(&mut self, file: &str, row: Row<'_>, column: Column, name: &str, longest: usize) -> Option<String> {
        let cell = row.text(column);
        if cell.is_empty() {
            return None;
        }
        if cell.len() > longest || !cell.bytes().all(|b| b.is_ascii_alphanumeric()) {
            let message = "this is not a code of the return; taken as not known";
            self.notes.warn(file, Some(row.number()), Some(name), message);
            return None;
        }
        Some(cell.to_owned())
    }

    /// Whether a row is of the wanted rank; without a column of ranks every row is.
    fn has_rank(&mut self, file: &str, row: Row<'_>, column: Column, name: &str, wanted: &[u8]) -> bool {
        let rank = row.bytes(column);
        if column.is_some() && (rank.is_empty() || !rank.iter().all(u8::is_ascii_digit)) {
            self.notes.warn(file, Some(row.number()), Some(name), "this is not a rank; the row was left out");
            return false;
        }
        column.is_none() || rank == wanted
    }
}

#[derive(Clone, Copy)]
struct ReviewColumns {
    transfer: Column,
    meeting: Column,
    outcome: Column,
    decision: Column,
    phase_due: Column,
    phase_final: Column,
}

impl ReviewColumns {
    /// Whether the return says which plans were reviewed.
    fn tells_reviews(self) -> bool {
        self.meeting.is_some() || self.decision.is_some()
    }
}

#[derive(Clone, Copy)]
struct PlacementColumns {
    plan: Column,
    urn: Column,
    ukprn: Column,
    kind: Column,
    rank: Column,
    entered: Column,
    left: Column,
    unit: Column,
    resourced: Column,
}

/// Gives a plan the reference that the key has for its UPN.
fn refer(draft: &mut Draft, key: &Key, file: &str, row: Row<'_>, upn: Column) {
    let upn = row.bytes(upn);
    let message = match key.look_up(upn) {
        Looked::Reference(reference) => {
            reference.clone_into(&mut draft.facts.reference);
            return;
        }
        Looked::Missing if upn.is_empty() => "this person has no UPN, so the key cannot give the reference".to_owned(),
        Looked::Missing => "the UPN of this row is not in the key".to_owned(),
        Looked::Several => "the key gives the UPN of this row more than one reference".to_owned(),
        Looked::Unfit(problem, key_row) => format!("row {key_row} of the key: {problem}"),
    };
    draft.refuse(file, row.number(), Some("upn"), message);
}

fn second_plan(first_row: u64) -> String {
    format!("a second active plan of one person: the reference of row {first_row} is repeated")
}

/// How the name of a table's file ends, where there is no file to name.
fn ending(table: TableKind) -> String {
    format!("_{}.csv", table.name())
}

fn bytes_of_all(files: &ReturnFiles) -> u64 {
    TableKind::READ.into_iter().filter_map(|t| files.get(t)).filter_map(|p| p.metadata().ok()).map(|m| m.len()).sum()
}
