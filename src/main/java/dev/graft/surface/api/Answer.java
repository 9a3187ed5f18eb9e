package dev.graft.surface.api;

import dev.graft.platform.db.Sliced;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the API answers: a status and a JSON:API document.
record Answer(int status, Map<String, Object> document) {
    static Answer ok(Resource resource) {
        return ok(Included.none(resource));
    }

    static Answer ok(Included<Resource> resource) {
        return new Answer(200, single(resource));
    }

    static Answer created(Resource resource) {
        return created(Included.none(resource));
    }

    static Answer created(Included<Resource> resource) {
        return new Answer(201, single(resource));
    }

    static Answer list(ApiRequest request, Sliced<Resource> resources) {
        return list(request, Included.none(resources));
    }

    static Answer list(ApiRequest request, Included<Sliced<Resource>> resources) {
        var document = new LinkedHashMap<String, Object>();
        document.put(
                "data", resources.data().items().stream().map(Resource::json).toList());
        resources.resources().ifPresent(included -> document.put("included", json(included)));
        var pages = new PageLinks(request, resources.data().total());
        document.put("links", pages.links());
        document.put("meta", pages.meta());
        return new Answer(200, document);
    }

    private static Map<String, Object> single(Included<Resource> resource) {
        var document = new LinkedHashMap<String, Object>();
        document.put("data", resource.data().json());
        resource.resources().ifPresent(included -> document.put("included", json(included)));
        return document;
    }

    private static List<?> json(List<Resource> resources) {
        return resources.stream().map(Resource::json).toList();
    }

    /// What was asked for, and the resources that the request wanted with it.
    ///
    /// @param resources empty where the request names no `include`, and the document then has no `included`
    record Included<T>(T data, Optional<List<Resource>> resources) {
        static <T> Included<T> none(T data) {
            return new Included<>(data, Optional.empty());
        }
    }
}
