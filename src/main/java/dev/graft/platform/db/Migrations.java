package dev.graft.platform.db;

import java.util.Objects;
import org.flywaydb.core.Flyway;

/// Brings the schema up to this version of the hub. Migrations only expand, so that the version before still works
/// with the schema after, and nodes can be replaced one by one.
public final class Migrations {
    static final String FOLDER = "dev/graft/migrations";

    private Migrations() {}

    /// Safe to run again, and by several nodes at once: one of them migrates, the others wait for it. A schema newer
    /// than this version is left as it is.
    ///
    /// @return how many migrations were applied
    public static int migrate(DatabaseAddress address) {
        var flyway = Flyway.configure(Objects.requireNonNull(Migrations.class.getClassLoader()))
                .dataSource(
                        address.jdbcUrl(), address.user(), address.password().reveal())
                .locations("classpath:" + FOLDER)
                .validateMigrationNaming(true)
                .cleanDisabled(true)
                .load();
        return flyway.migrate().migrationsExecuted;
    }
}
