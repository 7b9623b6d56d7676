//! Several programs of one workspace: each runs by itself, and the service sees the connections of all.
//!
//! Only what does not depend on anything counts: a constant identity at a constant broker. That such programs run at the
//! same time the code does not show, so what is found is likely, not certain.

use double_connect_clients::model::Exclusive;
use serde::{Deserialize, Serialize};

use super::Solver;
use super::check::{Findings, keep, open_site};
use super::summary::Exit;
use crate::domain::expr::Expr;
use crate::facts::{Confidence, Holder, HolderKind, IdentityFact, OpenSite, Overlap};
use crate::input::TargetKind;
use crate::names::{FnId, FnOwner};

/// A connection that a program opens.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Opened {
    /// The program's package, and which of its targets the program is.
    pub(crate) package: usize,
    target: usize,
    /// The program as what holds the connection.
    pub(crate) holder: Holder,
    pub(crate) site: OpenSite,
    identity: String,
    /// Host and port.
    endpoint: Vec<String>,
}

impl Opened {
    /// By program, then by place.
    pub(crate) fn order(&self) -> ((usize, usize), &OpenSite) {
        (self.program(), &self.site)
    }

    fn program(&self) -> (usize, usize) {
        (self.package, self.target)
    }
}

impl Solver<'_> {
    /// The connections of constant identity that a function opens, if it is the `main` of a program.
    pub(super) fn opened_by_program(&self, id: FnId) -> Vec<Opened> {
        let def = &self.program[id];
        let krate = &self.program[def.krate];
        let is_main = krate.kind == TargetKind::Bin
            && def.ir.name == "main"
            && def.owner == FnOwner::Free
            && def.module == krate.root;
        if !is_main {
            return Vec::new();
        }
        let summary = self.summary(self.declared_key(id));
        let openings = summary.outcomes.iter().filter_map(|outcome| {
            let Exit::Opening(obj) = outcome.exit else {
                return None;
            };
            outcome.state.objs.get(&obj)
        });
        openings
            .filter_map(|obj| {
                let model = self.clients.model(obj.ty.model);
                let (Some(Expr::Const(identity)), Some(endpoint)) = (&obj.identity, &obj.endpoint)
                else {
                    return None;
                };
                let exclusive = model.exclusive(obj.ty.index) == Exclusive::Identity;
                if !exclusive || identity.is_empty() {
                    return None;
                }
                Some(Opened {
                    package: krate.package,
                    target: krate.target,
                    holder: Holder {
                        kind: HolderKind::Program,
                        name: Some(krate.name.clone()),
                        span: Some(def.ir.name_span),
                        until: None,
                        uses: 1,
                    },
                    site: open_site(obj)?,
                    identity: identity.to_string(),
                    endpoint: constants(endpoint)?,
                })
            })
            .collect()
    }
}

/// Connections of one identity that two programs open.
pub(crate) fn between_programs(opened: &[Opened]) -> Findings {
    let mut found = Findings::new();
    for (i, second) in opened.iter().enumerate() {
        for first in &opened[..i] {
            let same = first.program() != second.program()
                && first.identity == second.identity
                && first.endpoint == second.endpoint;
            if !same {
                continue;
            }
            let overlap = Overlap {
                same_site: first.site.span == second.site.span,
                second: second.site.clone(),
                first: first.site.clone(),
                holders: vec![first.holder.clone()],
                attempts: Vec::new(),
                side_by_side: false,
                overwritten: None,
                shadowed_by: None,
                closed_elsewhere: None,
                identity: IdentityFact::Constant(second.identity.clone()),
                reconnects: false,
                confidence: Confidence::Likely,
                doubt: None,
                recall: None,
            };
            let pair = (overlap.second.span, overlap.first.span);
            keep(&mut found, pair, overlap);
        }
    }
    found
}

/// The parts of a value that depends on nothing.
fn constants(e: &Expr) -> Option<Vec<String>> {
    match e {
        Expr::Const(text) => Some(vec![text.to_string()]),
        Expr::Op(name, args) if &**name == "tuple" => {
            let parts: Option<Vec<Vec<String>>> = args.iter().map(constants).collect();
            Some(parts?.concat())
        }
        _ => None,
    }
}
