package io.lockstep.bench.peers;

import java.util.concurrent.locks.LockSupport;
import kotlin.ResultKt;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;

/** What follows a suspending call: the calling thread goes on. */
final class Suspended<T> implements Continuation<T> {
    private final Thread thread = Thread.currentThread();
    private volatile Object resumed;

    @Override
    public CoroutineContext getContext() {
        return EmptyCoroutineContext.INSTANCE;
    }

    @Override
    public void resumeWith(Object result) {
        resumed = result;
        LockSupport.unpark(thread);
    }

    /** The outcome of a call that has returned this. */
    Object result(Object returned) {
        if (returned != IntrinsicsKt.getCOROUTINE_SUSPENDED()) return returned;
        while (resumed == null) LockSupport.park(this);
        ResultKt.throwOnFailure(resumed);
        return resumed;
    }
}
