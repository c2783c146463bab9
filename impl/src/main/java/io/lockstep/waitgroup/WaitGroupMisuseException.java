package io.lockstep.waitgroup;

/**
 * A WaitGroup was used in a way that makes its counter meaningless: a mistake of the program, where Go
 * panics. The message begins with Go's words. The call that fails has changed nothing.
 */
public final class WaitGroupMisuseException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    WaitGroupMisuseException(String message) {
        super(message);
    }
}
