//! Names of variables: what is in scope, and what a name means there.

use super::builder::{Builder, OpenBody};
use super::hygiene;
use crate::ir::{Local, LocalDecl};

impl Builder<'_, '_> {
    pub(super) fn bring_into_scope(&mut self, name: String, local: Local) {
        self.body.names.push((name, local));
    }

    pub(super) fn find_here(&self, name: &str) -> Option<Local> {
        find(&self.body.names, name)
    }

    /// The local that a variable's name stands for, captured from enclosing bodies where needed; counts as a use.
    pub(super) fn resolve(&mut self, name: &str) -> Option<Local> {
        let mut name = name;
        loop {
            if let Some(local) = self.resolve_exactly(name) {
                return Some(local);
            }
            name = hygiene::at_definition(name)?;
        }
    }

    fn resolve_exactly(&mut self, name: &str) -> Option<Local> {
        if let Some(local) = self.find_here(name) {
            self.body.locals[local.0 as usize].uses += 1;
            return Some(local);
        }
        let depth = self
            .outer
            .iter()
            .rposition(|body| find(&body.names, name).is_some())?;
        let mut local = find(&self.outer[depth].names, name)?;
        self.outer[depth].locals[local.0 as usize].uses += 1;
        for index in depth + 1..=self.outer.len() {
            let above = &self.outer[index - 1];
            let decl = above.locals[local.0 as usize].clone();
            let is_reference = above.references.contains(&local);
            let body = if index == self.outer.len() {
                &mut self.body
            } else {
                &mut self.outer[index]
            };
            local = capture(body, local, decl, is_reference);
        }
        Some(local)
    }
}

fn find(names: &[(String, Local)], name: &str) -> Option<Local> {
    names
        .iter()
        .rev()
        .find(|(n, _)| n == name)
        .map(|(_, local)| *local)
}

fn capture(body: &mut OpenBody, outer: Local, decl: LocalDecl, is_reference: bool) -> Local {
    if let Some((_, local)) = body.upvars.iter().find(|(o, _)| *o == outer) {
        body.locals[local.0 as usize].uses += 1;
        return *local;
    }
    let local = Local(body.locals.len() as u32);
    body.locals.push(LocalDecl {
        uses: 1,
        shadows: None,
        scope_end: None,
        ..decl
    });
    body.upvars.push((outer, local));
    if is_reference {
        body.references.insert(local);
    }
    local
}
