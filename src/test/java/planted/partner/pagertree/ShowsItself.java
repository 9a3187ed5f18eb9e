package planted.partner.pagertree;

import planted.surface.api.Page;

class ShowsItself {
    void show(Page page) {}
}
