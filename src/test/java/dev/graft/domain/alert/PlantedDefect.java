package dev.graft.domain.alert;

import dev.graft.domain.alert.AlertReport.Acted;
import dev.graft.domain.alert.AlertReport.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Folds that get one clause wrong, so that it can be seen that the properties notice. Each is a mistake that somebody
/// could make in good faith.
enum PlantedDefect {
    ORDERS_BY_ARRIVAL {
        @Override
        AlertFoldOracle of(Set<AlertReport> reports) {
            var arrived = new ArrayList<>(reports);
            return new AlertFoldOracle(reports) {
                @Override
                boolean isBefore(Told one, Told other) {
                    return arrived.indexOf(one) < arrived.indexOf(other);
                }
            };
        }
    },
    NOTHING_ABSORBS {
        @Override
        AlertFoldOracle of(Set<AlertReport> reports) {
            return new AlertFoldOracle(reports) {
                @Override
                boolean absorbs(AlertReport report) {
                    return false;
                }
            };
        }
    },
    ONE_REPORT_OF_EACH_TYPE {
        @Override
        AlertFoldOracle of(Set<AlertReport> reports) {
            return new AlertFoldOracle(reports) {
                @Override
                Collection<AlertReport> firstCopies(Collection<AlertReport> all) {
                    var distinct = new LinkedHashMap<String, AlertReport>();
                    all.forEach(report -> distinct.putIfAbsent(
                            report instanceof Told told
                                    ? told.type().name()
                                    : report.digest().hex(),
                            report));
                    return distinct.values();
                }
            };
        }
    },
    EVERY_POLL_AFTER_A_RESOLVE_OPENS {
        @Override
        AlertFoldOracle of(Set<AlertReport> reports) {
            return new AlertFoldOracle(reports) {
                @Override
                boolean isLater(Optional<Instant> time, Optional<Instant> than) {
                    return true;
                }
            };
        }
    },
    COUNTS_LISTED_HANDOFFS_ONLY {
        @Override
        AlertFoldOracle of(Set<AlertReport> reports) {
            return new AlertFoldOracle(reports) {
                @Override
                int roundAfter(List<Told> heard) {
                    return heard.stream().mapToInt(Told::handoffs).max().orElse(0);
                }
            };
        }
    },
    COUNTS_HANDOFF_REPORTS_ONLY {
        @Override
        AlertFoldOracle of(Set<AlertReport> reports) {
            return new AlertFoldOracle(reports) {
                @Override
                int roundAfter(List<Told> heard) {
                    return (int) heard.stream()
                            .filter(told -> told.type() == ReportType.HANDOFF)
                            .count();
                }
            };
        }
    },
    ACTS_STAND_AT_THE_END {
        @Override
        AlertFoldOracle of(Set<AlertReport> reports) {
            return new AlertFoldOracle(reports) {
                @Override
                boolean isBehind(Acted act, Told told) {
                    return true;
                }
            };
        }
    },
    ACTS_NEVER_LEAVE {
        @Override
        AlertFoldOracle of(Set<AlertReport> reports) {
            return new AlertFoldOracle(reports) {
                @Override
                boolean ends(AlertReport report, Acted act) {
                    return false;
                }
            };
        }
    },
    BELIEVES_EVERY_TIME {
        @Override
        AlertFoldOracle of(Set<AlertReport> reports) {
            return new AlertFoldOracle(reports) {
                @Override
                Optional<Instant> statedTime(Told told) {
                    return told.updatedAt();
                }

                @Override
                Optional<Instant> timeOf(Told told) {
                    return told.updatedAt();
                }
            };
        }
    },
    BELIEVES_THE_STATUS_OF_A_RESOLVE {
        @Override
        AlertFoldOracle of(Set<AlertReport> reports) {
            return new AlertFoldOracle(reports) {
                @Override
                boolean statesResolved(Told told) {
                    return told.status() instanceof StatusWord.Known(var state)
                            ? state == AlertState.RESOLVED
                            : told.type() == ReportType.RESOLVED;
                }
            };
        }
    },
    UNTIMED_REPORTS_STAND_LAST {
        @Override
        AlertFoldOracle of(Set<AlertReport> reports) {
            return new AlertFoldOracle(reports) {
                @Override
                boolean isBefore(Told one, Told other) {
                    return timeOf(one).isPresent() == timeOf(other).isPresent()
                            ? super.isBefore(one, other)
                            : timeOf(one).isPresent();
                }
            };
        }
    },
    UNKNOWN_WORDS_ALWAYS_SAY_TRIGGERED {
        @Override
        AlertFoldOracle of(Set<AlertReport> reports) {
            return new AlertFoldOracle(reports) {
                @Override
                Optional<AlertState> triggeredIfFirstToSpeak(Told told) {
                    return Optional.of(AlertState.TRIGGERED);
                }
            };
        }
    },
    IGNORES_THE_STATUS_IN_A_TIE {
        @Override
        AlertFoldOracle of(Set<AlertReport> reports) {
            return new AlertFoldOracle(reports) {
                @Override
                int statusRank(Told told) {
                    return 0;
                }
            };
        }
    };

    abstract AlertFoldOracle of(Set<AlertReport> reports);

    Folded fold(Set<AlertReport> reports) {
        return of(reports).answer();
    }
}
