//! Widgets that take plain data, draw, and return what the person did.
//!
//! Each has a role, a name and, where it has one, a value in the accessibility tree, and each works from the keyboard.
//! Signs are drawn as paths, never as characters a font may lack. Nothing is said by colour alone.

mod a11y;
mod answer_row;
mod button;
mod check;
mod choice;
mod criterion_list;
mod data_table;
mod empty_state;
mod field;
mod give_matrix;
mod grade;
mod group;
mod heat_map;
mod help_sheet;
mod icon;
mod key_cap;
mod list_line;
mod nav;
mod notice_bar;
mod parts;
mod points_picture;
mod progress;
mod save_state;
mod score_grid;
mod section_list;
mod share_bars;
mod sideways;
mod sign;
mod stacked_bars;
mod standing_band;
mod stepper;
mod text;
mod thread_editor;
mod thread_picture;
mod trend_chart;

pub use a11y::{name_dialog, region};
pub use answer_row::{AnswerButton, answer_look, answer_row};
pub use button::{Button, link_button, primary_button, quiet_button};
pub use check::check;
pub use choice::{choice_list, choice_radio};
pub use criterion_list::{AnswerMark, CriterionItem, criterion_list};
pub use data_table::{Column, DataTable, TableResponse};
pub use empty_state::empty_state;
pub use field::TextField;
pub use give_matrix::{MatrixAct, MatrixCell, MatrixColumn, MatrixRow, cell_words, give_matrix};
pub use grade::{GradeMark, grade_chip, grade_legend, grade_letter};
pub use group::{fact, fit, level_with_fields, page_column, quiet_group, wide_page};
pub use heat_map::{HeatColumn, HeatMap, HeatMapResponse, HeatMapState, HeatRow};
pub use help_sheet::{HelpLine, help_keys, help_lines, help_pictures, help_sheet, help_title};
pub use icon::{ICON, Icon};
pub use key_cap::key_cap;
pub use list_line::{list_line, spoken_status};
pub use nav::{NavItem, nav_groups, nav_list};
pub use notice_bar::{Notice, NoticeResponse, notice_bar};
pub use parts::part_row;
pub use points_picture::{PointRow, points_picture};
pub use progress::{progress_bar, progress_ring};
pub use save_state::{SaveState, save_state};
pub use score_grid::{GridMark, GridRow, ScoreGrid, ScoreGridState};
pub use section_list::{SectionItem, section_list};
pub use share_bars::{ShareRow, share_bars};
pub use sideways::{SIDEWAYS_BAR, sideways, told};
pub use sign::{Sign, sign};
pub use stacked_bars::{BarRow, stacked_bars};
pub use standing_band::standing_band;
pub use stepper::{Step, StepState, stepper};
pub use text::{
    body, figure, label_above, page_title, question_title, quiet, reading, section_title, small, small_title, strong,
    text_in,
};
pub use thread_editor::{ThreadsEdit, thread_editor};
pub use thread_picture::{link_ink, link_sign, thread_picture, thread_words};
pub use trend_chart::{ChartPoint, letter, sparkline, trend_chart};
