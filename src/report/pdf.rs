//! Pages of marks as a tagged PDF. The only place that knows `printpdf` (pages and fonts) and `lopdf` (everything
//! `printpdf` cannot say: the tag tree, nested bookmarks, metadata, fixed identifiers).

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary, text_string};
use printpdf::{
    Color, DictItem, FontId, Line, LinePoint, Op, PaintMode, ParsedFont, PdfDocument, PdfFontHandle, PdfPage,
    PdfSaveOptions, Point, Polygon, PolygonRing, Pt, RawImage, RawImageData, RawImageFormat, Rect, TextItem,
    WindingOrder, XObject, XObjectId, XObjectTransform,
};
use sha2::{Digest, Sha256};

use super::doc::{Level, ReportMeta};
use super::error::ReportError;
use super::layout::{
    ImageMark, Laid, LineMark, Mark, NodeId, OutlineEntry, Page, PathMark, RectMark, Role, Step, StructNode, Tag,
    TextRun,
};
use super::metrics::Fonts;
use super::style::{MM_PER_PT, Rgb};

const REGULAR: &str = "AtkinsonHyperlegibleNext-Regular";
const BOLD: &str = "AtkinsonHyperlegibleNext-Bold";
const CREATOR: &str = "Golden Thread";
const PRODUCER: &str = "Golden Thread, printpdf, lopdf";

/// Writes laid-out pages as PDF: text can be selected and searched, headings, tables and pictures are tagged.
///
/// # Errors
/// When a font cannot be embedded or the PDF cannot be put together.
pub fn write_pdf(meta: &ReportMeta, laid: &Laid) -> Result<Vec<u8>, ReportError> {
    let mut places = Places::new(&laid.structure);
    let mut pdf = PdfDocument::new(&meta.title);
    embed_fonts(&mut pdf)?;
    for (at, page) in laid.pages.iter().enumerate() {
        add_pictures(&mut pdf, page);
        pdf.pages.push(paint(page, at, &mut places));
    }
    let mut warnings = Vec::new();
    let mut file = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(failed("writing pages", format!("{warning:?}")));
    }
    let pages: Vec<ObjectId> = file.get_pages().values().copied().collect();
    add_structure(&mut file, &laid.structure, &places, &pages)?;
    add_outline(&mut file, laid, &pages)?;
    set_properties(&mut file, meta, !laid.outline.is_empty())?;
    set_identity(&mut file, meta, &pages);
    file.version = "1.7".into();
    file.compress();
    let mut bytes = Vec::new();
    file.save_modern(&mut bytes).map_err(|error| failed("saving", error.to_string()))?;
    Ok(bytes)
}

fn failed(during: &'static str, detail: String) -> ReportError {
    ReportError::Pdf { during, detail }
}

fn library(during: &'static str) -> impl Fn(lopdf::Error) -> ReportError {
    move |error| failed(during, error.to_string())
}

/// Both faces under fixed names: the library would count them up over the life of the process.
fn embed_fonts(pdf: &mut PdfDocument) -> Result<(), ReportError> {
    let fonts = Fonts::shipped()?;
    for (name, font) in [(REGULAR, &fonts.regular), (BOLD, &fonts.bold)] {
        let mut warnings = Vec::new();
        let parsed = ParsedFont::from_bytes(font.bytes(), 0, &mut warnings)
            .ok_or_else(|| failed("embedding fonts", format!("{name}: {warnings:?}")))?;
        pdf.resources.fonts.map.insert(FontId(name.to_owned()), printpdf::PdfFont::new(parsed));
    }
    Ok(())
}

/// Pictures under names made of their content: the same picture is kept once.
fn add_pictures(pdf: &mut PdfDocument, page: &Page) {
    for mark in &page.marks {
        let Mark::Image(image) = mark else { continue };
        let id = picture_id(image);
        pdf.resources.xobjects.map.entry(id).or_insert_with(|| {
            XObject::Image(RawImage {
                pixels: RawImageData::U8(image.picture.rgb().to_vec()),
                width: image.picture.width() as usize,
                height: image.picture.height() as usize,
                data_format: RawImageFormat::RGB8,
                tag: Vec::new(),
            })
        });
    }
}

fn picture_id(image: &ImageMark) -> XObjectId {
    let digest = Sha256::digest(image.picture.to_bytes());
    XObjectId(digest.iter().take(6).fold("Picture".to_owned(), |name, byte| name + &format!("{byte:02x}")))
}

// ---------------------------------------------------------------- painting

/// Where the marks of each node stand: page, number of the marked content, and the rectangle they fill in points.
struct Places {
    of_node: Vec<Vec<(usize, i64)>>,
    boxes: Vec<Option<[f32; 4]>>,
}

impl Places {
    fn new(structure: &[StructNode]) -> Self {
        Self { of_node: vec![Vec::new(); structure.len()], boxes: vec![None; structure.len()] }
    }

    fn add(&mut self, node: NodeId, page: usize, number: i64) {
        if let Some(places) = self.of_node.get_mut(node.0) {
            places.push((page, number));
        }
    }

    fn widen(&mut self, node: NodeId, mark: &Mark, page_mm: f32) {
        let Some(known) = self.boxes.get_mut(node.0) else { return };
        for (x, y) in corners(mark) {
            let (x, y) = (points(x), points(page_mm - y));
            let [left, bottom, right, top] = known.unwrap_or([x, y, x, y]);
            *known = Some([left.min(x), bottom.min(y), right.max(x), top.max(y)]);
        }
    }
}

/// Points between which a mark lies, in millimetres.
fn corners(mark: &Mark) -> Vec<(f32, f32)> {
    match mark {
        Mark::Text(run) => {
            let em = run.size_pt * MM_PER_PT;
            vec![(run.x_mm, run.y_mm - em), (run.x_mm + run.width_mm, run.y_mm + 0.3 * em)]
        }
        Mark::Line(line) => vec![(line.x1_mm, line.y1_mm), (line.x2_mm, line.y2_mm)],
        Mark::Rect(rect) => vec![(rect.x_mm, rect.y_mm), (rect.x_mm + rect.width_mm, rect.y_mm + rect.height_mm)],
        Mark::Path(path) => path.steps.iter().flat_map(Step::points).collect(),
        Mark::Image(image) => {
            vec![(image.x_mm, image.y_mm), (image.x_mm + image.width_mm, image.y_mm + image.height_mm)]
        }
    }
}

/// Points from millimetres, to a hundredth: finer only makes the file larger.
fn points(mm: f32) -> f32 {
    (mm / MM_PER_PT * 100.0).round() / 100.0
}

/// Paints one page; every mark stands in marked content, tagged or declared an artefact.
fn paint(page: &Page, at: usize, places: &mut Places) -> PdfPage {
    let mut painter = Painter { ops: Vec::new(), height_mm: page.height_mm, fill: None, stroke: None };
    let mut next = 0;
    for group in page.marks.chunk_by(|a, b| a.tag() == b.tag()) {
        let Some(tag) = group.first().map(Mark::tag) else { continue };
        match tag {
            Tag::Node(node) => {
                painter.begin("P", [("MCID", DictItem::Int(next))]);
                places.add(node, at, next);
                group.iter().for_each(|mark| places.widen(node, mark, page.height_mm));
                next += 1;
            }
            Tag::Decoration => painter.begin("Artifact", [("Type", name("Layout"))]),
            Tag::Header => painter.begin("Artifact", [("Type", name("Pagination")), ("Subtype", name("Header"))]),
            Tag::Foot => painter.begin("Artifact", [("Type", name("Pagination")), ("Subtype", name("Footer"))]),
        }
        group.iter().for_each(|mark| painter.mark(mark));
        painter.ops.push(Op::EndMarkedContent);
    }
    PdfPage::new(printpdf::Mm(page.width_mm), printpdf::Mm(page.height_mm), painter.ops)
}

fn name(text: &str) -> DictItem {
    DictItem::Name(text.as_bytes().to_vec())
}

struct Painter {
    ops: Vec<Op>,
    height_mm: f32,
    fill: Option<Rgb>,
    stroke: Option<(Rgb, f32)>,
}

impl Painter {
    fn begin<const N: usize>(&mut self, tag: &str, properties: [(&str, DictItem); N]) {
        let map: BTreeMap<String, DictItem> =
            properties.into_iter().map(|(key, item)| (key.to_owned(), item)).collect();
        let properties = DictItem::Dict { map };
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties });
    }

    fn mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Text(run) => self.text(run),
            Mark::Line(line) => self.line(line),
            Mark::Rect(rect) => self.rect(rect),
            Mark::Path(path) => self.path(path),
            Mark::Image(image) => self.image(image),
        }
    }

    fn image(&mut self, image: &ImageMark) {
        let corner = self.point(image.x_mm, image.y_mm + image.height_mm);
        let transform = XObjectTransform {
            translate_x: Some(corner.x),
            translate_y: Some(corner.y),
            scale_x: Some(points(image.width_mm)),
            scale_y: Some(points(image.height_mm)),
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        self.ops.push(Op::UseXobject { id: picture_id(image), transform });
    }

    fn set_fill(&mut self, colour: Rgb) {
        if self.fill != Some(colour) {
            self.ops.push(Op::SetFillColor { col: rgb(colour) });
            self.fill = Some(colour);
        }
    }

    fn set_stroke(&mut self, colour: Rgb, width_pt: f32) {
        if self.stroke != Some((colour, width_pt)) {
            self.ops.push(Op::SetOutlineColor { col: rgb(colour) });
            self.ops.push(Op::SetOutlineThickness { pt: Pt(width_pt) });
            self.stroke = Some((colour, width_pt));
        }
    }

    fn point(&self, x_mm: f32, y_mm: f32) -> Point {
        Point { x: Pt(points(x_mm)), y: Pt(points(self.height_mm - y_mm)) }
    }

    /// One text object for each run, since the cursor is set relative to the one before. What a stand-in stands for
    /// goes with it, for search and screen readers.
    fn text(&mut self, run: &TextRun) {
        self.set_fill(run.colour);
        if let Some(meant) = &run.stands_for {
            let data = utf16(meant);
            self.begin("Span", [("ActualText", DictItem::String { data, literal: false })]);
        }
        let font = PdfFontHandle::External(FontId(if run.bold { BOLD } else { REGULAR }.to_owned()));
        let pos = self.point(run.x_mm, run.y_mm);
        self.ops.extend([
            Op::StartTextSection,
            Op::SetFont { font, size: Pt(run.size_pt) },
            Op::SetTextCursor { pos },
            Op::ShowText { items: vec![TextItem::Text(run.text.clone())] },
            Op::EndTextSection,
        ]);
        if run.stands_for.is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn line(&mut self, line: &LineMark) {
        self.set_stroke(line.colour, line.width_pt);
        let ends = [self.point(line.x1_mm, line.y1_mm), self.point(line.x2_mm, line.y2_mm)];
        let points = ends.into_iter().map(|p| LinePoint { p, bezier: false }).collect();
        self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
    }

    fn rect(&mut self, rect: &RectMark) {
        let mode = match (rect.fill, rect.edge) {
            (Some(_), Some(_)) => PaintMode::FillStroke,
            (Some(_), None) => PaintMode::Fill,
            (None, Some(_)) => PaintMode::Stroke,
            (None, None) => return,
        };
        if let Some(colour) = rect.fill {
            self.set_fill(colour);
        }
        if let Some((colour, width_pt)) = rect.edge {
            self.set_stroke(colour, width_pt);
        }
        let corner = self.point(rect.x_mm, rect.y_mm + rect.height_mm);
        let rectangle = Rect {
            x: corner.x,
            y: corner.y,
            width: Pt(points(rect.width_mm)),
            height: Pt(points(rect.height_mm)),
            mode: Some(mode),
            winding_order: Some(WindingOrder::NonZero),
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    /// Filled paths as polygons, stroked ones as lines: the library would close a stroked polygon.
    fn path(&mut self, path: &PathMark) {
        for stretch in path.steps.chunk_by(|_, next| !matches!(next, Step::Move(..))) {
            let points = self.path_points(stretch);
            if let Some(colour) = path.fill {
                self.set_fill(colour);
                let rings = vec![PolygonRing { points: points.clone() }];
                let polygon = Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::NonZero };
                self.ops.push(Op::DrawPolygon { polygon });
            }
            if let Some((colour, width_pt)) = path.stroke {
                self.set_stroke(colour, width_pt);
                let is_closed = stretch.contains(&Step::Close);
                self.ops.push(Op::DrawLine { line: Line { points, is_closed } });
            }
        }
    }

    fn path_points(&self, steps: &[Step]) -> Vec<LinePoint> {
        let mut points = Vec::new();
        for step in steps {
            let controls = if matches!(step, Step::Curve(_)) { 2 } else { 0 };
            for (at, (x, y)) in step.points().into_iter().enumerate() {
                points.push(LinePoint { p: self.point(x, y), bezier: at < controls });
            }
        }
        points
    }
}

fn rgb(colour: Rgb) -> Color {
    let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
    Color::Rgb(printpdf::Rgb { r: part(colour.0), g: part(colour.1), b: part(colour.2), icc_profile: None })
}

fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
}

// ---------------------------------------------------------------- structure

fn add_structure(
    file: &mut lopdf::Document,
    structure: &[StructNode],
    places: &Places,
    pages: &[ObjectId],
) -> Result<(), ReportError> {
    let tree = file.new_object_id();
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = structure.iter().map(|_| file.new_object_id()).collect();
    let mut children: Vec<Vec<Object>> = vec![Vec::new(); structure.len()];
    let mut top = Vec::new();
    for (node, id) in structure.iter().zip(&ids) {
        match node.parent.and_then(|parent| children.get_mut(parent.0)) {
            Some(siblings) => siblings.push(Object::Reference(*id)),
            None => top.push(Object::Reference(*id)),
        }
    }
    for (at, (node, mut kids)) in structure.iter().zip(children).enumerate() {
        let parent = node.parent.and_then(|parent| ids.get(parent.0)).copied().unwrap_or(root);
        let mut element = dictionary! { "Type" => "StructElem", "S" => role_name(node.role), "P" => parent };
        describe(&mut element, node, places, at);
        kids.extend(content(&mut element, &places.of_node[at], pages));
        element.set("K", kids);
        file.set_object(ids[at], element);
    }
    let document = dictionary! { "Type" => "StructElem", "S" => "Document", "P" => tree, "K" => top };
    file.set_object(root, document);
    let parents = add_parent_tree(file, places, &ids, pages)?;
    let next = i64::try_from(pages.len()).unwrap_or(i64::MAX);
    file.set_object(
        tree,
        dictionary! { "Type" => "StructTreeRoot", "K" => vec![root.into()], "ParentTree" => parents, "ParentTreeNextKey" => next },
    );
    let catalog = file.catalog_mut().map_err(library("structure"))?;
    catalog.set("StructTreeRoot", tree);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    Ok(())
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Title => "H1",
        Role::Heading(Level::Section) => "H2",
        Role::Heading(Level::Subsection) => "H3",
        Role::Paragraph => "P",
        Role::List => "L",
        Role::Item => "LI",
        Role::ItemLabel => "Lbl",
        Role::ItemBody => "LBody",
        Role::Table => "Table",
        Role::Caption => "Caption",
        Role::Row => "TR",
        Role::ColumnHead | Role::RowHead => "TH",
        Role::Cell => "TD",
        Role::Figure => "Figure",
        Role::Span => "Span",
    }
}

/// Alternative text and attributes. What a table says as a whole is its summary: an alternative text would hide it.
fn describe(element: &mut Dictionary, node: &StructNode, places: &Places, at: usize) {
    let table = |key: &str, value: Object| {
        let mut attributes = dictionary! { "O" => "Table" };
        attributes.set(key, value);
        attributes
    };
    let words = node.alt.as_deref().filter(|words| !words.is_empty());
    match node.role {
        Role::ColumnHead => element.set("A", table("Scope", "Column".into())),
        Role::RowHead => element.set("A", table("Scope", "Row".into())),
        Role::Cell if node.columns > 1 => element.set("A", table("ColSpan", i64::from(node.columns).into())),
        Role::Table => {
            if let Some(words) = words {
                element.set("A", table("Summary", text_string(words)));
            }
            return;
        }
        Role::Figure => {
            let places_of = places.of_node.get(at).map_or(&[][..], Vec::as_slice);
            let on_one_page = places_of.iter().all(|(page, _)| Some(*page) == places_of.first().map(|first| first.0));
            if let (true, Some(rect)) = (on_one_page, places.boxes.get(at).copied().flatten()) {
                let rect: Vec<Object> = rect.into_iter().map(Object::Real).collect();
                element.set("A", dictionary! { "O" => "Layout", "BBox" => rect });
            }
        }
        _ => {}
    }
    if let Some(words) = words {
        element.set("Alt", text_string(words));
    } else if node.role == Role::Figure {
        element.set("Alt", text_string("Picture"));
    }
}

/// The marked content of an element: plain numbers for the page most of it stands on, references for the others.
fn content(element: &mut Dictionary, places: &[(usize, i64)], pages: &[ObjectId]) -> Vec<Object> {
    let Some((first, _)) = places.first() else { return Vec::new() };
    if let Some(page) = pages.get(*first) {
        element.set("Pg", *page);
    }
    let reference = |(page, number): &(usize, i64)| match pages.get(*page) {
        Some(id) if page != first => {
            Object::Dictionary(dictionary! { "Type" => "MCR", "Pg" => *id, "MCID" => *number })
        }
        _ => Object::Integer(*number),
    };
    places.iter().map(reference).collect()
}

/// From each marked content back to its element, page by page.
fn add_parent_tree(
    file: &mut lopdf::Document,
    places: &Places,
    ids: &[ObjectId],
    pages: &[ObjectId],
) -> Result<Dictionary, ReportError> {
    let mut of_page: Vec<BTreeMap<i64, ObjectId>> = vec![BTreeMap::new(); pages.len()];
    for (id, places) in ids.iter().zip(&places.of_node) {
        for (page, number) in places {
            of_page[*page].insert(*number, *id);
        }
    }
    let mut numbers = Vec::new();
    for (at, (elements, page)) in of_page.into_iter().zip(pages).enumerate() {
        let key = i64::try_from(at).unwrap_or(i64::MAX);
        let elements: Vec<Object> = elements.into_values().map(Object::Reference).collect();
        numbers.push(Object::Integer(key));
        numbers.push(Object::Reference(file.add_object(elements)));
        let page = file.get_dictionary_mut(*page).map_err(library("structure"))?;
        page.set("StructParents", key);
        page.set("Tabs", "S");
        page.remove(b"Annots");
    }
    Ok(dictionary! { "Nums" => numbers })
}

// ---------------------------------------------------------------- bookmarks

/// Headings as bookmarks, those of the second order under those of the first.
fn add_outline(file: &mut lopdf::Document, laid: &Laid, pages: &[ObjectId]) -> Result<(), ReportError> {
    if laid.outline.is_empty() {
        return Ok(());
    }
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = laid.outline.iter().map(|_| file.new_object_id()).collect();
    // Each entry's parent: the last section before it; sections stand at the top.
    let mut section = None;
    let mut parents = Vec::new();
    for (at, entry) in laid.outline.iter().enumerate() {
        parents.push(if entry.level == Level::Section { None } else { section });
        if entry.level == Level::Section {
            section = Some(at);
        }
    }
    let siblings = |parent: Option<usize>| -> Vec<usize> {
        (0..parents.len()).filter(|at| parents.get(*at) == Some(&parent)).collect()
    };
    for parent in std::iter::once(None).chain((0..parents.len()).map(Some)) {
        let family = siblings(parent);
        let (Some(first), Some(last)) = (family.first(), family.last()) else { continue };
        let parent_id = parent.map_or(root, |at| ids[at]);
        for (place, at) in family.iter().enumerate() {
            let mut item = bookmark(&laid.outline[*at], laid, pages);
            item.set("Parent", parent_id);
            if let Some(before) = place.checked_sub(1).and_then(|before| family.get(before)) {
                item.set("Prev", ids[*before]);
            }
            if let Some(after) = family.get(place + 1) {
                item.set("Next", ids[*after]);
            }
            merge(file, ids[*at], item);
        }
        let count = if parent.is_none() { parents.len() } else { family.len() };
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let mut own = dictionary! { "First" => ids[*first], "Last" => ids[*last], "Count" => count };
        if parent.is_none() {
            own.set("Type", "Outlines");
        }
        merge(file, parent_id, own);
    }
    file.catalog_mut().map_err(library("bookmarks"))?.set("Outlines", root);
    Ok(())
}

/// Adds the entries to a dictionary that may be there already.
fn merge(file: &mut lopdf::Document, id: ObjectId, entries: Dictionary) {
    let mut whole = file.get_dictionary(id).cloned().unwrap_or_default();
    whole.extend(&entries);
    file.set_object(id, whole);
}

fn bookmark(entry: &OutlineEntry, laid: &Laid, pages: &[ObjectId]) -> Dictionary {
    let height_mm = laid.pages.get(entry.page).map_or(0.0, |page| page.height_mm);
    let y = points(height_mm - entry.y_mm as f32);
    let mut item = dictionary! { "Title" => text_string(&entry.text) };
    if let Some(page) = pages.get(entry.page) {
        item.set("Dest", vec![(*page).into(), "XYZ".into(), Object::Null, y.into(), Object::Null]);
    }
    item
}

// ---------------------------------------------------------------- properties

fn set_properties(file: &mut lopdf::Document, meta: &ReportMeta, bookmarks: bool) -> Result<(), ReportError> {
    let date = pdf_date(meta.created);
    let info = dictionary! {
        "Title" => text_string(&printable(&meta.title)),
        "Creator" => text_string(CREATOR),
        "Producer" => text_string(PRODUCER),
        "CreationDate" => Object::string_literal(date.clone()),
        "ModDate" => Object::string_literal(date),
    };
    if let Ok(Object::Reference(old)) = file.trailer.get(b"Info").cloned() {
        file.set_object(old, info);
    } else {
        let info = file.add_object(info);
        file.trailer.set("Info", info);
    }
    let metadata = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xmp(meta).into_bytes());
    let metadata = file.add_object(metadata.with_compression(false));
    let catalog = file.catalog_mut().map_err(library("properties"))?;
    catalog.set("Metadata", metadata);
    catalog.set("Lang", text_string(&printable(&meta.language)));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("PageMode", if bookmarks { "UseOutlines" } else { "UseNone" });
    catalog.set("PageLayout", "SinglePage");
    Ok(())
}

/// Local time without a zone: the report says when it was made where it was made.
fn pdf_date(at: DateTime) -> String {
    let (date, time) = (at.date(), at.time());
    let day = format!("{:04}{:02}{:02}", date.year().max(0), date.month(), date.day());
    format!("D:{day}{:02}{:02}{:02}", time.hour(), time.minute(), time.second())
}

fn xmp_date(at: DateTime) -> String {
    let (date, time) = (at.date(), at.time());
    let day = format!("{:04}-{:02}-{:02}", date.year().max(0), date.month(), date.day());
    format!("{day}T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
}

/// Text without control characters, which XML cannot hold.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') { ' ' } else { c }).collect()
}

fn escaped(text: &str) -> String {
    printable(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn xmp(meta: &ReportMeta) -> String {
    let (title, language) = (escaped(&meta.title), escaped(&meta.language));
    let date = xmp_date(meta.created);
    format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:format>application/pdf</dc:format>
<xmp:CreatorTool>{CREATOR}</xmp:CreatorTool><xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"#,
        bom = '\u{FEFF}',
    )
}

/// A file identifier from the content, instead of the library's counter: the same report, the same bytes.
fn set_identity(file: &mut lopdf::Document, meta: &ReportMeta, pages: &[ObjectId]) {
    let mut hash = Sha256::new();
    for part in [meta.title.as_str(), &meta.language, &pdf_date(meta.created)] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    for page in pages {
        hash.update(file.get_page_content(*page));
        hash.update([0]);
    }
    let id = Object::String(hash.finalize()[..16].to_vec(), lopdf::StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![id.clone(), id]);
}
