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
EXTENDS Mutex, FiniteSets

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

IndSpec == IndInv /\ [][Next]_vars

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
=============================================================================
