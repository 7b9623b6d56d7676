//! Strings and numbers: what is the same text, and what is a function of other data.

use crate::domain::{Expr, State, Type, Val};
use crate::solve::Frame;

/// Methods that give the same text (or number, or option of one) in another form.
const SAME: &[&str] = &[
    "to_string",
    "to_owned",
    "into",
    "clone",
    "as_str",
    "as_ref",
    "as_bytes",
    "as_deref",
    "to_str",
    "into_string",
    "borrow",
    "deref",
    "as_mut_str",
    "into_boxed_str",
    "to_string_lossy",
    "into_owned",
    "try_into",
    "as_os_str",
    "cloned",
    "copied",
    "as_c_str",
    "into_bytes",
    "to_vec",
];

impl Frame<'_, '_> {
    /// Whether a value is a string, a number or the like.
    pub(crate) fn is_data(&self, v: &Val) -> bool {
        matches!(v, Val::Sym(_, ty) if matches!(**ty, Type::Data))
    }

    /// A method on data.
    pub(crate) fn data_method(
        &mut self,
        s: &mut State,
        v: &Val,
        name: &str,
        args: &[Val],
    ) -> Option<Val> {
        let Val::Sym(e, ty) = v else {
            return None;
        };
        if SAME.contains(&name) {
            return Some(v.clone());
        }
        if **ty != Type::Data {
            return None;
        }
        let mut all = vec![(**e).clone()];
        for arg in args {
            all.push(self.solver.data(s, arg)?);
        }
        let name = match name {
            "parse" => "parse",
            "push_str" | "push" | "clear" | "next" | "pop" | "insert" | "insert_str" => {
                return None;
            }
            other => other,
        };
        Some(match name {
            "eq" if all.len() == 2 => Val::sym(Expr::Op("==".into(), all), Type::Bool),
            "is_empty" => match &all[0] {
                Expr::Const(text) => Val::Bool(text.is_empty()),
                _ => Val::sym(Expr::Op("is_empty".into(), all), Type::Bool),
            },
            name if name.starts_with("is_")
                || matches!(name, "starts_with" | "ends_with" | "contains") =>
            {
                Val::sym(Expr::Op(name.into(), all), Type::Bool)
            }
            name => Val::sym(Expr::Op(name.into(), all), Type::Data),
        })
    }

    /// A function on data: conversions give the same text.
    pub(crate) fn data_path(&mut self, s: &mut State, path: &[&str], args: &[Val]) -> Option<Val> {
        match path {
            [
                ..,
                "String" | "str" | "PathBuf" | "OsString" | "CString" | "Cow" | "Arc" | "Rc",
                "from" | "from_str" | "new" | "from_utf8_lossy",
            ]
            | [.., "From", "from"]
            | [.., "Into", "into"]
            | [.., "ToString", "to_string"]
            | [.., "ToOwned", "to_owned"]
                if args.len() == 1 =>
            {
                let v = self.solver.look_through(s, &args[0]).0;
                matches!(v, Val::Sym(..)).then_some(v)
            }
            [.., "String", "new"] if args.is_empty() => Some(Val::text("")),
            [.., "Duration", _] => {
                let args = args
                    .iter()
                    .map(|a| self.solver.data(s, a))
                    .collect::<Option<Vec<_>>>()?;
                Some(Val::sym(Expr::Op("duration".into(), args), Type::Data))
            }
            _ => None,
        }
    }
}
