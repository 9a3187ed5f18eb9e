package planted.domain.alert;

import java.sql.Connection;

class TalksSql {
    void talk(Connection connection) {}
}
