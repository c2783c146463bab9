------------------------------- MODULE Mutex -------------------------------
(***************************************************************************)
(* Go's mutex as a machine: one action for each critical section of the    *)
(* implementation, with the same name there.  Behaviour follows Lock,      *)
(* TryLock and Unlock of Go's sync/mutex.go.                               *)
(*                                                                         *)
(* In normal mode an unlock frees the mutex and wakes the waiter that has  *)
(* waited longest; it competes with newcomers, and if it loses it waits    *)
(* again, at the head of the queue.  A waiter that loses after having      *)
(* waited long switches the mutex to starvation mode: from then on an      *)
(* unlock hands the mutex to the head of the queue, and newcomers cannot   *)
(* overtake.  The mutex returns to normal mode when it is handed to the    *)
(* last waiter, or to one that has not waited long.                        *)
(*                                                                         *)
(* Go knows neither timeouts nor interrupts; here a waiter may give up.    *)
(* Time is left out: a waiter may be found to have waited long at any      *)
(* moment.  Left out as well: how a task waits and is woken (module        *)
(* Waiter), spinning (the implementation does not spin), the lock around   *)
(* the actions, and who holds the mutex: any task may unlock it.           *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANTS
    Task,   \* the tasks that use the mutex
    Ops     \* the operations that occur in this model, a subset of AllOps

LockOps     == {"lock", "lockInterruptibly", "lockFor", "tryLock"}
BlockingOps == LockOps \ {"tryLock"}
PatientOps  == {"lock"}                 \* wait whatever happens
TimedOps    == {"lockFor"}              \* wait, but not for ever
AllOps      == LockOps \cup {"unlock"}

UnlockedTwice == "unlock of unlocked mutex"     \* Go's fatal error, word for word

Result == {"locked", "not ready", "interrupted", "timed out", "unlocked", UnlockedTwice}
Mode   == {"normal", "starving"}
Whys   == {"interrupted", "timed out"}

ASSUME Ops \subseteq AllOps

VARIABLES
    held,   \* whether the mutex is locked
    mode,   \* normal or starving
    awake,  \* whether a woken waiter is about to compete for the mutex
    queue,  \* the parked tasks, longest waiting first
    task    \* what each task is doing

vars == <<held, mode, awake, queue, task>>

(* What a task can be doing.  An awake task has been told to compete; a    *)
(* woken one has been handed the mutex and has not noticed yet.            *)
Idle       == [pc |-> "idle"]
Called(op) == [pc |-> "called", op |-> op]
Done(r)    == [pc |-> "done", res |-> r]

Init == /\ held = FALSE /\ mode = "normal" /\ awake = FALSE
        /\ queue = <<>>
        /\ task = [t \in Task |-> Idle]

-----------------------------------------------------------------------------
(* Calls and returns.                                                      *)

\* Task t calls operation op.
Call(t, op) ==
    /\ task[t] = Idle
    /\ op \in Ops
    /\ task' = [task EXCEPT ![t] = Called(op)]
    /\ UNCHANGED <<held, mode, awake, queue>>

\* Task t's operation returns r.
Return(t, r) ==
    /\ task[t] = Done(r)
    /\ task' = [task EXCEPT ![t] = Idle]
    /\ UNCHANGED <<held, mode, awake, queue>>

Calls(t, ops) == task[t].pc = "called" /\ task[t].op \in ops
Finish(t, r)  == task' = [task EXCEPT ![t] = Done(r)]
Goes(t, pc)   == task' = [task EXCEPT ![t].pc = pc]

-----------------------------------------------------------------------------
(* Lock.                                                                   *)

\* A lock that finds the mutex free takes it, even past those who wait: so does Go's.
LockFree(t) ==
    /\ Calls(t, LockOps) /\ ~held
    /\ held' = TRUE
    /\ Finish(t, "locked")
    /\ UNCHANGED <<mode, awake, queue>>

\* A lock that finds the mutex held joins the queue.
LockPark(t) ==
    /\ Calls(t, BlockingOps) /\ held
    /\ queue' = Append(queue, t)
    /\ Goes(t, "parked")
    /\ UNCHANGED <<held, mode, awake>>

\* A try-lock that finds the mutex held gives up.
LockNotReady(t) ==
    /\ Calls(t, {"tryLock"}) /\ held
    /\ Finish(t, "not ready")
    /\ UNCHANGED <<held, mode, awake, queue>>

-----------------------------------------------------------------------------
(* Unlock.                                                                 *)

\* Nobody is to be woken: nobody waits, or somebody is awake already.
UnlockFree(t) ==
    /\ Calls(t, {"unlock"}) /\ held /\ mode = "normal"
    /\ queue = <<>> \/ awake
    /\ held' = FALSE
    /\ Finish(t, "unlocked")
    /\ UNCHANGED <<mode, awake, queue>>

\* The mutex becomes free, and the task that has waited longest is woken to compete for it.
UnlockWake(t) ==
    /\ Calls(t, {"unlock"}) /\ held /\ mode = "normal"
    /\ queue # <<>> /\ ~awake
    /\ held' = FALSE /\ awake' = TRUE
    /\ queue' = Tail(queue)
    /\ task' = [task EXCEPT ![t] = Done("unlocked"), ![Head(queue)].pc = "awake"]
    /\ UNCHANGED mode

\* The mutex is handed to the task that has waited longest.  It is starving still if others wait
\* and that task has waited long.
UnlockHandOff(t, next) ==
    /\ Calls(t, {"unlock"}) /\ held /\ mode = "starving"
    /\ next = "starving" => Len(queue) > 1
    /\ mode' = next
    /\ queue' = Tail(queue)
    /\ task' = [task EXCEPT ![t] = Done("unlocked"), ![Head(queue)].pc = "woken"]
    /\ UNCHANGED <<held, awake>>

\* An unlock of an unlocked mutex fails.
UnlockUnlocked(t) ==
    /\ Calls(t, {"unlock"}) /\ ~held
    /\ Finish(t, UnlockedTwice)
    /\ UNCHANGED <<held, mode, awake, queue>>

-----------------------------------------------------------------------------
(* An awake task competes.                                                 *)

\* The mutex is free: the task takes it.
RetryLock(t) ==
    /\ task[t].pc = "awake" /\ ~held
    /\ held' = TRUE /\ awake' = FALSE
    /\ Finish(t, "locked")
    /\ UNCHANGED <<mode, queue>>

\* Somebody was faster: the task waits again, at the head of the queue.
RetryPark(t) ==
    /\ task[t].pc = "awake" /\ held
    /\ awake' = FALSE
    /\ queue' = <<t>> \o queue
    /\ Goes(t, "parked")
    /\ UNCHANGED <<held, mode>>

\* Somebody was faster, and the task has waited long: it is the next.
RetryStarve(t) ==
    /\ task[t].pc = "awake" /\ held
    /\ awake' = FALSE /\ mode' = "starving"
    /\ queue' = <<t>> \o queue
    /\ Goes(t, "parked")
    /\ UNCHANGED held

-----------------------------------------------------------------------------
(* Waiting ends.                                                           *)

\* An interruptible operation that is interrupted on entry has no effect.
RefuseInterrupted(t) ==
    /\ Calls(t, BlockingOps \ PatientOps)
    /\ Finish(t, "interrupted")
    /\ UNCHANGED <<held, mode, awake, queue>>

\* A parked task leaves, interrupted or timed out.  If nobody is left, nobody starves.
Withdraw(t, why) ==
    /\ task[t].pc = "parked"
    /\ task[t].op \notin PatientOps
    /\ why = "timed out" => task[t].op \in TimedOps
    /\ queue' = SelectSeq(queue, LAMBDA u : u # t)
    /\ mode' = IF queue' = <<>> THEN "normal" ELSE mode
    /\ Finish(t, why)
    /\ UNCHANGED <<held, awake>>

\* A task that was handed the mutex goes on with it.
Resume(t) ==
    /\ task[t].pc = "woken"
    /\ Finish(t, "locked")
    /\ UNCHANGED <<held, mode, awake, queue>>

-----------------------------------------------------------------------------
(* The critical section of a called operation, whichever branch it takes;  *)
(* that of an awake task.                                                  *)
Section(t) == \/ LockFree(t) \/ LockPark(t) \/ LockNotReady(t)
              \/ UnlockFree(t) \/ UnlockWake(t) \/ UnlockUnlocked(t)
              \/ \E next \in Mode : UnlockHandOff(t, next)
Retry(t)   == RetryLock(t) \/ RetryPark(t) \/ RetryStarve(t)

Next ==
    \E t \in Task :
        \/ \E op \in AllOps : Call(t, op)
        \/ \E r \in Result : Return(t, r)
        \/ LockFree(t)
        \/ LockPark(t)
        \/ LockNotReady(t)
        \/ UnlockFree(t)
        \/ UnlockWake(t)
        \/ \E next \in Mode : UnlockHandOff(t, next)
        \/ UnlockUnlocked(t)
        \/ RetryLock(t)
        \/ RetryPark(t)
        \/ RetryStarve(t)
        \/ RefuseInterrupted(t)
        \/ \E why \in Whys : Withdraw(t, why)
        \/ Resume(t)

Spec == Init /\ [][Next]_vars

(* Tasks run; and time passes: a task that competes in vain again and      *)
(* again is in the end found to have waited long.  Nothing is promised of  *)
(* callers, interrupts and deadlines.                                      *)
Fairness == \A t \in Task : /\ WF_vars(Section(t))
                            /\ WF_vars(Retry(t))
                            /\ SF_vars(RetryStarve(t))
                            /\ WF_vars(Resume(t))
                            /\ WF_vars(\E r \in Result : Return(t, r))

FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
(* Safety: properties of states.                                           *)

Range(s) == {s[i] : i \in DOMAIN s}

WellFormed(t) == LET s == task[t] IN
    \/ s = Idle
    \/ s.pc = "called" /\ s.op \in Ops
    \/ s.pc \in {"parked", "awake", "woken"} /\ s.op \in Ops \cap BlockingOps
    \/ s.pc = "done" /\ s.res \in Result

TypeOK == /\ held \in BOOLEAN /\ mode \in Mode /\ awake \in BOOLEAN
          /\ Range(queue) \subseteq Task
          /\ \A t \in Task : WellFormed(t)

\* The queue holds exactly the parked tasks, each once.
QueuedIffParked ==
    /\ Range(queue) = {t \in Task : task[t].pc = "parked"}
    /\ \A i, j \in DOMAIN queue : queue[i] = queue[j] => i = j

\* At most one woken task competes, so that an unlock does not wake a crowd.
OneIsAwake ==
    /\ awake <=> \E t \in Task : task[t].pc = "awake"
    /\ \A t, u \in Task : task[t].pc = "awake" /\ task[u].pc = "awake" => t = u

\* No wake-up is lost: while the mutex is free, somebody is awake if anybody waits.
FreeMeansSomebodyIsAwake == ~held /\ queue # <<>> => awake

\* Starvation mode is about somebody who waits, for a holder that will hand over.
StarvingMeansAwaited == mode = "starving" => held /\ queue # <<>>

\* In starvation mode nobody competes with the head of the queue.
StarvingMeansNobodyCompetes == mode = "starving" => ~awake

-----------------------------------------------------------------------------
(* Safety: properties of steps.                                            *)

Granted(s)   == s.pc = "woken" \/ s = Done("locked")        \* for a task's record
Gets(t)      == ~Granted(task[t]) /\ Granted(task'[t])
Releases(t)  == task[t].pc = "called" /\ task'[t] = Done("unlocked")

\* Mutual exclusion: the mutex is given only to one task at a time, when it is free or by the
\* unlock that gives it up.
MutualExclusion ==
    [][\A t \in Task : Gets(t) =>
          /\ held'
          /\ ~held \/ \E u \in Task : Releases(u)
          /\ \A u \in Task : Gets(u) => u = t]_vars

\* A mutex that is held stays so until it is unlocked.
HeldUntilUnlocked == [][held /\ ~held' => \E t \in Task : Releases(t)]_vars

\* What was handed to a task is what its operation returns: no interrupt or timeout takes it away.
OutcomeIsFinal ==
    [][\A t \in Task : task[t].pc = "woken" => task'[t] \in {task[t], Done("locked")}]_vars

\* A task that competed in vain keeps its place, before those who came later.
LosersKeepTheirPlace ==
    [][\A t \in Task : task[t].pc = "awake" /\ task'[t].pc = "parked" => Head(queue') = t]_vars

\* Tasks that have called queue up behind the others.
NewcomersJoinAtTheTail ==
    [][\A t \in Task : task[t].pc = "called" /\ task'[t].pc = "parked" => queue' = Append(queue, t)]_vars

\* In starvation mode the mutex goes to the head of the queue and to nobody else.
StarvingServesInOrder ==
    [][mode = "starving" => \A t \in Task : Gets(t) => t = Head(queue)]_vars

-----------------------------------------------------------------------------
(* Liveness, under Fairness.                                               *)

\* A called operation takes effect or parks.
CalledOperationsAct == \A t \in Task : (task[t].pc = "called") ~> (task[t].pc # "called")

\* A task that was woken to compete does so, and one that was handed the mutex returns.
AwakeTasksCompete == \A t \in Task : (task[t].pc = "awake") ~> (task[t].pc # "awake")
WokenTasksReturn  == \A t \in Task : (task[t].pc = "woken") ~> (task[t].pc = "idle")

\* As long as unlocks keep succeeding, nobody waits for ever, however greedy the others are.
UnlocksKeepSucceeding ==
    []<><<\E t \in Task : \/ UnlockFree(t) \/ UnlockWake(t)
                          \/ \E next \in Mode : UnlockHandOff(t, next)>>_vars
NobodyStarves == UnlocksKeepSucceeding => \A t \in Task : (task[t].pc = "parked") ~> (task[t].pc = "idle")

-----------------------------------------------------------------------------
(* Refinement: what a user relies on.                                      *)

UserView(t) == LET s == task[t] IN
    CASE s.pc = "idle"                -> [pc |-> "idle"]
      [] s.pc = "called"              -> [pc |-> "pending", op |-> s.op]
      [] s.pc \in {"parked", "awake"} -> [pc |-> "waiting", op |-> s.op]
      [] s.pc = "woken"               -> [pc |-> "returning", res |-> "locked"]
      [] s.pc = "done"                -> [pc |-> "returning", res |-> s.res]

User == INSTANCE MutexSpec WITH locked <- held, user <- [t \in Task |-> UserView(t)]

LinearizableMutex == User!Spec

THEOREM Spec => LinearizableMutex
=============================================================================
