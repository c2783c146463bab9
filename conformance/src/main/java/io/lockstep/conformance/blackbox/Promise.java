package io.lockstep.conformance.blackbox;

/**
 * Something that users of a primitive may rely on.
 *
 * @param <P> what is tested: an adapter of a primitive
 * @param name  the promise in a few words
 * @param check puts it to the test
 */
public record Promise<P>(String name, Check<P> check) {

    /**
     * Puts the promise to the test.
     *
     * @param peer an adapter of a primitive
     * @return whether it keeps the promise
     */
    public Standing of(P peer) {
        try {
            check.verify(peer);
            return new Standing(Standing.Kind.KEPT, "");
        } catch (NotOfferedException e) {
            return new Standing(Standing.Kind.NOT_OFFERED, e.getMessage());
        } catch (BrokenPromiseException e) {
            return new Standing(Standing.Kind.BROKEN, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a promise was put to the test: " + name, e);
        } catch (Exception e) {
            return new Standing(Standing.Kind.BROKEN, "unexpected " + e);
        }
    }

    /**
     * Puts a promise to the test.
     *
     * @param <P> what is tested
     */
    @FunctionalInterface
    public interface Check<P> {

        /**
         * Returns if the promise is kept.
         *
         * @param peer an adapter of a primitive
         * @throws BrokenPromiseException if the promise is broken
         * @throws NotOfferedException    if the primitive has not the operations that the promise is about
         * @throws Exception              anything else breaks the promise, too
         */
        void verify(P peer) throws Exception;
    }
}
