//! A flow graph as text, for `--dump flow=FUNCTION` and for tests.

use std::fmt::Write as _;

use super::{
    AggregateKind, Body, BodyKind, Callee, CaptureMode, FormatPart, Index, Lit, Operand, Place,
    PlaceRoot, Proj, Rvalue, Stmt, Terminator, Test,
};

mod ty;

use ty::tys_text;
pub use ty::{path_text, ty_text};

/// A body as text: captures, locals, blocks, then the bodies nested in it, indented. Spans are left out.
#[must_use]
pub fn dump(body: &Body, name: &str) -> String {
    let mut out = String::new();
    dump_into(body, name, 0, &mut out);
    out
}

/// A body as a Graphviz graph: one box a block. Nested bodies are left out.
#[must_use]
pub fn dot(body: &Body, name: &str) -> String {
    let mut out = format!(
        "digraph \"{}\" {{\n    node [shape=box fontname=monospace];\n",
        dot_text(name)
    );
    for (index, block) in body.blocks.iter().enumerate() {
        let mut label = format!("bb{index}:\\l");
        for stmt in &block.stmts {
            label.push_str(&dot_text(&stmt_text(stmt)));
            label.push_str("\\l");
        }
        label.push_str(&dot_text(&term_text(&block.term)));
        label.push_str("\\l");
        line(&mut out, 1, &format!("bb{index} [label=\"{label}\"];"));
        for (target, edge) in edges(&block.term) {
            line(
                &mut out,
                1,
                &format!("bb{index} -> bb{target} [label=\"{}\"];", dot_text(&edge)),
            );
        }
    }
    out.push_str("}\n");
    out
}

fn dot_text(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

fn edges(term: &Terminator) -> Vec<(u32, String)> {
    let edge = |to: &super::Block, label: &str| (to.0, label.to_owned());
    match term {
        Terminator::Goto(to) => vec![edge(to, "")],
        Terminator::If { then, els, .. } => vec![edge(then, "true"), edge(els, "false")],
        Terminator::Test { yes, no, .. } => vec![edge(yes, "yes"), edge(no, "no")],
        Terminator::Try { ok, err, .. } => vec![edge(ok, "ok"), edge(err, "err")],
        Terminator::Next { some, none, .. } => vec![edge(some, "some"), edge(none, "none")],
        Terminator::Select { arms, els } => {
            let arms = arms
                .iter()
                .map(|a| (a.target.0, format!("_{}", a.future.0)));
            arms.chain(els.iter().map(|e| edge(e, "else"))).collect()
        }
        Terminator::Nondet(targets) => targets.iter().map(|t| edge(t, "")).collect(),
        Terminator::Return | Terminator::Unreachable => Vec::new(),
    }
}

fn line(out: &mut String, indent: usize, text: &str) {
    for _ in 0..indent {
        out.push_str("    ");
    }
    out.push_str(text);
    out.push('\n');
}

fn dump_into(body: &Body, name: &str, indent: usize, out: &mut String) {
    let kind = match body.kind {
        BodyKind::Fn => "fn",
        BodyKind::AsyncFn => "async fn",
        BodyKind::Closure => "closure",
        BodyKind::AsyncClosure => "async closure",
        BodyKind::AsyncBlock => "async block",
    };
    let params: Vec<String> = body.params.iter().map(|p| format!("_{}", p.0)).collect();
    line(
        out,
        indent,
        &format!("{kind} {name}({}) {{", params.join(", ")),
    );
    for capture in &body.captures {
        let mode = match capture.mode {
            CaptureMode::Value => "value",
            CaptureMode::Ref => "ref",
        };
        line(
            out,
            indent + 1,
            &format!(
                "capture _{} = {mode} {}",
                capture.local.0,
                place_text(&capture.place)
            ),
        );
    }
    for (index, local) in body.locals.iter().enumerate() {
        let Some(name) = &local.name else { continue };
        let mut text = format!("let _{index}: {name}");
        if let Some(ty) = &local.ty {
            let _ = write!(text, ": {}", ty_text(ty));
        }
        let _ = write!(text, " uses {}", local.uses);
        if let Some(shadows) = local.shadows {
            let _ = write!(text, " shadows _{}", shadows.0);
        }
        line(out, indent + 1, &text);
    }
    for (index, block) in body.blocks.iter().enumerate() {
        line(out, indent + 1, &format!("bb{index}:"));
        for stmt in &block.stmts {
            line(out, indent + 2, &stmt_text(stmt));
        }
        line(out, indent + 2, &term_text(&block.term));
    }
    for (index, nested) in body.bodies.iter().enumerate() {
        dump_into(nested, &format!("{name}#{index}"), indent + 1, out);
    }
    line(out, indent, "}");
}

fn stmt_text(stmt: &Stmt) -> String {
    match stmt {
        Stmt::Assign {
            place, value, init, ..
        } => {
            format!(
                "{} {} {}",
                place_text(place),
                if *init { "=" } else { ":=" },
                rvalue_text(value)
            )
        }
        Stmt::StorageDead(local, _) => format!("dead _{}", local.0),
        Stmt::Drop(operand, _) => format!("drop {}", operand_text(operand)),
    }
}

fn term_text(term: &Terminator) -> String {
    match term {
        Terminator::Goto(to) => format!("goto bb{}", to.0),
        Terminator::If { cond, then, els } => {
            format!(
                "if {} then bb{} else bb{}",
                operand_text(cond),
                then.0,
                els.0
            )
        }
        Terminator::Test {
            place,
            test,
            yes,
            no,
        } => {
            let test = match test {
                Test::Variant(path) => path_text(path),
                Test::Lit(lit) => lit_text(lit),
                Test::Len { len, more } => format!("len {len}{}", if *more { ".." } else { "" }),
                Test::Other => "?".to_owned(),
            };
            format!(
                "test {} is {test} then bb{} else bb{}",
                place_text(place),
                yes.0,
                no.0
            )
        }
        Terminator::Try { place, ok, err } => {
            format!("try {} ok bb{} err bb{}", place_text(place), ok.0, err.0)
        }
        Terminator::Next {
            iter,
            dest,
            some,
            none,
        } => {
            format!(
                "next _{} into _{} some bb{} none bb{}",
                iter.0, dest.0, some.0, none.0
            )
        }
        Terminator::Select { arms, els } => {
            let mut text = "select".to_owned();
            for arm in arms {
                let _ = write!(text, " [_{} into _{}", arm.future.0, arm.dest.0);
                if let Some(cond) = &arm.enabled {
                    let _ = write!(text, " if {}", operand_text(cond));
                }
                let _ = write!(text, " bb{}]", arm.target.0);
            }
            if let Some(els) = els {
                let _ = write!(text, " else bb{}", els.0);
            }
            text
        }
        Terminator::Nondet(targets) => {
            let targets: Vec<String> = targets.iter().map(|t| format!("bb{}", t.0)).collect();
            format!("any of {}", targets.join(" "))
        }
        Terminator::Return => "return".to_owned(),
        Terminator::Unreachable => "unreachable".to_owned(),
    }
}

fn rvalue_text(value: &Rvalue) -> String {
    match value {
        Rvalue::Use(operand) => operand_text(operand),
        Rvalue::Ref { place, mutable } => format!(
            "&{}{}",
            if *mutable { "mut " } else { "" },
            place_text(place)
        ),
        Rvalue::Bind(place) => format!("bind {}", place_text(place)),
        Rvalue::Call(call) => {
            let args = operands_text(&call.args);
            match &call.callee {
                Callee::Path(path) => format!("call {}({args})", path_text(path)),
                Callee::Value(place) => format!("call ({})({args})", place_text(place)),
                Callee::Method {
                    receiver,
                    name,
                    turbofish,
                } => {
                    let types = if turbofish.is_empty() {
                        String::new()
                    } else {
                        format!("::{}", tys_text(turbofish))
                    };
                    format!("call {}.{name}{types}({args})", place_text(receiver))
                }
            }
        }
        Rvalue::Await(operand) => format!("await {}", operand_text(operand)),
        Rvalue::Aggregate { kind, fields, base } => {
            let head = match kind {
                AggregateKind::Tuple => "tuple".to_owned(),
                AggregateKind::Array { repeat, vec } => {
                    format!(
                        "{}{}",
                        if *vec { "vec" } else { "array" },
                        if *repeat { " repeat" } else { "" }
                    )
                }
                AggregateKind::Struct(path) => path_text(path),
            };
            let fields = fields
                .iter()
                .map(|(name, value)| format!("{name}: {}", operand_text(value)));
            let base = base.iter().map(|base| format!("..{}", operand_text(base)));
            let inside: Vec<String> = fields.chain(base).collect();
            format!("{head} {{ {} }}", inside.join(", "))
        }
        Rvalue::Closure(body) => format!("closure #{}", body.0),
        Rvalue::Not(operand) => format!("!{}", operand_text(operand)),
        Rvalue::Binary(op, a, b) => format!("{} {op} {}", operand_text(a), operand_text(b)),
        Rvalue::Range {
            start,
            end,
            inclusive,
        } => {
            let side = |op: &Option<Operand>| op.as_ref().map(operand_text).unwrap_or_default();
            let dots = if *inclusive { "..=" } else { ".." };
            format!("range {}{dots}{}", side(start), side(end))
        }
        Rvalue::Format(parts) => {
            let part = |part: &FormatPart| match part {
                FormatPart::Text(text) => format!("{text:?}"),
                FormatPart::Arg(operand) => operand_text(operand),
            };
            format!(
                "format [{}]",
                parts.iter().map(part).collect::<Vec<_>>().join(", ")
            )
        }
        Rvalue::Join { futures, try_ } => {
            format!(
                "{}({})",
                if *try_ { "try_join" } else { "join" },
                operands_text(futures)
            )
        }
        Rvalue::TryPayload(place) => format!("payload {}", place_text(place)),
        Rvalue::TryResidual(place) => format!("residual {}", place_text(place)),
        Rvalue::Opaque(operands) | Rvalue::Unknown(operands) => {
            format!("opaque({})", operands_text(operands))
        }
    }
}

fn operands_text(operands: &[Operand]) -> String {
    operands
        .iter()
        .map(operand_text)
        .collect::<Vec<_>>()
        .join(", ")
}

fn operand_text(operand: &Operand) -> String {
    match operand {
        Operand::Use(place) => place_text(place),
        Operand::Lit(lit) => lit_text(lit),
        Operand::Item(path) => path_text(path),
    }
}

fn lit_text(lit: &Lit) -> String {
    match lit {
        Lit::Str(text) => format!("{text:?}"),
        Lit::Int(digits) => digits.clone(),
        Lit::Bool(value) => value.to_string(),
        Lit::Char(value) => format!("{value:?}"),
        Lit::Unit => "()".to_owned(),
        Lit::Other(text) => format!("lit {text}"),
    }
}

fn place_text(place: &Place) -> String {
    let mut text = match &place.root {
        PlaceRoot::Local(local) => format!("_{}", local.0),
        PlaceRoot::Item(path) => path_text(path),
    };
    for proj in &place.proj {
        text = match proj {
            Proj::Field(name) => format!("{text}.{name}"),
            Proj::Variant(path, name) => format!("({text} as {}).{name}", path_text(path)),
            Proj::Deref => format!("(*{text})"),
            Proj::Elem(Index::Front(index)) => format!("{text}[{index}]"),
            Proj::Elem(Index::Back(index)) => format!("{text}[-{}]", index + 1),
            Proj::Elem(Index::By(local)) => format!("{text}[_{}]", local.0),
            Proj::Elem(Index::Between(front, back)) => format!("{text}[{front}..-{back}]"),
        };
    }
    text
}
