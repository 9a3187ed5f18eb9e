/// The API: what Rootly's clients expect under `/v1` (and `/api/v1`), and our own additions under `/graft/v1`.
///
/// Its door is `ApiSurface`. Each `…Routes` reads requests and asks the domain's doors, each `…Documents` says in
/// JSON:API what came back, and `ApiProblems` is the one place where a refusal becomes a status.
@NullMarked
package dev.graft.surface.api;

import org.jspecify.annotations.NullMarked;
