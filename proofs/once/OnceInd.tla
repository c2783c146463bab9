------------------------------ MODULE OnceInd -------------------------------
(***************************************************************************)
(* An inductive invariant of module Once: it holds at the start, every     *)
(* step of the machine keeps it, and it implies the safety invariants      *)
(* there.  TLC checks the step from every type-correct state that          *)
(* satisfies it, reachable or not; unlike a search from Init this says     *)
(* something about runs of any length without visiting them.  From the     *)
(* same states it checks that each step is a step of the user-level        *)
(* specification, or none.                                                 *)
(*                                                                         *)
(* Module Once is in specs/once: stock TLC finds it with                   *)
(* -DTLA-Library=../../specs/once.                                         *)
(***************************************************************************)
EXTENDS Once, Randomization, TLC

\* The ways in which some of the tasks can stand in line; finite, unlike Seq(Task).
Orders == {q \in UNION {[1..n -> Task] : n \in 0..Cardinality(Task)} :
              \A i, j \in DOMAIN q : q[i] = q[j] => i = j}

Frames(ops) == [pc : {"called", "running", "parked"}, op : ops, on : Once]
               \cup [pc : {"woken"}, op : ops, on : Once, res : {"ok", "failed"}]
               \cup {Done(r) : r \in Result}

\* No function runs twice, so a stack is at most one call higher than there are Onces.
Depth    == Cardinality(Once) + 1
Below(n) == [1..n -> [pc : {"running"}, op : AllOps, on : Once]]
Nested(s) == \A i \in DOMAIN s : i > 1 /\ s[i].pc # "done" => s[i].op = "run"
Stacks   == {<<>>} \cup {s \in UNION {{Append(b, f) : b \in Below(n), f \in Frames(AllOps)} : n \in 0..Depth-1} :
                            Nested(s)}

\* A function that runs does so in one place only.
InOnePlace(s) ==
    \A i, j \in DOMAIN s : s[i].pc = "running" /\ s[j].pc = "running" /\ s[i].on = s[j].on => i = j
RunsInOnePlace == \A t \in Task : InOnePlace(task[t])

\* What those who go on have been told is what came of it.
WokenAreTold == \A t \in Task : Is(t, "woken") => Ended(On(t)) /\ Top(t).res = Outcome(On(t))

\* Only a OnceFunc remembers that it failed.
OnlyMemoFails == \A o \in Once : state[o] = "failed" => o \in Memo

\* The conjuncts stand in an order in which TLC has little to enumerate.
IndInv == /\ task \in [Task -> Stacks]
          /\ RunsInOnePlace
          /\ state \in [Once -> {"new", "running", "done", "failed"}]
          /\ runner \in [Once -> Task \cup {None}]
          /\ \A o \in Once : state[o] # "running" => runner[o] = None
          /\ OneRunner
          /\ NobodyWaitsInVain
          /\ WokenAreTold
          /\ OnlyMemoFails
          /\ waitq \in [Once -> Orders]
          /\ QueuedIffParked
          /\ NobodyWaitsForHimself

\* From the start, and from every state that satisfies the invariant.
IndSpec == (Init \/ IndInv) /\ [][Next]_vars

\* Each step of the machine is one that the user may see.
StepsRefine == [][User!UNext]_(User!uvars)

\* Too weak: it does not say that everybody who waits is in a queue.  One step later the function has
\* ended, and somebody waits for it still.
WeakInv == /\ task \in [Task -> Stacks]
           /\ RunsInOnePlace
           /\ state \in [Once -> {"new", "running", "done", "failed"}]
           /\ runner \in [Once -> Task \cup {None}]
           /\ \A o \in Once : state[o] # "running" => runner[o] = None
           /\ OneRunner
           /\ NobodyWaitsInVain
           /\ waitq \in [Once -> Orders]
           /\ \A o \in Once : \A i \in DOMAIN waitq[o] : Waits(waitq[o][i], o)

WeakSpec == WeakInv /\ [][Next]_vars

-----------------------------------------------------------------------------
(* Larger sizes: some of the states, at random, and two steps from each.   *)

\* All who are in S stand in line, in any order.
Lines(S) == {q \in Orders : {q[i] : i \in DOMAIN q} = S}

\* Some of what the tasks can be doing, in every state of the functions and the queues that fits.
Drawn == /\ task \in RandomSubset(4000, [Task -> {s \in Stacks : InOnePlace(s)}])
         /\ \A o \in Once : \A t, u \in Task : Runs(t, o) /\ Runs(u, o) => t = u
         /\ runner = [o \in Once |-> IF \E t \in Task : Runs(t, o) THEN CHOOSE t \in Task : Runs(t, o) ELSE None]
         /\ state \in [Once -> {"new", "running", "done", "failed"}]
         /\ OneRunner
         /\ waitq \in [Once -> UNION {Lines({t \in Task : Waits(t, o)}) : o \in Once}]

DrawnSpec == Drawn /\ IndInv /\ [][Next]_vars

\* The level is that of the state from which a step is taken, so TLC takes two steps and no more.
TwoSteps == TLCGet("level") < 2
=============================================================================
