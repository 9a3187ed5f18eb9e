package dev.graft;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// A migration only expands: the version before still works with the schema after, so that nodes can be replaced one by
/// one, and the last step can be taken back. What a new table is like is its own business.
final class MigrationRules {
    private static final Map<Pattern, String> NEVER = Map.of(
            pattern("\\bdrop\\b"), "drops something that the version before may use",
            pattern("\\brename\\b"), "renames something that the version before knows by its old name",
            pattern("\\btruncate\\b|\\bdelete from\\b"), "deletes rows",
            pattern("\\balter (column )?\\w+ (set data )?type\\b"), "changes a type",
            pattern("\\bset not null\\b"), "forbids a null that the version before may write");

    private static final Pattern NEW_TABLE = pattern("\\bcreate table (if not exists )?(?<table>\\w+)");

    /// What must not happen to a table that was there before.
    private static final Map<Pattern, String> NEVER_TO_AN_OLD_TABLE = Map.of(
            pattern("\\bcreate unique index (concurrently )?(if not exists )?(\\w+ )?on (?<table>\\w+)"),
            "forbids a repetition that the version before may write",
            pattern("\\balter table (only )?(?<table>\\w+) add (constraint|check|unique|primary|foreign|exclude)\\b"),
            "forbids what the version before may write",
            pattern(
                    "\\balter table (only )?(?<table>\\w+) add (column )?(?!(constraint|check|unique|primary|foreign)\\b)"
                            + "(?![^;]*\\bdefault\\b)[^;]*\\bnot null\\b"),
            "asks for a column that the version before does not write",
            pattern("\\balter table (only )?(?<table>\\w+) (enable|force) row level security"),
            "hides rows that the version before may look for");

    private static final Pattern COMMENT = pattern("--[^\\n]*|/\\*.*?\\*/");

    private MigrationRules() {}

    /// @return a sentence for each thing that the version before could stumble over
    static List<String> contractions(String migration) {
        var sql = COMMENT.matcher(migration)
                .replaceAll(" ")
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
        var found = new ArrayList<String>();
        NEVER.forEach((pattern, why) -> {
            var match = pattern.matcher(sql);
            while (match.find()) {
                found.add(match.group() + ": " + why);
            }
        });
        var created = tablesCreatedBy(sql);
        NEVER_TO_AN_OLD_TABLE.forEach((pattern, why) -> {
            var match = pattern.matcher(sql);
            while (match.find()) {
                if (!created.contains(match.group("table"))) {
                    found.add(match.group() + ": " + why);
                }
            }
        });
        return found;
    }

    private static Set<String> tablesCreatedBy(String sql) {
        var created = new HashSet<String>();
        var match = NEW_TABLE.matcher(sql);
        while (match.find()) {
            created.add(match.group("table"));
        }
        return created;
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
}
