------------------------------ MODULE CondSpec ------------------------------
(***************************************************************************)
(* What a user of a condition variable relies on.  A wait joins the line,  *)
(* unlocks, and sleeps until it is told to go on; then it locks and        *)
(* returns.  A signal tells the first in line, a broadcast tells all, and  *)
(* neither has any other effect: nothing is remembered for those who come  *)
(* later.  Nobody goes on without being told, being interrupted, or having *)
(* run out of time.                                                        *)
(***************************************************************************)
EXTENDS Sequences

CONSTANTS Task, Ops

VARIABLES
    locked, \* whether the lock is held
    line,   \* those who have not been told, first come first
    user    \* what each task sees of its operation

uvars == <<locked, line, user>>

Awaits        == {"await", "awaitFor", "awaitUninterruptibly"}
Interruptible == {"await", "awaitFor"}

Ready == [pc |-> "idle"]
Ends(r) == [pc |-> "returning", res |-> r]
Relocks(r) == [pc |-> "locking", res |-> r]
Unheld == "unlock of unlocked mutex"

UInit == locked = FALSE /\ line = <<>> /\ user = [t \in Task |-> Ready]

Pending(t, ops) == user[t].pc = "pending" /\ user[t].op \in ops
Leaving(t)      == user[t].pc = "leaving"
Becomes(t, s)   == user' = [user EXCEPT ![t] = s]

\* Task t invokes operation op.
Invoke(t, op) == /\ user[t] = Ready /\ op \in Ops
                 /\ Becomes(t, [pc |-> "pending", op |-> op])
                 /\ UNCHANGED <<locked, line>>

\* Task t's operation returns.
UReturn(t) == /\ user[t].pc = "returning"
              /\ Becomes(t, Ready)
              /\ UNCHANGED <<locked, line>>

\* A lock, or the last part of a wait.
Acquire(t) == /\ ~locked /\ locked' = TRUE
              /\ \/ Pending(t, {"lock"}) /\ Becomes(t, Ends("locked"))
                 \/ user[t].pc = "locking" /\ Becomes(t, Ends(user[t].res))
              /\ UNCHANGED line

\* An unlock; it fails if the lock is not held.
Release(t) == /\ Pending(t, {"unlock"})
              /\ locked' = FALSE
              /\ Becomes(t, Ends(IF locked THEN "unlocked" ELSE Unheld))
              /\ UNCHANGED line

\* A wait joins the line.
Join(t) == /\ Pending(t, Awaits)
           /\ line' = Append(line, t)
           /\ Becomes(t, [pc |-> "leaving", op |-> user[t].op, told |-> FALSE])
           /\ UNCHANGED locked

\* It unlocks and sleeps, unless it has been told to go on already.
Leave(t) == /\ Leaving(t) /\ locked
            /\ locked' = FALSE
            /\ Becomes(t, IF user[t].told THEN Relocks("signalled") ELSE [pc |-> "waiting", op |-> user[t].op])
            /\ UNCHANGED line

\* It finds that the lock is not held.
LeaveInVain(t) == /\ Leaving(t) /\ ~locked
                  /\ Becomes(t, [pc |-> "failing"])
                  /\ UNCHANGED <<locked, line>>

\* What a task becomes that is told to go on.
Told(u) == CASE user[u].pc = "waiting" -> Relocks("signalled")
             [] user[u].pc = "leaving" -> [user[u] EXCEPT !.told = TRUE]
             [] OTHER                  -> user[u]

\* A wait without the lock fails.  If it has been told to go on, it tells the next instead.
Fail(t) == /\ user[t].pc = "failing"
           /\ \/ /\ line' = SelectSeq(line, LAMBDA u : u # t)
                 /\ Becomes(t, Ends(Unheld))
              \/ /\ line # <<>> /\ \A i \in DOMAIN line : line[i] # t
                 /\ line' = Tail(line)
                 /\ user' = [user EXCEPT ![t] = Ends(Unheld), ![Head(line)] = Told(Head(line))]
           /\ UNCHANGED locked

\* A signal tells the first in line, if there is one.
Tell(t) == /\ Pending(t, {"signal"})
           /\ IF line = <<>>
              THEN Becomes(t, Ends("ok")) /\ UNCHANGED line
              ELSE /\ line' = Tail(line)
                   /\ user' = [user EXCEPT ![t] = Ends("ok"), ![Head(line)] = Told(Head(line))]
           /\ UNCHANGED locked

\* A broadcast tells all.
TellAll(t) == /\ Pending(t, {"broadcast"})
              /\ line' = <<>>
              /\ user' = [u \in Task |-> CASE u = t -> Ends("ok")
                                           [] \E i \in DOMAIN line : line[i] = u -> Told(u)
                                           [] OTHER -> user[u]]
              /\ UNCHANGED locked

\* A wait is interrupted on entry, or gives up.
GiveUp(t) == /\ \/ /\ Pending(t, Interruptible)
                   /\ Becomes(t, Ends("interrupted")) /\ UNCHANGED line
                \/ /\ user[t].pc = "waiting" /\ user[t].op \in Interruptible
                   /\ line' = SelectSeq(line, LAMBDA u : u # t)
                   /\ \/ Becomes(t, Relocks("interrupted"))
                      \/ user[t].op = "awaitFor" /\ Becomes(t, Relocks("timed out"))
             /\ UNCHANGED locked

UNext == \E t \in Task : \/ \E op \in Ops : Invoke(t, op)
                         \/ UReturn(t) \/ Acquire(t) \/ Release(t)
                         \/ Join(t) \/ Leave(t) \/ LeaveInVain(t) \/ Fail(t)
                         \/ Tell(t) \/ TellAll(t) \/ GiveUp(t)

Spec == UInit /\ [][UNext]_uvars
=============================================================================
