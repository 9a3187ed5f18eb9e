package dev.graft.surface.web;

import dev.graft.domain.workspace.Caller;
import dev.graft.domain.workspace.Right;
import dev.graft.surface.web.Frame.Place;
import dev.graft.surface.web.Frame.Visitor;
import io.helidon.webserver.http.ServerRequest;
import java.time.Instant;
import java.util.Optional;

/// One request of somebody who is signed in.
///
/// @param now one instant for the whole page
/// @param isAgain nobody asked just now, the page renews itself: then the outside is not asked anything either
record Visit(ServerRequest request, Caller caller, Visitor visitor, Assets assets, Instant now, boolean isAgain) {
    /// As long as anything that people type into a search, or that we make into an address.
    private static final int MAX_PARAMETER_CHARACTERS = 200;

    Frame frame(String title, Place place) {
        return new Frame(title, place, Optional.of(visitor), parameter("said").flatMap(Notice::find), false, assets);
    }

    Visit again() {
        return new Visit(request, caller, visitor, assets, now, true);
    }

    boolean may(Right right) {
        return caller.may(right);
    }

    /// A part of the address, as in `/alerts/{id}`.
    String part(String name) {
        return request.path().pathParameters().get(name);
    }

    Optional<String> parameter(String name) {
        var query = request.query();
        if (!query.contains(name)) {
            return Optional.empty();
        }
        return Optional.of(query.get(name).strip())
                .map(text ->
                        text.length() > MAX_PARAMETER_CHARACTERS ? text.substring(0, MAX_PARAMETER_CHARACTERS) : text)
                .filter(text -> !text.isEmpty());
    }

    /// The page of a list that is asked for; the first one for anything that is not a number.
    int pageNumber() {
        return parameter("page")
                .filter(text -> text.matches("[1-9][0-9]{0,5}"))
                .map(Integer::parseInt)
                .orElse(1);
    }
}
