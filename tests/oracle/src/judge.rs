//! What the analyser says of a program, and how that differs from what its runs showed.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use double_connect_analysis::analyze;
use double_connect_analysis::facts::{HolderKind, OpenSite};
use double_connect_analysis::input::{
    DependencyInput, PackageInput, ProjectInput, TargetInput, TargetKind,
};
use double_connect_clients::ClientSet;

use crate::bodies::{Body, around, bodies};
use crate::exclusions::{excluded, mirrored, unasked};
use crate::program::{Edition, Place};
use crate::workshop::Runs;

/// How long the analysis of one program may take.
const LIMIT: Duration = Duration::from_secs(20);

/// The kinds of disagreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A connect overlapped in some run and is not reported.
    Missed,
    /// The same in a program of which the analyser says that it followed it only in part: its bounds on states and work.
    Beyond,
    /// A connect is reported that was reached and overlapped in no run.
    False,
    /// The analyser panicked.
    Panic,
    /// The analyser did not come to an end.
    Slow,
    /// The analyser says that it did not understand something.
    Problem,
}

impl Kind {
    /// Whether it is a mistake of the analyser, and not one of its bounds.
    #[must_use]
    pub fn is_mistake(self) -> bool {
        self != Kind::Beyond
    }

    /// As it is written out.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Kind::Missed => "MISSED",
            Kind::Beyond => "BEYOND",
            Kind::False => "FALSE",
            Kind::Panic => "PANIC",
            Kind::Slow => "SLOW",
            Kind::Problem => "PROBLEM",
        }
    }
}

/// A disagreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Disagreement {
    /// Its kind.
    pub kind: Kind,
    /// The connect; for a panic and its like the first line.
    pub place: Place,
}

/// What the analyser says.
enum Verdict {
    Reports {
        /// The reported places, each with what a run must have done to show it.
        places: BTreeMap<Place, Needed>,
        /// Second and first connections that run beside each other.
        beside: BTreeSet<(Place, Place)>,
        problems: usize,
        /// Whether the analyser gave up states somewhere.
        partly: bool,
    },
    Panicked,
    Slow,
}

/// What a run must have done to show what is reported.
#[derive(Clone)]
struct Needed {
    /// The bodies that it must have entered: those where the first connection opens, and where both are reached from.
    bodies: Vec<Body>,
    /// Where it must have opened the first connection.
    first: Place,
}

/// The analyser with the model of the client crate.
pub struct Judge {
    clients: Arc<ClientSet>,
}

impl Judge {
    /// The analyser with the client crate's model added.
    ///
    /// # Errors
    ///
    /// The model is wrong; why.
    pub fn new() -> Result<Judge, String> {
        let mut clients = ClientSet::builtin();
        let text = include_str!("../client.toml");
        clients.add("client.toml", text).map_err(|errors| {
            errors
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\n")
        })?;
        Ok(Judge {
            clients: Arc::new(clients),
        })
    }

    /// How the analyser's word on a file differs from what its runs showed; sorted.
    #[must_use]
    pub fn compare(&self, file: &Path, edition: Edition, runs: &Runs) -> Vec<Disagreement> {
        let whole = |kind| {
            vec![Disagreement {
                kind,
                place: Place { line: 1, column: 1 },
            }]
        };
        let (reported, beside, problems, partly) = match self.verdict(file, edition) {
            Verdict::Reports {
                places,
                beside,
                problems,
                partly,
            } => (places, beside, problems, partly),
            Verdict::Panicked => return whole(Kind::Panic),
            Verdict::Slow => return whole(Kind::Slow),
        };
        let reported = settle(&reported, &runs.connects);
        // Where a body cannot tell, a connect in it does.
        let reached = |body: &Body| match body.opens {
            Some(place) => runs.entered.contains(&place.line),
            None => runs.connects.range(body.start..body.end).next().is_some(),
        };
        let opened = |first: &Place| runs.connects.keys().any(|p| p.line == first.line);
        let shown = |needed: &Needed| needed.bodies.iter().all(reached) && opened(&needed.first);
        let mut found = if problems > 0 {
            whole(Kind::Problem)
        } else {
            Vec::new()
        };
        for place in runs.connects.keys() {
            let firsts = || runs.beside.iter().filter(|(second, _)| second == place);
            let by_another = firsts().any(|(_, first)| !reported.contains_key(first));
            let as_first = beside.iter().any(|(_, first)| first == place);
            let is_told = as_first || firsts().next().is_some() && !by_another;
            let told = || beside.iter().filter(|(second, _)| second == place);
            let the_other_way =
                told().any(|(second, first)| runs.beside.contains(&(*first, *second)));
            let is_unasked = told().any(|(second, first)| {
                let mut both = [(*second, *first), (*first, *second)].into_iter();
                both.any(|pair| runs.unasked.contains(&pair))
            });
            let kind = match (runs.overlapped(*place), reported.get(place)) {
                (true, None) if mirrored(is_told) => continue,
                (true, None) if partly => Kind::Beyond,
                (true, None) => Kind::Missed,
                (false, Some(_)) if mirrored(the_other_way) || unasked(is_unasked) => continue,
                (false, Some(needed)) if !excluded(shown(needed)) => Kind::False,
                _ => continue,
            };
            found.push(Disagreement {
                kind,
                place: *place,
            });
        }
        found
    }

    /// The places that the analyser reports in a file, if it comes to an end.
    #[must_use]
    pub fn reported(&self, file: &Path, edition: Edition) -> Option<BTreeSet<Place>> {
        match self.verdict(file, edition) {
            Verdict::Reports { places, .. } => Some(places.into_keys().collect()),
            _ => None,
        }
    }

    fn verdict(&self, file: &Path, edition: Edition) -> Verdict {
        let (send, receive) = mpsc::channel();
        let clients = self.clients.clone();
        let file = file.to_owned();
        // A thread that does not come back is left behind.
        let spawned = std::thread::Builder::new()
            .stack_size(64 << 20)
            .spawn(move || {
                let verdict = catch_unwind(AssertUnwindSafe(|| reports(&clients, &file, edition)));
                let _ = send.send(verdict.unwrap_or(Verdict::Panicked));
            });
        if spawned.is_err() {
            return Verdict::Panicked;
        }
        receive.recv_timeout(LIMIT).unwrap_or(Verdict::Slow)
    }
}

/// Runs the analyser on one file as the binary of a package that depends on the client crate.
fn reports(clients: &ClientSet, file: &Path, edition: Edition) -> Verdict {
    let dir = file.parent().unwrap_or(Path::new("")).to_owned();
    let client = DependencyInput::External {
        package: "oracle-client".to_owned(),
        version: Some("0.1.0".to_owned()),
    };
    let runtime = DependencyInput::External {
        package: "tokio".to_owned(),
        version: Some("1.50.0".to_owned()),
    };
    let input = ProjectInput {
        root: dir.clone(),
        shown_from: dir,
        packages: vec![PackageInput {
            name: "program".to_owned(),
            edition: edition.input(),
            targets: vec![TargetInput {
                name: "program".to_owned(),
                kind: TargetKind::Bin,
                root: file.to_owned(),
            }],
            dependencies: BTreeMap::from([
                ("oracle_client".to_owned(), client),
                ("tokio".to_owned(), runtime),
            ]),
            features: None,
        }],
        target: None,
    };
    let facts = analyze(&input, clients);
    let place = |at: double_connect_analysis::source::LineColumn| Place {
        line: at.line,
        column: at.column,
    };
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let bodies = bodies(&text);
    let called = |span| {
        let start = place(facts.sources.start(span));
        match method_at(facts.sources.text(span)) {
            (0, columns) => Place {
                column: start.column + columns,
                ..start
            },
            (lines, columns) => Place {
                line: start.line + lines,
                column: columns + 1,
            },
        }
    };
    let beside = facts.overlaps.iter().filter(|overlap| {
        let mut kinds = overlap.holders.iter().map(|holder| holder.kind);
        overlap.side_by_side || kinds.any(HolderKind::is_task)
    });
    let places = facts.overlaps.iter().map(|overlap| {
        let outermost = |site: &OpenSite| site.chain.first().copied().unwrap_or(site.span);
        let spans = [
            overlap.first.span,
            outermost(&overlap.first),
            outermost(&overlap.second),
        ];
        let needed = spans.map(|span| around(&bodies, place(facts.sources.start(span))));
        let needed = Needed {
            bodies: needed.into_iter().flatten().collect(),
            first: called(overlap.first.span),
        };
        (called(overlap.second.span), needed)
    });
    Verdict::Reports {
        places: places.collect(),
        beside: beside
            .map(|overlap| (called(overlap.second.span), called(overlap.first.span)))
            .collect(),
        problems: facts.problems.len(),
        partly: !facts.widened.is_empty(),
    }
}

/// Where in a call's text the place is that a run records for it: lines and columns from its start. It is the start, and of
/// a method call the method's name.
fn method_at(text: &str) -> (u32, u32) {
    let Ok(syn::Expr::MethodCall(call)) = syn::parse_str::<syn::Expr>(text) else {
        return (0, 0);
    };
    let start = call.method.span().start();
    let line = u32::try_from(start.line.saturating_sub(1)).unwrap_or(0);
    (line, u32::try_from(start.column).unwrap_or(0))
}

/// Reported places as places of connects: where no connect starts at the very column, the line's only one is meant.
fn settle(
    reported: &BTreeMap<Place, Needed>,
    connects: &BTreeMap<Place, bool>,
) -> BTreeMap<Place, Needed> {
    let on_line = |line| connects.keys().filter(move |p| p.line == line);
    let settled = reported.iter().map(|(place, needed)| {
        let mut same = on_line(place.line);
        let place = match (connects.contains_key(place), same.next(), same.next()) {
            (false, Some(only), None) => *only,
            _ => *place,
        };
        (place, needed.clone())
    });
    settled.collect()
}
