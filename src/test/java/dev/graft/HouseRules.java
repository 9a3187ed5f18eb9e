package dev.graft;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rules of the house, for any root package, so that each can be tried on a planted violation too.
record HouseRules(String root) {
    private static final List<String> ROOMS_FROM_LEFT_TO_RIGHT =
            List.of("workspace", "alert", "incident", "paging", "workflow");

    Map<String, ArchRule> all() {
        var rules = new LinkedHashMap<String, ArchRule>();
        rules.put(
                "platform has never heard of incidents",
                noClasses()
                        .that()
                        .resideInAPackage(root + ".platform..")
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(
                                root + ".domain..",
                                root + ".partner..",
                                root + ".surface..",
                                root + ".sandbox..",
                                root)));
        rules.put(
                "domain uses platform only",
                noClasses()
                        .that()
                        .resideInAPackage(root + ".domain..")
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(
                                root + ".partner..", root + ".surface..", root + ".sandbox..", root)));
        rules.put(
                "partner does not use surface",
                noClasses()
                        .that()
                        .resideInAPackage(root + ".partner..")
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(root + ".surface..", root + ".sandbox..", root)));
        rules.put(
                "surface does not use the sandbox",
                noClasses()
                        .that()
                        .resideInAPackage(root + ".surface..")
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(root + ".sandbox..", root)));
        rules.put(
                "the sandbox shares nothing with the hub but HTTP",
                noClasses()
                        .that()
                        .resideInAPackage(root + ".sandbox..")
                        .should()
                        .dependOnClassesThat(resideInAPackage(root + "..")
                                .and(DescribedPredicate.not(
                                        resideInAnyPackage(root + ".sandbox..", root + ".platform.http..")))));
        for (int room = 0; room < ROOMS_FROM_LEFT_TO_RIGHT.size() - 1; room++) {
            var name = ROOMS_FROM_LEFT_TO_RIGHT.get(room);
            var toTheRight = ROOMS_FROM_LEFT_TO_RIGHT.subList(room + 1, ROOMS_FROM_LEFT_TO_RIGHT.size()).stream()
                    .map(right -> root + ".domain." + right + "..")
                    .toArray(String[]::new);
            rules.put(
                    name + " uses only rooms to its left",
                    noClasses()
                            .that()
                            .resideInAPackage(root + ".domain." + name + "..")
                            .should()
                            .dependOnClassesThat(resideInAnyPackage(toTheRight)));
        }
        rules.put(
                "rules are pure",
                noClasses()
                        .that(are(simpleNameEndingWith("Rules").or(simpleNameEndingWith("Fold"))))
                        .should()
                        .dependOnClassesThat(resideInAnyPackage("java.sql..", "org.slf4j..", root + ".platform.db..")
                                .or(DescribedPredicate.describe(
                                        "are clocks", clock -> clock.isAssignableTo(Clock.class)))));
        rules.put(
                "domain is plain Java",
                noClasses()
                        .that()
                        .resideInAPackage(root + ".domain..")
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(
                                "io.helidon..", "java.sql..", "org.jdbi..", "java.net.http..", "java.lang.reflect..")));
        rules.put(
                "SQL drivers stay behind platform.db",
                noClasses()
                        .that()
                        .resideOutsideOfPackages(root + ".platform..", root)
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage("java.sql..", "org.jdbi..", "com.zaxxer..", "org.postgresql..")));
        rules.put(
                "stores are private to their rooms",
                classes().that(are(simpleNameEndingWith("Store"))).should(notBePublic()));
        rules.put(
                "the time comes from a clock",
                noClasses()
                        .that()
                        .resideInAnyPackage(root + ".domain..", root + ".partner..", root + ".surface..")
                        .should()
                        .callMethod(Instant.class, "now")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis"));
        rules.put(
                "names say what a class is",
                noClasses()
                        .that()
                        .resideInAPackage(root + "..")
                        .should()
                        .haveSimpleNameEndingWith("Util")
                        .orShould()
                        .haveSimpleNameEndingWith("Utils")
                        .orShould()
                        .haveSimpleNameEndingWith("Helper")
                        .orShould()
                        .haveSimpleNameEndingWith("Manager")
                        .orShould()
                        .haveSimpleNameEndingWith("Impl"));
        return rules;
    }

    private static com.tngtech.archunit.lang.ArchCondition<JavaClass> notBePublic() {
        return new com.tngtech.archunit.lang.ArchCondition<>("not be public") {
            @Override
            public void check(JavaClass store, com.tngtech.archunit.lang.ConditionEvents events) {
                boolean isPublic = store.getModifiers().contains(JavaModifier.PUBLIC);
                events.add(new com.tngtech.archunit.lang.SimpleConditionEvent(
                        store, !isPublic, store.getFullName() + (isPublic ? " is public" : " is not public")));
            }
        };
    }
}
