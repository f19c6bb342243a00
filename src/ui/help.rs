//! The pages of help, and which belongs to which screen. The texts are data: `assets/help`.

use super::route::{Route, Task};
use crate::assets::{
    HELP_ACTIONS, HELP_CLOCKS, HELP_DATA_PROTECTION, HELP_DRAFTS, HELP_MEASURES, HELP_MY_WORK, HELP_QUICK_CARD,
    HELP_SCORE_SHEET, HELP_SECURITY, HELP_START, HELP_STRANDS, HELP_TOOLS, HELP_YEAR,
};

/// A page of help.
#[derive(Debug, Clone, Copy)]
pub struct HelpPage {
    /// Its name in lists.
    pub name: &'static str,
    /// Its text, as simple Markdown.
    pub text: &'static str,
    /// Whether it is the page of a screen.
    pub is_of: fn(Route) -> bool,
}

const fn page(name: &'static str, text: &'static str, is_of: fn(Route) -> bool) -> HelpPage {
    HelpPage { name, text, is_of }
}

/// All pages, in the order of the list. A new page is one line here and a file in `assets/help`.
pub const PAGES: &[HelpPage] = &[
    page("The window and its places", HELP_START, |at| matches!(at, Route::Start | Route::Who | Route::Overview)),
    page("Prepare a round", include_str!("../../assets/help/prepare.md"), |at| {
        matches!(at, Route::Prepare(Task::Plans | Task::Panel | Task::Round | Task::Sample | Task::Ready))
            || matches!(at, Route::Prepare(Task::Allocate) | Route::Cohort)
    }),
    page("Your plans", HELP_MY_WORK, |at| at == Route::Plans),
    page("The score sheet", HELP_SCORE_SHEET, |at| matches!(at, Route::Sheet(_) | Route::Practice(_))),
    page("Review the health sections", include_str!("../../assets/help/disciplines.md"), |at| {
        matches!(at, Route::Discipline(_))
    }),
    page("Run a workshop", include_str!("../../assets/help/workshop.md"), |_| false),
    page("Agree the result", include_str!("../../assets/help/agree.md"), |at| at == Route::Agree),
    page("Read the results", include_str!("../../assets/help/results.md"), |at| at == Route::Results),
    page("Print the summary", include_str!("../../assets/help/summary.md"), |at| at == Route::Reports),
    page("Bring packs together", include_str!("../../assets/help/packs.md"), |at| at == Route::Packs),
    page("Advice, families and urgent concerns", include_str!("../../assets/help/beside.md"), |at| {
        matches!(at, Route::Advice | Route::Families | Route::Concerns)
    }),
    page("Take care of the file", include_str!("../../assets/help/file.md"), |at| at == Route::File),
    page("What somebody will do about it: actions", HELP_ACTIONS, |at| at == Route::Actions),
    page("Figures over time: measures", HELP_MEASURES, |at| at == Route::Measures),
    page("A year on one page", HELP_YEAR, |at| at == Route::Year),
    page("Audit tools of your own", HELP_TOOLS, |at| at == Route::Tools),
    page("What a round can look at", HELP_STRANDS, |_| false),
    page("Drafts before issue", HELP_DRAFTS, |at| at == Route::Drafts),
    page("On time: clocks", HELP_CLOCKS, |at| at == Route::Clocks),
    page("The quick card", HELP_QUICK_CARD, |_| false),
    page("When something goes wrong", include_str!("../../assets/help/trouble.md"), |_| false),
    page("What the file is protected against", HELP_SECURITY, |_| false),
    page("Where the data is", HELP_DATA_PROTECTION, |_| false),
];

/// The help of a screen; the page on the window as a whole where it has none of its own.
#[must_use]
pub fn help_of(route: Route) -> &'static str {
    PAGES.iter().find(|page| (page.is_of)(route)).map_or(HELP_START, |page| page.text)
}

/// The pages that hold every word of `sought`: those with it in their name first. Without words, all.
#[must_use]
pub fn find_pages(sought: &str) -> Vec<&'static HelpPage> {
    let sought = sought.to_lowercase();
    let holds = |text: &str| {
        let text = text.to_lowercase();
        sought.split_whitespace().all(|word| text.contains(word))
    };
    let (mut named, others): (Vec<&HelpPage>, Vec<&HelpPage>) = PAGES.iter().partition(|page| holds(page.name));
    named.extend(others.into_iter().filter(|page| holds(&format!("{} {}", page.name, page.text))));
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::{HelpLine, help_lines};

    #[test]
    fn no_place_has_two_pages() {
        for (label, route) in Route::PLACES {
            let pages = PAGES.iter().filter(|page| (page.is_of)(*route)).count();
            assert!(pages <= 1, "{label}");
        }
        assert_eq!(help_of(Route::Prepare(Task::Sample)), help_of(Route::Cohort));
        assert_ne!(help_of(Route::Packs), help_of(Route::Overview));
    }

    #[test]
    fn every_page_begins_with_its_title_and_has_words_under_it() {
        for page in PAGES {
            let lines: Vec<_> = help_lines(page.text).collect();
            assert!(matches!(lines.first(), Some(HelpLine::Title(_))), "{}", page.name);
            assert_eq!(lines.iter().filter(|line| matches!(line, HelpLine::Title(_))).count(), 1, "{}", page.name);
            assert!(lines.len() > 3, "{}", page.name);
        }
    }

    #[test]
    fn a_search_finds_names_before_texts_and_needs_every_word() {
        assert_eq!(find_pages("").len(), PAGES.len());
        assert_eq!(find_pages("SUMMARY print").first().map(|page| page.name), Some("Print the summary"));
        let packs = find_pages("pack");
        assert_eq!(packs.first().map(|page| page.name), Some("Bring packs together"));
        assert!(packs.len() > 1, "texts are searched too");
        assert!(find_pages("pack zebra").is_empty());
    }
}
