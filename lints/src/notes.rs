//! The notes under a report: what the service will do, and which of the two causes it is.

use double_connect_analysis::facts::{Confidence, HolderKind, Overlap};
use double_connect_clients::model::Service;

use crate::context::Context;

/// The notes of a finding: at most two, and none where no network service is at the other end.
pub(crate) fn notes(overlap: &Overlap, context: &Context) -> Vec<String> {
    match consequence(context.service(overlap.second.model), overlap.reconnects) {
        Some(consequence) => vec![consequence, cause(overlap)],
        None => Vec::new(),
    }
}

/// What the service does to the first connection.
fn consequence(service: Service, reconnects: bool) -> Option<String> {
    let what = match service {
        Service::Mqtt => {
            "the first connection is closed: by Azure IoT Hub with 400027 ConnectionForcefullyClosedOnNewConnection \
             (409002 LinkCreationConflict over AMQP), by AWS IoT with DUPLICATE_CLIENTID, by an MQTT 5 broker with \
             0x8E (Session taken over)"
        }
        Service::AzureIotHub => {
            "Azure IoT Hub closes the first connection with 400027 ConnectionForcefullyClosedOnNewConnection (MQTT) \
             or 409002 LinkCreationConflict (AMQP)"
        }
        Service::AwsIot => "AWS IoT closes the first connection with DUPLICATE_CLIENTID",
        Service::Amqp => {
            "the peer detaches the first link with amqp:link:stolen; Azure IoT Hub closes the first connection with \
             409002 LinkCreationConflict"
        }
        Service::None => return None,
    };
    let fight = if reconnects {
        "; both clients reconnect by themselves, so they kick each other for ever"
    } else {
        ""
    };
    Some(format!("{what}{fight}"))
}

/// Which of the two causes on Microsoft's page it is.
fn cause(overlap: &Overlap) -> String {
    let of_programs = || {
        let mut kinds = overlap.holders.iter().map(|h| h.kind);
        kinds.any(|kind| kind == HolderKind::Program)
    };
    match overlap.confidence {
        Confidence::Likely if of_programs() => {
            "whether both programs run at the same time, the code does not show; if they do not, a logged conflict is \
             rather cause 1 (the network dropped the device before the service noticed) than cause 2 (faulty \
             device-side logic) on Microsoft's page about 409002"
        }
        Confidence::Certain if overlap.doubt.is_some_and(|doubt| !doubt.comes_back) => {
            "if the first connection is still there, this is cause 2 on Microsoft's page about 409002 (faulty \
             device-side logic connects when a connection is already open); if the network has dropped it, a logged \
             conflict is cause 1 (the service has not noticed yet)"
        }
        Confidence::Certain => {
            "this is cause 2 on Microsoft's page about 409002: faulty device-side logic connects when a connection is \
             already open"
        }
        Confidence::Likely if overlap.holders.iter().any(|h| h.kind.is_unjoined()) => {
            "how long it runs, the code does not show; if it has always ended by then, a logged conflict is rather \
             cause 1 (the network dropped the device before the service noticed) than cause 2 (faulty device-side \
             logic) on Microsoft's page about 409002"
        }
        Confidence::Likely => {
            "the API allows the order of calls that leads here, the analysed code does not show it; if nothing calls \
             it so, a logged conflict is rather cause 1 (the network dropped the device before the service noticed) \
             than cause 2 (faulty device-side logic) on Microsoft's page about 409002"
        }
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_facts::{doubt, holder, overlap};

    #[test]
    fn each_service_says_what_it_does() {
        let cases: [(Service, &[&str]); 4] = [
            (
                Service::Mqtt,
                &["400027", "409002", "DUPLICATE_CLIENTID", "0x8E"],
            ),
            (Service::AzureIotHub, &["400027", "409002"]),
            (Service::AwsIot, &["DUPLICATE_CLIENTID"]),
            (Service::Amqp, &["amqp:link:stolen", "409002"]),
        ];
        for (service, words) in cases {
            let text = consequence(service, false).unwrap_or_default();
            for word in words {
                assert!(text.contains(word), "{service:?}: {text}");
            }
            assert!(!text.contains("kick each other"), "{text}");
            assert!(
                consequence(service, true).is_some_and(|t| t.ends_with("kick each other for ever"))
            );
        }
        assert_eq!(consequence(Service::None, true), None);
    }

    #[test]
    fn cause_1_is_offered_only_where_a_call_order_is_missing() {
        let mut it = overlap();
        assert!(!cause(&it).contains("cause 1"));
        assert!(cause(&it).contains("cause 2"));
        it.confidence = Confidence::Likely;
        assert!(cause(&it).contains("order of calls"));
        assert!(cause(&it).contains("cause 1"));
        it.doubt = Some(doubt(false));
        it.confidence = Confidence::Certain;
        assert!(cause(&it).contains("cause 1"));
        assert!(cause(&it).contains("cause 2"));
        it.doubt = Some(doubt(true));
        assert!(!cause(&it).contains("cause 1"));
        it.confidence = Confidence::Likely;
        it.holders = vec![holder(HolderKind::Program, "reader", 1)];
        assert!(cause(&it).contains("both programs"));
        assert!(cause(&it).contains("cause 1"));
    }
}
