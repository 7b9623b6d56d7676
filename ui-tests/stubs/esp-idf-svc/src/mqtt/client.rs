//! `esp_idf_svc::mqtt::client`: the synchronous and the asynchronous client.
#![allow(dead_code, unused_variables, clippy::should_implement_trait)]

use std::marker::PhantomData;
use std::time::Duration;

use crate::sys::EspError;

/// Quality of service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
pub enum QoS {
    AtMostOnce = 0,
    AtLeastOnce = 1,
    ExactlyOnce = 2,
}

pub type MessageId = u32;

#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub enum Details {
    Complete,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EventPayload<'a, E> {
    BeforeConnect,
    Connected(bool),
    Disconnected,
    Subscribed(MessageId),
    Unsubscribed(MessageId),
    Published(MessageId),
    Received {
        id: MessageId,
        topic: Option<&'a str>,
        data: &'a [u8],
        details: Details,
    },
    Deleted(MessageId),
    Error(&'a E),
}

#[derive(Copy, Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum MqttProtocolVersion {
    V3_1,
    V3_1_1,
}

#[derive(Debug)]
pub struct LwtConfiguration<'a> {
    pub topic: &'a str,
    pub payload: &'a [u8],
    pub qos: QoS,
    pub retain: bool,
}

#[derive(Debug, Default)]
pub struct MqttClientConfiguration<'a> {
    pub protocol_version: Option<MqttProtocolVersion>,
    pub client_id: Option<&'a str>,
    pub connection_refresh_interval: Duration,
    pub keep_alive_interval: Option<Duration>,
    pub reconnect_timeout: Option<Duration>,
    pub network_timeout: Duration,
    pub lwt: Option<LwtConfiguration<'a>>,
    pub disable_clean_session: bool,
    pub task_prio: u8,
    pub task_stack: usize,
    pub buffer_size: usize,
    pub out_buffer_size: usize,
    pub outbox_limit: Option<usize>,
    pub username: Option<&'a str>,
    pub password: Option<&'a str>,
    pub use_global_ca_store: bool,
    pub skip_cert_common_name_check: bool,
}

pub struct EspMqttEvent<'a>(PhantomData<&'a ()>);

impl EspMqttEvent<'_> {
    pub fn payload(&self) -> EventPayload<'_, EspError> {
        EventPayload::BeforeConnect
    }
}

pub struct EspMqttClient<'a> {
    callback: Box<dyn FnMut(EspMqttEvent<'_>) + Send + 'a>,
}

impl EspMqttClient<'static> {
    pub fn new(
        url: &str,
        conf: &MqttClientConfiguration,
    ) -> Result<(Self, EspMqttConnection), EspError> {
        Err(EspError(-1))
    }

    pub fn new_cb<F>(
        url: &str,
        conf: &MqttClientConfiguration,
        callback: F,
    ) -> Result<Self, EspError>
    where
        F: for<'b> FnMut(EspMqttEvent<'b>) + Send + 'static,
    {
        Ok(Self {
            callback: Box::new(callback),
        })
    }
}

impl EspMqttClient<'_> {
    pub fn subscribe(&mut self, topic: &str, qos: QoS) -> Result<MessageId, EspError> {
        Ok(0)
    }

    pub fn unsubscribe(&mut self, topic: &str) -> Result<MessageId, EspError> {
        Ok(0)
    }

    pub fn publish(
        &mut self,
        topic: &str,
        qos: QoS,
        retain: bool,
        payload: &[u8],
    ) -> Result<MessageId, EspError> {
        Ok(0)
    }

    pub fn enqueue(
        &mut self,
        topic: &str,
        qos: QoS,
        retain: bool,
        payload: &[u8],
    ) -> Result<MessageId, EspError> {
        Ok(0)
    }

    pub fn set_uri(&mut self, uri: &str) -> Result<MessageId, EspError> {
        Ok(0)
    }
}

impl Drop for EspMqttClient<'_> {
    fn drop(&mut self) {}
}

pub struct EspMqttConnection {
    event: EspMqttEvent<'static>,
}

impl EspMqttConnection {
    pub fn next(&mut self) -> Result<&EspMqttEvent<'_>, EspError> {
        Ok(&self.event)
    }
}

pub struct EspAsyncMqttClient(EspMqttClient<'static>);

impl EspAsyncMqttClient {
    pub fn new(
        url: &str,
        conf: &MqttClientConfiguration<'_>,
    ) -> Result<(Self, EspAsyncMqttConnection), EspError> {
        Self::new_with_caps(url, conf, None)
    }

    pub fn new_with_caps(
        url: &str,
        conf: &MqttClientConfiguration<'_>,
        caps: Option<(usize, usize, usize)>,
    ) -> Result<(Self, EspAsyncMqttConnection), EspError> {
        Err(EspError(-1))
    }

    pub fn wrap(client: EspMqttClient<'static>) -> Result<Self, EspError> {
        Ok(Self(client))
    }

    pub async fn subscribe(&mut self, topic: &str, qos: QoS) -> Result<MessageId, EspError> {
        Ok(0)
    }

    pub async fn publish(
        &mut self,
        topic: &str,
        qos: QoS,
        retain: bool,
        payload: &[u8],
    ) -> Result<MessageId, EspError> {
        Ok(0)
    }
}

pub struct EspAsyncMqttConnection {
    event: EspMqttEvent<'static>,
}

impl EspAsyncMqttConnection {
    pub async fn next(&mut self) -> Result<&EspMqttEvent<'_>, EspError> {
        Ok(&self.event)
    }
}
