/// An incident: what people declare, work on and close, with its timeline and the alerts that belong to it.
///
/// Its door is `Incidents`; `IncidentRules` says what a command does to an incident, purely. Who is paged for it, and
/// what workflows do about it, is decided to the right of here.
@NullMarked
package dev.graft.domain.incident;

import org.jspecify.annotations.NullMarked;
