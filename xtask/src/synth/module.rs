//! Modules that have nothing to do with connections: the bulk of any repository.

use super::rng::Rng;
use super::{Package, name};

/// How many functions a module has beside its types.
const FUNCTIONS: usize = 8;

const NOUNS: &[&str] = &[
    "order", "shelf", "pump", "valve", "batch", "route", "sensor", "ledger", "cache", "frame",
    "ticket", "zone",
];
const VERBS: &[&str] = &[
    "apply", "merge", "check", "count", "store", "split", "update", "reduce", "filter", "rate",
    "plan", "sum",
];

/// The text of a module.
pub(super) fn text(package: &Package, module: usize, rng: &mut Rng) -> String {
    let noun = *rng.pick(NOUNS);
    let ty = format!("{}{}{module}", noun[..1].to_uppercase(), &noun[1..]);
    let mut out =
        format!("//! Everything about each {noun}.\n\nuse std::collections::BTreeMap;\n\n");
    out += &types(&ty, noun);
    for f in 0..FUNCTIONS {
        out += &function(package, module, f, &ty, rng);
    }
    out += &format!(
        "#[cfg(test)]\nmod tests {{\n    use super::*;\n\n    #[test]\n    fn a_{noun}_starts_empty() {{\n        \
         assert_eq!({ty}::new(3).total(), 3);\n    }}\n}}\n"
    );
    out
}

/// The name of a module's function: the same for all packages, so that callers know it.
fn function_name(f: usize) -> String {
    format!("{}_{f}", VERBS[f % VERBS.len()])
}

fn types(ty: &str, noun: &str) -> String {
    format!(
        r#"/// A {noun} with its parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct {ty} {{
    id: u64,
    label: Option<String>,
    parts: Vec<u64>,
    known: BTreeMap<String, u64>,
}}

/// How a {noun} can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State{ty} {{
    Idle,
    Busy(u64),
    Broken {{ since: u64 }},
}}

/// What can be measured.
pub trait Measure{ty} {{
    fn size(&self) -> u64;

    fn is_large(&self) -> bool {{
        self.size() > 100
    }}
}}

impl Measure{ty} for {ty} {{
    fn size(&self) -> u64 {{
        self.parts.iter().sum::<u64>() + self.id
    }}
}}

impl Measure{ty} for State{ty} {{
    fn size(&self) -> u64 {{
        match self {{
            Self::Idle => 0,
            Self::Busy(n) => *n,
            Self::Broken {{ since }} => since + 1,
        }}
    }}
}}

impl {ty} {{
    pub fn new(id: u64) -> Self {{
        Self {{ id, ..Self::default() }}
    }}

    pub fn total(&self) -> u64 {{
        self.id + self.parts.iter().copied().sum::<u64>()
    }}

    pub fn insert(&mut self, key: &str, value: u64) -> Option<u64> {{
        if value > 0 {{
            self.parts.push(value);
        }}
        self.known.insert(key.to_owned(), value)
    }}

    pub fn label(&self) -> &str {{
        self.label.as_deref().unwrap_or("none")
    }}
}}

"#
    )
}

/// A function of one of several kinds, with a few calls of functions before it.
fn function(package: &Package, module: usize, f: usize, ty: &str, rng: &mut Rng) -> String {
    let name = function_name(f);
    let (a, b) = (
        callee(package, module, f, rng),
        callee(package, module, f, rng),
    );
    let bound = 1 + rng.below(90);
    match rng.below(5) {
        0 => format!(
            r#"/// Goes through the parts.
pub fn {name}(input: u64) -> u64 {{
    let mut item = {ty}::new(input);
    for step in 0..{bound} {{
        match item.insert("step", step) {{
            Some(old) if old > step => continue,
            Some(old) => item.id += old,
            None => item.id += {a},
        }}
    }}
    if item.is_large() {{
        return {b};
    }}
    item.total()
}}

"#
        ),
        1 => format!(
            r#"/// As text, or why not.
pub fn try_{name}(text: &str) -> Result<{ty}, String> {{
    let Some((key, value)) = text.split_once('=') else {{
        return Err(format!("no value in {{text}}"));
    }};
    let value: u64 = value.trim().parse().map_err(|error| format!("{{key}}: {{error}}"))?;
    let mut item = {ty}::new(value);
    item.insert(key, {a});
    item.label = Some(format!("{{key}}-{{}}", {b}));
    Ok(item)
}}

pub fn {name}(input: u64) -> u64 {{
    try_{name}(&format!("key={{input}}")).map_or({bound}, |item| item.total())
}}

"#
        ),
        2 => format!(
            r#"/// The largest of all.
pub fn {name}(input: u64) -> u64 {{
    let scale = |x: u64| x * {bound} + {a};
    let best = (0..input)
        .map(scale)
        .filter(|x| x % 2 == 0)
        .max_by_key(|x| x.wrapping_mul(31));
    best.unwrap_or_else(|| {b})
}}

"#
        ),
        3 => format!(
            r#"/// Of anything that can be measured.
pub fn generic_{name}<T: Measure{ty}>(items: &[T], least: u64) -> u64 {{
    let mut sum = 0;
    let mut rest = items.iter();
    while let Some(item) = rest.next() {{
        sum += match item.size() {{
            0 => {a},
            size if size < least => size,
            _ if item.is_large() => break,
            size => size / 2,
        }};
    }}
    sum
}}

pub fn {name}(input: u64) -> u64 {{
    let items = [{ty}::new(input), {ty}::new({b})];
    generic_{name}(&items, {bound})
}}

"#
        ),
        _ => format!(
            r#"/// When there is time.
pub async fn later_{name}(input: u64) -> Result<u64, String> {{
    let state = if input > {bound} {{ State{ty}::Busy(input) }} else {{ State{ty}::Idle }};
    match state {{
        State{ty}::Busy(n) => Ok(n + {a}),
        State{ty}::Broken {{ since }} => Err(format!("broken since {{since}}")),
        State{ty}::Idle => Ok(std::future::ready({b}).await),
    }}
}}

pub fn {name}(input: u64) -> u64 {{
    drop(later_{name}(input));
    State{ty}::Busy(input).size()
}}

"#
        ),
    }
}

/// A call of a function that stands before this one: in the module, in one before it, or in a dependency.
fn callee(package: &Package, module: usize, f: usize, rng: &mut Rng) -> String {
    let argument = rng.below(1000);
    match rng.below(4) {
        0 if !package.dependencies.is_empty() => {
            let other = name(*rng.pick(&package.dependencies));
            let (m, f) = (rng.below(super::MODULES), rng.below(FUNCTIONS));
            format!("{other}::part_{m}::{}({argument})", function_name(f))
        }
        1 if module > 0 => {
            let (m, f) = (rng.below(module), rng.below(FUNCTIONS));
            format!("crate::part_{m}::{}({argument})", function_name(f))
        }
        _ if f > 0 => format!("{}({argument})", function_name(rng.below(f))),
        _ => argument.to_string(),
    }
}
