--------------------------- MODULE ChannelHistory ---------------------------
(***************************************************************************)
(* Module Channel with a memory of the values: what was offered, accepted, *)
(* taken and returned.  It says in so many words what refinement of        *)
(* ChannelSpec implies: values are conserved and stay in order.            *)
(*                                                                         *)
(* Every value is offered at most once, so that values can be told apart.  *)
(***************************************************************************)
EXTENDS Channel, FiniteSets

VARIABLES
    offered,  \* the values that some send was called with
    accepted, \* the values of the sends that succeeded, in the order in which they did
    taken,    \* the values that receives took, in the order in which they did
    returned  \* the values that receives returned

history == <<offered, accepted, taken, returned>>

HInit == Init /\ offered = {} /\ accepted = <<>> /\ taken = <<>> /\ returned = {}

(* What the tasks experience in a step.                                    *)
Offers(t)   == task[t] = Idle /\ task'[t] # Idle /\ task'[t].val # None
InFlight(t) == task[t].pc \in {"called", "parked"}
Outcome(t)  == IF task'[t].pc \in {"woken", "done"} THEN task'[t].res ELSE None
Succeeds(t) == InFlight(t) /\ Outcome(t) = "sent"
Obtains(t)  == InFlight(t) /\ Outcome(t) \in Val
Returns(t)  == task[t].pc = "done" /\ task'[t] = Idle /\ task[t].res \in Val

AsSeq(S) == CHOOSE f \in [1..Cardinality(S) -> S] : {f[i] : i \in DOMAIN f} = S
Sent     == LET s == AsSeq({t \in Task : Succeeds(t)}) IN [i \in DOMAIN s |-> task[s[i]].val]
Obtained == LET s == AsSeq({t \in Task : Obtains(t)})  IN [i \in DOMAIN s |-> task'[s[i]].res]

HNext ==
    /\ Next
    /\ \A t \in Task : Offers(t) => task'[t].val \notin offered
    /\ offered'  = offered \cup {task'[t].val : t \in {u \in Task : Offers(u)}}
    /\ accepted' = accepted \o Sent
    /\ taken'    = taken \o Obtained
    /\ returned' = returned \cup {task[t].res : t \in {u \in Task : Returns(u)}}

HSpec == HInit /\ [][HNext]_<<vars, history>>

Symmetry == Permutations(Task) \cup Permutations(Val)

-----------------------------------------------------------------------------

\* No value is invented.
NothingInvented == Range(accepted) \subseteq offered

\* No value is taken twice.
NothingDuplicated == \A i, j \in DOMAIN taken : taken[i] = taken[j] => i = j

\* What was accepted is in the buffer until it is taken: nothing is lost.
ValuesConserved == Range(accepted) = Range(taken) \cup Range(buf)

\* Values are taken in the order in which they were accepted.
ValueFIFO == accepted = taken \o buf

\* What was taken has been returned, or is on its way to the caller.
TakenIsReturned ==
    Range(taken) = returned \cup {task[t].res : t \in {u \in Task :
                                     task[u].pc \in {"woken", "done"} /\ task[u].res \in Val}}

\* A value whose send failed stays with the sender.
FailedSendsLeaveNothing ==
    \A t \in Task : (InFlight(t) /\ task[t].val # None) => task[t].val \notin Range(accepted)
=============================================================================
