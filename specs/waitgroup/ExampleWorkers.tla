-------------------------- MODULE ExampleWorkers --------------------------
(***************************************************************************)
(* A program over a WaitGroup, as an example to copy, and the mistake that *)
(* everybody makes once.                                                   *)
(*                                                                         *)
(*     for (worker : workers) {                                            *)
(*         group.add(1);                   <-- Outside                     *)
(*         start(() -> {                                                   *)
(*             group.add(1);               <-- inside                      *)
(*             work();                                                     *)
(*             group.done();                                               *)
(*         });                                                             *)
(*     }                                                                   *)
(*     group.await();                                                      *)
(*                                                                         *)
(* An add inside the task may come after the await, which then waits for   *)
(* nobody.  WaitGroup.go adds outside.                                     *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
    Workers,    \* the tasks that work
    Outside     \* whether main adds before it starts a task

VARIABLES count, leaving, waitq, task,
    at,         \* where each task is in its program
    worked      \* those who have done their work

Main  == "main"
Tasks == Workers \cup {Main}

Group == INSTANCE WaitGroup WITH
    Task <- Tasks, Most <- 1, Limit <- Cardinality(Workers), Ops <- {"add", "done", "await"}

groupVars == <<count, leaving, waitq, task>>
vars      == <<groupVars, at, worked>>

Init == /\ Group!Init
        /\ at = [t \in Tasks |-> IF t = Main THEN "top" ELSE "not started"]
        /\ worked = {}

Go(t, from, to) == at[t] = from /\ at' = [at EXCEPT ![t] = to]

Started == {w \in Workers : at[w] # "not started"}

\* Main starts the next worker, after an add if that is its business, and then waits.
RunMain ==
    /\ UNCHANGED worked
    /\ \/ /\ Outside /\ Started # Workers
          /\ Go(Main, "top", "adding") /\ Group!Call(Main, "add", 1)
       \/ Go(Main, "adding", "added") /\ Group!Return(Main, "ok")
       \/ /\ at[Main] = IF Outside THEN "added" ELSE "top"
          /\ \E w \in Workers \ Started : at' = [at EXCEPT ![w] = "started", ![Main] = "top"]
          /\ UNCHANGED groupVars
       \/ /\ Started = Workers
          /\ Go(Main, "top", "waiting") /\ Group!Call(Main, "await", 0)
       \/ Go(Main, "waiting", "end") /\ Group!Return(Main, "ok")

Run(w) ==
    \/ /\ ~Outside /\ Go(w, "started", "adding") /\ Group!Call(w, "add", 1)
       /\ UNCHANGED worked
    \/ Go(w, "adding", "working") /\ Group!Return(w, "ok") /\ UNCHANGED worked
    \/ /\ Go(w, IF Outside THEN "started" ELSE "working", "worked")
       /\ worked' = worked \cup {w}
       /\ UNCHANGED groupVars
    \/ Go(w, "worked", "finishing") /\ Group!Call(w, "done", -1) /\ UNCHANGED worked
    \/ Go(w, "finishing", "end") /\ Group!Return(w, "ok") /\ UNCHANGED worked

\* The group does what it was called for.
Act(t) == (Group!Section(t) \/ Group!Leave(t)) /\ UNCHANGED <<at, worked>>

Over == (\A t \in Tasks : at[t] = "end") /\ UNCHANGED vars

Next == RunMain \/ (\E w \in Workers : Run(w)) \/ (\E t \in Tasks : Act(t)) \/ Over

Spec == Init /\ [][Next]_vars /\ WF_vars(Next)

-----------------------------------------------------------------------------

\* After the await everybody has worked.
AwaitMeansWorked == at[Main] = "end" => worked = Workers

\* The program ends.
Terminates == <>(\A t \in Tasks : at[t] = "end")
=============================================================================
