package planted.domain.paging;

import planted.domain.workflow.Workflow;

class LooksRight {
    void look(Workflow workflow) {}
}
