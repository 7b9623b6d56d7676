//! `azure_iot_sdk::client`.
#![allow(unused_variables)]

use std::time::Duration;

use anyhow::Result;
use tokio::sync::mpsc;

#[derive(Copy, Clone, Debug)]
pub enum RetryPolicy {
    None = 0,
    Immediate = 1,
    Interval = 2,
    LinearBackoff = 3,
    ExponentialBackoff = 4,
    ExponentialBackoffWithJitter = 5,
    Random = 6,
}

#[derive(Copy, Clone, Debug, Eq, PartialEq)]
pub enum UnauthenticatedReason {
    ExpiredSasToken,
    DeviceDisabled,
    BadCredential,
    RetryExpired,
    NoNetwork,
    CommunicationError,
    Unknown,
}

#[derive(Copy, Clone, Debug, Eq, PartialEq)]
pub enum AuthenticationStatus {
    Authenticated,
    Unauthenticated(UnauthenticatedReason),
}

pub type AuthenticationObserver = mpsc::Sender<AuthenticationStatus>;

#[derive(Debug, Default)]
pub struct IotMessage {
    pub body: Vec<u8>,
}

impl IotMessage {
    pub fn builder() -> IotMessageBuilder {
        IotMessageBuilder::default()
    }
}

#[derive(Debug, Default)]
pub struct IotMessageBuilder {
    message: IotMessage,
}

impl IotMessageBuilder {
    pub fn set_body(mut self, body: Vec<u8>) -> Self {
        self.message.body = body;
        self
    }

    pub fn build(self) -> Result<IotMessage> {
        Ok(self.message)
    }
}

#[derive(Debug, Default)]
pub struct IotHubClientBuilder {
    tx_connection_status: Option<Box<AuthenticationObserver>>,
}

impl IotHubClientBuilder {
    pub fn build_edge_client(&self) -> Result<IotHubClient> {
        Ok(IotHubClient {})
    }

    pub fn build_device_client(&self, connection_string: &str) -> Result<IotHubClient> {
        Ok(IotHubClient {})
    }

    pub fn build_module_client(&self, connection_string: &str) -> Result<IotHubClient> {
        Ok(IotHubClient {})
    }

    pub async fn build_module_client_from_identity(&self) -> Result<IotHubClient> {
        Ok(IotHubClient {})
    }

    pub fn observe_connection_state(mut self, tx: AuthenticationObserver) -> Self {
        self.tx_connection_status = Some(Box::new(tx));
        self
    }

    pub fn retry_policy(self, policy: RetryPolicy, timeout_secs: u32) -> Self {
        self
    }
}

pub struct IotHubClient {}

impl IotHubClient {
    pub fn builder() -> IotHubClientBuilder {
        IotHubClientBuilder::default()
    }

    pub fn send_d2c_message(&self, message: IotMessage) -> Result<()> {
        Ok(())
    }

    pub async fn shutdown(&self, timeout: Duration) {}
}

impl Drop for IotHubClient {
    fn drop(&mut self) {}
}
