package dev.graft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
    @TempDir
    Path folder;

    @Test
    void flags_win_over_the_environment_and_the_environment_over_the_file() throws Exception {
        var file = folder.resolve("graft.conf");
        Files.writeString(file, "port = 1001\nmanagement-port = 1002\nhost = 10.0.0.1\n");

        var config = Config.read(
                Optional.of(file),
                Map.of("GRAFT_PORT", "2001", "GRAFT_MANAGEMENT_PORT", "2002"),
                Map.of(Setting.PORT, "3001"));

        assertThat(config.port()).isEqualTo(3001);
        assertThat(config.managementPort()).isEqualTo(2002);
        assertThat(config.host()).isEqualTo("10.0.0.1");
    }

    @Test
    void every_problem_is_told_at_once_and_says_where_it_stands() throws Exception {
        var file = folder.resolve("graft.conf");
        Files.writeString(file, "prot = 8080\npublic-url = hub.example.org\n");

        assertThatThrownBy(() -> Config.read(
                        Optional.of(file), Map.of("GRAFT_PORT", "many"), Map.of(Setting.MANAGEMENT_PORT, "70000")))
                .isInstanceOfSatisfying(
                        Config.Problems.class,
                        problems -> assertThat(problems.problems())
                                .hasSize(4)
                                .anySatisfy(problem -> assertThat(problem)
                                        .contains("prot in", "is not a setting")
                                        .contains("port, management-port"))
                                .anySatisfy(problem -> assertThat(problem).contains("public-url in", "http://"))
                                .anySatisfy(
                                        problem -> assertThat(problem).contains("GRAFT_PORT must be a port", "many"))
                                .anySatisfy(
                                        problem -> assertThat(problem).contains("--management-port must be a port")));
    }

    @Test
    void a_missing_file_is_a_problem_in_words() {
        assertThatThrownBy(() -> Config.read(Optional.of(folder.resolve("none.conf")), Map.of(), Map.of()))
                .isInstanceOf(Config.Problems.class)
                .hasMessageContaining("none.conf cannot be read");
    }

    @Test
    void a_database_of_ones_own_asks_for_a_master_key_that_every_node_reads() {
        assertThatThrownBy(() -> Config.read(
                        Optional.empty(),
                        Map.of("GRAFT_DATABASE_URL", "postgresql://graft:pw@db/graft"),
                        Map.of(Setting.DATA, folder.toString())))
                .isInstanceOf(Config.Problems.class)
                .hasMessageContaining("--master-key-file");
    }

    @Test
    void a_password_in_an_address_that_cannot_be_read_is_not_repeated() {
        assertThatThrownBy(() -> Config.read(
                        Optional.empty(), Map.of("GRAFT_DATABASE_URL", "mysql://graft:hunter2@db/graft"), Map.of()))
                .isInstanceOf(Config.Problems.class)
                .hasMessageContaining("GRAFT_DATABASE_URL must be an address that starts with postgresql://")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void nothing_given_means_a_trial_on_this_machine() {
        var config = Config.read(Optional.empty(), Map.of(), Map.of(Setting.DATA, folder.toString()));

        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.databaseUrl()).isEmpty();
        assertThat(config.masterKeyFile()).isEqualTo(folder.resolve("master.key"));
        assertThat(config.sandboxUrl()).isEqualTo(Optional.<URI>empty());
    }
}
