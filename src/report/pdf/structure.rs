//! The tag tree: what a screen reader walks. Written element by element; nothing of it is held.

use lopdf::{Object, text_string};

use super::content::put_number;
use super::file::{File, put};
use super::places::Places;
use super::say;
use crate::report::doc::Level;
use crate::report::error::ReportError;
use crate::report::layout::{Role, StructNode};

/// Writes the tag tree and says under which number it stands.
pub(super) fn write(
    file: &mut File,
    structure: &[StructNode],
    places: &Places,
    pages: &[u32],
) -> Result<u32, ReportError> {
    let tree = file.new_id();
    let root = file.new_id();
    let ids: Vec<u32> = structure.iter().map(|_| file.new_id()).collect();
    let family = Family::of(structure);
    for (at, node) in structure.iter().enumerate() {
        let parent = node.parent.and_then(|parent| ids.get(parent.0)).copied().unwrap_or(root);
        let own = ids.get(at).copied().unwrap_or(root);
        file.pack(own, |out| {
            say(out, format_args!("<</Type/StructElem/S/{}/P {parent} 0 R", role_name(node.role)));
            describe(out, node, places, at);
            let places = places.of(at);
            let first = places.first().map(|(page, _)| *page);
            if let Some(page) = first.and_then(|page| pages.get(page)) {
                say(out, format_args!("/Pg {page} 0 R"));
            }
            out.extend(b"/K[");
            for child in family.children(at) {
                say(out, format_args!("{} 0 R ", ids.get(child).copied().unwrap_or(root)));
            }
            for (page, number) in places {
                put_claim(out, (*page, *number), first, pages);
            }
            out.extend(b"]>>");
        })?;
    }
    file.pack(root, |out| {
        say(out, format_args!("<</Type/StructElem/S/Document/P {tree} 0 R/K["));
        for (at, id) in ids.iter().enumerate() {
            if structure.get(at).is_some_and(|node| node.parent.is_none()) {
                say(out, format_args!("{id} 0 R "));
            }
        }
        out.extend(b"]>>");
    })?;
    let parents = write_parents(file, structure.len(), places, (&ids, pages))?;
    file.pack(tree, |out| {
        say(out, format_args!("<</Type/StructTreeRoot/K[{root} 0 R]/ParentTree<</Nums["));
        for (key, id) in parents.iter().enumerate() {
            say(out, format_args!("{key} {id} 0 R "));
        }
        say(out, format_args!("]>>/ParentTreeNextKey {}>>", pages.len()));
    })?;
    Ok(tree)
}

/// The children of each node: each node knows its parent, and stands after it.
struct Family {
    first: Vec<Option<usize>>,
    next: Vec<Option<usize>>,
}

impl Family {
    fn of(structure: &[StructNode]) -> Self {
        let mut family = Self { first: vec![None; structure.len()], next: vec![None; structure.len()] };
        // From the end, so that each child is put before those that come after it.
        for (at, node) in structure.iter().enumerate().rev() {
            if let Some(first) = node.parent.and_then(|parent| family.first.get_mut(parent.0)) {
                let after = first.replace(at);
                if let Some(next) = family.next.get_mut(at) {
                    *next = after;
                }
            }
        }
        family
    }

    fn children(&self, of: usize) -> impl Iterator<Item = usize> {
        let first = self.first.get(of).copied().flatten();
        std::iter::successors(first, |at| self.next.get(*at).copied().flatten())
    }
}

/// The marked content of an element: plain numbers for the page its first stands on, references for the others.
fn put_claim(out: &mut Vec<u8>, (page, number): (usize, i64), first: Option<usize>, pages: &[u32]) {
    match pages.get(page).filter(|_| Some(page) != first) {
        Some(id) => say(out, format_args!("<</Type/MCR/Pg {id} 0 R/MCID {number}>> ")),
        None => say(out, format_args!("{number} ")),
    }
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
fn describe(out: &mut Vec<u8>, node: &StructNode, places: &Places, at: usize) {
    let words = node.alt.as_deref().filter(|words| !words.is_empty());
    match node.role {
        Role::ColumnHead => out.extend(b"/A<</O/Table/Scope/Column>>"),
        Role::RowHead => out.extend(b"/A<</O/Table/Scope/Row>>"),
        Role::Cell if node.columns > 1 => {
            say(out, format_args!("/A<</O/Table/ColSpan {}>>", node.columns));
        }
        Role::Table => {
            if let Some(words) = words {
                out.extend(b"/A<</O/Table/Summary ");
                put(out, &text_string(words));
                out.extend(b">>");
            }
            return;
        }
        Role::Figure => {
            if let Some(rect) = places.box_of(at) {
                out.extend(b"/A<</O/Layout/BBox[");
                for side in rect {
                    put_number(out, side);
                    out.push(b' ');
                }
                out.extend(b"]>>");
            }
        }
        _ => {}
    }
    let alt = words.or((node.role == Role::Figure).then_some("Picture"));
    if let Some(words) = alt {
        out.extend(b"/Alt ");
        put(out, &text_string(words));
    }
}

/// From each marked content back to its element, page by page; the numbers of the pages' lists.
fn write_parents(
    file: &mut File,
    nodes: usize,
    places: &Places,
    (ids, pages): (&[u32], &[u32]),
) -> Result<Vec<u32>, ReportError> {
    let mut of_page: Vec<Vec<(i64, u32)>> = vec![Vec::new(); pages.len()];
    for (node, id) in (0..nodes).zip(ids) {
        for (page, number) in places.of(node) {
            if let Some(elements) = of_page.get_mut(*page) {
                elements.push((*number, *id));
            }
        }
    }
    let mut lists = Vec::with_capacity(pages.len());
    for mut elements in of_page {
        elements.sort_unstable();
        let list = file.new_id();
        file.pack(list, |out| {
            let elements = elements.iter().map(|(_, id)| Object::Reference((*id, 0))).collect();
            put(out, &Object::Array(elements));
        })?;
        lists.push(list);
    }
    Ok(lists)
}
