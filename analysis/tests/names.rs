//! What paths, types and method calls mean.

mod common;

use std::collections::BTreeMap;
use std::hint::black_box;

use common::{
    Exports, app, app_of, external, function, input, methods, named, signature, value, write,
};
use double_connect_analysis::input::{
    DependencyInput, Edition, PackageInput, TargetInput, TargetKind,
};
use double_connect_analysis::ir::{Callee, Rvalue, Stmt};
use double_connect_analysis::loader::load;
use double_connect_analysis::names::{Program, RTy};

/// Asserts `question => answer` lines.
fn check(ask: impl Fn(&str) -> String, table: &[(&str, &str)]) {
    let found: Vec<(&str, String)> = table.iter().map(|(q, _)| (*q, ask(q))).collect();
    let expected: Vec<(&str, String)> = table.iter().map(|(q, a)| (*q, (*a).to_owned())).collect();
    assert_eq!(found, expected);
}

const IMPORTS: &str = "//- src/main.rs
mod net;
mod prelude;
mod state;
use net::{self as network, open, link::Link as L};
use prelude::*;
use state::State::*;
use std::sync::{Arc, atomic::AtomicBool};
use core::cell::RefCell;
use rumqttc as mq;
use rumqttc::v5;
use anyhow::anyhow;
extern crate anyhow as any;
use nowhere::Thing;
fn hidden() {}
fn main() { AsyncClient::new(); MqttOptions::new(); }
static COUNT: u32 = 0;
const ID: &str = \"a\";
struct Unit;
struct Tuple(u8);
struct Named { a: u8 }
//- src/net.rs
pub mod link;
pub use self::link::Link;
pub use super::hidden as shown;
pub(crate) fn open() {}
fn private() {}
//- src/net/link.rs
use super::super::*;
pub struct Link;
impl Link { pub fn new() -> Self { Link } }
//- src/prelude.rs
pub use crate::net::*;
pub use rumqttc::*;
pub use self::inner::both;
pub fn open() {}
mod inner { pub fn both() {} }
//- src/state.rs
pub enum State { Open, Lost(u8), Gone { why: u8 } }
";

#[test]
fn imports() {
    let p = app("imports", IMPORTS);
    check(
        |q| value(&p, "app", q),
        &[
            ("open", "fn app::net::open"),
            ("network::open", "fn app::net::open"),
            ("net::shown", "fn app::hidden"),
            ("shown", "fn app::hidden"),
            ("both", "fn app::prelude::inner::both"),
            ("prelude::open", "fn app::prelude::open"),
            ("private", "unknown"),
            ("crate::net::private", "fn app::net::private"),
            ("self::hidden", "fn app::hidden"),
            ("L::new", "fn app::net::link::Link::new"),
            ("prelude::Link::new", "fn app::net::link::Link::new"),
            ("Open", "variant app::state::State::Open"),
            ("Lost", "variant app::state::State::Lost"),
            ("state::State::Gone", "variant app::state::State::Gone"),
            ("Arc::new", "extern std::sync::Arc::new"),
            ("RefCell::new", "extern std::cell::RefCell::new"),
            ("alloc::sync::Arc::clone", "extern std::sync::Arc::clone"),
            ("std::mem::drop", "extern std::mem::drop"),
            ("drop", "extern std::mem::drop"),
            ("Some", "extern std::option::Option::Some"),
            ("Option::None", "extern std::option::Option::None"),
            ("Vec::new", "extern std::vec::Vec::new"),
            ("u32::from_str", "extern std::u32::from_str"),
            ("AsyncClient::new", "extern rumqttc::AsyncClient::new"),
            (
                "prelude::MqttOptions::new",
                "extern rumqttc::MqttOptions::new",
            ),
            (
                "v5::AsyncClient::new",
                "extern rumqttc::v5::AsyncClient::new",
            ),
            ("mq::AsyncClient::new", "extern rumqttc::AsyncClient::new"),
            (
                "::rumqttc::AsyncClient::new",
                "extern rumqttc::AsyncClient::new",
            ),
            ("anyhow::Error::msg", "extern anyhow::Error::msg"),
            ("any::Error::msg", "extern anyhow::Error::msg"),
            ("Thing::new", "extern nowhere::Thing::new"),
            ("Other::new", "unknown"),
            ("COUNT", "const app::COUNT"),
            ("ID", "const app::ID"),
            ("Unit", "type app::Unit"),
            ("Tuple", "type app::Tuple"),
            ("super::open", "unknown"),
            ("crate", "mod app"),
            ("", "unknown"),
        ],
    );
    assert_eq!(value(&p, "app::net::link", "hidden"), "fn app::hidden");
    assert_eq!(
        value(&p, "app::net::link", "super::super::COUNT"),
        "const app::COUNT"
    );
    // A glob of a module that has external globs behind its imports.
    assert_eq!(
        value(&p, "app::net::link", "AsyncClient::new"),
        "extern rumqttc::AsyncClient::new"
    );
    check(
        |q| named(&p, "app", q),
        &[
            ("State", "unknown"),
            ("state::State", "type app::state::State"),
            ("L", "type app::net::link::Link"),
            ("Named", "type app::Named"),
            ("str", "prim str"),
            ("String", "extern std::string::String"),
            ("AtomicBool", "extern std::sync::atomic::AtomicBool"),
            ("net", "mod app::net"),
            ("mq", "extern rumqttc"),
        ],
    );
    let unknown = p
        .externs
        .iter()
        .find(|c| c.import == "nowhere")
        .map(|c| (c.package.as_str(), c.version.as_deref()));
    assert_eq!(unknown, Some(("", None)));
    assert!(p.externs[0].is_std);
}

#[test]
fn old_editions() {
    let p = app_of(
        "old_editions",
        "//- src/main.rs
extern crate rumqttc;
mod a;
use a::f;
//- src/a.rs
use rumqttc::AsyncClient;
use a::g::h as from_root;
use ::a::f as absolute;
pub fn f() {}
pub mod g { pub fn h() {} }
",
        Edition::E2015,
    );
    check(
        |q| value(&p, "app::a", q),
        &[
            ("AsyncClient::new", "extern rumqttc::AsyncClient::new"),
            (
                "::rumqttc::AsyncClient::new",
                "extern rumqttc::AsyncClient::new",
            ),
            ("from_root", "fn app::a::g::h"),
            ("absolute", "fn app::a::f"),
            ("::a::f", "fn app::a::f"),
        ],
    );
    assert_eq!(value(&p, "app", "f"), "fn app::a::f");
}

#[test]
fn crates_of_a_workspace() {
    let root = write(
        "workspace",
        "//- core/src/lib.rs
pub mod client;
pub use client::Client;
pub use rumqttc::AsyncClient as Raw;
//- core/src/client.rs
pub struct Client { pub inner: rumqttc::AsyncClient }
impl Client { pub fn connect() -> Self { loop {} } }
//- app/src/lib.rs
pub use my_core::*;
pub fn run(client: Client) {}
//- app/src/main.rs
use gateway::run;
use gateway::Client as C;
",
    );
    let mut input = input(root.clone(), &[]);
    let target = |kind, name: &str, path: &str| TargetInput {
        name: name.to_owned(),
        kind,
        root: root.join(path),
    };
    input.packages = vec![
        PackageInput {
            name: "core-client".to_owned(),
            targets: vec![target(TargetKind::Lib, "core-client", "core/src/lib.rs")],
            dependencies: BTreeMap::from([(
                "rumqttc".to_owned(),
                external("rumqttc-next", "0.34"),
            )]),
            ..PackageInput::default()
        },
        PackageInput {
            name: "gateway".to_owned(),
            targets: vec![
                target(TargetKind::Bin, "gateway-bin", "app/src/main.rs"),
                target(TargetKind::Lib, "gateway", "app/src/lib.rs"),
            ],
            dependencies: BTreeMap::from([
                ("my_core".to_owned(), DependencyInput::Local(0)),
                ("rumqttc".to_owned(), external("rumqttc", "0.24")),
            ]),
            ..PackageInput::default()
        },
    ];
    let p = load(&input, &Exports);
    assert_eq!(
        value(&p, "gateway_bin", "C::connect"),
        "fn core_client::client::Client::connect"
    );
    assert_eq!(value(&p, "gateway_bin", "run"), "fn gateway::run");
    assert_eq!(named(&p, "gateway", "Raw"), "extern rumqttc::AsyncClient");
    assert_eq!(signature(&p, "gateway::run"), "(Client) -> ()");
    let RTy::Adt(client, args) = p.fn_param_ty(function(&p, "gateway::run"), 0) else {
        panic!("no type")
    };
    let RTy::External { krate, path, .. } = p.field_ty(client, None, "inner", &args) else {
        panic!("no field")
    };
    // The same import name leads each package to its own crate.
    assert_eq!(
        (p[krate].package.as_str(), path.join("::")),
        ("rumqttc-next", "AsyncClient".to_owned())
    );
}

const TYPES: &str = "//- src/main.rs
use std::sync::{Arc, Mutex};
use rumqttc::AsyncClient;
type Shared<T> = Arc<Mutex<Option<T>>>;
type Handle = Shared<AsyncClient>;
type Loop = Loop2;
type Loop2 = Loop;
type Big1<T> = (T, T, T, T, T, T, T, T, T, T);
type Big2<T> = Big1<Big1<Big1<Big1<Big1<Big1<T>>>>>>;
struct Link<T = u8> { client: Handle, extra: T, next: Option<Box<Self>> }
enum Event<E> { Up(AsyncClient), Down { why: E } }
impl<T> Link<T> {
    fn open(self: &Arc<Self>, id: &str) -> Result<Self, E> { loop {} }
    async fn run(&mut self) -> anyhow::Result<()> { loop {} }
    fn extra(self) -> T { self.extra }
    const LIMIT: u32 = 3;
}
fn all(a: &mut Handle, b: [u8; 4], c: (Loop, !), d: impl Fn(u8) -> Link<u16>, e: Box<dyn Connector>, f: fn(u8) -> u8,
    g: *const u8, h: &[Link], i: Shared<Event<()>>) {}
fn io() -> std::io::Result<String> { loop {} }
fn fmt() -> std::fmt::Result { loop {} }
fn big() -> Big2<u8> { loop {} }
trait Connector { type Conn; fn connect(&self) -> Self::Conn; fn make() -> Self; }
impl Connector for Link<u8> { type Conn = Arc<Self>; fn connect(&self) -> Self::Conn { loop {} } fn make() -> Self { loop {} } }
fn conn(link: <Link<u8> as Connector>::Conn) {}
struct Holder<C: Connector> { conn: C::Conn }
fn assoc<C: Connector>(c: C::Conn, d: <C as Connector>::Conn) -> Holder<C> { loop {} }
fn generic<T: Connector, U>(t: T, u: &U, f: impl std::future::Future<Output = T>) -> T where U: Into<T> { loop {} }
static LINK: Mutex<Option<Link<u8>>> = Mutex::new(None);
impl Drop for Link<u8> { fn drop(&mut self) {} }
";

#[test]
fn types() {
    let p = app("types", TYPES);
    check(
        |q| signature(&p, q),
        &[
            (
                "app::Link::open",
                "(&Arc<Link<'T>>, &str) -> Result<Link<'T>, ?>",
            ),
            ("app::Link::run", "(&mut Link<'T>) -> Result<(), ?>"),
            ("app::Link::extra", "(Link<'T>) -> 'T"),
            (
                "app::all",
                "(&mut Arc<Mutex<Option<AsyncClient>>>, [u8; _], (?, !), impl Fn(u8) -> Link<u16>, Box<dyn Connector>, \
                 fn(u8) -> u8, *u8, &[Link<?>], Arc<Mutex<Option<Event<()>>>>) -> ()",
            ),
            ("app::io", "() -> Result<String, ?>"),
            ("app::fmt", "() -> Result<(), ?>"),
            ("app::Link::connect", "(&Link<u8>) -> Arc<Link<u8>>"),
            ("app::conn", "(Arc<Link<u8>>) -> ()"),
            ("app::Connector::connect", "(&'Self) -> 'Self::Conn"),
            ("app::assoc", "('C::Conn, 'C::Conn) -> Holder<'C>"),
            ("app::generic", "('T, &'U, impl Future() -> 'T) -> 'T"),
        ],
    );
    // It ends, with a bounded type.
    assert!(p.ty_text(&p.fn_ret_ty(function(&p, "app::big"))).len() < 1_000_000);
    let RTy::Adt(link, _) = p
        .fn_self_ty(function(&p, "app::Link::extra"))
        .unwrap_or(RTy::Unknown)
    else {
        panic!("no type")
    };
    let u16 = RTy::Prim("u16".to_owned());
    assert_eq!(
        p.ty_text(&p.field_ty(link, None, "extra", std::slice::from_ref(&u16))),
        "u16"
    );
    assert_eq!(
        p.ty_text(&p.field_ty(link, None, "next", &[u16])),
        "Option<Box<Link<u16>>>"
    );
    assert_eq!(p.ty_text(&p.field_ty(link, None, "none", &[])), "?");
    assert_eq!(p.drop_impl(link), Some(function(&p, "app::Link::drop")));
    let holder = p
        .adts
        .iter()
        .position(|a| a.name == "Holder")
        .unwrap_or_default() as u32;
    let args = [RTy::Adt(link, vec![RTy::Prim("u8".to_owned())])];
    let conn = p.field_ty(
        double_connect_analysis::names::AdtId(holder),
        None,
        "conn",
        &args,
    );
    assert_eq!(p.ty_text(&conn), "Arc<Link<u8>>");
    let event = p
        .adts
        .iter()
        .position(|a| a.name == "Event")
        .map(|i| double_connect_analysis::names::AdtId(i as u32));
    let event = event.unwrap_or_else(|| panic!("no enum"));
    assert_eq!(
        p.ty_text(&p.field_ty(event, Some(1), "why", &[RTy::unit()])),
        "()"
    );
    let link_static = p
        .consts
        .iter()
        .position(|c| c.name == "LINK")
        .unwrap_or_default() as u32;
    let ty = p.const_ty(double_connect_analysis::names::ConstId(link_static));
    assert_eq!(p.ty_text(&ty), "Mutex<Option<Link<u8>>>");
    assert_eq!(value(&p, "app", "Link::LIMIT"), "const app::Link::LIMIT");
    assert_eq!(
        value(&p, "app", "Handle::new"),
        "extern std::sync::Arc::new"
    );
    assert_eq!(named(&p, "app", "Handle"), "extern std::sync::Arc");
}

const METHODS: &str = "//- src/main.rs
use std::sync::Arc;
use std::rc::Rc;
struct A; struct B; struct C;
struct Wrap { a: A }
struct State<S>(S);
struct Up; struct Down;
impl State<Up> { fn go(&self) {} }
impl State<Down> { fn go(&self) {} }
trait Connect { fn connect(&self) {} fn close(&self); fn make() -> Self; }
trait Sub: Connect { fn sub(&self); }
trait Ext { fn ext(&self) {} }
impl<T: Connect> Ext for T {}
impl A { fn connect(&self) {} fn own(&self) {} fn make_it() {} }
impl Connect for A { fn connect(&self) {} fn close(&self) {} fn make() -> Self { A } }
impl Connect for B { fn close(&self) {} fn make() -> Self { B } }
impl<T: Connect + ?Sized> Connect for Box<T> { fn close(&self) { (**self).close() } fn make() -> Self { loop {} } }
impl Sub for B { fn sub(&self) {} }
impl std::ops::Deref for Wrap { type Target = A; fn deref(&self) -> &A { &self.a } }
impl Clone for A { fn clone(&self) -> A { A } }
trait Raw { fn reopen(&self); fn build() -> Self; }
impl Raw for rumqttc::AsyncClient { fn reopen(&self) {} fn build() -> Self { loop {} } }
fn f<T: Connect, U>(a: A, b: &mut Arc<B>, w: Wrap, d: Box<dyn Connect>, t: &T, s: &dyn Sub, raw: rumqttc::AsyncClient,
    up: State<Up>, some: State<U>, i: impl Connect, c: C, rc: Rc<A>, guard: tokio::sync::MutexGuard<A>) {}
";

#[test]
fn method_calls() {
    let p = app("methods", METHODS);
    let ask = |q: &str| {
        let (param, name) = q.split_once('.').unwrap_or_default();
        let names = [
            "a", "b", "w", "d", "t", "s", "raw", "up", "some", "i", "c", "rc", "guard",
        ];
        let index = names
            .iter()
            .position(|n| *n == param)
            .unwrap_or_else(|| panic!("no parameter {param}"));
        let found: Vec<String> = methods(&p, "app::f", index, name);
        found.join(" ").replace("app::", "")
    };
    check(
        ask,
        &[
            ("a.connect", "A::connect"),
            ("a.own", "A::own"),
            ("a.ext", "Ext::ext"),
            ("a.make_it", ""),
            ("a.none", ""),
            ("b.connect", "Connect::connect"),
            ("b.close", "B::close"),
            ("b.sub", "B::sub"),
            ("w.own", "A::own"),
            ("w.connect", "A::connect"),
            ("t.connect", "Connect::connect A::connect"),
            ("t.close", "A::close B::close"),
            ("t.ext", "Ext::ext"),
            ("i.close", "A::close B::close"),
            ("s.sub", "B::sub"),
            ("s.close", "B::close"),
            ("raw.reopen", "AsyncClient::reopen"),
            ("raw.publish", ""),
            ("up.go", "State::go"),
            ("some.go", ""),
            ("c.ext", ""),
            ("rc.own", "A::own"),
            ("rc.clone", ""),
            ("a.clone", "A::clone"),
            ("guard.own", "A::own"),
        ],
    );
    check(
        |q| value(&p, "app", q),
        &[
            ("A::connect", "fn app::A::connect"),
            ("A::make", "fn app::A::make"),
            ("B::connect", "fn app::Connect::connect"),
            ("Connect::make", "trait fn app::Connect::make"),
            ("Connect::none", "unknown"),
            ("rumqttc::AsyncClient::build", "fn app::AsyncClient::build"),
            (
                "rumqttc::AsyncClient::new",
                "extern rumqttc::AsyncClient::new",
            ),
            ("A::clone", "fn app::A::clone"),
            ("C::ext", "unknown"),
        ],
    );
    // In `f`, the type parameter has the functions of its bound.
    let ctx = p.fn_ctx(function(&p, "app::f"));
    assert_eq!(
        p.res_text(&p.resolve_value(&ctx, &common::path("T::make"))),
        "trait fn app::Connect::make"
    );
    assert_eq!(
        p.res_text(&p.resolve_value(&ctx, &common::path("U::make"))),
        "unknown"
    );
    // A dyn's method is its implementors', without the impl that only passes it on; the box itself has an impl too.
    assert_eq!(ask("d.close"), "Box::close");
}

#[test]
fn self_in_impls_and_traits() {
    let p = app(
        "self_paths",
        "//- src/main.rs
struct S(u8);
enum E { One, Two(u8) }
impl S { fn new() -> Self { Self(0) } fn other() {} }
impl E { fn one() -> Self { Self::One } }
trait T { fn make() -> Self; fn twice() { Self::make(); } }
impl T for S { fn make() -> S { S(0) } }
#[derive(Clone, Default)] struct D;
impl D { fn f() {} }
",
    );
    let ask = |of: &str, text: &str| {
        p.res_text(&p.resolve_value(&p.fn_ctx(function(&p, of)), &common::path(text)))
    };
    assert_eq!(ask("app::S::new", "Self"), "type app::S");
    assert_eq!(ask("app::S::new", "Self::other"), "fn app::S::other");
    assert_eq!(ask("app::S::new", "Self::make"), "fn app::S::make");
    assert_eq!(ask("app::S::new", "Self::twice"), "fn app::T::twice");
    assert_eq!(ask("app::E::one", "Self::Two"), "variant app::E::Two");
    assert_eq!(ask("app::T::twice", "Self::make"), "trait fn app::T::make");
    assert_eq!(
        ask("app::D::f", "Self::default"),
        "extern std::default::Default::default"
    );
    assert_eq!(
        ask("app::D::f", "Default::default"),
        "extern std::default::Default::default"
    );
    assert_eq!(ask("app::D::f", "Self::new"), "unknown");
}

#[test]
fn cycles_end() {
    let p = app(
        "cycles",
        "//- src/main.rs
mod a { pub use super::b::*; pub use super::b::x as y; pub fn real() {} }
mod b { pub use super::a::*; pub use super::a::y as x; }
use self::me as you;
use self::you as me;
use a::real;
use anyhow::anyhow;
use anyhow::anyhow::anyhow as deep;
type R<T> = Option<R<T>>;
struct Deep(R<u8>);
trait Up where Self: Up { fn up(&self) -> <Self as Up>::Out; }
impl<T: Up> Up for T { fn up(&self) -> <Self as Up>::Out {} }
impl<T: Up> Up for Option<T> { }
trait Out { type Out; }
impl<T> Out for T { type Out = <T as Out>::Out; }
fn out(a: <u8 as Out>::Out) {}
fn f(d: R<u8>) {}
",
    );
    assert_eq!(value(&p, "app", "real"), "fn app::a::real");
    assert_eq!(value(&p, "app::b", "real"), "fn app::a::real");
    assert_eq!(value(&p, "app", "me"), "unknown");
    assert_eq!(value(&p, "app::a", "y"), "unknown");
    assert_eq!(methods(&p, "app::f", 0, "up").len(), 1);
    assert_eq!(signature(&p, "app::out"), "(?) -> ()");
    assert!(signature(&p, "app::f").starts_with("(Option<Option<"));
}

#[test]
fn items_in_bodies() {
    let p = app(
        "items_in_bodies",
        "//- src/main.rs
fn helper() {}
struct Client;
fn main() {
    use rumqttc::AsyncClient as Client;
    fn helper() { fn deeper() {} }
    enum State { Up }
    use State::*;
    impl State { fn new() {} }
    mod inner { pub fn f() { super::helper(); } }
}
",
    );
    let main = function(&p, "app::main");
    let ask = |of: double_connect_analysis::names::FnId, text: &str| {
        p[of].body.map_or_else(String::new, |b| {
            p.res_text(&p.resolve_value(&p.body_ctx(b), &common::path(text)))
        })
    };
    let of_main = |text: &str| ask(main, text);
    check(
        of_main,
        &[
            ("helper", "fn app::main::helper"),
            ("crate::helper", "fn app::helper"),
            ("self::helper", "fn app::helper"),
            ("Client::new", "extern rumqttc::AsyncClient::new"),
            ("Up", "variant app::main::State::Up"),
            ("State::new", "fn app::main::State::new"),
            ("inner::f", "fn app::main::inner::f"),
            ("deeper", "unknown"),
        ],
    );
    let helper = function(&p, "app::main::helper");
    assert_eq!(ask(helper, "deeper"), "fn app::main::helper::deeper");
    assert_eq!(
        ask(helper, "Client::new"),
        "extern rumqttc::AsyncClient::new"
    );
    // `super` of a module in a body is the module around the function.
    assert_eq!(
        ask(function(&p, "app::main::inner::f"), "super::helper"),
        "fn app::helper"
    );
}

/// `path => meaning [on type] [with type arguments]` of all calls of paths in a function's body, in order.
fn calls(p: &Program, of: &str) -> Vec<String> {
    let Some(body) = p[function(p, of)].body else {
        return Vec::new();
    };
    let ctx = p.body_ctx(body);
    let stmts = p[body].body.blocks.iter().flat_map(|b| &b.stmts);
    let paths = stmts.filter_map(|s| match s {
        Stmt::Assign {
            value: Rvalue::Call(call),
            ..
        } => match &call.callee {
            Callee::Path(path) => Some(path),
            _ => None,
        },
        _ => None,
    });
    paths
        .map(|path| {
            let found = p.resolve_value_full(&ctx, path);
            let mut text = format!("{} => {}", path.text(), p.res_text(&found.res));
            if let Some(ty) = &found.self_ty {
                text += &format!(" on {}", p.ty_text(ty));
            }
            for ty in &found.args {
                text += &format!(" with {}", p.ty_text(ty));
            }
            text
        })
        .collect()
}

#[test]
fn types_written_in_paths() {
    let p = app(
        "types_in_paths",
        "//- src/main.rs
use rumqttc::AsyncClient;
struct S<T>(T);
impl<T> S<T> { fn new() -> Self { loop {} } fn map<U>() -> S<U> { loop {} } }
impl S<u8> { fn bytes() {} }
trait Make { type Out; fn make() -> Self; fn given() {} }
impl Make for S<u8> { type Out = S<u16>; fn make() -> Self { loop {} } }
impl Default for S<u8> { fn default() -> Self { loop {} } }
type Alias = S<u32>;
type Raw = rumqttc::v5::AsyncClient;
enum Event<T> { Up(T) }
fn free<T>() {}
fn f<T: Make>(list: Vec<u8>) {
    S::<u8>::new();
    S::map::<u16>();
    Alias::new();
    Raw::new();
    <S<u8> as Make>::make();
    <S<u8>>::make();
    <T as Make>::make();
    T::make();
    <S<u8> as Make>::Out::new();
    <S<u8> as Default>::default();
    S::<u8>::default();
    <AsyncClient as Clone>::clone(&c);
    AsyncClient::new();
    Vec::<AsyncClient>::with_capacity(1);
    free::<&str>();
    Event::<u8>::Up(1);
    <[u8]>::len(&list);
    <u32 as From<u8>>::from(1);
    S::<u8>::given();
}
",
    );
    let expected = [
        "S::new => fn app::S::new on S<u8>",
        "S::map => fn app::S::map on S<?> with u16",
        "Alias::new => fn app::S::new on S<u32>",
        "Raw::new => extern rumqttc::v5::AsyncClient::new on AsyncClient",
        "Make::make => fn app::S::make on S<u8>",
        "make => fn app::S::make on S<u8>",
        "Make::make => trait fn app::Make::make on 'T",
        "T::make => trait fn app::Make::make on 'T",
        "Make::Out::new => fn app::S::new on S<u16>",
        "Default::default => fn app::S::default on S<u8>",
        "S::default => fn app::S::default on S<u8>",
        "Clone::clone => extern std::clone::Clone::clone on AsyncClient",
        "AsyncClient::new => extern rumqttc::AsyncClient::new on AsyncClient",
        "Vec::with_capacity => extern std::vec::Vec::with_capacity on Vec<AsyncClient>",
        "free => fn app::free with &str",
        "Event::Up => variant app::Event::Up on Event<u8>",
        "len => unknown",
        "From::from => extern std::convert::From::from on u32",
        "S::given => fn app::Make::given on S<u8>",
    ];
    assert_eq!(calls(&p, "app::f"), expected);
}

#[test]
fn closures_see_what_the_function_sees() {
    let p = app(
        "closures",
        "//- src/main.rs
trait Make { fn make(); }
fn outer<T: Make>() {
    use rumqttc::AsyncClient as C;
    let f = || { async move { T::make(); C::new(); const N: u8 = 1; } };
}
",
    );
    let outer = function(&p, "app::outer");
    let body = p[outer].body.unwrap_or_else(|| panic!("no body"));
    let closure = p[body]
        .children
        .first()
        .copied()
        .unwrap_or_else(|| panic!("no closure"));
    let block = p[closure]
        .children
        .first()
        .copied()
        .unwrap_or_else(|| panic!("no block"));
    assert_eq!(
        (p[block].owner_fn(), p[block].parent),
        (Some(outer), Some(closure))
    );
    let ctx = p.body_ctx(block);
    let ask = |text: &str| p.res_text(&p.resolve_value(&ctx, &common::path(text)));
    check(
        ask,
        &[
            ("T::make", "trait fn app::Make::make"),
            ("C::new", "extern rumqttc::AsyncClient::new"),
            ("N", "const app::outer::N"),
        ],
    );
}

#[test]
fn the_same_input_gives_the_same_program() {
    let dump = |p: &Program| {
        format!(
            "{:?} {:?} {:?} {:?} {:?}",
            p.modules, p.fns, p.bodies, p.impls, p.externs
        )
    };
    let first = dump(&app("same", IMPORTS));
    assert_eq!(first, dump(&app("same", IMPORTS)));
}

/// Asks everything that can be asked.
fn ask_all(p: &Program) {
    use double_connect_analysis::names::{AdtId, ConstId, FnId};
    for i in 0..p.fns.len() {
        let id = FnId(i as u32);
        let ctx = p.fn_ctx(id);
        let mut types = vec![p.fn_ret_ty(id)];
        types.extend((0..p[id].ir.params.len()).map(|i| p.fn_param_ty(id, i)));
        types.extend(p.fn_self_ty(id));
        for ty in &types {
            assert!(!p.ty_text(ty).is_empty());
            for f in &p.fns {
                for found in p.methods(&ctx, ty, &f.ir.name) {
                    black_box(p.fn_bindings(&ctx, found, ty));
                }
            }
            black_box(p.assoc_ty_of(&ctx, ty, "Output"));
        }
    }
    for id in p.body_ids() {
        let ctx = p.body_ctx(id);
        for stmt in p[id].body.blocks.iter().flat_map(|b| &b.stmts) {
            if let Stmt::Assign {
                value: Rvalue::Call(call),
                ..
            } = stmt
                && let Callee::Path(path) = &call.callee
            {
                assert!(!p.res_text(&p.resolve_value(&ctx, path)).is_empty());
                black_box(p.resolve_type(&ctx, path));
            }
        }
    }
    for i in 0..p.adts.len() {
        black_box(p.drop_impl(AdtId(i as u32)));
        for field in p.adts[i].fields(Some(0)) {
            black_box(p.field_ty(AdtId(i as u32), Some(0), &field.name, &[]));
        }
    }
    for i in 0..p.consts.len() {
        black_box(p.const_ty(ConstId(i as u32)));
    }
}

#[test]
fn any_line_can_be_missing() {
    for (name, files) in [
        ("missing_imports", IMPORTS),
        ("missing_types", TYPES),
        ("missing_methods", METHODS),
    ] {
        let lines: Vec<&str> = files.lines().collect();
        for i in 1..lines.len() {
            let mut left = lines.clone();
            if !left.remove(i).starts_with("//-") {
                ask_all(&app(name, &(left.join("\n") + "\n")));
            }
        }
    }
}

#[test]
fn a_mesh_of_globs_ends() {
    let mut files = "//- src/main.rs\n".to_owned();
    for i in 0..60 {
        files += &format!("mod m{i} {{ pub fn f{i}() {{}}");
        for j in (0..60).filter(|j| *j != i) {
            files += &format!(" pub use super::m{j}::*;");
        }
        files += " }\n";
    }
    let p = app("mesh", &files);
    assert_eq!(value(&p, "app::m0", "f59"), "fn app::m59::f59");
    assert_eq!(value(&p, "app::m59", "f0"), "fn app::m0::f0");
}

#[test]
fn a_mesh_of_blanket_impls_ends() {
    let mut files = "//- src/main.rs\nstruct S;\nfn f(s: S) {}\n".to_owned();
    for i in 0..60 {
        files += &format!("trait T{i} {{ fn m{i}(&self); }}\n");
        for j in (0..60).filter(|j| *j != i) {
            files += &format!("impl<A: T{j}> T{i} for A {{ fn m{i}(&self) {{}} }}\n");
        }
    }
    let p = app("blanket_mesh", &files);
    assert_eq!(methods(&p, "app::f", 0, "m1"), Vec::<String>::new());
}
