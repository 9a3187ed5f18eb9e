package dev.graft.surface.api;

import dev.graft.platform.db.Slice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The links and the meta of a list: absolute addresses, brackets escaped, every other parameter kept, the page's own
/// parameters last; what does not exist is `null`.
record PageLinks(String address, Map<String, Iterable<String>> otherParameters, Slice slice, long total) {
    PageLinks(ApiRequest request, long total) {
        this(request.address(), request.parametersWithoutPage(), request.slice(), total);
    }

    Map<String, @Nullable Object> links() {
        var links = new LinkedHashMap<String, @Nullable Object>();
        links.put("self", link(slice.number()));
        links.put("first", link(1));
        links.put("prev", slice.number() > 1 ? link(Math.min(slice.number() - 1, lastPage())) : null);
        links.put("next", slice.number() < lastPage() ? link(slice.number() + 1) : null);
        links.put("last", link(lastPage()));
        return links;
    }

    Map<String, @Nullable Object> meta() {
        var meta = new LinkedHashMap<String, @Nullable Object>();
        meta.put("current_page", slice.number());
        meta.put("next_page", slice.number() < lastPage() ? slice.number() + 1 : null);
        meta.put("prev_page", slice.number() > 1 ? Math.min(slice.number() - 1, lastPage()) : null);
        meta.put("total_count", total);
        meta.put("total_pages", total == 0 ? 0 : lastPage());
        return meta;
    }

    /// An empty list has a first page, which is also its last.
    private int lastPage() {
        return (int) Math.max(1, Math.ceilDiv(total, (long) slice.size()));
    }

    private String link(int number) {
        var link = new StringBuilder(address).append('?');
        otherParameters.forEach((name, values) ->
                values.forEach(value -> append(link, name, value).append('&')));
        append(link, "page[number]", Integer.toString(number)).append('&');
        append(link, "page[size]", Integer.toString(slice.size()));
        return link.toString();
    }

    private static StringBuilder append(StringBuilder link, String name, String value) {
        return link.append(encode(name)).append('=').append(encode(value));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
