/// A workspace (tenant), its members, what each may do, and the catalogue that incidents refer to: severities and
/// teams.
///
/// Its door is `Workspaces`; every other door takes the `Caller` that is made here. Signing in and tokens are checked
/// here too, since that is how a caller comes to be; what is done with the rights is each room's own business.
@NullMarked
package dev.graft.domain.workspace;

import org.jspecify.annotations.NullMarked;
