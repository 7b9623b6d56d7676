//! The order of evaluation and drop against the compiler itself: `tests/order/cases.rs` is compiled and run, and its flow
//! graphs are interpreted; both print what is made, seen and dropped.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use double_connect_analysis::input::Edition;
use double_connect_analysis::ir::{
    Block, Body, Call, Callee, CaptureMode, FnIr, Index, ItemKind, Lit, Operand, Place, PlaceRoot,
    Proj, Rvalue, Stmt, Terminator, Test,
};
use double_connect_analysis::lower::lower_file;
use double_connect_analysis::source::FileId;

#[derive(Clone, Debug, PartialEq)]
enum Value {
    /// Never written, or moved away.
    Gone,
    Unit,
    Bool(bool),
    Int(u32),
    Obj(u32),
    /// A tuple, struct, array or variant (then with its name).
    Agg(String, Vec<(String, Value)>),
    /// Frame, local, path.
    Ref(usize, u32, Vec<String>),
    /// Body, in which frame's function; captures.
    Closure(usize, Vec<Value>),
}

fn some(value: Value) -> Value {
    Value::Agg("Some".to_owned(), vec![("0".to_owned(), value)])
}

fn numbered(name: &str, values: impl IntoIterator<Item = Value>) -> Value {
    let fields = values
        .into_iter()
        .enumerate()
        .map(|(i, v)| (i.to_string(), v));
    Value::Agg(name.to_owned(), fields.collect())
}

struct Machine {
    out: String,
    frames: Vec<Vec<Value>>,
}

type Address = (usize, u32, Vec<String>);

impl Machine {
    fn say(&mut self, sign: char, n: u32) {
        write!(self.out, "{sign}{n} ").unwrap();
    }

    fn make(&mut self, n: u32) -> Value {
        self.say('+', n);
        Value::Obj(n)
    }

    fn drop_value(&mut self, value: Value) {
        match value {
            Value::Obj(n) => self.say('-', n),
            Value::Agg(_, fields) => fields.into_iter().for_each(|(_, v)| self.drop_value(v)),
            Value::Closure(_, captures) => captures.into_iter().for_each(|v| self.drop_value(v)),
            _ => {}
        }
    }

    fn at(&mut self, address: &Address) -> &mut Value {
        let mut value = &mut self.frames[address.0][address.1 as usize];
        for step in &address.2 {
            let Value::Agg(_, fields) = value else {
                panic!("no field {step} in {value:?}")
            };
            value = &mut fields.iter_mut().find(|(name, _)| name == step).unwrap().1;
        }
        value
    }

    /// Follows references; says whether there was one.
    fn follow(&mut self, address: &mut Address) -> bool {
        let mut followed = false;
        while let Value::Ref(frame, local, path) = self.at(address).clone() {
            *address = (frame, local, path);
            followed = true;
        }
        followed
    }

    /// The address of a place, and whether it lies behind a reference.
    fn address(&mut self, place: &Place) -> (Address, bool) {
        let PlaceRoot::Local(local) = place.root else {
            panic!("an item")
        };
        let mut address = (self.frames.len() - 1, local.0, Vec::new());
        let mut behind = false;
        for proj in &place.proj {
            behind |= self.follow(&mut address);
            match proj {
                Proj::Field(name) | Proj::Variant(_, name) => address.2.push(name.clone()),
                Proj::Elem(Index::Front(index)) => address.2.push(index.to_string()),
                Proj::Deref => {}
                // The cases index with zero only.
                Proj::Elem(Index::By(_)) => address.2.push("0".to_owned()),
                Proj::Elem(other) => panic!("{other:?} is in no case"),
            }
        }
        (address, behind)
    }

    fn take(&mut self, place: &Place) -> Value {
        let (address, _) = self.address(place);
        let value = self.at(&address);
        match value {
            Value::Obj(_) | Value::Agg(..) | Value::Closure(..) => {
                std::mem::replace(value, Value::Gone)
            }
            Value::Gone => panic!("{place:?} is gone"),
            other => other.clone(),
        }
    }

    fn look(&mut self, place: &Place) -> Value {
        let (mut address, _) = self.address(place);
        self.follow(&mut address);
        self.at(&address).clone()
    }

    fn operand(&mut self, operand: &Operand) -> Value {
        match operand {
            Operand::Use(place) => self.take(place),
            Operand::Lit(lit) => literal(lit),
            Operand::Item(path) if path.last() == "None" => {
                Value::Agg("None".to_owned(), Vec::new())
            }
            Operand::Item(path) => panic!("{}", path.text()),
        }
    }

    fn seen(&mut self, operand: &Operand) -> Value {
        match operand {
            Operand::Use(place) => self.look(place),
            other => self.operand(other),
        }
    }

    fn rvalue(&mut self, body: &Body, value: &Rvalue) -> Value {
        match value {
            Rvalue::Use(operand) => self.operand(operand),
            Rvalue::Ref { place, .. } => {
                let (mut address, _) = self.address(place);
                self.follow(&mut address);
                Value::Ref(address.0, address.1, address.2)
            }
            Rvalue::Bind(place) => {
                let (address, behind) = self.address(place);
                if behind {
                    Value::Ref(address.0, address.1, address.2)
                } else {
                    self.take(place)
                }
            }
            Rvalue::Call(call) => self.call(body, call),
            Rvalue::Aggregate { fields, base, .. } => {
                let mut values: Vec<(String, Value)> = fields
                    .iter()
                    .map(|(name, value)| (name.clone(), self.operand(value)))
                    .collect();
                if let Some(Operand::Use(base)) = base {
                    for name in ["a", "b"] {
                        if values.iter().all(|(n, _)| n != name) {
                            let mut place = base.clone();
                            place.proj.push(Proj::Field(name.to_owned()));
                            values.push((name.to_owned(), self.take(&place)));
                        }
                    }
                }
                values.sort_by(|a, b| a.0.cmp(&b.0));
                Value::Agg("Two".to_owned(), values)
            }
            Rvalue::Await(future) => {
                let Value::Closure(index, captures) = self.operand(future) else {
                    panic!("no future")
                };
                self.enter(&body.bodies[index], captures, Vec::new()).0
            }
            Rvalue::Closure(index) => {
                let nested = &body.bodies[index.0 as usize];
                let captures = nested.captures.iter().map(|c| match c.mode {
                    CaptureMode::Value => self.take(&c.place),
                    CaptureMode::Ref => {
                        let (address, _) = self.address(&c.place);
                        Value::Ref(address.0, address.1, address.2)
                    }
                });
                let captures = captures.collect();
                Value::Closure(index.0 as usize, captures)
            }
            Rvalue::Binary(op, a, b) => {
                let (a, b) = (self.seen(a), self.seen(b));
                match (op.as_str(), a, b) {
                    ("<", Value::Int(a), Value::Int(b)) => Value::Bool(a < b),
                    ("==", a, b) => Value::Bool(a == b),
                    ("+", Value::Int(a), Value::Int(b)) => Value::Int(a + b),
                    ("*", Value::Int(a), Value::Int(b)) => Value::Int(a * b),
                    other => panic!("{other:?}"),
                }
            }
            Rvalue::TryPayload(place) => {
                let mut place = place.clone();
                place.proj.push(Proj::Field("0".to_owned()));
                self.take(&place)
            }
            Rvalue::TryResidual(_) => Value::Agg("None".to_owned(), Vec::new()),
            Rvalue::Format(_) | Rvalue::Opaque(_) => Value::Unit,
            other => panic!("{other:?}"),
        }
    }

    fn call(&mut self, body: &Body, call: &Call) -> Value {
        match &call.callee {
            Callee::Path(path) => {
                let args: Vec<Value> = call.args.iter().map(|a| self.operand(a)).collect();
                if let ("run", [Value::Closure(index, captures)]) = (path.last(), args.as_slice()) {
                    return self
                        .enter(&body.bodies[*index], captures.clone(), Vec::new())
                        .0;
                }
                self.function(path.last(), args)
            }
            Callee::Value(place) => {
                let (address, _) = self.address(place);
                let Value::Closure(index, captures) = self.at(&address).clone() else {
                    panic!("no closure")
                };
                let args: Vec<Value> = call.args.iter().map(|a| self.operand(a)).collect();
                let (result, after) = self.enter(&body.bodies[index], captures, args);
                *self.at(&address) = Value::Closure(index, after);
                result
            }
            Callee::Method { receiver, name, .. } => {
                let own = self.look(receiver);
                let args: Vec<Value> = call.args.iter().map(|a| self.operand(a)).collect();
                self.method(&own, name, &args)
            }
        }
    }

    /// Runs a nested body; gives its result and what is left of its captures.
    fn enter(
        &mut self,
        nested: &Body,
        captures: Vec<Value>,
        args: Vec<Value>,
    ) -> (Value, Vec<Value>) {
        let mut frame = vec![Value::Gone; nested.locals.len()];
        for (capture, value) in nested.captures.iter().zip(captures) {
            frame[capture.local.0 as usize] = value;
        }
        for (param, value) in nested.params.iter().zip(args) {
            frame[param.0 as usize] = value;
        }
        let (result, frame) = self.run(nested, frame);
        let after = nested
            .captures
            .iter()
            .map(|c| frame[c.local.0 as usize].clone())
            .collect();
        (result, after)
    }

    fn function(&mut self, name: &str, mut args: Vec<Value>) -> Value {
        match (name, args.as_slice()) {
            ("mk", [Value::Int(n)]) => self.make(*n),
            ("two_of", [Value::Int(a), Value::Int(b)]) => {
                let (a, b) = (self.make(*a), self.make(*b));
                Value::Agg(
                    "Two".to_owned(),
                    vec![("a".to_owned(), a), ("b".to_owned(), b)],
                )
            }
            ("pair", _) => numbered("", args),
            ("new", [one]) => one.clone(),
            ("Some", [one]) => some(one.clone()),
            ("see_ref", [Value::Ref(frame, local, path)]) => {
                let own = self.at(&(*frame, *local, path.clone())).clone();
                self.method(&own, "see", &[]);
                Value::Bool(true)
            }
            ("num_is", [a, b]) => Value::Bool(a == b),
            ("flag" | "num" | "take" | "take_pick" | "two" | "drop", _) => {
                while let Some(arg) = args.pop() {
                    self.drop_value(arg);
                }
                Value::Unit
            }
            other => panic!("{other:?}"),
        }
    }

    fn method(&mut self, own: &Value, name: &str, args: &[Value]) -> Value {
        match (own, name, args) {
            (Value::Obj(n), "see", []) => {
                self.say('~', *n);
                Value::Unit
            }
            (Value::Obj(_), "child", [Value::Int(n)]) => self.make(*n),
            (Value::Obj(_), "with", [_]) => self.make(90),
            (Value::Obj(_), "maybe", [Value::Int(n)]) => some(self.make(*n)),
            (Value::Obj(_), "until", [Value::Int(n)]) if *n < 2 => some(self.make(100 + n)),
            (Value::Obj(_), "none" | "until", _) => Value::Agg("None".to_owned(), Vec::new()),
            (Value::Obj(_), "less", [Value::Int(n)]) => Value::Bool(*n < 2),
            (Value::Obj(_), "two", [Value::Int(a), Value::Int(b)]) => {
                let made = [self.make(*a), self.make(*b)];
                numbered("", made)
            }
            (Value::Obj(_), "pick", []) => {
                let made = self.make(50);
                numbered("A", [made])
            }
            (Value::Obj(_), "num", []) => Value::Int(0),
            (Value::Obj(_), "yes", []) => Value::Bool(true),
            (Value::Obj(_), "no", []) => Value::Bool(false),
            (Value::Agg(name, _), "is_some", []) => Value::Bool(name == "Some"),
            (Value::Agg(_, fields), "len", []) => Value::Int(fields.len() as u32),
            (Value::Unit, "len", []) => Value::Int(0),
            other => panic!("{other:?}"),
        }
    }

    fn test(&mut self, place: &Place, test: &Test) -> bool {
        match (self.look(place), test) {
            (Value::Agg(name, _), Test::Variant(path)) => name == path.last(),
            (value, Test::Lit(lit)) => value == literal(lit),
            other => panic!("{other:?}"),
        }
    }

    fn stmt(&mut self, body: &Body, stmt: &Stmt) {
        match stmt {
            Stmt::Assign {
                place, value, init, ..
            } => {
                let value = self.rvalue(body, value);
                let (address, _) = self.address(place);
                let old = std::mem::replace(self.at(&address), Value::Gone);
                if *init {
                    assert!(!matches!(old, Value::Obj(_)), "overwritten: {place:?}");
                } else {
                    self.drop_value(old);
                }
                *self.at(&address) = value;
            }
            Stmt::StorageDead(local, _) => {
                let frame = self.frames.last_mut().unwrap();
                let value = std::mem::replace(&mut frame[local.0 as usize], Value::Gone);
                self.drop_value(value);
            }
            Stmt::Drop(operand, _) => {
                let value = self.operand(operand);
                self.drop_value(value);
            }
        }
    }

    fn run(&mut self, body: &Body, frame: Vec<Value>) -> (Value, Vec<Value>) {
        self.frames.push(frame);
        let mut block = Block(0);
        loop {
            let data = &body.blocks[block.0 as usize];
            data.stmts.iter().for_each(|stmt| self.stmt(body, stmt));
            block = match &data.term {
                Terminator::Goto(to) => *to,
                Terminator::If { cond, then, els } => match self.seen(cond) {
                    Value::Bool(true) => *then,
                    Value::Bool(false) => *els,
                    other => panic!("{other:?}"),
                },
                Terminator::Test {
                    place,
                    test,
                    yes,
                    no,
                } => {
                    if self.test(place, test) {
                        *yes
                    } else {
                        *no
                    }
                }
                Terminator::Try { place, ok, err } => match self.look(place) {
                    Value::Agg(name, _) if name == "Some" => *ok,
                    _ => *err,
                },
                Terminator::Next {
                    iter,
                    dest,
                    some,
                    none,
                } => {
                    let frame = self.frames.last_mut().unwrap();
                    let Value::Agg(_, items) = &mut frame[iter.0 as usize] else {
                        panic!("no iterator")
                    };
                    if items.is_empty() {
                        *none
                    } else {
                        let (_, item) = items.remove(0);
                        frame[dest.0 as usize] = item;
                        *some
                    }
                }
                Terminator::Return => {
                    let mut frame = self.frames.pop().unwrap();
                    let result = std::mem::replace(&mut frame[0], Value::Gone);
                    return (result, frame);
                }
                other => panic!("{other:?}"),
            };
        }
    }
}

fn literal(lit: &Lit) -> Value {
    match lit {
        Lit::Int(digits) => Value::Int(digits.parse().unwrap()),
        Lit::Bool(value) => Value::Bool(*value),
        _ => Value::Unit,
    }
}

fn interpret(function: &FnIr) -> String {
    let body = function.body.as_ref().unwrap();
    let mut machine = Machine {
        out: String::new(),
        frames: Vec::new(),
    };
    let mut frame = vec![Value::Gone; body.locals.len()];
    if let [a, b, c] = body.params.as_slice() {
        let made = [1, 2, 3, 4].map(|n| machine.make(n));
        let [one, two, three, four] = made;
        frame[a.0 as usize] = one;
        frame[b.0 as usize] = numbered("", [two, three]);
        frame[c.0 as usize] = four;
    }
    let (result, frame) = machine.run(body, frame);
    for (index, value) in frame.iter().enumerate() {
        assert!(
            !matches!(value, Value::Obj(_)),
            "{}: _{index} leaked",
            function.name
        );
    }
    machine.drop_value(result);
    machine.out.trim_end().to_owned()
}

/// The compiler's word: a line a function.
fn compiled(names: &[&str], cases: &str, edition: &str) -> Vec<String> {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/order");
    let mut text = std::fs::read_to_string(tests.join("prelude.rs")).unwrap();
    text.push_str(cases);
    text.push_str("fn main() {\n");
    for name in names {
        let args = if *name == "params" {
            "mk(1), (mk(2), mk(3)), mk(4)"
        } else {
            ""
        };
        writeln!(text, "    drop({name}({args})); println!();").unwrap();
    }
    text.push_str("}\n");
    let source = dir.join(format!("order_{edition}.rs"));
    let program = dir.join(format!("order_{edition}{}", std::env::consts::EXE_SUFFIX));
    std::fs::write(&source, text).unwrap();
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let status = Command::new(rustc)
        .args(["--edition", edition, "-o"])
        .args([&program, &source])
        .status()
        .expect("the compiler runs");
    assert!(status.success(), "the cases compile");
    let output = Command::new(program).output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|l| l.trim_end().to_owned())
        .collect()
}

fn compare(edition: Edition, edition_name: &str) {
    let mut cases = include_str!("order/cases.rs").to_owned();
    if edition >= Edition::E2024 {
        cases.push_str(include_str!("order/cases_2024.rs"));
    }
    let lowered = lower_file(FileId(0), &cases, edition);
    assert_eq!(lowered.problems, []);
    let functions: Vec<&FnIr> = lowered
        .module
        .items
        .iter()
        .filter_map(|item| match &item.kind {
            ItemKind::Fn(f) => Some(&**f),
            _ => None,
        })
        .collect();
    let names: Vec<&str> = functions.iter().map(|f| f.name.as_str()).collect();
    let expected = compiled(&names, &cases, edition_name);
    assert_eq!(expected.len(), functions.len());
    let mut wrong = String::new();
    for (function, expected) in functions.iter().zip(expected) {
        let run = std::panic::catch_unwind(|| interpret(function));
        let got = run.unwrap_or_else(|_| "the interpreter panicked".to_owned());
        if got != expected {
            writeln!(
                wrong,
                "{}:\n  rustc {expected}\n  here  {got}",
                function.name
            )
            .unwrap();
        }
    }
    assert!(wrong.is_empty(), "edition {edition_name}:\n{wrong}");
}

#[test]
fn order_is_that_of_edition_2021() {
    compare(Edition::E2021, "2021");
}

#[test]
fn order_is_that_of_edition_2024() {
    compare(Edition::E2024, "2024");
}
