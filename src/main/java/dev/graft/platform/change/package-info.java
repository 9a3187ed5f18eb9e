/// Tells whoever watches that something in a workspace has changed, on every node, moments later. Its door is
/// `Changes`; what it carries is the workspace's id and nothing else, so whoever hears it reads the database anew, with
/// the rights of whom it reads for. It promises nothing: a hint may be lost, and a watcher looks by itself now and
/// then.
@NullMarked
package dev.graft.platform.change;

import org.jspecify.annotations.NullMarked;
