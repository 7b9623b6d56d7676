//! Fixtures as programs, run against real brokers.
//!
//! A program connects to a [`recorder`], which passes every byte on to a broker ([`brokers`]) and notes, in the order in
//! which things reach it, who connects and who closes: whether a client id connects while its earlier connection is open; in
//! AMQP 1.0, whose peer is an [`acceptor`], whether a container does, and whether a link is attached while it is attached. It
//! is told too which line of the program is running ([`lines`]).
//! [`programs`] are the fixtures that can run, [`tool`] is what the analyser says of them, [`exceptions`] what is known of
//! those that differ. `exclusive` has the models by which it says that a peer excludes connections of one container.

pub mod acceptor;
pub mod amqp;
pub mod brokers;
mod connection;
pub mod exceptions;
pub mod exclusive;
mod io;
pub mod lines;
pub mod mqtt;
pub mod programs;
pub mod recorder;
mod relay;
pub mod sent;
pub mod tool;
pub mod verdict;
