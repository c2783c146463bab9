---------------------------- MODULE WaitGroupInd ----------------------------
(***************************************************************************)
(* An inductive invariant of module WaitGroup: it holds at the start, every*)
(* step of the machine keeps it, and it implies the safety invariants      *)
(* there.  TLC checks the step from every type-correct state that          *)
(* satisfies it, reachable or not; unlike a search from Init this says     *)
(* something about runs of any length without visiting them.  From the     *)
(* same states it checks that each step is a step of the user-level        *)
(* specification, or none.                                                 *)
(*                                                                         *)
(* Module WaitGroup is in specs/waitgroup: stock TLC finds it with         *)
(* -DTLA-Library=../../specs/waitgroup.                                    *)
(***************************************************************************)
EXTENDS WaitGroup, Randomization, TLC

\* The ways in which some of the tasks can stand in line; finite, unlike Seq(Task).
Orders == {q \in UNION {[1..n -> Task] : n \in 0..Cardinality(Task)} :
              \A i, j \in DOMAIN q : q[i] = q[j] => i = j}

By(op) == CASE op = "add" -> -Most..Most [] op = "done" -> {-1} [] OTHER -> {0}

TaskState == {Idle, Woken} \cup {Done(r) : r \in Result}
             \cup UNION {{Called(op, k) : k \in By(op)} : op \in Ops}
             \cup [pc : {"parked"}, op : Ops \cap (AwaitOps \ {"tryAwait"}), by : {0}]

IndTypeOK == /\ count \in 0..Limit /\ leaving \in 0..Cardinality(Task)
             /\ waitq \in Orders
             /\ task \in [Task -> TaskState]

IndInv == /\ IndTypeOK
          /\ QueuedIffParked
          /\ NobodyWaitsAtZero
          /\ LeavingAreCounted

\* From the start, and from every state that satisfies the invariant.
IndSpec == (Init \/ IndInv) /\ [][Next]_vars

\* Each step of the machine is one that the user may see.
StepsRefine == [][User!UNext]_(User!uvars)

\* Too weak: it does not say that everybody who waits is in the queue.  One step later the counter is
\* zero, and somebody waits still.
WeakInv == /\ IndTypeOK
           /\ \A i \in DOMAIN waitq : Parked(waitq[i])
           /\ NobodyWaitsAtZero
           /\ LeavingAreCounted

WeakSpec == WeakInv /\ [][Next]_vars

-----------------------------------------------------------------------------
(* Larger sizes: some of the states, at random, and two steps from each.   *)

\* All who are in S stand in line, in any order.
Lines(S) == {q \in Orders : {q[i] : i \in DOMAIN q} = S}

\* Some of what the tasks can be doing, in every state of the counter and the queue that fits.
Drawn == /\ task \in RandomSubset(100, [Task -> TaskState])
         /\ waitq \in Lines({t \in Task : Parked(t)})

DrawnSpec == Drawn /\ IndInv /\ [][Next]_vars

\* The level is that of the state from which a step is taken, so TLC takes two steps and no more.
TwoSteps == TLCGet("level") < 2
=============================================================================
