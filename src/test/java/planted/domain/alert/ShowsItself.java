package planted.domain.alert;

import planted.surface.api.Page;

class ShowsItself {
    void show(Page page) {}
}
