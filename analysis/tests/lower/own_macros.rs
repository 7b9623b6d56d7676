macro_rules! open {
    ($handle:ident, $id:expr) => { $handle::connect($id) };
}
macro_rules! open_ty {
    ($handle:ty, $id:expr) => { <$handle>::connect($id) };
}

fn fragments(n: u8) {
    let a = open!(Link, 1 + n);
    let b = open_ty!(crate::Link<u8>, n);
    open!(Link, 2);
    b.close();
}

// The macro's `x` is not the caller's.
macro_rules! twice {
    ($e:expr) => {{ let x = f(); g(x, $e) }};
}
fn hygiene(x: u8) -> u8 {
    twice!(x)
}

// What is named by the caller is the caller's.
macro_rules! declare {
    ($x:ident = $e:expr) => { let $x = $e; let x = 0; };
}
fn declares() {
    let x = 1;
    declare!(y = f(x));
    g(x, y);
}

fn local() {
    let x = f();
    macro_rules! use_x { () => { g(x) } }
    use_x!();
}

macro_rules! all {
    ($($id:expr),+ $(,)?) => { [$(Link::connect($id)),+] };
}
fn repetition() {
    let links = all!["a", "b",];
}

macro_rules! count {
    () => { 0 };
    ($head:tt $($tail:tt)*) => { add(1, count!($($tail)*)) };
}
fn recursion() -> u8 {
    count!(a => 'b)
}

macro_rules! device {
    ($name:ident { $($field:ident: $ty:ty),* }) => {
        struct $name { $($field: $ty),* }
        impl $name {
            fn make() -> Self { Self { $($field: <$ty>::connect(stringify!($field))),* } }
        }
    };
}
device!(Station { uplink: Link, downlink: crate::Link });

macro_rules! maker {
    ($name:ident) => {
        macro_rules! $name { ($e:expr) => { Link::connect($e) }; }
    };
}
maker!(made);
fn macro_of_a_macro() {
    made!(3);
}

macro_rules! precedence { ($a:expr, $b:expr) => { $a * $b }; }
fn groups() -> u8 { precedence!(1 + 2, h(3)) }

macro_rules! rules { (open $e:expr) => { f($e) }; (close) => { g() }; ($($t:tt)*) => { h($($t)*) }; }
fn first_that_fits() { rules!(open 1); rules!(close); rules!(close, 2); }

macro_rules! id { ($n:expr) => {{ let n = $n; format!("fan-{n}") }}; }
fn templates(n: u8) { id!(n + 1); }

macro_rules! some { ($p:pat) => { Some($p) }; }
macro_rules! maybe { ($t:ty) => { Option<$t> }; }
fn patterns(x: maybe!(u8)) -> u8 {
    match x { some!(1 | 2) => 3, some!(y) => y, _ => 0 }
}

macro_rules! info { ($e:expr) => { f($e) }; }
fn own_meaning(x: u8) { info!(x); println!("{}", info!(x)); }

macro_rules! broken { (a) => { 1 }; }
fn unknown(x: Link) { let y = broken!(b x); }

macro_rules! with_loop { ($l:lifetime, $b:block) => { $l: loop { if f() { break $l } $b } }; }
fn labels() { 'a: loop { with_loop!('b, { break 'a; }); } }

macro_rules! call { ($f:ident) => { $f(); }; }
fn under_cfg() {
    #[cfg(test)]
    call!(never);
    #[cfg(unix)]
    call!(perhaps);
    #[cfg(not(test))]
    call!(always);
}
macro_rules! function { ($f:ident) => { fn $f() {} }; }
#[cfg(unix)]
function!(on_unix);
