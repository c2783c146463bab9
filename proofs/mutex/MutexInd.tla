------------------------------ MODULE MutexInd ------------------------------
(***************************************************************************)
(* An inductive invariant of module Mutex: it holds at the start, every    *)
(* step of the machine keeps it, and it is the conjunction of the safety   *)
(* invariants there.  TLC checks the step from every type-correct state    *)
(* that satisfies it, reachable or not; unlike a search from Init this     *)
(* says something about runs of any length without visiting them.  From    *)
(* the same states it checks that each step is a step of the user-level    *)
(* specification, or none.                                                 *)
(*                                                                         *)
(* Module Mutex is in specs/mutex: stock TLC finds it with                 *)
(* -DTLA-Library=../../specs/mutex.                                        *)
(***************************************************************************)
EXTENDS Mutex, FiniteSets, Randomization, TLC

\* The ways in which some of the tasks can stand in line; finite, unlike Seq(Task).
Orders == {q \in UNION {[1..n -> Task] : n \in 0..Cardinality(Task)} :
              \A i, j \in DOMAIN q : q[i] = q[j] => i = j}

TaskState == {Idle} \cup {Called(op) : op \in Ops} \cup {Done(r) : r \in Result}
             \cup [pc : {"parked", "awake", "woken"}, op : Ops \cap BlockingOps]

IndTypeOK == /\ held \in BOOLEAN /\ mode \in Mode /\ awake \in BOOLEAN
             /\ queue \in Orders
             /\ task \in [Task -> TaskState]

IndInv == /\ IndTypeOK
          /\ QueuedIffParked
          /\ OneIsAwake
          /\ FreeMeansSomebodyIsAwake
          /\ StarvingMeansAwaited
          /\ StarvingMeansNobodyCompetes

\* From the start, and from every state that satisfies the invariant.
IndSpec == (Init \/ IndInv) /\ [][Next]_vars

\* Each step of the machine is one that the user may see.
StepsRefine == [][User!UNext]_(User!uvars)

\* Too weak: it does not say that only one task competes.  One step later one of two has done so,
\* and the other one is forgotten.
WeakInv == /\ IndTypeOK
           /\ QueuedIffParked
           /\ awake <=> \E t \in Task : task[t].pc = "awake"
           /\ FreeMeansSomebodyIsAwake
           /\ StarvingMeansAwaited
           /\ StarvingMeansNobodyCompetes

WeakSpec == WeakInv /\ [][Next]_vars

-----------------------------------------------------------------------------
(* Larger sizes: some of the states, at random, and two steps from each.   *)

\* All who are in S stand in line, in any order.
Lines(S) == {q \in Orders : {q[i] : i \in DOMAIN q} = S}

\* Some of what the tasks can be doing, in every state of the mutex that fits.
Drawn == /\ task \in RandomSubset(300, [Task -> TaskState])
         /\ queue \in Lines({t \in Task : task[t].pc = "parked"})

DrawnSpec == Drawn /\ IndInv /\ [][Next]_vars

\* The level is that of the state from which a step is taken, so TLC takes two steps and no more.
TwoSteps == TLCGet("level") < 2
=============================================================================
