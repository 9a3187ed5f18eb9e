package dev.graft.domain.workflow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What one workflow made of one occurrence, with every answer.
///
/// @param workflowVersion of the definition that was asked
/// @param subject the incident or the alert to which it happened
/// @param sentence why, in one sentence for people
/// @param run empty where it was skipped
public record Decision(
        Trigger trigger,
        Subject subject,
        WorkflowId workflow,
        String workflowName,
        int workflowVersion,
        Verdict verdict,
        String sentence,
        List<Answer> answers,
        Optional<Run> run,
        Instant decidedAt) {
    public Decision {
        answers = List.copyOf(answers);
    }

    public enum Verdict {
        MATCHED,
        SKIPPED
    }
}
