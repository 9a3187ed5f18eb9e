package dev.graft.domain.workspace;

import java.util.UUID;

/// Who did something, as the timeline names them.
public sealed interface Actor {
    /// How a person reads it: "Ana Ruiz", "PagerTree", "Workflow: Page PagerTree".
    String displayName();

    record Member(MemberId id, String name) implements Actor {
        @Override
        public String displayName() {
            return name;
        }
    }

    record Workflow(UUID workflowId, String name) implements Actor {
        @Override
        public String displayName() {
            return "Workflow: " + name;
        }
    }

    /// Someone on the other side of an integration, by the name that the partner gives.
    record Partner(String name) implements Actor {
        @Override
        public String displayName() {
            return name;
        }
    }

    record Graft() implements Actor {
        @Override
        public String displayName() {
            return "Graft";
        }
    }
}
