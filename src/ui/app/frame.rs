//! What stands around every screen: the bar at the top, standing bands, notices, the places at the left, the foot.

use super::{App, tour};
use crate::domain::round::Round;
use crate::jobs::Slot;
use crate::settings::Appearance;
use crate::ui::action::{Action, Preference};
use crate::ui::cx::{Cx, Saved};
use crate::ui::dialogs::{self, Dialog, take_key};
use crate::ui::loaded::FileData;
use crate::ui::lock::LockAct;
use crate::ui::menu::{menu_button, menu_item, menu_rule};
use crate::ui::palette;
use crate::ui::route::{Group, Route};
use crate::ui::theme::{NoticeTone, space, tokens};
use crate::ui::views;
use crate::ui::widgets::{
    Button, NavItem, Notice, SaveState, Sign, body, nav_groups, notice_bar, page_column, quiet, save_state, small,
    standing_band, strong,
};
use egui::{Align, CentralPanel, Frame, Key, Layout, Margin, Modifiers, Panel, ScrollArea, Ui};

/// From this width the places have a column of their own, in points.
const PLACES_FROM: f32 = 860.0;
/// Width of that column, in points.
const PLACES_WIDTH: f32 = 196.0;

impl App {
    pub(super) fn frame(&mut self, ui: &mut Ui) {
        let shows_tour = self.shows_tour();
        self.screens.start.shows_tour = shows_tour;
        let saved = self.work.saved();
        let place = &self.place;
        let mut cx = Cx {
            queue: &mut self.queue,
            settings: &self.settings,
            support: &self.support,
            acting: &place.acting,
            file: place.file.get(),
            round: place.round.and_then(|round| place.file.get()?.get_round(round)),
            saved: &saved,
            can_undo: self.work.can_undo(),
            is_blocked: self.dialog.is_some() || self.concern.is_some(),
        };
        keys(ui, &mut cx);
        packs_dropped(ui, &mut cx);
        let plain = Frame::new().fill(tokens(ui).surface);
        let bar = Frame::new().fill(tokens(ui).surface_raised).inner_margin(Margin::symmetric(16, 6));
        if let Some(file) = cx.file {
            Panel::top("top bar")
                .exact_size(48.0)
                .resizable(false)
                .frame(bar)
                .show(ui, |ui| top_bar(ui, &mut cx, file));
            bands(ui, plain, file);
        }
        notices(ui, plain, &mut cx, self.notices.shown());
        let is_sheet = matches!(place.route, Route::Sheet(_));
        if cx.file.is_some() && (!is_sheet || !self.work.jobs.is_empty()) {
            foot(ui, bar, &mut cx, &self.work, is_sheet);
        }
        let is_projected = place.route == Route::Agree && self.screens.agree.1.is_projected;
        let is_leads = cx.file.is_some_and(|file| file.pack.is_none());
        let has_places = is_leads && !is_sheet && !is_projected && place.route != Route::Who;
        let next = self.screens.overview.0.get().and_then(|data| data.next_place());
        if has_places && ui.available_width() >= PLACES_FROM {
            let frame = plain.inner_margin(Margin { left: 0, right: 0, top: 16, bottom: 0 });
            Panel::left("places").exact_size(PLACES_WIDTH).resizable(false).frame(frame).show(ui, |ui| {
                places(ui, &mut cx, place.route, next);
            });
        }
        CentralPanel::default().frame(plain).show(ui, |ui| {
            if has_places && ui.available_width() < PLACES_FROM - PLACES_WIDTH {
                narrow_places(ui, &mut cx, place.route, next);
            }
            // Each screen remembers its own scrolling.
            ui.push_id(egui::IdSalt::new(place.route), |ui| {
                screen(ui, &mut cx, place.route, place.is_opening, &mut self.screens);
            });
        });
        // Nowhere else: a card must not lie over what somebody works on.
        if shows_tour && has_places && place.route == Route::Overview {
            let left = if ui.ctx().content_rect().width() >= PLACES_FROM { PLACES_WIDTH } else { 12.0 };
            tour::cards(ui, &mut cx, &mut self.tour, left);
        }
        if let Some(open) = &mut self.dialog {
            cx.is_blocked = false;
            if open.dialog == Dialog::Palette {
                palette::show(ui, &mut cx, open, self.screens.plans.0.get());
            } else {
                dialogs::show(ui, &mut cx, open);
            }
        }
        if let Some(form) = &mut self.concern {
            cx.is_blocked = false;
            views::concerns::form::show(ui, &mut cx, form);
        }
        dialogs::returning::give_back(ui.ctx());
    }
}

fn screen(ui: &mut Ui, cx: &mut Cx<'_>, route: Route, is_opening: bool, screens: &mut super::Screens) {
    match route {
        Route::Start => views::start::view::show(ui, cx, is_opening, &mut screens.start),
        Route::Who => views::who::view::show(ui, cx, &mut screens.who),
        Route::Overview => with(ui, cx, &screens.overview.0, |ui, cx, data| {
            views::overview::view::show(ui, cx, data, &mut screens.overview.1);
        }),
        Route::Prepare(task) => with(ui, cx, &screens.prepare.0, |ui, cx, data| {
            views::prepare::view::show(ui, cx, data, &mut screens.prepare.1, task);
        }),
        Route::Plans if cx.round.is_none() => no_round(ui, cx),
        Route::Agree if cx.round.is_none() => no_round(ui, cx),
        Route::Results | Route::Reports if cx.round.is_none() => no_round(ui, cx),
        Route::Discipline(_) | Route::Concerns | Route::Families if cx.round.is_none() => no_round(ui, cx),
        Route::Discipline(of) => {
            let (slot, state) = screens.beside.discipline(of);
            with(ui, cx, slot, |ui, cx, data| views::discipline::view::show(ui, cx, data, state));
        }
        Route::Advice => with(ui, cx, &screens.beside.advice.0, |ui, cx, data| {
            views::advice::view::show(ui, cx, data, &mut screens.beside.advice.1);
        }),
        Route::Drafts => with(ui, cx, &screens.beside.drafts.0, |ui, cx, data| {
            views::drafts::view::show(ui, cx, data, &mut screens.beside.drafts.1);
        }),
        Route::Clocks => with(ui, cx, &screens.beside.clocks.0, |ui, cx, data| {
            views::clocks::view::show(ui, cx, data, &mut screens.beside.clocks.1);
        }),
        Route::Concerns => with(ui, cx, &screens.beside.concerns.0, |ui, cx, rows| {
            views::concerns::view::show(ui, cx, rows, &mut screens.beside.concerns.1);
        }),
        Route::Families => with(ui, cx, &screens.beside.families.0, |ui, cx, rows| {
            views::families::view::show(ui, cx, rows, &mut screens.beside.families.1);
        }),
        Route::Actions => with(ui, cx, &screens.following.actions.0, |ui, cx, data| {
            views::actions::view::show(ui, cx, data, &mut screens.following.actions.1);
        }),
        Route::Measures => with(ui, cx, &screens.following.measures.0, |ui, cx, data| {
            views::measures::view::show(ui, cx, data, &mut screens.following.measures.1);
        }),
        Route::Year => with(ui, cx, &screens.following.year.0, |ui, cx, data| {
            views::year::view::show(ui, cx, data, &mut screens.following.year.1);
        }),
        Route::Packs if cx.round.is_none() => no_round(ui, cx),
        Route::Plans => with(ui, cx, &screens.plans.0, |ui, cx, data| {
            views::plans::view::show(ui, cx, data, &mut screens.plans.1);
        }),
        Route::Sheet(_) if cx.acting.member().is_none() => nobody_scores(ui, cx),
        Route::Sheet(_) => with(ui, cx, &screens.sheet.0, |ui, cx, data| {
            views::sheet::view::show(ui, cx, data, &mut screens.sheet.1);
        }),
        Route::Practice(_) => with(ui, cx, &screens.practice.0, |ui, cx, data| {
            views::practice::view::show(ui, cx, data, &mut screens.practice.1);
        }),
        Route::Agree => with(ui, cx, &screens.agree.0, |ui, cx, data| {
            views::agree::view::show(ui, cx, data, &mut screens.agree.1);
        }),
        Route::Cohort => with(ui, cx, &screens.cohort.0, |ui, cx, data| {
            views::cohort::view::show(ui, cx, data, &mut screens.cohort.1);
        }),
        Route::Results => with(ui, cx, &screens.results.0, |ui, cx, data| {
            views::results::view::show(ui, cx, data, &mut screens.results.1);
        }),
        Route::Tools => {
            let tools = &mut screens.tools;
            with(ui, cx, &tools.screen, |ui, cx, data| {
                views::tools::view::show(ui, cx, data, tools.trial.get(), &mut tools.state);
            });
        }
        Route::File => with(ui, cx, &screens.file.0, |ui, cx, data| {
            views::file::view::show(ui, cx, data, &mut screens.file.1);
        }),
        Route::Packs => with(ui, cx, &screens.packs.0, |ui, cx, data| {
            views::packs::view::show(ui, cx, data, &mut screens.packs.1);
        }),
        Route::Reports => with(ui, cx, &screens.reports.0, |ui, cx, data| {
            views::reports::view::show(ui, cx, data, &mut screens.reports.1);
        }),
    }
}

/// Draws a screen with its data; before the first data has come, that it is being read, or that it was not.
fn with<T>(ui: &mut Ui, cx: &mut Cx<'_>, slot: &Slot<T>, show: impl FnOnce(&mut Ui, &mut Cx<'_>, &T)) {
    if let Some(data) = slot.get() {
        show(ui, cx, data);
        return;
    }
    page_column(ui, |ui| {
        if slot.is_loading() || slot.wants_loading() {
            quiet(ui, "Reading…");
            return;
        }
        body(ui, "This could not be read.");
        if Button::quiet("Try again").show(ui).clicked() {
            cx.act(Action::Reload);
        }
    });
}

fn no_round(ui: &mut Ui, cx: &mut Cx<'_>) {
    page_column(ui, |ui| {
        let words = "A round is one sample of plans, scored by one panel. Its steps are on the overview.";
        if crate::ui::widgets::empty_state(ui, "There is no round yet", words, "Go to the overview") {
            cx.act(Action::Go(Route::Overview));
        }
    });
}

fn nobody_scores(ui: &mut Ui, cx: &mut Cx<'_>) {
    page_column(ui, |ui| {
        let words = "A score sheet belongs to a panel member. Choose who is acting to see the plans given to them.";
        if crate::ui::widgets::empty_state(ui, "Who is scoring?", words, "Choose who is acting") {
            cx.act(Action::Go(Route::Who));
        }
    });
}

/// Packs dragged onto the window, whatever screen it shows: they are looked at, nothing is taken in.
fn packs_dropped(ui: &Ui, cx: &mut Cx<'_>) {
    let is_leads = cx.file.is_some_and(|file| file.pack.is_none()) && cx.acting.member().is_none();
    if !is_leads || cx.is_blocked {
        return;
    }
    let is_pack = |path: &std::path::Path| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("gtpack"));
    let dropped: Vec<_> = ui.input(|input| {
        let paths = input.raw.dropped_files.iter().map(|file| file.path().to_owned());
        paths.filter(|path| is_pack(path)).collect()
    });
    if !dropped.is_empty() {
        cx.act(Action::Go(Route::Packs));
        cx.act(Action::PreviewPacks(dropped));
    }
}

/// Keys of every screen.
fn keys(ui: &Ui, cx: &mut Cx<'_>) {
    for (key, preference) in [
        (Key::Plus, Preference::ZoomBy(1)),
        (Key::Equals, Preference::ZoomBy(1)),
        (Key::Minus, Preference::ZoomBy(-1)),
        (Key::Num0, Preference::ZoomReset),
    ] {
        // On many keyboards the plus needs Shift.
        let shifted = take_key(ui, Modifiers::COMMAND | Modifiers::SHIFT, key);
        if shifted || take_key(ui, Modifiers::COMMAND, key) {
            cx.act(Action::Prefer(preference));
        }
    }
    // Also while somebody types: what is urgent does not wait for the note.
    if cx.file.is_some() && !cx.is_blocked && take_key(ui, Modifiers::COMMAND | Modifiers::SHIFT, Key::U) {
        cx.act(Action::RaiseConcern);
    }
    if !cx.is_blocked && take_key(ui, Modifiers::COMMAND, Key::K) {
        cx.act(Action::OpenDialog(Dialog::Palette));
        return;
    }
    if !cx.is_blocked && take_key(ui, Modifiers::NONE, Key::F1) {
        cx.act(Action::Help);
        return;
    }
    if cx.is_blocked || ui.ctx().text_edit_focused() {
        return;
    }
    if cx.file.is_some() && take_key(ui, Modifiers::COMMAND, Key::Z) {
        cx.act(Action::Undo);
    }
}

fn top_bar(ui: &mut Ui, cx: &mut Cx<'_>, file: &FileData) {
    let has_search = ui.available_width() >= 760.0;
    // Room for keys and for who is acting beside the title of a round.
    let is_wide = ui.available_width() >= 900.0;
    // Room for the names beside everything that is pressed.
    let has_names = ui.available_width() >= 1_140.0;
    ui.horizontal_centered(|ui| {
        if has_names {
            strong(ui, &file.facts.local_area);
            quiet(ui, &file.name);
            ui.add_space(space::STEP);
        }
        round_switch(ui, cx, &file.rounds);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            more_menu(ui, cx);
            let lock = Button::quiet("Lock").small().name("Lock: hide the screen");
            let lock = if is_wide { lock.key("Ctrl+L") } else { lock };
            if lock.show(ui).clicked() {
                cx.act(Action::Lock(LockAct::Hide));
            }
            let search = Button::quiet("Search").small().name("Search places, acts, plans and help");
            let search = if is_wide { search.key("Ctrl+K") } else { search };
            if has_search && search.sign(Sign::Search).show(ui).clicked() {
                cx.act(Action::OpenDialog(Dialog::Palette));
            }
            if !file.members.is_empty() && file.pack.is_none() {
                let name = format!("Acting: {}. Change who is acting", cx.acting.name());
                let label = format!("Acting: {}", cx.acting.name());
                let label = if is_wide { &label } else { cx.acting.name() };
                if Button::quiet(label).small().name(&name).show(ui).clicked() {
                    cx.act(Action::Go(Route::Who));
                }
            }
        });
    });
}

fn round_switch(ui: &mut Ui, cx: &mut Cx<'_>, rounds: &[Round]) {
    let Some(current) = cx.round else { return };
    let title = current.facts.title.clone();
    let id = current.id;
    if rounds.len() < 2 {
        quiet(ui, &title);
        return;
    }
    menu_button(ui, &title, &format!("Round: {title}. Choose another round"), |ui| {
        for round in rounds {
            if menu_item(ui, &round.facts.title, round.id == id, "") {
                cx.act(Action::ChooseRound(round.id));
            }
        }
    });
}

/// A line of the menu of the window.
struct MenuLine {
    words: String,
    is_chosen: bool,
    key: &'static str,
    action: Action,
}

fn line(words: &str, is_chosen: bool, key: &'static str, action: Action) -> MenuLine {
    MenuLine { words: words.to_owned(), is_chosen, key, action }
}

/// The menu of the window, in groups: the file, how everything is drawn, help.
fn menu_lines(cx: &Cx<'_>) -> [Vec<MenuLine>; 4] {
    let settings = cx.settings;
    let mut of_file = Vec::new();
    if let Some(file) = cx.file {
        if file.pack.is_none() {
            of_file.push(line("New round…", false, "", Action::Go(Route::Prepare(crate::ui::route::Task::Round))));
        }
        of_file.push(line("Urgent concern…", false, "Ctrl+Shift+U", Action::RaiseConcern));
        of_file.push(line("Close the file", false, "", Action::CloseFile));
    }
    let colours =
        [("Light", Appearance::Light), ("Dark", Appearance::Dark), ("High contrast", Appearance::HighContrast)];
    let colours = colours.map(|(words, appearance)| {
        let is_chosen = settings.appearance == appearance;
        line(words, is_chosen, "", Action::Prefer(Preference::Appearance(appearance)))
    });
    let size = format!("As designed (now {} %)", settings.zoom_percent);
    let sizes = [
        line("Larger", false, "Ctrl++", Action::Prefer(Preference::ZoomBy(1))),
        line("Smaller", false, "Ctrl+-", Action::Prefer(Preference::ZoomBy(-1))),
        line(&size, false, "Ctrl+0", Action::Prefer(Preference::ZoomReset)),
    ];
    let advance = Action::Prefer(Preference::AutoAdvance(!settings.auto_advance));
    let rest = [
        line("Next criterion comes by itself", settings.auto_advance, "", advance),
        line("Search…", false, "Ctrl+K", Action::OpenDialog(Dialog::Palette)),
        line("Help and keys", false, "F1", Action::Help),
        line("First steps", false, "", Action::Prefer(Preference::TourSeen(false))),
        line("About and licences", false, "", Action::OpenDialog(Dialog::About)),
    ];
    [of_file, colours.into(), sizes.into(), rest.into()]
}

/// What the menu of the window asks for, line by line.
#[cfg(test)]
pub(crate) fn menu_actions(cx: &Cx<'_>) -> Vec<Action> {
    menu_lines(cx).into_iter().flatten().map(|line| line.action).collect()
}

/// The menu of the window.
pub fn more_menu(ui: &mut Ui, cx: &mut Cx<'_>) {
    menu_button(ui, "Menu", "Menu", |ui| {
        let groups = menu_lines(cx).into_iter().filter(|group| !group.is_empty());
        for (at, group) in groups.enumerate() {
            if at > 0 {
                menu_rule(ui);
            }
            for line in group {
                if menu_item(ui, &line.words, line.is_chosen, line.key) {
                    cx.act(line.action);
                }
            }
        }
    });
}

fn bands(ui: &mut Ui, frame: Frame, file: &FileData) {
    // In a narrow window the band must not take the room of what is read.
    let is_wide = ui.available_width() >= 760.0;
    let sample = if is_wide {
        "Sample data: invented plans and people, to try things out. Nothing here is about a real child. This file is not \
         encrypted."
    } else {
        "Sample data, not encrypted: no real child."
    };
    let open = if is_wide {
        "This file is not encrypted: anybody who can open the folder can read it."
    } else {
        "This file is not encrypted."
    };
    let band = match (file.facts.is_sample, file.facts.is_encrypted) {
        (true, _) => Some((Sign::Info, sample)),
        (false, false) => Some((Sign::Warning, open)),
        (false, true) => None,
    };
    if file.pack.is_some() {
        let words = if is_wide {
            format!(
                "This is a pack: your plans and your score sheets, and nothing of anybody else’s. When all is handed in, \
                 close it and send the file {} back to the audit lead.",
                file.name
            )
        } else {
            "This is a pack: your work alone. Send it back when all is handed in.".to_owned()
        };
        Panel::top("pack band").resizable(false).frame(frame).show_separator_line(false).show(ui, |ui| {
            standing_band(ui, NoticeTone::Info, Sign::Info, &words);
        });
    }
    if let Some((sign, words)) = band {
        Panel::top("band").resizable(false).frame(frame).show_separator_line(false).show(ui, |ui| {
            standing_band(ui, NoticeTone::Caution, sign, words);
        });
    }
}

fn notices(ui: &mut Ui, frame: Frame, cx: &mut Cx<'_>, shown: &[crate::ui::notice::Shown]) {
    if shown.is_empty() {
        return;
    }
    Panel::top("notices").resizable(false).frame(frame).show_separator_line(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for notice in shown {
            let act = notice.act.as_ref().map_or("", |(words, _)| words);
            let (what, why, now) = (notice.said.what.as_str(), notice.said.why.as_str(), notice.said.now.as_str());
            let response = notice_bar(ui, &Notice { tone: notice.tone, what, why, now, act, dismissible: true });
            if response.dismissed {
                cx.act(Action::Dismiss(notice.id));
            }
            if let (true, Some((_, action))) = (response.acted, &notice.act) {
                cx.act(action.clone());
            }
        }
    });
}

/// The places in their groups, each under its head; they scroll where the window is low.
fn places(ui: &mut Ui, cx: &mut Cx<'_>, route: Route, next: Option<usize>) {
    let subject = cx.subject();
    let item = |(at, (label, to)): (usize, &(&'static str, Route))| NavItem {
        label: Route::place_words(label, *to, subject),
        icon: Some(to.icon()),
        current: route.place() == Some(at),
        mine: cx.acting.member().is_none() || Group::of(label) == Group::Round,
        next: next == Some(at),
    };
    let mut order = Vec::new();
    let groups = Group::ALL.map(|group| {
        let of_it = || Route::PLACES.iter().enumerate().filter(|(_, (label, _))| Group::of(label) == group);
        order.extend(of_it().map(|(_, (_, route))| *route));
        (group.label(), of_it().map(item).collect::<Vec<_>>())
    });
    let pressed =
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| nav_groups(ui, "places", "Places", &groups)).inner;
    if let Some(place) = pressed.and_then(|pressed| order.get(pressed)) {
        cx.act(Action::Go(*place));
    }
}

/// The places in a menu, where there is no room for a column.
fn narrow_places(ui: &mut Ui, cx: &mut Cx<'_>, route: Route, next: Option<usize>) {
    let at = route.place();
    let subject = cx.subject();
    let words = |(label, to): &(&'static str, Route)| Route::place_words(label, *to, subject);
    let label = |at: Option<usize>| at.and_then(|at| Route::PLACES.get(at)).map_or("Places", words);
    let name = format!("Places: {}. Choose another", label(at));
    Frame::new().inner_margin(Margin { left: 24, right: 24, top: 8, bottom: 0 }).show(ui, |ui| {
        ui.horizontal(|ui| {
            menu_button(ui, label(at), &name, |ui| {
                let room = (ui.ctx().content_rect().height() - 120.0).max(120.0);
                ScrollArea::vertical().max_height(room).show(ui, |ui| {
                    for (nth, group) in Group::ALL.into_iter().enumerate() {
                        if nth > 0 {
                            menu_rule(ui);
                        }
                        let of_it =
                            Route::PLACES.iter().enumerate().filter(|(_, (label, _))| Group::of(label) == group);
                        for (of, (label, to)) in of_it {
                            if menu_item(ui, Route::place_words(label, *to, subject), at == Some(of), "") {
                                cx.act(Action::Go(*to));
                            }
                        }
                    }
                });
            });
            if let Some((words, to)) = next.filter(|next| Some(*next) != at).and_then(|next| Route::PLACES.get(next)) {
                quiet(ui, "Next step:");
                if Button::link(Route::place_words(words, *to, subject)).show(ui).clicked() {
                    cx.act(Action::Go(*to));
                }
            }
        });
    });
}

fn foot(ui: &mut Ui, frame: Frame, cx: &mut Cx<'_>, work: &super::work::Work, is_sheet: bool) {
    Panel::bottom("foot").exact_size(44.0).resizable(false).frame(frame).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            if !is_sheet {
                saved_ui(ui, cx.saved);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if !is_sheet
                    && cx.can_undo
                    && Button::quiet("Undo").small().sign(Sign::Undo).key("Ctrl+Z").show(ui).clicked()
                {
                    cx.act(Action::Undo);
                }
                // Short work would only flicker: what has told of itself is shown.
                for (tag, job) in work.jobs.iter().filter(|(_, job)| job.progress.is_some()).take(1) {
                    let name = format!("Cancel: {}", job.words);
                    if Button::quiet("Cancel").small().name(&name).show(ui).clicked() {
                        cx.act(Action::CancelJob(*tag));
                    }
                    let share = job.progress.filter(|(_, total)| *total > 0);
                    let percent = share.map(|(done, total)| format!(" {} %", (100 * done / total).min(100)));
                    small(ui, &format!("{}…{}", job.words, percent.unwrap_or_default()));
                }
            });
        });
    });
}

/// Whether the work is saved, in words.
pub fn saved_ui(ui: &mut Ui, saved: &Saved) {
    let state = match saved {
        Saved::Unchanged => SaveState::Unchanged,
        Saved::Checking => SaveState::Checking,
        Saved::Saving => SaveState::Saving,
        Saved::At(at) => SaveState::Saved { at },
        Saved::Not(why) => SaveState::NotSaved { why },
    };
    save_state(ui, state);
}
