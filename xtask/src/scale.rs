//! Cost against size: does ten times the lines cost ten times as much?

use std::path::PathBuf;
use std::process::Command;

use clap::Args;

use crate::measure::{Cost, instructions, median, run as cost};
use crate::plot::{self, Curve};
use crate::synth;

/// What is measured.
#[derive(Debug, Args)]
pub(crate) struct ScaleArgs {
    /// The sizes, in lines
    #[arg(
        long,
        value_delimiter = ',',
        default_value = "10000,100000,1000000,10000000"
    )]
    lines: Vec<usize>,
    /// One in so many packages uses a client
    #[arg(long, default_value_t = 50)]
    one_in: usize,
    /// How often each size is run
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// The tool; by default the one beside this program
    #[arg(long)]
    tool: Option<PathBuf>,
    /// Where the workspaces are made; a temporary folder, unless they are to stay
    #[arg(long)]
    keep: Option<PathBuf>,
    /// Where the picture goes
    #[arg(long, value_name = "SVG")]
    picture: Option<PathBuf>,
}

/// What one size came to.
struct Row {
    lines: usize,
    packages: usize,
    wall: f64,
    cpu: f64,
    peak: f64,
    instructions: Option<u64>,
}

/// Measures, prints a table, and draws.
///
/// # Errors
/// What could not be made or run.
pub(crate) fn run(args: &ScaleArgs) -> Result<(), String> {
    let failed = |error: std::io::Error| error.to_string();
    let temporary = tempfile::tempdir().map_err(failed)?;
    let place = args.keep.as_deref().unwrap_or(temporary.path());
    let me = std::env::current_exe().map_err(failed)?;
    let beside = me.with_file_name("cargo-double-connect");
    let tool = args
        .tool
        .clone()
        .unwrap_or(beside)
        .canonicalize()
        .map_err(failed)?;
    let mut rows: Vec<Row> = Vec::new();
    println!(
        "| lines | packages | wall | processor | peak memory | a line | instructions | a line | × lines | × wall | × processor | × memory |"
    );
    println!("| --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |");
    for lines in &args.lines {
        let dir = place.join(format!("lines-{lines}"));
        let shape = synth::Shape {
            lines: *lines,
            one_in: args.one_in,
            seed: 1,
        };
        let made = synth::make(&dir, shape).map_err(failed)?;
        let mut command = Command::new(&tool);
        command
            .args(["double-connect", "--quiet", "--no-cache"])
            .arg(&dir);
        let mut costs = Vec::new();
        for _ in 0..args.rounds.max(1) {
            costs.push(cost(&mut command)?);
        }
        let of = |part: fn(&Cost) -> f64| median(costs.iter().map(part).collect());
        let row = Row {
            lines: made.lines,
            packages: made.packages,
            wall: of(|cost| cost.wall),
            cpu: of(|cost| cost.cpu),
            peak: of(|cost| cost.peak as f64),
            instructions: instructions(&command),
        };
        print(&row, rows.last());
        rows.push(row);
        if args.keep.is_none() {
            std::fs::remove_dir_all(&dir).map_err(failed)?;
        }
    }
    if let Some(path) = &args.picture {
        std::fs::write(path, picture(&rows))
            .map_err(|error| format!("`{}`: {error}", path.display()))?;
    }
    Ok(())
}

fn print(row: &Row, before: Option<&Row>) {
    let lines = row.lines as f64;
    let times = |part: fn(&Row) -> f64| {
        before.map_or_else(|| "–".to_owned(), |b| format!("{:.1}", part(row) / part(b)))
    };
    let (count, each) = row.instructions.map_or_else(
        || ("–".to_owned(), "–".to_owned()),
        |n| {
            (
                format!("{:.2} G", n as f64 / 1e9),
                format!("{:.0}", n as f64 / lines),
            )
        },
    );
    println!(
        "| {} | {} | {:.3} s | {:.3} s | {:.1} MB | {:.1} B | {count} | {each} | {} | {} | {} | {} |",
        row.lines,
        row.packages,
        row.wall,
        row.cpu,
        row.peak / 1e6,
        row.peak / lines,
        times(|row| row.lines as f64),
        times(|row| row.wall),
        times(|row| row.cpu),
        times(|row| row.peak),
    );
}

fn picture(rows: &[Row]) -> String {
    let curve = |name, unit, part: &dyn Fn(&Row) -> Option<f64>| Curve {
        name,
        unit,
        points: rows
            .iter()
            .filter_map(|row| Some((row.lines as f64, part(row)?)))
            .collect(),
    };
    plot::svg(&[
        curve("time", "s", &|row| Some(row.wall)),
        curve("memory", "MB", &|row| Some(row.peak / 1e6)),
        curve("instructions", "G", &|row| {
            Some(row.instructions? as f64 / 1e9)
        }),
    ])
}
