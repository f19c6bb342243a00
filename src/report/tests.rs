//! Reports from end to end: what the pages say, where it stands, what the file holds.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;

const SECTIONS: [(&str, &str); 13] = [
    ("A", "Views, interests and aspirations"),
    ("B", "Special educational needs"),
    ("C", "Health needs"),
    ("D", "Social care needs"),
    ("E", "Outcomes"),
    ("F", "Special educational provision"),
    ("G", "Health provision"),
    ("H", "Social care provision (H1 and H2)"),
    ("I", "Placement"),
    ("J", "Personal budgets"),
    ("K", "Advice and information"),
    ("Q", "Quality of writing"),
    ("W", "The golden thread"),
];

fn grades() -> Vec<Category> {
    vec![
        Category::new("Outstanding", "O", ColourToken::Outstanding),
        Category::new("Good", "G", ColourToken::Good),
        Category::new("Requires improvement", "R", ColourToken::RequiresImprovement),
        Category::new("Inadequate", "I", ColourToken::Inadequate),
    ]
}

fn answers() -> Vec<Category> {
    vec![
        Category::new("Met", "M", ColourToken::Met),
        Category::new("Partly met", "P", ColourToken::Partly),
        Category::new("Not met", "N", ColourToken::NotMet),
        Category::new("Not evidenced", "E", ColourToken::NotEvidenced),
        Category::new("Not applicable", "A", ColourToken::NotApplicable),
    ]
}

fn meta() -> ReportMeta {
    ReportMeta {
        subtitle: vec![
            "Summary for the SEND Partnership Board".to_owned(),
            "Random dip of 20 plans, core depth, drawn 3 November 2026".to_owned(),
        ],
        marking: Some("OFFICIAL-SENSITIVE".to_owned()),
        bands: vec!["Sample data: invented people".to_owned(), "Not encrypted".to_owned()],
        digest: "Data digest 7f3a91c0 4be2d01f 55c8e7a2 9b60d3f4".to_owned(),
        ..ReportMeta::new(
            "EHC plan audit",
            "Kingston upon Thames",
            "Autumn round 2026",
            jiff::civil::date(2026, 11, 22).at(14, 3, 0, 0),
        )
    }
}

/// A grade for a plan and a section that looks like a real round: the same every time.
fn grade(plan: usize, section: usize) -> usize {
    let weak = [2, 2, 6, 7, 3, 2, 6, 7, 1, 5, 2, 1, 4][section];
    match (plan * 7 + section * 11 + plan * section * 3) % 13 {
        0 => 0,
        n if n < 9 - weak => 1,
        n if n < 12 - weak / 3 => 2,
        _ => 3,
    }
}

fn demo_bars() -> StackedBars {
    let row = |at: usize| {
        let mut counts = [0; 4];
        (0..20).for_each(|plan| counts[grade(plan, at)] += 1);
        BarRow::new(format!("{}  {}", SECTIONS[at].0, SECTIONS[at].1), counts, "20")
    };
    StackedBars {
        title: "Grades of 20 plans, by section".to_owned(),
        alt: "Stacked bars: health and social care sections have the fewest plans graded Good or Outstanding."
            .to_owned(),
        row_title: "Section".to_owned(),
        total_title: "Plans".to_owned(),
        categories: grades(),
        rows: (0..13).map(row).collect(),
    }
}

fn demo_map(plans: usize) -> HeatMap {
    let categories = grades();
    let row = |plan: usize| {
        let chip = |grade: usize, what: &str| {
            let category = &categories[grade];
            Chip::new(category.letter.clone(), category.colour, format!("{what}: {}", category.label))
        };
        let mut cells = vec![chip(grade(plan, plan % 13), "Plan")];
        for (at, (code, _)) in SECTIONS.iter().enumerate() {
            cells.push(if (plan + at).is_multiple_of(31) {
                Chip::new("\u{2013}", ColourToken::Empty, format!("{code}: not graded"))
            } else {
                chip(grade(plan, at), code)
            });
        }
        HeatRow::new(format!("KT-{:04}", 214 + plan * 37), cells)
    };
    let mut columns = vec![HeatColumn::new("Plan", "Plan")];
    columns.extend(SECTIONS.iter().map(|(code, title)| HeatColumn::new(*code, *title)));
    columns[1] = columns[1].clone().apart();
    let mut legend = grades();
    legend.push(Category::new("Not graded", "\u{2013}", ColourToken::Empty));
    HeatMap {
        title: "Grades of each plan, by section".to_owned(),
        alt: "Letters of grades for each plan and section; weak sections run down columns C, D, G and H.".to_owned(),
        row_title: "Reference".to_owned(),
        columns,
        rows: (0..plans).map(row).collect(),
        legend,
    }
}

fn demo_plot() -> IntervalPlot {
    let row = |label: &str, value: f64, low: f64, high: f64, base: &str| IntervalRow {
        label: label.to_owned(),
        value: Some(value),
        interval: Some((low, high)),
        base: base.to_owned(),
        break_before: None,
    };
    let mut rows = vec![
        row("November 2025", 45.0, 26.0, 66.0, "9 of 20"),
        row("January 2026", 50.0, 30.0, 70.0, "10 of 20"),
        row("March 2026", 40.0, 22.0, 61.0, "8 of 20"),
        row("June 2026", 55.0, 34.0, 74.0, "11 of 20"),
        row("September 2026", 56.0, 34.0, 75.0, "10 of 18"),
        row("November 2026", 65.0, 43.0, 82.0, "13 of 20"),
    ];
    rows[3].break_before =
        Some("Audit tool version 2 from here on: not to be compared with the rounds above.".to_owned());
    IntervalPlot {
        title: "Good or better, by round".to_owned(),
        alt: "The share of plans graded Good or better rose from 45 % to 65 %, the target; the intervals overlap."
            .to_owned(),
        row_title: "Round".to_owned(),
        value_title: "Good or better".to_owned(),
        interval_title: "95 % interval".to_owned(),
        base_title: "Plans".to_owned(),
        axis: Axis::percent(),
        rows,
        target: Some(Target { value: 65.0, label: "Target 65 %".to_owned() }),
    }
}

fn demo_table() -> Table {
    let mut table = Table::new(vec![
        Column::left("Criterion", 5.0),
        Column::left("Kind", 1.2),
        Column::right("Gaps", 1.0),
        Column::right("Gaps in part", 1.0),
        Column::right("To be confirmed", 1.0),
    ])
    .caption("Where plans fall short of a duty");
    for (criterion, kind, counts) in [
        (
            "C1  Health needs that relate to the child or young person's special educational needs are named, or the plan says that there are none",
            "must",
            [4, 3, 1],
        ),
        ("D1  Social care needs are named, or the plan says that there are none", "must", [6, 2, 2]),
        ("F2  Provision is specified and quantified", "must", [3, 5, 0]),
        ("G1  Health provision reasonably required is set out for each health need", "must", [5, 2, 3]),
        (
            "H1  Provision under section 2 of the Chronically Sick and Disabled Persons Act 1970 is set out",
            "must",
            [7, 1, 4],
        ),
    ] {
        let figures = counts.map(|count: u32| count.to_string());
        table.row([criterion, kind, &figures[0], &figures[1], &figures[2]]);
    }
    table.strong_row(["All duties tested", "", "25", "13", "10"]);
    table
}

fn demo_answers() -> Table {
    let words = answers();
    let mut table = Table::new(vec![
        Column::left("Criterion", 3.0),
        Column::left("Agreed answer", 1.2),
        Column::left("Reason", 4.0),
    ])
    .caption("Plan KT-0214: health sections");
    for (at, (criterion, reason)) in [
        ("C1  Health needs are named", "Epilepsy and its effect at school are set out, with the date of the advice."),
        ("C2  Needs come from health advice", "Two of three needs can be found in the advice."),
        ("G1  Provision for each need", "Nothing is set out for the sleep disorder named in C."),
        ("G2  Provision is quantified", "The advice was not among the papers."),
        ("G4  Nursing plan referred to", "Not needed: no nursing care."),
    ]
    .into_iter()
    .enumerate()
    {
        table.row([Cell::from(criterion), Cell::chip(&words[at]), Cell::from(reason)]);
    }
    table
}

fn demo() -> ReportDoc {
    let mut doc = ReportDoc::new(meta());
    doc.push(Block::KeyFigures(vec![
        KeyFigure::new(
            "13 of 20",
            RichText::strong("plans are Good or better:")
                .plain(" 65 %, and with 20 plans the true share lies between 43 and 82 %."),
        ),
        KeyFigure::new("54 %", "rolling twelve months: 42 of 78 plans, 43 to 65 %"),
        KeyFigure::new("65 %", "target for 2026, set by the Partnership Board"),
    ]));
    doc.push(Block::list(["The plans read well, and the views of children and young people are heard: sections A and Q are Good or better in most plans.",
        "Health and social care remain the weak half: in 6 of 20 plans social care needs are not named at all.",
        "Provision in section F is specified in most plans, but quantified in fewer than half; this is where appeals begin."]));
    doc.push(Callout { kind: CalloutKind::Caution, title: "Read with care".to_owned(),
        text: "Twenty plans cannot be definitive. A change from round to round counts only where the intervals no longer overlap.".into() });
    doc.section("How good are the plans?");
    doc.paragraph(RichText::from("Each plan was scored by two panel members who did not see each other's answers, and agreed in moderation. The thresholds are ").bold("local thresholds").plain(", set on 1 September 2026; they are not Ofsted grades."));
    doc.push(demo_plot());
    doc.push(demo_bars());
    doc.section("Plan by plan");
    doc.paragraph("Plans are sorted by their grade, then by reference. Read down a column to see a weak section, along a row to see a weak plan.");
    doc.push(demo_map(20));
    doc.section("Duties");
    doc.paragraph("A gap is a duty in statute or regulations that a plan does not meet. Gaps, gaps in part, and duties still to be confirmed from the file are counted apart and never added up.");
    doc.push(demo_table());
    doc.push(demo_answers());
    doc.subsection("What panel members wrote");
    doc.push(vec![
        Note { quote: "The morning routine is described so well that I could run it tomorrow.".into(), plan: "KT-0214".into(), section: "A Views, interests and aspirations".into() },
        Note { quote: "“Access to” speech and language therapy says neither how often nor for how long.\nAsk the service for a figure before the review, and write it into the plan as the advice gives it.".into(), plan: "KT-0399".into(), section: "F Special educational provision".into() },
        Note { quote: "No social care advice was requested, although the family asked for short breaks in the annual review.".into(), plan: "KT-0473".into(), section: "D Social care needs".into() },
    ]);
    doc.push(Block::KeepTogether(vec![
        Block::Heading { level: Level::Section, text: "How this was made".into() },
        Block::key_values([
            ("Round", "Autumn round 2026, random dip, core depth (45 criteria)"),
            ("Drawn from", "1,958 plans in the cohort of 1 November 2026; 1,702 after filters"),
            ("Sample", "20 plans, stratified by phase and primary need, seed 20261103"),
            ("Agreement", "Krippendorff's alpha (ordinal) 0.71, 95 % interval 0.63 to 0.78; 84 % of answers within one level"),
            ("Evidence given", "The plan and its appendices; 4 criteria not tested"),
        ]),
        Block::SmallPrint("Good or better: plans whose agreed grade is Good or Outstanding, of all plans agreed. Intervals: Wilson at 95 % with correction for the cohort drawn from.".into()),
    ]));
    doc
}

// ---------------------------------------------------------------- what the pages say

fn fonts() -> Fonts {
    Fonts::shipped().unwrap()
}

/// Writes a report into the folder that `REPORT_PDFS` names, to be looked at and for the checkers of other makers.
pub(super) fn keep_pdf(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("REPORT_PDFS") {
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}.pdf")), bytes).unwrap();
    }
}

pub(super) fn laid(doc: &ReportDoc) -> Laid {
    lay_out(doc).unwrap()
}

pub(super) fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

pub(super) fn said(run: &TextRun) -> &str {
    run.stands_for.as_deref().unwrap_or(&run.text)
}

pub(super) fn runs(page: &Page) -> impl Iterator<Item = &TextRun> {
    page.marks.iter().filter_map(|mark| if let Mark::Text(run) = mark { Some(run) } else { None })
}

/// The text of the nodes in the order of the structure, pictures left out.
pub(super) fn tagged_text(laid: &Laid) -> String {
    let mut of_node = vec![String::new(); laid.structure.len()];
    for run in laid.pages.iter().flat_map(runs) {
        if let Tag::Node(node) = run.tag {
            of_node[node.0].push_str(said(run));
        }
    }
    let nodes = of_node.into_iter().zip(&laid.structure);
    nodes.filter(|(_, node)| node.role != Role::Figure).map(|(text, _)| without_space(&text)).collect()
}

/// What a reader must find, in the order of reading.
pub(super) fn content(doc: &ReportDoc) -> String {
    let meta = &doc.meta;
    let mut out = vec![meta.local_area.clone(), meta.marking.clone().unwrap_or_default(), meta.bands.join("·")];
    out.push(meta.title.clone());
    out.extend(meta.subtitle.clone());
    doc.blocks.iter().for_each(|block| block_content(block, &mut out));
    out.push(format!("{}·{}·{}", meta.local_area, meta.round, meta.created_text()));
    out.push(meta.digest.clone());
    without_space(&out.concat())
}

fn legend_content(legend: &[Category], out: &mut Vec<String>) {
    for category in legend {
        out.push(letter(&category.letter, category.colour));
        out.push(category.label.clone());
    }
}

/// What is printed as text in a mark: nothing where a sign is drawn.
fn letter(letter: &str, colour: ColourToken) -> String {
    let drawn = [
        ColourToken::Met,
        ColourToken::Partly,
        ColourToken::NotMet,
        ColourToken::NotEvidenced,
        ColourToken::NotApplicable,
    ];
    if drawn.contains(&colour) { String::new() } else { letter.to_owned() }
}

fn block_content(block: &Block, out: &mut Vec<String>) {
    match block {
        Block::Heading { text, .. } => out.push(text.clone()),
        Block::Paragraph(text) | Block::SmallPrint(text) => out.push(text.text()),
        Block::KeyFigures(figures) => {
            figures.iter().for_each(|figure| out.extend([figure.figure.clone(), figure.words.text()]))
        }
        Block::List(items) => items.iter().for_each(|item| out.extend(["•".to_owned(), item.text()])),
        Block::Table(table) => table_content(table, out),
        Block::StackedBars(bars) => {
            out.push(bars.title.clone());
            legend_content(&bars.categories, out);
            out.push(bars.row_title.clone());
            out.extend(bars.categories.iter().map(|category| letter(&category.letter, category.colour)));
            out.push(bars.total_title.clone());
            for row in &bars.rows {
                out.push(row.label.clone());
                out.extend((0..bars.categories.len()).map(|at| row.count(at).to_string()));
                out.push(row.total.clone());
            }
        }
        Block::HeatMap(map) => {
            out.push(map.title.clone());
            legend_content(&map.legend, out);
            out.push(map.row_title.clone());
            out.extend(map.columns.iter().map(|column| column.code.clone()));
            for row in &map.rows {
                out.push(row.label.clone());
                out.extend(row.cells.iter().map(|chip| letter(&chip.letter, chip.colour)));
            }
            out.extend(map.columns.iter().filter(|c| c.title != c.code).map(|c| format!("{}{}", c.code, c.title)));
        }
        Block::IntervalPlot(plot) => {
            out.push(plot.title.clone());
            table_content(&Table { caption: None, ..plot.table() }, out);
        }
        Block::Threads(picture) => {
            out.push(picture.title.clone());
            let table = picture.table();
            out.extend(table.columns.iter().map(|column| column.title.clone()));
            // A link is drawn, not written.
            out.extend(picture.rows.iter().flat_map(|row| row.beads.clone()));
        }
        Block::KeyValues(rows) => rows.iter().for_each(|row| out.extend([row.key.clone(), row.value.text()])),
        Block::Notes(notes) => {
            for note in notes {
                let marks = if note.quote.contains(['"', '“', '”']) { ["‘", "’"] } else { ["“", "”"] };
                out.push(format!("{}{}{}{}{}", note.plan, note.section, marks[0], note.quote.trim(), marks[1]));
            }
        }
        Block::Callout(callout) => out.extend([callout.title.clone(), callout.text.text()]),
        Block::PageBreak => {}
        Block::KeepTogether(blocks) => blocks.iter().for_each(|block| block_content(block, out)),
    }
}

fn table_content(table: &Table, out: &mut Vec<String>) {
    out.extend(table.caption.clone());
    out.extend(table.columns.iter().map(|column| column.title.clone()));
    for cell in table.rows.iter().flat_map(|row| &row.cells) {
        out.extend(cell.chip.iter().map(|chip| letter(&chip.letter, chip.colour)));
        out.push(cell.text.text());
    }
}

#[test]
fn the_pages_say_what_the_report_says_in_its_order() {
    let doc = demo();
    assert_eq!(tagged_text(&laid(&doc)), content(&doc));
}

#[test]
fn the_pdf_says_what_the_pages_say() {
    let doc = demo();
    let laid = laid(&doc);
    let file = lopdf::Document::load_mem(&write_pdf(&doc.meta, &laid).unwrap()).unwrap();
    for (at, page) in laid.pages.iter().enumerate() {
        let painted: String = runs(page).map(|run| without_space(&run.text)).collect();
        let number = u32::try_from(at + 1).unwrap();
        assert_eq!(without_space(&file.extract_text(&[number]).unwrap()), painted, "page {number}");
    }
}

// ---------------------------------------------------------------- where things stand

/// Left, top, right and bottom of what the letters of a run fill.
fn letters_box(run: &TextRun) -> [f32; 4] {
    let em = run.size_pt * style::MM_PER_PT;
    [run.x_mm, run.y_mm - 0.70 * em, run.x_mm + run.width_mm, run.y_mm + 0.22 * em]
}

fn mark_box(mark: &Mark) -> [f32; 4] {
    let points: Vec<(f32, f32)> = match mark {
        Mark::Text(run) => {
            let [left, top, right, bottom] = letters_box(run);
            vec![(left, top), (right, bottom)]
        }
        Mark::Line(line) => vec![(line.x1_mm, line.y1_mm), (line.x2_mm, line.y2_mm)],
        Mark::Rect(rect) => vec![(rect.x_mm, rect.y_mm), (rect.x_mm + rect.width_mm, rect.y_mm + rect.height_mm)],
        Mark::Path(path) => path.steps.iter().flat_map(Step::points).collect(),
        Mark::Image(image) => {
            vec![(image.x_mm, image.y_mm), (image.x_mm + image.width_mm, image.y_mm + image.height_mm)]
        }
    };
    let all =
        |pick: fn(&(f32, f32)) -> f32, fold: fn(f32, f32) -> f32, from: f32| points.iter().map(pick).fold(from, fold);
    [
        all(|p| p.0, f32::min, f32::MAX),
        all(|p| p.1, f32::min, f32::MAX),
        all(|p| p.0, f32::max, f32::MIN),
        all(|p| p.1, f32::max, f32::MIN),
    ]
}

fn outside_margins(laid: &Laid) -> Vec<String> {
    let mut found = Vec::new();
    for page in &laid.pages {
        for mark in &page.marks {
            let [left, top, right, bottom] = mark_box(mark);
            let inside = left >= style::LEFT_MM - 0.05
                && right <= page.width_mm - style::MARGIN_MM + 0.05
                && top >= if page.lies() { style::MARGIN_BINDING_MM } else { style::MARGIN_MM } - 0.05
                && bottom <= page.height_mm - style::MARGIN_MM + 0.05;
            if !inside {
                found.push(format!("page {}: {mark:?}", page.number));
            }
        }
    }
    found
}

fn overlapping(laid: &Laid) -> Vec<String> {
    const HAIR: f32 = 0.05;
    let mut found = Vec::new();
    for page in &laid.pages {
        let boxes: Vec<_> = runs(page).filter(|run| run.width_mm > 0.0).map(|run| (letters_box(run), run)).collect();
        for image in page.marks.iter().filter(|mark| matches!(mark, Mark::Image(_))) {
            let a = mark_box(image);
            let on_it =
                |b: &[f32; 4]| a[2] > b[0] + HAIR && b[2] > a[0] + HAIR && a[3] > b[1] + HAIR && b[3] > a[1] + HAIR;
            let covered = boxes.iter().filter(|(b, _)| on_it(b));
            found.extend(covered.map(|(_, run)| format!("page {}: the picture covers {:?}", page.number, run.text)));
        }
        for (at, (a, one)) in boxes.iter().enumerate() {
            for (b, other) in &boxes[at + 1..] {
                let apart = a[2] <= b[0] + HAIR || b[2] <= a[0] + HAIR || a[3] <= b[1] + HAIR || b[3] <= a[1] + HAIR;
                if !apart {
                    found.push(format!("page {}: {:?} and {:?}", page.number, one.text, other.text));
                }
            }
        }
    }
    found
}

/// Cells of each row of each table, counted with their spans.
fn irregular_tables(laid: &Laid) -> Vec<String> {
    let mut widths = vec![0_u16; laid.structure.len()];
    for node in &laid.structure {
        if let (Role::Cell | Role::RowHead | Role::ColumnHead, Some(row)) = (node.role, node.parent) {
            widths[row.0] += node.columns;
        }
    }
    let mut found = Vec::new();
    for (at, table) in laid.structure.iter().enumerate().filter(|(_, node)| node.role == Role::Table) {
        let is_row = |node: &StructNode| node.role == Role::Row && node.parent == Some(NodeId(at));
        let rows: Vec<u16> =
            laid.structure.iter().zip(&widths).filter(|(node, _)| is_row(node)).map(|(_, w)| *w).collect();
        if rows.windows(2).any(|pair| pair[0] != pair[1]) {
            found.push(format!("{table:?}: {rows:?}"));
        }
    }
    found
}

pub(super) fn assert_well_set(laid: &Laid) {
    assert_eq!(outside_margins(laid), Vec::<String>::new());
    assert_eq!(overlapping(laid), Vec::<String>::new());
    assert_eq!(irregular_tables(laid), Vec::<String>::new());
}

#[test]
fn nothing_stands_outside_the_margins_and_no_text_on_other_text() {
    let laid = laid(&demo());
    assert!(laid.pages.len() > 3);
    assert_well_set(&laid);
}

#[test]
fn title_marking_and_bands_stand_on_every_page() {
    let laid = laid(&demo());
    let count = laid.pages.len();
    for page in &laid.pages {
        let text: Vec<_> = runs(page).map(|run| run.text.as_str()).collect();
        assert!(text.contains(&"EHC plan audit"), "page {}", page.number);
        assert!(text.contains(&"OFFICIAL-SENSITIVE"), "page {}", page.number);
        assert!(text.contains(&"Sample data: invented people · Not encrypted"), "page {}", page.number);
        assert!(text.contains(&"Kingston upon Thames · Autumn round 2026 · 22 November 2026"));
        assert!(text.contains(&"Data digest 7f3a91c0 4be2d01f 55c8e7a2 9b60d3f4"));
        assert!(text.contains(&format!("Page {} of {count}", page.number).as_str()));
    }
}

#[test]
fn header_and_foot_are_read_out_once() {
    let laid = laid(&demo());
    let tagged = |page: &Page| {
        runs(page).filter(|run| run.text == "OFFICIAL-SENSITIVE" && matches!(run.tag, Tag::Node(_))).count()
    };
    assert_eq!(laid.pages.iter().map(tagged).collect::<Vec<_>>(), {
        let mut once = vec![0; laid.pages.len()];
        once[0] = 1;
        once
    });
}

fn long_table(rows: usize, words: usize) -> ReportDoc {
    let mut table = Table::new(vec![Column::left("Reference", 1.0), Column::left("What was found", 4.0)]);
    for row in 0..rows {
        table.row([format!("Row-{row}"), "health ".repeat(words)]);
    }
    let mut doc = ReportDoc::new(meta());
    doc.push(table);
    doc
}

#[test]
fn the_head_of_a_table_is_repeated_on_each_page_but_read_out_once() {
    let laid = laid(&long_table(120, 3));
    assert!(laid.pages.len() > 2);
    let mut tagged = 0;
    for page in &laid.pages {
        let heads: Vec<_> = runs(page).filter(|run| run.text == "What was found").collect();
        assert_eq!(heads.len(), 1, "page {}", page.number);
        tagged += heads.iter().filter(|run| matches!(run.tag, Tag::Node(_))).count();
    }
    assert_eq!(tagged, 1);
    assert_well_set(&laid);
}

/// On how many pages a node has marks.
fn pages_of_node(laid: &Laid, node: usize) -> usize {
    let has = |page: &&Page| page.marks.iter().any(|mark| mark.tag() == Tag::Node(NodeId(node)));
    laid.pages.iter().filter(has).count()
}

#[test]
fn a_row_is_not_cut_unless_it_is_taller_than_a_page() {
    let short = laid(&long_table(40, 200));
    let cells = |laid: &Laid| -> Vec<usize> {
        (0..laid.structure.len()).filter(|at| laid.structure[*at].role == Role::Cell).collect()
    };
    assert!(cells(&short).into_iter().all(|cell| pages_of_node(&short, cell) == 1));
    let tall = laid(&long_table(1, 1500));
    assert!(cells(&tall).into_iter().any(|cell| pages_of_node(&tall, cell) > 1));
    assert_well_set(&tall);
}

#[test]
fn a_heading_never_stands_last_on_a_page() {
    for filler in 1..60 {
        let mut doc = ReportDoc::new(meta());
        (0..filler).for_each(|_| {
            doc.paragraph("Filler.");
        });
        doc.section("The heading").subsection("And one under it").paragraph("What follows.\nAnd goes on.");
        let laid = laid(&doc);
        let page_of = |text: &str| laid.pages.iter().position(|page| runs(page).any(|run| run.text == text));
        assert_eq!(page_of("The heading"), page_of("What follows."), "{filler}");
        assert_eq!(page_of("And one under it"), page_of("What follows."), "{filler}");
        assert_eq!(page_of("And goes on."), page_of("What follows."), "{filler}");
    }
}

#[test]
fn no_line_of_a_paragraph_stands_alone_on_a_page() {
    for filler in 1..50 {
        let mut doc = ReportDoc::new(meta());
        (0..filler).for_each(|_| {
            doc.paragraph("Filler.");
        });
        doc.paragraph("Health and social care remain the weak half of the plans. ".repeat(9));
        let laid = laid(&doc);
        let last = laid.structure.iter().rposition(|node| node.role == Role::Paragraph).unwrap() - 2;
        for page in &laid.pages {
            let lines = runs(page).filter(|run| run.tag == Tag::Node(NodeId(last))).count();
            assert_ne!(lines, 1, "{filler}: page {}", page.number);
        }
    }
}

#[test]
fn what_is_kept_together_stands_on_one_page() {
    for filler in 1..50 {
        let mut doc = ReportDoc::new(meta());
        (0..filler).for_each(|_| {
            doc.paragraph("Filler.");
        });
        doc.push(Block::KeepTogether(vec![Block::Paragraph("First.".into()), Block::Paragraph("Last.".into())]));
        let laid = laid(&doc);
        let page_of = |text: &str| laid.pages.iter().position(|page| runs(page).any(|run| run.text == text));
        assert_eq!(page_of("First."), page_of("Last."), "{filler}");
    }
}

#[test]
fn a_page_break_begins_a_page_and_never_leaves_an_empty_one() {
    let mut doc = ReportDoc::new(meta());
    doc.paragraph("One.").push(Block::PageBreak).push(Block::PageBreak).paragraph("Two.").push(Block::PageBreak);
    assert_eq!(laid(&doc).pages.len(), 2);
}

#[test]
fn sixty_plans_by_thirteen_sections_fit_with_letters_and_heads_on_each_page() {
    let mut doc = ReportDoc::new(meta());
    doc.push(demo_map(60));
    let laid = laid(&doc);
    assert_well_set(&laid);
    assert_eq!(tagged_text(&laid), content(&doc));
    for page in &laid.pages {
        assert!(runs(page).any(|run| run.text == "Requires improvement"));
        assert!(runs(page).any(|run| run.text == "Reference"));
    }
}

#[test]
fn a_heat_map_with_more_columns_than_fit_comes_in_parts() {
    let mut map = demo_map(2);
    map.columns = (0..50).map(|at| HeatColumn::new(format!("X{at}"), "")).collect();
    map.rows = vec![HeatRow::new(
        "KT-1",
        (0..50).map(|at| Chip::new(format!("{at}"), ColourToken::Good, "Good")).collect::<Vec<_>>(),
    )];
    let mut doc = ReportDoc::new(meta());
    doc.push(map);
    let laid = laid(&doc);
    assert_well_set(&laid);
    let text: Vec<_> = laid.pages.iter().flat_map(runs).map(|run| run.text.clone()).collect();
    for at in 0..50 {
        assert!(text.contains(&format!("X{at}")) && text.contains(&at.to_string()), "{at}");
    }
    assert_eq!(text.iter().filter(|text| *text == "KT-1").count(), 2);
}

#[test]
fn every_picture_says_what_it_shows_and_every_mark_what_it_means() {
    let laid = laid(&demo());
    for node in laid.structure.iter().filter(|node| matches!(node.role, Role::Figure | Role::Span)) {
        let parent = node.parent.map(|parent| laid.structure[parent.0].role);
        // The words beside a mark in a cell speak for themselves.
        assert!(node.alt.as_ref().is_some_and(|alt| !alt.is_empty()) || parent == Some(Role::Cell), "{node:?}");
    }
    assert!(laid.structure.iter().any(|node| node.role == Role::Figure && node.alt.as_deref() == Some("Not met")));
    assert!(laid.structure.iter().any(|node| node.alt.as_deref() == Some("C: Requires improvement")));
}

#[test]
fn a_node_has_marks_or_children_but_not_both() {
    let laid = laid(&demo());
    let parents: Vec<_> = laid.structure.iter().filter_map(|node| node.parent).collect();
    for mark in laid.pages.iter().flat_map(|page| &page.marks) {
        assert!(!matches!(mark.tag(), Tag::Node(node) if parents.contains(&node)), "{mark:?}");
    }
}

#[test]
fn a_note_of_a_mebibyte_is_set_whole() {
    let sentence = "The plan says what will be done, by whom and how often. ";
    let mut doc = ReportDoc::new(meta());
    let quote = sentence.repeat((1 << 20) / sentence.len() + 1);
    doc.push(vec![Note { quote, plan: "KT-0001".into(), section: "F Provision".into() }]);
    let laid = laid(&doc);
    assert!(laid.pages.len() > 100);
    assert_eq!(outside_margins(&laid), Vec::<String>::new());
    assert!(tagged_text(&laid) == content(&doc), "text was lost");
}

#[test]
fn what_the_fonts_lack_is_reported_and_can_still_be_searched() {
    let mut doc = ReportDoc::new(meta());
    doc.paragraph("Li 漢字 wrote.");
    let laid = laid(&doc);
    assert_eq!(laid.warnings, [LayoutWarning::NotInFont(vec!['字', '漢'])]);
    let bytes = write_pdf(&doc.meta, &laid).unwrap();
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    let page = file.get_pages()[&1];
    let content = file.get_page_content(page);
    // Both signs in UTF-16 with its mark, as a string in brackets.
    let wanted = b"/ActualText (\xfe\xff\x6f\x22\x5b\x57)";
    let found = content.windows(wanted.len()).any(|part| part == wanted);
    assert!(found, "{}", String::from_utf8_lossy(&content));
}

#[test]
fn a_header_without_end_is_shortened_and_reported() {
    let long = "Sample data ".repeat(400);
    let doc = ReportDoc::new(ReportMeta {
        title: long.clone(),
        digest: "f".repeat(2000),
        bands: vec![long.to_uppercase()],
        ..meta()
    });
    let laid = laid(&doc);
    assert_eq!(laid.warnings.len(), 3);
    assert_well_set(&laid);
}

#[test]
fn figures_without_sense_do_no_harm() {
    let mut doc = ReportDoc::new(ReportMeta::new("", "", "", jiff::civil::DateTime::MIN));
    let mut plot = demo_plot();
    plot.rows[0].value = Some(f64::NAN);
    plot.rows[1].interval = Some((f64::NEG_INFINITY, f64::INFINITY));
    plot.axis = Axis { min: 5.0, max: 5.0, step: 1e-12, ..Axis::percent() };
    doc.push(plot);
    doc.push(StackedBars { categories: Vec::new(), rows: Vec::new(), ..demo_bars() });
    doc.push(StackedBars {
        rows: vec![BarRow::new("None", [], "0"), BarRow::new("All", [u32::MAX; 9], "many")],
        ..demo_bars()
    });
    doc.push(HeatMap { columns: Vec::new(), ..demo_map(3) });
    doc.push(Table::new(Vec::new()));
    doc.push(Table::new(vec![Column::left("", f32::NAN), Column::right("", -1.0)]));
    doc.push(Block::KeyFigures(Vec::new())).push(Block::List(Vec::new())).push(Block::Notes(Vec::new()));
    let laid = laid(&doc);
    for mark in laid.pages.iter().flat_map(|page| &page.marks) {
        assert!(mark_box(mark).iter().all(|edge| edge.is_finite()), "{mark:?}");
    }
    assert_eq!(outside_margins(&laid), Vec::<String>::new());
    write_pdf(&doc.meta, &laid).unwrap();
}

// ---------------------------------------------------------------- random reports

mod random {
    use proptest::prelude::*;

    use super::*;

    fn words() -> impl Strategy<Value = String> {
        prop_oneof![
            4 => "[a-zA-Z0-9 ,.%’ŵŁż-]{0,60}",
            1 => "[a-z]{30,120}",
            1 => "[a-z\\n ]{0,400}",
            1 => "[漢字a ]{1,8}",
        ]
    }

    fn rich() -> impl Strategy<Value = RichText> {
        (words(), words(), words()).prop_map(|(a, b, c)| RichText::from(a).bold(b).plain(c))
    }

    fn token() -> impl Strategy<Value = ColourToken> {
        prop_oneof![
            Just(ColourToken::Met),
            Just(ColourToken::NotEvidenced),
            Just(ColourToken::Good),
            Just(ColourToken::Empty),
            (0_u8..5).prop_map(|step| ColourToken::Scale { step, of: 5 }),
        ]
    }

    fn chip() -> impl Strategy<Value = Chip> {
        ("[A-Z]{1,2}", token(), "[a-z]{1,9}").prop_map(|(letter, colour, words)| Chip { letter, colour, words })
    }

    fn category() -> impl Strategy<Value = Category> {
        chip().prop_map(|chip| Category::new(chip.words, chip.letter, chip.colour))
    }

    fn table() -> impl Strategy<Value = Table> {
        let column = (words(), 0.1_f32..5.0, 0..3).prop_map(|(title, weight, align)| match align {
            0 => Column::left(title, weight),
            1 => Column::right(title, weight),
            _ => Column::centre(title, weight),
        });
        let cell = (prop::option::of(chip()), rich()).prop_map(|(chip, text)| Cell { chip, text });
        let row = (prop::collection::vec(cell, 0..14), any::<bool>()).prop_map(|(cells, strong)| Row { cells, strong });
        (prop::option::of(words()), prop::collection::vec(column, 0..14), prop::collection::vec(row, 0..12))
            .prop_map(|(caption, columns, rows)| Table { caption, columns, rows, for_pen: false })
    }

    fn bars() -> impl Strategy<Value = StackedBars> {
        let row = (words(), prop::collection::vec(0_u32..2000, 0..10), words());
        let rows = prop::collection::vec(row.prop_map(|(label, counts, total)| BarRow { label, counts, total }), 0..15);
        (words(), words(), words(), prop::collection::vec(category(), 0..10), rows).prop_map(
            |(title, row_title, total_title, categories, rows)| StackedBars {
                alt: title.clone(),
                title,
                row_title,
                total_title,
                categories,
                rows,
            },
        )
    }

    fn map() -> impl Strategy<Value = HeatMap> {
        let column = ("[A-Z]{1,2}[0-9]{0,2}", words(), any::<bool>()).prop_map(|(code, title, apart)| HeatColumn {
            code,
            title,
            apart,
        });
        let row = (words(), prop::collection::vec(chip(), 0..40)).prop_map(|(label, cells)| HeatRow { label, cells });
        (
            words(),
            words(),
            prop::collection::vec(column, 0..40),
            prop::collection::vec(row, 0..50),
            prop::collection::vec(category(), 0..9),
        )
            .prop_map(|(title, row_title, columns, rows, legend)| HeatMap {
                alt: title.clone(),
                title,
                row_title,
                columns,
                rows,
                legend,
            })
    }

    fn plot() -> impl Strategy<Value = IntervalPlot> {
        let row = (
            words(),
            prop::option::of(-20.0_f64..120.0),
            prop::option::of((0.0_f64..50.0, 50.0_f64..100.0)),
            words(),
            prop::option::of(words()),
        )
            .prop_map(|(label, value, interval, base, break_before)| IntervalRow {
                label,
                value,
                interval,
                base,
                break_before,
            });
        (
            prop::collection::vec(words(), 5),
            prop::collection::vec(row, 0..20),
            prop::option::of((0.0_f64..100.0, words())),
        )
            .prop_map(|(titles, rows, target)| IntervalPlot {
                title: titles[0].clone(),
                alt: titles[1].clone(),
                row_title: titles[2].clone(),
                value_title: titles[3].clone(),
                interval_title: titles[4].clone(),
                base_title: titles[0].clone(),
                axis: Axis::percent(),
                rows,
                target: target.map(|(value, label)| Target { value, label }),
            })
    }

    fn threads() -> impl Strategy<Value = ThreadPicture> {
        let link = || prop_oneof![Just(LinkState::Followed), Just(LinkState::Broken), Just(LinkState::NotChecked)];
        let row = ([words(), words(), words(), words()], [link(), link(), link()])
            .prop_map(|(beads, links)| ThreadRow { beads, links });
        (words(), words(), prop::collection::vec(row, 0..40)).prop_map(|(title, alt, rows)| ThreadPicture {
            title,
            alt,
            rows,
        })
    }

    fn block() -> impl Strategy<Value = Block> {
        let note =
            (words(), "[A-Z]{2}-[0-9]{4}", words()).prop_map(|(quote, plan, section)| Note { quote, plan, section });
        let figure = ("[0-9]{1,3} of [0-9]{1,3}", rich()).prop_map(|(figure, words)| KeyFigure { figure, words });
        let leaf = prop_oneof![
            3 => (any::<bool>(), words()).prop_map(|(deep, text)| Block::Heading {
                level: if deep { Level::Subsection } else { Level::Section },
                text,
            }),
            3 => rich().prop_map(Block::Paragraph),
            1 => rich().prop_map(Block::SmallPrint),
            1 => prop::collection::vec(figure, 0..5).prop_map(Block::KeyFigures),
            1 => prop::collection::vec(rich(), 0..6).prop_map(Block::List),
            2 => table().prop_map(Block::Table),
            2 => bars().prop_map(Block::StackedBars),
            2 => map().prop_map(Block::HeatMap),
            2 => plot().prop_map(Block::IntervalPlot),
            1 => threads().prop_map(Block::Threads),
            1 => prop::collection::vec((words(), rich()), 0..6).prop_map(Block::key_values),
            1 => prop::collection::vec(note, 0..5).prop_map(Block::Notes),
            1 => (words(), rich()).prop_map(|(title, text)| {
                Block::Callout(Callout { kind: CalloutKind::Information, title, text })
            }),
            1 => Just(Block::PageBreak),
        ];
        leaf.prop_recursive(2, 12, 4, |inner| prop::collection::vec(inner, 0..5).prop_map(Block::KeepTogether))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

        #[test]
        fn any_report_is_well_set_and_can_be_written(
            blocks in prop::collection::vec(block(), 0..10), title in words(), logo in prop::option::of((1u32..540, 1u32..240)),
        ) {
            let logo = logo.map(|(across, down)| picture(across, down));
            let doc = ReportDoc { meta: ReportMeta { title, logo, ..meta() }, blocks };
            let laid = lay_out(&doc).unwrap();
            assert_well_set(&laid);
            let bytes = write_pdf(&doc.meta, &laid).unwrap();
            let pages = lopdf::Document::load_mem(&bytes).unwrap().get_pages().len();
            prop_assert_eq!(pages, laid.pages.len());
        }

        #[test]
        fn running_text_and_tables_lose_nothing(
            texts in prop::collection::vec(rich(), 1..6),
            table in table(),
        ) {
            let mut doc = ReportDoc::new(meta());
            texts.into_iter().for_each(|text| { doc.paragraph(text); });
            doc.push(table);
            let laid = lay_out(&doc).unwrap();
            let table_end = laid.structure.len();
            prop_assert!(table_end > 0);
            prop_assert_eq!(sorted(&tagged_text(&laid)), sorted(&content(&doc)));
        }
    }

    /// Characters without their order: a mark without words in a cell comes before or after nothing.
    fn sorted(text: &str) -> String {
        let mut characters: Vec<char> = text.chars().collect();
        characters.sort_unstable();
        characters.into_iter().collect()
    }
}

// ---------------------------------------------------------------- pages that lie, and the logo

/// Dark blue with a pale stripe down its middle.
pub(super) fn picture(across: u32, down: u32) -> std::sync::Arc<crate::domain::picture::Picture> {
    let pixel = |at: u32| if (at % across).abs_diff(across / 2) < across / 8 { [223, 233, 242] } else { [18, 71, 111] };
    let rgb = (0..across * down).flat_map(pixel).collect();
    std::sync::Arc::new(crate::domain::picture::Picture::new(across, down, rgb).unwrap())
}

/// A table of forty rows; with ten columns its pages lie.
pub(super) fn wide_table(columns: usize) -> Table {
    let mut table = Table::new((0..columns).map(|at| Column::left(format!("Reader {at}"), 1.0)).collect());
    for row in 0..40 {
        table.row((0..columns).map(|at| format!("Not evidenced {row}-{at}")));
    }
    table
}

#[test]
fn a_wide_table_turns_its_pages_with_its_heading_and_what_follows_stands_upright_again() {
    let mut doc = ReportDoc::new(meta());
    doc.paragraph("Before the table.");
    doc.section("Every reader");
    doc.push(wide_table(10));
    for _ in 0..30 {
        doc.paragraph("After the table there is much to say, and it is said at length, so that it fills a page.");
    }
    let laid = laid(&doc);
    assert_well_set(&laid);
    let lies: Vec<bool> = laid.pages.iter().map(Page::lies).collect();
    assert!(!lies[0] && lies[1] && !lies[lies.len() - 1], "{lies:?}");
    let heading = laid.outline.iter().find(|entry| entry.text == "Every reader").unwrap();
    assert!(lies[heading.page]);
    assert_eq!(tagged_text(&laid), content(&doc));
    let file = lopdf::Document::load_mem(&render_pdf(&doc).unwrap()).unwrap();
    for ((_, id), page) in file.get_pages().into_iter().zip(&laid.pages) {
        let sides = file.get_dictionary(id).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
        let side = |at: usize| sides[at].as_float().unwrap() * style::MM_PER_PT;
        assert!((side(2) - page.width_mm).abs() < 0.1 && (side(3) - page.height_mm).abs() < 0.1, "{sides:?}");
    }
    // Four columns fit on a page that stands upright.
    let mut doc = ReportDoc::new(meta());
    doc.push(wide_table(4));
    assert!(!self::laid(&doc).pages.iter().any(Page::lies));
}

#[test]
fn a_map_of_many_columns_lies_in_one_piece() {
    let mut map = demo_map(60);
    let cell = map.rows[0].cells[1].clone();
    for at in 0..22 {
        map.columns.push(HeatColumn::new(format!("X{at}"), format!("Section {at}")));
        map.rows.iter_mut().for_each(|row| row.cells.push(cell.clone()));
    }
    let mut doc = ReportDoc::new(meta());
    doc.push(map);
    let laid = laid(&doc);
    assert_well_set(&laid);
    assert!(laid.pages.iter().any(Page::lies));
    let tables = laid.structure.iter().filter(|node| node.role == Role::Table).count();
    assert_eq!(tables, 1, "not cut into parts");
    let mut upright = ReportDoc::new(meta());
    upright.push(demo_map(60));
    assert!(!self::laid(&upright).pages.iter().any(Page::lies));
}

#[test]
fn the_logo_stands_beside_the_title_with_words_for_those_who_cannot_see_it() {
    for (across, down) in [(540, 120), (120, 240), (1, 1)] {
        let mut doc = demo();
        let words = content(&doc);
        doc.meta.logo = Some(picture(across, down));
        let laid = laid(&doc);
        assert_well_set(&laid);
        let images = |page: &Page| page.marks.iter().filter(|mark| matches!(mark, Mark::Image(_))).count();
        let counts: Vec<usize> = laid.pages.iter().map(images).collect();
        assert_eq!((counts[0], counts.iter().sum::<usize>()), (1, 1));
        let figure = laid.structure.iter().find(|node| node.role == Role::Figure).unwrap();
        assert_eq!(figure.alt.as_deref(), Some("Logo of Kingston upon Thames"));
        assert_eq!(tagged_text(&laid), words);
        let bytes = render_pdf(&doc).unwrap();
        keep_pdf(&format!("logo-{across}"), &bytes);
        let file = lopdf::Document::load_mem(&bytes).unwrap();
        let first = *file.get_pages().get(&1).unwrap();
        let images = file.get_page_images(first).unwrap();
        assert_eq!(images.len(), 1);
        assert_eq!((images[0].width, images[0].height), (i64::from(across), i64::from(down)));
    }
}

// ---------------------------------------------------------------- the file

mod file {
    use lopdf::{Dictionary, Document, Object};

    use super::*;

    fn pdf(doc: &ReportDoc) -> Document {
        Document::load_mem(&render_pdf(doc).unwrap()).unwrap()
    }

    fn dictionary<'d>(file: &'d Document, of: &'d Dictionary, key: &[u8]) -> &'d Dictionary {
        let value = of.get(key).unwrap();
        file.dereference(value).unwrap().1.as_dict().unwrap()
    }

    #[test]
    fn the_same_report_gives_the_same_bytes() {
        let first = render_pdf(&demo()).unwrap();
        assert!(first == render_pdf(&demo()).unwrap(), "bytes differ");
        let mut other = demo();
        other.paragraph("One word more.");
        let id = |bytes: &[u8]| Document::load_mem(bytes).unwrap().trailer.get(b"ID").unwrap().clone();
        assert_ne!(id(&first), id(&render_pdf(&other).unwrap()));
    }

    #[test]
    fn a_report_of_one_page_is_small() {
        let mut doc = ReportDoc::new(meta());
        doc.push(Block::key_figure("13 of 20", "plans are Good or better")).paragraph("One page.");
        let bytes = render_pdf(&doc).unwrap();
        assert!(bytes.len() < 100_000, "{}", bytes.len());
    }

    #[test]
    fn title_language_and_dates_are_those_of_the_report() {
        let mut doc = demo();
        doc.meta.title = "Łódź & Ŵyn <audit>".to_owned();
        let file = pdf(&doc);
        let info = dictionary(&file, &file.trailer, b"Info");
        assert_eq!(lopdf::decode_text_string(info.get(b"Title").unwrap()).unwrap(), doc.meta.title);
        assert_eq!(info.get(b"CreationDate").unwrap().as_str().unwrap(), b"D:20261122140300");
        assert!(!info.has(b"GTS_PDFXVersion") && !info.has(b"Author"));
        let catalog = file.catalog().unwrap();
        assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"en-GB");
        assert_eq!(catalog.get(b"PageMode").unwrap().as_name().unwrap(), b"UseOutlines");
        let preferences = dictionary(&file, catalog, b"ViewerPreferences");
        assert!(preferences.get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
        let (_, metadata) = file.dereference(catalog.get(b"Metadata").unwrap()).unwrap();
        let xmp = String::from_utf8(metadata.as_stream().unwrap().content.clone()).unwrap();
        assert!(xmp.contains("<rdf:li xml:lang=\"x-default\">Łódź &amp; Ŵyn &lt;audit&gt;</rdf:li>"), "{xmp}");
        assert!(xmp.contains("<pdfuaid:part>1</pdfuaid:part>") && xmp.contains("2026-11-22T14:03:00"), "{xmp}");
    }

    #[test]
    fn words_that_look_like_pdf_or_xml_stay_words() {
        let hostile = ")>> /OpenAction << /S /JavaScript /JS (app.alert(1)) >> ]]></rdf:li>\u{0}\u{1b}";
        let mut doc = ReportDoc::new(ReportMeta { title: hostile.to_owned(), language: hostile.to_owned(), ..meta() });
        doc.section(hostile).paragraph(hostile);
        let mut map = demo_map(1);
        map.alt = hostile.to_owned();
        map.rows[0].cells[0].words = hostile.to_owned();
        doc.push(map);
        let file = pdf(&doc);
        for object in file.objects.values() {
            let dictionary = match object {
                Object::Dictionary(dictionary) => dictionary,
                Object::Stream(stream) => &stream.dict,
                _ => continue,
            };
            for key in ["OpenAction", "JS", "AA", "URI", "Launch", "EmbeddedFiles", "A1"] {
                assert!(!dictionary.has(key.as_bytes()), "{key}");
            }
        }
        let (_, metadata) = file.dereference(file.catalog().unwrap().get(b"Metadata").unwrap()).unwrap();
        let xmp = String::from_utf8(metadata.as_stream().unwrap().content.clone()).unwrap();
        assert_eq!(xmp.matches("</rdf:li>").count(), 2, "{xmp}");
        assert!(!xmp.contains('\u{0}') && !xmp.contains('\u{1b}'));
    }

    #[test]
    fn bookmarks_follow_the_headings_and_nest() {
        let mut doc = ReportDoc::new(meta());
        doc.section("B comes first").paragraph("x").subsection("Under B").paragraph("x").push(Block::PageBreak);
        doc.section("A comes second").paragraph("x");
        let file = pdf(&doc);
        let outlines = dictionary(&file, file.catalog().unwrap(), b"Outlines");
        let title = |item: &Dictionary| lopdf::decode_text_string(item.get(b"Title").unwrap()).unwrap();
        let first = dictionary(&file, outlines, b"First");
        let second = dictionary(&file, first, b"Next");
        let under = dictionary(&file, first, b"First");
        assert_eq!([title(first), title(under), title(second)], ["B comes first", "Under B", "A comes second"]);
        assert!(!second.has(b"Next") && !under.has(b"Next") && !second.has(b"First"));
        let page = |item: &Dictionary| item.get(b"Dest").unwrap().as_array().unwrap()[0].as_reference().unwrap();
        let pages = file.get_pages();
        assert_eq!([page(first), page(second)], [pages[&1], pages[&2]]);
    }

    /// Every element with its role and the roles of the elements under it.
    fn roles(file: &Document, element: &Dictionary, depth: usize, out: &mut Vec<(usize, String)>) {
        out.push((depth, String::from_utf8_lossy(element.get(b"S").unwrap().as_name().unwrap()).into_owned()));
        for kid in element.get(b"K").unwrap().as_array().unwrap() {
            if let Ok(id) = kid.as_reference() {
                roles(file, file.get_dictionary(id).unwrap(), depth + 1, out);
            }
        }
    }

    #[test]
    fn the_tag_tree_has_headings_lists_tables_and_pictures() {
        let file = pdf(&demo());
        let tree = dictionary(&file, file.catalog().unwrap(), b"StructTreeRoot");
        let root = tree.get(b"K").unwrap().as_array().unwrap()[0].as_reference().unwrap();
        let mut found = Vec::new();
        roles(&file, file.get_dictionary(root).unwrap(), 0, &mut found);
        for role in
            ["H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "Caption", "TR", "TH", "TD", "Figure", "Span"]
        {
            assert!(found.iter().any(|(_, name)| name == role), "{role}");
        }
        assert_eq!(found.iter().filter(|(_, name)| name == "H1").count(), 1);
        for pair in found.windows(2) {
            assert!(pair[1].1 != "TD" || pair[0].0 >= pair[1].0 || pair[0].1 == "TR", "{pair:?}");
        }
    }

    #[test]
    fn every_piece_of_content_belongs_to_an_element_or_is_an_artefact() {
        let doc = demo();
        let file = pdf(&doc);
        let tree = dictionary(&file, file.catalog().unwrap(), b"StructTreeRoot");
        let numbers = dictionary(&file, tree, b"ParentTree").get(b"Nums").unwrap().as_array().unwrap();
        for (at, page) in file.get_pages().into_values().enumerate() {
            let parents = file.dereference(&numbers[at * 2 + 1]).unwrap().1.as_array().unwrap();
            let content = lopdf::content::Content::decode(&file.get_page_content(page)).unwrap();
            let (mut depth, mut next) = (0, 0);
            for operation in content.operations {
                match operation.operator.as_str() {
                    "BDC" => {
                        depth += 1;
                        let properties = operation.operands[1].as_dict().unwrap();
                        if let Ok(number) = properties.get(b"MCID") {
                            assert_eq!(number.as_i64().unwrap(), next, "page {}", at + 1);
                            next += 1;
                        } else {
                            assert_eq!(operation.operands[0].as_name().unwrap(), b"Artifact");
                        }
                    }
                    "EMC" => depth -= 1,
                    "Tj" | "TJ" | "S" | "f" | "B" | "f*" | "b" => assert_eq!(depth, 1, "{operation:?}"),
                    _ => {}
                }
            }
            assert_eq!(depth, 0);
            assert_eq!(parents.len(), usize::try_from(next).unwrap(), "page {}", at + 1);
            assert!(parents.iter().all(|parent| file.get_dictionary(parent.as_reference().unwrap()).is_ok()));
        }
    }

    /// Page and number of each marked content an element claims.
    fn claims(element: &Dictionary) -> Vec<(lopdf::ObjectId, i64)> {
        let own = element.get(b"Pg").and_then(Object::as_reference).ok();
        let kids = element.get(b"K").unwrap().as_array().unwrap();
        let claim = |kid: &Object| match kid {
            Object::Integer(number) => Some((own.unwrap(), *number)),
            Object::Dictionary(reference) => {
                let page = reference.get(b"Pg").unwrap().as_reference().unwrap();
                Some((page, reference.get(b"MCID").unwrap().as_i64().unwrap()))
            }
            _ => None,
        };
        kids.iter().filter_map(claim).collect()
    }

    #[test]
    fn content_and_elements_point_at_each_other_across_pages() {
        let mut doc = demo();
        doc.paragraph("The plan says what will be done. ".repeat(400));
        let file = pdf(&doc);
        let tree = dictionary(&file, file.catalog().unwrap(), b"StructTreeRoot");
        let numbers = dictionary(&file, tree, b"ParentTree").get(b"Nums").unwrap().as_array().unwrap();
        let mut from_pages = Vec::new();
        for (at, page) in file.get_pages().into_values().enumerate() {
            let parents = file.dereference(&numbers[at * 2 + 1]).unwrap().1.as_array().unwrap();
            for (number, parent) in (0_i64..).zip(parents) {
                from_pages.push((page, number, parent.as_reference().unwrap()));
            }
        }
        let mut from_elements = Vec::new();
        for (id, object) in &file.objects {
            let is_element =
                |dict: &&Dictionary| dict.get(b"Type").and_then(Object::as_name).ok() == Some(b"StructElem");
            if let Some(element) = object.as_dict().ok().filter(is_element) {
                from_elements.extend(claims(element).into_iter().map(|(page, number)| (page, number, *id)));
            }
        }
        from_pages.sort_unstable();
        from_elements.sort_unstable();
        assert_eq!(from_pages, from_elements);
    }

    #[test]
    fn both_fonts_are_embedded() {
        let file = pdf(&demo());
        let has = |key: &[u8]| {
            file.objects.values().filter(|object| object.as_dict().is_ok_and(|dict| dict.has(key))).count()
        };
        assert_eq!(has(b"FontFile2"), 2);
    }

    #[test]
    fn a_line_is_as_wide_in_the_file_as_in_the_layout() {
        let file = pdf(&demo());
        let fonts = fonts();
        let mut checked = 0;
        for object in file.objects.values() {
            let Ok(font) = object.as_dict() else { continue };
            if font.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Type0") {
                continue;
            }
            let bold = font.get(b"BaseFont").unwrap().as_name().unwrap().ends_with(b"Bold");
            let descendants = file.dereference(font.get(b"DescendantFonts").unwrap()).unwrap().1.as_array().unwrap();
            let descendant = file.dereference(&descendants[0]).unwrap().1.as_dict().unwrap();
            let widths = file.dereference(descendant.get(b"W").unwrap()).unwrap().1.as_array().unwrap();
            let known: Vec<i64> = (' '..='\u{2122}')
                .filter_map(|c| fonts.get(bold).advance_em(c))
                .map(|em| (em * 1000.0).round() as i64)
                .collect();
            for width in widths.iter().filter_map(|part| part.as_array().ok()).flatten() {
                assert!(known.contains(&width.as_i64().unwrap()), "{width:?}");
                checked += 1;
            }
        }
        assert!(checked > 60, "{checked}");
    }
}

// ---------------------------------------------------------------- as text

#[test]
fn a_report_as_text_names_everything_in_order() {
    let mut doc = ReportDoc::new(meta());
    doc.push(Block::key_figure("13 of 20", RichText::strong("Good or better").plain(", 65 %")));
    doc.section("Sections").push(StackedBars { rows: vec![BarRow::new("C Health needs", [1, 2], "3")], ..demo_bars() });
    doc.push(vec![Note { quote: "Clear.".into(), plan: "KT-1".into(), section: "A".into() }]);
    let expected = "\
# EHC plan audit
Summary for the SEND Partnership Board
Random dip of 20 plans, core depth, drawn 3 November 2026
[Local area: Kingston upon Thames]
[Round: Autumn round 2026]
[Marking: OFFICIAL-SENSITIVE]
[Bands: Sample data: invented people; Not encrypted]
[Made: 22 November 2026]
[Digest: Data digest 7f3a91c0 4be2d01f 55c8e7a2 9b60d3f4]
[Language: en-GB]

[figure] 13 of 20 | **Good or better**, 65 %

## Sections

[stacked bars: Stacked bars: health and social care sections have the fewest plans graded Good or Outstanding.]
Table: Grades of 20 plans, by section
Section | Outstanding | Good | Requires improvement | Inadequate | Plans
C Health needs | 1 | 2 | 0 | 0 | 3

> Clear. (KT-1, A)
";
    assert_eq!(doc.to_text(), expected);
}

#[test]
fn pictures_can_be_had_as_tables() {
    let table = demo_plot().table();
    assert_eq!(table.rows.len(), 7);
    let last: Vec<_> = table.rows[6].cells.iter().map(|cell| cell.text.text()).collect();
    assert_eq!(last, ["November 2026", "65 %", "43 to 82 %", "13 of 20"]);
    let first: Vec<_> = demo_map(1).table().rows[0].cells.iter().take(3).map(|cell| cell.text.text()).collect();
    assert_eq!(first, ["KT-0214", "Plan: Outstanding", "A: not graded"]);
}
