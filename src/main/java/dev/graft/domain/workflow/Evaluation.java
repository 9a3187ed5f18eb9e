package dev.graft.domain.workflow;

import java.util.List;

/// What a workflow's conditions came to.
///
/// @param sentence why, in one sentence for people
record Evaluation(boolean matched, List<Answer> answers, String sentence) {
    Evaluation {
        answers = List.copyOf(answers);
    }
}
