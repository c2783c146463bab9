----------------------------- MODULE MutexFaults -----------------------------
(***************************************************************************)
(* Wrong on purpose: each operator here replaces an action of module Mutex *)
(* in one configuration (CONSTANT Action <- FaultyAction), which names the *)
(* one promise that breaks.  Each fault has been seen in a released lock,  *)
(* or is an obvious slip.                                                  *)
(***************************************************************************)
EXTENDS MutexHistory

(* GreedyWins needs no operator of its own: nobody is ever found to have   *)
(* waited long, RetryStarve <- Never, in module MCMutex.                   *)

\* WakeForgotten: an unlock frees the mutex and leaves it to others to wake somebody.
FreeWithoutWaking(t) ==
    /\ Calls(t, {"unlock"}) /\ held /\ mode = "normal"
    /\ queue # <<>> /\ ~awake
    /\ held' = FALSE
    /\ Finish(t, "unlocked")
    /\ UNCHANGED <<mode, awake, queue>>

\* WakesACrowd: every unlock wakes somebody.
WakeAnother(t) ==
    /\ Calls(t, {"unlock"}) /\ held /\ mode = "normal"
    /\ queue # <<>>
    /\ held' = FALSE /\ awake' = TRUE
    /\ queue' = Tail(queue)
    /\ task' = [task EXCEPT ![t] = Done("unlocked"), ![Head(queue)].pc = "awake"]
    /\ UNCHANGED mode

\* WakeUpLost: a task that was woken to compete times out instead.
WithdrawThoughAwake(t, why) ==
    /\ task[t].pc \in {"parked", "awake"}
    /\ task[t].op \notin PatientOps
    /\ awake' = (awake /\ task[t].pc # "awake")
    /\ queue' = SelectSeq(queue, LAMBDA u : u # t)
    /\ mode' = IF queue' = <<>> THEN "normal" ELSE mode
    /\ Finish(t, why)
    /\ UNCHANGED held

\* GrantDropped: a task that was handed the mutex reports a timeout; nobody will ever unlock.
WithdrawThoughHanded(t, why) ==
    /\ task[t].pc \in {"parked", "woken"}
    /\ task[t].op \notin PatientOps
    /\ queue' = SelectSeq(queue, LAMBDA u : u # t)
    /\ mode' = IF queue' = <<>> THEN "normal" ELSE mode
    /\ Finish(t, why)
    /\ UNCHANGED <<held, awake>>

\* TwoHolders: an unlock hands the mutex over, and frees it.
HandOffAndFree(t, next) ==
    /\ Calls(t, {"unlock"}) /\ held /\ mode = "starving"
    /\ next = "starving" => Len(queue) > 1
    /\ held' = FALSE
    /\ mode' = next
    /\ queue' = Tail(queue)
    /\ task' = [task EXCEPT ![t] = Done("unlocked"), ![Head(queue)].pc = "woken"]
    /\ UNCHANGED awake

\* WaiterLeftInQueue: a task that gives up stays in the queue.
WithdrawWithoutLeaving(t, why) ==
    /\ task[t].pc = "parked"
    /\ task[t].op \notin PatientOps
    /\ Finish(t, why)
    /\ UNCHANGED <<held, mode, awake, queue>>

\* StarvesForNobody: the last waiter gives up, and the mode is not looked at.
WithdrawLeavesMode(t, why) ==
    /\ task[t].pc = "parked"
    /\ task[t].op \notin PatientOps
    /\ queue' = SelectSeq(queue, LAMBDA u : u # t)
    /\ Finish(t, why)
    /\ UNCHANGED <<held, mode, awake>>

\* LoserToTheTail: a task that competed in vain waits behind those who came later.
RequeueAtTail(t) ==
    /\ task[t].pc = "awake" /\ held
    /\ awake' = FALSE
    /\ queue' = Append(queue, t)
    /\ Goes(t, "parked")
    /\ UNCHANGED <<held, mode>>

\* BargingInStarvation: an unlock lets the starving task compete once more.
FreeThoughStarving(t, next) ==
    /\ Calls(t, {"unlock"}) /\ held /\ mode = "starving"
    /\ mode' = next
    /\ held' = FALSE
    /\ Finish(t, "unlocked")
    /\ UNCHANGED <<awake, queue>>

\* TryFailsSpuriously: a try-lock gives up because somebody waits, though the mutex is free.
NotReadyIfAwaited(t) ==
    /\ Calls(t, {"tryLock"}) /\ (held \/ awake)
    /\ Finish(t, "not ready")
    /\ UNCHANGED <<held, mode, awake, queue>>

\* TryTakesAHeldOne: a lock does not look whether the mutex is free.
LockBlindly(t) ==
    /\ Calls(t, LockOps)
    /\ held' = TRUE
    /\ Finish(t, "locked")
    /\ UNCHANGED <<mode, awake, queue>>

\* UnlockUnlockedPasses: an unlock of an unlocked mutex goes unnoticed.
UnlockAnyway(t) ==
    /\ Calls(t, {"unlock"}) /\ ~held
    /\ Finish(t, "unlocked")
    /\ UNCHANGED <<held, mode, awake, queue>>
=============================================================================
