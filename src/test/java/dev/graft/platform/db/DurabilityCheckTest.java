package dev.graft.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.platform.db.DatabaseUnfit.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against real servers, started with these settings.
class DurabilityCheckTest {
    private static final Path folder = TestFolders.fresh();

    @AfterAll
    static void deleteFolder() {
        TestFolders.delete(folder);
    }

    @Test
    void the_server_that_we_bring_along_passes() throws IOException {
        try (var server = startedWith("");
                var db = Db.open(server.address(), Pool.forRequests())) {
            assertThatCode(() -> DurabilityCheck.mustHold(db)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fsync = off, FSYNC_OFF",
        "full_page_writes = off, FULL_PAGE_WRITES_OFF",
        "synchronous_commit = off, SYNCHRONOUS_COMMIT_OFF"
    })
    void a_server_that_may_lose_what_it_accepted_is_refused(String setting, Reason reason) throws IOException {
        try (var server = startedWith(setting);
                var db = Db.open(server.address(), Pool.forRequests())) {
            assertUnfit(db, reason);
        }
    }

    @Test
    void all_reasons_are_named_at_once() throws IOException {
        try (var server = startedWith("fsync = off\nfull_page_writes = off\nsynchronous_commit = off");
                var db = Db.open(server.setupAddress(), Pool.forRequests())) {
            assertUnfit(db, Reason.values());
        }
    }

    @Test
    void a_role_that_row_level_security_does_not_hold_is_refused() throws Exception {
        try (var server = startedWith("")) {
            try (var connection = TestDatabase.connect(server.setupAddress());
                    var statement = connection.createStatement()) {
                statement.execute("alter role graft bypassrls");
            }
            try (var db = Db.open(server.address(), Pool.forRequests())) {
                assertUnfit(db, Reason.BYPASSES_ROW_LEVEL_SECURITY);
            }
            try (var connection = TestDatabase.connect(server.setupAddress());
                    var statement = connection.createStatement()) {
                statement.execute("alter role graft nobypassrls superuser");
            }
            try (var db = Db.open(server.address(), Pool.forRequests())) {
                assertUnfit(db, Reason.SUPERUSER);
            }
            try (var connection = TestDatabase.connect(server.setupAddress());
                    var statement = connection.createStatement()) {
                statement.execute("alter role graft nosuperuser");
            }
        }
    }

    private static void assertUnfit(Db db, Reason... reasons) {
        assertThatThrownBy(() -> DurabilityCheck.mustHold(db))
                .isInstanceOfSatisfying(
                        DatabaseUnfit.class,
                        unfit -> assertThat(unfit.reasons()).containsExactly(reasons));
    }

    private static BundledPostgres startedWith(String settings) throws IOException {
        Files.writeString(folder.resolve("local.conf"), settings);
        return BundledPostgres.start(folder);
    }
}
