---- MODULE Trace@SPEC@ ----
(***************************************************************************)
(* Can module @SPEC@ do what a trace shows?  TLC searches for a behaviour  *)
(* in which the trace's events happen in their order; steps that the trace *)
(* does not show may come between them.  If there is none, TLC reports a   *)
(* deadlock, and the states before it are a longest behaviour that agrees  *)
(* with the trace.                                                         *)
(*                                                                         *)
(* A search that is stuck is no error as long as another way may succeed.  *)
(* So the search never deadlocks.  Beside it a guide follows a longest     *)
(* behaviour that is known already, and waits at its end until nothing is  *)
(* left to search.  Then it goes on if the trace has been accepted, and    *)
(* deadlocks if not.  To be run with one worker, which searches breadth    *)
(* first and counts its queue exactly.                                     *)
(***************************************************************************)
EXTENDS @SPEC@, Trace@SPEC@Data, Naturals, Sequences, TLC

VARIABLES
    nextEvent,  \* the first event of the trace that has not happened yet
    guide       \* 0 in the search; else the guide's next step

allVars == <<vars, nextEvent, guide>>

ACCEPTED == 1   \* TLC's register that tells whether the trace has been accepted
WAITED   == 2   \* and the one that tells how far the guide has come by waiting
ASSUME TLCSet(ACCEPTED, FALSE) /\ TLCSet(WAITED, 0)

\* The step of the specification that an event stands for; events are the texts of steps.
Matches(e) ==
@MATCHES@

TraceInit == Init /\ nextEvent = 1 /\ guide \in {0, 1}

\* The next event of the trace happens.
Happens(e) ==
    /\ nextEvent <= Len(Events) /\ e = Events[nextEvent]
    /\ Matches(e)
    /\ nextEvent' = nextEvent + 1

\* A step happens that the trace does not show.
IsHidden(e) ==
    /\ nextEvent <= Len(Events) /\ e \in HiddenSteps
    /\ Matches(e)
    /\ UNCHANGED nextEvent

Search ==
    /\ guide = 0
    /\ \/ nextEvent <= Len(Events) /\ Happens(Events[nextEvent])
       \/ \E e \in HiddenSteps : IsHidden(e)
       \/ UNCHANGED <<vars, nextEvent>>
    /\ UNCHANGED guide

FollowGuide ==
    /\ guide \in 1..Len(Guide)
    /\ Happens(Guide[guide]) \/ IsHidden(Guide[guide])
    /\ guide' = guide + 1

\* (The register lets TLC repeat the waiting when it prints the behaviour.)
WaitForSearch ==
    /\ guide > Len(Guide)
    /\ \/ guide < TLCGet(WAITED)
       \/ TLCGet("queue") > 0 /\ TLCSet(WAITED, guide + 1)
    /\ guide' = guide + 1
    /\ UNCHANGED <<vars, nextEvent>>

Accept == nextEvent = Len(Events) + 1 /\ TLCSet(ACCEPTED, TRUE) /\ UNCHANGED allVars

GoOn == TLCGet(ACCEPTED) /\ UNCHANGED allVars

TraceNext == Search \/ FollowGuide \/ WaitForSearch \/ Accept \/ GoOn
====
