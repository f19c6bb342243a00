//! A report as text: for snapshots in tests and for reading without a printer. Pictures come as their tables.

use std::fmt::Write;

use super::doc::{
    Block, Callout, Cell, HeatMap, IntervalPlot, KeyFigure, KeyValue, Level, Note, ReportDoc, RichText, StackedBars,
    Table,
};

impl ReportDoc {
    /// The whole report as text, in the order of reading; bold words stand between asterisks.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        let meta = &self.meta;
        line(&mut out, &format!("# {}", meta.title));
        meta.subtitle.iter().for_each(|subtitle| line(&mut out, subtitle));
        for (name, value) in [
            ("Local area", meta.local_area.as_str()),
            ("Round", &meta.round),
            ("Marking", meta.marking.as_deref().unwrap_or_default()),
            ("Bands", &meta.bands.join("; ")),
            ("Made", &meta.created_text()),
            ("Digest", &meta.digest),
            ("Language", &meta.language),
        ] {
            if !value.is_empty() {
                line(&mut out, &format!("[{name}: {value}]"));
            }
        }
        blocks(&mut out, &self.blocks);
        out
    }
}

fn line(out: &mut String, text: &str) {
    out.push_str(text.trim_end());
    out.push('\n');
}

fn rich(text: &RichText) -> String {
    let part = |span: &super::doc::Span| if span.bold { format!("**{}**", span.text) } else { span.text.clone() };
    text.0.iter().map(part).collect()
}

fn blocks(out: &mut String, list: &[Block]) {
    for item in list {
        out.push('\n');
        block(out, item);
    }
}

fn block(out: &mut String, block: &Block) {
    match block {
        Block::Heading { level: Level::Section, text } => line(out, &format!("## {text}")),
        Block::Heading { level: Level::Subsection, text } => line(out, &format!("### {text}")),
        Block::Paragraph(text) => line(out, &rich(text)),
        Block::SmallPrint(text) => line(out, &format!("({})", rich(text))),
        Block::KeyFigures(figures) => figures.iter().for_each(|figure| key_figure(out, figure)),
        Block::List(items) => items.iter().for_each(|item| line(out, &format!("- {}", rich(item)))),
        Block::Table(content) => table(out, content),
        Block::StackedBars(bars) => stacked_bars(out, bars),
        Block::HeatMap(map) => heat_map(out, map),
        Block::IntervalPlot(plot) => interval_plot(out, plot),
        Block::Threads(picture) => {
            line(out, &format!("[threads: {}]", picture.alt));
            table(out, &picture.table());
        }
        Block::KeyValues(rows) => rows.iter().for_each(|row| key_value(out, row)),
        Block::Notes(notes) => notes.iter().for_each(|entry| note(out, entry)),
        Block::Callout(remark) => callout(out, remark),
        Block::PageBreak => line(out, "[new page]"),
        Block::KeepTogether(inside) => {
            line(out, "[together");
            blocks(out, inside);
            line(out, "]");
        }
    }
}

fn key_figure(out: &mut String, figure: &KeyFigure) {
    line(out, &format!("[figure] {} | {}", figure.figure, rich(&figure.words)));
}

fn key_value(out: &mut String, row: &KeyValue) {
    line(out, &format!("{}: {}", row.key, rich(&row.value)));
}

fn note(out: &mut String, note: &Note) {
    line(out, &format!("> {} ({}, {})", note.quote, note.plan, note.section));
}

fn callout(out: &mut String, callout: &Callout) {
    line(out, &format!("[{:?}] {}: {}", callout.kind, callout.title, rich(&callout.text)));
}

fn stacked_bars(out: &mut String, bars: &StackedBars) {
    line(out, &format!("[stacked bars: {}]", bars.alt));
    table(out, &bars.table());
}

fn heat_map(out: &mut String, map: &HeatMap) {
    line(out, &format!("[heat map: {}]", map.alt));
    for column in map.columns.iter().filter(|column| column.title != column.code) {
        line(out, &format!("{} = {}", column.code, column.title));
    }
    table(out, &map.table());
}

fn interval_plot(out: &mut String, plot: &IntervalPlot) {
    line(out, &format!("[interval plot: {}]", plot.alt));
    plot.target.iter().for_each(|target| line(out, &target.label));
    table(out, &plot.table());
}

fn table(out: &mut String, table: &Table) {
    table.caption.iter().for_each(|caption| line(out, &format!("Table: {caption}")));
    let titles: Vec<_> = table.columns.iter().map(|column| column.title.as_str()).collect();
    if titles.iter().any(|title| !title.is_empty()) {
        line(out, &titles.join(" | "));
    }
    for row in &table.rows {
        let cells: Vec<_> = row.cells.iter().map(cell).collect();
        let mut text = cells.join(" | ");
        if row.strong {
            let _ = write!(text, " [strong]");
        }
        line(out, &text);
    }
}

fn cell(cell: &Cell) -> String {
    let words = rich(&cell.text);
    match &cell.chip {
        Some(chip) if words != chip.words => format!("[{}] {words}", chip.words),
        _ => words,
    }
}
