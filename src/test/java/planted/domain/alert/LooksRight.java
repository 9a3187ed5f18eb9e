package planted.domain.alert;

import planted.domain.workflow.Workflow;

class LooksRight {
    void look(Workflow workflow) {}
}
