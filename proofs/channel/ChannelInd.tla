----------------------------- MODULE ChannelInd -----------------------------
(***************************************************************************)
(* An inductive invariant of module Channel: it holds at the start, every  *)
(* step of the machine keeps it, and it implies the safety invariants.     *)
(* TLC checks the step from every type-correct state that satisfies it,    *)
(* reachable or not, for the number of tasks, values and slots of each     *)
(* configuration; unlike a search from Init this says something about runs *)
(* of any length without visiting them.                                    *)
(*                                                                         *)
(* Module Channel is in specs/channel: stock TLC finds it with             *)
(* -DTLA-Library=../../specs/channel.                                      *)
(***************************************************************************)
EXTENDS Channel, FiniteSets, Randomization

\* Sequences over S of at most n elements, and those without repetition; finite, unlike Seq(S).
BoundedSeq(S, n) == UNION {[1..m -> S] : m \in 0..n}
Orders == {q \in BoundedSeq(Task, Cardinality(Task)) :
              \A i, j \in DOMAIN q : q[i] = q[j] => i = j}

Operand(op)  == IF op \in SendOps THEN Val ELSE {None}
Calling      == UNION {{[pc |-> "called", op |-> op, val |-> v] : v \in Operand(op)} : op \in Ops}
Waiting      == UNION {{[pc |-> "parked", op |-> op, val |-> v] : v \in Operand(op)} :
                           op \in Ops \cap ((SendOps \cup RecvOps) \ TryOps)}
OutcomeOf(op) == IF op \in SendOps THEN {"sent", SentOnClosed} ELSE Val \cup {"closed"}
Completed    == UNION {{[pc |-> "woken", op |-> s.op, val |-> s.val, res |-> r] :
                           r \in OutcomeOf(s.op)} : s \in Waiting}
TaskState    == {Idle} \cup Calling \cup Waiting \cup Completed \cup {Done(r) : r \in Result}

IndTypeOK == /\ buf \in BoundedSeq(Val, Cap)
             /\ closed \in BOOLEAN
             /\ sendq \in Orders /\ recvq \in Orders
             /\ task \in [Task -> TaskState]

IndInv == /\ IndTypeOK
          /\ Nil => (~closed /\ sendq = <<>> /\ recvq = <<>>)
          /\ QueuedIffParked
          /\ NobodyParkedCouldProceed

\* From the start, and from every state that satisfies the invariant.
IndSpec == (Init \/ IndInv) /\ [][Next]_vars

\* Too weak: it does not say that every parked task is in a queue.  One step later a sender is
\* parked beside a receiver, or a task is parked on a closed channel.
WeakInv == /\ IndTypeOK
           /\ \A i \in DOMAIN sendq : Sending(sendq[i])
           /\ \A i \in DOMAIN recvq : Receiving(recvq[i])
           /\ NobodyParkedCouldProceed

WeakSpec == WeakInv /\ [][Next]_vars

-----------------------------------------------------------------------------
(* Larger sizes: some of the states, at random, and two steps from each.   *)

\* All who are in S stand in line, in any order.
Lines(S) == {q \in Orders : {q[i] : i \in DOMAIN q} = S}

\* Some of what the tasks can be doing, in every state of the channel that fits.
Drawn == /\ task \in RandomSubset(100, [Task -> TaskState])
         /\ sendq \in Lines({t \in Task : Sending(t)})
         /\ recvq \in Lines({t \in Task : Receiving(t)})

DrawnSpec == Drawn /\ IndInv /\ [][Next]_vars

\* The level is that of the state from which a step is taken, so TLC takes two steps and no more.
TwoSteps == TLCGet("level") < 2
=============================================================================
