package dev.graft.platform.db;

import java.nio.file.Path;

/// How the bundled server is set up, and why.
final class PostgresSettings {
    private PostgresSettings() {}

    static String file(int port, Path hba) {
        return """
                # Written anew by Graft at each start. Own settings belong into local.conf beside this file;
                # Graft does not start when they switch durability off.
                hba_file = '%s'
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                password_encryption = 'scram-sha-256'
                max_connections = 120

                # An answer of 2xx promises that the webhook is on the disk.
                fsync = on
                full_page_writes = on
                synchronous_commit = on

                # Every new 16 MB segment of WAL stalls the door while it is filled with zeros (p99 65 ms instead of 5),
                # so old ones are kept and used again. 1 GB bounds both the disk and the replay after a crash: some
                # 350 MB/s were measured, so 3 s of the 10 s in which we promise to be back.
                min_wal_size = '1GB'
                max_wal_size = '1GB'
                wal_recycle = on

                # It shares a small machine with the hub; the file system's cache does the rest.
                shared_buffers = '128MB'
                jit = off
                max_parallel_workers_per_gather = 0
                max_logical_replication_workers = 0

                # Queue tables die fast, and their thresholds are set low; look at them more often than once a minute.
                autovacuum_naptime = '10s'

                # One file per weekday, written over after a week. Neither statements nor the values of keys: both
                # may hold what is nobody's business.
                logging_collector = on
                log_directory = 'log'
                log_filename = 'postgres-%%a.log'
                log_rotation_age = '1d'
                log_rotation_size = 0
                log_truncate_on_rotation = on
                log_error_verbosity = terse
                log_min_error_statement = panic
                log_line_prefix = '%%m [%%p] %%a '
                log_timezone = 'UTC'
                timezone = 'UTC'

                include_if_exists = 'local.conf'
                """.formatted(hba, port);
    }
}
