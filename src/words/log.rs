//! Words for what the log says happened.

/// What happened, in words: "answer_set" as "Answer given".
#[must_use]
pub fn event_words(event: &str) -> String {
    known(event).map_or_else(|| plain(event), str::to_owned)
}

/// What a member does on their own sheet is told to others only so: they learn that there was work, not what.
pub const WORK_ON_A_SHEET: &str = "Worked on a score sheet";

/// Whether an event happens on a member's own sheet, before it is handed in.
#[must_use]
pub fn is_private(event: &str) -> bool {
    matches!(event, "answer_set" | "note_set" | "flag_set" | "own_grade_set" | "threads_set" | "answers_imported")
}

fn plain(event: &str) -> String {
    let words = event.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn known(event: &str) -> Option<&'static str> {
    Some(match event {
        "action_added" => "Action added",
        "action_changed" => "Action changed",
        "action_removed" => "Action removed",
        "actions_imported" => "Actions brought in",
        "advice_imported" => "Advice register brought in",
        "advice_put" => "Advice changed by hand",
        "advice_removed" => "Advice removed",
        "agreed_by_rule" => "Answers settled by rule",
        "agreed_imported" => "Agreed answers brought in",
        "agreed_reopened" => "Agreed answer opened again",
        "agreed_set" => "Answer agreed",
        "agreed_threads_set" => "Threads of the plan agreed",
        "agreed_unanimous" => "Unanimous answers taken",
        "answer_set" => "Answer given",
        "answers_imported" => "Score sheets brought in",
        "benchmarks_put" => "Benchmarks brought in",
        "clock_limit_set" => "Local limit of a clock set",
        "comparison_opened" => "Comparison opened early",
        "concern_amended" => "Urgent concern changed",
        "concern_closed" => "Urgent concern closed",
        "concern_recorded" => "Urgent concern recorded",
        "draft_check_answered" => "Draft checked",
        "draft_check_begun" => "Check of a draft begun",
        "draft_decided" => "Draft decided on",
        "draft_month_closed" => "Month of drafts closed",
        "family_recorded" => "Conversation with a family recorded",
        "file_brought_up_to_date" => "File brought up to date by a newer program",
        "file_made" => "File made",
        "file_restored" => "Gone back to a backup",
        "finding_added" => "Finding added",
        "finding_changed" => "Finding changed",
        "finding_moved" => "Finding moved",
        "finding_removed" => "Finding removed",
        "findings_sent" => "Findings sent for a reply",
        "flag_set" => "Criterion marked to come back to",
        "grade_overridden" => "Grade set by the panel",
        "keep_until_set" => "Last day of a round set",
        "known_grade_set" => "Earlier grade of a plan set",
        "lines_of_enquiry_set" => "Lines of enquiry written",
        "logo_set" => "Logo of the reports set",
        "measure_added" => "Measure added",
        "measure_changed" => "Measure changed",
        "measure_removed" => "Measure removed",
        "measures_added" => "Measures brought in",
        "merge_taken_back" => "Pack taken back",
        "names_shown" => "Names beside answers shown",
        "neighbours_set" => "Neighbours to compare with set",
        "note_chosen" => "Note chosen for the report",
        "note_set" => "Note written",
        "own_grade_set" => "Grade of their own given",
        "pack_made" => "Pack made",
        "pack_merged" => "Pack taken in",
        "packs_made" => "Packs made",
        "papers_set" => "Papers described",
        "passphrase_changed" => "Passphrase changed",
        "people_put" => "Panel changed",
        "phrase_kept" => "Phrase kept",
        "phrase_removed" => "Phrase removed",
        "plan_added_by_hand" => "Plan added to the sample by hand",
        "plan_clocks_set" => "Dates of a plan set",
        "plan_erased" => "Plan erased",
        "plan_given" => "Plan given to a reader",
        "plan_result_set" => "What happens to the plan recorded",
        "plan_results_proposed" => "Proposed results taken",
        "plan_taken" => "Plan taken from a reader",
        "plan_withdrawn" => "Plan withdrawn from the sample",
        "plans_allocated" => "Plans allocated",
        "plans_imported" => "Plans brought in",
        "practice_answer_set" => "Agreed answer of the practice plan set",
        "practice_plan_added" => "Practice plan added",
        "reply_recorded" => "Reply recorded",
        "reply_removed" => "Reply removed",
        "report_text_set" => "Words of a report written",
        "round_closed" => "Round closed",
        "round_erased" => "Round erased",
        "round_held_back" => "Round held back or let begin",
        "round_made" => "Round made",
        "round_panel_set" => "Panel of the round set",
        "round_taken_in" => "Round of an export brought in",
        "sample_chosen" => "Sample chosen by hand",
        "sample_drawn" => "Sample drawn",
        "sample_topped_up" => "Plans added to the sample",
        "scope_set" => "Criteria of a reader set",
        "section_lead_set" => "Lead of a section set",
        "sheet_returned" => "Score sheet handed back",
        "sheet_submitted" => "Score sheet handed in",
        "sheet_taken_back" => "Score sheet taken back",
        "target_set" => "Target set",
        "task_locked" => "Allocation of a plan fixed",
        "text_called_no_person" => "Words said to be no name",
        "text_no_longer_called_no_person" => "Words no longer said to be no name",
        "threads_set" => "Threads of the plan followed",
        "tool_draft_begun" => "Draft of an audit tool begun",
        "tool_draft_changed" => "Draft of an audit tool changed",
        "tool_draft_deleted" => "Draft of an audit tool deleted",
        "tool_published" => "Audit tool published",
        "undone" => "Last step taken back",
        "version_chosen" => "One of two versions of a sheet chosen",
        "view_assigned" => "Criteria of a discipline given",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// The names of events in the sources: what stands first where an entry is made.
    fn written_events(folder: &std::path::Path, found: &mut std::collections::BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                written_events(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                for call in ["Entry::new(", "entry("] {
                    let starts = text.match_indices(call).map(|(at, call)| text[at + call.len()..].trim_start());
                    let names = starts.filter_map(|rest| rest.strip_prefix('"')?.split('"').next());
                    found.extend(names.map(str::to_owned));
                }
                // One of two, chosen before: `let event = if … { "…" } else { "…" };`
                let chosen = text.match_indices("let event =").filter_map(|(at, _)| text[at..].split(';').next());
                let names = chosen.flat_map(|words| words.split('"').skip(1).step_by(2));
                found.extend(names.map(str::to_owned));
            }
        }
    }

    #[test]
    fn every_event_that_is_logged_has_words_of_its_own() {
        let mut events = std::collections::BTreeSet::new();
        written_events(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ops"), &mut events);
        assert!(events.len() > 30, "{events:?}");
        let without: Vec<_> = events.iter().filter(|event| known(event).is_none()).collect();
        assert!(without.is_empty(), "{without:?}");
    }

    #[test]
    fn an_event_of_a_newer_program_is_read_as_words() {
        assert_eq!(event_words("plan_turned_round"), "Plan turned round");
    }
}
