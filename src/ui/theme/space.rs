//! Distances in points, on a grid of eight.

/// Half a step: between a sign and its word, between lines that belong together.
pub const HALF: f32 = 4.0;
/// One step.
pub const STEP: f32 = 8.0;
/// Between groups.
pub const GROUP: f32 = 24.0;
/// Margin of a page.
pub const PAGE_MARGIN: f32 = 24.0;
/// Height of a row in a list or table.
pub const ROW: f32 = 32.0;
/// Height of a row whose words may take two lines.
pub const ROW_OF_TWO: f32 = 48.0;
/// The least height and width of anything that can be pressed.
pub const TARGET: f32 = 28.0;
/// Height of a button that says an act.
pub const BUTTON: f32 = 40.0;
/// Below this height a window is low: what stands around a page gives way to what is read.
pub const LOW_WINDOW: f32 = 560.0;
/// Text and forms are no wider than reads well.
pub const READING_WIDTH: f32 = 1100.0;
/// Corners of controls.
pub const RADIUS: u8 = 3;
/// The bar that marks what is current, or what kind a notice is.
pub const BAR: f32 = 4.0;
/// Size of a sign in a row of text.
pub const SIGN: f32 = 16.0;
/// Size of a sign on a large button.
pub const SIGN_LARGE: f32 = 20.0;
/// A grade cell.
pub const CELL: egui::Vec2 = egui::vec2(40.0, ROW);
