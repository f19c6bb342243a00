//! What a report says, as plain data: built from a summary, then laid out, painted, or compared as text.
//!
//! Nothing here knows about millimetres, fonts or PDF. Every picture carries words for those who cannot see it
//! (`alt`) and can be turned into a [`Table`].

pub use super::thread_picture::{LinkState, ThreadPicture, ThreadRow};
use crate::domain::picture::Picture;
use jiff::civil::DateTime;
use serde::Serialize;
use std::sync::Arc;

/// The months, as dates are written.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A whole report: what stands on every page, and the blocks in reading order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportDoc {
    /// Title, running header and foot, document properties.
    pub meta: ReportMeta,
    /// The content, top to bottom.
    pub blocks: Vec<Block>,
}

/// What identifies a report and stands on each of its pages. No author: reports are the panel's, not a person's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportMeta {
    /// The first heading, the running header and the document's title.
    pub title: String,
    /// Quiet lines under the title on the first page.
    pub subtitle: Vec<String>,
    /// Whose plans these are; in the foot of each page.
    pub local_area: String,
    /// The round; in the foot of each page.
    pub round: String,
    /// Protective marking such as `OFFICIAL-SENSITIVE`; top right on each page.
    pub marking: Option<String>,
    /// Standing warnings, such as "Sample data: invented people" or "Not encrypted"; on each page.
    pub bands: Vec<String>,
    /// Local date and time at which the report was made; the date is printed in the foot.
    pub created: DateTime,
    /// Words that identify the data the report was made from; in the foot of each page.
    pub digest: String,
    /// Language of the text, as a BCP 47 tag such as `en-GB`.
    pub language: String,
    /// The local area's logo, beside the title on the first page.
    #[serde(skip)]
    pub logo: Option<Arc<Picture>>,
}

impl ReportMeta {
    /// A report's identity without marking, bands, subtitle or digest, in British English.
    pub fn new(
        title: impl Into<String>,
        local_area: impl Into<String>,
        round: impl Into<String>,
        created: DateTime,
    ) -> Self {
        Self {
            title: title.into(),
            subtitle: Vec::new(),
            local_area: local_area.into(),
            round: round.into(),
            marking: None,
            bands: Vec::new(),
            created,
            digest: String::new(),
            language: "en-GB".to_owned(),
            logo: None,
        }
    }

    /// The day the report was made, as in "22 November 2026".
    pub fn created_text(&self) -> String {
        let month = usize::try_from(self.created.month()).unwrap_or(1);
        let name = MONTHS.get(month.saturating_sub(1)).copied().unwrap_or_default();
        format!("{} {name} {}", self.created.day(), self.created.year())
    }
}

impl ReportDoc {
    /// A report without content.
    pub fn new(meta: ReportMeta) -> Self {
        Self { meta, blocks: Vec::new() }
    }

    /// Adds a block at the end.
    pub fn push(&mut self, block: impl Into<Block>) -> &mut Self {
        self.blocks.push(block.into());
        self
    }

    /// Adds a heading of the first order under the title.
    pub fn section(&mut self, text: impl Into<String>) -> &mut Self {
        self.push(Block::Heading { level: Level::Section, text: text.into() })
    }

    /// Adds a heading of the second order under the title.
    pub fn subsection(&mut self, text: impl Into<String>) -> &mut Self {
        self.push(Block::Heading { level: Level::Subsection, text: text.into() })
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, text: impl Into<RichText>) -> &mut Self {
        self.push(Block::Paragraph(text.into()))
    }
}

/// One piece of a report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Block {
    /// A heading under the title; kept with what follows, and a bookmark.
    Heading {
        /// Its order.
        level: Level,
        /// Its words.
        text: String,
    },
    /// Running text, set to a width that reads well.
    Paragraph(RichText),
    /// Small quiet text: how a figure was made, what it leaves out.
    SmallPrint(RichText),
    /// Headline figures; the first is set large, the others beside it.
    KeyFigures(Vec<KeyFigure>),
    /// A list with bullets.
    List(Vec<RichText>),
    /// A table.
    Table(Table),
    /// Bars stacked in the order of the grades or answers, one for each row.
    StackedBars(StackedBars),
    /// Letters and colours, plans down and sections across.
    HeatMap(HeatMap),
    /// Points with intervals, one for each row, and a target.
    IntervalPlot(IntervalPlot),
    /// Golden threads: four beads and the links between them, one row for each.
    Threads(ThreadPicture),
    /// Facts with their names.
    KeyValues(Vec<KeyValue>),
    /// What panel members wrote, with where it belongs.
    Notes(Vec<Note>),
    /// A remark the reader must not miss.
    Callout(Callout),
    /// What follows begins on a new page.
    PageBreak,
    /// Blocks that stay on one page where they fit on one.
    KeepTogether(Vec<Block>),
}

impl Block {
    /// One headline figure with the words that say what it counts.
    pub fn key_figure(figure: impl Into<String>, words: impl Into<RichText>) -> Self {
        Self::KeyFigures(vec![KeyFigure::new(figure, words)])
    }

    /// A list with bullets.
    pub fn list<T: Into<RichText>>(items: impl IntoIterator<Item = T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }

    /// Facts with their names, in the order given.
    pub fn key_values<K: Into<String>, V: Into<RichText>>(rows: impl IntoIterator<Item = (K, V)>) -> Self {
        Self::KeyValues(
            rows.into_iter().map(|(key, value)| KeyValue { key: key.into(), value: value.into() }).collect(),
        )
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}

impl From<StackedBars> for Block {
    fn from(bars: StackedBars) -> Self {
        Self::StackedBars(bars)
    }
}

impl From<HeatMap> for Block {
    fn from(map: HeatMap) -> Self {
        Self::HeatMap(map)
    }
}

impl From<IntervalPlot> for Block {
    fn from(plot: IntervalPlot) -> Self {
        Self::IntervalPlot(plot)
    }
}

impl From<Callout> for Block {
    fn from(callout: Callout) -> Self {
        Self::Callout(callout)
    }
}

impl From<Vec<Note>> for Block {
    fn from(notes: Vec<Note>) -> Self {
        Self::Notes(notes)
    }
}

/// The order of a heading; the title stands above both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Level {
    /// Directly under the title.
    Section,
    /// Under a section.
    Subsection,
}

/// Text in two weights. `"words".into()` is regular text; line feeds are kept as line ends.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RichText(pub Vec<Span>);

/// A stretch of text in one weight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Bold rather than regular.
    pub bold: bool,
}

impl RichText {
    /// Bold text.
    pub fn strong(text: impl Into<String>) -> Self {
        Self::default().bold(text)
    }

    /// Goes on in regular weight.
    #[must_use]
    pub fn plain(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span { text: text.into(), bold: false });
        self
    }

    /// Goes on in bold.
    #[must_use]
    pub fn bold(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span { text: text.into(), bold: true });
        self
    }

    /// The words without their weights.
    pub fn text(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|span| span.text.is_empty())
    }
}

impl<T: Into<String>> From<T> for RichText {
    fn from(text: T) -> Self {
        Self::default().plain(text)
    }
}

/// A headline figure that can be read across a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeyFigure {
    /// The figure itself, short: "13 of 20".
    pub figure: String,
    /// What it counts, its base and its uncertainty.
    pub words: RichText,
}

impl KeyFigure {
    /// A figure and its words.
    pub fn new(figure: impl Into<String>, words: impl Into<RichText>) -> Self {
        Self { figure: figure.into(), words: words.into() }
    }
}

/// A fact with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeyValue {
    /// The name.
    pub key: String,
    /// The fact.
    pub value: RichText,
}

/// What somebody wrote; printed as a quotation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The words as written, without quotation marks.
    pub quote: String,
    /// Reference of the plan.
    pub plan: String,
    /// The section it stands under, such as "F Special educational provision".
    pub section: String,
}

/// A remark the reader must not miss.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Callout {
    /// How grave it is.
    pub kind: CalloutKind,
    /// A few words.
    pub title: String,
    /// The remark.
    pub text: RichText,
}

/// How grave a remark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum CalloutKind {
    /// Good to know.
    Information,
    /// To be heeded when reading the figures.
    Caution,
}

/// A colour by its meaning. Painters look its value up; a mark never says something by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum ColourToken {
    /// The answer Met: a tick.
    Met,
    /// The answer Partly met: a half disc.
    Partly,
    /// The answer Not met: a cross.
    NotMet,
    /// The answer Not evidenced: a question mark.
    NotEvidenced,
    /// The answer Not applicable: a dash.
    NotApplicable,
    /// The grade Outstanding.
    Outstanding,
    /// The grade Good.
    Good,
    /// The grade Requires improvement.
    RequiresImprovement,
    /// The grade Inadequate.
    Inadequate,
    /// Answers or grades of an audit tool of one's own: from `0`, the best and darkest, to `of - 1`.
    Scale {
        /// Place on the scale, from 0.
        step: u8,
        /// How many places it has.
        of: u8,
    },
    /// Nothing was asked here, or no grade could be given.
    Empty,
}

/// A coloured mark with its letter and the words it stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Chip {
    /// One or two characters. Drawn where the colour has no sign of its own.
    pub letter: String,
    /// The colour.
    pub colour: ColourToken,
    /// What is meant, for those who cannot see it: "Good, 14 of 18 points".
    pub words: String,
}

impl Chip {
    /// A mark with its letter and words.
    pub fn new(letter: impl Into<String>, colour: ColourToken, words: impl Into<String>) -> Self {
        Self { letter: letter.into(), colour, words: words.into() }
    }
}

/// One grade or answer of a legend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Category {
    /// Its name: "Good".
    pub label: String,
    /// Its letter: "G".
    pub letter: String,
    /// Its colour.
    pub colour: ColourToken,
}

impl Category {
    /// A grade or answer with letter and colour.
    pub fn new(label: impl Into<String>, letter: impl Into<String>, colour: ColourToken) -> Self {
        Self { label: label.into(), letter: letter.into(), colour }
    }
}

/// Rows and columns. The first cell of a row names it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Table {
    /// What the table shows.
    pub caption: Option<String>,
    /// Columns, left to right.
    pub columns: Vec<Column>,
    /// Rows, top to bottom. A short row ends in empty cells; a long one makes columns without a title.
    pub rows: Vec<Row>,
    /// Rows are tall enough for a pen: somebody writes in them by hand.
    pub for_pen: bool,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Column {
    /// Its title; repeated on each page.
    pub title: String,
    /// How its cells stand.
    pub align: Align,
    /// Its share of the width against the other columns; it never gets less than its longest word.
    pub weight: f32,
}

impl Column {
    /// A column of words.
    pub fn left(title: impl Into<String>, weight: f32) -> Self {
        Self { title: title.into(), align: Align::Left, weight }
    }

    /// A column of figures.
    pub fn right(title: impl Into<String>, weight: f32) -> Self {
        Self { title: title.into(), align: Align::Right, weight }
    }

    /// A column of marks.
    pub fn centre(title: impl Into<String>, weight: f32) -> Self {
        Self { title: title.into(), align: Align::Centre, weight }
    }
}

/// How text stands in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Align {
    /// At the left edge.
    Left,
    /// At the right edge.
    Right,
    /// In the middle.
    Centre,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Cells, left to right.
    pub cells: Vec<Cell>,
    /// A sum or a row set apart: bold, with a rule above.
    pub strong: bool,
}

/// A cell: a mark, words, or both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Drawn before the words.
    pub chip: Option<Chip>,
    /// The words.
    pub text: RichText,
}

impl Cell {
    /// A mark with its name beside it.
    pub fn chip(category: &Category) -> Self {
        Self {
            chip: Some(Chip::new(category.letter.clone(), category.colour, category.label.clone())),
            text: category.label.as_str().into(),
        }
    }
}

impl<T: Into<RichText>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self { chip: None, text: text.into() }
    }
}

impl Table {
    /// A table without rows.
    pub fn new(columns: Vec<Column>) -> Self {
        Self { caption: None, columns, rows: Vec::new(), for_pen: false }
    }

    /// Says what the table shows.
    #[must_use]
    pub fn caption(mut self, caption: impl Into<String>) -> Self {
        self.caption = Some(caption.into());
        self
    }

    /// Makes the rows tall enough for a pen.
    #[must_use]
    pub fn for_pen(mut self) -> Self {
        self.for_pen = true;
        self
    }

    /// Adds a row.
    pub fn row<T: Into<Cell>>(&mut self, cells: impl IntoIterator<Item = T>) -> &mut Self {
        self.rows.push(Row { cells: cells.into_iter().map(Into::into).collect(), strong: false });
        self
    }

    /// Adds a sum, or a row set apart.
    pub fn strong_row<T: Into<Cell>>(&mut self, cells: impl IntoIterator<Item = T>) -> &mut Self {
        self.rows.push(Row { cells: cells.into_iter().map(Into::into).collect(), strong: true });
        self
    }
}

/// Counts of grades or answers, one bar for each row, on a common scale, with the counts in columns beside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StackedBars {
    /// What is shown.
    pub title: String,
    /// What the picture says, in a sentence.
    pub alt: String,
    /// Title of the column of row names, such as "Section".
    pub row_title: String,
    /// Title of the last column, such as "Plans".
    pub total_title: String,
    /// Grades or answers, in the order in which they are stacked.
    pub categories: Vec<Category>,
    /// Bars, top to bottom.
    pub rows: Vec<BarRow>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BarRow {
    /// Its name.
    pub label: String,
    /// How many of each category, in their order.
    pub counts: Vec<u32>,
    /// What stands at its end, such as "20" or "18 of 20".
    pub total: String,
}

impl StackedBars {
    /// The same as a table.
    pub fn table(&self) -> Table {
        let mut columns = vec![Column::left(self.row_title.clone(), 4.0)];
        columns.extend(self.categories.iter().map(|category| Column::right(category.label.clone(), 1.0)));
        columns.push(Column::right(self.total_title.clone(), 1.0));
        let mut table = Table::new(columns).caption(self.title.clone());
        for row in &self.rows {
            let counts = (0..self.categories.len()).map(|place| row.count(place).to_string());
            table.row(std::iter::once(row.label.clone()).chain(counts).chain([row.total.clone()]));
        }
        table
    }
}

impl BarRow {
    /// A bar.
    pub fn new(label: impl Into<String>, counts: impl Into<Vec<u32>>, total: impl Into<String>) -> Self {
        Self { label: label.into(), counts: counts.into(), total: total.into() }
    }

    /// How many of the category at `place`; none where nothing is given.
    pub fn count(&self, place: usize) -> u32 {
        self.counts.get(place).copied().unwrap_or(0)
    }

    /// All categories together.
    pub fn sum(&self) -> u64 {
        self.counts.iter().map(|count| u64::from(*count)).sum()
    }
}

/// Marks in rows and columns: plans down, sections across.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeatMap {
    /// What is shown.
    pub title: String,
    /// What the picture says, in a sentence.
    pub alt: String,
    /// Title of the column of row names, such as "Plan".
    pub row_title: String,
    /// Columns, left to right.
    pub columns: Vec<HeatColumn>,
    /// Rows, top to bottom.
    pub rows: Vec<HeatRow>,
    /// The marks that occur, with their names.
    pub legend: Vec<Category>,
}

/// A column of a heat map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeatColumn {
    /// What stands over the column: one to four characters.
    pub code: String,
    /// Its name, for the key under the picture.
    pub title: String,
    /// Set apart from the column before, such as the grade of the whole plan.
    pub apart: bool,
}

impl HeatColumn {
    /// A column with its code and name.
    pub fn new(code: impl Into<String>, title: impl Into<String>) -> Self {
        Self { code: code.into(), title: title.into(), apart: false }
    }

    /// The same, set apart from the column before.
    #[must_use]
    pub fn apart(mut self) -> Self {
        self.apart = true;
        self
    }
}

/// A row of a heat map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeatRow {
    /// Its name, such as the plan's reference.
    pub label: String,
    /// Its marks, in the order of the columns.
    pub cells: Vec<Chip>,
}

impl HeatRow {
    /// A row with its marks.
    pub fn new(label: impl Into<String>, cells: impl Into<Vec<Chip>>) -> Self {
        Self { label: label.into(), cells: cells.into() }
    }
}

impl HeatMap {
    /// The same as a table of words.
    pub fn table(&self) -> Table {
        let mut columns = vec![Column::left(self.row_title.clone(), 2.0)];
        columns.extend(self.columns.iter().map(|column| Column::left(column.code.clone(), 1.0)));
        let mut table = Table::new(columns).caption(self.title.clone());
        for row in &self.rows {
            let cells = row.cells.iter().map(|chip| chip.words.clone());
            table.row(std::iter::once(row.label.clone()).chain(cells));
        }
        table
    }
}

/// A figure over time or between groups: points with their intervals, and the target as a line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IntervalPlot {
    /// What is shown.
    pub title: String,
    /// What the picture says, in a sentence.
    pub alt: String,
    /// Title of the column of row names, such as "Round".
    pub row_title: String,
    /// Title of the column of values, such as "Good or better".
    pub value_title: String,
    /// Title of the column of intervals, such as "95 % interval".
    pub interval_title: String,
    /// Title of the column of bases, such as "Plans".
    pub base_title: String,
    /// The scale all points stand on.
    pub axis: Axis,
    /// Points, top to bottom.
    pub rows: Vec<IntervalRow>,
    /// What is aimed at, on the definition of these very points.
    pub target: Option<Target>,
}

/// A scale.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Axis {
    /// Value at the left end.
    pub min: f64,
    /// Value at the right end.
    pub max: f64,
    /// Distance between two ticks; no ticks where it is not above zero.
    pub step: f64,
    /// Printed after each value, with its space: " %".
    pub unit: String,
    /// Digits after the decimal point.
    pub decimals: u8,
}

impl Axis {
    /// Nought to a hundred per cent.
    pub fn percent() -> Self {
        Self { min: 0.0, max: 100.0, step: 20.0, unit: " %".to_owned(), decimals: 0 }
    }

    /// A value on this scale as text, with its unit.
    pub fn text(&self, value: f64) -> String {
        format!("{}{}", self.number(value), self.unit)
    }

    /// A value on this scale as text, without its unit.
    pub fn number(&self, value: f64) -> String {
        format!("{value:.*}", usize::from(self.decimals)).replace('-', "\u{2212}")
    }
}

/// One point of an interval plot.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IntervalRow {
    /// Its name, such as the round.
    pub label: String,
    /// Its value; none where nothing was measured.
    pub value: Option<f64>,
    /// Where the true value may lie; none where the plans were chosen rather than drawn.
    pub interval: Option<(f64, f64)>,
    /// The base, such as "13 of 20".
    pub base: String,
    /// Why this point cannot be compared with those above, such as "The audit tool changed"; the line is broken here.
    pub break_before: Option<String>,
}

/// What is aimed at.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Target {
    /// The value aimed at.
    pub value: f64,
    /// What stands over its line, such as "Target 65 %".
    pub label: String,
}

impl IntervalPlot {
    /// The same as a table.
    pub fn table(&self) -> Table {
        let columns = vec![
            Column::left(self.row_title.clone(), 3.0),
            Column::right(self.value_title.clone(), 1.0),
            Column::right(self.interval_title.clone(), 1.0),
            Column::right(self.base_title.clone(), 1.0),
        ];
        let mut table = Table::new(columns).caption(self.title.clone());
        for row in &self.rows {
            if let Some(reason) = &row.break_before {
                table.row([reason.clone()]);
            }
            table.row([row.label.clone(), self.value_text(row), self.interval_text(row), row.base.clone()]);
        }
        table
    }

    /// The value of a row as text; a dash where nothing was measured.
    pub fn value_text(&self, row: &IntervalRow) -> String {
        row.value.map_or_else(|| "\u{2013}".to_owned(), |value| self.axis.text(value))
    }

    /// The interval of a row as text; a dash where there is none.
    pub fn interval_text(&self, row: &IntervalRow) -> String {
        row.interval.map_or_else(
            || "\u{2013}".to_owned(),
            |(low, high)| format!("{} to {}", self.axis.number(low), self.axis.text(high)),
        )
    }
}
