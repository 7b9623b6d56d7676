//! What a process costs, by the operating system's own account.

use std::process::{Command, Stdio};
use std::time::Instant;

use wait4::Wait4;

/// What one run of a process took.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cost {
    /// Seconds from start to end.
    pub(crate) wall: f64,
    /// Seconds of processor time, in the program and in the system for it.
    pub(crate) cpu: f64,
    /// The most memory it had at once, in bytes.
    pub(crate) peak: u64,
}

/// Runs a command to its end; what it prints is thrown away, and its exit code does not matter.
///
/// # Errors
/// It cannot be started.
pub(crate) fn run(command: &mut Command) -> Result<Cost, String> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let start = Instant::now();
    let mut child = command
        .spawn()
        .map_err(|error| format!("{command:?} cannot be run: {error}"))?;
    let used = child.wait4().map_err(|error| error.to_string())?;
    Ok(Cost {
        wall: start.elapsed().as_secs_f64(),
        cpu: (used.rusage.utime + used.rusage.stime).as_secs_f64(),
        peak: used.rusage.maxrss,
    })
}

/// How many instructions a command executes, as the processor counts them: steadier than any clock. `None` where
/// `perf` or the counters are not there.
pub(crate) fn instructions(command: &Command) -> Option<u64> {
    let args = ["stat", "-x", ",", "-e", "instructions:u", "--"];
    let output = under("perf", &args, command).output().ok()?;
    let text = String::from_utf8(output.stderr).ok()?;
    let line = text.lines().find(|line| line.contains("instructions"))?;
    line.split(',').next()?.parse().ok()
}

/// A command run by another program, after whose arguments it stands.
pub(crate) fn under(runner: &str, args: &[&str], command: &Command) -> Command {
    let mut outer = Command::new(runner);
    outer
        .args(args)
        .arg(command.get_program())
        .args(command.get_args())
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    if let Some(dir) = command.get_current_dir() {
        outer.current_dir(dir);
    }
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            outer.env(name, value);
        }
    }
    outer
}

/// The middle one of some numbers; of an even count the lower of the two.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len().saturating_sub(1) / 2;
    values.get(middle).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.0);
        assert!(median(Vec::new()).is_nan());
    }
}
