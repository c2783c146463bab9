--------------------------- MODULE SectionFaults ---------------------------
(***************************************************************************)
(* Wrong on purpose: each operator below takes the place of one operator   *)
(* of Section, by one line `Name <- Wrong' in a cfg of the same name, and  *)
(* breaks the promise that its comment names.                              *)
(***************************************************************************)
EXTENDS Section

\* Enter because the word was free when last seen, without comparing.  In place of Look.
\* MutualExclusion.
EnterUnchecked(t) ==
    /\ pc[t] = "look"
    /\ looks[t] < Looks
    /\ looks' = [looks EXCEPT ![t] = IF held THEN @ + 1 ELSE 0]
    /\ GoTo(t, IF held THEN "look" ELSE "inside")
    /\ UNCHANGED held

\* Nap without a time limit; nobody wakes whoever naps.  In place of Wake.  SomebodyEnters.
NapForever(t) == FALSE /\ UNCHANGED vars

\* Look without end.  In place of Look.  LooksAreBounded.
LookForever(t) ==
    /\ pc[t] = "look"
    /\ looks' = [looks EXCEPT ![t] = @ + 1]
    /\ GoTo(t, IF held THEN "look" ELSE "take")
    /\ UNCHANGED held

=============================================================================
