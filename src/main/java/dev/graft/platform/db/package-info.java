/// PostgreSQL: starting the bundled one, connecting, migrating, and transactions that each belong to one workspace.
///
/// Its door is `Db`. It knows no table by name, except in the migrations.
@NullMarked
package dev.graft.platform.db;

import org.jspecify.annotations.NullMarked;
