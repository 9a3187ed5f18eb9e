package planted.domain.incident;

import planted.domain.workflow.Workflow;

class LooksRight {
    void look(Workflow workflow) {}
}
