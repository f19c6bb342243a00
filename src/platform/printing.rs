//! Hands a finished file to the system's printer.

use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};

/// Prints a file with the system's own command: `lp` or `lpr`, on Windows the viewer's print verb.
///
/// # Errors
/// In plain words: no command to print with, or what the command said.
pub fn print(path: &Path) -> Result<(), String> {
    // Absolute, so that no name can be taken for an option.
    let path = std::path::absolute(path).map_err(|error| error.to_string())?;
    if !path.is_file() {
        return Err("The file is not there any more. Save it again.".to_owned());
    }
    run_first(&mut commands(&path))
}

/// Runs the first command that this machine has.
fn run_first(commands: &mut [Command]) -> Result<(), String> {
    for command in commands {
        let output = command.stdin(Stdio::null()).output();
        match output {
            Ok(output) if output.status.success() => return Ok(()),
            Ok(output) => {
                let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
                let said = if said.is_empty() { output.status.to_string() } else { said };
                return Err(format!("{said}. Open the file in the viewer and print it from there."));
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error.to_string()),
        }
    }
    Err("This machine has no command to print with. Open the file in the viewer and print it from there.".to_owned())
}

#[cfg(not(windows))]
fn commands(path: &Path) -> Vec<Command> {
    let with = |program: &str| {
        let mut command = Command::new(program);
        command.arg(path);
        command
    };
    vec![with("lp"), with("lpr")]
}

#[cfg(windows)]
fn commands(path: &Path) -> Vec<Command> {
    let mut command = Command::new("powershell");
    // The path goes in beside the words of the command: no name can become part of them.
    command.env("GOLDEN_THREAD_PRINT", path);
    command.args(["-NoProfile", "-NonInteractive", "-Command"]);
    command.arg("Start-Process -FilePath $env:GOLDEN_THREAD_PRINT -Verb Print -ErrorAction Stop");
    vec![command]
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn shell(words: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", words]);
        command
    }

    #[test]
    fn a_machine_without_a_print_command_says_to_print_from_the_viewer() {
        let said = run_first(&mut [Command::new("/nowhere/lp"), Command::new("/nowhere/lpr")]).unwrap_err();
        assert!(said.contains("print it from there"), "{said}");
    }

    #[test]
    fn the_second_command_is_tried_only_where_there_is_no_first() {
        assert_eq!(run_first(&mut [Command::new("/nowhere/lp"), shell("exit 0")]), Ok(()));
        let said = run_first(&mut [shell("echo 'no default destination' >&2; exit 1"), shell("exit 0")]).unwrap_err();
        assert!(said.starts_with("no default destination"), "{said}");
    }

    #[test]
    fn a_file_that_is_gone_is_not_printed() {
        assert!(print(Path::new("/nowhere/report.pdf")).unwrap_err().contains("not there"));
    }
}
