//! The lints, one file each; `tests` in the registry hold this folder and the registry together.

pub(crate) mod attempt_outlives_timeout;
pub(crate) mod close_without_effect;
pub(crate) mod connect_while_open;
pub(crate) mod drop_then_connect;
pub(crate) mod duplicate_identity;
pub(crate) mod kept_while_open;
pub(crate) mod link_attached_twice;
pub(crate) mod malformed_suppression;
pub(crate) mod overwrite_while_open;
pub(crate) mod reconnect_beside_auto_reconnect;
pub(crate) mod reconnect_without_backoff;
pub(crate) mod reconnect_without_evidence;
pub(crate) mod shadowed_while_open;
pub(crate) mod task_left_running;
pub(crate) mod unused_suppression;
