package dev.graft.platform.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;

/// Encrypts secrets for the database (AES-256-GCM through Tink) with a master key that is never in the database.
///
/// Each sealed value is bound to a context, such as `webhook_secret/<id>`: copied into another row it does not open.
public final class Sealer {
    private static final Configuration TINK = aeadOnly();

    private final Aead aead;

    private static Configuration aeadOnly() {
        try {
            AeadConfig.register();
            return RegistryConfiguration.get();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink registers its own AEADs", e);
        }
    }

    private Sealer(Aead aead) {
        this.aead = aead;
    }

    /// @param keyset a Tink keyset in JSON, as `createKeyFile` writes it
    /// @throws IllegalArgumentException when it is not one
    public static Sealer fromKeyset(String keyset) {
        try {
            var handle = TinkJsonProtoKeysetFormat.parseKeyset(keyset, TINK, InsecureSecretKeyAccess.get());
            return new Sealer(handle.getPrimitive(TINK, Aead.class));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the master key is not a Tink keyset for AEAD", e);
        }
    }

    /// Opens the sealer whose key lies in `file`.
    public static Sealer fromFile(Path file) {
        try {
            return fromKeyset(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the master key " + file, e);
        }
    }

    /// Writes a new master key, readable by its owner only, unless the file is there already.
    public static void createKeyFile(Path file) {
        try {
            var handle = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK);
            var json = TinkJsonProtoKeysetFormat.serializeKeyset(handle, TINK, InsecureSecretKeyAccess.get());
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, json, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the master key " + file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink makes AES-256-GCM keys", e);
        }
    }

    public byte[] seal(byte[] plain, String context) {
        try {
            return aead.encrypt(plain, context.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM encrypts", e);
        }
    }

    public byte[] seal(Secret secret, String context) {
        return seal(secret.reveal().getBytes(StandardCharsets.UTF_8), context);
    }

    /// @throws SealBroken when it was sealed with another master key, or for another context
    public byte[] open(byte[] sealed, String context) {
        try {
            return aead.decrypt(sealed, context.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new SealBroken(context, e);
        }
    }

    public Secret openSecret(byte[] sealed, String context) {
        return new Secret(new String(open(sealed, context), StandardCharsets.UTF_8));
    }

    /// A stored secret does not open: almost always a wrong or lost master key.
    public static final class SealBroken extends RuntimeException {
        SealBroken(String context, Throwable cause) {
            super(
                    "cannot open " + context + ": it was sealed with another master key. Start with the key that was in"
                            + " use when it was stored, or store the secret anew",
                    cause);
        }
    }
}
