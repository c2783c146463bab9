----------------------------- MODULE CondFaults -----------------------------
(***************************************************************************)
(* Wrong on purpose: each operator here replaces an action of module Cond  *)
(* in one configuration (CONSTANT Action <- FaultyAction), which names the *)
(* one promise that breaks.  Each fault has been seen in a released        *)
(* library, or is an obvious slip.                                         *)
(***************************************************************************)
EXTENDS Cond

(* LostWakeup needs no operator of its own: a woken task never notices,    *)
(* Resume <- Never, in module MCCond.                                      *)

\* NewestFirst: a signal wakes the task that came last.
SignalNewest(t) ==
    /\ Calls(t, {"signal"}) /\ queue # <<>>
    /\ LET u == queue[Len(queue)] IN
         /\ queue' = SubSeq(queue, 1, Len(queue) - 1)
         /\ task' = [task EXCEPT ![t] = Done("ok"), ![u] = Woken(u, "signal")]
    /\ UNCHANGED held

\* SignalWakesAll: a signal is a broadcast.
SignalEverybody(t) ==
    /\ Calls(t, {"signal"}) /\ queue # <<>>
    /\ queue' = <<>>
    /\ task' = [u \in Task |-> CASE u = t             -> Done("ok")
                                 [] u \in Range(queue) -> Woken(u, "signal")
                                 [] OTHER              -> task[u]]
    /\ UNCHANGED held

\* BroadcastWakesOne: a broadcast is a signal.
BroadcastToFirst(t) ==
    /\ Calls(t, {"broadcast"})
    /\ IF queue = <<>> THEN Finish(t, "ok") /\ UNCHANGED queue
       ELSE /\ queue' = Tail(queue)
            /\ task' = [task EXCEPT ![t] = Done("ok"), ![Head(queue)] = Woken(Head(queue), "broadcast")]
    /\ UNCHANGED held

\* SignalLostToInterrupt: an interrupt or timeout wins over a signal that came first, and the
\* signal reaches nobody.
WithdrawThoughSignalled(t, why) ==
    /\ Waits(t) /\ task[t].lock = "free"
    /\ task[t].op \notin PatientOps
    /\ why = "timed out" => task[t].op \in TimedOps
    /\ queue' = SelectSeq(queue, LAMBDA u : u # t)
    /\ task' = [task EXCEPT ![t] = Locking(why)]
    /\ UNCHANGED held

\* WaiterLeftInQueue: a wait that gives up stays in the queue, for a signal to be wasted on it.
WithdrawWithoutLeaving(t, why) ==
    /\ task[t].pc = "parked" /\ task[t].lock = "free"
    /\ task[t].op \notin PatientOps
    /\ why = "timed out" => task[t].op \in TimedOps
    /\ task' = [task EXCEPT ![t] = Locking(why)]
    /\ UNCHANGED <<held, queue>>

\* UnlocksFirst: a wait unlocks L before it joins the queue: a signal in between is lost.
UnlockBeforeJoining(t) ==
    /\ held /\ held' = FALSE
    /\ \/ Calls(t, {"unlock"}) /\ Finish(t, "unlocked")
       \/ /\ Calls(t, AwaitOps)
          /\ task' = [task EXCEPT ![t] = [pc |-> "unlocked", op |-> task[t].op]]
    /\ UNCHANGED queue
JoinUnlocked(t) ==
    /\ task[t].pc = "unlocked"
    /\ queue' = Append(queue, t)
    /\ task' = [task EXCEPT ![t] = [Parked(task[t].op) EXCEPT !.lock = "free"]]
    /\ UNCHANGED held

\* SpuriousWakeup: a wait goes on though nobody has signalled it.
ResumeUnasked(t) ==
    /\ Waits(t) /\ task[t].lock = "free"
    /\ queue' = SelectSeq(queue, LAMBDA u : u # t)
    /\ task' = [task EXCEPT ![t] = Locking("signalled")]
    /\ UNCHANGED held

\* SignalRemembered: a wait finds a signal that nobody waited for, as with a semaphore.
ParkSignalled(t) ==
    /\ Calls(t, AwaitOps)
    /\ task' = [task EXCEPT ![t] = [pc |-> "woken", op |-> task[t].op, lock |-> "held", by |-> "signal"]]
    /\ UNCHANGED <<held, queue>>

\* ReturnsUnlocked: a wait that was signalled returns without L.
ResumeWithoutLock(t) ==
    /\ task[t].pc = "woken" /\ task[t].lock = "free"
    /\ Finish(t, "signalled")
    /\ UNCHANGED <<held, queue>>

\* GhostWaiter: a wait without L fails and stays in the queue.
AbandonWithoutLeaving(t) ==
    /\ Waits(t) /\ task[t].lock = "refused"
    /\ Finish(t, UnlockedTwice)
    /\ UNCHANGED <<held, queue>>

\* NotPassedOn: a wait without L takes its signal with it.
KeepSignal(t) ==
    /\ task[t].pc = "woken" /\ task[t].lock = "refused" /\ task[t].by = "signal"
    /\ Finish(t, UnlockedTwice)
    /\ UNCHANGED <<held, queue>>
=============================================================================
