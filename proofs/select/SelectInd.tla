----------------------------- MODULE SelectInd ------------------------------
(***************************************************************************)
(* An inductive invariant of module Select: it holds at the start, every   *)
(* step of the machine keeps it, and it implies the safety invariants      *)
(* there.  TLC checks the step from every type-correct state that          *)
(* satisfies it, reachable or not, for the tasks, channels and calls of    *)
(* each configuration; unlike a search from Init this says something about *)
(* runs of any length without visiting them.  From the same states it      *)
(* checks that each step is a step of the user-level specification, or     *)
(* none.                                                                   *)
(*                                                                         *)
(* Module Select is in specs/select: stock TLC finds it with               *)
(* -DTLA-Library=../../specs/select.                                       *)
(***************************************************************************)
EXTENDS MCSelect, Randomization

-----------------------------------------------------------------------------
(* The type.  A task is at one of the places to which its call can bring   *)
(* it.                                                                     *)

Cases(f)  == Shape(f).cases
\* What can come of case i of call f, with its number; of a case on the nil channel nothing can.
Outcomes(f) == UNION {{<<i, r>> : r \in CASE Cases(f)[i].ch = NilChan   -> {}
                                          [] Cases(f)[i].dir = "send" -> {"sent", SentOnClosed}
                                          [] Cases(f)[i].dir = "recv" -> Val \cup {"closed"}} :
                          i \in DOMAIN Cases(f)}
Untaken(mode) == CASE mode = "default" -> {"default"}
                   [] mode = "block"   -> {"interrupted"}
                   [] mode = "timed"   -> {"interrupted", "timed out"}

Places(f) == {Called(f)} \cup
    IF Shape(f).kind = "close" THEN {Done(0, "ok"), Done(0, ClosedTwice)}
    ELSE {Done(o[1], o[2]) : o \in Outcomes(f)} \cup {Done(0, r) : r \in Untaken(Shape(f).mode)}
         \cup IF Shape(f).mode = "default" THEN {}
              ELSE {[pc |-> "parked", form |-> f]}
                   \cup {[pc |-> "woken", form |-> f, case |-> o[1], res |-> o[2]] : o \in Outcomes(f)}

TaskState == {Idle} \cup UNION {Places(f) : f \in Form}

\* Finite, unlike Seq(Val).
Contents(n) == UNION {[1..m -> Val] : m \in 0..n}

-----------------------------------------------------------------------------
(* The conjuncts.                                                          *)

\* The cases of each call that wait at a channel.
SelectForms  == {f \in Form : Shape(f).kind = "select"}
WaitingCases == [f \in SelectForms |-> [c \in Chan |-> [dir \in {"send", "recv"} |->
                     {i \in DOMAIN Cases(f) : Cases(f)[i].ch = c /\ Cases(f)[i].dir = dir}]]]

\* The waiters on channel c of the tasks that are in a place.
Waiters(place, c, dir) ==
    UNION {{t} \X WaitingCases[task[t].form][c][dir] : t \in {t \in Task : task[t].pc = place}}

\* The ways in which all of S can stand in line.
Lines(S) == {q \in [1..Cardinality(S) -> S] : \A i, j \in DOMAIN q : q[i] = q[j] => i = j}

\* All waiters of the tasks that are parked are queued, and any of those that have been claimed.
Queues(c, dir) == UNION {Lines(Waiters("parked", c, dir) \cup stale) :
                             stale \in SUBSET Waiters("woken", c, dir)}

\* Nobody is queued at a closed channel.
ChanStates(c, Line(_, _)) ==
    [buf : Contents(CapOf(c)), closed : {FALSE}, sendq : Line(c, "send"), recvq : Line(c, "recv")]
    \cup [buf : Contents(CapOf(c)), closed : {TRUE}, sendq : {<<>>}, recvq : {<<>>}]

\* The functions f with f[c] \in S[c] for each c in D.
RECURSIVE Product(_, _)
Product(S, D) == IF D = {} THEN {<<>>}
                 ELSE LET c == CHOOSE c \in D : TRUE
                      IN  {(c :> s) @@ f : s \in S[c], f \in Product(S, D \ {c})}

\* Who has been told that a channel is closed is right, and had nothing else to wait for.
ToldTheTruth ==
    \A t \in Task : task[t].pc = "woken" /\ task[t].res \in {"closed", SentOnClosed} =>
        Solo(t) /\ ch[At1(t, task[t].case)].closed

IndTypeOK == /\ task \in [Task -> TaskState]
             /\ DOMAIN ch = Chan
             /\ \A c \in Chan : ch[c].buf \in Contents(CapOf(c)) /\ ch[c].closed \in BOOLEAN

NobodyQueuesAtClosed == \A c \in Chan : ch[c].closed => ch[c].sendq = <<>> /\ ch[c].recvq = <<>>

IndInv == /\ IndTypeOK
          /\ NobodyQueuesAtClosed
          /\ QueuesAreExact
          /\ NobodyParkedCouldProceed
          /\ ToldTheTruth

\* Every state in which the queues and the types are right, in a form that TLC can enumerate.
StatesWith(Line(_, _)) == /\ task \in [Task -> TaskState]
                          /\ ch \in Product([c \in Chan |-> ChanStates(c, Line)], Chan)

Promises == NobodyParkedCouldProceed /\ ToldTheTruth

\* From the start, and from every state that satisfies the invariant.
IndSpec == (Init \/ (StatesWith(Queues) /\ Promises)) /\ [][Next]_vars

\* Each step of the machine is one that the user may see.
StepsRefine == [][User!UNext]_(User!uvars)

\* Too weak: it does not say that everybody who waits is queued at each of his channels.  One step
\* later a channel is closed, and somebody waits there still whom nobody will tell.
SomeQueues(c, dir) == UNION {Lines(s) : s \in SUBSET (Waiters("parked", c, dir) \cup Waiters("woken", c, dir))}

WeakInv == /\ IndTypeOK
           /\ \A c \in Chan : ch[c] \in ChanStates(c, SomeQueues)
           /\ Promises

WeakSpec == StatesWith(SomeQueues) /\ Promises /\ [][Next]_vars

-----------------------------------------------------------------------------
(* Larger sizes: some of the states, at random, and two steps from each.   *)

\* Some of what the tasks can be doing, and some of the states of the channels that fit.
Drawn == /\ task \in RandomSubset(100, [Task -> TaskState])
         /\ ch \in Product([c \in Chan |-> RandomSubset(2, ChanStates(c, Queues))], Chan)

DrawnSpec == Drawn /\ Promises /\ [][Next]_vars

\* The level is that of the state from which a step is taken, so TLC takes two steps and no more.
TwoSteps == TLCGet("level") < 2
=============================================================================
