//! What is asked about the file beside its screen, and what came of it.

use super::App;
use super::work::LoadOf;
use crate::ops::Erasure;
use crate::ui::action::Action;
use crate::ui::route::Route;
use crate::ui::views::file::data::{CareAsk, CareTold, query};
use crate::words::{Explained, counted, thousands};

impl App {
    pub(super) fn ask_care(&mut self, ask: CareAsk) {
        // For a new file there is no other to ask.
        if self.place.path.is_none() {
            if let (CareAsk::Propose, Ok(words)) = (&ask, crate::ops::propose_passphrase()) {
                self.screens.start.new_file.propose(words);
            }
            return;
        }
        let of = if matches!(ask, CareAsk::Erase { .. }) { LoadOf::Erasing } else { LoadOf::CareTold };
        self.load(of, query(ask));
    }

    pub(super) fn care_told(&mut self, told: CareTold) {
        match told {
            CareTold::Erased(erased) => {
                // Nothing of it stays on a screen or behind one.
                self.work.forget_undo();
                self.concern = None;
                self.screens.forget_round();
                self.place.file.mark_stale();
                // The round itself may be what went: the file, read again, says which other one there is.
                let shown = self.place.round.map(|round| Erasure::Round(round.to_string()));
                if shown.as_ref() == Some(&erased.asked) {
                    self.place.round = None;
                }
                let backups = counted(usize::try_from(erased.backups).unwrap_or(usize::MAX), "backup", "backups");
                let what = format!("Erased: {}.", erased.what);
                let why = format!("{} rows and {backups} are gone.", thousands(erased.rows));
                let now = format!("The certificate is {}.", erased.certificate.display());
                let act = ("Open it".to_owned(), Action::ShowFile(erased.certificate));
                self.notices.done(Explained::new(what, why, now), Some(act));
            }
            CareTold::SheetSaved(path) => {
                let now = "Print it, put it in the safe, then delete this PDF.";
                let said = Explained::new("The emergency sheet is saved.", path.display().to_string(), now);
                self.notices.done(said, Some(("Open it".to_owned(), Action::ShowFile(path))));
            }
            told => self.screens.file.1.told(told),
        }
    }

    /// A file has a new passphrase: what is written on paper is to go with it.
    pub(super) fn offer_sheet(&mut self) {
        let why = "Nobody can open the file without its passphrase, and nobody can reset it.";
        let said = Explained::new("Make an emergency sheet for the safe.", why, "");
        self.notices.offer(said, ("Go to the emergency sheet".to_owned(), Action::Go(Route::File)));
    }
}
