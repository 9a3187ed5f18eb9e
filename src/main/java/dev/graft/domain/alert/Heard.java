package dev.graft.domain.alert;

import java.util.List;
import java.util.Optional;

/// One report as it reached us, for `Alerts.hear`.
///
/// @param delivery the inbox's number of the delivery or poll that brought it
/// @param partner whose ids these are, and the alert's source: `pagertree`
/// @param externalIds every id by which the report names the alert; the first is the one to show. At least one
/// @param url where a person sees the alert at the partner
/// @param payload what the partner said about the alert, as it came
/// @param hops how many hubs' pages lie behind the alert
@SuppressWarnings("ArrayRecordComponent") // stored, never compared
public record Heard(
        long delivery,
        String partner,
        List<String> externalIds,
        Optional<String> url,
        AlertReport.Told report,
        byte[] payload,
        Arrival arrival,
        int hops) {
    public Heard {
        externalIds = List.copyOf(externalIds);
        if (externalIds.isEmpty()) {
            throw new IllegalArgumentException("a report names its alert");
        }
    }
}
