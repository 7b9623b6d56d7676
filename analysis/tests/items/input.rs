//! Inner documentation.
extern crate alloc as memory;
pub use ::std::{self, collections::{HashMap as Map, *}, io::{self as sio, Read as _}};
#[cfg(feature = "x")]
use crate::r#async::T;
use self::inner;

#[cfg(all(unix, feature = "a b"))]
#[path = "other.rs"]
pub(crate) mod outside;
#[cfg_attr(test, path = "mock.rs")]
mod replaced;

/// Documentation.
#[derive(Debug, serde::Serialize)]
#[derive(Clone)]
pub struct Named<'a, T: Send + 'static, const N: usize, U = u8>
where
    T: Fn(u8, &str) -> String,
    Vec<T>: Clone,
    U: Future<Output = ()>,
{
    pub client: Arc<Mutex<Option<Client<'a>>>>,
    list: [T; N],
    hook: Box<dyn FnMut(Event) -> bool + Send>,
}
struct Tuple(pub *const u8, &'static mut [u8]);
struct Unit;
union Both { a: u8, b: (u8, !) }

enum State {
    Off,
    #[cfg(test)]
    On(Client, u8),
    Wait { until: Instant, f: fn(u8) -> u16 },
}

impl<T> Stream for Wrapper<T> where T: Stream + Unpin {
    type Item = <T as Stream>::Item;
    const SIZE: usize = 3;
    #[inline]
    fn poll(self: Pin<&mut Self>, _: Context, (a, b): (u8, u8)) -> Poll<Option<Self::Item>> { todo!() }
    pub async fn by_ref(&self) {}
    #[cfg(unix)]
    pub(super) fn by_mut<F>(&mut self, f: F) -> impl Future<Output = Result<(), E>> + '_ where F: FnOnce() { f() }
    fn by_value(mut self) -> Self { self }
}

pub trait Link: Send {
    type T;
    async fn open(&mut self) -> Result<Self::T, Error>;
    fn close(self) where Self: Sized { drop(self) }
}

type Shared<T> = Arc<Mutex<T>>;
const LIMIT: usize = 3;
pub static mut COUNT: u8 = 0;
extern "C" {
    fn open(fd: i32) -> i32;
    static ERRNO: i32;
}
#[tokio::main(flavor = "current_thread")]
pub async fn main() -> anyhow::Result<()> { Ok(()) }
#[unsafe(no_mangle)]
unsafe extern "C" fn entry() {}
mod inner {
    use super::*;
    fn f() {}
}
macro_rules! m { () => { 1 } }
#[macro_export]
macro_rules! n [ ($a:ident) => { $a } ];
unknown! { a b c }
