------------------------------ MODULE WaiterInd ------------------------------
(***************************************************************************)
(* An inductive invariant of module Waiter: it holds at the start, every   *)
(* step of the protocol keeps it, and it implies the promises there.  TLC  *)
(* checks the step from every type-correct state that satisfies it,        *)
(* reachable or not, for the tasks, partners and rounds of each            *)
(* configuration; unlike a search from Init this says something about runs *)
(* of any length without visiting them.  From the same states it checks    *)
(* that each step is a step of the atomic wait, or none.                   *)
(*                                                                         *)
(* What a partner has done with a waiter, and with which, decides most of  *)
(* it: who is queued, which waiters are completed, with which outcome, and *)
(* which values have been returned.                                        *)
(*                                                                         *)
(* Module Waiter is in specs/waiter: stock TLC finds it with               *)
(* -DTLA-Library=../../specs/waiter.                                       *)
(***************************************************************************)
EXTENDS MCWaiter, Randomization

Reasons == {Interrupted, TimedOut}

\* The ways in which some of the tasks can stand in line; finite, unlike Seq(Task).
Orders == {q \in UNION {[1..n -> Task] : n \in 0..Cardinality(Task)} :
              \A i, j \in DOMAIN q : q[i] = q[j] => i = j}

-----------------------------------------------------------------------------
(* Who has the lock, and who was taken off the queue by whom.              *)

\* A task or partner between its taking the lock and its leaving it.
Section(x)   == IF x \in Task THEN {"enqueue", "unlock", "withdraw", "reunlock"}
                              ELSE {"dequeue", "write", "complete", "unlock"}
InSection(x) == pc[x] \in Section(x)

\* The lock excludes, and its holder is known.
LockIsExact == /\ lock \in {Free} \cup Task \cup Partner
               /\ \A x \in Task \cup Partner : InSection(x) <=> lock = x

\* The partner has taken the waiter of the task's present wait.
Took(p, t) == target[p] = t /\ wait[p] = round[t]
Taken(t)   == \E p \in Partner : Took(p, t)
\* It has written the outcome; it has set the state.
Wrote(p, t)     == Took(p, t) /\ pc[p] # "write"
Completed(p, t) == Took(p, t) /\ pc[p] \notin {"write", "complete"}

\* A partner has a waiter from Dequeue on, of a wait that has begun, and nobody else has that one.
PartnersHaveOneWaiterEach ==
    \A p \in Partner :
        /\ target[p] = None <=> pc[p] \in {"lock", "dequeue", "refused"}
        /\ IF target[p] = None THEN wait[p] = 0
           ELSE /\ wait[p] <= round[target[p]]
                /\ wait[p] = round[target[p]] => InWait(target[p]) /\ pc[target[p]] # "unlock"
                /\ pc[p] \in {"write", "complete"} => wait[p] = round[target[p]]
                /\ \A q \in Partner \ {p} : target[q] = target[p] => wait[q] # wait[p]

\* What the partners have done decides about waiters and values.
StateOf(t)    == IF ~InWait(t) THEN None
                 ELSE IF \E p \in Partner : Completed(p, t) THEN "completed" ELSE "waiting"
OutcomeOf(t)  == IF \E p \in Partner : Wrote(p, t) THEN CHOOSE p \in Partner : Wrote(p, t) ELSE None
ReturnedOf(p) == IF target[p] # None /\ wait[p] < round[target[p]] THEN 1 ELSE 0

-----------------------------------------------------------------------------
(* What is known of a task.                                                *)

\* Only the last of its waits is still to end.
RoundIsExact(t) == pc[t] # "idle" => round[t] < Rounds

\* It has announced each wait at most from Announce on, and surely when it may park or has looked
\* whether it should.
Announces == {"state", "flag", "clock", "park", "parked", "relock", "withdraw", "reunlock", "clear"}
AnnouncedInTime(t) ==
    /\ parking[t] \subseteq 0..round[t]
    /\ round[t] \in parking[t] => pc[t] \in Announces \cup {"take", "return"}
    /\ pc[t] \in Announces => round[t] \in parking[t]

\* It wants to withdraw for a reason that there is, and has begun to if it says so.
ReasonIsTrue(t) ==
    /\ why[t] # None => pc[t] \in {"relock", "withdraw", "reunlock", "take", "clear", "return"}
    /\ pc[t] \in {"relock", "withdraw", "reunlock", "clear"} => why[t] # None
    /\ why[t] = TimedOut => due[t]
    /\ why[t] = Interrupted /\ pc[t] # "return" => flag[t]

\* The clock is asked by a task with a deadline only.
DueInWait(t) == /\ due[t] => t \in Timed /\ InWait(t)
                /\ pc[t] = "clock" => t \in Timed

\* Until an exception answers an interrupt, the flag tells of it.
FlagIsOwed(t) == IF result[t] = Interrupted /\ pc[t] \in {"reunlock", "clear"}
                 THEN flag[t] /\ ~owed[t]
                 ELSE owed[t] = flag[t]

\* A task knows its result when it has withdrawn or has read the outcome, not before.
ResultIsExact(t) ==
    /\ result[t] # None => pc[t] \in {"reunlock", "clear", "return"}
    /\ result[t] \in Reasons => result[t] = why[t] /\ ~Taken(t)
    /\ result[t] \in Partner => pc[t] = "return" /\ state[t] = "completed" /\ result[t] = outcome[t]
    /\ pc[t] = "return" => result[t] # None
    /\ pc[t] = "clear"  => result[t] = Interrupted
    /\ pc[t] = "reunlock" /\ result[t] = None => Taken(t)
    /\ pc[t] = "take" => state[t] = "completed"

SpinsAreCounted(t) == pc[t] \in {"idle", "lock", "enqueue", "unlock"} => spins[t] = 0

\* A task that goes to park although its waiter is completed has its permit, or the partner who
\* completed it is about to give it.
PermitIsComing(t) ==
    pc[t] \in {"flag", "clock", "park", "parked"} /\ state[t] = "completed" =>
        permit[t] \/ \E p \in Partner : Completed(p, t) /\ pc[p] \in {"unlock", "unpark"}

\* Exactly those are queued who wait, whom nobody has taken, and who have not withdrawn.
QueueIsExact == \A t \in Task : Queued(t) <=> InWait(t) /\ ~Taken(t) /\ result[t] \notin Reasons

-----------------------------------------------------------------------------

\* All but what keeps the promise that no wake-up is lost.
\* The conjuncts stand in an order in which TLC has little to enumerate.
Rest == /\ pc \in [Task \cup Partner -> TaskSteps \cup PartnerSteps]
        /\ \A t \in Task : pc[t] \in TaskSteps
        /\ \A p \in Partner : pc[p] \in PartnerSteps
        /\ LockIsExact
        /\ round \in [Task -> 0..Rounds]
        /\ \A t \in Task : RoundIsExact(t)
        /\ target \in [Partner -> Task \cup {None}]
        /\ wait \in [Partner -> 0..Rounds]
        /\ PartnersHaveOneWaiterEach
        /\ state = [t \in Task |-> StateOf(t)]
        /\ outcome = [t \in Task |-> OutcomeOf(t)]
        /\ returned = [p \in Partner |-> ReturnedOf(p)]
        /\ due \in [Task -> BOOLEAN]
        /\ \A t \in Task : DueInWait(t)
        /\ flag \in [Task -> BOOLEAN]
        /\ why \in [Task -> {None} \cup Reasons]
        /\ \A t \in Task : ReasonIsTrue(t)
        /\ result \in [Task -> Outcomes]
        /\ \A t \in Task : ResultIsExact(t)
        /\ owed \in [Task -> BOOLEAN]
        /\ \A t \in Task : FlagIsOwed(t)
        /\ queue \in Orders
        /\ QueueIsExact
        /\ spins \in [Task -> 0..Spin]
        /\ \A t \in Task : SpinsAreCounted(t)
        /\ parking \in [Task -> SUBSET (0..Rounds)]
        /\ \A t \in Task : AnnouncedInTime(t)
        /\ permit \in [Task -> BOOLEAN]

IndInv == Rest /\ \A t \in Task : PermitIsComing(t)

\* From the start, and from every state that satisfies the invariant.
IndSpec == (Init \/ IndInv) /\ [][Next]_vars

\* Each step of the protocol is one of the atomic wait.
StepsRefine == [][Atomic!Next]_Atomic!vars

\* Too weak: it has the promise itself, which says nothing of a task that has yet to look whether it
\* should park.  One step later it parks, and nobody will wake it.
WeakInv == Rest /\ NoLostWakeup

WeakSpec == WeakInv /\ [][Next]_vars

-----------------------------------------------------------------------------
(* Larger sizes: some of the states, at random, and two steps from each.   *)

One(S) == RandomSubset(1, S)

\* The places of all tasks and partners at which one of them at most is in its section.
AllPlaces == {f @@ g : f \in [Task -> TaskSteps], g \in [Partner -> PartnerSteps]}
Together == {h \in AllPlaces : \A x, y \in DOMAIN h : h[x] \in Section(x) /\ h[y] \in Section(y) => x = y}

\* Some of these, and one of the ways in which they may have come there.
Drawn == /\ pc \in RandomSubset(60, Together)
         /\ LockIsExact
         /\ round \in One([Task -> 0..Rounds-1])
         /\ due \in One({[t \in Task |-> t \in S] : S \in SUBSET Timed})
         /\ flag \in One([Task -> BOOLEAN]) /\ permit \in One([Task -> BOOLEAN])
         /\ spins \in One([Task -> 0..Spin])

DrawnSpec == Drawn /\ IndInv /\ [][Next]_vars

\* The level is that of the state from which a step is taken, so TLC takes two steps and no more.
TwoSteps == TLCGet("level") < 2
=============================================================================
