// What the cases call: everything says what it does. `+n` made, `-n` dropped, `~n` seen.
#![allow(warnings)]
pub struct Obj(u32);
impl Drop for Obj {
    fn drop(&mut self) { print!("-{} ", self.0); }
}
pub fn mk(n: u32) -> Obj { print!("+{n} "); Obj(n) }
impl Obj {
    fn child(&self, n: u32) -> Obj { mk(n) }
    fn maybe(&self, n: u32) -> Option<Obj> { Some(mk(n)) }
    fn none(&self) -> Option<Obj> { None }
    fn until(&self, n: u32) -> Option<Obj> { if n < 2 { Some(mk(100 + n)) } else { None } }
    fn less(&self, n: u32) -> bool { n < 2 }
    fn two(&self, a: u32, b: u32) -> Vec<Obj> { vec![mk(a), mk(b)] }
    fn pick(&self) -> Pick { Pick::A(mk(50)) }
    fn num(&self) -> u32 { 0 }
    fn yes(&self) -> bool { true }
    fn no(&self) -> bool { false }
    fn see(&self) { print!("~{} ", self.0); }
    fn with(&self, _: &Obj) -> Obj { mk(90) }
}
pub enum Pick { A(Obj), B(Obj) }
pub struct Two { a: Obj, b: Obj }
pub fn two_of(a: u32, b: u32) -> Two { Two { a: mk(a), b: mk(b) } }
pub fn pair(a: Obj, b: Obj) -> (Obj, Obj) { (a, b) }
pub fn take(x: Obj) {}
pub fn take_pick(x: Pick) {}
pub fn two(a: Obj, b: Obj) {}
pub fn see_ref(x: &Obj) -> bool { x.see(); true }
pub fn flag(_: bool) {}
pub fn num(_: u32) {}
pub fn run<F: std::future::Future>(f: F) -> F::Output {
    let mut f = Box::pin(f);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match f.as_mut().poll(&mut context) {
        std::task::Poll::Ready(x) => x,
        std::task::Poll::Pending => panic!(),
    }
}
pub fn num_is(a: u32, b: u32) -> bool { a == b }
