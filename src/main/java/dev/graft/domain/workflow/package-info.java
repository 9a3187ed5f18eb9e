/// Workflows: what is to happen when something happened, kept as data: triggers, conditions, tasks.
///
/// Its door is `Workflows`. An occurrence is decided on by `Conditions`, purely, and every answer is kept; what matches
/// becomes a run, which `Runs` carries out in one transaction. Tasks only write rows, by the doors of the other rooms;
/// what leaves the house is paging's business.
@NullMarked
package dev.graft.domain.workflow;

import org.jspecify.annotations.NullMarked;
