package dev.graft.partner.pagertree;

import java.net.URI;

/// Where a PagerTree is. The operator configures these; a workspace picks one by name and can name no address of its
/// own, so that nobody can make Graft call addresses inside the operator's network.
///
/// @param apiUrl without a slash at the end, as in `https://api.pagertree.com/api/v4`
/// @param alertUrlTemplate the page of an alert; `{id}` is its id
public record PagerTreeEnvironment(String name, URI apiUrl, String alertUrlTemplate) {
    /// https://pagertree.com/docs/api and PagerTree's Slack adapter, read 2026-11-23.
    public static final PagerTreeEnvironment PRODUCTION = new PagerTreeEnvironment(
            "production", URI.create("https://api.pagertree.com/api/v4"), "https://app.pagertree.com/alerts/{id}");

    public PagerTreeEnvironment {
        if (apiUrl.toString().endsWith("/")) {
            throw new IllegalArgumentException("the API address ends without a slash");
        }
        if (!alertUrlTemplate.contains("{id}")) {
            throw new IllegalArgumentException("the template of an alert's address names {id}");
        }
    }
}
