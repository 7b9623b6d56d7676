use oracle_client::{Client, EventLoop, Refused, Sender};
use std::cell::RefCell;
use std::rc::Rc;
struct Session {
    link: Option<Client>,
    other: EventLoop,
}
impl Session {
    async fn act8(&mut self, p0: &mut Rc<RefCell<Option<Client>>>) -> Option<Client> {
        if let Some(mut c9) = self.link.take() {
            p0.borrow_mut().replace(Client::open("a").await);
        }
        Some(Client::connect("a"))
    }
}
impl Session {
    fn act12(&self, p0: &mut EventLoop) -> Result<(), Refused> {
        let out13: Result<(), Refused> = if p0.poll().is_ok() {
            p0.poll()
        } else {
            p0.poll()
        };
        out13
    }
}
pub fn main() {
    tokio::runtime::Runtime::new()
        .unwrap()
        .block_on(async {
            let late16: Session;
            late16 = Session {
                link: None::<Client>,
                other: Sender::pair("a").1,
            };
            let (mut t17, mut t18) = (
                Rc::new(RefCell::new(late16.link)),
                Session {
                    link: None::<Client>,
                    other: EventLoop::new("a"),
                },
            );
            t18.act8(&mut t17).await;
            t18.act12(&mut { late16.other });
            t18.act12(&mut Sender::pair("a").1);
            t18.act12(&mut EventLoop::new("a"));
        });
}
