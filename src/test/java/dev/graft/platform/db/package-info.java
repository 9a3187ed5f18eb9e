/// Tests of the database room, and `TestDatabase`, with which the tests of all rooms get a database.
@NullMarked
package dev.graft.platform.db;

import org.jspecify.annotations.NullMarked;
