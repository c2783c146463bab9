------------------------------ MODULE CondInd -------------------------------
(***************************************************************************)
(* An inductive invariant of module Cond: it holds at the start, every     *)
(* step of the machine keeps it, and it implies the safety invariants      *)
(* there.  TLC checks the step from every type-correct state that          *)
(* satisfies it, reachable or not; unlike a search from Init this says     *)
(* something about runs of any length without visiting them.  From the     *)
(* same states it checks that each step is a step of the user-level        *)
(* specification, or none.                                                 *)
(*                                                                         *)
(* Module Cond is in specs/cond: stock TLC finds it with                   *)
(* -DTLA-Library=../../specs/cond.                                         *)
(***************************************************************************)
EXTENDS Cond, FiniteSets, Randomization, TLC

\* The ways in which some of the tasks can stand in line; finite, unlike Seq(Task).
Orders == {q \in UNION {[1..n -> Task] : n \in 0..Cardinality(Task)} :
              \A i, j \in DOMAIN q : q[i] = q[j] => i = j}

WaitStates(op) == [pc : {"parked"}, op : {op}, lock : {"held", "free", "refused"}]
             \cup [pc : {"woken"}, op : {op}, lock : {"held", "free", "refused"}, by : {"signal", "broadcast"}]

TaskState == {Idle} \cup {Called(op) : op \in Ops} \cup {Done(r) : r \in Result}
             \cup UNION {WaitStates(op) : op \in Ops \cap AwaitOps}
             \cup {Locking(r) : r \in {"signalled", "interrupted", "timed out"}}

IndTypeOK == /\ held \in BOOLEAN
             /\ queue \in Orders
             /\ task \in [Task -> TaskState]

IndInv == IndTypeOK /\ QueuedIffParked

\* From the start, and from every state that satisfies the invariant.
IndSpec == (Init \/ IndInv) /\ [][Next]_vars

\* Each step of the machine is one that the user may see.
StepsRefine == [][User!UNext]_(User!uvars)

\* Too weak: it does not say that those who have been woken have left the queue.  One step later one
\* has gone on, and is queued still.
WeakInv == /\ IndTypeOK
           /\ \A t \in Task : task[t].pc = "parked" => t \in Range(queue)
           /\ \A t \in Range(queue) : Waits(t)

WeakSpec == WeakInv /\ [][Next]_vars

-----------------------------------------------------------------------------
(* Larger sizes: some of the states, at random, and two steps from each.   *)

\* All who are in S stand in line, in any order.
Lines(S) == {q \in Orders : {q[i] : i \in DOMAIN q} = S}

\* Some of what the tasks can be doing, in every state of the lock and the queue that fits.
Drawn == /\ task \in RandomSubset(200, [Task -> TaskState])
         /\ queue \in Lines({t \in Task : task[t].pc = "parked"})

DrawnSpec == Drawn /\ IndInv /\ [][Next]_vars

\* The level is that of the state from which a step is taken, so TLC takes two steps and no more.
TwoSteps == TLCGet("level") < 2
=============================================================================
