package dev.graft.platform.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {
    @TempDir
    private Path cache;

    @Test
    void two_processes_that_unpack_at_once_end_with_one_whole_folder() throws IOException {
        Stream.of(1, 2)
                .map(process -> CompletableFuture.supplyAsync(() -> PostgresBinaries.unpackedIn(cache)))
                .toList()
                .forEach(CompletableFuture::join);

        assertThat(filesIn(cache)).containsExactly("postgres-" + PostgresBinaries.VERSION);
        assertThat(versionSaidBy(PostgresBinaries.unpackedIn(cache))).contains("(PostgreSQL) 18");
    }

    @Test
    void a_folder_that_a_power_cut_left_half_written_is_replaced() throws IOException {
        var binaries = PostgresBinaries.unpackedIn(cache);
        Files.writeString(binaries.program("initdb"), "");

        var replaced = PostgresBinaries.unpackedIn(cache);

        assertThat(versionSaidBy(replaced)).contains("(PostgreSQL) 18");
    }

    @Test
    void java_unpacks_them_where_there_is_no_tar() throws IOException {
        try (var archive = PostgresBinaries.openArchive()) {
            Files.copy(archive, cache.resolve("archive"));
        }

        PostgresBinaries.unpackWithJava(cache.resolve("archive"), cache);

        assertThat(versionSaidBy(new PostgresBinaries(cache))).contains("(PostgreSQL) 18");
    }

    private static String versionSaidBy(PostgresBinaries binaries) {
        return OsCommand.of(List.of(binaries.program("initdb").toString(), "--version"))
                .run()
                .output();
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
