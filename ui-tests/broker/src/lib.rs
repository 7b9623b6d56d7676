//! Fixtures as programs, run against real brokers.
//!
//! A program connects to a [`recorder`], which passes every byte on to a broker ([`brokers`]) and notes, in the order in
//! which things reach it, who connects and who closes: whether a client id connects while its earlier connection is open.
//! [`programs`] are the fixtures that can run, [`tool`] is what the analyser says of them, [`exceptions`] what is known of
//! those that differ.

pub mod brokers;
pub mod exceptions;
pub mod mqtt;
pub mod programs;
pub mod recorder;
pub mod tool;
