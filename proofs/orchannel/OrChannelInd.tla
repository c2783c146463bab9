---------------------------- MODULE OrChannelInd ----------------------------
(***************************************************************************)
(* An inductive invariant of module OrChannel: it holds at the start,      *)
(* every step of the machine keeps it, and it implies the safety           *)
(* invariants there.  TLC checks the step from every type-correct state    *)
(* that satisfies it, reachable or not, for the inputs, users and plain    *)
(* calls of each configuration; unlike a search from Init this says        *)
(* something about runs of any length without visiting them.  From the     *)
(* same states it checks that each step is a step of the user-level        *)
(* specification, or none.                                                 *)
(*                                                                         *)
(* The type is where the state is made finite, and nothing is lost by it:  *)
(* a queue is not longer than its channel has slots, and a task is at one  *)
(* of the places to which its call can bring it.  Both are checked to last *)
(* like the rest of the invariant.                                         *)
(*                                                                         *)
(* Left out: liveness; more inputs, users and values than a configuration  *)
(* names; and how a select works, of which module OrChannel knows no more  *)
(* than SelectSpec.  There is one task by construction; what is proved is  *)
(* that there is none unless it is needed.                                 *)
(*                                                                         *)
(* Module OrChannel is in specs/orchannel, SelectSpec in specs/select:     *)
(* stock TLC finds them with                                               *)
(* -DTLA-Library=../../specs/orchannel:../../specs/select.                 *)
(***************************************************************************)
EXTENDS MCOrChannel, Randomization

Gets(i, r)  == S!Gets(i, r)
Parked(f)   == [pc |-> "waiting", form |-> f]
Channels    == Chan \cup {"done", "cancel"}
\* Finite, unlike Seq(Val).
Contents(n) == UNION {[1..m -> Val] : m \in 0..n}
Slots       == CHOOSE n \in {Capacity(c) : c \in Channels} : \A c \in Channels : Capacity(c) <= n

\* What an input can bring.
Brings  == {i \in 1..N : Inputs[i] # NilChan} \X (Val \cup {"closed"})
Firings == Brings \cup {None}

\* The places of a plain call.
PlainPlaces(f) ==
    IF Shape(f).kind = "close"
    THEN {Pending(f), Gets(0, "ok"), Gets(0, "close of closed channel")}
    ELSE {Pending(f), Parked(f), Gets(0, "interrupted")}
         \cup UNION {{Gets(i, r) : r \in IF Shape(f).cases[i].dir = "send"
                                         THEN {"sent", "send on closed channel"}
                                         ELSE Val \cup {"closed"}} : i \in DOMAIN Shape(f).cases}

\* The places of whoever has called o: its inner calls and what they have come to.
AwaitPlaces == {Pending("done?"), Parked("done?"), Gets(0, "interrupted"), Gets(1, "closed")}
Places == [o \in Ops \cup {"-", "or", "told"} |->
    CASE o = "-"      -> {S!Ready}
      [] o = "or"     -> {S!Ready, Pending("wait"), Parked("wait"), Gets(N + 1, "closed"), Pending("done#"), Gets(0, "ok")}
                         \cup {Gets(b[1], b[2]) : b \in Brings}
      [] o = "any"    -> {Pending("look"), Gets(0, "default"), Pending("done#"), Gets(0, "ok")}
                         \cup {Gets(b[1], b[2]) : b \in Brings}
      [] o = "await"  -> AwaitPlaces
      [] o = "cancel" -> {Pending("cancel#"), Gets(0, "ok"), Gets(0, "close of closed channel")} \cup AwaitPlaces
      [] o = "told"   -> {Gets(b[1], b[2]) : b \in Firings}
      [] OTHER        -> PlainPlaces(o)]

-----------------------------------------------------------------------------
(* The conjuncts.                                                          *)

\* Each task is at a place to which its call can bring it.
TasksAreInPlace ==
    /\ op \in [Task -> DOMAIN Places]
    /\ \A t \in Task : op[t] = "or" <=> t = Or
    /\ user \in [Task -> UNION {Places[op[t]] : t \in Task}]
    /\ \A t \in Task : user[t] \in Places[op[t]]

\* It is made by one task, which looks first, and is made when that has looked.
Looks(t) == user[t] = Pending("look") \/ user[t] = Gets(0, "default") \/ \E i \in 1..N : Holds(t, i)
OneMakesIt ==
    /\ stage \in {"none", "looking", "made"}
    /\ Cardinality({t \in User : op[t] = "any"}) \in
           CASE stage = "none" -> {0} [] stage = "looking" -> {1} [] stage = "made" -> {0, 1}
    /\ \A t \in User : op[t] = "any" => (Looks(t) <=> stage = "looking")

\* Until it is made there is no task, nothing has fired, and its channels are open.
NothingBeforeItIsMade ==
    stage # "made" => user[Or] = S!Ready /\ ~HasTaken /\ ~closed["done"] /\ ~closed["cancel"]

\* While the result is open, one task is on its way to close it; nobody is after that, or without an input.
WillClose(t) == \/ user[t] = Pending("done#")
                \/ t = Or /\ user[t] \notin {S!Ready, Gets(0, "ok")}
OneWillClose ==
    Cardinality({t \in Task : WillClose(t)}) = IF stage = "made" /\ ~NoInput /\ ~closed[Done] THEN 1 ELSE 0

\* There is no task without an input.
NoInputNoTask == NoInput => user[Or] = S!Ready

\* Who has taken something takes nothing more: he closes the result, or has done so.
TakenMeansClosing == HasTaken => closed[Done] \/ \E t \in Task : user[t] = Pending("done#")

\* Nobody closes the result unless something has been taken; the task does so too if it is cancelled.
DoneHasAReason ==
    /\ \A t \in User : user[t] = Pending("done#") => HasTaken
    /\ user[Or] = Pending("done#") \/ closed[Done] => HasTaken \/ closed[CancelChan]

\* Nobody takes the or-channel for cancelled, or his cancel for done, unless it has been cancelled.
HasAsked(t) == op[t] = "cancel" /\ user[t] # Pending("cancel#")
CancelledMeansAsked == IsCancelled \/ (\E t \in User : HasAsked(t)) => closed[CancelChan]

\* Who has cancelled stays until the result is closed.
WhoCancelsStays == closed[CancelChan] /\ ~closed[Done] => \E t \in User : HasAsked(t)

\* Whoever has heard that the result is closed is right, and what he is told is what has fired.
ToldTheTruth == \A t \in User :
    /\ op[t] \in {"await", "cancel"} /\ user[t] = Gets(1, "closed") => closed[Done]
    /\ op[t] = "told" => closed[Done] /\ user[t] = Gets(firing[1], firing[2])

\* No queue is longer than its channel has slots.
QueuesFit == /\ queue \in [Channels -> Contents(Slots)]
             /\ \A c \in Channels : Len(queue[c]) <= Capacity(c)

\* Nobody waits who could proceed: to receive beside a value or a sender, to send beside a free slot.
NobodyWaitsInVain == \A c \in Channels :
    /\ (\E t \in Task : S!WaitsTo("recv", c, t)) => queue[c] = <<>> /\ ~\E t \in Task : S!WaitsTo("send", c, t)
    /\ (\E t \in Task : S!WaitsTo("send", c, t)) => closed[c] \/ Len(queue[c]) = Capacity(c)

\* All but what keeps the promise that nothing is taken twice.
\* The conjuncts stand in an order in which TLC has little to enumerate.
Rest == /\ TasksAreInPlace
        /\ NoInputNoTask
        /\ OneMakesIt
        /\ firing \in Firings
        /\ closed \in [Channels -> BOOLEAN]
        /\ NothingBeforeItIsMade
        /\ OneWillClose
        /\ DoneHasAReason
        /\ CancelledMeansAsked
        /\ WhoCancelsStays
        /\ ToldTheTruth
        /\ QueuesFit
        /\ NobodyWaitsInVain

IInv == Rest /\ TakenMeansClosing

\* From the start, and from every state that satisfies the invariant.
IndSpec == (Init \/ IInv) /\ [][Next]_vars

\* Each step of the machine is one that the user may see.
StepsRefine == [][UserView!UNext]_(UserView!uvars)

\* Too weak: it promises that nothing is taken twice, but not that who has taken something goes on to
\* close the result.  One step later the task, which waits still, takes again.
WeakInv == Rest /\ TakesAtMostOnce

WeakSpec == WeakInv /\ [][Next]_vars
-----------------------------------------------------------------------------
(* Larger sizes: some of the states, at random, and two steps from each.   *)

\* The functions f with f[t] \in P[t] for each t in D.
RECURSIVE Product(_, _)
Product(P, D) == IF D = {} THEN {<<>>}
                 ELSE LET t == CHOOSE t \in D : TRUE
                      IN  {(t :> p) @@ f : p \in P[t], f \in Product(P, D \ {t})}

\* Some of what the users can have called, each with some of the places to which that can have brought
\* them, and some of the ways in which channels can be open or closed.  The task is not there, waits, or
\* is somewhere else.
PlacesOf(t) == IF t = Or THEN {S!Ready, Parked("wait")} \cup RandomSubset(1, Places["or"])
                         ELSE RandomSubset(2, Places[op[t]])
Drawn == /\ op \in {calls @@ (Or :> "or") : calls \in RandomSubset(12, [User -> Ops \cup {"-", "told"}])}
         /\ user \in Product([t \in Task |-> PlacesOf(t)], Task)
         /\ closed \in RandomSubset(3, [Channels -> BOOLEAN])

DrawnSpec == Drawn /\ IInv /\ [][Next]_vars

\* The level is that of the state from which a step is taken, so TLC takes two steps and no more.
TwoSteps == TLCGet("level") < 2
=============================================================================
