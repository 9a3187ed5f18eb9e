package dev.graft.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealerTest {
    @TempDir
    Path folder;

    Path keyFile;

    @BeforeEach
    void a_master_key() {
        keyFile = folder.resolve("master.key");
        Sealer.createKeyFile(keyFile);
    }

    @Test
    void what_was_sealed_opens_with_the_same_key_file() {
        var sealed = Sealer.fromFile(keyFile).seal(new Secret("pt_key_123"), "integration/1");

        assertThat(Sealer.fromFile(keyFile).openSecret(sealed, "integration/1").reveal())
                .isEqualTo("pt_key_123");
        assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("pt_key");
    }

    @Test
    void a_sealed_value_does_not_open_in_another_place() {
        var sealer = Sealer.fromFile(keyFile);
        var sealed = sealer.seal(new Secret("pt_key_123"), "integration/1");

        assertThatThrownBy(() -> sealer.openSecret(sealed, "integration/2"))
                .isInstanceOf(Sealer.SealBroken.class)
                .hasMessageContaining("integration/2")
                .hasMessageNotContaining("pt_key");
    }

    @Test
    void another_master_key_opens_nothing() {
        var sealed = Sealer.fromFile(keyFile).seal(new Secret("pt_key_123"), "integration/1");
        var other = folder.resolve("other.key");
        Sealer.createKeyFile(other);

        assertThatThrownBy(() -> Sealer.fromFile(other).open(sealed, "integration/1"))
                .isInstanceOf(Sealer.SealBroken.class);
    }

    @Test
    void the_key_file_is_for_its_owner_only_and_is_kept_when_it_is_there() throws Exception {
        var before = Files.readString(keyFile);

        Sealer.createKeyFile(keyFile);

        assertThat(Files.readString(keyFile)).isEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
                .isEqualTo("rw-------");
    }

    @Test
    void something_else_than_a_key_is_refused_in_words() {
        assertThatThrownBy(() -> Sealer.fromKeyset("{\"hello\":1}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a Tink keyset");
    }

    @Test
    void a_secret_does_not_print() {
        assertThat("%s".formatted(new Secret("pt_key_123"))).isEqualTo("***");
    }

    @Test
    void tokens_are_long_and_never_the_same() {
        assertThat(Tokens.newToken("graft_").reveal()).matches("graft_[0-9a-f]{64}");
        assertThat(Tokens.newToken("graft_")).isNotEqualTo(Tokens.newToken("graft_"));
    }
}
