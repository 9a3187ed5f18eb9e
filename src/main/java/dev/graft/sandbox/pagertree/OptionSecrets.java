package dev.graft.sandbox.pagertree;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Keeps an integration's secrets out of the state file in clear: a webhook's address may carry `?secret=`.
///
/// The key follows from the sandbox's seed, so the file is only as secret as the seed.
final class OptionSecrets {
    private static final List<String> SECRET = List.of("option_webhook_url", "option_username", "option_password");
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    OptionSecrets(String seed) {
        key = new SecretKeySpec(Identity.digest(seed + "\nstate file"), "AES");
    }

    Integration sealed(Integration integration) {
        return changed(integration, this::seal);
    }

    Integration opened(Integration integration) {
        return changed(integration, this::open);
    }

    private String seal(String clear) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var sealed = run(Cipher.ENCRYPT_MODE, nonce, clear.getBytes(StandardCharsets.UTF_8));
        var both = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, both, NONCE_BYTES, sealed.length);
        return Base64.getEncoder().encodeToString(both);
    }

    private String open(String sealed) {
        var both = Base64.getDecoder().decode(sealed);
        var clear = run(
                Cipher.DECRYPT_MODE,
                Arrays.copyOf(both, NONCE_BYTES),
                Arrays.copyOfRange(both, NONCE_BYTES, both.length));
        return new String(clear, StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, byte[] nonce, byte[] input) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the state file was written with another seed", e);
        }
    }

    private static Integration changed(Integration integration, UnaryOperator<String> change) {
        var options = new LinkedHashMap<>(integration.options());
        for (var name : SECRET) {
            options.computeIfPresent(name, (_, value) -> change.apply(value.toString()));
        }
        return integration.withOptions(options);
    }
}
