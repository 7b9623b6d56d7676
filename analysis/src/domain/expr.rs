//! Symbolic data: identities, endpoints and conditions as values that can be compared.

use std::fmt;
use std::rc::Rc;

use crate::names::ConstId;

/// A symbolic value. Two equal expressions of one state denote the same value; [`Expr::Fresh`] never equals anything.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Expr {
    /// A constant, as text.
    Const(Rc<str>),
    /// The value that the n-th argument had on entry (captures first, then parameters).
    Arg(u32),
    /// The value that a static had on entry.
    Static(ConstId),
    /// A value of which nothing is known but that it is this one; numbered within a state.
    Sym(u32),
    /// A value that differs from every other: a random id, an id that the broker assigns.
    Fresh,
    /// A component of another value: a field's name, `*` for what a pointer points to, `Some.0` for a variant's field.
    Field(Rc<Expr>, Rc<str>),
    /// A pure function of other values: a format string, a comparison, a stable source.
    Op(Rc<str>, Vec<Expr>),
}

/// How many parts an expression has at most; a larger one is replaced by a new symbol.
const MAX_PARTS: usize = 24;

/// Whether two values are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Same {
    /// Certainly the same.
    Yes,
    /// Certainly different.
    No,
    /// Not known here.
    Unknown,
}

impl Expr {
    /// A constant.
    pub(crate) fn text(text: &str) -> Expr {
        Expr::Const(text.into())
    }

    /// The component `name` of this value.
    pub(crate) fn field(&self, name: &str) -> Expr {
        Expr::Field(Rc::new(self.clone()), name.into())
    }

    /// Text put together of parts; constant neighbours are joined.
    pub(crate) fn concat(parts: impl IntoIterator<Item = Expr>) -> Expr {
        let mut out: Vec<Expr> = Vec::new();
        for part in parts {
            match (out.last_mut(), part) {
                (Some(Expr::Const(a)), Expr::Const(b)) => *a = format!("{a}{b}").into(),
                (_, Expr::Op(name, inner)) if &*name == "concat" => out.extend(inner),
                (_, part) => out.push(part),
            }
        }
        match out.len() {
            0 => Expr::text(""),
            1 => out.remove(0),
            _ => Expr::Op("concat".into(), out),
        }
    }

    /// A tuple of values: an endpoint of host and port.
    pub(crate) fn tuple(parts: Vec<Expr>) -> Expr {
        match <[Expr; 1]>::try_from(parts) {
            Ok([one]) => one,
            Err(parts) => Expr::Op("tuple".into(), parts),
        }
    }

    /// Whether it is too large to be worth keeping: data that grows in a loop must not keep the loop from coming to an
    /// end.
    pub(crate) fn too_large(&self) -> bool {
        let mut parts = 0;
        self.any(&mut |_| {
            parts += 1;
            parts > MAX_PARTS
        })
    }

    /// Whether any part of it satisfies the predicate.
    pub(crate) fn any(&self, f: &mut impl FnMut(&Expr) -> bool) -> bool {
        f(self)
            || match self {
                Expr::Field(base, _) => base.any(f),
                Expr::Op(_, args) => args.iter().any(|a| a.any(f)),
                _ => false,
            }
    }

    /// Whether this is a component (or the whole) of an argument or a static: something that the caller knows better.
    pub(crate) fn is_input(&self) -> bool {
        match self {
            Expr::Arg(_) | Expr::Static(_) => true,
            Expr::Field(base, _) => base.is_input(),
            _ => false,
        }
    }

    /// Whether any part of it is what an argument or a static had on entry.
    pub(crate) fn speaks_of_input(&self) -> bool {
        self.any(&mut |x| matches!(x, Expr::Arg(_) | Expr::Static(_)))
    }

    /// The same expression with symbols renumbered.
    pub(crate) fn rename(&self, f: &mut impl FnMut(u32) -> u32) -> Expr {
        match self {
            Expr::Sym(n) => Expr::Sym(f(*n)),
            Expr::Field(base, name) => Expr::Field(Self::rename_shared(base, f), name.clone()),
            Expr::Op(name, args) => {
                Expr::Op(name.clone(), args.iter().map(|a| a.rename(f)).collect())
            }
            other => other.clone(),
        }
    }

    /// The same expression with symbols renumbered; shared with the old one if they keep their numbers.
    pub(crate) fn rename_shared(this: &Rc<Expr>, f: &mut impl FnMut(u32) -> u32) -> Rc<Expr> {
        let mut kept = true;
        // Every symbol is asked for, in the order in which they stand.
        this.any(&mut |e| {
            if let Expr::Sym(n) = e {
                kept &= f(*n) == *n;
            }
            false
        });
        if kept {
            Rc::clone(this)
        } else {
            Rc::new(this.rename(f))
        }
    }

    /// Whether two values are the same, as far as it shows.
    pub(crate) fn same(&self, other: &Expr) -> Same {
        let fresh = |e: &Expr| e.any(&mut |x| matches!(x, Expr::Fresh));
        if fresh(self) || fresh(other) {
            return Same::No;
        }
        if self == other {
            return Same::Yes;
        }
        match (self, other) {
            (Expr::Const(_), Expr::Const(_)) => Same::No,
            (Expr::Op(a, x), Expr::Op(b, y)) if a == b && &**a == "tuple" && x.len() == y.len() => {
                let all: Vec<Same> = x.iter().zip(y).map(|(x, y)| x.same(y)).collect();
                if all.contains(&Same::No) {
                    Same::No
                } else {
                    Same::Unknown
                }
            }
            (Expr::Op(a, x), Expr::Op(b, y)) if &**a == "concat" && &**b == "concat" => {
                concat_same(x, y)
            }
            (Expr::Op(a, x), c @ Expr::Const(_)) | (c @ Expr::Const(_), Expr::Op(a, x))
                if &**a == "concat" =>
            {
                concat_same(x, std::slice::from_ref(c))
            }
            _ => Same::Unknown,
        }
    }
}

/// Texts whose constant beginnings or ends differ are different.
fn concat_same(a: &[Expr], b: &[Expr]) -> Same {
    let clash = |x: Option<&Expr>, y: Option<&Expr>, end: bool| match (x, y) {
        (Some(Expr::Const(x)), Some(Expr::Const(y))) if end => {
            !x.ends_with(&**y) && !y.ends_with(&**x)
        }
        (Some(Expr::Const(x)), Some(Expr::Const(y))) => {
            !x.starts_with(&**y) && !y.starts_with(&**x)
        }
        _ => false,
    };
    if clash(a.first(), b.first(), false) || clash(a.last(), b.last(), true) {
        Same::No
    } else {
        Same::Unknown
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::Const(text) => write!(f, "{text:?}"),
            Expr::Arg(n) => write!(f, "arg{n}"),
            Expr::Static(id) => write!(f, "static{}", id.0),
            Expr::Sym(n) => write!(f, "?{n}"),
            Expr::Fresh => f.write_str("fresh"),
            Expr::Field(base, name) => write!(f, "{base}.{name}"),
            Expr::Op(name, args) => {
                write!(f, "{name}(")?;
                for (i, arg) in args.iter().enumerate() {
                    write!(f, "{}{arg}", if i == 0 { "" } else { ", " })?;
                }
                f.write_str(")")
            }
        }
    }
}
