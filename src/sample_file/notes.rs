//! What members write on the criteria of the default tool: strengths, and areas for consideration. Written as if the
//! family will read it. Each text holds whether the criterion is partly met or not met at all.

/// Criterion, strengths, areas for consideration.
type Words = (&'static str, &'static [&'static str], &'static [&'static str]);

const WORDS: &[Words] = &[
    (
        "A1",
        &["It is clear who gave each view, when, and that pictures were used to help."],
        &["Say who gathered these views and how. It is not clear which words are their own."],
    ),
    (
        "A2",
        &["The communication aid and the two short visits are described, so the views can be relied on."],
        &["Say what help there was to take part. What was tried and did not work belongs here too."],
    ),
    (
        "A4",
        &["Hopes reach past the next school year: friends, work with animals, travelling alone."],
        &["The hopes stop at the end of this school year. Add the next step, and life after school."],
    ),
    (
        "A7",
        &["Each worry the parents raise in section A is answered further on, and the section is named."],
        &["The parents' worry about sleep and early mornings is not taken up in any later section."],
    ),
    (
        "A9",
        &["The first page is in their own words and brings them to life at once."],
        &["The views are from last year and mostly told by adults. Ask again, in a way that suits them."],
    ),
    (
        "B1",
        &["Every need in the advice is in section B, with the adviser named beside it."],
        &["The advice speaks of difficulty with working memory; section B leaves it out."],
    ),
    (
        "B2",
        &["Strengths stand beside each need and give staff somewhere to start."],
        &["Needs are told in full, strengths hardly at all. Add what goes well already."],
    ),
    (
        "B3",
        &[
            "The plan shows what each need means in class, at break and at home.",
            "A supply teacher could read section B and know how to begin the day.",
        ],
        &["Say what this need looks like in a lesson, so that a teacher new to the class can plan for it."],
    ),
    (
        "B5",
        &["Section B describes how things are now; older reports are used as history only."],
        &["The picture of speech and language rests on a report more than two years old."],
    ),
    (
        "B7",
        &["Sensory and communication needs from the therapists' advice are written here as educational needs."],
        &["The occupational therapist's advice on sensory needs stands in section C only; it belongs here too."],
    ),
    (
        "B9",
        &["Each area of need has a dated starting point that next year's review can use."],
        &[
            "Add a starting point with its date for each area of need. Without it nobody can see progress.",
            "Test scores are given without dates, and beside nothing that says what is usual for this age.",
        ],
    ),
    (
        "C1",
        &["Section C leaves no doubt: who in health was asked, when, and what they found."],
        &["Say who in health was asked and when, so that a reader can tell no need from no answer."],
    ),
    (
        "C3",
        &["A teacher who reads section C knows what to do on a bad day."],
        &["Medical terms are not explained. Say what they mean for the school day."],
    ),
    (
        "C4",
        &["The mental health service is named, with the date of referral and how long the wait is."],
        &["Two reports speak of anxiety. Name the service, or the date of referral and the wait."],
    ),
    (
        "D1",
        &["Section D says what social care was asked, when, and what was found."],
        &[
            "\u{201C}Not known to social care\u{201D} is not an answer. Say who was asked and what they found.",
            "Say what a social worker or early help found, and why, not only that there is nothing to add.",
        ],
    ),
    (
        "D2",
        &["An assessment was offered, and what the family said is written down."],
        &["Say whether an assessment was offered to the family and what they answered."],
    ),
    (
        "D3",
        &["Tiredness at home, told in section A, led to an offer of short breaks."],
        &["Section A tells of broken sleep and worry about safety outdoors. Nothing in D or H follows from it."],
    ),
    (
        "E1",
        &["Outcomes say what will be different in daily life, not which sessions will be given."],
        &["Two outcomes name a service. Say what will be possible because of it."],
    ),
    (
        "E2",
        &["Each outcome has a date and a measure that anyone could check."],
        &[
            "\u{201C}Will make progress\u{201D} cannot be judged. Say how much, by when, and how it will be seen.",
            "Give each outcome its own date; one date for all hides which should come first.",
        ],
    ),
    (
        "E4",
        &["Health and social care share two of the outcomes with school."],
        &["All outcomes are about learning. Sleep, health and friendships are needs here and have none."],
    ),
    (
        "E6",
        &["Outcomes look to work, travel and a home of one's own."],
        &["No outcome yet prepares for work, home, health and friends as an adult."],
    ),
    (
        "E10",
        &["There is an outcome for every area of need."],
        &["Sensory and physical needs have no outcome of their own."],
    ),
    (
        "F1",
        &["Provision is set out need by need, and no need is left without."],
        &["The need with attention in section B has nothing that answers it in section F."],
    ),
    (
        "F2",
        &[
            "Every item says how often, how long and in what size of group.",
            "The timetable of support could be checked by a parent, line by line.",
        ],
        &[
            "\u{201C}Regular\u{201D} and \u{201C}access to\u{201D} stand where hours and group size should be.",
            "Small group work is promised without saying how many times a week or for how long.",
        ],
    ),
    (
        "F3",
        &["Who delivers, with what training, and who oversees it are all there."],
        &["Say who will deliver the programme, what training they need and who will check it."],
    ),
    (
        "F6",
        &["Speech and language therapy is in section F, with its hours and who provides it."],
        &["Occupational therapy that helps with learning stands in section G; it belongs in F."],
    ),
    (
        "F9",
        &["Travel training and a taste of work are provided for, with hours."],
        &["Add provision for independence: travel, money, work or cooking, with amounts."],
    ),
    (
        "G1",
        &["Each health need in section C is answered in section G."],
        &["One health need in section C has no provision in G, and no reason is given."],
    ),
    (
        "G2",
        &["The nurse's visits are given with their number, their length and the service."],
        &[
            "Health provision is \u{201C}as required\u{201D}. Give the kind, how often, and the service.",
            "Say how many sessions the therapist will give, and what happens when they are used up.",
        ],
    ),
    (
        "H-a",
        &["H1 lists the short breaks with their hours."],
        &["Say in H1 what is given under the 1970 Act, or that no assessment was made."],
    ),
    (
        "H-b",
        &["H2 sets out family support, with the role of the worker and the days."],
        &["H2 only points to the Local Offer. Say what help this family will have."],
    ),
    ("I1", &["The setting and its type are named and up to date."], &["Give the type of setting as well as its name."]),
    (
        "J1",
        &["One clear line says that a personal budget was explained and what the family chose."],
        &["Show that a personal budget was talked about, and what the family decided."],
    ),
    ("K1", &["All advice is listed with author, role and date."], &["Two pieces of advice are listed without a date."]),
    ("K2", &["Everything listed is attached."], &["The physiotherapy advice is listed and not attached."]),
    (
        "K3",
        &["Everyone the regulations name was asked, and the reason stands where no advice came."],
        &["There is no social care advice, and no word on why."],
    ),
    (
        "K4",
        &["The newest advice on each main need is from the last twelve months."],
        &["The educational psychology advice is four years old. Ask whether it still fits."],
    ),
    ("Q1", &["Signed and dated by the responsible manager."], &["Add the date and the role to the signature."]),
    (
        "Q3",
        &["The Designated Clinical Officer's check of the final text is dated and attached."],
        &["Add a dated check of the health parts by a clinician before the plan is issued."],
    ),
    (
        "Q4",
        &["A social care manager has read the final text, and the date is there."],
        &["Ask social care to read the final text, and note the date."],
    ),
    (
        "W4",
        &["Every name, date and detail belongs to this child."],
        &["A paragraph of section B does not belong to this child. Recorded as an urgent concern."],
    ),
    (
        "W8",
        &["What the advisers asked for is what the plan says."],
        &["The advice asks for daily practice; the plan says weekly. Restore what was advised."],
    ),
    (
        "W10",
        &["Each piece of health advice leads to an outcome in section E."],
        &["The physiotherapist's advice leads to no outcome in section E."],
    ),
];

/// For the panel only, never printed.
pub(super) const PANEL_ONLY: &str = "I was not sure how strict to be here. Can we look at it together first?";

fn words(criterion: &str) -> Option<&'static Words> {
    WORDS.iter().find(|(code, _, _)| *code == criterion)
}

fn one_of(texts: &[&'static str], turn: usize) -> Option<&'static str> {
    texts.get(turn % texts.len().max(1)).copied()
}

/// Something done well on this criterion; `turn` takes one of several.
pub(super) fn strength(criterion: &str, turn: usize) -> Option<&'static str> {
    one_of(words(criterion)?.1, turn)
}

/// Something to mend on this criterion.
pub(super) fn consideration(criterion: &str, turn: usize) -> Option<&'static str> {
    one_of(words(criterion)?.2, turn)
}

/// Where in a plan a section is found: its letter, and a page that moves a little from plan to plan.
pub(super) fn place(heading: &str, turn: usize) -> String {
    const PAGES: [(&str, usize); 12] = [
        ("A", 2),
        ("B", 4),
        ("C", 7),
        ("D", 8),
        ("E", 9),
        ("F", 11),
        ("G", 14),
        ("H", 15),
        ("I", 16),
        ("J", 16),
        ("K", 17),
        ("Q", 18),
    ];
    match PAGES.iter().find(|(code, _)| *code == heading) {
        Some((code, page)) => format!("Section {code}, page {}", page + turn % 3),
        None => String::new(),
    }
}

const HOW_AGREED: [&str; 3] =
    ["Read again together.", "The page was looked at once more.", "Talked through with the agency that leads it."];

/// Why the panel agreed on this answer after talking about it.
pub(super) fn reason(criterion: &str, answer: &str, na: Option<&str>, turn: usize) -> String {
    let seen = match answer {
        "met" => strength(criterion, turn),
        "not_evidenced" => Some("Neither the plan nor its appendices show it; the lead will look in the case file."),
        "na" => None,
        _ => consideration(criterion, turn),
    };
    let how = HOW_AGREED[(turn + criterion.len() + usize::from(*criterion.as_bytes().last().unwrap_or(&0))) % 3];
    match (seen, na) {
        (Some(seen), _) => format!("{how} {seen}"),
        (None, Some(na)) => format!("{how} It does not apply: {na}."),
        (None, None) => how.to_owned(),
    }
}

/// Criteria that have words, in the order of the tool.
#[cfg(test)]
pub(super) fn criteria_with_words() -> Vec<&'static str> {
    WORDS.iter().map(|(code, _, _)| *code).collect()
}

/// Every text a member may write.
#[cfg(test)]
pub(super) fn all_texts() -> impl Iterator<Item = &'static str> {
    WORDS.iter().flat_map(|(_, strengths, considerations)| strengths.iter().chain(*considerations)).copied()
}
