package dev.graft;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.platform.db.TestDatabase;
import dev.graft.platform.secret.Sealer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class MasterKeyTest {
    @AutoClose
    private final TestDatabase database = TestDatabase.migrated();

    @Test
    void a_hub_with_another_master_key_than_the_databases_is_refused_in_words() throws IOException {
        var config = newConfig();
        try (var app = App.start(config, database.address())) {
            new FirstWorkspace(app.db(), app.workspaces(), app.workflows())
                    .ensure("Acme", "Ana", "ana@example.com", _ -> {});
        }

        assertThatThrownBy(() -> App.start(newConfig(), database.address()))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("master key")
                .hasMessageContaining("GRAFT_MASTER_KEY_FILE");
        assertThatCode(() -> App.start(config, database.address()).close()).doesNotThrowAnyException();
    }

    private static Config newConfig() throws IOException {
        var data = Files.createTempDirectory("graft-hub-");
        var config = Config.read(Optional.empty(), Map.of(), Map.of(Setting.PORT, "0", Setting.DATA, data.toString()));
        Sealer.createKeyFile(config.masterKeyFile());
        return config;
    }
}
