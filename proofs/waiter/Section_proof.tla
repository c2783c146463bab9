----------------------------- MODULE Section_proof -----------------------------
(***************************************************************************)
(* What TLC checks of module Section for four tasks and three looks is     *)
(* proved here for any tasks and any number of looks: two are never inside *)
(* at once, the word tells whether somebody is, and nobody looks too often *)
(* (theorem Safety).                                                       *)
(*                                                                         *)
(* Assumed: what module Section assumes of its constants.                  *)
(***************************************************************************)
EXTENDS Section, Counting_proof

\* The assumption of module Section, with a name.
ASSUME LooksIsPositive == Looks \in Nat \ {0}

\* Two tasks inside are the same task.
OneInside == \A t, u \in Task : pc[t] = "inside" /\ pc[u] = "inside" => t = u

IndInv == TypeOK /\ OneInside /\ HeldMeansInside /\ LooksAreBounded

\* The invariant holds at the start.
LEMMA InitInv == Init => IndInv
  BY LooksIsPositive DEF Init, IndInv, TypeOK, Steps, OneInside, HeldMeansInside, LooksAreBounded

\* Every step keeps it.
LEMMA NextInv == IndInv /\ [Next]_vars => IndInv'
<1> SUFFICES ASSUME IndInv, [Next]_vars PROVE IndInv'
  OBVIOUS
<1> USE LooksIsPositive DEF IndInv, TypeOK, Steps, OneInside, HeldMeansInside, LooksAreBounded, GoTo
<1>1. ASSUME NEW t \in Task, Come(t) \/ Nap(t) \/ Wake(t) PROVE IndInv'
  BY <1>1 DEF Come, Nap, Wake
<1>2. ASSUME NEW t \in Task, Take(t) PROVE IndInv'
  BY <1>2 DEF Take
<1>3. ASSUME NEW t \in Task, Look(t) PROVE IndInv'
  BY <1>3 DEF Look
<1>4. ASSUME NEW t \in Task, Leave(t) PROVE IndInv'
  BY <1>4 DEF Leave
<1>5. CASE UNCHANGED vars
  BY <1>5 DEF vars
<1> QED BY <1>1, <1>2, <1>3, <1>4, <1>5 DEF Next

\* It implies that at most one is inside.
LEMMA Exclusion == IndInv => MutualExclusion
<1> SUFFICES ASSUME IndInv PROVE Cardinality({t \in Task : pc[t] = "inside"}) <= 1
  BY DEF MutualExclusion
<1>1. \/ {t \in Task : pc[t] = "inside"} = {}
      \/ \E u \in Task : {t \in Task : pc[t] = "inside"} = {u}
  BY DEF IndInv, OneInside
<1> QED BY <1>1, CardinalityOfNone, CardinalityOfOne

\* What module Section promises of states holds always.
THEOREM Safety == Spec => [](TypeOK /\ MutualExclusion /\ HeldMeansInside /\ LooksAreBounded)
<1>1. IndInv => TypeOK /\ MutualExclusion /\ HeldMeansInside /\ LooksAreBounded
  BY Exclusion DEF IndInv
<1> QED BY <1>1, InitInv, NextInv, PTL DEF Spec
=============================================================================
