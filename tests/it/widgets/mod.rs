//! Each widget by role, name and keyboard; and all of them composed, to be looked at.

mod mock_sheet;
mod mock_results;
