package dev.graft.platform.db;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs, unpacked from our class path into a folder that all data folders of this user share.
///
/// @param folder holds `bin`, `lib` and `share`
record PostgresBinaries(Path folder) {
    private static final Logger log = LoggerFactory.getLogger(PostgresBinaries.class);

    /// Names the folder, so that a new version is unpacked beside the old one; follows the dependency in the pom.
    static final String VERSION = "18.6.0";

    private static final String MANIFEST = "unpacked";

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    /// Unpacks them unless an earlier start did. Two processes may do so at once: each unpacks for itself, one rename
    /// wins. A folder that a power cut left half written is noticed by its size, and replaced.
    static PostgresBinaries unpackedIn(Path cache) {
        var folder = cache.resolve("postgres-" + VERSION);
        try {
            if (isWhole(folder)) {
                return new PostgresBinaries(folder);
            }
            Files.createDirectories(cache);
            var fresh = Files.createDirectory(cache.resolve("unpacking-" + UUID.randomUUID()));
            unpack(fresh);
            Files.writeString(fresh.resolve(MANIFEST), Long.toString(sizeOf(fresh)));
            if (Files.exists(folder) && !isWhole(folder)) {
                Files.move(folder, cache.resolve("broken-" + UUID.randomUUID()));
            }
            takePlace(fresh, folder);
            return new PostgresBinaries(folder);
        } catch (IOException failure) {
            throw new BundledPostgresRefused(
                    "The bundled PostgreSQL cannot be unpacked into " + cache + ": " + failure.getMessage(), failure);
        }
    }

    /// `/var/cache/graft` for root, because the user that the server runs as cannot enter root's home; otherwise the
    /// user's own cache folder; and where neither can be written, the data folder itself.
    static PostgresBinaries unpackedFor(Path dataFolder) {
        var cache = usualCache();
        try {
            Files.createDirectories(cache);
        } catch (IOException readOnly) {
            return unpackedIn(dataFolder);
        }
        return unpackedIn(Files.isWritable(cache) ? cache : dataFolder);
    }

    private static Path usualCache() {
        if (OsUser.isRoot()) {
            return Path.of("/var/cache/graft");
        }
        var cache = System.getenv("XDG_CACHE_HOME");
        return cache == null || cache.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache", "graft")
                : Path.of(cache, "graft");
    }

    private static void takePlace(Path fresh, Path folder) throws IOException {
        try {
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            if (!isWhole(folder)) {
                throw failure;
            }
            Folders.delete(fresh); // another process was faster, and its copy is as good as ours
        }
    }

    private static boolean isWhole(Path folder) throws IOException {
        var manifest = folder.resolve(MANIFEST);
        return Files.exists(manifest)
                && Files.readString(manifest).equals(Long.toString(sizeOf(folder) - Files.size(manifest)));
    }

    private static long sizeOf(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static void unpack(Path target) throws IOException {
        var archive = Files.createTempFile(target, "postgres", ".txz");
        try (var packed = openArchive()) {
            Files.copy(packed, archive, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!unpackWithTar(archive, target)) {
            unpackWithJava(archive, target);
        }
        Files.delete(archive);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static InputStream openArchive() {
        var machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        var resource = switch (machine) {
            case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
            case "aarch64", "arm64" -> "postgres-linux-arm_64.txz";
            default -> "none for " + machine;
        };
        var archive = PostgresBinaries.class.getClassLoader().getResourceAsStream(resource);
        if (archive == null || !System.getProperty("os.name").equals("Linux")) {
            throw new BundledPostgresRefused("There is no bundled PostgreSQL for " + System.getProperty("os.name")
                    + " on " + machine + "; name a server of your own in GRAFT_DATABASE_URL.");
        }
        return archive;
    }

    /// The system's tar takes a third of the time that Java takes (1.3 s against 4 s when this was written).
    private static boolean unpackWithTar(Path archive, Path target) {
        try {
            return OsCommand.of(List.of("tar", "--no-same-owner", "-xJf", archive.toString(), "-C", target.toString()))
                    .run()
                    .succeeded();
        } catch (UncheckedIOException noTar) {
            log.atDebug().setCause(noTar).log("no tar on this system, unpacking in Java");
            return false;
        }
    }

    static void unpackWithJava(Path archive, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(
                new XZInputStream(new BufferedInputStream(Files.newInputStream(archive), 1 << 16)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, target);
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        var file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("the archive reaches outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
        } else if (entry.isSymbolicLink()) {
            Files.deleteIfExists(file);
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.createDirectories(file.resolveSibling("."));
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
            var isProgram = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(isProgram ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
