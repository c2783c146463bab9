----------------------------- MODULE MutexSpec -----------------------------
(***************************************************************************)
(* What a user of a mutex relies on: an operation is invoked, takes effect *)
(* at one moment, and returns.  The mutex is locked or not, and that is    *)
(* all: it is not bound to a task, so that any task may unlock it, and not *)
(* re-entrant, for it does not know who has locked it.                     *)
(*                                                                         *)
(* There is no order among those who wait: in normal mode Go promises      *)
(* none.  What starvation mode promises is said of the machine.            *)
(***************************************************************************)
CONSTANTS Task, Ops

VARIABLES
    locked, \* whether the mutex is locked
    user    \* what each task sees of its operation

uvars == <<locked, user>>

Locks         == {"lock", "lockInterruptibly", "lockFor", "tryLock"}
Blocking      == {"lock", "lockInterruptibly", "lockFor"}
Interruptible == {"lockInterruptibly", "lockFor"}

Ready == [pc |-> "idle"]
Ends(r) == [pc |-> "returning", res |-> r]

UInit == locked = FALSE /\ user = [t \in Task |-> Ready]

Pending(t, ops) == user[t].pc = "pending" /\ user[t].op \in ops
Waiting(t, ops) == user[t].pc = "waiting" /\ user[t].op \in ops

\* Task t invokes operation op.
Invoke(t, op) ==
    /\ user[t] = Ready /\ op \in Ops
    /\ user' = [user EXCEPT ![t] = [pc |-> "pending", op |-> op]]
    /\ UNCHANGED locked

\* Task t's operation returns.
UReturn(t) ==
    /\ user[t].pc = "returning"
    /\ user' = [user EXCEPT ![t] = Ready]
    /\ UNCHANGED locked

\* A lock takes effect when the mutex is free.
Acquire(t) ==
    /\ Pending(t, Locks) \/ Waiting(t, Blocking)
    /\ ~locked /\ locked' = TRUE
    /\ user' = [user EXCEPT ![t] = Ends("locked")]

\* A lock that finds the mutex locked waits.
Wait(t) ==
    /\ Pending(t, Blocking) /\ locked
    /\ user' = [user EXCEPT ![t].pc = "waiting"]
    /\ UNCHANGED locked

\* A try-lock fails only at a moment when the mutex is locked.
NotReady(t) ==
    /\ Pending(t, {"tryLock"}) /\ locked
    /\ user' = [user EXCEPT ![t] = Ends("not ready")]
    /\ UNCHANGED locked

\* An unlock frees the mutex, whoever has locked it.
Release(t) ==
    /\ Pending(t, {"unlock"}) /\ locked
    /\ locked' = FALSE
    /\ user' = [user EXCEPT ![t] = Ends("unlocked")]

\* An unlock and the lock of a waiting task take effect at the same moment.
PassOver(t, w) ==
    /\ Pending(t, {"unlock"}) /\ locked /\ Waiting(w, Blocking)
    /\ user' = [user EXCEPT ![t] = Ends("unlocked"), ![w] = Ends("locked")]
    /\ UNCHANGED locked

\* An unlock of an unlocked mutex fails.
Unheld(t) ==
    /\ Pending(t, {"unlock"}) /\ ~locked
    /\ user' = [user EXCEPT ![t] = Ends("unlock of unlocked mutex")]
    /\ UNCHANGED locked

\* An interrupted operation has no effect, nor has one whose time has run out while it waited.
GiveUp(t) ==
    /\ \/ /\ Pending(t, Interruptible) \/ Waiting(t, Interruptible)
          /\ user' = [user EXCEPT ![t] = Ends("interrupted")]
       \/ /\ Waiting(t, {"lockFor"})
          /\ user' = [user EXCEPT ![t] = Ends("timed out")]
    /\ UNCHANGED locked

UNext == \/ \E t \in Task : \/ \E op \in Ops : Invoke(t, op)
                            \/ UReturn(t) \/ Acquire(t) \/ Wait(t) \/ NotReady(t)
                            \/ Release(t) \/ Unheld(t) \/ GiveUp(t)
         \/ \E t, w \in Task : PassOver(t, w)

Spec == UInit /\ [][UNext]_uvars
=============================================================================
