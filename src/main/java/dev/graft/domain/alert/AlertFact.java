package dev.graft.domain.alert;

import dev.graft.platform.journal.Fact;
import java.util.Optional;
import java.util.UUID;

/// What happened to an alert. `Reactions` reads these and nothing else.
public sealed interface AlertFact extends Fact {
    AlertId alert();

    @Override
    default UUID subject() {
        return alert().value();
    }

    /// A report that we had not heard before. It becomes one alert event, and one line on the timeline of each
    /// incident that the alert belongs to.
    ///
    /// @param stateBefore the folded state before it; empty when it is the first
    /// @param late the report stands before one that had been heard already
    record Heard(
            AlertId alert, AlertReport report, Optional<AlertState> stateBefore, AlertState stateAfter, boolean late)
            implements AlertFact {}

    /// A transition was recorded for the first time. Workflows look at it when its disposition is `FIRED`; the others
    /// are kept so that people can ask why nothing ran.
    ///
    /// @param withCreation the same report brought the alert's creation: a beginning, and no change of status
    record Transitioned(AlertId alert, RecordedTransition transition, boolean withCreation) implements AlertFact {}

    /// Workflows that turned the alert's creation away because of its status are asked once more: it now stands at
    /// triggered or dropped, and nobody has heard of it.
    record AskAgain(AlertId alert, Epoch epoch) implements AlertFact {}

    /// Ask the partner how the alert stands.
    ///
    /// @param confirming the transition that waits for the answer, where one does
    record PollWanted(AlertId alert, String reason, Optional<TransitionKey> confirming) implements AlertFact {}

    /// A person's act has to be carried to the partner.
    record ActWanted(AlertId alert, AlertReport.Acted act) implements AlertFact {}
}
