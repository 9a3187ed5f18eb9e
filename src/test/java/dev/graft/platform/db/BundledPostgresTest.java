package dev.graft.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BundledPostgresTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /// Shared where a test can do with a server that was there before: making the data takes most of the time.
    private static final Path folder = TestFolders.fresh();

    private final Path freshFolder = TestFolders.fresh();

    @AfterEach
    void deleteFreshFolder() {
        TestFolders.delete(freshFolder);
    }

    @AfterAll
    static void deleteFolder() {
        TestFolders.delete(folder);
    }

    @Test
    void data_and_port_are_the_same_after_a_stop() throws SQLException {
        String firstAddress;
        try (var server = BundledPostgres.start(folder)) {
            firstAddress = server.address().jdbcUrl();
            run(server, "drop table if exists kept; create table kept as select 42 as answer");
        }

        try (var server = BundledPostgres.start(folder)) {
            assertThat(ask(server, "select answer from kept")).isEqualTo("42");
            assertThat(server.address().jdbcUrl()).isEqualTo(firstAddress);
        }
    }

    @Test
    void a_port_that_somebody_else_took_is_replaced() throws Exception {
        int port;
        try (var server = BundledPostgres.start(folder)) {
            port = portOf(server);
        }

        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                var server = BundledPostgres.start(folder)) {
            assertThat(portOf(server)).isNotEqualTo(port);
            assertThat(ask(server, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void it_is_set_up_to_keep_what_it_accepts_and_to_talk_to_this_machine_alone() throws SQLException {
        try (var server = BundledPostgres.start(folder)) {
            assertThat(List.of(
                            show(server, "fsync"),
                            show(server, "full_page_writes"),
                            show(server, "synchronous_commit"),
                            show(server, "data_checksums")))
                    .containsOnly("on");
            assertThat(show(server, "min_wal_size")).isEqualTo(show(server, "max_wal_size"));
            assertThat(ask(server, """
                    select concat(pg_encoding_to_char(encoding), ' ', datlocprovider)
                      from pg_database
                     where datname = 'graft'
                    """)).isEqualTo("UTF8 b");
            assertThat(ask(server, """
                    select concat(rolsuper, rolbypassrls, rolcreaterole, rolcreatedb)
                      from pg_roles where rolname = current_user
                    """)).isEqualTo("ffff");
        }
    }

    @Test
    void nobody_gets_in_without_the_password() {
        try (var server = BundledPostgres.start(folder)) {
            var address = server.address();
            var guess = new DatabaseAddress(
                    address.jdbcUrl(), address.user(), new dev.graft.platform.secret.Secret("graft"));

            assertThatThrownBy(() -> TestDatabase.connect(guess)).rootCause().hasMessageContaining("password");
        }
    }

    @Test
    void the_passwords_are_readable_by_us_alone() throws IOException {
        try (var _ = BundledPostgres.start(folder)) {
            for (var file : List.of("setup.password", "graft.password")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void a_second_process_on_the_folder_is_told_who_owns_the_server() throws IOException {
        try (var _ = BundledPostgres.start(folder);
                var second = ServerInAnotherProcess.startedOn(folder)) {
            assertThat(second.firstLine())
                    .contains("the first process owns its database server")
                    .contains("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void a_second_start_in_this_process_is_refused_and_leaves_the_first_alone() throws IOException {
        try (var _ = BundledPostgres.start(folder)) {
            assertThatThrownBy(() -> BundledPostgres.start(folder)).isInstanceOf(BundledPostgresRefused.class);

            try (var other = ServerInAnotherProcess.startedOn(folder)) {
                assertThat(other.firstLine()).contains("the first process owns");
            }
        }
    }

    @Test
    void a_server_left_behind_by_a_killed_hub_is_stopped_and_started_anew() throws Exception {
        long orphan;
        try (var killed = ServerInAnotherProcess.startedOn(folder)) {
            orphan = Long.parseLong(killed.firstLine());
            killed.kill();
        }
        assertThat(PostgresServer.in(new PostgresFolder(folder)).isServingThisFolder(orphan))
                .isTrue();

        try (var server = BundledPostgres.start(folder)) {
            assertThat(server.pid()).isNotEqualTo(orphan);
            assertThat(PostgresServer.in(new PostgresFolder(folder)).isServingThisFolder(orphan))
                    .isFalse();
            assertThat(ask(server, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void what_was_committed_survives_the_kill_of_hub_and_server_together() throws Exception {
        try (var killed = ServerInAnotherProcess.startedOn(folder)) {
            var server = ProcessHandle.of(Long.parseLong(killed.firstLine())).orElseThrow();
            var address = PostgresServer.in(new PostgresFolder(folder))
                    .addressAt(Integer.parseInt(Files.readString(folder.resolve("port"))));
            run(address, "drop table if exists kept; create table kept as select 42 as answer");
            var backends = server.descendants().toList();
            server.destroyForcibly();
            backends.forEach(ProcessHandle::destroyForcibly);
            killed.kill();
        }

        try (var server = BundledPostgres.start(folder)) {
            assertThat(ask(server, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void a_server_that_dies_is_started_again_at_the_same_address() throws Exception {
        try (var server = BundledPostgres.start(folder)) {
            run(server, "drop table if exists kept; create table kept as select 42 as answer");
            var died = ProcessHandle.of(server.pid()).orElseThrow();

            died.destroyForcibly();
            died.onExit().join();

            assertThat(askUntilAnswered(server, "select answer from kept")).isEqualTo("42");
            assertThat(died.isAlive()).isFalse(); // so it was another that answered
        }
    }

    @Test
    void a_kill_while_the_data_is_being_made_leaves_nothing_half_made() throws Exception {
        var halfMade = freshFolder.resolve("data.new");
        Files.createDirectories(halfMade);
        Files.writeString(halfMade.resolve("PG_VERSION"), "18");

        try (var server = BundledPostgres.start(freshFolder)) {
            assertThat(ask(server, "select 1")).isEqualTo("1");
            assertThat(halfMade).doesNotExist();
        }
    }

    @Test
    void a_kill_between_making_the_data_and_the_role_is_made_good() throws Exception {
        try (var server = BundledPostgres.start(freshFolder)) {
            Files.delete(freshFolder.resolve("set-up"));
            run(server.setupAddress(), "drop database graft");
        }

        try (var server = BundledPostgres.start(freshFolder)) {
            assertThat(ask(server, "select current_user")).isEqualTo("graft");
        }
    }

    @Test
    void a_pid_that_now_belongs_to_another_program_of_the_same_user_does_not_hinder_the_start() throws Exception {
        BundledPostgres.start(folder).close();
        var stranger = OsUser.forTheServer()
                .command(Path.of("sleep"), List.of("60"))
                .builder()
                .start();
        var data = folder.resolve("data");
        Files.writeString(data.resolve("postmaster.pid"), stranger.pid() + "\n" + data + "\n1\n1\n\n127.0.0.1\n\n");

        try (var server = BundledPostgres.start(folder)) {
            assertThat(ask(server, "select 1")).isEqualTo("1");
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroy();
        }
    }

    /// A user other than root runs the server as himself, who can enter.
    @Test
    void a_folder_is_refused_with_a_hint_when_the_user_of_the_server_cannot_enter_it() throws IOException {
        var closed = Files.createDirectory(
                freshFolder.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        var refusal = catchThrowable(
                () -> BundledPostgres.start(closed.resolve("data")).close());

        if (OsUser.isRoot()) {
            assertThat(refusal)
                    .isInstanceOf(BundledPostgresRefused.class)
                    .hasMessageContaining("cannot enter")
                    .hasMessageContaining("/var/lib/graft");
        } else {
            assertThat(refusal).isNull();
        }
    }

    @Test
    void a_setting_that_the_server_does_not_know_is_shown_in_its_own_words() throws IOException {
        Files.writeString(freshFolder.resolve("local.conf"), "no_such_thing = 1");

        assertThatThrownBy(() -> BundledPostgres.start(freshFolder))
                .isInstanceOf(BundledPostgresRefused.class)
                .hasMessageContaining("no_such_thing");
    }

    private static int portOf(BundledPostgres server) {
        return Integer.parseInt(server.address().jdbcUrl().replaceFirst(".*:(\\d+)/.*", "$1"));
    }

    private static String show(BundledPostgres server, String setting) throws SQLException {
        return ask(server, "show " + setting);
    }

    private static void run(BundledPostgres server, String sql) throws SQLException {
        run(server.address(), sql);
    }

    private static void run(DatabaseAddress address, String sql) throws SQLException {
        try (var connection = TestDatabase.connect(address);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(BundledPostgres server, String sql) throws SQLException {
        try (var connection = TestDatabase.connect(server.address());
                var statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }

    /// The one place here where a test has to wait: for another process.
    private static String askUntilAnswered(BundledPostgres server, String sql) throws SQLException {
        var deadline = Deadline.in(PATIENCE);
        while (true) {
            try {
                return ask(server, sql);
            } catch (SQLException | IllegalStateException notYet) {
                if (deadline.isOver()) {
                    throw notYet;
                }
                deadline.pause(Duration.ofMillis(50));
            }
        }
    }
}
