----------------------------- MODULE WaitGroup -----------------------------
(***************************************************************************)
(* Go's sync.WaitGroup as a machine: one action for each critical section  *)
(* of the implementation, with the same name there.                        *)
(*                                                                         *)
(* A counter, and tasks that wait until it is zero.  The step that takes   *)
(* it there releases all of them together.  Mistakes are told exactly and  *)
(* change nothing: a counter below zero, and a group that is used again    *)
(* while somebody whom it has released has not yet come out.               *)
(*                                                                         *)
(* Call and Return are what a user sees; all other actions are internal.   *)
(*                                                                         *)
(* Left out: go, which is an add followed by the start of a task that ends *)
(* with done; how a task waits and is woken (room waiter); where           *)
(* interrupts and time come from.                                          *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
    Task,   \* the tasks
    Most,   \* add takes -Most to Most
    Limit,  \* the largest counter
    Ops     \* the operations that occur in this model, a subset of AllOps

AllOps   == {"add", "done", "await", "awaitFor", "tryAwait"}
AddOps   == {"add", "done"}
AwaitOps == {"await", "awaitFor", "tryAwait"}

Negative == "negative WaitGroup counter"        \* Go's panics, word for word
Reused   == "WaitGroup is reused before previous Wait has returned"
Overflow == "WaitGroup counter overflow"        \* Go's counter wraps around

Result == {"ok", "not ready", "interrupted", "timed out", Negative, Reused, Overflow}

ASSUME Most \in Nat /\ Limit \in Nat /\ Ops \subseteq AllOps

VARIABLES
    count,   \* how much is still to be done
    leaving, \* how many have been released and not yet come out
    waitq,   \* the parked tasks, longest waiting first
    task     \* what each task is doing

vars == <<count, leaving, waitq, task>>

Idle          == [pc |-> "idle"]
Called(op, k) == [pc |-> "called", op |-> op, by |-> k]
Done(r)       == [pc |-> "done", res |-> r]
Woken         == [pc |-> "woken"]

Init == /\ count = 0 /\ leaving = 0
        /\ waitq = <<>>
        /\ task = [t \in Task |-> Idle]

-----------------------------------------------------------------------------
(* Calls and returns.                                                      *)

\* Task t calls operation op; an add changes the counter by k, a done by -1.
Call(t, op, k) ==
    /\ task[t] = Idle
    /\ op \in Ops
    /\ k = (CASE op = "add" -> k [] op = "done" -> -1 [] OTHER -> 0)
    /\ task' = [task EXCEPT ![t] = Called(op, k)]
    /\ UNCHANGED <<count, leaving, waitq>>

\* Task t's operation returns r.
Return(t, r) ==
    /\ task[t] = Done(r)
    /\ task' = [task EXCEPT ![t] = Idle]
    /\ UNCHANGED <<count, leaving, waitq>>

Calls(t, ops) == task[t].pc = "called" /\ task[t].op \in ops
Finish(t, r)  == task' = [task EXCEPT ![t] = Done(r)]
Refuse(t, r)  == Finish(t, r) /\ UNCHANGED <<count, leaving, waitq>>
Range(s)      == {s[i] : i \in DOMAIN s}

-----------------------------------------------------------------------------
(* Add; done is an add of -1.                                              *)

Sum(t)         == count + task[t].by
Fits(t)        == Sum(t) \in 0..Limit
StartsAnew(t)  == count = 0 /\ task[t].by > 0

\* The counter never falls below zero.
AddNegative(t) ==
    /\ Calls(t, AddOps) /\ Sum(t) < 0
    /\ Refuse(t, Negative)

\* Nor does it grow beyond what it can count.
AddOverflow(t) ==
    /\ Calls(t, AddOps) /\ Sum(t) > Limit
    /\ Refuse(t, Overflow)

\* A new round begins only when all of the last one have come out.
AddReused(t) ==
    /\ Calls(t, AddOps) /\ Fits(t) /\ StartsAnew(t) /\ leaving > 0
    /\ Refuse(t, Reused)

\* The counter changes, and is not zero afterwards, or was so before.
Add(t) ==
    /\ Calls(t, AddOps) /\ Fits(t)
    /\ Sum(t) > 0 \/ count = 0
    /\ StartsAnew(t) => leaving = 0
    /\ count' = Sum(t)
    /\ Finish(t, "ok")
    /\ UNCHANGED <<leaving, waitq>>

\* The counter falls to zero: all who wait are released.
AddLast(t) ==
    /\ Calls(t, AddOps) /\ count > 0 /\ Sum(t) = 0
    /\ count' = 0
    /\ leaving' = leaving + Len(waitq)
    /\ waitq' = <<>>
    /\ task' = [u \in Task |-> CASE u = t             -> Done("ok")
                                 [] u \in Range(waitq) -> Woken
                                 [] OTHER              -> task[u]]

-----------------------------------------------------------------------------
(* Await.                                                                  *)

\* An await that finds nothing to be done goes on.
AwaitZero(t) ==
    /\ Calls(t, AwaitOps) /\ count = 0
    /\ Finish(t, "ok")
    /\ UNCHANGED <<count, leaving, waitq>>

\* A blocking await waits until the counter is zero.
AwaitPark(t) ==
    /\ Calls(t, AwaitOps \ {"tryAwait"}) /\ count > 0
    /\ waitq' = Append(waitq, t)
    /\ task' = [task EXCEPT ![t].pc = "parked"]
    /\ UNCHANGED <<count, leaving>>

\* A try-await gives up.
AwaitNotReady(t) ==
    /\ Calls(t, {"tryAwait"}) /\ count > 0
    /\ Finish(t, "not ready")
    /\ UNCHANGED <<count, leaving, waitq>>

-----------------------------------------------------------------------------
(* Waiting ends.                                                           *)

\* A blocking await that is interrupted on entry has no effect.
RefuseInterrupted(t) ==
    /\ Calls(t, AwaitOps \ {"tryAwait"})
    /\ Refuse(t, "interrupted")

\* A parked task that has not been released leaves, interrupted or timed out.
Withdraw(t, why) ==
    /\ task[t].pc = "parked"
    /\ why = "timed out" => task[t].op = "awaitFor"
    /\ LET stays(u) == u # t IN waitq' = SelectSeq(waitq, stays)
    /\ Finish(t, why)
    /\ UNCHANGED <<count, leaving>>

\* A task that has been released comes out.  Not a Resume, which would be its own affair alone:
\* whoever begins a new round looks at leaving.
Leave(t) ==
    /\ task[t] = Woken
    /\ leaving' = leaving - 1
    /\ Finish(t, "ok")
    /\ UNCHANGED <<count, waitq>>

-----------------------------------------------------------------------------
(* The critical section of a called operation, whichever branch it takes.  *)
Section(t) == \/ AddNegative(t) \/ AddOverflow(t) \/ AddReused(t) \/ Add(t) \/ AddLast(t)
              \/ AwaitZero(t) \/ AwaitPark(t) \/ AwaitNotReady(t)

Next ==
    \E t \in Task :
        \/ \E op \in AllOps, k \in -Most..Most : Call(t, op, k)
        \/ \E r \in Result : Return(t, r)
        \/ AddNegative(t) \/ AddOverflow(t) \/ AddReused(t) \/ Add(t) \/ AddLast(t)
        \/ AwaitZero(t) \/ AwaitPark(t) \/ AwaitNotReady(t)
        \/ RefuseInterrupted(t)
        \/ \E why \in {"interrupted", "timed out"} : Withdraw(t, why)
        \/ Leave(t)

Spec == Init /\ [][Next]_vars

(* Tasks run.  Nothing is promised of callers, interrupts and clocks.      *)
Fairness == \A t \in Task : /\ WF_vars(Section(t))
                            /\ WF_vars(Leave(t))
                            /\ WF_vars(\E r \in Result : Return(t, r))

FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
(* Safety: properties of states.                                           *)

WellFormed(s) ==
    \/ s \in {Idle, Woken}
    \/ s.pc \in {"called", "parked"} /\ s.op \in Ops /\ s.by \in -Most..Most
    \/ s.pc = "done" /\ s.res \in Result

Parked(t) == task[t].pc = "parked"

TypeOK == /\ leaving \in 0..Cardinality(Task)
          /\ Range(waitq) \subseteq Task
          /\ \A t \in Task : WellFormed(task[t])

\* The counter is neither negative nor too large.
CounterInRange == count \in 0..Limit

\* The queue holds exactly the parked tasks, each once.
QueuedIffParked ==
    /\ Range(waitq) = {t \in Task : Parked(t)}
    /\ \A i, j \in DOMAIN waitq : waitq[i] = waitq[j] => i = j

\* Nobody waits when there is nothing to wait for.
NobodyWaitsAtZero == count = 0 => \A t \in Task : ~Parked(t)

\* Those who leave are known by their number.
LeavingAreCounted == leaving = Cardinality({t \in Task : task[t] = Woken})

-----------------------------------------------------------------------------
(* Safety: properties of steps.                                            *)

\* The step to zero releases everybody, and nothing else releases anybody.
AllReleasedTogether ==
    [][\A t \in Task : Parked(t) =>
          /\ (count > 0 /\ count' = 0) => task'[t] = Woken
          /\ task'[t] = Woken => count' = 0]_vars

\* An await that does not wait returns only at zero.
AwaitMeansZero ==
    [][\A t \in Task : Calls(t, AwaitOps) => (task'[t] = Done("ok") => count = 0)]_vars

\* No round begins before all of the last one have come out.
RoundsDoNotOverlap == [][(count = 0 /\ count' > 0) => leaving = 0]_vars

\* A mistake that is told has had no effect.
MistakesChangeNothing ==
    [][\A t \in Task :
          (Calls(t, AddOps) /\ task'[t].pc = "done" /\ task'[t].res # "ok") => count' = count]_vars

\* Who has been released is out: no interrupt and no timeout takes it back.
ReleaseIsFinal == [][\A t \in Task : task[t] = Woken => task'[t] \in {Woken, Done("ok")}]_vars

-----------------------------------------------------------------------------
(* Liveness, under Fairness.                                               *)

\* Every operation but a wait acts.
CalledOperationsAct == \A t \in Task : (task[t].pc = "called") ~> (task[t].pc # "called")

\* Who is released returns.
ReleasedTasksReturn == \A t \in Task : (task[t] = Woken) ~> (task[t] = Idle)

\* Who waits returns once the last is about to be done.
LastDoneReleases == \A t, u \in Task :
    (/\ count = 1 /\ Parked(t) /\ Calls(u, {"done"})
     /\ \A v \in Task \ {u} : Parked(v)) ~> (task[t] = Idle)

-----------------------------------------------------------------------------
(* Refinement: what a user relies on.                                      *)

UserView(s) ==
    CASE s.pc = "idle"   -> [pc |-> "idle"]
      [] s.pc = "called" -> [pc |-> "pending", op |-> s.op, by |-> s.by]
      [] s.pc = "parked" -> [pc |-> "waiting", op |-> s.op]
      [] s.pc = "woken"  -> [pc |-> "released"]
      [] s.pc = "done"   -> [pc |-> "returning", res |-> s.res]

User == INSTANCE WaitGroupSpec WITH user <- [t \in Task |-> UserView(task[t])]

AwaitsAllThatIsAdded == User!Spec

THEOREM Spec => AwaitsAllThatIsAdded
=============================================================================
