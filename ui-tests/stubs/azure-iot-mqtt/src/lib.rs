//! Stand-in for `azure-iot-mqtt` of Azure/iotedge at 55353a6, which is in no registry: the same names and signatures, no
//! insides.
#![allow(unused_variables)]

pub mod device;

/// How the device shows who it is.
pub enum Authentication {
    /// With a token.
    SasToken(String),
}

/// Over what.
pub enum Transport {
    /// TCP.
    Tcp,
    /// A web socket.
    WebSocket,
}

/// Why there is no client.
#[derive(Debug)]
pub struct CreateClientError;

impl std::fmt::Display for CreateClientError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no client")
    }
}

impl std::error::Error for CreateClientError {}
