//! Stand-in for omnect's azure-iot-sdk 0.14, which links Azure's C SDK and is published in its repository only: the
//! names, paths and signatures that the fixtures use, without the insides.

pub mod client;
