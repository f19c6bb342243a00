//! Pages of marks as a tagged PDF. The only place that knows `printpdf` (pages and fonts) and `lopdf` (everything
//! `printpdf` cannot say: the tag tree, nested bookmarks, metadata, fixed identifiers).

mod content;
mod file;
mod places;
mod structure;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, text_string};
use printpdf::{FontId, Mm, Op, ParsedFont, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, TextItem};

use self::content::{BOLD_ON_PAGE, Codes, REGULAR_ON_PAGE, put_number};
use self::file::File;
use self::places::Places;
use super::doc::{Level, ReportMeta};
use super::error::ReportError;
use super::layout::{Laid, Mark, OutlineEntry, Page};
use super::metrics::Fonts;
use super::style::MM_PER_PT;

const REGULAR: &str = "AtkinsonHyperlegibleNext-Regular";
const BOLD: &str = "AtkinsonHyperlegibleNext-Bold";
const CREATOR: &str = "Golden Thread";
const PRODUCER: &str = "Golden Thread, printpdf, lopdf";

/// Writes laid-out pages as PDF: text can be selected and searched, headings, tables and pictures are tagged.
///
/// # Errors
/// When a font cannot be embedded or the PDF cannot be put together.
pub fn write_pdf(meta: &ReportMeta, laid: &Laid) -> Result<Vec<u8>, ReportError> {
    let (mut shell, codes) = shell(meta, &laid.pages)?;
    let frame = PageFrame::take(&mut shell)?;
    frame.add_pictures(&mut shell, &laid.pages)?;
    let ids: Vec<(u32, u32)> = laid.pages.iter().map(|_| (shell.new_object_id().0, shell.new_object_id().0)).collect();
    let pages: Vec<u32> = ids.iter().map(|(page, _)| *page).collect();
    frame.hold(&mut shell, &pages)?;
    add_outline(&mut shell, laid, &pages)?;
    set_properties(&mut shell, meta, !laid.outline.is_empty())?;
    let mut places = Places::new(&laid.structure);
    let mut file = File::new(shell.max_id);
    for (at, (page, (id, contents))) in laid.pages.iter().zip(ids).enumerate() {
        file.put_content(contents, content::content(page, at, &codes, &mut places))?;
        file.pack(id, |out| frame.put_page(out, page, at, contents))?;
    }
    let tree = structure::write(&mut file, &laid.structure, &places, &pages)?;
    let catalog = shell.catalog_mut().map_err(library("structure"))?;
    catalog.set("StructTreeRoot", (tree, 0));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    file.finish(shell, &[meta.title.as_str(), &meta.language, &pdf_date(meta.created)])
}

fn failed(during: &'static str, detail: String) -> ReportError {
    ReportError::Pdf { during, detail }
}

fn library(during: &'static str) -> impl Fn(lopdf::Error) -> ReportError {
    move |error| failed(during, error.to_string())
}

/// Points from millimetres, to a hundredth: finer only makes the file larger.
fn points(mm: f32) -> f32 {
    (mm / MM_PER_PT * 100.0).round() / 100.0
}

/// Puts words at the end.
fn say(out: &mut Vec<u8>, words: std::fmt::Arguments<'_>) {
    out.extend(words.to_string().bytes());
}

fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
}

// ---------------------------------------------------------------- what the library makes

/// The document with its fonts, made by the library from one page on which every character stands once; and how the
/// library writes each of them. The pages themselves are written from this straight away: as lists of the library's
/// operations a long record took most of the time and of the memory.
fn shell(meta: &ReportMeta, pages: &[Page]) -> Result<(Document, Codes), ReportError> {
    let mut used = [BTreeSet::new(), BTreeSet::new()];
    for mark in pages.iter().flat_map(|page| &page.marks) {
        if let Mark::Text(run) = mark {
            used[usize::from(run.bold)].extend(run.text.chars());
        }
    }
    let fonts = Fonts::shipped()?;
    let mut pdf = PdfDocument::new(&meta.title);
    let mut ops = vec![Op::StartTextSection, Op::SetTextCursor { pos: Point { x: Pt(0.0), y: Pt(0.0) } }];
    for ((name, font), used) in [(REGULAR, &fonts.regular), (BOLD, &fonts.bold)].into_iter().zip(&used) {
        if used.is_empty() {
            continue;
        }
        let mut warnings = Vec::new();
        let parsed = ParsedFont::from_bytes(font.bytes(), 0, &mut warnings)
            .ok_or_else(|| failed("embedding fonts", format!("{name}: {warnings:?}")))?;
        // Under fixed names: the library would count them up over the life of the process.
        pdf.resources.fonts.map.insert(FontId(name.to_owned()), printpdf::PdfFont::new(parsed));
        ops.push(Op::SetFont { font: PdfFontHandle::External(FontId(name.to_owned())), size: Pt(9.0) });
        ops.push(Op::ShowText { items: vec![TextItem::Text(used.iter().collect())] });
    }
    ops.push(Op::EndTextSection);
    pdf.pages.push(PdfPage::new(Mm(210.0), Mm(297.0), ops));
    let mut warnings = Vec::new();
    let shell = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(failed("writing pages", format!("{warning:?}")));
    }
    let codes = read_codes(&shell, &used)?;
    Ok((shell, codes))
}

/// Reads off the library's page how it writes each character.
fn read_codes(shell: &Document, used: &[BTreeSet<char>; 2]) -> Result<Codes, ReportError> {
    let page = shell.page_iter().next().ok_or_else(|| failed("embedding fonts", "no page".to_owned()))?;
    let content = lopdf::content::Content::decode(&shell.get_page_content(page)).map_err(library("embedding fonts"))?;
    let shown = content.operations.iter().filter(|operation| operation.operator == "Tj");
    let mut shown = shown.filter_map(|operation| operation.operands.first()?.as_str().ok());
    let mut of_weight = [BTreeMap::new(), BTreeMap::new()];
    for (used, codes) in used.iter().zip(&mut of_weight) {
        let text = if used.is_empty() { &[][..] } else { shown.next().unwrap_or_default() };
        let pairs: Vec<[u8; 2]> = text.as_chunks::<2>().0.to_vec();
        if pairs.len() != used.len() {
            return Err(failed("embedding fonts", format!("{} codes for {} characters", pairs.len(), used.len())));
        }
        codes.extend(used.iter().copied().zip(pairs));
    }
    let [regular, bold] = of_weight;
    Ok(Codes { regular, bold })
}

/// What every page shares, taken from the library's page.
struct PageFrame {
    parent: ObjectId,
    resources: ObjectId,
}

impl PageFrame {
    /// Takes the library's page out and gives its fonts the short names used on the pages.
    fn take(shell: &mut Document) -> Result<Self, ReportError> {
        let page = shell.page_iter().next().ok_or_else(|| failed("writing pages", "no page".to_owned()))?;
        let own = shell.get_dictionary(page).map_err(library("writing pages"))?.clone();
        let id = |key: &[u8]| own.get(key).and_then(Object::as_reference).map_err(library("writing pages"));
        let frame = Self { parent: id(b"Parent")?, resources: id(b"Resources")? };
        let contents = id(b"Contents")?;
        shell.objects.remove(&page);
        shell.objects.remove(&contents);
        let resources = shell.get_dictionary(frame.resources).map_err(library("embedding fonts"))?;
        let fonts = resources.get(b"Font").and_then(Object::as_reference).map_err(library("embedding fonts"))?;
        let fonts = shell.get_dictionary_mut(fonts).map_err(library("embedding fonts"))?;
        for (long, short) in [(REGULAR, REGULAR_ON_PAGE), (BOLD, BOLD_ON_PAGE)] {
            if let Some(font) = fonts.remove(long.as_bytes()) {
                fonts.set(short, font);
            }
        }
        Ok(frame)
    }

    /// Puts the pictures where every page finds them.
    fn add_pictures(&self, shell: &mut Document, pages: &[Page]) -> Result<(), ReportError> {
        let mut pictures = Dictionary::new();
        for mark in pages.iter().flat_map(|page| &page.marks) {
            let Mark::Image(image) = mark else { continue };
            let name = content::picture_name(image);
            if pictures.has(name.as_bytes()) {
                continue;
            }
            let look = dictionary! {
                "Type" => "XObject", "Subtype" => "Image", "ColorSpace" => "DeviceRGB", "BitsPerComponent" => 8,
                "Width" => i64::from(image.picture.width()), "Height" => i64::from(image.picture.height()),
            };
            let id = shell.add_object(Stream::new(look, image.picture.rgb().to_vec()));
            pictures.set(name, id);
        }
        if !pictures.is_empty() {
            let resources = shell.get_dictionary_mut(self.resources).map_err(library("adding pictures"))?;
            resources.set("XObject", pictures);
        }
        Ok(())
    }

    /// Makes these the pages of the document.
    fn hold(&self, shell: &mut Document, pages: &[u32]) -> Result<(), ReportError> {
        let kids: Vec<Object> = pages.iter().map(|page| Object::Reference((*page, 0))).collect();
        let tree = shell.get_dictionary_mut(self.parent).map_err(library("writing pages"))?;
        tree.set("Count", i64::try_from(pages.len()).unwrap_or(i64::MAX));
        tree.set("Kids", kids);
        Ok(())
    }

    fn put_page(&self, out: &mut Vec<u8>, page: &Page, at: usize, contents: u32) {
        let (parent, resources) = (file::reference(self.parent), file::reference(self.resources));
        say(out, format_args!("<</Type/Page/Parent {parent}/Resources {resources}/Contents {contents} 0 R"));
        for side in ["MediaBox", "TrimBox", "CropBox"] {
            say(out, format_args!("/{side}[0 0 "));
            put_number(out, page.width_mm / MM_PER_PT);
            out.push(b' ');
            put_number(out, page.height_mm / MM_PER_PT);
            out.push(b']');
        }
        say(out, format_args!("/StructParents {at}/Tabs/S>>"));
    }
}

// ---------------------------------------------------------------- bookmarks

/// Headings as bookmarks, those of the second order under those of the first.
fn add_outline(file: &mut Document, laid: &Laid, pages: &[u32]) -> Result<(), ReportError> {
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
fn merge(file: &mut Document, id: ObjectId, entries: Dictionary) {
    let mut whole = file.get_dictionary(id).cloned().unwrap_or_default();
    whole.extend(&entries);
    file.set_object(id, whole);
}

fn bookmark(entry: &OutlineEntry, laid: &Laid, pages: &[u32]) -> Dictionary {
    let height_mm = laid.pages.get(entry.page).map_or(0.0, |page| page.height_mm);
    let y = points(height_mm - entry.y_mm as f32);
    let mut item = dictionary! { "Title" => text_string(&entry.text) };
    if let Some(page) = pages.get(entry.page) {
        item.set("Dest", vec![Object::Reference((*page, 0)), "XYZ".into(), Object::Null, y.into(), Object::Null]);
    }
    item
}

// ---------------------------------------------------------------- properties

fn set_properties(file: &mut Document, meta: &ReportMeta, bookmarks: bool) -> Result<(), ReportError> {
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
