//! The flow graph of one body: a function, a closure, an async block or the initialiser of a const.
//!
//! Basic blocks of statements in Rust's exact order of evaluation. Scopes are gone: where a value's scope ends there is
//! a [`Stmt::StorageDead`], in Rust's drop order, on every path that leaves the scope (end of block, `?`, `return`,
//! `break`, `continue`). Types are not known here, so two things are left to the reader of the graph:
//!
//! * [`Operand::Use`] is a move or a copy, depending on what the place holds.
//! * Field projections and method calls dereference by themselves, as Rust's do; [`Proj::Deref`] is a written `*`.

use super::{ModuleIr, Path, Ty};
use crate::source::Span;

/// A local variable or temporary of a body; index into [`Body::locals`]. Local 0 is the return value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Local(pub u32);

/// The local that holds the return value.
pub const RETURN: Local = Local(0);

/// A basic block; index into [`Body::blocks`]. Block 0 is the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Block(pub u32);

/// A body nested in another (closure, async block); index into [`Body::bodies`] of the body that contains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BodyIndex(pub u32);

/// What kind of body it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// A function, method or const initialiser.
    Fn,
    /// An `async fn`: calling it gives a future that runs this body.
    AsyncFn,
    /// A closure.
    Closure,
    /// A closure whose call gives a future: `async || …`. (`|| async { … }` is a closure with an async block inside.)
    AsyncClosure,
    /// An async block: evaluating it gives a future.
    AsyncBlock,
}

/// A flow graph.
#[derive(Clone, Debug)]
pub struct Body {
    /// The kind.
    pub kind: BodyKind,
    /// The body's span.
    pub span: Span,
    /// What is captured from the enclosing body, in order of first use. Empty for functions.
    pub captures: Vec<Capture>,
    /// Parameters in order, one local each (temporaries where the pattern is not a plain name; the entry block takes
    /// such a pattern apart). The receiver is the local named `self`.
    pub params: Vec<Local>,
    /// All locals; 0 is the return value.
    pub locals: Vec<LocalDecl>,
    /// The blocks; 0 is the entry.
    pub blocks: Vec<BlockData>,
    /// Closures and async blocks written inside this body.
    pub bodies: Vec<Body>,
    /// Items declared inside this body (`use`, `fn`, `struct`, …), visible in all of it.
    pub items: Option<Box<ModuleIr>>,
}

/// A variable that a closure or async block takes from the enclosing body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capture {
    /// The place in the enclosing body: a local, with the fields that are captured alone (edition 2021 and later).
    pub place: Place,
    /// How it is captured.
    pub mode: CaptureMode,
    /// The local of this body that stands for it.
    pub local: Local,
    /// The fields that stay behind: those that the literal names in which the place stands as `..base`.
    pub without: Vec<String>,
}

/// How a variable is captured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaptureMode {
    /// By value: a `move` closure, or the body uses it by value.
    Value,
    /// By reference.
    Ref,
}

/// What is known of a local.
#[derive(Clone, Debug)]
pub struct LocalDecl {
    /// The variable's name; `None` for temporaries.
    pub name: Option<String>,
    /// The declared type, if one is written.
    pub ty: Option<Ty>,
    /// Where it is declared (a temporary: the expression).
    pub span: Span,
    /// How many times the name is used after its declaration.
    pub uses: u32,
    /// The variable of the same name that it shadows, if that is still in scope.
    pub shadows: Option<Local>,
    /// Where its scope ends: the span of the closing brace of the block, or of the end of the statement.
    pub scope_end: Option<Span>,
}

/// A basic block.
#[derive(Clone, Debug)]
pub struct BlockData {
    /// Statements in order.
    pub stmts: Vec<Stmt>,
    /// How it ends.
    pub term: Terminator,
}

/// A memory location: a local or a named item, and a path into it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// Where it starts.
    pub root: PlaceRoot,
    /// What is then selected, in order.
    pub proj: Vec<Proj>,
}

impl Place {
    /// The place of a whole local.
    #[must_use]
    pub fn local(local: Local) -> Self {
        Place {
            root: PlaceRoot::Local(local),
            proj: Vec::new(),
        }
    }

    /// Goes one step further from the place, with no room for more: most places have one step, and there are many.
    pub(crate) fn step(&mut self, proj: Proj) {
        self.proj.reserve_exact(1);
        self.proj.push(proj);
    }
}

/// Where a place starts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PlaceRoot {
    /// A local.
    Local(Local),
    /// An item named by a path: a static, a const.
    Item(Path),
}

/// One step of a path into a place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Proj {
    /// A field by name or tuple index as text; references are followed first, as in Rust.
    Field(String),
    /// A field of a variant, in a pattern: `Some(x)` selects field `0` of variant `Some`. The path is as written.
    Variant(Path, String),
    /// A written `*`.
    Deref,
    /// An element: `a[i]`, or what a pattern's `..` has moved away from its place.
    Elem(Index),
}

/// Which element of an array, slice, map or tuple.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Index {
    /// Counted from the front, from 0.
    Front(u32),
    /// Counted from the back, from 0: a pattern's element behind `..`, of slices, tuples and tuple structs alike.
    Back(u32),
    /// The one that the value of a local names: an index or a key.
    By(Local),
    /// All but the first and the last so many: what `rest @ ..` binds.
    Between(u32, u32),
}

/// A value that a statement uses.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// The content of a place, moved or copied out of it.
    Use(Place),
    /// A literal.
    Lit(Lit),
    /// An item as a value: a const, a function, a unit struct, a unit variant, a tuple struct's constructor.
    Item(Path),
}

/// A literal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Lit {
    /// A string.
    Str(String),
    /// An integer, as written without suffix and underscores; negated ones start with `-`.
    Int(String),
    /// `true`, `false`.
    Bool(bool),
    /// A character.
    Char(char),
    /// `()`.
    Unit,
    /// A byte string, a float, …: as written.
    Other(String),
}

/// A statement.
#[derive(Clone, Debug)]
pub enum Stmt {
    /// Computes a value and puts it into a place. What the place held before is dropped after the value has been
    /// computed and before it is put there (calls are statements of their own, so an operand has no effects).
    Assign {
        /// The destination.
        place: Place,
        /// The value.
        value: Rvalue,
        /// The expression's span.
        span: Span,
        /// True for the initialisation of a fresh local (a `let` or a temporary), false for a written assignment.
        init: bool,
    },
    /// The scope of a local ends: what it still holds is dropped.
    StorageDead(Local, Span),
    /// An operand is evaluated and dropped at once: `expr;` of a place expression does not produce this, `_ = x` of a
    /// value does.
    Drop(Operand, Span),
}

/// What can stand on the right of an assignment.
#[derive(Clone, Debug)]
pub enum Rvalue {
    /// The operand itself.
    Use(Operand),
    /// `&place`, `&mut place`, a `ref` binding.
    Ref {
        /// What is borrowed.
        place: Place,
        /// Whether mutably.
        mutable: bool,
    },
    /// A binding of a pattern without `ref`: moves or copies out of the place, unless the place lies behind a
    /// reference that the pattern looked through (default binding modes); then it borrows.
    Bind(Place),
    /// A call of a path, a value or a method. Arguments have been evaluated, in order.
    Call(Box<Call>),
    /// `future.await`.
    Await(Operand),
    /// A tuple, array, struct or variant.
    Aggregate {
        /// What is built.
        kind: AggregateKind,
        /// Field names (indices as text for tuples, arrays and tuple structs) and their values.
        fields: Vec<(String, Operand)>,
        /// The `..base` of a struct expression.
        base: Option<Operand>,
    },
    /// A closure or an async block (an async block is a future already). Captures are evaluated here, in order of
    /// [`Body::captures`].
    Closure(BodyIndex),
    /// `!a`.
    Not(Operand),
    /// A comparison or arithmetic; the operator as written (`==`, `+`, `&&` never).
    Binary(String, Operand, Operand),
    /// `a..b`, `a..`, `..b`, `..`, `a..=b`.
    Range {
        /// The first value.
        start: Option<Operand>,
        /// The end.
        end: Option<Operand>,
        /// Whether the end belongs to it.
        inclusive: bool,
    },
    /// `format!` and `concat!`: literal parts and arguments in order. `write!`-like macros are [`Rvalue::Opaque`].
    Format(Vec<FormatPart>),
    /// `join!(a, b)` and `try_join!(a, b)`: all futures run to their end; a tuple (`Ok` of a tuple for `try_join!`).
    Join {
        /// The futures.
        futures: Vec<Operand>,
        /// Whether the first `Err` ends it.
        try_: bool,
    },
    /// What `?` gives on the way on: the payload of `Some`/`Ok`.
    TryPayload(Place),
    /// What `?` returns on the way out: `None`, or `Err` of the converted error.
    TryResidual(Place),
    /// A value about which nothing is known, computed from places that are only looked at (a macro that is not
    /// understood, arithmetic, a log line).
    Opaque(Vec<Operand>),
    /// A macro of which nothing is known: what it names is looked at, and it may take time.
    Unknown(Vec<Operand>),
}

/// A part of a format string.
#[derive(Clone, Debug, PartialEq)]
pub enum FormatPart {
    /// Literal text, unescaped.
    Text(String),
    /// An argument (formatted by reference: never moved).
    Arg(Operand),
}

/// What an aggregate is.
#[derive(Clone, Debug, PartialEq)]
pub enum AggregateKind {
    /// A tuple.
    Tuple,
    /// An array or `vec![…]`; `vec![x; n]` and `[x; n]` have one field and `repeat` true.
    Array {
        /// Whether it was written `[x; n]`.
        repeat: bool,
        /// Whether it is a `vec!`.
        vec: bool,
    },
    /// A struct or struct variant by its path: `S { a: 1 }`.
    Struct(Path),
}

/// A call.
#[derive(Clone, Debug)]
pub struct Call {
    /// What is called.
    pub callee: Callee,
    /// The arguments, without the receiver.
    pub args: Vec<Operand>,
    /// The span of the whole call expression.
    pub span: Span,
    /// The span of the function's or method's name.
    pub name_span: Span,
}

/// What is called.
#[derive(Clone, Debug)]
pub enum Callee {
    /// A path: function, associated function, tuple struct or tuple variant.
    Path(Path),
    /// A value: a closure or function pointer in a place.
    Value(Place),
    /// A method. The receiver is a place and is borrowed or moved as the method wants.
    Method {
        /// The receiver; a temporary if it is not a place expression.
        receiver: Place,
        /// The method's name.
        name: String,
        /// Type arguments written after `::`.
        turbofish: Vec<Ty>,
    },
}

/// How a block ends.
#[derive(Clone, Debug)]
pub enum Terminator {
    /// Goes on there.
    Goto(Block),
    /// Branches on a boolean.
    If {
        /// The condition.
        cond: Operand,
        /// Where to go if true.
        then: Block,
        /// Where to go if false.
        els: Block,
    },
    /// Branches on whether the content of a place matches a test of a pattern.
    Test {
        /// What is tested (references are looked through).
        place: Place,
        /// The test.
        test: Test,
        /// Where to go if it matches.
        yes: Block,
        /// Where to go if not.
        no: Block,
    },
    /// `?`: goes to `ok` if the place holds `Ok`/`Some`, else to `err`.
    Try {
        /// The scrutinee.
        place: Place,
        /// Where to go with `Ok`/`Some`; [`Rvalue::TryPayload`] takes the payload there.
        ok: Block,
        /// Where to go with `Err`/`None`; [`Rvalue::TryResidual`] makes the value to return there.
        err: Block,
    },
    /// The head of a `for` loop: takes the next item of the iterator in `iter`.
    Next {
        /// The local with the iterator (the value of the `for` head as written; `into_iter` is implied).
        iter: Local,
        /// Where the item goes.
        dest: Local,
        /// The loop's body.
        some: Block,
        /// Behind the loop.
        none: Block,
    },
    /// `select!`: one of the arms, whichever future ends first. The other futures are still in their locals at the
    /// start of the arm's block, where [`Stmt::StorageDead`] drops them.
    Select {
        /// The arms.
        arms: Vec<SelectArm>,
        /// The `else` branch.
        els: Option<Block>,
    },
    /// Any of these, for reasons not understood (a macro's arms, for instance).
    Nondet(Vec<Block>),
    /// The body ends and gives local 0 back.
    Return,
    /// Control never gets here: a panic, `process::exit`, `unreachable!`.
    Unreachable,
}

/// An arm of a `select!`.
#[derive(Clone, Debug)]
pub struct SelectArm {
    /// The local that holds the future.
    pub future: Local,
    /// The expression that gives the future.
    pub span: Span,
    /// The precondition `, if cond`, evaluated before the select.
    pub enabled: Option<Operand>,
    /// Where the future's output goes.
    pub dest: Local,
    /// The arm's block.
    pub target: Block,
}

/// A test of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// It is this variant (or const, or unit struct), by path as written: `Some`, `Ok`, `State::Open`, `None`.
    Variant(Path),
    /// It equals this literal.
    Lit(Lit),
    /// It has so many elements.
    Len {
        /// How many.
        len: u32,
        /// Whether there can be more (the pattern has a `..`).
        more: bool,
    },
    /// Something else that can fail: a range.
    Other,
}
