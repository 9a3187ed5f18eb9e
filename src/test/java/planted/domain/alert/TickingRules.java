package planted.domain.alert;

import java.time.Clock;

class TickingRules {
    long decide(Clock clock) {
        return clock.millis();
    }
}
