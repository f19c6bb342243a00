//! Foreign files in and out.

pub mod tool_file;
