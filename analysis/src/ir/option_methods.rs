//! Which methods take an `Option` or `Result` by value. That a closure calls one decides how it captures; what the method
//! does decides what becomes of the value.

/// The methods of `Option` and `Result` (and of crates that extend them) that take `self`, with how many arguments they
/// take beside it.
const COMBINATORS: &[(&str, usize)] = &[
    ("and", 1),
    ("and_then", 1),
    ("cloned", 0),
    ("context", 1),
    ("copied", 0),
    ("err", 0),
    ("expect", 1),
    ("expect_err", 1),
    ("filter", 1),
    ("flatten", 0),
    ("inspect", 1),
    ("inspect_err", 1),
    ("into_inner", 0),
    ("into_iter", 0),
    ("is_err_and", 1),
    ("is_none_or", 1),
    ("is_ok_and", 1),
    ("is_some_and", 1),
    ("map", 1),
    ("map_err", 1),
    ("map_or", 2),
    ("map_or_default", 1),
    ("map_or_else", 2),
    ("ok", 0),
    ("ok_or", 1),
    ("ok_or_else", 1),
    ("or", 1),
    ("or_else", 1),
    ("transpose", 0),
    ("unwrap", 0),
    ("unwrap_err", 0),
    ("unwrap_or", 1),
    ("unwrap_or_default", 0),
    ("unwrap_or_else", 1),
    ("unwrap_unchecked", 0),
    ("unzip", 0),
    ("with_context", 1),
    ("wrap_err", 1),
    ("wrap_err_with", 1),
    ("xor", 1),
    ("zip", 1),
];

/// Whether a method asks a `Result`, and hardly anything else, how it went.
#[must_use]
pub fn is_of_result(name: &str) -> bool {
    matches!(
        name,
        "is_ok"
            | "is_err"
            | "is_ok_and"
            | "is_err_and"
            | "ok"
            | "err"
            | "inspect_err"
            | "or_else"
            | "unwrap_or_else"
            | "unwrap_or_default"
            | "wrap_err"
            | "wrap_err_with"
    )
}

/// Whether a method of `Option` or `Result` takes its receiver by value. `args` is how many arguments the call has beside
/// the receiver.
#[must_use]
pub fn takes_option(name: &str, args: usize) -> bool {
    COMBINATORS.contains(&(name, args))
}
