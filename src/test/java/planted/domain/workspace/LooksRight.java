package planted.domain.workspace;

import planted.domain.workflow.Workflow;

class LooksRight {
    void look(Workflow workflow) {}
}
