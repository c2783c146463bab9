-------------------------------- MODULE Cond --------------------------------
(***************************************************************************)
(* Go's condition variable as a machine: one action for each critical      *)
(* section of the implementation, with the same name there.  Behaviour     *)
(* follows Wait, Signal and Broadcast of Go's sync/cond.go, and the        *)
(* notifyList of its runtime.                                              *)
(*                                                                         *)
(* A wait joins the queue, unlocks L, sleeps until it has been signalled,  *)
(* and locks L again.  It joins before it unlocks, so that whoever locks L *)
(* after it will find it.                                                  *)
(*                                                                         *)
(* L is any lock that is not bound to a task (module Mutex is one): held   *)
(* or not, with Lock and Unlock as its actions.  Signal and Broadcast may  *)
(* be called without it.                                                   *)
(*                                                                         *)
(* Go knows neither timeouts nor interrupts; here a wait may give up.      *)
(* Left out: how a task waits and is woken (module Waiter), the lock       *)
(* around the actions, and where interrupts and time come from.            *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANTS
    Task,   \* the tasks that use the condition variable and its lock
    Ops     \* the operations that occur in this model, a subset of AllOps

AwaitOps   == {"await", "awaitFor", "awaitUninterruptibly"}
PatientOps == {"awaitUninterruptibly"}          \* wait whatever happens
TimedOps   == {"awaitFor"}                      \* wait, but not for ever
AllOps     == AwaitOps \cup {"lock", "unlock", "signal", "broadcast"}

UnlockedTwice == "unlock of unlocked mutex"     \* Go's fatal error, word for word

Result == {"locked", "unlocked", "signalled", "interrupted", "timed out", "ok", UnlockedTwice}
Whys   == {"interrupted", "timed out"}

ASSUME Ops \subseteq AllOps

VARIABLES
    held,   \* whether the lock L is held
    queue,  \* the waiting tasks, longest waiting first
    task    \* what each task is doing

vars == <<held, queue, task>>

(* What a task can be doing.  A parked task waits in the queue; a woken    *)
(* one has been signalled.  Either may still have to unlock L: lock tells. *)
(* A locking task is through with waiting and needs L to return.           *)
Idle       == [pc |-> "idle"]
Called(op) == [pc |-> "called", op |-> op]
Parked(op) == [pc |-> "parked", op |-> op, lock |-> "held"]
Woken(t, by) == [pc |-> "woken", op |-> task[t].op, lock |-> task[t].lock, by |-> by]
Locking(r) == [pc |-> "locking", res |-> r]
Done(r)    == [pc |-> "done", res |-> r]

Init == /\ held = FALSE
        /\ queue = <<>>
        /\ task = [t \in Task |-> Idle]

-----------------------------------------------------------------------------
(* Calls and returns.                                                      *)

\* Task t calls operation op.
Call(t, op) ==
    /\ task[t] = Idle
    /\ op \in Ops
    /\ task' = [task EXCEPT ![t] = Called(op)]
    /\ UNCHANGED <<held, queue>>

\* Task t's operation returns r.
Return(t, r) ==
    /\ task[t] = Done(r)
    /\ task' = [task EXCEPT ![t] = Idle]
    /\ UNCHANGED <<held, queue>>

Calls(t, ops) == task[t].pc = "called" /\ task[t].op \in ops
Waits(t)      == task[t].pc \in {"parked", "woken"}
Finish(t, r)  == task' = [task EXCEPT ![t] = Done(r)]

-----------------------------------------------------------------------------
(* The lock L.                                                             *)

\* A lock takes L when it is free; so does a wait that is over.
Lock(t) ==
    /\ ~held /\ held' = TRUE
    /\ \/ Calls(t, {"lock"}) /\ Finish(t, "locked")
       \/ task[t].pc = "locking" /\ Finish(t, task[t].res)
    /\ UNCHANGED queue

\* An unlock frees L; so does a wait that has joined the queue.
Unlock(t) ==
    /\ held /\ held' = FALSE
    /\ \/ Calls(t, {"unlock"}) /\ Finish(t, "unlocked")
       \/ Waits(t) /\ task[t].lock = "held" /\ task' = [task EXCEPT ![t].lock = "free"]
    /\ UNCHANGED queue

\* L is not held: the unlock fails, and so will the wait.
UnlockUnlocked(t) ==
    /\ ~held
    /\ \/ Calls(t, {"unlock"}) /\ Finish(t, UnlockedTwice)
       \/ Waits(t) /\ task[t].lock = "held" /\ task' = [task EXCEPT ![t].lock = "refused"]
    /\ UNCHANGED <<held, queue>>

-----------------------------------------------------------------------------
(* Wait.                                                                   *)

\* A wait joins the queue.
Park(t) ==
    /\ Calls(t, AwaitOps)
    /\ queue' = Append(queue, t)
    /\ task' = [task EXCEPT ![t] = Parked(task[t].op)]
    /\ UNCHANGED held

\* A wait that is interrupted on entry has no effect.
RefuseInterrupted(t) ==
    /\ Calls(t, AwaitOps \ PatientOps)
    /\ Finish(t, "interrupted")
    /\ UNCHANGED <<held, queue>>

\* A wait that nobody has signalled leaves, interrupted or timed out.
Withdraw(t, why) ==
    /\ task[t].pc = "parked" /\ task[t].lock = "free"
    /\ task[t].op \notin PatientOps
    /\ why = "timed out" => task[t].op \in TimedOps
    /\ queue' = SelectSeq(queue, LAMBDA u : u # t)
    /\ task' = [task EXCEPT ![t] = Locking(why)]
    /\ UNCHANGED held

\* A wait that has been signalled goes on.
Resume(t) ==
    /\ task[t].pc = "woken" /\ task[t].lock = "free"
    /\ task' = [task EXCEPT ![t] = Locking("signalled")]
    /\ UNCHANGED <<held, queue>>

\* A wait without L fails and leaves.
Abandon(t) ==
    /\ Waits(t) /\ task[t].lock = "refused"
    /\ task[t].pc = "woken" => task[t].by = "broadcast"
    /\ queue' = SelectSeq(queue, LAMBDA u : u # t)
    /\ Finish(t, UnlockedTwice)
    /\ UNCHANGED held

\* A wait without L fails; the signal that it has received goes to the next.
PassOn(t) ==
    /\ task[t].pc = "woken" /\ task[t].lock = "refused" /\ task[t].by = "signal"
    /\ IF queue = <<>>
       THEN Finish(t, UnlockedTwice) /\ UNCHANGED queue
       ELSE /\ queue' = Tail(queue)
            /\ task' = [task EXCEPT ![t] = Done(UnlockedTwice),
                                    ![Head(queue)] = Woken(Head(queue), "signal")]
    /\ UNCHANGED held

-----------------------------------------------------------------------------
(* Signal and broadcast.                                                   *)

\* A signal wakes the task that has waited longest.
Signal(t) ==
    /\ Calls(t, {"signal"}) /\ queue # <<>>
    /\ queue' = Tail(queue)
    /\ task' = [task EXCEPT ![t] = Done("ok"), ![Head(queue)] = Woken(Head(queue), "signal")]
    /\ UNCHANGED held

\* A signal that nobody waits for is forgotten.
SignalNobody(t) ==
    /\ Calls(t, {"signal"}) /\ queue = <<>>
    /\ Finish(t, "ok")
    /\ UNCHANGED <<held, queue>>

Range(s) == {s[i] : i \in DOMAIN s}

\* A broadcast wakes everybody who waits.
Broadcast(t) ==
    /\ Calls(t, {"broadcast"})
    /\ queue' = <<>>
    /\ task' = [u \in Task |-> CASE u = t             -> Done("ok")
                                 [] u \in Range(queue) -> Woken(u, "broadcast")
                                 [] OTHER              -> task[u]]
    /\ UNCHANGED held

-----------------------------------------------------------------------------
(* The critical section of a called operation; the rest of a wait.         *)
Section(t) == Unlock(t) \/ UnlockUnlocked(t) \/ Park(t) \/ Signal(t) \/ SignalNobody(t) \/ Broadcast(t)
GoesOn(t)  == Resume(t) \/ Abandon(t) \/ PassOn(t)

Next ==
    \E t \in Task :
        \/ \E op \in AllOps : Call(t, op)
        \/ \E r \in Result : Return(t, r)
        \/ Lock(t)
        \/ Unlock(t)
        \/ UnlockUnlocked(t)
        \/ Park(t)
        \/ RefuseInterrupted(t)
        \/ \E why \in Whys : Withdraw(t, why)
        \/ Resume(t)
        \/ Abandon(t)
        \/ PassOn(t)
        \/ Signal(t)
        \/ SignalNobody(t)
        \/ Broadcast(t)

Spec == Init /\ [][Next]_vars

(* Tasks run, and L starves nobody who asks for it again and again.        *)
(* Nothing is promised of callers, interrupts and clocks.                  *)
Fairness == \A t \in Task : /\ WF_vars(Section(t))
                            /\ WF_vars(GoesOn(t))
                            /\ SF_vars(Lock(t))
                            /\ WF_vars(\E r \in Result : Return(t, r))

FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
(* Safety: properties of states.                                           *)

WellFormed(t) == LET s == task[t] IN
    \/ s = Idle
    \/ s.pc = "called" /\ s.op \in Ops
    \/ /\ s.pc \in {"parked", "woken"} /\ s.op \in Ops \cap AwaitOps
       /\ s.lock \in {"held", "free", "refused"}
       /\ s.pc = "woken" => s.by \in {"signal", "broadcast"}
    \/ s.pc \in {"locking", "done"} /\ s.res \in Result

TypeOK == /\ held \in BOOLEAN
          /\ Range(queue) \subseteq Task
          /\ \A t \in Task : WellFormed(t)

\* The queue holds exactly the parked tasks, each once.
QueuedIffParked ==
    /\ Range(queue) = {t \in Task : task[t].pc = "parked"}
    /\ \A i, j \in DOMAIN queue : queue[i] = queue[j] => i = j

-----------------------------------------------------------------------------
(* Safety: properties of steps.                                            *)

Wakes(t)      == task[t].pc = "parked" /\ task'[t].pc = "woken"
Signals(t)    == Calls(t, {"signal"}) /\ task'[t].pc = "done"
Broadcasts(t) == Calls(t, {"broadcast"}) /\ task'[t].pc = "done"
Passes(t)     == /\ task[t].pc = "woken" /\ task[t].by = "signal" /\ task[t].lock = "refused"
                 /\ task'[t].pc = "done"

\* A wait has joined the queue before it unlocks: whoever locks L afterwards will find it.
JoinsBeforeItUnlocks ==
    [][\A t \in Task : (Calls(t, AwaitOps) /\ held /\ ~held') => task'[t] = task[t]]_vars

\* Waits queue up behind the others.
WaitsJoinAtTheTail ==
    [][\A t \in Task : (task[t].pc # "parked" /\ task'[t].pc = "parked") => queue' = Append(queue, t)]_vars

\* A signal wakes the task that has waited longest, and nobody else; if nobody waits it does nothing.
SignalsWakeTheOldest ==
    [][\A t \in Task : Signals(t) =>
          \A u \in Task : Wakes(u) <=> (queue # <<>> /\ u = Head(queue))]_vars

\* A broadcast wakes all who wait: whoever comes later cannot take that from them.
BroadcastsWakeAll ==
    [][\A t \in Task : Broadcasts(t) => \A u \in Task : task[u].pc = "parked" => Wakes(u)]_vars

\* Nobody wakes by itself.
NoSpuriousWakeup ==
    [][\A t \in Task :
         /\ Wakes(t) => \E u \in Task : Signals(u) \/ Broadcasts(u) \/ Passes(u)
         /\ (task'[t] = Locking("signalled") /\ task'[t] # task[t]) => task[t].pc = "woken"]_vars

\* Signals are not remembered: a wait that begins waits.
NothingRemembered ==
    [][\A t \in Task : (Calls(t, AwaitOps) /\ task'[t] # task[t])
          => task'[t].pc = "parked" \/ task'[t] = Done("interrupted")]_vars

\* A signal that has reached a task is not lost: no interrupt or timeout takes it away, and a wait
\* that fails passes it on.
SignalsAreNotLost ==
    [][\A t \in Task : task[t].pc = "woken" =>
         \/ task'[t].pc = "woken" /\ task'[t].by = task[t].by
         \/ task'[t] = Locking("signalled")
         \/ /\ task'[t] = Done(UnlockedTwice)
            /\ (task[t].by = "signal" /\ queue # <<>>) => Wakes(Head(queue))]_vars

\* A wait returns with L locked, however it ends.
ReturnsWithTheLock ==
    [][\A t \in Task : (Waits(t) \/ task[t].pc = "locking") /\ task'[t].pc = "done"
          /\ task'[t].res # UnlockedTwice => ~held /\ held']_vars

-----------------------------------------------------------------------------
(* Liveness, under Fairness.                                               *)

\* If L is free again and again, a wait that has been signalled returns, and so does one that gave up.
FreeAgainAndAgain == []<>(~held)
WaitsReturn == FreeAgainAndAgain =>
    \A t \in Task : (task[t].pc \in {"woken", "locking"}) ~> (task[t].pc = "idle")

\* Once somebody is about to broadcast, everybody who waits goes on.
BroadcastReleasesEveryone == \A t \in Task :
    (task[t].pc = "parked" /\ \E u \in Task : Calls(u, {"broadcast"})) ~> (task[t].pc # "parked")

\* As long as signals keep coming, nobody waits for ever.
SignalsKeepComing  == []<><<\E t \in Task : Signal(t)>>_vars
WaitersAreSignalled == SignalsKeepComing => \A t \in Task : (task[t].pc = "parked") ~> (task[t].pc # "parked")

-----------------------------------------------------------------------------
(* Refinement: what a user relies on.  Whether a woken task has noticed    *)
(* makes no difference to the user, nor who has woken it.                  *)

Sleeps(s, told) == CASE s.lock = "held"    -> [pc |-> "leaving", op |-> s.op, told |-> told]
                     [] s.lock = "free"    -> IF told THEN [pc |-> "locking", res |-> "signalled"]
                                                      ELSE [pc |-> "waiting", op |-> s.op]
                     [] s.lock = "refused" -> [pc |-> "failing"]

UserView(t) == LET s == task[t] IN
    CASE s.pc = "idle"    -> [pc |-> "idle"]
      [] s.pc = "called"  -> [pc |-> "pending", op |-> s.op]
      [] s.pc = "parked"  -> Sleeps(s, FALSE)
      [] s.pc = "woken"   -> Sleeps(s, TRUE)
      [] s.pc = "locking" -> [pc |-> "locking", res |-> s.res]
      [] s.pc = "done"    -> [pc |-> "returning", res |-> s.res]

User == INSTANCE CondSpec WITH locked <- held, line <- queue, user <- [t \in Task |-> UserView(t)]

AtomicCond == User!Spec

THEOREM Spec => AtomicCond
=============================================================================
