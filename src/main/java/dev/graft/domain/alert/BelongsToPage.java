package dev.graft.domain.alert;

/// A report names, by one of its ids, a page of ours: whoever heard it looked before the page had that id. Looking
/// again
/// finds the page.
public final class BelongsToPage extends RuntimeException {
    BelongsToPage(String externalId) {
        super("a page has meanwhile become known by the id " + externalId);
    }
}
